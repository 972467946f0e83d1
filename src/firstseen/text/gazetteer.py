"""Places of the world by their names: countries, states of the USA, towns of 15,000 people and more.

From GeoNames (https://www.geonames.org), licensed CC BY 4.0, made smaller by `scripts/make_gazetteer.py`; names of
countries in other languages from Unicode CLDR. Latin, Cyrillic and Arabic scripts.
"""

from __future__ import annotations

import gzip
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final

__all__ = ["NEAR_KM", "Place", "PlaceKind", "compatible", "folded", "inside", "kilometres", "places_named"]

NEAR_KM: Final = 50.0
"""Towns nearer than this are one place to a post: suburbs, airports and stadiums are called by the city's name (the
Stade de France, "in Paris", is in Saint-Denis, 9 km off; Charles de Gaulle 25 km, Gatwick 40 km from the centre)."""
_EARTH_KM: Final = 6371.0
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


class _Folding(dict[int, int | str | None]):
    """How signs are folded, for `str.translate`; with `bare`, marks over letters are left out. Fills itself."""

    _SIGNS: Final = str.maketrans(
        {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None, "ʼ": "'", "’": "'", "-": " "}
    )

    def __init__(self, *, bare: bool) -> None:
        super().__init__(self._SIGNS)
        self._bare = bare

    def __missing__(self, sign: int) -> int | None:
        self[sign] = found = None if self._bare and unicodedata.combining(chr(sign)) else sign
        return found


_BARE: Final = _Folding(bare=True)
_MARKED: Final = _Folding(bare=False)


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "n"
    STATE = "a"
    TOWN = "c"


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `country` is its ISO 3166-1 code; position in degrees (WGS 84), None for countries and states.

    `is_word`: its name is also a common word or a first name, and means the place only where more says so.
    """

    kind: PlaceKind
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    is_word: bool
    name: str


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name as it is looked up: case, marks over letters and kinds of Arabic letters do not count."""
    return _folded(name)


def _folded(name: str) -> str:
    small = name.casefold()
    if name.isascii():
        kept = small.replace("-", " ")
    elif _CYRILLIC.search(name):
        # Marks of Cyrillic letters make other letters: й and ї are not и and і.
        kept = unicodedata.normalize("NFC", small).translate(_MARKED)
    else:
        kept = unicodedata.normalize("NFKD", small).translate(_BARE)
    return " ".join(kept.split())


@lru_cache(maxsize=1)
def _all() -> Mapping[str, tuple[Place, ...]]:
    """Folded name to its places, the largest first. Read once (0.5 s, 60 MB), when words are first looked at."""
    packed = files("firstseen.text").joinpath("gazetteer.tsv.gz").read_bytes()
    found: dict[str, list[Place]] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        kind, country, latitude, longitude, population, word, names = line.split("\t")
        spelled = names.split("|")
        place = Place(
            PlaceKind(kind),
            country,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(population),
            word == "w",
            spelled[0],
        )
        for key in set(map(_folded, spelled)):
            found.setdefault(key, []).append(place)
    return {
        key: tuple(places) if len(places) == 1 else tuple(sorted(places, key=_rank)) for key, places in found.items()
    }


def _rank(place: Place) -> tuple[bool, int, str, str]:
    return place.kind is not PlaceKind.COUNTRY, -place.population, place.country, place.name


def places_named(name: str) -> tuple[Place, ...]:
    """The places of this name, the most likely first; none for a name that is not known."""
    return _all().get(folded(name), ())


def inside(place: Place, other: Place) -> bool:
    """Whether a place lies in the other, as far as that is known: a town or state in a country, a town in a state."""
    if place.country != other.country or place == other:
        return False
    if other.kind is PlaceKind.COUNTRY:
        return place.kind is not PlaceKind.COUNTRY
    return other.kind is PlaceKind.STATE and place.kind is PlaceKind.TOWN


def kilometres(a: Place, b: Place) -> float | None:
    """The distance of two towns on the sphere (haversine); None where one has no position."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    first, second = math.radians(a.latitude), math.radians(b.latitude)
    turn = math.radians(b.longitude - a.longitude)
    part = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(part)))


def compatible(a: Sequence[Place], b: Sequence[Place]) -> bool:
    """Whether two names, each with all places it can be, can mean one place: the same, near, or one in the other."""
    return any(_one(first, second) for first in a for second in b)


def _one(a: Place, b: Place) -> bool:
    if a == b or inside(a, b) or inside(b, a):
        return True
    apart = kilometres(a, b)
    return apart is not None and apart < NEAR_KM
