from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.media.words import MAX_CHARACTERS, clean, decoded, distinct


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("  two\r\n lines\t", "two lines"),
        ("bell\x07 escape\x1b[31m null\x00", "bell escape[31m null"),
        ("gone\u202eesrever\u200e\ufeff", "goneesrever"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200d \u200c", None),
        ("\x00\x01", None),
        ("", None),
        ("Київ 🇺🇦", "Київ 🇺🇦"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_text_is_made_safe(raw: str, text: str | None) -> None:
    assert clean(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"caf\xc3\xa9\x00\x00rest", "café"),
        (b"caf\xe9", "café"),
        (b"\x93quoted\x94", "“quoted”"),
        ("cafÃ©", "café"),
        ("Ð\x9aÐ¸Ñ\x97Ð²", "Київ"),
        ("déjà", "déjà"),
        ("cut Ки".encode()[:-1], "cut К"),
        (7, None),
        (None, None),
    ],
)
def test_encodings_are_repaired(raw: object, text: str | None) -> None:
    assert decoded(raw) == text


def test_length_is_bounded() -> None:
    assert len(clean("x" * 100_000) or "") == MAX_CHARACTERS
    assert len(decoded(b"y" * 100_000) or "") == MAX_CHARACTERS


def test_each_value_once() -> None:
    assert distinct(["Jane Doe", None, "jane doe", "AP", "Doe"], "; ") == "Jane Doe; AP"
    assert distinct([None, ""], "; ") is None


@given(st.one_of(st.text(), st.binary()))
def test_whatever_comes_out_can_be_shown(raw: str | bytes) -> None:
    text = decoded(raw)
    assert text is None or (text.encode() and "\n" not in text and "\x00" not in text and text == text.strip())
