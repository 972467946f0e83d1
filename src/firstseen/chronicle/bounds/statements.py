"""What the solver takes: limits of one moment, and orders between two moments. Each is a statement that may be false.

A moment is named by a text: when an appearance was shown, when a post was published, when a version was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from firstseen.model.time import BoundKind, Side

__all__ = ["Limit", "Order", "Statements", "Strength"]


class Strength(IntEnum):
    """How much a limit counts beside others: a lower number is never given up for a higher one."""

    PLATFORM = 0
    STATED = 1
    WEAK = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """A moment is not before, or not after, an instant.

    `detail` is the sentence of the evidence, `about` says in words whose moment it is. `tolerance`: how far the clock
    behind it may be off before it counts. `appearance` and `item` are those it comes from, None for what was not
    collected or for a version.
    """

    moment: str
    side: Side
    time: datetime
    strength: Strength
    detail: str
    about: str
    kind: BoundKind = BoundKind.STATED
    tolerance: timedelta = timedelta(0)
    appearance: str | None = None
    item: str | None = None

    @property
    def surely(self) -> datetime:
        """The instant with the tolerance given away."""
        return self.time - self.tolerance if self.side is Side.EARLIEST else self.time + self.tolerance


@dataclass(frozen=True, slots=True)
class Order:
    """`before` was not after `after`. `detail` None: the two are one moment by definition, which no one states.

    `versions`: one version came from the other.
    """

    before: str
    after: str
    detail: str | None = None
    versions: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a case. `names` say in words what a moment is of, where that is known."""

    limits: Sequence[Limit]
    orders: Sequence[Order]
    names: Mapping[str, str]
