from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from firstseen.dossier.axis import axis_over
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.timeline import EARLIEST_ROWS, MOST_ROWS, TimedAppearance, bar_of, timeline_of
from firstseen.model.records import CaseFacts
from firstseen.model.time import UNKNOWN_SPAN, TimeSpan

NOON = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=2)
NO_EVENT = CaseFacts("case")
PLATFORMS = Platforms(Counter({"X": 9, "forum": 3}))


def shown(count: int) -> list[TimedAppearance]:
    times = [NOON + timedelta(hours=n / 7) for n in range(count)]
    return [TimedAppearance(f"a-{n}", TimeSpan(t, t), ("X", "forum", None)[n % 3]) for n, t in enumerate(times)]


def test_a_bar_runs_from_bound_to_bound_and_fades_where_there_is_none() -> None:
    axis = axis_over([NOON.timestamp(), LATER.timestamp()])
    assert axis is not None
    left, right = axis.x(NOON.timestamp()), axis.x(LATER.timestamp())
    both = bar_of(TimeSpan(NOON, LATER), axis)
    assert (both.x, both.x + both.width, both.mark_x) == pytest.approx((left, right, left))
    assert (both.open_left, both.open_right, both.known, both.wide) == (False, False, True, True)
    until = bar_of(TimeSpan(None, LATER), axis)
    assert (until.x, until.mark_x) == pytest.approx((0, right)) and (until.open_left, until.open_right) == (True, False)
    since = bar_of(TimeSpan(NOON, None), axis)
    assert (since.x + since.width, since.mark_x) == pytest.approx((100, left)) and since.open_right
    assert not bar_of(UNKNOWN_SPAN, axis).known
    assert not bar_of(TimeSpan(NOON, NOON), axis).wide


def test_few_appearances_get_a_row_each() -> None:
    timeline = timeline_of(shown(MOST_ROWS), NO_EVENT, PLATFORMS)
    assert len(timeline.rows) == MOST_ROWS
    assert timeline.columns == () and timeline.counted is None
    assert [platform.name for platform in timeline.legend] == ["X", "forum", "platform not known"]
    assert len({platform.mark for platform in timeline.legend}) == 3


def test_many_are_counted_in_columns_and_none_is_lost() -> None:
    many = [*shown(400), TimedAppearance("undated", UNKNOWN_SPAN, "X")]
    timeline = timeline_of(many, NO_EVENT, PLATFORMS)
    assert list(timeline.rows) == [f"a-{n}" for n in range(EARLIEST_ROWS)]
    assert sum(column.count for column in timeline.columns) == 400
    assert timeline.undated == 1
    assert max(column.count for column in timeline.columns) == timeline.most_in_column
    tallest = next(column for column in timeline.columns if column.count == timeline.most_in_column)
    assert min(piece.y for piece in tallest.pieces) == pytest.approx(0)
    assert sum(piece.height for piece in tallest.pieces) == pytest.approx(100)
    assert "X" in tallest.label and "appearances from 14 November 2026" in timeline.columns[0].label


def test_the_earliest_of_many_have_an_axis_of_their_own() -> None:
    timeline = timeline_of(shown(400), NO_EVENT, PLATFORMS)
    assert timeline.one_by_one is not None and timeline.counted is not None
    assert timeline.one_by_one.axis.end < timeline.counted.axis.end
    places = [bar.mark_x for bar in timeline.rows.values()]
    assert max(places) - min(places) > 80


def test_the_event_is_shaded_where_it_lies() -> None:
    facts = CaseFacts("case", start=NOON + timedelta(hours=1), end=NOON + timedelta(hours=3))
    field = timeline_of(shown(40), facts, PLATFORMS).one_by_one
    assert field is not None and field.event is not None
    assert field.event[0] == pytest.approx(field.axis.x((NOON + timedelta(hours=1)).timestamp()))
    assert (field.event_before, field.event_after) == (False, False)
    near = timeline_of(shown(400), CaseFacts("case", start=NOON), PLATFORMS).one_by_one
    assert near is not None and near.event_after
    far = timeline_of(shown(400), CaseFacts("case", start=NOON + timedelta(hours=40)), PLATFORMS).one_by_one
    assert far is not None and far.event is None


def test_without_a_time_there_is_no_axis() -> None:
    timeline = timeline_of([TimedAppearance("a", UNKNOWN_SPAN, None)], CaseFacts("case", start=NOON), PLATFORMS)
    assert timeline.one_by_one is None
    assert timeline.undated == 1
