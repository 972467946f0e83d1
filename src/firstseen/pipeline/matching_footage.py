"""Finds copies of videos and sounds, and pictures among their frames: candidates by frames and by sound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from firstseen.catalog.evidence import moving_facts
from firstseen.catalog.results import StepResult, put_copies, put_results, waiting, with_result
from firstseen.index.moving.media import FOLDER, MovingIndex
from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.pipeline.case import ReadCase, WriteCase
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.examining import stored
from firstseen.pipeline.footage import Medium, compared, moving_medium, still_medium
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.shelf import MovingShelf, PrintShelf
from firstseen.pipeline.steps import EXAMINE_MOVING, MATCH_MOVING
from firstseen.prints.moving.views import as_picture
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.pool import Pool

__all__ = ["FootageMatcher", "index_moving", "match_moving_waiting"]

CANDIDATES: Final = 60
"""Media that are compared with a video: more copies than these are joined through one another."""
BY_FRAMES: Final = 30
BY_SOUND: Final = 50
"""The same of those that the hashes of all frames, and the sound, speak for."""
IN_VAIN: Final = 8
"""Of those that the sound alone speaks for, so many in a row that share nothing, after which no more are compared:
under speech as loud the true recording of 10 s came before all chance ones for 33 of 36, and among the first six for
all."""
VIEW_PAIRS: Final = 64
"""Pairs of key frames told of each."""
INDEX_BATCH: Final = 32


class FootageMatcher:
    """Compares videos and sounds with all else in a case. A context manager: its decoding worker ends with it.

    `worker`: where another pool of `ANY_TASK` is at work, it decodes there.
    """

    def __init__(self, case: ReadCase, index: PictureIndex, pictures: PrintShelf, worker: Pool | None = None) -> None:
        self._index = index
        self._pictures = pictures
        self._moving = MovingShelf(case.read_engine)
        self._paths: dict[Digest, Path] = {}
        self._frames = Frames(lambda digest: self._paths.get(digest) or stored(case, digest), worker)
        self._done: set[tuple[Digest, Digest]] = set()
        self._all = MovingIndex.open(case.index / FOLDER)
        self._engine = case.read_engine
        with case.read_engine.connect() as connection:
            self._moves = frozenset(with_result(connection, *EXAMINE_MOVING))

    def __enter__(self) -> Self:
        self._frames.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._frames.__exit__(kind, error, trace)

    def moves(self, digest: Digest) -> bool:
        """Whether a medium is a video, a sound or an animated picture that was examined."""
        return digest in self._moves

    def afresh(self) -> None:
        """Forgets what was compared: the next search may be for the same file again."""
        self._done.clear()

    def with_picture(self, digest: Digest, prints: PicturePrints, candidates: Iterable[Candidate]) -> list[Copy]:
        """The copies of a picture among those candidates that move."""
        still = still_medium(digest, prints)
        return [
            copy
            for candidate in candidates
            if self.moves(candidate.digest) and (copy := self._compared(still, candidate.digest, candidate)) is not None
        ]

    def sought(self, path: Path, one: Medium) -> list[Copy]:
        """The copies of a video or sound that is not in the case, whose file is at `path`."""
        self._paths[one.digest] = path
        return self._copies(one)

    def copies_of(self, digest: Digest) -> list[Copy]:
        """The copies of a video, a sound or an animated picture among all media of the case."""
        one = self._medium(digest)
        return [] if one is None else self._copies(one)

    def _copies(self, one: Medium) -> list[Copy]:
        if one.moving is None:
            return []
        copies: list[Copy] = []
        in_vain = 0
        for other, candidate in self._candidates(one).items():
            # Those that the sound alone speaks for come last, in the order of what speaks for them.
            if candidate is None and in_vain == IN_VAIN:
                break
            copy = self._compared(one, other, candidate)
            if copy is not None:
                copies.append(copy)
            if candidate is None:
                in_vain = in_vain + 1 if copy is None else 0
        return copies

    def _candidates(self, one: Medium) -> dict[Digest, Candidate | None]:
        """What is compared with a video or sound, the likeliest first; None for what its sound alone speaks for."""
        assert one.moving is not None
        shown: dict[Digest, Candidate | None] = {}
        picture = as_picture(one.moving)
        if picture is not None:
            found = self._index.candidates(picture, CANDIDATES, leave_out=one.digest, view_pairs=VIEW_PAIRS)
            shown.update((candidate.digest, candidate) for candidate in found)
        for other, score in _best(self._all.by_frames(one.moving.frames, leave_out=one.digest), BY_FRAMES):
            known = shown.get(other) or Candidate(other, score, None, "pdq", ())
            shown[other] = replace(known, by="pdq")
        if one.heard is not None:
            for other, _ in _best(self._all.by_sound(one.heard.prints, leave_out=one.digest), BY_SOUND):
                shown.setdefault(other, None)
        shown.pop(one.digest, None)
        return shown

    def _compared(self, one: Medium, other: Digest, candidate: Candidate | None) -> Copy | None:
        pair = (min(one.digest, other), max(one.digest, other))
        if pair in self._done:
            return None
        self._done.add(pair)
        medium = self._medium(other)
        return None if medium is None else compared(one, medium, candidate, self._frames)

    def _medium(self, digest: Digest) -> Medium | None:
        if self.moves(digest):
            moving = self._moving.get(digest)
            return None if moving is None else moving_medium(digest, moving, self._facts_of(digest))
        prints = self._pictures.get([digest]).get(digest)
        return None if prints is None else still_medium(digest, prints)

    def _facts_of(self, digest: Digest) -> MovingFacts | None:
        with self._engine.connect() as connection:
            return moving_facts(connection, *EXAMINE_MOVING, digest)


def _best(found: dict[Digest, float], most: int) -> list[tuple[Digest, float]]:
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:most]


def index_moving(case: WriteCase, index: PictureIndex, progress: Progress) -> None:
    """Puts the key frames of all videos, all their frames and what is heard of them into the indexes that lack them."""
    shelf = MovingShelf(case.read_engine)
    moving = MovingIndex.open(case.index / FOLDER)
    held, held_whole = index.digests(), moving.digests()
    with case.read_engine.connect() as connection:
        examined = with_result(connection, *EXAMINE_MOVING)
    missing = [digest for digest in examined if digest not in held or digest not in held_whole]
    for start in range(0, len(missing), INDEX_BATCH):
        some = [(digest, shelf.get(digest)) for digest in missing[start : start + INDEX_BATCH]]
        pictures = [(digest, as_picture(one)) for digest, one in some if one is not None]
        index.add([(digest, picture) for digest, picture in pictures if picture is not None])
        moving.add([(digest, one) for digest, one in some if one is not None])
        progress("indexing videos", min(start + INDEX_BATCH, len(missing)), len(missing))


def match_moving_waiting(case: WriteCase, matcher: FootageMatcher, progress: Progress) -> int:
    """Matches the videos and sounds that wait; gives how many it has done. Safe to stop at any moment."""
    with case.read_engine.connect() as connection:
        todo = waiting(connection, *MATCH_MOVING, after=EXAMINE_MOVING)
    for number, digest in enumerate(todo, start=1):
        copies = matcher.copies_of(digest)
        with case.engine.begin() as connection:
            put_copies(connection, MATCH_MOVING[1], copies)
            put_results(connection, [StepResult(digest, *MATCH_MOVING)])
        progress("comparing videos and sounds", number, len(todo))
    return len(todo)
