"""Two versions that a copy is between, each side with what it shows of the photograph, and what lies round it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.in_time import Beyond, beyond
from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.strips import photographed_reach
from firstseen.chronicle.spread.versions import VersionsOf, area
from firstseen.model.copies import JOINING, Copy, Matrix, Relation, ShowsMore
from firstseen.model.generation import Generation
from firstseen.model.matrices import inverse
from firstseen.model.pictures import Box, PictureFacts
from firstseen.model.spread import Version

__all__ = ["LEAST_MORE", "PAGE", "Pair", "Side", "aligned", "on_pages", "pairs_of"]

PAGE: Final = 0.3
"""Area round the shared part, as a share of it, from which a version that holds another is a page."""

LEAST_MORE: Final = 0.04
"""Share of the photograph that must be gone; that of `match/judge.py`, which finds who shows more."""

_UNKNOWN = Generation()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions of a pair.

    `box`: the shared picture, in pixels of the medium. `frame`: the whole version, likewise. `reach`: how much of the
    photograph it shows, the shared part being 1. `round`: the area of all that is not the photograph, as a share of
    the shared part's. `pixels`: the shared part's area in pixels. `name`: of the version, for sentences. Figures are
    None where they are not known.
    """

    version: Version
    box: Box | None
    frame: Box | None
    reach: float | None
    round: float | None
    pixels: int | None
    facts: PictureFacts | None
    name: str
    generation: Generation


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions next to each other, `a` before `b` as identifiers; figures go from a to b as in the copy.

    `shows_more` and `overlap` leave out what the copy only says of pages: `overlap` where each shows something of the
    photograph that the other does not. `in_time` is set where what they share is stretches of time: what each surely
    shows of the recording that the other lacks. `transform` takes pixels of a's medium to those of b's.
    """

    a: Side
    b: Side
    copy: Copy | None
    exact: bool
    shows_more: ShowsMore | None
    overlap: bool
    figures: dict[str, float]
    transform: Matrix | None
    in_time: Beyond | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The identifiers of the two versions."""
        return self.a.version.id, self.b.version.id


def pairs_of(group: GroupKnown, known: Known, versions: VersionsOf) -> list[Pair]:
    """All pairs of versions that something says are one photograph, sorted; the surest copy where there are several."""
    found: dict[tuple[str, str], Pair] = {}
    for copy in sorted(group.copies, key=lambda copy: (-copy.confidence, copy.a, copy.b, repr(copy.box_a))):
        if copy.relation not in JOINING:
            continue
        one, other = versions.at(copy.a, copy.box_a), versions.at(copy.b, copy.box_b)
        if one is not None and other is not None and one.id != other.id:
            pair = _pair(copy, (one, other), known, versions.names)
            found.setdefault(pair.key, pair)
    for pair in _equal_pixels(known, versions):
        found.setdefault(pair.key, pair)
    return [found[key] for key in sorted(found)]


def _pair(copy: Copy, ends: tuple[Version, Version], known: Known, names: Mapping[str, str]) -> Pair:
    one, other = ends
    reach_one, reach_other = _reaches(copy)
    more, silent = copy.shows_more, False
    seen_one = _seen(one, copy.box_a, reach_one, known)
    seen_other = _seen(other, copy.box_b, reach_other, known)
    if (seen_one, seen_other) != (reach_one, reach_other) and seen_one is not None and seen_other is not None:
        # On the sides of a page on which its letters are the photograph may go on a little: then neither is the fuller.
        silent = max((reach_one or 1.0) - seen_one, (reach_other or 1.0) - seen_other) >= PAGE
        reach_one, reach_other = seen_one, seen_other
        more = None if silent else _shows_more(reach_one - 1.0, reach_other - 1.0)
    a = _side(one, copy.box_a, (reach_one, copy.figures.get("area_a")), known, names)
    b = _side(other, copy.box_b, (reach_other, copy.figures.get("area_b")), known, names)
    exact = copy.relation is Relation.EXACT or _same_pixels(a, b)
    in_time = beyond(copy, known.moving) if copy.segments else None
    overlap = more is None and not silent and copy.relation is not Relation.EXACT and copy.transform is not None
    if in_time is not None:
        overlap = bool(in_time.a and in_time.b)
    pair = Pair(a, b, copy, exact, more, overlap, dict(copy.figures), copy.transform, in_time)
    return pair if one.id < other.id else _turned(pair)


def _turned(pair: Pair) -> Pair:
    more = {ShowsMore.A: ShowsMore.B, ShowsMore.B: ShowsMore.A}.get(pair.shows_more or ShowsMore.SAME, pair.shows_more)
    figures = dict(pair.figures)
    for name in ("scale", "contrast", "sharpness"):
        if figures.get(name):
            figures[name] = 1 / figures[name]
    for name in ("brightness", "rotation"):
        if name in figures:
            figures[name] = -figures[name]
    for name in [name for name in figures if name.endswith("_a")]:
        stem = name[:-2]
        figures[name], figures[f"{stem}_b"] = figures.get(f"{stem}_b", 1.0), figures[name]
    back = inverse(pair.transform) if pair.transform is not None else None
    in_time = Beyond(pair.in_time.b, pair.in_time.a) if pair.in_time else None
    return replace(pair, a=pair.b, b=pair.a, shows_more=more, figures=figures, transform=back, in_time=in_time)


def _reaches(copy: Copy) -> tuple[float | None, float | None]:
    """How much of the photograph each shows, the shared part being 1, from the shares of its known extent."""
    a, b = copy.figures.get("shown_a"), copy.figures.get("shown_b")
    if a is None or b is None or a + b <= 1.0:
        return None, None
    extent = 1.0 / (a + b - 1.0)
    return a * extent, b * extent


def _seen(version: Version, box: Box | None, reach: float | None, known: Known) -> float | None:
    """The reach without sides on which nothing is photographed."""
    facts, cells = known.facts.get(version.medium), known.photographed.get(version.medium)
    if box is None or reach is None or facts is None or cells is None:
        return reach
    return photographed_reach(box, (0, 0, facts.width, facts.height), reach, cells)


def _shows_more(beyond_a: float, beyond_b: float) -> ShowsMore | None:
    """Which shows more of the photograph, as `match/judge.py` says it of strips that it measured."""
    if max(beyond_a, beyond_b) < LEAST_MORE:
        return ShowsMore.SAME
    if min(beyond_a, beyond_b) > max(LEAST_MORE, max(beyond_a, beyond_b) / 3):
        return None
    return ShowsMore.A if beyond_a > beyond_b else ShowsMore.B


def _side(
    version: Version,
    box: Box | None,
    shares: tuple[float | None, float | None],
    known: Known,
    names: Mapping[str, str],
) -> Side:
    """`shares`: how much of the photograph it shows, the shared part being 1, and the part's share of the whole."""
    reach, share = shares
    facts = known.facts.get(version.medium)
    frame = version.box or ((0, 0, facts.width, facts.height) if facts else None)
    pixels = area(box) if box else None
    whole = area(frame) / pixels if frame and pixels else (1 / share if share else None)
    # A region is no frame of the picture's own: how much of it lies beside the shared part says little.
    around = None if whole is None or version.box else max(0.0, whole - (reach or 1.0))
    return Side(
        version, box, frame, reach, around, pixels, facts, names[version.id],
        known.generations.get(version.medium, _UNKNOWN) if version.box is None else _UNKNOWN,
    )  # fmt: skip


def _same_pixels(a: Side, b: Side) -> bool:
    whole = a.version.box is None and b.version.box is None
    return whole and a.facts is not None and b.facts is not None and a.facts.pixels == b.facts.pixels


def _equal_pixels(known: Known, versions: VersionsOf) -> list[Pair]:
    """Versions whose decoded pixels are equal, each next to the first of its like: a star, however many there are."""
    alike: dict[str, list[Version]] = defaultdict(list)
    for version in versions.by_id.values():
        facts = known.facts.get(version.medium)
        if version.box is None and facts is not None:
            alike[facts.pixels].append(version)
    pairs = []
    for first, *others in alike.values():
        for other in others:
            a, b = (_side(one, None, (None, None), known, versions.names) for one in (first, other))
            pairs.append(Pair(a, b, None, True, ShowsMore.SAME, False, {}, None))
    return pairs


def on_pages(pair: Pair) -> bool:
    """Whether both show the shared picture as one piece among other things: two pages that hold it, say.

    Neither page was made from the other then: each took the picture from somewhere.
    """
    if pair.copy is None or pair.copy.relation is not Relation.PART:
        return False
    return all(side.version.box is not None or (side.round or 0.0) >= PAGE for side in (pair.a, pair.b))


def aligned(pair: Pair) -> bool:
    """Whether the blocks of 8 x 8 pixels of both lie over each other: neither resized, nor moved by odd pixels."""
    if pair.exact:
        return True
    if pair.transform is None:
        return False
    (p, q, r), (s, t, u) = pair.transform
    straight = max(abs(p - 1), abs(t - 1), abs(q), abs(s)) < weights.ALIGNED_SCALE
    return straight and all(abs(move - 8 * round(move / 8)) < weights.ALIGNED_MOVE for move in (r, u))
