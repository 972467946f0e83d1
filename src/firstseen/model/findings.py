"""Findings: what the program worked out, always with inputs, method, version and reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "FindingKind", "Outcome"]


class FindingKind(StrEnum):
    """What a finding says; what weighs most comes first."""

    OLDER_THAN_EVENT = "older_than_event"
    TIME_CONTRADICTION = "time_contradiction"
    DECLARED_SOURCE = "declared_source"
    ALTERED = "altered"
    CONFLICTING_WORDS = "conflicting_words"
    DAYLIGHT = "daylight"
    CROPPED_CONTEXT = "cropped_context"
    MISSING_ANCESTOR = "missing_ancestor"
    MIRRORED = "mirrored"
    OTHER_SOUND = "other_sound"
    RECUT = "recut"
    SPEED_CHANGED = "speed_changed"
    STILL_FROM_VIDEO = "still_from_video"


class Outcome(StrEnum):
    """Whether it is so; "cannot say" is an answer, and better than a guess."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worked out. `about` and `evidence` hold identifiers of groups, appearances and media (digests)."""

    id: str
    kind: FindingKind
    outcome: Outcome
    about: tuple[str, ...]
    reason: str
    evidence: tuple[str, ...]
    method: str
    version: str
