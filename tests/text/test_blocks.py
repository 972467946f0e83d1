from __future__ import annotations

import pytest

from firstseen.model.printed import ReadLine
from firstseen.text.blocks import blocks, body_size


def row(text: str, left: int, top: int, right: int, size: float = 20, *, confidence: float = 0.9) -> ReadLine:
    return ReadLine(text, (left, top, right, top + round(size)), size, confidence)


def test_rows_of_one_column_and_size_are_one_block() -> None:
    (found,) = blocks([row("second row", 10, 40, 200, 24), row("first row", 10, 10, 220), row("third", 10, 75, 90)])
    assert found.text == "first row second row third"
    assert found.box == (10, 10, 220, 95)
    assert found.size == 20


@pytest.mark.parametrize(
    "other",
    [
        row("another column", 300, 38, 500),
        row("far below", 10, 60, 200),
        row("larger type", 10, 36, 400, 34),
    ],
)
def test_rows_apart_are_two_blocks(other: ReadLine) -> None:
    assert len(blocks([row("first", 10, 10, 220), other])) == 2


def test_two_columns_side_by_side_stay_apart() -> None:
    lines = [
        row(f"{name}{n}", left, 10 + 30 * n, left + 200) for n in range(4) for name, left in (("a", 10), ("b", 230))
    ]
    assert [block.text for block in blocks(lines)] == ["a0 a1 a2 a3", "b0 b1 b2 b3"]


def test_confidence_is_weighed_by_length() -> None:
    (found,) = blocks([row("x" * 30, 0, 0, 300, confidence=1.0), row("x" * 10, 0, 30, 100, confidence=0.6)])
    assert found.confidence == pytest.approx(0.9)


def test_the_body_is_what_most_letters_are_set_in() -> None:
    assert body_size([]) is None
    assert body_size([row("THE TITLE OF IT", 0, 0, 900, 90), row("words " * 20, 0, 100, 900, 21)]) == 21
