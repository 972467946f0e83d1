"""The base pictures of the sample case: each a function without arguments that gives (853, 1280, 3) uint8."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.scenes import country, river, town

__all__ = ["SCENES"]

SCENES: dict[str, Callable[[], NDArray[np.uint8]]] = {
    "main_street": town.main_street,
    "market": town.market,
    "night": town.night,
    "sandbags": town.sandbag_wall,
    "warehouse": town.warehouse,
    "afterwards": town.afterwards,
    "parked_car": town.parked_car,
    "bridge_evening": river.bridge_evening,
    "bridge_mist": river.bridge_mist,
    "panorama": river.panorama,
    "weir": river.weir,
    "chapel": river.chapel,
    "fields": country.fields,
    "railway": country.railway_line,
    "roofs": country.roofs_from_above,
    "road": country.road_from_above,
}
