from __future__ import annotations

import pytest

from firstseen.text.dates import Reading, agree, dates_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nov.13.2015", (2015, 11, 13)),
        ("le 13 novembre 2015", (2015, 11, 13)),
        ("1 de agosto de 2014", (2014, 8, 1)),
        ("24 лютого 2022 року", (2022, 2, 24)),
        ("24 февраля 2022", (2022, 2, 24)),
        ("13 نوفمبر 2015", (2015, 11, 13)),
        ("١٣ نوفمبر ٢٠١٥", (2015, 11, 13)),
        ("11 Ağustos 1966", (1966, 8, 11)),
        ("2015-11-13", (2015, 11, 13)),
        ("13.11.2015", (2015, 11, 13)),
        ("born Jan. 8, 1947", (1947, 1, 8)),
        ("agosto de 1966", (1966, 8, None)),
        ("June 20", (None, 6, 20)),
        ("in 2012", (2012, None, None)),
    ],
)
def test_read(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert [date.readings for date in dates_in(text)] == [(Reading(*expected),)]


@pytest.mark.parametrize(
    "text",
    ["may 5 people", "31/02/2020", "13/11", "2015", "in 2015 people", "10.20.30.2015", "marching", "v1.2.2015.3"],
)
def test_no_date(text: str) -> None:
    assert dates_in(text) == ()


def test_both_readings_where_day_and_month_could_change_places() -> None:
    (date,) = dates_in("11/10/2015")
    assert set(date.readings) == {Reading(2015, 10, 11), Reading(2015, 11, 10)}
    assert agree(date.readings, (Reading(2015, 11, None),))


@pytest.mark.parametrize(
    ("a", "b", "can"),
    [
        ((2015, 11, 13), (None, 11, 14), True),
        ((2015, 12, 31), (2016, 1, 1), True),
        ((None, 12, 31), (None, 1, 1), True),
        ((2015, 11, 13), (2015, 11, 16), False),
        ((2015, None, None), (2016, 1, 1), False),
        ((2015, 11, None), (2015, None, None), True),
        ((2015, 11, None), (None, 12, 5), False),
    ],
)
def test_agree(a: tuple[int | None, ...], b: tuple[int | None, ...], can: bool) -> None:
    assert agree((Reading(*a),), (Reading(*b),)) is can


@pytest.mark.parametrize(
    "text", ["Seen in Detroit 2009....", "At the Neptune Diner in Astoria, New York, 1982.", "Crowd in Kyiv (2014)"]
)
def test_a_bare_year_right_behind_a_stated_place_is_a_date(text: str) -> None:
    (named,) = dates_in(text)
    assert named.words in text
    assert named.of_picture
    assert [(one.month, one.day) for one in named.readings] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    ["Kyiv 2014 people fled", "To Detroit 2009", "In Detroit 2009 people died", "In Detroit 2009% more",
     "In Detroit 20091", "In Detroit, 2009-12 season", "In Detroit 1982 km away", "In Detroit, 1950.5 m high"],
)  # fmt: skip
def test_other_numbers_behind_a_place_are_no_dates(text: str) -> None:
    assert dates_in(text) == ()
