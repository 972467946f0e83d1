"""What one version shows of the photograph that another cut off, where both were collected. One finding a group."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import count, listed
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id
from firstseen.model.pictures import Box

__all__ = ["LEAST_SIDE", "METHOD", "SIDES", "VERSION", "cropped_context"]

METHOD = "cropped_context"
VERSION = "1"

LEAST_SIDE = 0.02
"""Share of a picture's width or height from which a side counts as cut: below it is within the alignment (the same
bound as THINNEST in match/extent.py)."""
_AGREE = 0.04
"""How far the strips round the shared part may be from the measured share, as shares of the picture, before the sides
are left unsaid: a border or a caption takes part of them then. The crops of the 64 circulated pictures (tests'
`real_inputs`) that have neither are within 0.001; the one with a caption bar is off by 0.12 or more."""
_TOLD = 3
SIDES = ("on the left", "above", "on the right", "below")
"""In the order of the edges of a box."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A pair: the version that shows more, the other, the share of the fuller one that the other lacks."""

    fuller: Digest
    less: Digest
    share: float
    kept: Box
    sides: tuple[str, ...]


def cropped_context(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group; None where no pair of its versions was compared, or none shows more.

    For each version that shows less, the fullest one collected stands against it. Borders do not count as more.
    """
    cuts: dict[Digest, _Cut] = {}
    for copy in group.copies:
        cut = _cut(copy, known)
        if cut is not None and (cut.less not in cuts or (cuts[cut.less].share, cut.fuller) < (cut.share, cut.fuller)):
            cuts[cut.less] = cut
    if not cuts:
        return None
    versions = Versions(group, known)
    ranked = sorted(cuts.values(), key=lambda cut: (-cut.share, cut.less))
    sentences = [_told(cut, versions) for cut in ranked[:_TOLD]]
    if len(ranked) > _TOLD:
        sentences.append(f"{count(len(ranked) - _TOLD, 'more version')} show less than another.")
    less = tuple(cut.less for cut in ranked)
    fuller = tuple(dict.fromkeys(cut.fuller for cut in ranked))
    return Finding(
        finding_id(FindingKind.CROPPED_CONTEXT, [group.id], METHOD),
        FindingKind.CROPPED_CONTEXT,
        Outcome.FOUND,
        (group.id, *less),
        " ".join(sentences),
        tuple(dict.fromkeys((*less, *fuller, *versions.appearances(*less, *fuller)))),
        METHOD,
        VERSION,
    )


def _cut(copy: Copy, known: Known) -> _Cut | None:
    if copy.relation not in JOINING or "cropped" not in copy.changes:
        return None
    if copy.shows_more is ShowsMore.A:
        fuller, less, kept, names = copy.a, copy.b, copy.box_a, ("shown_a", "shown_b")
    elif copy.shows_more is ShowsMore.B:
        fuller, less, kept, names = copy.b, copy.a, copy.box_b, ("shown_b", "shown_a")
    else:
        return None
    whole, part = (copy.figures.get(name) for name in names)
    if not whole or part is None or kept is None:
        return None
    share = min(1.0, max(0.0, (1.0 - part) / whole))
    sides = _sides(kept, share, known, fuller)
    # A page round the fuller picture would count as more of it: there the strips say otherwise.
    return None if copy.relation is Relation.PART and not sides else _Cut(fuller, less, share, kept, sides)


def _sides(kept: Box, share: float, known: Known, fuller: Digest) -> tuple[str, ...]:
    """The sides on which the fuller version goes on, each with how far; none where a border or caption blurs it."""
    facts = known.facts.get(fuller)
    if facts is None:
        return ()
    width, height = facts.width, facts.height
    left, top, right, bottom = kept
    if abs(1 - (right - left) * (bottom - top) / (width * height) - share) > _AGREE:
        return ()
    cut = (left / width, top / height, (width - right) / width, (height - bottom) / height)
    return tuple(
        f"{_percent(part)} of its {'width' if number % 2 == 0 else 'height'} {side}"
        for number, (part, side) in enumerate(zip(cut, SIDES, strict=True))
        if part >= LEAST_SIDE
    )


def _percent(share: float) -> str:
    return f"{max(1, round(100 * share))} %"


def _told(cut: _Cut, versions: Versions) -> str:
    fuller, less = versions.names(cut.fuller, cut.less)
    left, top, right, bottom = cut.kept
    where = f": {listed(cut.sides, 4)}" if cut.sides else ""
    sentence = (
        f"{less} lacks {_percent(cut.share)} of the photograph that {fuller} shows{where} "
        f"(it keeps {left}, {top} to {right}, {bottom} of {fuller}, in pixels)."
    )
    first = versions.earlier(cut.fuller, cut.less)
    if first == cut.less:
        after = "So a version that shows more must already have existed by then."
        return f"{sentence} {versions.order(cut.fuller, cut.less)} {after}"
    return f"{sentence} {versions.order(cut.fuller, cut.less)}"
