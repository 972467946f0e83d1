"""The steps of `trace`, by name and version. A new version redoes only its own results."""

from __future__ import annotations

from typing import Final

__all__ = ["EXAMINE", "EXAMINE_MOVING", "GENERATION", "MATCH", "MATCH_MOVING", "ORDER", "ORDERED", "READ", "Step"]

Step = tuple[str, str]
"""Name and version of a method."""

EXAMINE: Final[Step] = ("examine", "7")
"""Decode, read metadata, describe: gives the facts and the prints of a picture."""
EXAMINE_MOVING: Final[Step] = ("examine", "moving-4")
"""The same step for videos, sounds and animated pictures: gives `MovingFacts` and the prints of a moving medium. A
medium has a result of the one or of the other, as its bytes are."""
MATCH: Final[Step] = ("match", "12")
"""Search candidates for a picture and verify them: gives copies."""
MATCH_MOVING: Final[Step] = ("match", "moving-17")
"""The same step for videos, sounds and animated pictures."""
READ: Final[Step] = ("read", "1")
"""Read the words printed on pages that hold other pictures. The languages are a part of the version that results are
stored under: with other language packs a page is read anew."""
GENERATION: Final[Step] = ("generation", "1")
"""Measure how often and how a picture was saved, where it has a copy: gives signs for the spread."""
ORDER: Final[Step] = ("order", "10")
"""Groups, time spans, first seen, findings: for the whole case."""
ORDERED: Final = "ordered"
"""The state under which the token of the last order is kept."""
