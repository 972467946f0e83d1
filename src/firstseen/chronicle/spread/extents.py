"""How much of the photograph each version shows, held together over a whole group: who shows more, and what it is.

Who shows more is found pair by pair, and a border, a page or a caption is taken for more of the photograph now and
then. So what each pair says is held against where the photograph is known to end in each version (`photographs.py`),
versions that show the same are put in one class, and two classes are compared by the votes of all their pairs. What is
missing (`missing.py`) and what was cut off (`chronicle/findings/cropped.py`) both rest on this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.chronicle.in_time import Beyond
from firstseen.chronicle.spread.pairs import LEAST_MORE, PAGE, Pair, Side
from firstseen.chronicle.spread.photographs import Photograph, over, photographs, seen_in
from firstseen.chronicle.spread.slanting import slanting
from firstseen.chronicle.spread.versions import area
from firstseen.model.copies import JOINING, Relation, ShowsMore
from firstseen.model.pictures import Box

__all__ = ["Extents", "Lack", "extents"]

LEAST_OVER: Final = 0.06
"""Area, as a share of the shared part, by which each of two must go beyond it where neither contains the other. On 500
cascades for tuning, 48 with something missing, 0.08 finds 39 of them and 0.06 43, with 4 made up (`python -m
bench.spread --seeds tuning`, 320 cascades with `--each 40`, 180 with `--each 90`)."""

CLEAN: Final = 0.3
"""Area of other content round the shared part from which it is not clear that the photograph goes on there. With
0.15 one of the real pairs of `tests/e2e/test_spread_real.py` was lost, and nothing was won on cascades for tuning."""

CLEAN_OVER: Final = 0.1
"""The same where each of two seems to go beyond the other: with a border or a page round both, both seem to. On 400
cascades for tuning, 51 with something missing, 2 are made up with 0.2, and 1 with 0.1 or 0.05 (`python -m bench.spread
--seeds tuning --cascades 400 --each 100`); what is missing is found in 45 of the 51 each time."""

PLAIN: Final = 0.05
"""Area of other content from which a version that shows more is no plain picture. On the same cascades what a single
pair took for a page, and as many others for a plain picture, was a picture in all three that this changed."""

AGREES: Final = 0.98
"""Share of the shared part that must look the same: below, what is taken for more of the photograph is the head of a
screenshot, or words over it."""

NEARLY: Final = 0.9
"""The same where nothing else than the photograph lies round the fuller one, for what was cut off: on the 400 cascades
so little agreed in 47 of those told, and in 45 of them the share was right to within 0.05."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What one version lacks of the photograph that another shows; both by identifier.

    `share`: of the photograph that the fuller one shows. `kept`: the part of it that the lesser one shows, and
    `photograph`: the whole of it, both in pixels of the fuller one's medium. `page`: the lesser one is a page, a
    screenshot or a collage that shows the photograph. `agrees`: the two look the same where they meet; where they do
    not (words were laid over one of them), the figures are less sure. `firm`: it is known where the photograph ends in
    the fuller one; else a border of it may be counted in.
    """

    less: str
    fuller: str
    share: float
    kept: Box
    photograph: Box
    page: bool
    agrees: bool
    firm: bool


@dataclass(frozen=True, slots=True)
class Extents:
    """`fuller`: for each version those that show more than it. `overlapping`: pairs that each show more, sorted.

    `as_full`: for each version those of which a pair says that they show as much as it or more, each pair for itself.

    `lacks`: what was compared side by side and is borne out by the rest, sorted; pages lack something too, but a
    page is never the fuller one. `photographs`: where in each version the photograph is.
    """

    fuller: dict[str, frozenset[str]]
    overlapping: tuple[tuple[str, str], ...]
    as_full: Mapping[str, frozenset[str]]
    lacks: tuple[Lack, ...]
    photographs: Mapping[str, Photograph]


def extents(pairs: Sequence[Pair]) -> Extents:
    """The extents of all versions that any pair says something of."""
    classes = _classes(pairs)
    pages = _pages(pairs)
    known = photographs(pairs)
    members: dict[str, set[str]] = {}
    for version, of in classes.items():
        members.setdefault(of, set()).add(version)
    verdicts, overlaps = _verdicts(pairs, classes, pages, known)
    fuller: dict[str, set[str]] = {}
    crossing = []
    for (a, b), verdict in sorted(verdicts.items()):
        if verdict == "both":
            crossing += overlaps[a, b]
        elif verdict in ("a", "b"):
            more, less = (a, b) if verdict == "a" else (b, a)
            for version in members[less]:
                fuller.setdefault(version, set()).update(members[more])
    lacks = [lack for lack in _lacks(pairs, pages, known) if _borne_out(lack, classes, verdicts)]
    return Extents(
        {version: frozenset(some) for version, some in fuller.items()},
        tuple(sorted(crossing)),
        _as_full(pairs, pages, classes, members),
        tuple(sorted(lacks, key=lambda lack: (lack.less, lack.fuller))),
        known,
    )


def _verdicts(
    pairs: Sequence[Pair], classes: Mapping[str, str], pages: set[str], known: Mapping[str, Photograph]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], list[tuple[str, str]]]]:
    """What most pairs of two classes say, by the two classes, and their pairs of which each shows more."""
    votes: dict[tuple[str, str], Counter[str]] = {}
    overlaps: dict[tuple[str, str], list[tuple[str, str]]] = {}
    pages = pages - _plain(pairs, pages)
    for pair in pairs:
        a, b = (classes[id] for id in pair.key)
        said = None if pages.intersection(pair.key) else _said(pair, known)
        if a == b or said is None:
            continue
        if a > b:
            said = {"a": "b", "b": "a"}.get(said, said)
        between = (min(a, b), max(a, b))
        votes.setdefault(between, Counter())[said] += 1
        if said == "both":
            overlaps.setdefault(between, []).append(pair.key)
    verdicts = {}
    for between, cast in votes.items():
        verdict, most = cast.most_common(1)[0]
        verdicts[between] = verdict if 2 * most > cast.total() else "unclear"
    return verdicts, overlaps


def _as_full(
    pairs: Sequence[Pair], pages: set[str], classes: Mapping[str, str], members: Mapping[str, set[str]]
) -> dict[str, frozenset[str]]:
    """For each version those that show as much or more, by pairs of whole pictures, and what shows the same as these;
    no page is among them.

    Also where the first is a page with the photograph on it, or has other things round it: what rests on this is only
    that nothing need be missing."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.in_time is not None or pair.overlap or pair.copy is None:
            continue
        whole = pair.a.version.box is None and pair.b.version.box is None
        joined = pair.exact or pair.copy.relation in JOINING
        a, b = pair.key
        for one, other, more in ((a, b, ShowsMore.B), (b, a, ShowsMore.A)):
            if whole and joined and other not in pages and (pair.exact or pair.shows_more in (ShowsMore.SAME, more)):
                found.setdefault(one, set()).add(classes[other])
    return {
        version: frozenset(id for of in some for id in members[of] if id not in pages)
        for version, some in found.items()
    }


def _borne_out(lack: Lack, classes: Mapping[str, str], verdicts: Mapping[tuple[str, str], str]) -> bool:
    """Whether what one pair says is what all pairs between versions that show as much say."""
    less, fuller = classes[lack.less], classes[lack.fuller]
    if less == fuller:
        return False
    wanted = "a" if fuller < less else "b"
    return verdicts.get((min(less, fuller), max(less, fuller)), wanted) == wanted


def _classes(pairs: Sequence[Pair]) -> dict[str, str]:
    """For each version the smallest identifier of those that show as much, through any chain of pairs."""
    above: dict[str, str] = {id: id for pair in pairs for id in pair.key}

    def top(id: str) -> str:
        while above[id] != id:
            above[id] = above[above[id]]
            id = above[id]
        return id

    for pair in pairs:
        if pair.exact or pair.shows_more is ShowsMore.SAME:
            low, high = sorted(top(id) for id in pair.key)
            above[high] = low
    return {id: top(id) for id in above}


def _pages(pairs: Sequence[Pair]) -> set[str]:
    """The versions that hold another as one piece among others, by the votes of all such pairs.

    What is round the piece is none of the photograph.
    """
    votes: Counter[str] = Counter()
    for pair in pairs:
        if pair.copy is None or pair.copy.relation is not Relation.PART:
            continue
        (less, piece), (more, page) = sorted((side.round or 0.0, side.version.id) for side in (pair.a, pair.b))
        if more >= PAGE and more > less:
            votes[page] += 1
            votes[piece] -= 1
    return {id for id, cast in votes.items() if cast > 0}


def _plain(pairs: Sequence[Pair], pages: set[str]) -> set[str]:
    """Of what was taken for pages, what as many pairs or more take for a plain picture that shows more than another."""
    votes: Counter[str] = Counter()
    for pair in pairs:
        if pair.copy is None or pair.exact:
            continue
        if pair.copy.relation is Relation.PART:
            votes[max((pair.a, pair.b), key=lambda side: side.round or 0.0).version.id] += 1
        elif pair.shows_more in (ShowsMore.A, ShowsMore.B):
            fuller = pair.a if pair.shows_more is ShowsMore.A else pair.b
            if (fuller.round or 0.0) < PLAIN:
                votes[fuller.version.id] -= 1
    return {id for id in pages if votes[id] <= 0}


def _comparable(pair: Pair) -> bool:
    """Whether a pair is of two whole pictures that look the same where they meet, and neither is a page."""
    copy = pair.copy
    if copy is None or pair.exact or copy.relation not in (Relation.COPY, Relation.ALTERED):
        return False
    whole = pair.a.version.box is None and pair.b.version.box is None
    return whole and pair.figures.get("agreement", 1.0) >= AGREES


def _said(pair: Pair, known: Mapping[str, Photograph]) -> str | None:
    """Which of a pair shows more: "a", "b", "both" or "unclear"; None where it says nothing."""
    if pair.in_time is not None:
        return _said_in_time(pair, pair.in_time)
    if not _comparable(pair):
        return None
    a, b = over(pair, known)
    # A pair says who shows more where the one shows much more; so little as this makes neither a crop of the other.
    if a is not None and b is not None and min(a, b) >= LEAST_OVER:
        return "both" if all(_goes_on(side, known) for side in (pair.a, pair.b)) else "unclear"
    fuller = _fuller(pair, known)
    if fuller is None:
        return None
    if not _clean(fuller, pair, known):
        return "unclear"
    return "a" if fuller is pair.a else "b"


def _said_in_time(pair: Pair, more: Beyond) -> str | None:
    """The same of two versions of a recording, by the seconds that each has; a part is one piece among other things."""
    if pair.copy is None or pair.copy.relation not in (Relation.COPY, Relation.ALTERED):
        return None
    if more.a and more.b:
        return "both"
    return "a" if more.a else "b" if more.b else None


def _fuller(pair: Pair, known: Mapping[str, Photograph]) -> Side | None:
    """The side that shows more, as far as the pair says so, and not more than is known of the photograph in it."""
    if pair.overlap or pair.shows_more not in (ShowsMore.A, ShowsMore.B):
        return None
    a, b = over(pair, known)
    more, less = (a, b) if pair.shows_more is ShowsMore.A else (b, a)
    if more is not None and less is not None and 1 + less > (1 - LEAST_MORE / 2) * (1 + more):
        return None
    return pair.a if pair.shows_more is ShowsMore.A else pair.b


def _goes_on(side: Side, known: Mapping[str, Photograph]) -> bool:
    """Whether nothing but the photograph lies round the shared part, or it is known where the photograph ends."""
    photograph = known.get(side.version.id)
    return (photograph is not None and photograph.sure) or (side.round or 0.0) < CLEAN_OVER


def _clean(fuller: Side, pair: Pair, known: Mapping[str, Photograph]) -> bool:
    """Whether what lies round the shared part of the fuller version is plainly the photograph, no page, no screen."""
    photograph = known.get(fuller.version.id)
    if slanting(pair):
        return False
    return (photograph is not None and photograph.sure) or (fuller.round or 0.0) < CLEAN


def _lacks(pairs: Sequence[Pair], pages: set[str], known: Mapping[str, Photograph]) -> Iterator[Lack]:
    for pair in pairs:
        whole = pair.copy is None or pair.exact or pair.in_time is not None
        fuller = None if whole else _fuller(pair, known)
        if fuller is None or fuller.version.box is not None or fuller.version.id in pages:
            continue
        lesser = pair.b if fuller is pair.a else pair.a
        photograph, seen = known.get(fuller.version.id), seen_in(fuller, known)
        if photograph is None or seen is None or fuller.box is None or not _clean(fuller, pair, known):
            continue
        agrees = pair.figures.get("agreement", 1.0) >= AGREES
        page = lesser.version.box is not None or lesser.version.id in pages
        if agrees or (not page and (photograph.sure or _nearly(fuller, pair))):
            share = 1 - area(fuller.box) / area(seen)
            ends = (lesser.version.id, fuller.version.id)
            yield Lack(*ends, share, fuller.box, seen, page, agrees, photograph.sure)


def _nearly(fuller: Side, pair: Pair) -> bool:
    return pair.figures.get("agreement", 1.0) >= NEARLY and (fuller.round or 0.0) < PLAIN
