"""Finds copies of videos and sounds, and pictures among their frames: candidates by frames and by sound."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from firstseen.catalog.evidence import moving_by_medium
from firstseen.catalog.results import StepResult, put_copies, put_results, waiting, with_result
from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.index.sounds import SoundIndex
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

__all__ = ["FootageMatcher", "index_moving", "match_moving_waiting"]

CANDIDATES: Final = 60
"""Media that are compared with a video: more copies than these are joined through one another."""
VIEW_PAIRS: Final = 64
"""Pairs of key frames told of each."""
INDEX_BATCH: Final = 32


class FootageMatcher:
    """Compares videos and sounds with all else in a case. A context manager: its decoding worker ends with it."""

    def __init__(self, case: ReadCase, index: PictureIndex, pictures: PrintShelf) -> None:
        self._index = index
        self._pictures = pictures
        self._moving = MovingShelf(case.read_engine)
        self._paths: dict[Digest, Path] = {}
        self._frames = Frames(lambda digest: self._paths.get(digest) or stored(case, digest))
        self._done: set[tuple[Digest, Digest]] = set()
        self._sounds: SoundIndex | None = None
        with case.read_engine.connect() as connection:
            self._facts: dict[Digest, MovingFacts] = moving_by_medium(connection, *EXAMINE_MOVING)

    def __enter__(self) -> Self:
        self._frames.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._frames.__exit__(kind, error, trace)

    def moves(self, digest: Digest) -> bool:
        """Whether a medium is a video, a sound or an animated picture that was examined."""
        return digest in self._facts

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
        digest = one.digest
        shown: dict[Digest, Candidate | None] = {}
        picture = as_picture(one.moving)
        if picture is not None:
            found = self._index.candidates(picture, CANDIDATES, leave_out=digest, view_pairs=VIEW_PAIRS)
            shown.update((candidate.digest, candidate) for candidate in found)
        if one.heard is not None:
            for other in self._all_sounds().candidates(one.heard.landmarks):
                shown.setdefault(other, None)
        shown.pop(digest, None)
        copies = (self._compared(one, other, candidate) for other, candidate in shown.items())
        return [copy for copy in copies if copy is not None]

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
            return None if moving is None else moving_medium(digest, moving, self._facts[digest])
        prints = self._pictures.get([digest]).get(digest)
        return None if prints is None else still_medium(digest, prints)

    def _all_sounds(self) -> SoundIndex:
        if self._sounds is None:
            heard = [(digest, medium.heard) for digest in sorted(self._facts) if (medium := self._medium(digest))]
            self._sounds = SoundIndex([(digest, one.landmarks) for digest, one in heard if one is not None])
        return self._sounds


def index_moving(case: WriteCase, index: PictureIndex, progress: Progress) -> None:
    """Puts the key frames of all videos into the index that are not there."""
    shelf = MovingShelf(case.read_engine)
    held = index.digests()
    with case.read_engine.connect() as connection:
        missing = [digest for digest in with_result(connection, *EXAMINE_MOVING) if digest not in held]
    for start in range(0, len(missing), INDEX_BATCH):
        some = [(digest, shelf.get(digest)) for digest in missing[start : start + INDEX_BATCH]]
        pictures = [(digest, as_picture(moving)) for digest, moving in some if moving is not None]
        index.add([(digest, picture) for digest, picture in pictures if picture is not None])
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
