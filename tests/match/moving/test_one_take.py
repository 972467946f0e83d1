"""Stretches told apart by takes, decoded from films drawn for the purpose."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from firstseen.match.moving import one_take
from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.lines import Piece
from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.one_take import Taken, among_takes
from firstseen.match.moving.takes import RATE, Agreement
from firstseen.model.copies import Matrix

from .test_takes import AS_IS, Frames, clock, filmed

WRONG: Matrix = ((0.5, 0.0, 40.0), (0.0, 0.5, 20.0))


class Films:
    """Two films as a decoder gives them, and what was asked of it."""

    def __init__(self, a: Frames, b: Frames) -> None:
        self.films = {"a": a, "b": b}
        self.asked: list[tuple[float, float]] = []

    def __call__(self, which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        self.asked.append((first, last))
        frames = self.films[which]
        start = int(np.ceil(first * RATE))
        inside = frames[start : int(last * RATE) + 1]
        if rate != RATE or not len(inside):
            return None
        return Stretch(inside, start / RATE, 1 / RATE, frames.shape[2], frames.shape[1])

    def told(self, *pieces: Piece, matrices: tuple[Matrix, ...] = (AS_IS,)) -> Taken:
        seconds = len(self.films["a"]) / RATE, len(self.films["b"]) / RATE
        return among_takes(pieces, lambda _: matrices, self, seconds)


def piece(a: float, b: float, seconds: float, speed: float = 1.0) -> Piece:
    return Piece(Shared((a, a + seconds * speed), (b, b + seconds), speed, 0.8, 30), False, None)


def test_stretches_are_told_apart_each_for_itself() -> None:
    films = Films(filmed(1, 2, clock(0, 30)), np.concatenate([filmed(1, 2, clock(8, 16)), filmed(5, 6, clock(0, 8))]))
    right, wrong = piece(8.0, 0.0, 8.0), piece(12.0, 8.5, 7.0)
    told = films.told(right, wrong)
    assert (told.sure, told.other, told.unsaid) == ((right,), (wrong,), ())
    assert told.kept == (right,)


def test_a_stretch_beside_its_line_is_moved_onto_it() -> None:
    films = Films(filmed(1, 2, clock(0, 30)), filmed(1, 2, clock(8, 18)))
    (moved,) = films.told(piece(9.25, 0.0, 10.0)).sure
    assert moved.shared.a[0] - moved.shared.b[0] == pytest.approx(8.0, abs=0.13)
    assert moved.shared.b == (0.0, 10.0)
    (between,) = films.told(piece(8.05, 0.0, 10.0)).sure
    assert between.shared.a[0] - between.shared.b[0] == pytest.approx(8.0, abs=0.02)
    (own,) = films.told(piece(8.4, 0.0, 10.0, 0.93)).sure
    assert own.shared.speed == 1.0
    assert own.shared.a[0] - own.shared.b[0] == pytest.approx(8.0, abs=0.26)


def test_a_stretch_that_is_moved_stays_within_both() -> None:
    films = Films(filmed(1, 2, clock(0, 10)), filmed(1, 2, clock(1, 13)))
    (moved,) = films.told(piece(0.0, 0.0, 10.0)).sure
    assert moved.shared.a == pytest.approx((1.0, 10.0), abs=0.13)
    assert moved.shared.b == pytest.approx((0.0, 9.0), abs=0.13)


def test_another_way_of_laying_the_frames_is_tried() -> None:
    films = Films(filmed(1, 2, clock(0, 30)), filmed(1, 2, clock(8, 16)))
    assert films.told(piece(8.0, 0.0, 8.0), matrices=(WRONG,)).sure == ()
    assert len(films.told(piece(8.0, 0.0, 8.0), matrices=(WRONG, AS_IS)).sure) == 1


def test_a_still_moment_makes_no_footage_beside_a_longer_stretch_of_another_take() -> None:
    other, still = piece(0.0, 0.0, 8.0), piece(20.0, 20.0, 3.0)
    assert Taken((), (still,), (other,)).kept == ()
    assert Taken((), (other,), (still,)).kept == (other,)
    assert Taken((other,), (still,), ()).kept == (other, still)


def test_a_stretch_over_a_longer_one_must_agree_more_than_one_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seconds before a camera on a wall in which by chance the same goes by, of a clip that was found as a whole:
    15 moments, of which 12 must jerk for anything to be said."""
    films = Films(filmed(1, 2, clock(0, 40)), filmed(1, 2, clock(20, 40)))
    whole, over, beside = piece(20.0, 0.0, 16.0), piece(5.0, 11.5, 3.1), piece(5.0, 16.2, 3.1)
    by_chance, clearly = Agreement(0.565, 0.27, 15, 0.0), Agreement(0.8, 0.27, 15, 0.0)
    assert by_chance.one_take
    for found, kept in ((by_chance, (whole,)), (clearly, (whole, over))):
        answers = iter([clearly, found, clearly, found])
        monkeypatch.setattr(one_take, "agreement", lambda *_, answers=answers: next(answers))
        told = films.told(whole, over)
        assert told.sure == kept
        assert set(told.sure + told.other) == {whole, over}
        assert films.told(whole, beside).sure == (whole, beside)


def test_no_more_than_the_middle_of_a_long_stretch_is_decoded() -> None:
    films = Films(filmed(1, 2, clock(0, 80)), filmed(1, 2, clock(10, 70)))
    assert len(films.told(piece(10.0, 0.0, 60.0)).sure) == 1
    assert all(last - first < 20.0 for first, last in films.asked)
    assert len(films.asked) == 2


def test_what_cannot_be_decoded_is_left_unsaid() -> None:
    films = Films(filmed(1, 2, clock(0, 5)), filmed(1, 2, clock(0, 5)))
    one = piece(60.0, 60.0, 8.0)
    assert films.told(one).unsaid == (one,)
