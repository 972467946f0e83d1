"""The times of a case solved together: each appearance's span as the others leave it, and when versions were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firstseen.chronicle.bounds.conflicts import Conflicts, conflicts_of
from firstseen.chronicle.bounds.network import MADE, shown_moment, statements_of
from firstseen.chronicle.bounds.reach import Reach
from firstseen.chronicle.bounds.solve import Solved, solve
from firstseen.chronicle.bounds.statements import Limit, Statements
from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.times.spans import Dated
from firstseen.chronicle.wording import margin
from firstseen.model.spread import Spread
from firstseen.model.time import Bound, BoundKind, Side, TimeSpan

__all__ = ["Made", "Together", "dated_by_links", "solve_together"]

_NO_TIME = timedelta(0)
_CONTRADICTED = "(does not fit: other statements contradict it, as a finding says)"
_DECIDES = "(does not fit: stronger evidence decides)"
_FITS_NOT = "(does not fit"


@dataclass(frozen=True, slots=True)
class Made:
    """When a version was made; whether each end rests on weak evidence alone. `shown`: the appearances behind it."""

    span: TimeSpan
    weak_earliest: bool = False
    weak_latest: bool = False
    shown: tuple[str, ...] = ()

    @property
    def surely_by(self) -> datetime | None:
        """The instant by which it had surely been made."""
        return None if self.weak_latest else self.span.latest


@dataclass(frozen=True, slots=True)
class Together:
    """Dates by appearance; `made` by version (digest, or identifier of a part or missing ancestor); conflicts."""

    dated: Mapping[str, Dated]
    made: Mapping[str, Made]
    conflicts: Conflicts


def solve_together(
    shown: Sequence[ShownEvidence], dated: Mapping[str, Dated], spreads: Sequence[Spread] = (), *, now: datetime
) -> Together:
    """Solves the times of all appearances. Bounds that come from others are added to the basis where they narrow a
    span, or contradict it; no bound is taken away. The order of the input does not matter.
    """
    statements = statements_of(shown, dated, spreads, now=now)
    solved = solve(statements)
    together = _all_dated(shown, dated, statements, solved)
    return Together(together, dict(_made(statements, solved)), conflicts_of(statements, solved))


def dated_by_links(shown: Sequence[ShownEvidence], dated: Mapping[str, Dated], *, now: datetime) -> Mapping[str, Dated]:
    """The dates as links and posts collected twice leave them, without anything that rests on pictures: fit to find
    the spread with.
    """
    statements = statements_of(shown, dated, (), now=now)
    return _all_dated(shown, dated, statements, solve(statements))


def _all_dated(
    shown: Sequence[ShownEvidence], dated: Mapping[str, Dated], statements: Statements, solved: Solved
) -> dict[str, Dated]:
    given_up = set(solved.contradicted)
    own: dict[str, list[Limit]] = {}
    for limit in statements.limits:
        if limit in given_up:
            own.setdefault(limit.moment, []).append(limit)
    return {one.appearance: _dated(dated[one.appearance], shown_moment(one.appearance), solved, own) for one in shown}


def _dated(own: Dated, moment: str, solved: Solved, contradicted: Mapping[str, list[Limit]]) -> Dated:
    low, high = solved.earliest.get(moment), solved.latest.get(moment)
    earliest = low.limit.time if low else None
    latest = high.limit.time if high else None
    more: list[Bound] = []
    if low and _tighter(low, own.surely_after):
        more.append(_bound(low))
    if high and _tighter(high, own.surely_by):
        more.append(_bound(high))
    late_by = _NO_TIME
    usual = own.span.latest
    if (
        latest is not None
        and usual is not None
        and usual < latest
        and own.late_by
        and (not earliest or earliest <= usual)
    ):
        late_by, latest = latest - usual, usual
    if earliest is not None and latest is not None and earliest > latest:
        earliest, latest = latest, earliest
    weak, weak_more = _weak(own, solved.weak_earliest.get(moment), latest) if earliest is None else (None, ())
    more += weak_more
    ends = (weak or earliest, latest)
    basis = [_marked(bound, ends, contradicted.get(moment, ())) for bound in own.span.basis]
    if moment in solved.disputed:
        more += _contradicting(moment, solved, more)
    basis += dict.fromkeys(more)
    if latest is not None and not any(bound.time == latest for bound in basis):
        basis.append(_at_most(latest, own))
    if basis == list(own.span.basis) and ends == (own.span.earliest, own.span.latest) and late_by == own.late_by:
        return own
    return replace(own, span=TimeSpan(*ends, tuple(basis)), late_by=late_by, weak_earliest=weak is not None)


def _tighter(reach: Reach, end: datetime | None) -> bool:
    if reach.last is None:
        return False
    if end is None:
        return True
    return reach.limit.time > end if reach.limit.side is Side.EARLIEST else reach.limit.time < end


def _weak(own: Dated, reach: Reach | None, latest: datetime | None) -> tuple[datetime | None, tuple[Bound, ...]]:
    """The latest weak earliest that fits, of its own and of the versions it came from."""
    mine = own.span.earliest if own.weak_earliest else None
    mine = mine if mine is None or latest is None or mine <= latest else None
    if reach is None or not reach.versions or (latest is not None and reach.limit.time > latest):
        return mine, ()
    if mine is not None and mine >= reach.limit.time:
        return mine, ()
    return reach.limit.time, (_bound(reach),)


def _contradicting(moment: str, solved: Solved, already: Sequence[Bound]) -> Iterator[Bound]:
    """The bounds that met here and cannot both be true, those of its own apart: they are in the basis."""
    for reached in (solved.first_earliest, solved.first_latest):
        reach = reached.get(moment)
        if reach is not None and reach.last is not None:
            bound = _bound(reach)
            if bound not in already:
                yield replace(bound, detail=f"{bound.detail} {_CONTRADICTED}")


def _marked(bound: Bound, ends: tuple[datetime | None, datetime | None], contradicted: Sequence[Limit]) -> Bound:
    if _FITS_NOT in bound.detail:
        return bound
    if any(limit.side is bound.side and limit.time == bound.time for limit in contradicted):
        return replace(bound, detail=f"{bound.detail} {_CONTRADICTED}")
    beyond = ends[1] if bound.side is Side.EARLIEST else ends[0]
    if beyond is None or (bound.time <= beyond if bound.side is Side.EARLIEST else bound.time >= beyond):
        return bound
    return replace(bound, detail=f"{bound.detail} {_DECIDES}") if bound.time not in ends else bound


def _at_most(latest: datetime, own: Dated) -> Bound:
    """The end of what is usual, and how much later it may be, in one bound."""
    kinds = [bound.kind for bound in own.span.basis if bound.time == own.span.latest]
    detail = f"at the latest {margin(own.late_by)} after what is usual"
    return Bound(Side.LATEST, latest, kinds[0] if kinds else BoundKind.STATED, detail)


def _bound(reach: Reach) -> Bound:
    """A bound that comes from another moment, in a sentence that names it and the way."""
    limit, last = reach.limit, reach.last
    assert last is not None
    kind = BoundKind.COPY_OF if reach.versions or limit.kind is BoundKind.COPY_OF else BoundKind.STATED
    if last.detail is None and reach.steps == 0:
        way = f"of the same post as {limit.about}"
    else:
        side = "not before" if limit.side is Side.EARLIEST else "not after"
        by = f", {reach.steps:,} steps away" if reach.steps > 1 else ""
        way = f"{side} {limit.about}{by}" + (f" ({last.detail})" if last.detail else "")
    return Bound(limit.side, limit.time, kind, f"{way}: {limit.detail}")


def _made(statements: Statements, solved: Solved) -> Iterator[tuple[str, Made]]:
    """When each version that anything reaches was made."""
    reached = {
        moment: None
        for found in (solved.earliest, solved.latest, solved.weak_earliest, solved.weak_latest)
        for moment in found
        if moment.startswith(MADE)
    }
    for moment in sorted(reached):
        low, high = solved.earliest.get(moment), solved.latest.get(moment)
        weak_low, weak_high = solved.weak_earliest.get(moment), solved.weak_latest.get(moment)
        earliest, weak_earliest = (low, False) if low else (weak_low, weak_low is not None)
        latest, weak_latest = (high, False) if high else (weak_high, weak_high is not None)
        ends = [one.limit.time if one else None for one in (earliest, latest)]
        fits = ends[0] is None or ends[1] is None or ends[0] <= ends[1]
        if not fits:
            ends[0], weak_earliest = None, False
        found = [one for one in (low, weak_low, high, weak_high) if one is not None]
        basis = tuple(dict.fromkeys(_made_bound(one) for one in found))
        appearances = [one.limit.appearance for one in (latest, earliest) if one and one.limit.appearance]
        span = TimeSpan(ends[0], ends[1], basis)
        yield moment.removeprefix(MADE), Made(span, weak_earliest, weak_latest, tuple(dict.fromkeys(appearances)))


def _made_bound(reach: Reach) -> Bound:
    limit = reach.limit
    by = f" ({reach.last.detail})" if reach.last is not None and reach.last.detail else ""
    word = "made by then" if limit.side is Side.LATEST else "not made before"
    return Bound(limit.side, limit.time, BoundKind.COPY_OF, f"{word}, for {limit.about}{by}: {limit.detail}")
