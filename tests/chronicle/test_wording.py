from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from firstseen.chronicle.wording import count, duration, instant, listed, margin, one_line, quoted

BASE = datetime(2020, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (datetime(2022, 4, 29, 12, tzinfo=UTC), "2 years and 2 months"),
        (datetime(2021, 1, 31, 12, tzinfo=UTC), "1 year"),
        (datetime(2021, 1, 31, 13, tzinfo=UTC), "1 year"),
        (datetime(2020, 3, 3, 12, tzinfo=UTC), "1 month and 3 days"),
        (BASE + timedelta(days=3), "3 days"),
        (BASE + timedelta(days=2, hours=3, minutes=59), "2 days and 3 hours"),
        (BASE + timedelta(hours=5, seconds=59), "5 hours"),
        (BASE + timedelta(minutes=1, seconds=1), "1 minute and 1 second"),
        (BASE + timedelta(milliseconds=900), "less than a second"),
        (BASE, "less than a second"),
    ],
)
def test_durations_never_say_more_than_there_is(later: datetime, words: str) -> None:
    assert duration(BASE, later) == words
    assert duration(later.astimezone(timezone(timedelta(hours=9))), BASE) == words


def test_small_words() -> None:
    assert instant(datetime(2015, 11, 14, 1, 58, 52, 999, tzinfo=timezone(timedelta(hours=1)))) == (
        "14 November 2015 at 00:58:52 UTC"
    )
    assert (count(1, "post"), count(1200, "post"), count(2, "copy", "copies")) == ("1 post", "1,200 posts", "2 copies")
    assert margin(timedelta(seconds=90)) == "1 minute and 30 seconds"
    assert [listed(list("abcde"[:size])) for size in range(6)] == [
        "", "a", "a and b", "a, b and c", "a, b, c and 1 more", "a, b, c and 2 more",
    ]  # fmt: skip
    assert quoted('a\n"b"\x00') == '"a "b""'
    assert one_line("x" * 300) == "x" * 199 + "…"
