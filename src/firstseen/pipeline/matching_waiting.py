"""Matches what waits in a case: puts prints into the index, compares each new picture and video, writes the copies."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from firstseen.catalog.results import StepResult, forget_old_copies, put_copies, put_results, waiting, with_result
from firstseen.index.pictures import PictureIndex
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import WriteCase
from firstseen.pipeline.comparing import Comparers, Outcome
from firstseen.pipeline.comparing_footage import FootageComparers, apart_for
from firstseen.pipeline.matching import likeliest, one_thread, sought
from firstseen.pipeline.matching_footage import FootageMatcher, index_moving, match_moving_waiting
from firstseen.pipeline.memory import keep_freed_memory
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.shelf import PrintShelf
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, MATCH, MATCH_MOVING
from firstseen.settings import settings

__all__ = ["match_waiting", "update_index"]

INDEX_BATCH: Final = 500
MADE_BY: Final = "made-by"
"""The file of the index that names the versions of the steps that gave its prints."""
MATCH_BATCH_SECONDS: Final = 1.0
APART_FROM: Final = 300
"""Pictures that wait for each process in which they are compared beside this one: to start one takes 0.5 s of the
processor, about as long as to compare 45."""


def update_index(case: WriteCase, shelf: PrintShelf, progress: Progress) -> PictureIndex:
    """The index of the case, holding every picture and every key frame of a video that was described."""
    _without_old_prints(case)
    index = PictureIndex.open(case.index)
    with case.read_engine.connect() as connection:
        held = index.digests()
        missing = [digest for digest in with_result(connection, *EXAMINE) if digest not in held]
        for start in range(0, len(missing), INDEX_BATCH):
            some = missing[start : start + INDEX_BATCH]
            index.add(sorted(shelf.get(some).items()))
            progress("indexing pictures", min(start + INDEX_BATCH, len(missing)), len(missing))
    index_moving(case, index, progress)
    return index


def _without_old_prints(case: WriteCase) -> None:
    """Removes an index of prints that another version of the program made: those that it has now are not in it."""
    versions, made_by = f"{EXAMINE[1]} {EXAMINE_MOVING[1]}\n", case.index / MADE_BY
    if made_by.is_file() and made_by.read_text("utf-8", "replace") == versions:
        return
    if case.index.exists():
        shutil.rmtree(case.index)
    case.index.mkdir()
    # Last, so that after a kill it is removed again.
    made_by.write_text(versions, "utf-8")


def match_waiting(case: WriteCase, progress: Progress) -> int:
    """Matches what waits against the whole index; gives how many media it has done. Safe to stop at any moment."""
    with case.engine.begin() as connection:
        forget_old_copies(connection, MATCH[1], MATCH_MOVING[1])
        todo = waiting(connection, *MATCH, after=EXAMINE)
        moving = waiting(connection, *MATCH_MOVING, after=EXAMINE_MOVING)
    one_thread()
    keep_freed_memory()
    shelf = PrintShelf(case.read_engine)
    # Even where nothing waits: the index may have been lost.
    index = update_index(case, shelf, progress)
    if todo or moving:
        with ExitStack() as ended:
            apart = apart_for(len(moving))
            beside = ended.enter_context(FootageComparers(case, apart)) if apart else None
            footage = ended.enter_context(FootageMatcher(case, index, shelf, beside=beside))
            _match_pictures(case, todo, (index, shelf, footage, frozenset(moving)), progress)
            match_moving_waiting(case, footage, progress)
    index.settle()
    return len(todo) + len(moving)


def _match_pictures(
    case: WriteCase,
    todo: Sequence[Digest],
    among: tuple[PictureIndex, PrintShelf, FootageMatcher, frozenset[Digest]],
    progress: Progress,
) -> None:
    index, shelf, footage, later = among
    batch = _Batch(case)
    number = 0
    with Comparers(shelf, case.catalogue, _apart(len(todo))) as comparers:
        for digest in todo:
            prints = shelf.get([digest])[digest]
            found = sought(digest, prints, index)
            batch.of_videos += footage.with_picture(digest, prints, found, later=later)
            for outcome in comparers.compare(digest, likeliest(found, index)):
                number += 1
                batch.take(outcome)
                progress("comparing pictures", number, len(todo))
        for outcome in comparers.rest():
            number += 1
            batch.take(outcome)
            progress("comparing pictures", number, len(todo))
    batch.write()


def _apart(pictures: int) -> int:
    """Processes that compare beside this one, which works too."""
    return min(settings().workers - 1, pictures // APART_FROM)


class _Batch:
    """What is written together: what was done before a stop is not done again."""

    def __init__(self, case: WriteCase) -> None:
        self._case = case
        self._done: list[StepResult] = []
        self._copies: list[Copy] = []
        self.of_videos: list[Copy] = []
        self._written = time.monotonic()

    def take(self, outcome: Outcome) -> None:
        """Adds a picture that is done; writes what there is when it is time."""
        self._copies += outcome.copies
        self._done.append(StepResult(outcome.digest, *MATCH))
        if time.monotonic() - self._written > MATCH_BATCH_SECONDS:
            self.write()

    def write(self) -> None:
        """Writes what there is. Copies with a video may be written before their picture is done: they are met again."""
        with self._case.engine.begin() as connection:
            put_copies(connection, MATCH[1], self._copies)
            put_copies(connection, MATCH_MOVING[1], self.of_videos)
            put_results(connection, self._done)
        self._copies.clear()
        self.of_videos.clear()
        self._done.clear()
        self._written = time.monotonic()
