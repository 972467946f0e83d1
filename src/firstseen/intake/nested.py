"""Sources inside sources: how deep they may lie in each other, and what is found in them named as seen from outside."""

from __future__ import annotations

from dataclasses import replace

from firstseen.errors import RefusedError
from firstseen.intake.source import Found, Source
from firstseen.model.items import ItemKind, Noticed, Refusal, SourceRead

__all__ = ["MAX_NESTING", "check_nesting", "nesting", "placed"]

MAX_NESTING = 2
"""How many archives and mails one that is read may lie in."""


def nesting(source: Source) -> int:
    """How many archives and mails the tree of a source lies in; -1 for one on the disk."""
    depth = getattr(source.tree, "depth", -1)
    return depth if isinstance(depth, int) else -1


def check_nesting(source: Source, what: str, advice: str) -> None:
    """Raises `RefusedError` for a source that lies too deep: `what` it is, and the `advice` what to do."""
    if nesting(source) >= MAX_NESTING:
        raise RefusedError(source.name, f"{what} inside {MAX_NESTING + 1} others is not opened; {advice}")


def placed(name: str, found: Found) -> Found:
    """The same, named as seen from outside the source `name`; its bytes are kept with those of that source."""
    if isinstance(found, SourceRead):
        return SourceRead(f"{name}/{found.name}" if found.name else name, found.reader, None)
    if isinstance(found, Refusal):
        return Refusal(f"{name}/{found.name}" if found.name != name else found.name, found.reason)
    if isinstance(found, Noticed):
        return replace(found, where=f"{name}/{found.where}") if found.where else found
    if found.kind is ItemKind.FILE:
        place = f"{name}/{found.key}"
        return replace(found, key=place, locator=place)
    return found
