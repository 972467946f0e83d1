"""The media of a case as sides of comparisons: gathered from the catalogue, the last used kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from sqlalchemy import Engine

from firstseen.catalog.evidence import moving_facts
from firstseen.catalog.results import with_result
from firstseen.model.identifiers import Digest
from firstseen.pipeline.medium import Medium, moving_medium, still_medium
from firstseen.pipeline.shelf import MOVING_SHELF, MovingShelf, PrintShelf
from firstseen.pipeline.steps import EXAMINE_MOVING

__all__ = ["Sides"]

KEPT_SECONDS: Final = 1800.0
"""Of videos and sounds kept with what was worked out of them (the landmarks of a sound are 2 MB a minute)."""


class Sides:
    """Gives a medium by its digest; knows which move."""

    def __init__(self, engine: Engine, pictures: PrintShelf) -> None:
        self._engine = engine
        self._pictures = pictures
        self._shelf = MovingShelf(engine)
        self._kept: OrderedDict[Digest, Medium] = OrderedDict()
        with engine.connect() as connection:
            self.moving = frozenset(with_result(connection, *EXAMINE_MOVING))
        """The videos, sounds and animated pictures that were examined."""

    def get(self, digest: Digest) -> Medium | None:
        """One medium; None where it has no prints."""
        if digest not in self.moving:
            prints = self._pictures.get([digest]).get(digest)
            return None if prints is None else still_medium(digest, prints)
        if digest not in self._kept:
            moving = self._shelf.get(digest)
            if moving is None:
                return None
            with self._engine.connect() as connection:
                facts = moving_facts(connection, *EXAMINE_MOVING, digest)
            self._kept[digest] = moving_medium(digest, moving, facts)
        self._kept.move_to_end(digest)
        found = self._kept[digest]
        while len(self._kept) > 1 and self._is_full():
            self._kept.popitem(last=False)
        return found

    def _is_full(self) -> bool:
        return len(self._kept) > MOVING_SHELF or sum(map(_seconds, self._kept.values())) > KEPT_SECONDS


def _seconds(medium: Medium) -> float:
    return medium.moving.seconds if medium.moving is not None else 0.0
