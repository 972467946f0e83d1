from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.chronicle.times.stated import StatedSpan, read_stated
from firstseen.model.time import StatedTime, TimeRole, rfc3339

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(text: str, zone: str | None = None, role: TimeRole = TimeRole.PUBLISHED) -> StatedSpan:
    return read_stated(StatedTime(role, text, "column published", zone), now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "2015-11-14T00:58:52Z",
        "2015-11-14 00:58:52+00:00",
        "2015-11-14T01:58:52+01:00",
        "2015-11-14T00:58:52.000Z",
        "2015-11-14t00:58:52z",
        "2015-11-13T19:58:52-0500",
        "2015-11-14T02:58:52 UTC+2",
        "2015-11-14T01:58:52[Europe/Paris]",
        "2015-11-14 01:58:52 Europe/Paris",
        "20151114T005852Z",
        "20151114005852",
        "1447462732",
        "Sat, 14 Nov 2015 00:58:52 GMT",
        "Sat, 14 Nov 2015 00:58:52 +0000 (UTC)",
        "Saturday, 14-Nov-15 00:58:52 GMT",
        "Fri, 13 Nov 2015 16:58:52 -0800 (PST)",
        "Sat Nov 14 00:58:52 +0000 2015",
        "Sat Nov 14 01:58:52 CET 2015",
        "14.11.2015 02:58:52 UTC+02:00",
        "November 14, 2015, 12:58:52 AM UTC",
        "14 November 2015 at 00:58:52 (UTC)",
        "٢٠١٥-١١-١٤T٠٠:٥٨:٥٢Z",
        "۲۰۱۵-۱۱-۱۴ ۰۰:۵۸:۵۲ UTC",
        "২০১৫-১১-১৪ ০০:৫৮:৫২ +00:00",
        "\u200e14.11.2015\u200f 00:58:52 UTC",
        "  2015-11-14   00:58:52   UTC ",
    ],
)
def test_one_instant_written_in_many_ways(text: str) -> None:
    found = read(text)
    assert found.reason is None
    assert found.exact_zone
    assert rfc3339(found.earliest) == "2015-11-14T00:58:52Z"
    assert rfc3339(found.latest) == "2015-11-14T00:58:53Z"


def test_fractions_keep_their_precision() -> None:
    for text in ("2015-11-14T00:58:52.431Z", "1447462732431", "2015-11-14T00:58:52,431Z"):
        found = read(text)
        assert rfc3339(found.earliest) == "2015-11-14T00:58:52.431Z"
        assert rfc3339(found.latest) == "2015-11-14T00:58:52.432Z"
    assert rfc3339(read("1447462732431000").earliest) == "2015-11-14T00:58:52.431Z"
    assert rfc3339(read("1447462732.5").earliest) == "2015-11-14T00:58:52Z"


def test_minutes_stay_minutes() -> None:
    found = read("2015-11-14 00:58 UTC")
    assert (rfc3339(found.earliest), rfc3339(found.latest)) == ("2015-11-14T00:58:00Z", "2015-11-14T00:59:00Z")
    assert found.unit == "minute"


@pytest.mark.parametrize(
    "text",
    [
        "2015:11:14 01:58:52",
        "2015-11-14 01:58:52",
        "2015/11/14 1:58:52 am",
        "14/11/2015, 01:58:52",
        "11/14/15, 1:58:52\u202fAM",
        "1:58:52 AM · Nov 14, 2015",
        "Sat Nov 14 01:58:52 2015",
        "2015-11-14 01:58:52 somewhere",
        "2015-11-14 01:58:52 heure de Paris",
        "2015-11-14 01:58:52 +25:00",
    ],
)
def test_without_a_known_zone_it_reaches_fourteen_hours(text: str) -> None:
    found = read(text)
    assert found.earliest == datetime(2015, 11, 14, 1, 58, 52, tzinfo=UTC) - timedelta(hours=14)
    assert found.latest == datetime(2015, 11, 14, 1, 58, 53, tzinfo=UTC) + timedelta(hours=14)
    assert not found.exact_zone
    assert "14 hours either way" in found.remarks[0]


def test_a_zone_stated_apart_is_used_and_one_in_the_text_goes_before_it() -> None:
    assert rfc3339(read("2015:11:14 01:58:52", "+01:00").earliest) == "2015-11-14T00:58:52Z"
    assert rfc3339(read("2015:11:14 01:58:52", "Europe/Kyiv").earliest) == "2015-11-13T23:58:52Z"
    assert rfc3339(read("2015-11-14T00:58:52Z", "+05:00").earliest) == "2015-11-14T00:58:52Z"
    unknown = read("2015:11:14 01:58:52", "about noon")
    assert not unknown.exact_zone
    assert 'the zone "about noon" is not known' in unknown.remarks[0]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "unit"),
    [
        ("2015-11-14", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("20151114", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("14.11.2015", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("14/11/2015", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("11/14/2015", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("Saturday, 14th of November 2015", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("২০১৫-১১-১৪", "2015-11-13T10:00:00Z", "2015-11-15T12:00:00Z", "day"),
        ("2015-11-14+02:00", "2015-11-13T22:00:00Z", "2015-11-14T22:00:00Z", "day"),
        ("2015-11-14Z", "2015-11-14T00:00:00Z", "2015-11-15T00:00:00Z", "day"),
        ("2015-11", "2015-10-31T10:00:00Z", "2015-12-01T12:00:00Z", "month"),
        ("December 2015", "2015-11-30T10:00:00Z", "2016-01-01T12:00:00Z", "month"),
        ("2015", "2014-12-31T10:00:00Z", "2016-01-01T12:00:00Z", "year"),
    ],
)
def test_missing_parts_are_not_invented(text: str, earliest: str, latest: str, unit: str) -> None:
    found = read(text)
    assert (rfc3339(found.earliest), rfc3339(found.latest), found.unit) == (earliest, latest, unit)


def test_day_and_month_that_could_change_places_cover_both() -> None:
    found = read("04/05/2015 10:00:00", "UTC")
    assert (rfc3339(found.earliest), rfc3339(found.latest)) == ("2015-04-05T10:00:00Z", "2015-05-04T10:00:01Z")
    assert "day and month could be either way round" in found.remarks
    assert read("04.05.2015", "UTC").earliest == datetime(2015, 5, 4, tzinfo=UTC)
    assert read("05/05/2015", "UTC").remarks == ()
    later_than_now_is_no_reading = read("10/12/2026", "UTC")
    assert later_than_now_is_no_reading.earliest == datetime(2026, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("0000:00:00 00:00:00", "all zeros"),
        ("0", "all zeros"),
        ("yesterday", "not a date"),
        ("2 hours ago", "not a date"),
        ("May", "not a date"),
        ("Nov 14", "not a date"),
        ("12:30", "not a date"),
        ("2015-13-01", "not a date"),
        ("2015-02-30", "not a date"),
        ("2015-11-14T25:00:00Z", "not a date"),
        ("2015-11-14T00:00:61Z", "not a date"),
        ("2015-11-14 13:00 pm", "not a date"),
        ("14 Nov Dec 2015", "not a date"),
        ("1 2 3 Nov 2015", "not a date"),
        ("123456789012", "before 1990"),
        ("12345678901", "not a date"),
        ("0001-01-01T00:00:00Z", "before 1990"),
        ("1970-01-01T00:00:00Z", "clocks begin"),
        ("1970-01-01T00:00:01Z", "before 1990"),
        ("2038-01-19T03:14:07Z", "future"),
        ("9999-12-30T23:59:59Z", "future"),
        ("9999-12-31T23:59:59Z", "not a date"),
        ("9999-12", "not a date"),
        ("99999999999999", "not a date"),
        ("2021-03-28T02:30:00 Europe/Berlin", "went forward"),
        ("x" * 500, "not a date"),
    ],
)
def test_what_cannot_be_true_limits_nothing_and_says_why(text: str, why: str) -> None:
    found = read(text)
    assert (found.earliest, found.latest) == (None, None)
    assert found.reason is not None
    assert why in found.reason
    assert found.stated.text == text


def test_an_old_photograph_may_be_older_than_the_web() -> None:
    assert read("1936:05:01 10:00:00", role=TimeRole.TAKEN).reason is None
    assert read("1936:05:01 10:00:00", role=TimeRole.FILE_CREATED).reason is not None
    assert read("1970:01:01 00:00:00", role=TimeRole.TAKEN).reason is not None


def test_leap_second_midnight_and_the_hour_that_comes_twice() -> None:
    assert rfc3339(read("2016-12-31T23:59:60Z").earliest) == "2017-01-01T00:00:00Z"
    assert rfc3339(read("2015-11-14T24:00:00Z").earliest) == "2015-11-15T00:00:00Z"
    twice = read("2021-10-31 02:30:00", "Europe/Berlin")
    assert (rfc3339(twice.earliest), rfc3339(twice.latest)) == ("2021-10-31T00:30:00Z", "2021-10-31T01:30:01Z")
    day_of_25_hours = read("2021-10-31", "Europe/Berlin")
    assert day_of_25_hours.latest is not None
    assert day_of_25_hours.earliest is not None
    assert day_of_25_hours.latest - day_of_25_hours.earliest == timedelta(hours=25)


datelike = st.text(st.sampled_from("0123456789-/.:, TZ+UTCapmNovSatE٢২"), max_size=40)


@given(
    st.one_of(st.text(max_size=150), datelike),
    st.one_of(st.none(), st.text(max_size=30), datelike),
    st.sampled_from(TimeRole),
)
def test_any_text_gives_a_span_or_a_reason(text: str, zone: str | None, role: TimeRole) -> None:
    found = read(text, zone, role)
    if found.reason is None:
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= found.latest
    else:
        assert (found.earliest, found.latest) == (None, None)


@given(st.datetimes(datetime(1995, 1, 1), datetime(2026, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_any_instant_lies_in_the_span_it_is_written_as(time: datetime, minutes: int) -> None:
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    true = time.replace(tzinfo=UTC) - timedelta(minutes=minutes)
    for shape in (
        "%Y-%m-%dT%H:%M:%S",
        "%Y:%m:%d %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%d/%m/%Y, %H:%M:%S",
        "%B %Y",
        "%Y-%m-%d",
    ):
        for zone in (offset, None):
            found = read(time.strftime(shape), zone)
            assert found.earliest is not None
            assert found.latest is not None
            assert found.earliest <= true <= found.latest
