"""Candidates are compared in their order, and with patience only so many in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from tests.drawing import photograph

from firstseen.index.pictures import Candidate
from firstseen.model.identifiers import Digest
from firstseen.pipeline import matching
from firstseen.pipeline.matching import verified
from firstseen.pipeline.shelf import PrintShelf
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

SOUGHT = "8" * 64


class Drawn(PrintShelf):
    """A shelf of prints made here, without a catalogue."""

    def __init__(self, prints: dict[Digest, PicturePrints]) -> None:
        self.prints = prints

    def get(self, digests: Iterable[Digest]) -> dict[Digest, PicturePrints]:
        return {digest: self.prints[digest] for digest in digests if digest in self.prints}


def drawn(seed: int, left: int = 0) -> PicturePrints:
    picture = np.ascontiguousarray(photograph(seed, 320, 240)[:, left:])
    return describe(picture, hashlib.sha256(picture.tobytes()).hexdigest())


@pytest.mark.parametrize(("patience", "found"), [(None, "19f"), (3, "19f"), (2, "1")])
def test_the_search_ends_after_so_many_in_vain(patience: int | None, found: str) -> None:
    strangers = {letter * 64: drawn(number) for number, letter in enumerate("2345", start=2)}
    shelf = Drawn({"1" * 64: drawn(1, 20), "9" * 64: drawn(1, 40), "f" * 64: drawn(1, 60), **strangers})
    candidates = [Candidate(name * 64, 9.0, False, "points") for name in "1239045f"]
    copies = list(verified(SOUGHT, drawn(1), candidates, shelf, patience))
    others = [copy.b if copy.a == SOUGHT else copy.a for copy in copies]
    assert [other[0] for other in others] == list(found)
    assert all(copy.a < copy.b for copy in copies)


@pytest.mark.parametrize(("rare", "found"), [(9.0, "9"), (0.0, "")])
def test_what_rests_on_a_template_is_soon_given_up(rare: float, found: str) -> None:
    strangers = {letter * 64: drawn(number) for number, letter in enumerate("234567", start=2)}
    shelf = Drawn({"9" * 64: drawn(1, 40), **strangers})
    candidates = [
        Candidate(name * 64, 9.0, False, "points", rare=rare) for name in "234567"[: matching.COMMON_PATIENCE] + "9"
    ]
    copies = verified(SOUGHT, drawn(1), candidates, shelf, 48)
    assert [copy.b[0] for copy in copies] == list(found)
    assert len(list(verified(SOUGHT, drawn(1), candidates, shelf))) == 1


def test_a_pair_is_compared_once_from_either_side_unless_the_other_side_sees_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = "1" * 64, "2" * 64
    there, back = Candidate(other, 9.0, None, "points", ((0, 1),)), Candidate(one, 4.0, None, "points", ((1, 0),))
    done = matching.Done()
    assert done.joined(one, there) is None
    done.add(one, there, None)
    assert done.joined(other, back) is False
    for more in (replace(back, views=((0, 1),)), replace(back, views=((1, 0), (2, 0)))):
        assert done.joined(other, more) is None
    done.add("3" * 64, replace(there, score=4.0), None)
    assert done.joined(other, Candidate("3" * 64, 4.0, True, "points", ((1, 0),))) is False
    assert done.joined(other, Candidate("3" * 64, 9.0, True, "points", ((1, 0),))) is None
    monkeypatch.setattr(matching, "REMEMBERED", 1)
    done.add("4" * 64, there, None)
    assert done.joined(other, back) is None


def test_a_pair_that_gave_a_copy_is_not_compared_again() -> None:
    prints = {"1" * 64: drawn(1), "9" * 64: drawn(1, 40)}
    there = Candidate("9" * 64, 9.0, False, "points")
    copies = list(verified("1" * 64, prints["1" * 64], [there], Drawn(prints)))
    done = matching.Done()
    done.add("1" * 64, there, copies[0])
    assert len(copies) == 1
    assert done.joined("9" * 64, Candidate("1" * 64, 9.0, None, "points", ((0, 0), (0, 3)))) is True


@pytest.mark.parametrize("remembered", [True, False])
def test_what_was_compared_before_takes_patience_as_it_did_then(remembered: bool) -> None:
    strangers = {letter * 64: drawn(number) for number, letter in enumerate("234", start=2)}
    shelf = Drawn({"9" * 64: drawn(1, 40), **strangers})
    candidates = [Candidate(name * 64, 9.0, False, "points") for name in "2349"]
    done = matching.Done()
    if remembered:
        assert list(verified(SOUGHT, drawn(1), candidates[:2], shelf, compared_before=done)) == []
    assert list(verified(SOUGHT, drawn(1), candidates, shelf, 3, compared_before=done)) == []
    assert done.joined(SOUGHT, candidates[3]) is None
    assert len(list(verified(SOUGHT, drawn(1), candidates, shelf, 4, compared_before=done))) == 1
    assert list(verified(SOUGHT, drawn(1), candidates, shelf, 4, compared_before=done)) == []
