"""The smallest sets of statements that cannot all be true: an earliest and a latest limit, and the orders between."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firstseen.chronicle.bounds.reach import Ways, ahead
from firstseen.chronicle.bounds.solve import Solved
from firstseen.chronicle.bounds.statements import Limit, Order, Statements, Strength
from firstseen.model.time import Side

__all__ = ["Conflict", "Conflicts", "conflicts_of"]

MAX_STEPS = 300_000
"""Orders followed in all while the sets are looked for: about a second. What is left then is only counted."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`low` is not before an instant, `high` not after an earlier one, and `path` says that low's was not after high's.

    No statement of it can be left out: of all that contradict one of the two limits, the nearest was taken.
    """

    low: Limit
    high: Limit
    path: tuple[Order, ...]

    @property
    def apart(self) -> timedelta:
        """By how much the two limits fail to meet."""
        return self.low.time - self.high.time

    @property
    def weak(self) -> bool:
        """Whether any of it rests on weak evidence."""
        return Strength.WEAK in (self.low.strength, self.high.strength)


@dataclass(slots=True)
class Conflicts:
    """The sets found, the largest difference first, and how many limits are contradicted by sets not looked for."""

    found: list[Conflict] = field(default_factory=list)
    not_searched: int = 0


def conflicts_of(statements: Statements, solved: Solved) -> Conflicts:
    """For each contradicted limit the nearest that contradicts it, each set once. Those within one item are left out:
    they are found where its own times are compared.
    """
    by_moment: dict[str, list[Limit]] = {}
    for limit in statements.limits:
        by_moment.setdefault(limit.moment, []).append(limit)
    weak = [one for one in statements.limits if one.strength is Strength.WEAK and _weakly_contradicted(one, solved)]
    result = Conflicts()
    seen: dict[tuple[str, str], Conflict] = {}
    steps = 0
    for start in (*sorted(solved.contradicted, key=_sorting), *sorted(weak, key=_sorting)):
        if steps > MAX_STEPS:
            result.not_searched += 1
            continue
        found, taken = _nearest(start, by_moment, solved.ways)
        steps += taken
        if found is not None:
            seen.setdefault((_whose(found.low), _whose(found.high)), found)
    result.found = sorted(seen.values(), key=lambda one: (one.weak, -one.apart, _sorting(one.low), _sorting(one.high)))
    return result


def _sorting(limit: Limit) -> tuple[str, str, datetime, int, str]:
    return limit.moment, limit.side.value, limit.time, limit.strength, limit.detail


def _whose(limit: Limit) -> str:
    return limit.item or limit.moment


def _weakly_contradicted(limit: Limit, solved: Solved) -> bool:
    if limit.side is Side.EARLIEST:
        reaching = (solved.latest.get(limit.moment), solved.weak_latest.get(limit.moment))
        return any(high is not None and limit.surely > high.limit.surely for high in reaching)
    low = solved.weak_earliest.get(limit.moment)
    return low is not None and limit.surely < low.limit.surely


def _nearest(start: Limit, by_moment: Mapping[str, Sequence[Limit]], ways: Ways) -> tuple[Conflict | None, int]:
    """The set of fewest statements round one limit, and how many orders were followed to find it.

    What no one states costs nothing, so moments are taken by the number of statements on the way to them.
    """
    came: dict[str, Order | None] = {start.moment: None}
    cost = {start.moment: 0}
    waiting = deque([start.moment])
    done: set[str] = set()
    while waiting:
        here = waiting.popleft()
        if here in done:
            continue
        done.add(here)
        against = [one for one in by_moment.get(here, ()) if _contradicts(start, one)]
        path = _path(here, came, start.side) if against else ()
        against = [one for one in against if not _known_elsewhere(start, one, path)]
        if against:
            other = max(against, key=lambda one: (_gap(start, one), _sorting(one)))
            low, high = (start, other) if start.side is Side.EARLIEST else (other, start)
            return Conflict(low, high, path if start.side is Side.EARLIEST else tuple(reversed(path))), len(cost)
        for order in ways.on(here, start.side):
            there = ahead(order, start.side)
            price = cost[here] + (order.detail is not None)
            if there not in done and price < cost.get(there, price + 1):
                cost[there], came[there] = price, order
                (waiting.append if order.detail is not None else waiting.appendleft)(there)
    return None, len(cost)


def _gap(a: Limit, b: Limit) -> timedelta:
    return a.surely - b.surely if a.side is Side.EARLIEST else b.surely - a.surely


def _contradicts(start: Limit, other: Limit) -> bool:
    return other.side is not start.side and _gap(start, other) > timedelta(0)


def _known_elsewhere(start: Limit, other: Limit, path: Sequence[Order]) -> bool:
    """Whether this is what the comparisons of one appearance tell: times of one item, or a file against its showing."""
    if Strength.WEAK in (start.strength, other.strength) and start.strength != other.strength:
        return not any(order.versions for order in path)
    return start.item is not None and start.item == other.item and start.strength is not Strength.WEAK


def _path(here: str, came: Mapping[str, Order | None], side: Side) -> tuple[Order, ...]:
    """The stated orders from the start to a moment, in the order in which they were followed."""
    path = []
    while (order := came[here]) is not None:
        if order.detail is not None:
            path.append(order)
        here = order.before if side is Side.EARLIEST else order.after
    return tuple(reversed(path))
