"""`find`: where is this picture, video or sound in the case? The file is examined as any other and not added."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import ValidationError

from firstseen.errors import RefusedError
from firstseen.index.pictures import PictureIndex
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.model.records import AppearanceRecord, CopyRecord, GroupRecord, Json, MediumRecord
from firstseen.model.time import rfc3339
from firstseen.pipeline.case import ReadCase
from firstseen.pipeline.examining import (
    examination_options,
    examination_pool,
    is_moving,
    understood,
    understood_moving,
)
from firstseen.pipeline.matching import likeliest, one_thread, sought, verified
from firstseen.pipeline.matching_footage import FootageMatcher
from firstseen.pipeline.medium import moving_medium
from firstseen.pipeline.shelf import PrintShelf
from firstseen.pipeline.tasks import ANY_TASK, EXAMINE_TASK
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.pool import Fault, Job
from firstseen.settings import settings

__all__ = ["PATIENCE", "Match", "Searcher", "Sought"]

PATIENCE: Final = 24
"""Candidates in a row that are no copies, after which `find` ends: the frame of one telephone in hundreds of
screenshots would keep it busy for seconds. In a case of 1,000 pictures, an eighth of them such screenshots, this costs
2 of 420 copies and brings the slowest hundredth of searches from 1.4 to 0.9 s. `trace` has twice the patience."""


@dataclass(frozen=True, slots=True)
class Match:
    """A medium of the case that the picture sought is a copy of (or shares its subject with)."""

    copy: Copy
    medium: MediumRecord
    group: GroupRecord | None
    first_seen: AppearanceRecord | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found for one file: the file's name, digest and facts, and its matches, the surest first."""

    name: str
    digest: Digest
    facts: PictureFacts | MovingFacts
    matches: tuple[Match, ...]

    def as_json(self) -> list[Json]:
        """One object a match: the fields of `list copies`, and where the medium was first seen."""
        return [_match_json(self, match) for match in self.matches]


def _match_json(sought: Sought, match: Match) -> Json:
    group = match.group
    names = {sought.digest: (sought.name,), match.medium.digest: match.medium.names}
    copy = CopyRecord(match.copy, names[match.copy.a], names[match.copy.b])
    return {
        "file": sought.name,
        "sought": sought.digest,
        "medium": match.medium.digest,
        **copy.as_json(),
        "group": group.id if group else None,
        "first_seen": group.first_seen if group else None,
        "first_seen_span": {
            "earliest": rfc3339(group.first_seen_span.earliest) if group else None,
            "latest": rfc3339(group.first_seen_span.latest) if group else None,
        },
        "appearances": match.medium.appearances,
    }


class Searcher:
    """Searches in one case as often as wanted; its worker starts at once, so open it before anything slow."""

    def __init__(self, case: ReadCase) -> None:
        self._case = case
        # A video may take longer than a picture, and which it is shows when it is opened.
        self._seconds = settings().video_seconds
        self._pool = examination_pool(1, self._seconds, task=ANY_TASK)

    def __enter__(self) -> Self:
        self._pool.__enter__()
        # A worker takes about as long to start as all the rest takes to open.
        self._pool.start()
        one_thread()
        self._index = PictureIndex.open(self._case.index)
        self._shelf = PrintShelf(self._case.read_engine)
        self._footage = FootageMatcher(self._case, self._index, self._shelf, self._pool)
        self._footage.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._footage.__exit__(kind, error, trace)
        self._pool.__exit__(kind, error, trace)

    def find(self, path: Path) -> Sought:
        """The matches of a picture, video or sound file; raises `RefusedError` when it cannot be examined."""
        digest = _digest(path)
        self._footage.afresh()
        options = {"task": EXAMINE_TASK, **examination_options(self._seconds)}
        _, answer = next(iter(self._pool.run([Job(digest, path, options)])))
        if isinstance(answer, Fault):
            raise RefusedError(str(path), answer.reason)
        try:
            facts, copies = (
                self._of_video(digest, path, answer) if is_moving(answer) else self._of_picture(digest, path, answer)
            )
        except (ValueError, ValidationError):
            raise RefusedError(str(path), "its examination gave nonsense, so it is not used") from None
        if self._case.reading.medium(digest) is not None:
            copies.append(_itself(digest, facts))
        matches = [self._match(digest, copy) for copy in copies]
        matches.sort(
            key=lambda match: (match.copy.relation not in JOINING, -match.copy.confidence, match.medium.digest)
        )
        return Sought(path.name, digest, facts, tuple(matches))

    def _of_picture(self, digest: Digest, path: Path, answer: Answer) -> tuple[PictureFacts | MovingFacts, list[Copy]]:
        facts, prints, _ = understood(answer)
        found = sought(digest, prints, self._index)
        copies = list(verified(digest, prints, likeliest(found, self._index), self._shelf, PATIENCE))
        return facts, copies + self._footage.with_picture(digest, prints, found, path)

    def _of_video(self, digest: Digest, path: Path, answer: Answer) -> tuple[PictureFacts | MovingFacts, list[Copy]]:
        facts, prints, _ = understood_moving(answer)
        return facts, self._footage.sought(path, moving_medium(digest, prints, facts))

    def _match(self, digest: Digest, copy: Copy) -> Match:
        reading = self._case.reading
        medium = reading.medium(copy.b if copy.a == digest else copy.a)
        assert medium is not None
        group = reading.group(medium.group) if medium.group else None
        first = reading.appearance(group.first_seen) if group and group.first_seen else None
        return Match(copy, medium, group, first)


def _itself(digest: Digest, facts: PictureFacts | MovingFacts) -> Copy:
    whole = (0, 0, facts.width, facts.height)
    reason = "The very same file is in the case: its bytes have the same SHA-256 digest."
    return Copy(digest, digest, Relation.EXACT, 1.0, False, whole, whole, None, ShowsMore.SAME, (), reason)


def _digest(path: Path) -> Digest:
    try:
        if not path.is_file():
            raise RefusedError(str(path), "not a file" if path.exists() else "there is no such file")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise RefusedError(str(path), f"could not be read: {error.strerror}") from error
