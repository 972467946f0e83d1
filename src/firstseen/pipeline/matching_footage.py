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
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts, Track
from firstseen.pipeline.case import ReadCase, WriteCase
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.examining import stored
from firstseen.pipeline.footage import compared
from firstseen.pipeline.footage_leads import Leads, Told, together
from firstseen.pipeline.medium import Medium, moving_medium, still_medium
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
        self._done: dict[tuple[Digest, Digest], bool] = {}
        """The pairs that were compared, and whether they share anything."""
        self._told = Told()
        self._turns: frozenset[Digest] = frozenset()
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

    def expect(self, digests: Iterable[Digest]) -> None:
        """Names media whose copies will be asked for: what is searched for them now is needed then."""
        self._turns = frozenset(digests)

    def with_picture(
        self, digest: Digest, prints: PicturePrints, candidates: Iterable[Candidate], path: Path | None = None
    ) -> list[Copy]:
        """The copies of a picture among those candidates that move. `path`: its file, where it is not in the case."""
        if path is not None:
            self._paths[digest] = path
        still = still_medium(digest, prints)
        moving = [one for one in candidates if self.moves(one.digest) and _pair(digest, one.digest) not in self._done]
        found = [self._compared(still, one.digest, one, in_case=False) for one in moving]
        return [copy for copy in found if copy is not None]

    def sought(self, path: Path, one: Medium) -> list[Copy]:
        """The copies of a video or sound that is not in the case, whose file is at `path`."""
        self._paths[one.digest] = path
        return self._copies(one, self._searched(one), in_case=False)

    def copies_of(self, digest: Digest) -> list[Copy]:
        """The copies of a video, a sound or an animated picture among all media of the case."""
        one = self._medium(digest)
        return [] if one is None else self._copies(one, self._leads(one), in_case=True)

    def _copies(self, one: Medium, leads: Leads, *, in_case: bool) -> list[Copy]:
        copies: list[Copy] = []
        in_vain = 0
        for other, candidate in leads.items():
            # Those that the sound alone speaks for come last, in the order of what speaks for them.
            if candidate is None and in_vain == IN_VAIN:
                break
            pair = _pair(one.digest, other)
            if pair not in self._done:
                copy = self._compared(one, other, candidate, in_case=in_case)
                copies += [copy] if copy is not None else []
            if candidate is None:
                in_vain = 0 if self._done[pair] else in_vain + 1
        return copies

    def _leads(self, one: Medium) -> Leads:
        """What is compared with a medium of the case."""
        return self._told.of(one.digest, lambda: self._searched(one))

    def _searched(self, one: Medium) -> Leads:
        """What is compared with a video or sound, the likeliest first; None for what its sound alone speaks for."""
        if one.moving is None:
            return {}
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

    def _compared(self, one: Medium, other: Digest, candidate: Candidate | None, *, in_case: bool) -> Copy | None:
        """What a medium and a candidate are to each other, by what the searches for both tell: that for the other too
        where it is its turn later, or where what the two share leaves it open whether they are joined."""
        medium = self._medium(other)
        copy: Copy | None = None
        if medium is not None:
            both_move = in_case and medium.moving is not None
            known = other in self._told or (other in self._turns and not self._told.is_full)
            if both_move and known:
                candidate = together(one.digest, candidate, other, self._leads(medium).get(one.digest))
            copy = compared(one, medium, candidate, self._frames)
            if copy is not None and both_move and not known and _is_open(copy, one, medium):
                every = together(one.digest, candidate, other, self._leads(medium).get(one.digest))
                copy = copy if every == candidate else compared(one, medium, every, self._frames)
        self._done[_pair(one.digest, other)] = copy is not None
        return copy

    def _medium(self, digest: Digest) -> Medium | None:
        if self.moves(digest):
            moving = self._moving.get(digest)
            return None if moving is None else moving_medium(digest, moving, self._facts_of(digest))
        prints = self._pictures.get([digest]).get(digest)
        return None if prints is None else still_medium(digest, prints)

    def _facts_of(self, digest: Digest) -> MovingFacts | None:
        with self._engine.connect() as connection:
            return moving_facts(connection, *EXAMINE_MOVING, digest)


def _pair(one: Digest, other: Digest) -> tuple[Digest, Digest]:
    return min(one, other), max(one, other)


def _is_open(copy: Copy, one: Medium, other: Medium) -> bool:
    """Whether two that share something, and both show a picture, were not joined by their picture."""
    joined = copy.relation in JOINING and any(segment.track is Track.PICTURE for segment in copy.segments)
    return not joined and all(one.size) and all(other.size)


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
    matcher.expect(todo)
    for number, digest in enumerate(todo, start=1):
        copies = matcher.copies_of(digest)
        with case.engine.begin() as connection:
            put_copies(connection, MATCH_MOVING[1], copies)
            put_results(connection, [StepResult(digest, *MATCH_MOVING)])
        progress("comparing videos and sounds", number, len(todo))
    return len(todo)
