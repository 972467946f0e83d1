from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.cli.output import clean, csv_lines, moment, plural, span, table

_EARLY = datetime(2024, 5, 12, 6, 30, tzinfo=UTC)
_LATE = datetime(2024, 5, 13, 6, 30, tzinfo=UTC)


@given(st.text())
def test_nothing_from_outside_can_steer_the_terminal(words: str) -> None:
    cleaned = clean(words)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in cleaned)
    assert not set("\x1b\x7f\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(cleaned)


def test_words_of_any_script_stay() -> None:
    assert clean("Повінь у місті — فيضان في المدينة 🌊") == "Повінь у місті — فيضان في المدينة 🌊"


def test_tables_off_a_terminal_are_plain_and_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    table(("a", "words"), [(1, "two\nlines\tand \x1b[31mred"), (None, "x")])
    assert capsys.readouterr().out.splitlines() == ["a\twords", "1\ttwo lines and [31mred", "\tx"]


def test_csv_is_read_back_and_never_a_formula() -> None:
    records = [{"id": "a", "text": "=cmd|' /C calc'!A0", "basis": [{"kind": "post_id"}], "url": None}]
    read = list(csv.DictReader(io.StringIO("".join(csv_lines(["id", "text", "basis", "url"], records)))))
    assert read == [{"id": "a", "text": "'=cmd|' /C calc'!A0", "basis": '[{"kind": "post_id"}]', "url": ""}]


def test_times_for_people() -> None:
    assert moment(_EARLY) == "2024-05-12 06:30 UTC"
    assert span(None, None) == "time unknown"
    assert span(None, _LATE) == "by 2024-05-13 06:30 UTC"
    assert span(_EARLY, None) == "not before 2024-05-12 06:30 UTC"
    assert span(_EARLY, _EARLY) == "2024-05-12 06:30 UTC"
    assert span(_EARLY, _LATE) == "2024-05-12 06:30 UTC to 2024-05-13 06:30 UTC"


def test_numbers_with_their_noun() -> None:
    assert plural(1, "medium", "media") == "1 medium"
    assert plural(2000, "medium", "media") == "2,000 media"
    assert plural(0, "group") == "0 groups"
