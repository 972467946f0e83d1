"""The sun's altitude at a stated place and hour, against a picture that plainly shows daylight or plainly is dark.

Only where both are known: a position and an hour that the file states itself, with a zone, or the place and a short
window of the case's event. A bright blue sky deep in the night does not fit; a dark picture by day may be of a cellar,
so that cannot be said. Nothing is asked of pictures in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.sun import altitudes
from firstseen.chronicle.times.stated import read_stated
from firstseen.chronicle.wording import instant, one_line, quoted
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id
from firstseen.model.pictures import Light, Metadata
from firstseen.model.time import TimeRole
from firstseen.text.gazetteer import PlaceKind
from firstseen.text.places import places_in

__all__ = ["LONGEST", "METHOD", "VERSION", "daylight"]

METHOD = "daylight"
VERSION = "1"

LONGEST: Final = timedelta(hours=2)
"""Longest span of time in which the sun's place still says something: it moves by up to 30 degrees."""
SKY: Final = 0.15
"""Share of the upper half that must be bright blue sky. None of 600 indoor photographs reaches 0.07 (light_of over
`clothing/` of the tests' `real_inputs`)."""
NIGHT: Final = -12.0
"""Degrees below which no sky is blue to the eye, nor to a camera without minutes of exposure (nautical dusk)."""
DAY: Final = 10.0
"""Degrees from which an outdoor picture is light in any weather."""
DARK: Final = 0.8
DARK_MEAN: Final = 0.1
"""Share that is nearly black, and mean luma, of a plainly dark picture: none of 740 real pictures, by day or not, has
that share (light_of over `clothing/`, `viral64/` and `exif/` of the tests' `real_inputs`)."""
_NO_FUTURE: Final = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place and a span, and where both were stated, in words."""

    latitude: float
    longitude: float
    start: datetime
    end: datetime
    words: str


def daylight(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group: what weighs most of its files; None where no place and hour are known for any.

    *Found*: blue sky by night. *Cannot say*: dark by day. *Not found*: blue sky by day. The case's event is asked only
    about blue sky, and only where the file states nothing itself.
    """
    versions = Versions(group, known)
    event = _of_event(known)
    judged: list[tuple[Outcome, Digest, str]] = []
    for medium in group.media:
        facts = known.facts.get(medium)
        if facts is None or facts.light is None or not _plain(facts.light):
            continue
        own = _of_file(facts.metadata)
        spot = own or event
        one = _judged(facts.light, spot, versions.name(medium), own is not None) if spot else None
        if one is not None:
            judged.append((one[0], medium, one[1]))
    for outcome in (Outcome.FOUND, Outcome.CANNOT_SAY, Outcome.NOT_FOUND):
        some = [(medium, sentence) for found, medium, sentence in judged if found is outcome]
        if some:
            media = tuple(medium for medium, _ in some)
            return Finding(
                finding_id(FindingKind.DAYLIGHT, [group.id], METHOD),
                FindingKind.DAYLIGHT,
                outcome,
                (group.id, *media),
                some[0][1],
                (*media, *versions.appearances(*media)),
                METHOD,
                VERSION,
            )
    return None


def _plain(light: Light) -> bool:
    return light.sky >= SKY or _is_dark(light)


def _is_dark(light: Light) -> bool:
    return light.dark >= DARK and light.mean < DARK_MEAN


def _judged(light: Light, spot: _Spot, name: str, own: bool) -> tuple[Outcome, str] | None:
    low, high = altitudes(spot.start, spot.end, spot.latitude, spot.longitude)
    sun = f"at {spot.words} the sun stood {_degrees(low, high)} the horizon"
    if light.sky >= SKY:
        sky = f"A bright blue area like a sky by day takes {round(100 * light.sky)} % of the upper half of {name}"
        if high <= NIGHT:
            wrong = (
                "The time, the zone or the position must be wrong, or it is no sky."
                if own
                else "It was not taken there at that time, or it is no sky."
            )
            return Outcome.FOUND, f"{sky}, but {sun}. {wrong}"
        return (Outcome.NOT_FOUND, f"{sky}, and {sun}: the two agree.") if low >= DAY else None
    if own and low >= DAY:
        reason = "It may show the inside of something, so cannot say whether that fits."
        return Outcome.CANNOT_SAY, f"{name} is nearly black, but {sun}. {reason}"
    return None


def _degrees(low: float, high: float) -> str:
    if high < 0:
        return f"at least {abs(high):.0f}° below"
    return f"at least {low:.0f}° above" if low > 0 else f"between {abs(low):.0f}° below and {high:.0f}° above"


def _of_file(metadata: Metadata) -> _Spot | None:
    """What the file states of place and hour; its hour only with a zone: without one the span is 28 hours long.

    Where it states several different hours, none counts.
    """
    position = _position(metadata)
    spans = []
    for stated in metadata.times:
        if stated.role is TimeRole.TAKEN:
            read = read_stated(stated, now=_NO_FUTURE)
            if read.earliest and read.latest and read.latest - read.earliest < LONGEST:
                spans.append((read.earliest, read.latest))
    if position is None or not spans:
        return None
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    if end - start >= LONGEST:
        return None
    latitude, longitude, place = position
    return _Spot(latitude, longitude, start, end, f"{place}, which it states with the time {instant(start)},")


def _position(metadata: Metadata) -> tuple[float, float, str] | None:
    place = metadata.place
    if place is None:
        return None
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude, f"the position {place.latitude:.3f}, {place.longitude:.3f}"
    return _looked_up(place.words) if place.words else None


def _looked_up(words: str) -> tuple[float, float, str] | None:
    """The position of the one town that words name; None where it could be several, or is only a country."""
    towns = {
        (place.latitude, place.longitude)
        for named in places_in(f"in {words}")
        for place in named.places
        if named.stated and place.kind is PlaceKind.TOWN
    }
    if len(towns) != 1:
        return None
    latitude, longitude = next(iter(towns))
    assert latitude is not None
    assert longitude is not None
    return latitude, longitude, quoted(words)


def _of_event(known: Known) -> _Spot | None:
    case = known.case
    if not case.place or case.start is None or case.end is None or not case.start <= case.end < case.start + LONGEST:
        return None
    position = _looked_up(case.place)
    if position is None:
        return None
    latitude, longitude, _ = position
    words = f"{one_line(case.place)}, when the event began ({instant(case.start)}),"
    return _Spot(latitude, longitude, case.start, case.end, words)
