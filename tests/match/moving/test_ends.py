"""The ends of stretches: carried on as far as one footage goes, and no farther."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, HIGH, STEP, WIDE, Frames, part, scene

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.ends import carried_on
from firstseen.match.moving.lines import Piece
from firstseen.match.moving.looked import Stretch

LATER = 5.0
"""Seconds of a before b begins."""
Spans = tuple[float, float, float, float]


def piece(b_from: float, b_to: float, later: float = LATER, speed: float = 1.0) -> Piece:
    a = b_from * speed + later, b_to * speed + later
    return Piece(Shared(a, (b_from, b_to), speed, 1.0, 8), False, None, AS_IS)


def carried(a: Frames, b: Frames, *pieces: Piece) -> list[Spans]:
    """The pieces as they are carried on, in the order in which they are given."""

    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        assert rate == 1 / STEP
        assert last - first < 25, "memory is bounded"
        of = a if which == "a" else b
        numbers = np.arange(int(np.ceil(first / STEP)), min(int(last / STEP) + 1, len(of)))
        return Stretch(of[numbers], float(numbers[0]) * STEP, STEP, WIDE, HIGH) if len(numbers) else None

    found = carried_on(pieces, lambda one: one.matrix or AS_IS, decode, (len(a) * STEP, len(b) * STEP))
    assert len(found) == len(pieces)
    spans = {one.shared.a[0] - one.shared.speed * one.shared.b[0]: one for one in found}
    return [
        (*one.shared.a, *one.shared.b)
        for one in (spans[given.shared.a[0] - given.shared.speed * given.shared.b[0]] for given in pieces)
    ]


def standing(seconds: float, seed: int = 1) -> Frames:
    """A place in which nothing moves but the noise of the camera."""
    place = scene(seed, seed, 0.2)[0].astype(np.float32)
    noise = np.random.default_rng(seed + 1).normal(0, 1.5, (round(seconds / STEP), HIGH, WIDE))
    shown: Frames = np.clip(place + noise, 0, 255).astype(np.uint8)
    return shown


def with_ticker(frames: Frames) -> Frames:
    """With words that run along the foot."""
    out = frames.copy()
    words = cv2.resize(np.random.default_rng(8).integers(0, 2, (1, 200)).astype(np.uint8) * 235, (800, 8))
    for number, frame in enumerate(out):
        frame[-10:-2] = words[:, 2 * number : 2 * number + WIDE]
    return out


def spans(*of: float) -> Spans:
    return pytest.approx(of, abs=0.13)  # type: ignore[return-value]


@pytest.mark.parametrize("speed", [1.0, 1.25])
def test_footage_that_moves_goes_on_to_both_ends_of_the_shorter(speed: float) -> None:
    whole, edit = scene(3, 4, 50), scene(3, 4, 50, speed)[round(LATER / speed / STEP) :][: round(24 / STEP)]
    assert carried(whole, edit, piece(10, 14, speed=speed)) == [spans(LATER, LATER + 24 * speed, 0, 24)]


def test_where_nothing_moves_but_a_ticker_it_goes_on() -> None:
    whole = standing(30)
    assert carried(whole, with_ticker(part(whole, LATER, LATER + 18)), piece(5, 9)) == [spans(5, 23, 0, 18)]


def test_it_ends_where_something_else_is_shown() -> None:
    whole = scene(3, 4, 40)
    edit = np.concatenate([scene(30, 31, 6), part(whole, LATER + 6, LATER + 15), scene(32, 33, 6)])
    assert carried(whole, edit, piece(8, 12)) == [spans(11, 20, 6, 15)]


def test_it_ends_where_one_goes_by_in_the_one_only() -> None:
    whole = standing(30)
    edit = with_ticker(part(whole, LATER, LATER + 18))
    for number in range(round(12 / STEP), round(18 / STEP)):
        cv2.circle(whole[number + round(LATER / STEP)], (2 * (number - 90), 20), 5, 250, -1)
    assert carried(whole, edit, piece(5, 9)) == [spans(5, 17, 0, 12)]


def test_what_another_stretch_has_is_not_taken_from_it() -> None:
    whole = standing(40)
    edit = part(whole, LATER, LATER + 18)
    # The longer one goes first. In b the other begins at 12; in a it ends at 8.
    assert carried(whole, edit, piece(5, 9), piece(12, 14, later=18))[0] == spans(5, 17, 0, 12)
    assert carried(whole, edit, piece(5, 9), piece(14, 17, later=-9))[0] == spans(8, 19, 3, 14)


def test_a_stretch_with_no_room_is_left_as_it_is() -> None:
    whole = scene(3, 4, 40)
    decoded = piece(0.3, 17.8)
    assert carried(whole, part(whole, LATER, LATER + 18), decoded) == [(5.3, 22.8, 0.3, 17.8)]
