"""Values as Python writes them, read without evaluating anything."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.intake.python_repr import MAX_LENGTH, read_repr

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_LITERAL = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(_LITERAL)
def test_literals_come_back_as_they_were(value: Any) -> None:
    assert read_repr(repr(value)) == value
    assert ast.literal_eval(repr(value)) == value


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (datetime(2022, 2, 24, 5, 7, tzinfo=UTC), "2022-02-24T05:07:00+00:00"),
        (datetime(2022, 2, 24, 5, 7), "2022-02-24T05:07:00"),
        (datetime(2022, 2, 24, 5, 7, 8, 9, tzinfo=timezone(timedelta(hours=2))), "2022-02-24T05:07:08.000009+02:00"),
        (datetime(2022, 2, 24, 5, 7).date(), "2022-02-24"),
        (PurePosixPath("a/b.jpg"), "a/b.jpg"),
        ((1, "a"), [1, "a"]),
        ({1: "a"}, {"1": "a"}),
        ({"a"}, ["a"]),
        (set(), []),
        (b"ab\xff", "ab\xff"),
    ],
)
def test_what_programs_put_between_literals(value: Any, read: Any) -> None:
    assert read_repr(repr([value])) == [read]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("datetime.datetime(2022, 2, 24, 5, 7, tzinfo=tzutc())", "2022-02-24T05:07:00+00:00"),
        ("datetime.datetime(2022, 2, 24, 5, 7, tzinfo=TzInfo(UTC))", "2022-02-24T05:07:00+00:00"),
        ("datetime.datetime(2022, 2, 24, 5, 7, tzinfo=tzoffset(None, 7200))", "2022-02-24T05:07:00+02:00"),
        ("datetime.datetime(2022, 2, 24, 5, 7, tzinfo=<StaticTzInfo 'Z'>)", "2022-02-24T05:07:00"),
        ("<Status.OK: 'ok'>", "ok"),
        ("'a' \"b\"", "ab"),
        ("'\\ud83d'", "\\ud83d"),
        ("r'a\\n'", "a\\n"),
        ("os.system('x')", "x"),  # a name and its argument: text, and nothing more
    ],
)
def test_other_writings(text: str, read: Any) -> None:
    assert read_repr(text) == read


@pytest.mark.parametrize(
    "text", ["", "[", "{'a'", "{'a': }", "[1 2]", "1 + 1", "'a", "datetime.datetime(2022, 13, 1)", "9" * 500]
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_repr(text)


def test_length_and_depth_are_bounded() -> None:
    with pytest.raises(ValueError, match="million"):
        read_repr(" " * (MAX_LENGTH + 1))
    with pytest.raises(ValueError, match="deep"):
        read_repr("[" * 1000)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]{}()'\"\\,:=.datetim e0123-<>xuN\n", max_size=60))
def test_any_text_is_a_value_or_a_value_error(text: str) -> None:
    try:
        value = read_repr(text)
    except ValueError:
        return
    assert repr(value)
