"""Platforms of the cascades: how each encodes what is uploaded, names its posts, and tells their times.

Shares and qualities are chosen to be like those seen in collected files, not measured; what matters is that every rule
of identifiers, every way to state a time and every quality comes up often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["BY_NAME", "PLATFORMS", "Platform", "Stated", "drawn", "way_of_stating"]

Stated = str
"""How a time is told: "utc", "zone", "local" (no zone), "day" or "" (not at all)."""


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. `share` of all uploads; `quality` of its JPEG and `longest` side in pixels (None: kept as it is).

    `carries`: its identifiers hold a time. `addressed`: its posts have an address. `passes_on` is the column of the
    posts table in which a repost names what it passes on.
    """

    name: str
    share: float
    quality: tuple[int, int] | None
    longest: int | None
    carries: bool
    addressed: bool
    stated: Mapping[Stated, float]
    passes_on: str = "repost_of"


PLATFORMS = (
    Platform("x", 0.28, (83, 87), 680, True, True, {"utc": 0.6, "local": 0.2, "": 0.2}),
    Platform("mastodon", 0.12, None, None, True, True, {"utc": 0.8, "": 0.2}),
    Platform("tiktok", 0.08, (60, 70), None, True, True, {"utc": 0.4, "local": 0.3, "": 0.3}),
    Platform("instagram", 0.16, (70, 78), None, True, True, {"utc": 0.5, "local": 0.2, "": 0.3}),
    Platform("telegram", 0.16, (80, 87), None, False, True, {"zone": 0.65, "local": 0.35}, "forwarded_from"),
    Platform("facebook", 0.14, (71, 82), 560, False, True, {"zone": 0.4, "local": 0.4, "day": 0.2}),
    Platform("whatsapp", 0.06, (62, 75), None, False, False, {"": 1.0}, "forwarded_from"),
)

BY_NAME = {one.name: one for one in PLATFORMS}


def drawn(chance: np.random.Generator) -> Platform:
    """One of them, by its share."""
    shares = np.array([one.share for one in PLATFORMS])
    return PLATFORMS[int(chance.choice(len(PLATFORMS), p=shares / shares.sum()))]


def way_of_stating(platform: Platform, chance: np.random.Generator) -> Stated:
    """One of the ways in which its times are told."""
    ways = list(platform.stated)
    return ways[int(chance.choice(len(ways), p=np.array([platform.stated[way] for way in ways])))]
