"""Decisions: what a person concluded about a finding, kept with their name and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from firstseen.model.time import rfc3339

__all__ = ["Decision", "Verdict"]


class Verdict(StrEnum):
    """Whether the person agrees with the finding."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person concluded about one finding at one time; at least one of `verdict` and `note` is there.

    `kind` and `said` are the finding as it was then: it may say something else today, or be gone. `entry` is the number
    of the entry of the custody log that tells of the decision, `at` the time of that entry.
    """

    id: str
    finding: str
    verdict: Verdict | None
    note: str | None
    by: str
    at: datetime
    kind: str
    said: str
    entry: int

    def as_json(self) -> dict[str, Any]:
        """The machine format, as a member of a finding."""
        return {
            "decision": self.id,
            "verdict": self.verdict.value if self.verdict else None,
            "note": self.note,
            "by": self.by,
            "at": rfc3339(self.at),
            "finding_said": self.said,
            "entry": self.entry,
        }
