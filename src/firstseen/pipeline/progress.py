"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "silent"]


class Progress(Protocol):
    """Called as often as is convenient: the stage in plain words, how much is done, and of how much (None: unknown)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Takes note."""
        ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Tells nobody."""
