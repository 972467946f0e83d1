from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.errors import RefusedError
from firstseen.intake import table_rows
from firstseen.intake.table_rows import Row, Shape, headings_of, rows, shape_of
from firstseen.model.items import Refusal


def _read(text: str, shape: Shape | None = None) -> list[Row | Refusal]:
    shape = shape or shape_of(text, whole=True)
    assert shape is not None
    stream = io.StringIO(text, newline="")
    headings = headings_of(shape, stream, "t.csv")
    return list(rows(shape, stream, headings, "t.csv"))


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("post_id,text\n1,a\n", ","),
        ("post_id;text\n1;a, b, c\n", ";"),
        ("post_id\ttext, with comma\n1\ta\n", "\t"),
        ("post_id|url\r\n1|https://x.com\r\n", "|"),
        ("post_id\n1\n2\n", ","),
        ("url\nhttps://x.com/a/status/1\n", ","),
        ("number,words\n1,a\n2,b\n3,c\n", ","),
        ("дата;текст\n1;а\n2;б\n3;в\n", ";"),
        ('\n{"post_id": "1"}\n{"post_id": "2"}\n', None),
        ('post_id,text\n1,"many\nlines, here"\n', ","),
        ("post_id,text\n", ","),
    ],
)
def test_a_table_is_known_by_its_content(text: str, separator: str | None) -> None:
    assert shape_of(text, whole=True) == Shape(separator)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Dear all, this is a letter\nwith two lines, and some commas, here\n",
        "Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software\n",
        "title\nwords\n",
        "{not json}\n",
        "[1, 2, 3]\n",
        '{"a": \n 1}\n',
        "a,a\n1,2\n1,2\n1,2\n",
        "a,b\n",
        f"post_id,text{'x' * 200}\n1,2\n",
        "2022-02-24 05:07:09, error, something\n",
        "Text\nof a note\n",
    ],
)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    assert shape_of(text, whole=True) is None


def test_the_beginning_of_a_large_file_is_enough() -> None:
    assert shape_of("post_id,text\n1,a\n2,cut her", whole=False) == Shape(",")
    assert shape_of('{"post_id": "1", "text": "cut her', whole=False) == Shape(None)
    assert shape_of("{cut her", whole=False) is None


def test_rows_keep_their_lines_quotes_and_numbers() -> None:
    text = 'post_id,text,url\r\n1,"перша\r\nдруга ""слова""",u\r\n\r\n2,"a, b",\r\n'
    assert _read(text) == [
        Row("row 2", {"post_id": "1", "text": 'перша\r\nдруга "слова"', "url": "u"}),
        Row("row 4", {"post_id": "2", "text": "a, b", "url": ""}),
    ]


def test_a_row_with_more_or_fewer_cells_is_named_and_the_others_go_on() -> None:
    found = _read("post_id,text\n1,a\n2\n3,a,b\n4,d\n")
    assert [entry.locator if isinstance(entry, Row) else entry.name for entry in found] == [
        "row 2",
        "t.csv, row 3",
        "t.csv, row 4",
        "row 5",
    ]
    assert found[1] == Refusal("t.csv, row 3", "has 1 cells, but the table has 2 columns")


def test_damaged_rows_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "MAX_CELL", 100)
    found = _read(f'post_id,text\n1,a\0b\n2,{"x" * 101}\n3,good\n4,"never closed\n5,lost\n')
    assert [entry.reason[:16] if isinstance(entry, Refusal) else entry.locator for entry in found] == [
        "holds NUL bytes:",
        "a cell is longer",
        "row 4",
        "a quote in it is",
    ]


def test_a_row_that_does_not_end_stops_the_table_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "MAX_ROW", 1000)
    found = _read('post_id,text\n1,a\n2,"' + "lost words\n" * 200)
    assert isinstance(found[0], Row)
    assert isinstance(found[1], Refusal)
    assert "rows after it were not read" in found[1].reason
    assert len(found) == 2
    found = _read('{"post_id": "1"}\n{"post_id": "' + "2" * 2000 + '"}\n', Shape(None))
    assert [type(entry) for entry in found] == [Row, Refusal]
    with pytest.raises(RefusedError, match="headings cannot be read"):
        headings_of(Shape(","), io.StringIO('"' + "x\n" * 2000, newline=""), "t.csv")


def test_a_cell_larger_than_the_csv_modules_own_limit_is_read() -> None:
    (row,) = _read(f"post_id,text\n1,{'x' * 200_000}\n")
    assert isinstance(row, Row)
    assert len(row.cells["text"]) == 200_000


def test_headings_that_are_missing_or_the_same_are_told_apart() -> None:
    (row,) = _read("post_id,,text,text\n1,2,3,4\n")
    assert isinstance(row, Row)
    assert row.cells == {"post_id": "1", "column 2": "2", "text": "3", "text (4)": "4"}


def test_json_lines_keep_their_values_and_bad_lines_are_named() -> None:
    text = '{"post_id": 1, "tags": ["a"]}\n\n{broken}\n[1]\n{"post_id": 2, "text": "\\ud83d"}\n' + "[" * 5000 + "\n"
    found = _read(text)
    assert found[0] == Row("line 1", {"post_id": 1, "tags": ["a"]})
    assert [entry.name for entry in found if isinstance(entry, Refusal)] == [
        "t.csv, line 3",
        "t.csv, line 4",
        "t.csv, line 6",
    ]
    assert found[3] == Row("line 5", {"post_id": 2, "text": "\\ud83d"})


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=30)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_table_that_the_csv_module_writes_is_read_back(
    table: list[tuple[str, str, str]], separator: str, line_end: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("post_id", "url", "text"), *table])
    found = _read(stream.getvalue(), Shape(separator))
    assert [tuple(row.cells.values()) for row in found if isinstance(row, Row)] == [row for row in table if any(row)]
    assert not any(isinstance(row, Refusal) for row in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(CELLS, st.one_of(st.none(), st.integers(), CELLS, st.lists(CELLS))), max_size=5))
def test_every_object_line_is_read_back(values: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(value) + "\n" for value in values)
    assert [row.cells for row in _read(text, Shape(None)) if isinstance(row, Row)] == values


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_no_text_makes_detection_or_reading_fail(text: str, whole: bool) -> None:
    shape = shape_of(text, whole=whole)
    assert shape is None or shape.separator in (None, ",", "\t", ";", "|")
    for entry in _read(text, shape or Shape(",")):
        assert isinstance(entry, Refusal) or entry.cells is not None


@pytest.mark.parametrize("shape", [Shape(","), Shape(None)])
def test_after_a_line_that_is_too_long_the_rows_go_on(monkeypatch: pytest.MonkeyPatch, shape: Shape) -> None:
    monkeypatch.setattr(table_rows, "MAX_ROW", 100)
    long = ",".join(["x" * 20] * 50)
    lines = ["1,2", long, "3,4"] if shape.separator else ['{"a": "1"}', f'{{"a": "{long}"}}', '{"a": "3"}']

    found = list(rows(shape, io.StringIO("\n".join(lines) + "\n"), ["a", "b"], "t.csv"))

    assert [one.cells["a"] for one in found if isinstance(one, Row)] == ["1", "3"]
    (refusal,) = (one for one in found if isinstance(one, Refusal))
    assert "longer than" in refusal.reason
