from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firstseen.model.identifiers import group_id, is_digest, item_id, sha256_hex, short_id


def test_known_digest_of_nothing() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert is_digest(sha256_hex(b""))
    assert not is_digest(sha256_hex(b"").upper())


@given(st.text(), st.text(), st.text(), st.text())
def test_parts_do_not_run_into_one_another(a: str, b: str, c: str, d: str) -> None:
    assert (short_id("x", a, b) == short_id("x", c, d)) == ((a, b) == (c, d))


def test_group_keeps_its_name_when_a_larger_digest_joins() -> None:
    assert group_id(["b" * 64]) == group_id(["c" * 64, "b" * 64])
    assert group_id(["b" * 64]) != group_id(["a" * 64, "b" * 64])


def test_a_record_that_changed_is_another_item() -> None:
    assert item_id("x:1", b"{}") == item_id("x:1", b"{}")
    assert item_id("x:1", b"{}") != item_id("x:1", b'{"text":""}')
