"""Dates as newspapers, browsers and the file itself write them."""

from __future__ import annotations

import pytest

from firstseen.intake.pdf_dates import browser_print, days_printed, document_times, names_weekday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Friday, February 25, 2022", ["2022-02-25"]),
        ("П'ятниця, 25 лютого 2022 року", ["2022-02-25"]),
        ("Пятница 25 февраля 2022", ["2022-02-25"]),
        ("Freitag, 25. Februar 2022 / Nr. 47", ["2022-02-25"]),
        ("VENDREDI 25 FÉVRIER 2022", ["2022-02-25"]),
        ("Viernes, 25 de febrero de 2022", ["2022-02-25"]),
        ("Cuma, 25 Şubat 2022", ["2022-02-25"]),
        ("25.02.2022", ["25.02.2022"]),
        ("04/05/2022", ["04/05/2022"]),  # either way round: as written
        ("February 25, 2022 and 25 February 2022", ["2022-02-25"]),
        ("31 February 2022", []),
        ("in 2022, February", []),
        ("1.25.02.2022", []),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    assert days_printed(text) == days


def test_weekdays() -> None:
    assert names_weekday("No. 12, FRIDAY 25")
    assert names_weekday("П’ятниця")
    assert not names_weekday("Fridays for you")


def test_a_browser_marks_time_and_address_in_the_corners() -> None:
    foot = "https://news.example/a 1/2"
    assert browser_print("25.02.2022, 10:14\nTitle", foot) == ("https://news.example/a", "25.02.2022, 10:14")
    assert browser_print("Title\n25.02.2022, 10:14", foot) is None
    assert browser_print("25.02.2022, 10:14", "page 1") is None


def test_the_files_own_dates() -> None:
    said = {"CreationDate": "D:20220225083012+02'00'", "ModDate": "D:20220226"}
    assert [(time.text, time.zone) for time in document_times(said)] == [
        ("2022-02-25T08:30:12", "+02:00"),
        ("2022-02-26", None),
    ]
    assert [time.text for time in document_times({"CreationDate": "Fri Feb 25"})] == ["Fri Feb 25"]
