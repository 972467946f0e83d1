from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.dossier.axis import axis_over

HOUR, DAY, YEAR = 3600.0, 86_400.0, 31_556_952.0
START = datetime(2026, 11, 14, tzinfo=UTC).timestamp()


def test_no_instants_give_no_axis() -> None:
    assert axis_over([]) is None


def test_one_instant_lies_in_the_middle() -> None:
    axis = axis_over([START])
    assert axis is not None
    assert axis.x(START) == pytest.approx(50)
    assert axis.ticks and not axis.breaks


def test_four_days_get_round_ticks_with_their_dates() -> None:
    axis = axis_over([START + 5 * HOUR, START + 2 * DAY, START + 3.8 * DAY])
    assert axis is not None
    assert not axis.breaks
    assert [tick.label for tick in axis.ticks][:3] == ["12:00", "00:00", "12:00"]
    assert [tick.below for tick in axis.ticks][:3] == ["14 Nov 2026", "15 Nov 2026", ""]
    assert len(axis.ticks) <= 9 and len(axis.few_ticks) <= 4
    assert all(tick.below for tick in axis.few_ticks[:1])


def test_an_old_picture_does_not_press_the_days_together() -> None:
    axis = axis_over([START - 2.4 * YEAR, *(START + n * DAY for n in range(4))])
    assert axis is not None
    assert [gap.words for gap in axis.breaks] == ["2 years and 4 months"]
    assert axis.x(START + 3 * DAY) - axis.x(START) > 60
    assert axis.x(START - 2.4 * YEAR) < 15
    gap = axis.breaks[0]
    assert axis.x(START - YEAR) == pytest.approx(gap.x + gap.width * (1.4 / 2.4), abs=0.5)


@pytest.mark.parametrize("length", [90.0, HOUR, DAY, 40 * DAY, 3 * YEAR, 80 * YEAR])
def test_ticks_are_few_and_lie_on_the_axis(length: float) -> None:
    axis = axis_over([START - length, START - length / 2, START])
    assert axis is not None
    assert 1 <= len(axis.ticks) <= 9
    assert all(0 <= tick.x <= 100 for tick in axis.ticks)
    assert [tick.x for tick in axis.ticks] == sorted(tick.x for tick in axis.ticks)


@given(st.lists(st.floats(-60 * YEAR, 100 * YEAR), min_size=1, max_size=30), st.floats(-80 * YEAR, 120 * YEAR))
def test_order_is_kept_and_nothing_leaves_the_axis(instants: list[float], other: float) -> None:
    axis = axis_over(instants)
    assert axis is not None
    places = [axis.x(instant) for instant in sorted([*instants, other])]
    assert all(0 <= place <= 100 + 1e-6 for place in places)
    assert all(after >= before - 1e-6 for before, after in pairwise(places))
    edges = axis.instants(48)
    assert edges == sorted(edges) and edges[0] <= min(instants) and edges[-1] >= max(instants)
