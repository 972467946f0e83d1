from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.chronicle.times.zones import read_zone


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Z", 0), ("utc", 0), ("+02:00", 2), ("-0330", -3.5), ("UTC+2", 2), ("GMT-5", -5), ("+14:00", 14), ("-12", -12),
        ("\u221203:00", -3), ("EST", -5), ("CEST", 2), ("(PST)", -8), ("Asia/Kolkata", 5.5), (" + 05:45 ", 5.75),
    ],
)  # fmt: skip
def test_zones_in_many_ways(text: str, hours: float) -> None:
    zone = read_zone(text)
    assert zone is not None
    assert zone.utcoffset(datetime(2015, 7, 1)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text", ["", "+15:00", "-13:00", "BST", "IST", "here", "Europe/Atlantis", "/etc/passwd", "../UTC", "Europe/../UTC"]
)
def test_unknown_zones_are_not_guessed(text: str) -> None:
    assert read_zone(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_zone_or_not(text: str) -> None:
    zone = read_zone(text)
    assert zone is None or zone.utcoffset(datetime(2015, 7, 1)) is not None
