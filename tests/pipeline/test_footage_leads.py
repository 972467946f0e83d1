from __future__ import annotations

import pytest

from firstseen.index.pictures import Candidate
from firstseen.pipeline import footage_leads
from firstseen.pipeline.footage_leads import Leads, Told, together

A, B = "a" * 64, "b" * 64
OF_A = Candidate(B, 20.0, None, "points", ((0, 5), (1, 6)))
OF_B = Candidate(A, 30.0, False, "pdq", ((6, 1), (7, 2), (8, 3)))


def test_both_searches_are_told_in_one_order_whichever_comes_first() -> None:
    from_a, from_b = together(A, OF_A, B, OF_B), together(B, OF_B, A, OF_A)
    assert from_a is not None
    assert from_b is not None
    assert from_a.views == ((0, 5), (1, 6), (2, 7), (3, 8))
    assert from_b.views == tuple((its, mine) for mine, its in from_a.views)
    assert from_a.by == from_b.by == "pdq"
    assert (from_a.digest, from_b.digest) == (B, A)


def test_what_one_search_alone_tells_is_enough() -> None:
    assert together(A, OF_A, B, None) == OF_A
    turned = together(A, None, B, OF_B)
    assert turned is not None
    assert (turned.digest, turned.views, turned.by) == (B, ((1, 6), (2, 7), (3, 8)), "pdq")
    assert together(A, None, B, None) is None


def test_each_is_searched_for_once_until_it_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(footage_leads, "KEPT", 2)
    searched: list[str] = []
    told = Told()

    def of(digest: str) -> Leads:
        def search() -> Leads:
            searched.append(digest)
            return {}

        return told.of(digest, search)

    for digest in ("1", "2", "1", "3", "1", "2"):
        of(digest)
    assert searched == ["1", "2", "3", "2"]
    assert told.is_full
    assert "3" not in told
