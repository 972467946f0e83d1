"""What came of a proof: one line, kept with the item it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Outcome", "Proof"]


class Outcome(StrEnum):
    """What came of checking it."""

    VERIFIED = "verified"
    DOES_NOT_MATCH = "does not match"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof: what it is ("time-stamp a.jpg.tsr"), what came of it, and a clause that says what was checked."""

    what: str
    outcome: Outcome
    detail: str

    def words(self) -> str:
        """The line: outcome, colon, clause."""
        return f"{self.outcome.value}: {self.detail}"
