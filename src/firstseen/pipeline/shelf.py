"""Prints by digest, read from the catalogue when wanted, the last used kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Engine

from firstseen.catalog.results import result_bytes
from firstseen.model.identifiers import Digest
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.packing import unpack as unpack_moving
from firstseen.prints.packing import unpack
from firstseen.prints.picture import PicturePrints

__all__ = ["MOVING_SHELF", "MovingShelf", "PrintShelf"]

SHELF: Final = 2000
"""Prints of pictures kept at hand: about 50 KB each."""
MOVING_SHELF: Final = 48
"""Prints of videos and sounds kept at hand: 3 MB for an hour when packed, four times as much in use."""


class PrintShelf:
    """Prints by digest, read from the catalogue when wanted, the last used kept at hand."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[Digest, PicturePrints] = OrderedDict()

    def get(self, digests: Iterable[Digest]) -> dict[Digest, PicturePrints]:
        """The prints of these media; those that have none are left out."""
        wanted = sorted(set(digests))
        missing = [digest for digest in wanted if digest not in self._kept]
        found = {digest: self._kept[digest] for digest in wanted if digest in self._kept}
        if missing:
            with self._engine.connect() as connection:
                for digest, packed in result_bytes(connection, *EXAMINE, missing):
                    found[digest] = unpack(packed)
        for digest, prints in found.items():
            self._kept[digest] = prints
            self._kept.move_to_end(digest)
        while len(self._kept) > SHELF:
            self._kept.popitem(last=False)
        return found


class MovingShelf:
    """The same for videos, sounds and animated pictures."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[Digest, MovingPrints] = OrderedDict()

    def get(self, digest: Digest) -> MovingPrints | None:
        """The prints of one medium; None where it has none, as pictures have none here."""
        if digest not in self._kept:
            with self._engine.connect() as connection:
                found = next((packed for _, packed in result_bytes(connection, *EXAMINE_MOVING, [digest])), None)
            if found is None:
                return None
            self._kept[digest] = unpack_moving(found)
        self._kept.move_to_end(digest)
        while len(self._kept) > MOVING_SHELF:
            self._kept.popitem(last=False)
        return self._kept[digest]
