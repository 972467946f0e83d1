"""How far limits reach along the orders. An earliest limit reaches what came after, a latest limit what came before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from firstseen.chronicle.bounds.statements import Limit, Order
from firstseen.model.time import Side

__all__ = ["Reach", "Ways", "ahead", "reach"]


@dataclass(frozen=True, slots=True)
class Reach:
    """The limit that reaches a moment most tightly; `last` is the order it came by, None for a limit of its own.

    `steps` counts the orders that somebody stated, `versions` tells whether any is between versions.
    """

    limit: Limit
    last: Order | None = None
    steps: int = 0
    versions: bool = False


class Ways:
    """Orders by the moments they join, sorted, so that the result does not depend on the order of input."""

    def __init__(self, orders: Iterable[Order]) -> None:
        self._later: dict[str, list[Order]] = {}
        self._earlier: dict[str, list[Order]] = {}
        for order in sorted(set(orders), key=_sorting):
            if order.before != order.after:
                self._later.setdefault(order.before, []).append(order)
                self._earlier.setdefault(order.after, []).append(order)

    def on(self, moment: str, side: Side) -> Sequence[Order]:
        """The orders along which a limit of this side reaches on from a moment."""
        return (self._later if side is Side.EARLIEST else self._earlier).get(moment, ())


def _sorting(order: Order) -> tuple[str, str, bool, str]:
    return order.before, order.after, order.versions, order.detail or ""


def ahead(order: Order, side: Side) -> str:
    """The moment an order leads to for a limit of this side."""
    return order.after if side is Side.EARLIEST else order.before


def reach(
    limits: Iterable[Limit], ways: Ways, side: Side, by: Callable[[Limit], datetime], *, closed: Mapping[str, object]
) -> dict[str, Reach]:
    """For every moment the limit of `side` that is tightest for it, `by` telling a limit's instant.

    No order between two moments that are both in `closed` is followed. The tightest limit goes first and takes all it
    reaches; none of these is entered again, so that cycles end and the cost is n log n of the limits and n of the rest.
    """
    found: dict[str, Reach] = {}
    one_side = [limit for limit in limits if limit.side is side]
    one_side.sort(key=lambda limit: (limit.strength, limit.moment, limit.detail))
    one_side.sort(key=by, reverse=side is Side.EARLIEST)
    for limit in one_side:
        if limit.moment in found:
            continue
        found[limit.moment] = Reach(limit)
        waiting = deque([limit.moment])
        while waiting:
            here = waiting.popleft()
            so_far = found[here]
            for order in ways.on(here, side):
                there = ahead(order, side)
                if there in found or (here in closed and there in closed):
                    continue
                steps = so_far.steps + (order.detail is not None)
                found[there] = Reach(limit, order, steps, so_far.versions or order.versions)
                waiting.append(there)
    return found
