"""A document walked piece by piece says the same as one that is loaded whole."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.intake import json_stream
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, read_value

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=30,
)


def _stream(text: str | bytes) -> JsonStream:
    return JsonStream(io.BytesIO(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text))


def _walked(json: JsonStream) -> Any:
    match json.peek():
        case "{":
            return {name: _walked(json) for name in json.fields()}
        case "[":
            return [_walked(json) for _ in json.elements()]
    return json.value().value


@given(value=_JSON, chunk=st.integers(1, 40), indent=st.sampled_from([None, 1, 4]), escaped=st.booleans())
def test_a_walk_gives_what_loading_gives(value: Any, chunk: int, indent: int | None, escaped: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_CHUNK", chunk)
        assert _walked(_stream(text)) == json.loads(text)


@given(value=_JSON, chunk=st.integers(1, 40))
def test_what_is_skipped_is_passed_over_exactly(value: Any, chunk: int) -> None:
    text = json.dumps([value, "after"], ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_CHUNK", chunk)
        stream = _stream(text)
        elements = stream.elements()
        next(elements)
        stream.skip()
        next(elements)
        assert stream.value().value == "after"


@given(value=_JSON, at=st.integers(0, 400))
def test_a_cut_document_is_said_to_be_cut(value: Any, at: int) -> None:
    text = json.dumps({"a": [value]}).encode()
    if at >= len(text):
        return
    with pytest.raises(BrokenJsonError) as error:
        _walked(_stream(text[:at]))
    assert error.value.reason


def test_the_raw_text_of_a_value_is_exactly_what_was_written() -> None:
    stream = _stream(' [ {"b" :1,  "a": "\\u0444" } , 2]')
    next(stream.elements())
    assert stream.value().record == b'{"b" :1,  "a": "\\u0444" }'


@pytest.mark.parametrize(
    ("raw", "value", "mended"),
    [
        ('"a\tb"', "a\tb", "control character in JSON"),
        ('{"a":\t1}', {"a": 1}, None),
        ('"\\ud83d\\ude31"', "😱", None),
        ('"\\ud83d!"', "\\ud83d!", None),
        ('"!\\ude31"', "!\\ude31", None),
    ],
)
def test_what_is_mended_is_said(raw: str, value: Any, mended: str | None) -> None:
    read = read_value(raw)
    assert (read.value, read.mended) == (value, mended)


def test_after_a_broken_element_the_walk_goes_on_at_the_next_start() -> None:
    stream = _stream('[{"id": 1}, {"id": 2, "x": [}, {"id": 3}]')
    found = []
    for _ in stream.elements():
        try:
            found.append(stream.value().value["id"])
        except BrokenJsonError:
            stream.resume(re.compile(r'\{"id"'), re.compile(r"never"))
    assert found == [1, 3]


def test_a_record_larger_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_VALUE", 3 << 20)
    with pytest.raises(BrokenJsonError, match="longer than 3 million"):
        _stream('"' + "x" * (6 << 20)).value()


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(BrokenJsonError):
        _stream("[" + "9" * 100_000 + "]").value()
