"""The interval solver: from statements to the tightest limits of each moment, and to what cannot all be true.

Strong limits first: each is carried along all orders. A moment whose earliest lies after its latest stands on a path
of statements that cannot all be true. Which of them is false cannot be told, so a limit that takes part is not used
(unless a platform's identifier made it: that is never given up), and neither is an order between two such moments:
spans become wider, never inside out. Weak limits are then carried along what is left, beside the strong ones.

That nothing is inside out after this: a path that contradicts in what is left would have contradicted before, so all
its moments would be disputed and none of its orders left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from firstseen.chronicle.bounds.reach import Reach, Ways, reach
from firstseen.chronicle.bounds.statements import Limit, Statements, Strength
from firstseen.model.time import Side

__all__ = ["Solved", "solve"]

Reached = Mapping[str, Reach]


@dataclass(frozen=True, slots=True)
class Solved:
    """What reaches each moment.

    `earliest`, `latest`: from strong limits that nothing contradicts. `weak_earliest`, `weak_latest`: from weak ones.
    `first_earliest`, `first_latest`: from all strong limits, as they reached the moments in `disputed`.
    `contradicted` are the strong limits that take part in what cannot all be true.
    """

    earliest: Reached
    latest: Reached
    weak_earliest: Reached
    weak_latest: Reached
    first_earliest: Reached
    first_latest: Reached
    disputed: Mapping[str, None]
    contradicted: tuple[Limit, ...]
    ways: Ways


def solve(statements: Statements) -> Solved:
    """Solves all statements; the same result whatever their order. Cost grows with n log n."""
    ways = Ways(statements.orders)
    strong = [limit for limit in statements.limits if limit.strength is not Strength.WEAK]
    weak = [limit for limit in statements.limits if limit.strength is Strength.WEAK]
    first_earliest = reach(strong, ways, Side.EARLIEST, _surely, closed={})
    first_latest = reach(strong, ways, Side.LATEST, _surely, closed={})
    disputed = {
        moment: None
        for moment, low in first_earliest.items()
        if (high := first_latest.get(moment)) and low.limit.surely > high.limit.surely
    }
    contradicted = tuple(limit for limit in strong if _contradicted(limit, first_earliest, first_latest))
    given_up = {limit for limit in contradicted if limit.strength is not Strength.PLATFORM}
    kept = [limit for limit in strong if limit not in given_up]
    return Solved(
        reach(kept, ways, Side.EARLIEST, _time, closed=disputed),
        reach(kept, ways, Side.LATEST, _time, closed=disputed),
        reach(weak, ways, Side.EARLIEST, _time, closed=disputed),
        reach(weak, ways, Side.LATEST, _time, closed=disputed),
        first_earliest,
        first_latest,
        disputed,
        contradicted,
        ways,
    )


def _time(limit: Limit) -> datetime:
    return limit.time


def _surely(limit: Limit) -> datetime:
    return limit.surely


def _contradicted(limit: Limit, earliest: Reached, latest: Reached) -> bool:
    if limit.side is Side.EARLIEST:
        high = latest.get(limit.moment)
        return high is not None and limit.surely > high.limit.surely
    low = earliest.get(limit.moment)
    return low is not None and limit.surely < low.limit.surely
