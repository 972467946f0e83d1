from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.chronicle.bounds.conflicts import conflicts_of
from firstseen.chronicle.bounds.solve import Solved, solve
from firstseen.chronicle.bounds.statements import Limit, Order, Statements, Strength
from firstseen.model.time import Side

DAY = timedelta(days=1)
ZERO = datetime(2020, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = Side.EARLIEST, Side.LATEST


def limit(moment: str, side: Side, day: int, strength: Strength = Strength.STATED) -> Limit:
    return Limit(moment, side, ZERO + day * DAY, strength, f"{moment} {side} {day}", moment)


def chain(*moments: str) -> list[Order]:
    return [Order(a, b, f"{b} after {a}") for a, b in pairwise(moments)]


def solved(limits: list[Limit], orders: list[Order]) -> Solved:
    return solve(Statements(limits, orders, {}))


def days(limits: list[Limit], orders: list[Order], moment: str) -> tuple[int | None, int | None]:
    found = solved(limits, orders)
    low, high = found.earliest.get(moment), found.latest.get(moment)
    return (low.limit.time - ZERO).days if low else None, (high.limit.time - ZERO).days if high else None


def test_limits_reach_along_orders_and_no_further() -> None:
    limits = [limit("a", EARLIEST, 3), limit("c", LATEST, 9)]
    orders = chain("a", "b", "c", "d")
    assert days(limits, orders, "b") == (3, 9)
    assert days(limits, orders, "a") == (3, 9)
    assert days(limits, orders, "d") == (3, None)


def test_the_tightest_limit_reaches_and_steps_are_counted() -> None:
    limits = [limit("a", EARLIEST, 3), limit("b", EARLIEST, 5)]
    found = solved(limits, chain("a", "b", "c", "d"))
    assert found.earliest["d"].limit.moment == "b"
    assert found.earliest["d"].steps == 2


def test_a_cycle_ends_and_makes_all_one_moment() -> None:
    orders = [*chain("a", "b", "c"), Order("c", "a", "a after c"), Order("a", "a", "a after a")]
    limits = [limit("a", EARLIEST, 3), limit("b", LATEST, 9), limit("c", EARLIEST, 4)]
    assert {days(limits, orders, moment) for moment in "abc"} == {(4, 9)}


def test_a_contradicted_statement_is_not_used_and_none_of_the_set_is_lost() -> None:
    limits = [limit("a", EARLIEST, 9), limit("a", LATEST, 10), limit("c", EARLIEST, 2), limit("c", LATEST, 3)]
    orders = chain("a", "b", "c")
    assert days(limits, orders, "a") == (None, 10)
    assert days(limits, orders, "b") == (None, None)
    assert days(limits, orders, "c") == (2, None)
    (conflict,) = conflicts_of(Statements(limits, orders, {}), solved(limits, orders)).found
    assert (conflict.low, conflict.high, conflict.path) == (limits[0], limits[3], tuple(orders))
    assert conflict.apart == 6 * DAY


def test_what_a_platform_made_is_never_given_up() -> None:
    limits = [limit("a", EARLIEST, 9, Strength.PLATFORM), limit("b", LATEST, 3)]
    orders = chain("a", "b")
    assert days(limits, orders, "a") == (9, None)
    assert days(limits, orders, "b") == (None, None)
    assert days(limits, [*orders, Order("a", "z", "z after a")], "z") == (9, None)


def test_the_smallest_of_several_sets_is_told() -> None:
    limits = [limit("far", EARLIEST, 20), limit("near", EARLIEST, 8), limit("end", LATEST, 3)]
    orders = chain("far", "x", "near", "end")
    found = conflicts_of(Statements(limits, orders, {}), solved(limits, orders)).found
    assert {(one.low.moment, len(one.path)) for one in found} == {("near", 1), ("far", 3)}


def test_weak_limits_stand_beside_strong_ones() -> None:
    limits = [limit("a", EARLIEST, 9, Strength.WEAK), limit("b", LATEST, 3), limit("b", EARLIEST, 1)]
    found = solved(limits, [Order("a", "b", "b came from a", versions=True)])
    assert found.earliest["b"].limit is limits[2]
    assert found.latest["a"].limit is limits[1]
    assert found.weak_earliest["b"].limit is limits[0]
    assert not found.disputed
    (conflict,) = conflicts_of(Statements(limits, [Order("a", "b", "b came from a", versions=True)], {}), found).found
    assert conflict.weak


moments = st.sampled_from("abcdefg")
some_limits = st.lists(
    st.builds(limit, moments, st.sampled_from(Side), st.integers(0, 20), st.sampled_from(Strength)), max_size=10
)


def order(before: str, after: str, *, said: bool) -> Order:
    return Order(before, after, f"{after} after {before}" if said else None)


some_orders = st.lists(st.builds(order, moments, moments, said=st.booleans()), max_size=12)


def test_a_weak_limit_beside_a_strong_one_hides_nothing_whichever_comes_first() -> None:
    limits = [limit("a", EARLIEST, 9), limit("b", LATEST, 3), limit("b", LATEST, 2, Strength.WEAK)]
    orders = chain("a", "b")
    for some in (limits, limits[::-1]):
        (conflict,) = conflicts_of(Statements(some, orders, {}), solved(some, orders)).found
        assert conflict.high is limits[1]


@settings(max_examples=400)
@given(some_limits, some_orders, st.randoms())
def test_the_order_of_input_does_not_matter(limits: list[Limit], orders: list[Order], chance: object) -> None:
    found = solved(limits, orders)
    sets = conflicts_of(Statements(limits, orders, {}), found)
    more_limits, more_orders = limits[:], orders[:]
    chance.shuffle(more_limits)  # type: ignore[attr-defined]
    chance.shuffle(more_orders)  # type: ignore[attr-defined]
    again = solved(more_limits, more_orders)
    assert (again.earliest, again.latest) == (found.earliest, found.latest)
    assert conflicts_of(Statements(more_limits, more_orders, {}), again) == sets


@settings(max_examples=400)
@given(some_limits, some_orders)
def test_what_is_left_is_never_inside_out_but_for_platforms_own(limits: list[Limit], orders: list[Order]) -> None:
    found = solved(limits, orders)
    for moment in found.earliest.keys() & found.latest.keys():
        low, high = found.earliest[moment].limit, found.latest[moment].limit
        own = {low.moment, high.moment} == {moment} and {low.strength, high.strength} == {Strength.PLATFORM}
        assert low.time <= high.time or own


@settings(max_examples=400)
@given(some_limits, some_orders)
def test_every_set_contradicts_and_none_of_its_statements_can_be_left_out(
    limits: list[Limit], orders: list[Order]
) -> None:
    for conflict in conflicts_of(Statements(limits, orders, {}), solved(limits, orders)).found:
        same = [order for order in orders if order.detail is None]
        ends, path = [conflict.low, conflict.high], list(conflict.path)
        if conflict.weak:
            continue
        assert solved(ends, [*same, *path]).disputed
        for left_out in path:
            assert not solved(ends, [*same, *(order for order in path if order != left_out)]).disputed


@settings(max_examples=400)
@given(st.lists(st.integers(0, 20), min_size=7, max_size=7), some_orders, st.data())
def test_the_truth_stays_inside_when_all_statements_are_true(
    truth: list[int], orders: list[Order], data: st.DataObject
) -> None:
    when = dict(zip("abcdefg", truth, strict=True))
    true_orders = [order for order in orders if when[order.before] <= when[order.after] and order.detail]
    limits = []
    for moment in data.draw(st.lists(moments, max_size=8)):
        slack = data.draw(st.integers(0, 5))
        limits.append(limit(moment, EARLIEST, when[moment] - slack))
        limits.append(limit(moment, LATEST, when[moment] + slack))
    found = solved(limits, true_orders)
    assert not found.disputed
    for moment, day in when.items():
        low, high = found.earliest.get(moment), found.latest.get(moment)
        assert low is None or low.limit.time <= ZERO + day * DAY
        assert high is None or high.limit.time >= ZERO + day * DAY
