"""What a missing version must have shown, as a rectangle over each version that came from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstseen.chronicle.spread.pairs import Pair
from firstseen.chronicle.spread.photographs import Photograph
from firstseen.model.copies import Matrix
from firstseen.model.matrices import inverse, transformed
from firstseen.model.pictures import Box

__all__ = ["outline"]


def outline(version: str, others: Sequence[str], pairs: Sequence[Pair], known: Mapping[str, Photograph]) -> Box | None:
    """The rectangle round what `version` and `others` show, in pixels of the version's medium; it goes beyond it.

    None where no other that shows anything beyond can be laid over the version.
    """
    if version not in known:
        return None
    own = whole = known[version].box
    for pair in pairs:
        if version not in pair.key or pair.transform is None:
            continue
        other = pair.key[1] if pair.key[0] == version else pair.key[0]
        if other in others and other in known:
            matrix = pair.transform if pair.key[1] == version else inverse(pair.transform)
            whole = _union(whole, _moved(known[other].box, matrix)) if matrix is not None else whole
    return whole if whole != own else None


def _moved(box: Box, matrix: Matrix) -> Box:
    # A box is of pixel edges, a transform of pixel centres.
    left, top, right, bottom = (edge - 0.5 for edge in box)
    corners = transformed(matrix, ((left, top), (right, top), (right, bottom), (left, bottom)))
    xs, ys = [x + 0.5 for x, _ in corners], [y + 0.5 for _, y in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))


def _union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
