"""Headers of answers: what is announced is checked before a byte of memory is taken for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.sandbox.answer import Answer, ArrayPlan, NonsenseError, header_of, parse_json, plan_arrays


def array(**changes: Any) -> dict[str, Any]:
    return {"name": "rgb", "dtype": "uint8", "shape": [2, 3]} | changes


def test_what_is_announced_is_what_is_there() -> None:
    answer = Answer({"a": 1}, {"rgb": np.zeros((4, 5, 3), np.uint8), "points": np.zeros((0, 4), np.float32)})
    header = header_of(answer)
    assert header["values"] == {"a": 1}
    plans = plan_arrays(header["arrays"], 1000)
    assert plans == (ArrayPlan("rgb", "uint8", (4, 5, 3)), ArrayPlan("points", "float32", (0, 4)))
    assert [plan.bytes for plan in plans] == [60, 0]


@pytest.mark.parametrize("kind", ["complex128", "object", "bool", "str_", "float16", ">i4"])
def test_arrays_of_other_kinds_do_not_leave(kind: str) -> None:
    with pytest.raises(NonsenseError, match="may not leave"):
        header_of(Answer({}, {"a": np.zeros(2, kind)}))


@pytest.mark.parametrize(
    ("untrusted", "complaint"),
    [
        (None, "list of arrays"),
        ({"name": "rgb"}, "list of arrays"),
        ([array(name=f"a{n}") for n in range(65)], "list of arrays"),
        ([3], "without its shape"),
        ([array(name=3)], "name"),
        ([array(name="../x")], "name"),
        ([array(name="a" * 65)], "name"),
        ([array(), array()], "one name"),
        ([array(dtype="object")], "kind of number"),
        ([array(dtype=["uint8"])], "kind of number"),
        ([array(shape=3)], "shape"),
        ([array(shape=[1, 1, 1, 1, 1])], "shape"),
        ([array(shape=[-1, 3])], "shape"),
        ([array(shape=[True, 3])], "shape"),
        ([array(shape=[2.0, 3])], "shape"),
        ([array(shape=[2**62, 2**62])], "shape"),
        ([array(shape=[1000, 1000])], "larger"),
        ([array(name="a", shape=[60]), array(name="b", shape=[60])], "larger"),
    ],
)
def test_announcements_that_cannot_be_right(untrusted: object, complaint: str) -> None:
    with pytest.raises(NonsenseError, match=complaint):
        plan_arrays(untrusted, 100)


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b'{"a": NaN}', b'{"a": -Infinity}', b"\xff\xfe", b"[" * 100_000])
def test_headers_that_are_no_object(raw: bytes) -> None:
    with pytest.raises(NonsenseError):
        parse_json(raw)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_object_or_nonsense(raw: bytes) -> None:
    try:
        assert isinstance(parse_json(raw), dict)
    except NonsenseError as error:
        assert str(error)
