from __future__ import annotations

import pytest

from firstseen.intake.json_text import canonical_json, clean, load_json


def test_canonical_json_is_the_same_for_the_same_value() -> None:
    assert canonical_json({"б": 1, "a": ["ع", None]}) == canonical_json({"a": ["ع", None], "б": 1})
    assert canonical_json({"a": "ع"}) == '{"a":"ع"}'.encode()
    assert canonical_json("\ud83d") == rb'"\ud83d"'


def test_halves_of_pairs_are_written_out_in_names_and_values() -> None:
    assert load_json('{"a\\ud83d": ["\\udc00", {"x": "\\ud83d\\ude00"}, 1]}') == {
        "a\\ud83d": ["\\udc00", {"x": "\U0001f600"}, 1]
    }
    assert clean("слово") == "слово"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "9" * 10_000, b"\xff\xfe\xfd"])
def test_what_is_no_json_raises_one_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"nested|Expecting|Exceeds|decode"):
        load_json(text)
