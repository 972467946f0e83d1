"""Altered copies: where two versions show other content, and which of the two was seen first.

Never which of the two is genuine: the pixels say that they differ, not who changed what. One finding a group.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import count
from firstseen.model.copies import Copy, Mask, Relation
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id
from firstseen.model.pictures import Box

__all__ = ["METHOD", "VERSION", "altered", "differing"]

METHOD = "altered"
VERSION = "1"

_TOLD = 3
_THIRDS = (("upper left", "upper middle", "upper right"), ("left", "middle", "right"),
           ("lower left", "lower middle", "lower right"))  # fmt: skip


def altered(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group that has altered copies; None where it has none. The surest pair is told first."""
    pairs = sorted((c for c in group.copies if c.relation is Relation.ALTERED), key=lambda c: (-c.confidence, c.a, c.b))
    if not pairs:
        return None
    versions = Versions(group, known)
    sentences = [_told(pair, versions) for pair in pairs[:_TOLD]]
    if len(pairs) > _TOLD:
        sentences.append(f"{count(len(pairs) - _TOLD, 'more pair')} of versions differ in this way.")
    sentences.append("Which of them is genuine cannot be told from this.")
    media = tuple(dict.fromkeys(medium for pair in pairs for medium in (pair.a, pair.b)))
    return Finding(
        finding_id(FindingKind.ALTERED, [group.id], METHOD),
        FindingKind.ALTERED,
        Outcome.FOUND,
        (group.id, *media),
        " ".join(sentences),
        (*media, *versions.appearances(*media)),
        METHOD,
        VERSION,
    )


def _told(pair: Copy, versions: Versions) -> str:
    a, b = versions.names(pair.a, pair.b)
    return f"{a} and {b} are one photograph with other content {_where(pair, a)}. {versions.order(pair.a, pair.b)}"


def _where(pair: Copy, name: str) -> str:
    found = differing(pair.altered) if pair.altered else None
    if found is None or pair.altered is None:
        return "in a part of it"
    box, share = found
    left, top, right, bottom = box
    area = f"from {left}, {top} to {right}, {bottom} pixels as seen in {name}"
    return f"in the {_position(box, pair.altered.box)} ({area}; {max(1, round(100 * share))} % of what they share)"


def differing(mask: Mask) -> tuple[Box, float] | None:
    """The smallest box that holds every cell that differs, in pixels, and the share of cells that do; None: none."""
    marked = [(x, y) for y, row in enumerate(mask.cells) for x, cell in enumerate(row) if cell == "1"]
    cells = sum(len(row) for row in mask.cells)
    if not marked:
        return None
    left, top, right, bottom = mask.box
    across = (right - left) / max(1, len(mask.cells[0]))
    down = (bottom - top) / len(mask.cells)
    columns, rows = [x for x, _ in marked], [y for _, y in marked]
    box = (
        round(left + min(columns) * across),
        round(top + min(rows) * down),
        round(left + (max(columns) + 1) * across),
        round(top + (max(rows) + 1) * down),
    )
    return box, len(marked) / cells


def _position(box: Box, within: Box) -> str:
    """The third of the shared picture in which the middle of the box lies."""
    return _THIRDS[_third(box, within, 1)][_third(box, within, 0)]


def _third(box: Box, within: Sequence[int], axis: int) -> int:
    middle = (box[axis] + box[axis + 2]) / 2 - within[axis]
    return min(2, max(0, int(3 * middle / max(1, within[axis + 2] - within[axis]))))
