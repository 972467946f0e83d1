"""Finds copies of videos and sounds, and pictures among their frames: candidates by frames and by sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from firstseen.catalog.results import StepResult, put_copies, put_results, waiting, with_result
from firstseen.index.moving.media import FOLDER, MovingIndex
from firstseen.index.moving.sounds import Agreed, is_short
from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.index.votes import FLOOR
from firstseen.match.moving.listening import LONG, may_share
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Track
from firstseen.pipeline.case import ReadCase, WriteCase
from firstseen.pipeline.comparing_footage import Asked, FootageComparers
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.examining import stored
from firstseen.pipeline.footage import compared
from firstseen.pipeline.footage_leads import Lead, Leads, Told, together
from firstseen.pipeline.matching import sought_by_footage
from firstseen.pipeline.medium import Medium, still_medium
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.shelf import MovingShelf, PrintShelf
from firstseen.pipeline.sides import Sides
from firstseen.pipeline.steps import EXAMINE_MOVING, MATCH_MOVING
from firstseen.prints.moving.moving import FramePrints, MovingPrints
from firstseen.prints.moving.views import as_frames, as_picture
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.pool import Pool

__all__ = ["FootageMatcher", "few_of_a_shot", "few_weak", "index_moving", "match_moving_waiting"]

CANDIDATES: Final = 60
"""Videos, and pictures, that are compared with a video: more copies than these are joined through one another."""
WEAK: Final = 4
"""Of the pictures that a video may show, and of the videos that may show a picture, whose score is below what the index
asks for, so many, the best, in cases that are not large (`weak_floor`): points of a scene that is in many versions of a
video count little, and a crop of it has few."""
BY_FRAMES: Final = 30
BY_SOUND: Final = 50
"""The same of those that the hashes of all frames, and the sound, speak for."""
STILLS, OF_A_SHOT = 60, 3
"""Pictures for which the hashes of frames speak that are compared with a video, in all and of one shot."""
HASHED_IN_VAIN: Final = 8
"""Videos in a row for which hashes alone speak that share nothing, after which a picture is compared with no more of
them: the nearest come first."""
IN_VAIN: Final = 8
"""Of those that the sound alone speaks for, so many in a row that share nothing, after which no more are compared:
under speech as loud the true recording of 10 s came before all chance ones for 33 of 36, and among the first six for
all."""
VIEW_PAIRS: Final = 64
"""Pairs of key frames told of each."""
INDEX_BATCH: Final = 32


class FootageMatcher:
    """Compares videos and sounds with all else in a case. A context manager: its decoding worker ends with it.

    `worker`: where another pool of `ANY_TASK` is at work, it decodes there. `beside`: processes that compare media of
    the case; without them this one does.
    """

    def __init__(
        self,
        case: ReadCase,
        index: PictureIndex,
        pictures: PrintShelf,
        worker: Pool | None = None,
        beside: FootageComparers | None = None,
    ) -> None:
        self._index = index
        self._sides = Sides(case.read_engine, pictures)
        self._beside = beside
        self._paths: dict[Digest, Path] = {}
        self._frames = Frames(lambda digest: self._paths.get(digest) or stored(case, digest), worker)
        self._done: dict[tuple[Digest, Digest], bool] = {}
        """The pairs that were compared, and whether they share anything."""
        self._told = Told()
        self._turns: frozenset[Digest] = frozenset()
        self._all = MovingIndex.open(case.index / FOLDER)

    def __enter__(self) -> Self:
        self._frames.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._frames.__exit__(kind, error, trace)

    def moves(self, digest: Digest) -> bool:
        """Whether a medium is a video, a sound or an animated picture that was examined."""
        return digest in self._sides.moving

    def afresh(self) -> None:
        """Forgets what was compared: the next search may be for the same file again."""
        self._done.clear()

    def expect(self, digests: Iterable[Digest]) -> None:
        """Names media whose copies will be asked for: what is searched for them now is needed then."""
        self._turns = frozenset(digests)

    def with_picture(
        self,
        digest: Digest,
        prints: PicturePrints,
        found: Iterable[Candidate],
        path: Path | None = None,
        later: frozenset[Digest] = frozenset(),
    ) -> list[Copy]:
        """The copies of a picture among those of what was `sought` for it that move, and videos of which a frame has
        its hash.

        `path`: its file, where it is not in the case; `later`: videos that will be compared with all pictures.
        """
        if path is not None:
            self._paths[digest] = path
        if self._sides.moving <= later:
            return []
        likely = islice(few_weak(one for one in found if self.moves(one.digest)), CANDIDATES)
        moving = {one.digest: one for one in likely}
        near = self._all.by_still(as_frames(prints)).items()
        hashed = {
            other: _score(bits) for other, bits in near if other not in moving and self._is_asked(digest, other, later)
        }
        still = still_medium(digest, prints)
        copies: list[Copy] = []
        for other, candidate in moving.items():
            if self._is_asked(digest, other, later):
                copies += self._compared(still, other, candidate)
        in_vain = 0
        for other, score in _best(hashed, CANDIDATES):
            some = self._compared(still, other, _hashed(other, score))
            copies += some
            in_vain = 0 if some else in_vain + 1
            if in_vain == HASHED_IN_VAIN:
                break
        return copies

    def _is_asked(self, digest: Digest, other: Digest, later: frozenset[Digest]) -> bool:
        return other not in later and _pair(digest, other) not in self._done

    def sought(self, path: Path, one: Medium) -> list[Copy]:
        """The copies of a video or sound that is not in the case, whose file is at `path`."""
        self._paths[one.digest] = path
        if one.moving is None:
            return []
        shown = self._looking(one.digest, one.moving)
        # What sounds alike is compared last, and looked for while what looks alike is compared: a worker is waited for
        # then. Beside the search for what looks alike, which keeps a core busy by itself, it would take longer.
        with ThreadPoolExecutor(1) as beside:
            heard = beside.submit(self._sounding, one)
            leads = self._in_turn(shown, heard)
            return self._copies(one, leads, lambda other: self._may_share(one, other, heard.result()))

    def copies_of(self, digest: Digest) -> list[Copy]:
        """The copies of a video, a sound or an animated picture among all media of the case."""
        one = self._sides.get(digest)
        return [] if one is None else self._copies(one, self._at_once(self._leads(digest)))

    def _copies(
        self, one: Medium, leads: Iterable[Sequence[Lead]], sound_too: Callable[[Digest], bool] | None = None
    ) -> list[Copy]:
        """The copies among the leads. `sound_too`, of what is not in the case: whether the sound of another is worth
        comparing where its picture is not."""
        copies: list[Copy] = []
        in_vain = 0
        for some in leads:
            if in_vain == IN_VAIN and all(candidate is None for _, candidate in some):
                break
            asked = [
                (other, None if _pair(one.digest, other) in self._done else self._ask(one, other, candidate, sound_too))
                for other, candidate in some
            ]
            for (other, answer), (_, candidate) in zip(asked, some, strict=True):
                # Those that the sound alone speaks for come last, in the order of what speaks for them.
                if candidate is None and in_vain == IN_VAIN:
                    return copies
                pair = _pair(one.digest, other)
                if answer is not None:
                    copy = answer()
                    copies += [copy] if copy is not None else []
                    self._done[pair] = copy is not None
                if candidate is None:
                    in_vain = 0 if self._done[pair] else in_vain + 1
        return copies

    @staticmethod
    def _in_turn(shown: Leads, heard: Future[dict[Digest, Agreed]]) -> Iterator[Sequence[Lead]]:
        """What looks alike, as it is compared at once; then what only sounds alike, one by one."""
        yield list(shown.items())
        most = islice(heard.result(), BY_SOUND)
        yield from ([(other, None)] for other in most if other not in shown)

    def _may_share(self, one: Medium, other: Digest, heard: Mapping[Digest, Agreed]) -> bool:
        """Whether a clip and a long sound may share a stretch: only where the index says so, and in those places."""
        medium = self._sides.get(other)
        if one.heard is None or medium is None or medium.heard is None:
            return False
        if medium.heard.prints.seconds <= LONG or not is_short(one.heard.prints):
            return True
        return other in heard and may_share(one.heard, medium.heard, heard[other].places)

    def _at_once(self, leads: Leads) -> Iterator[Sequence[Lead]]:
        """The leads in their order, as many together as are compared at once: all for which more than the sound speaks,
        since they are compared whatever the others give."""
        apart = self._beside.apart if self._beside is not None else 1
        seen = [lead for lead in leads.items() if lead[1] is not None]
        heard = [lead for lead in leads.items() if lead[1] is None]
        yield seen
        for start in range(0, len(heard), apart):
            yield heard[start : start + apart]

    def _leads(self, digest: Digest) -> Leads:
        """What is compared with a medium of the case."""
        return self._told.of(digest, lambda: self._searched(self._sides.get(digest)))

    def _searched(self, one: Medium | None) -> Leads:
        """What is compared with a video or sound, the likeliest first; None for what its sound alone speaks for."""
        if one is None or one.moving is None:
            return {}
        shown = dict(self._looking(one.digest, one.moving))
        for other in islice(self._sounding(one), BY_SOUND):
            shown.setdefault(other, None)
        return shown

    def _sounding(self, one: Medium) -> dict[Digest, Agreed]:
        """What may share a stretch of its sound, the likeliest first."""
        if one.heard is None:
            return {}
        found = self._all.by_sound(one.heard.prints, leave_out=one.digest)
        return dict(sorted(found.items(), key=lambda entry: (-entry[1].score, entry[0])))

    def _looking(self, digest: Digest, prints: MovingPrints) -> Leads:
        """What may share a stretch of its picture, or be shown in it, the likeliest first."""
        shown: dict[Digest, Candidate | None] = {}
        picture = as_picture(prints)
        if picture is not None:
            found, weak = sought_by_footage(digest, picture, self._index, VIEW_PAIRS)
            # Many versions of a video do not take the places of the pictures that it shows.
            moving = (one for one in found if self.moves(one.digest))
            stills = few_weak(one for one in (*found, *weak) if not self.moves(one.digest))
            for some in (moving, stills):
                shown.update((candidate.digest, candidate) for candidate in islice(some, CANDIDATES))
        for other, score in _best(self._all.by_frames(prints.frames, leave_out=digest), BY_FRAMES):
            shown[other] = replace(shown.get(other) or _hashed(other, score), by="pdq")
        near = self._index.shown_in(prints.frames, leave_out=digest)
        hashed = {other: told for other, told in near.items() if not self.moves(other)}
        for other, bits in few_of_a_shot(hashed, prints.frames).items():
            shown.setdefault(other, _hashed(other, _score(bits)))
        shown.pop(digest, None)
        return shown

    def _ask(
        self, one: Medium, other: Digest, candidate: Candidate | None, sound_too: Callable[[Digest], bool] | None
    ) -> Asked:
        """Has a medium and a candidate compared, by what the searches for both tell: that for the other too where it is
        its turn later, or where what the two share leaves it open whether they are joined."""
        if sound_too is not None:
            return partial(self._compare, one, other, candidate, partial(sound_too, other))
        if not self.moves(other):
            return self._comparing(one, other, candidate)
        if other in self._told or (other in self._turns and not self._told.is_full):
            return self._comparing(one, other, self._together(one, other, candidate))
        return partial(self._settled, one, other, candidate, self._comparing(one, other, candidate))

    def _settled(self, one: Medium, other: Digest, candidate: Candidate | None, answer: Asked) -> Copy | None:
        copy = answer()
        medium = self._sides.get(other)
        if copy is None or medium is None or not _is_open(copy, one, medium):
            return copy
        every = self._together(one, other, candidate)
        return copy if every == candidate else self._comparing(one, other, every)()

    def _together(self, one: Medium, other: Digest, candidate: Candidate | None) -> Candidate | None:
        return together(one.digest, candidate, other, self._leads(other).get(one.digest))

    def _comparing(self, one: Medium, other: Digest, candidate: Candidate | None) -> Asked:
        """A comparison that is under way in a process beside, or is made here when its outcome is asked for."""
        if self._beside is not None:
            return self._beside.ask(one.digest, other, candidate)
        return partial(self._compare, one, other, candidate)

    def _compare(
        self, one: Medium, other: Digest, candidate: Candidate | None, sound_too: Callable[[], bool] = lambda: True
    ) -> Copy | None:
        medium = self._sides.get(other)
        return None if medium is None else compared(one, medium, candidate, self._frames, sound_too)

    def _compared(self, one: Medium, other: Digest, candidate: Candidate | None) -> list[Copy]:
        copy = self._compare(one, other, candidate)
        self._done[_pair(one.digest, other)] = copy is not None
        return [] if copy is None else [copy]


def few_of_a_shot(stills: Mapping[Digest, tuple[int, int]], frames: FramePrints) -> dict[Digest, int]:
    """The bits of those pictures that are compared with a video, of the bits and the frame of each, the nearest first:
    a few of each shot, since those of one shot are copies of one another."""
    of_shots: Counter[int] = Counter()
    kept: dict[Digest, int] = {}
    for digest, (bits, frame) in sorted(stills.items(), key=lambda one: (one[1], one[0])):
        shot = int(frames.shot[frame])
        if of_shots[shot] < OF_A_SHOT and len(kept) < STILLS:
            of_shots[shot] += 1
            kept[digest] = bits
    return kept


def few_weak(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates, the likeliest first, with few of those that the index would not tell of by itself."""
    weak = 0
    for candidate in candidates:
        weak += candidate.score < FLOOR
        if weak <= WEAK:
            yield candidate


def _hashed(digest: Digest, score: float) -> Candidate:
    """What the hashes of frames alone speak for."""
    return Candidate(digest, score, None, "pdq", ())


def _score(bits: int) -> float:
    """How much a hash that is so many bits away speaks for."""
    return 256.0 - bits


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
