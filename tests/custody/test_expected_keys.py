from __future__ import annotations

from pathlib import Path

import pytest

from firstseen.custody.expected_keys import public_keys, strange_keys
from firstseen.custody.note import VerifierKey
from firstseen.errors import WrongUseError

OURS = VerifierKey("firstseen/case/1", b"o" * 32)
THEIRS = VerifierKey("firstseen/case/1", b"t" * 32)
PLACE = Path("case")


def test_a_key_is_known_by_its_bytes_whatever_its_name() -> None:
    other_case = VerifierKey("firstseen/case/2", OURS.public)
    for text in (str(OURS), str(other_case), str(OURS).split("+", 2)[2], f" {OURS}\n"):
        assert public_keys([text]) == {OURS.public}
        assert strange_keys(PLACE, [str(OURS)], public_keys([text])) == []


def test_other_keys_and_no_key_are_named() -> None:
    expected = public_keys([str(OURS)])
    assert strange_keys(PLACE, [str(OURS), str(THEIRS)], expected) == [
        f"case: was signed with {THEIRS}, which is not expected"
    ]
    assert strange_keys(PLACE, [], expected) == ["case: no checkpoint is signed, and a signature is expected"]
    assert strange_keys(PLACE, [str(THEIRS)], public_keys([])) == []


@pytest.mark.parametrize(
    "text", ["", "nonsense", "a+b+c", str(OURS)[:-4], "AAAA", str(OURS).replace("case/1", "case/2")]
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(WrongUseError, match="not a public key"):
        public_keys([text])
