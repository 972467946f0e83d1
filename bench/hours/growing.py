"""A case that holds a real file and is grown by strangers: their rows, their places in both indexes, their bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from bench.hours.strangers import Material, hour, name_of
from firstseen.catalog import tables
from firstseen.catalog.cells import to_cell
from firstseen.catalog.results import StepResult, put_results
from firstseen.index.moving.media import FOLDER, MovingIndex
from firstseen.index.pictures import PictureIndex
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import Metadata
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.steps import EXAMINE_MOVING, MATCH_MOVING
from firstseen.prints.moving.packing import pack
from firstseen.prints.moving.views import as_picture

__all__ = ["Grown", "grow"]

AT_ONCE: Final = 10
PACKED: Final = 12
"""Hours of which the rows of the catalogue are written; the others bear copies of these, since what is read of a
stranger is only compared where it was a candidate by chance."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What an hour takes: bytes of the prints in the catalogue, of the two indexes, and seconds of processor to add."""

    prints: int
    frames: int
    pictures: int
    moving: int
    adding: float


def grow(folder: Path, material: Material, first: int, end: int, film: Path) -> Grown:
    """Adds the hours of these numbers to the case; where frames of one are wanted, those of the file are there."""
    frames = 0
    spent = 0.0
    with writing_case(folder, "trace") as case:
        packed = [pack(hour(material, number)) for number in range(PACKED)]
        pictures, moving = PictureIndex.open(case.index), MovingIndex.open(case.index / FOLDER)
        for start in range(first, end, AT_ONCE):
            some = [(name_of(number), hour(material, number)) for number in range(start, min(start + AT_ONCE, end))]
            _rows(case, [name for name, _ in some], packed)
            for name, prints in some:
                frames += len(prints.frames.times)
                path = case.blobs.path(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    os.link(film, path)
            began = time.process_time()
            shown = [(name, as_picture(prints)) for name, prints in some]
            pictures.add([(name, picture) for name, picture in shown if picture is not None])
            moving.add(some)
            spent += time.process_time() - began
            print(f"\r{start + len(some)} hours", end="", flush=True)
        pictures.settle()
        print()
        count = max(1, end - first)
        return Grown(
            sum(map(len, packed)) // len(packed),
            frames // count,
            _size(case.index, "*.segment") // max(1, end),
            _size(case.index / FOLDER, "*.segment") // max(1, end),
            spent / count,
        )


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern))


def _rows(case: WriteCase, names: Sequence[str], packed: Sequence[bytes]) -> None:
    facts = MovingFacts(
        format="MP4", mime="video/mp4", seconds=3600.0, width=1280, height=720, rotation=0, rate=30.0, tracks=(),
        shots=tuple(float(second) for second in range(0, 3600, 8)), metadata=Metadata(), notes=(),
    )  # fmt: skip
    row = {"bytes": 1, "mime": "video/mp4", "medium": "video"}
    with case.engine.begin() as connection:
        connection.execute(insert(tables.media), [{"digest": name, **row} for name in names])
        put_results(
            connection,
            [
                StepResult(
                    name, *EXAMINE_MOVING, values=to_cell(MovingFacts, facts), bytes=packed[int(name[:6], 16) % PACKED]
                )
                for name in names
            ],
        )
        put_results(connection, [StepResult(name, *MATCH_MOVING) for name in names])
