"""What a version lacks of the photograph that a fuller one shows, where both were collected. One finding a group.

Who shows more is asked of `spread/extents.py`, as for missing ancestors: what a page, a screenshot, a collage or a
border shows round the photograph is no more of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.spread.extents import Extents, Lack
from firstseen.chronicle.wording import count, listed
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id
from firstseen.model.spread import Spread

__all__ = ["LEAST_SIDE", "METHOD", "SIDES", "VERSION", "cropped_context"]

METHOD = "cropped_context"
VERSION = "2"

LEAST_SIDE = 0.02
"""Share of a picture's width or height from which a side counts as cut: below it is within the alignment (the same
bound as THINNEST in match/extent.py)."""

ALIKE = 0.02
"""Difference in what is lacked, as shares of the photograph, up to which two versions are as full as each other: the
versions of the sample case that show all of it are within 0.01 of each other."""

_TOLD = 3
SIDES = ("on the left", "above", "on the right", "below")
"""In the order of the edges of a box."""


def cropped_context(group: GroupKnown, known: Known, spread: Spread, extents: Extents) -> Finding | None:
    """The finding for a group; None where no version shows more than another, as far as their copies tell.

    Each version that lacks something stands against the fullest collected; one of which it is known where its
    photograph ends goes before others. Of several that are as full it stands against one that many others stand
    against, and of these the first seen.
    """
    if not extents.lacks:
        return None
    medium = {version.id: version.medium for version in spread.versions}
    versions = Versions(group, known)
    chosen = sorted(_against_fullest(extents.lacks, medium, versions), key=lambda lack: (-lack.share, lack.less))
    less = tuple(dict.fromkeys(medium[lack.less] for lack in chosen))
    fuller = tuple(dict.fromkeys(medium[lack.fuller] for lack in chosen))
    told = _Telling(versions, medium, extents)
    return Finding(
        finding_id(FindingKind.CROPPED_CONTEXT, [group.id], METHOD),
        FindingKind.CROPPED_CONTEXT,
        Outcome.FOUND,
        (group.id, *less),
        " ".join(told.sentences(chosen)),
        tuple(dict.fromkeys((*less, *fuller, *versions.appearances(*less, *fuller)))),
        METHOD,
        VERSION,
    )


def _against_fullest(lacks: Iterable[Lack], medium: dict[str, Digest], versions: Versions) -> list[Lack]:
    """For each lesser version the one that it is told against."""
    by_less: dict[str, list[Lack]] = {}
    for lack in lacks:
        by_less.setdefault(lack.less, []).append(lack)
    as_full = []
    for some in by_less.values():
        sure = [lack for lack in some if lack.agrees] or some
        sure = [lack for lack in sure if lack.firm] or sure
        most = max(lack.share for lack in sure)
        as_full.append([lack for lack in sure if lack.share >= most - ALIKE])
    often = Counter(lack.fuller for some in as_full for lack in some)
    order = versions.in_order({medium[id] for id in often})
    return [min(some, key=lambda lack: (-often[lack.fuller], order.index(medium[lack.fuller]))) for some in as_full]


class _Telling:
    """The sentences: what is lacked, grouped by the version that shows it, and what the times say of that."""

    def __init__(self, versions: Versions, medium: dict[str, Digest], extents: Extents) -> None:
        self._versions = versions
        self._medium = medium
        self._extents = extents

    def sentences(self, chosen: Sequence[Lack]) -> list[str]:
        """All of them; `chosen` has the greatest lack first."""
        told, left = chosen[:_TOLD], chosen[_TOLD:]
        out = []
        for fuller in dict.fromkeys(lack.fuller for lack in told):
            lacks = [lack for lack in told if lack.fuller == fuller]
            name = self._versions.name(self._medium[fuller])
            names = [self._name(lack) for lack in lacks]
            said = [f"{it} lacks {_lacked(lack)}" for it, lack in zip(names, lacks, strict=True)]
            out.append(f"Of the photograph that {name} shows, {'; '.join(said)}.")
            out += self._order({fuller: name}, {lack.less: it for lack, it in zip(lacks, names, strict=True)})
        if left:
            more = count(len(left), "more version")
            out.append(f"{more} {'lacks' if len(left) == 1 else 'lack'} up to {_percent(left[0].share)} of it.")
        return out

    def _name(self, lack: Lack) -> str:
        medium, fuller = self._medium[lack.less], self._medium[lack.fuller]
        name, _ = self._versions.names(medium, fuller)
        return f"the picture on {name}" if lack.page else name

    def _order(self, fuller: dict[str, str], less: dict[str, str]) -> Iterator[str]:
        """What the times say of the lesser versions and of all that show more; both by identifier, with names."""
        (chosen,) = fuller
        more = {id: {chosen, *self._extents.fuller.get(id, ())} for id in less}
        ahead = [id for id in less if all(self._sooner(id, other) for other in more[id])]
        media = self._versions.in_order({self._medium[id] for id in ahead or less})
        names = {self._medium[id]: name for id, name in less.items()}
        first = self._versions.in_order({self._medium[id] for some in more.values() for id in some})[0]
        named = fuller[chosen] if first == self._medium[chosen] else self._versions.name(first)
        ends = self._versions.first(first), self._versions.first(media[0])
        yield self._versions.order_of(ends, (named, names[media[0]]))
        if ahead:
            yield "So a version that shows more must already have existed by then."

    def _sooner(self, one: str, other: str) -> bool:
        a, b = self._medium[one], self._medium[other]
        return a != b and self._versions.earlier(a, b) == a


def _lacked(lack: Lack) -> str:
    sides = _sides(lack)
    return f"{_percent(lack.share)} ({listed(sides, 4)})" if sides else _percent(lack.share)


def _sides(lack: Lack) -> list[str]:
    """The sides on which the fuller version goes on, each with how far; none where that is not known."""
    left, top, right, bottom = lack.photograph
    width, height = right - left, bottom - top
    cut = (
        (lack.kept[0] - left) / width, (lack.kept[1] - top) / height,
        (right - lack.kept[2]) / width, (bottom - lack.kept[3]) / height,
    )  # fmt: skip
    return [
        f"{_percent(part)} of its {'width' if number % 2 == 0 else 'height'} {side}"
        for number, (part, side) in enumerate(zip(cut, SIDES, strict=True))
        if part >= LEAST_SIDE
    ]


def _percent(share: float) -> str:
    return f"{max(1, round(100 * share))} %"
