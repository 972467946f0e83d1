"""What a missing version must have shown, as a rectangle over each version that came from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstseen.chronicle.spread.pairs import Pair
from firstseen.chronicle.spread.photographs import Photograph, moved, union
from firstseen.model.matrices import inverse
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
            whole = union(whole, moved(known[other].box, matrix)) if matrix is not None else whole
    return whole if whole != own else None
