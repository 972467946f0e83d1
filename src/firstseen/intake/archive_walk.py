"""The walk through an archive: what it finds, named as seen from outside."""

from __future__ import annotations

from collections.abc import Sequence

from firstseen.intake.nested import placed
from firstseen.intake.source import Reader, Reading, ReadOptions, Source
from firstseen.intake.tree import WalkedTree
from firstseen.intake.walk import walk
from firstseen.model.items import SourceRead

__all__ = ["walked_inside"]


def walked_inside(
    source: Source, tree: WalkedTree, reader: str, options: ReadOptions, readers: Sequence[Reader]
) -> Reading:
    """Everything inside the archive `source`, which `tree` is and `reader` reads; the archive is said already."""
    nested = False
    for found in walk(tree, "", reader, options, readers):
        if isinstance(found, SourceRead):
            if not found.name and not nested:
                continue
            nested = True
        yield placed(source.name, found)
