"""Bridges: what lies between two stretches of one line, shared or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, HIGH, STEP, WIDE, Frames, part, scene

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.bridges import bridges
from firstseen.match.moving.lines import Piece
from firstseen.match.moving.looked import Stretch

LATER = 5.0
"""Seconds of a before b begins."""


def stretch_of(b_from: float, b_to: float, later: float = LATER) -> Piece:
    return Piece(Shared((b_from + later, b_to + later), (b_from, b_to), 1.0, 1.0, 8), False, None, AS_IS)


SIDES = stretch_of(0, 6), stretch_of(12, 18)


def bridged(a: Frames, b: Frames, *pieces: Piece) -> list[tuple[float, float, float, float]]:
    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        assert rate == 1 / STEP
        of = a if which == "a" else b
        numbers = np.arange(int(np.ceil(first / STEP)), min(int(last / STEP) + 1, len(of)))
        return Stretch(of[numbers], float(numbers[0]) * STEP, STEP, WIDE, HIGH)

    found = bridges(pieces or SIDES, lambda piece: piece.matrix or AS_IS, decode)
    assert all(one.shared.agreeing >= 0.9 and one.shared.hits > 0 and not one.mirrored for one in found)
    return [(*one.shared.a, *one.shared.b) for one in found]


def standing(seconds: float, seed: int = 1) -> Frames:
    """A place in which nothing moves but the noise of the camera."""
    place = scene(seed, seed, 0.2)[0].astype(np.float32)
    noise = np.random.default_rng(seed + 1).normal(0, 1.5, (round(seconds / STEP), HIGH, WIDE))
    return np.clip(place + noise, 0, 255).astype(np.uint8)


def with_ticker(frames: Frames) -> Frames:
    """With words that run along the foot."""
    out = frames.copy()
    words = cv2.resize(np.random.default_rng(8).integers(0, 2, (1, 200)).astype(np.uint8) * 235, (800, 8))
    for number, frame in enumerate(out):
        frame[-10:-2] = words[:, 2 * number : 2 * number + WIDE]
    return out


WHOLE = [pytest.approx((11, 17, 6, 12))]


def test_footage_that_moves_goes_on_between_two_stretches() -> None:
    whole = scene(3, 4, 30)
    assert bridged(whole, part(whole, LATER, LATER + 18)) == WHOLE


def test_where_nothing_moves_but_a_ticker_it_goes_on() -> None:
    whole = standing(30)
    assert bridged(whole, with_ticker(part(whole, LATER, LATER + 18))) == WHOLE


def test_something_else_put_in_its_place_is_not_shared() -> None:
    whole = scene(3, 4, 30)
    edit = part(whole, LATER, LATER + 18).copy()
    edit[round(7 / STEP) : round(11 / STEP)] = scene(30, 31, 4)
    assert bridged(whole, edit) == []


def test_one_who_goes_by_in_the_one_only_is_something_else() -> None:
    whole = standing(30)
    edit = with_ticker(part(whole, LATER, LATER + 18))
    for number in range(round(7 / STEP), round(11 / STEP)):
        cv2.circle(whole[number + round(LATER / STEP)], (2 * (number - 50), 20), 5, 250, -1)
    assert bridged(whole, edit) == []


def test_what_another_stretch_holds_is_not_taken_from_it() -> None:
    whole = scene(3, 4, 40)
    edit = part(whole, LATER, LATER + 18)
    assert bridged(whole, edit, *SIDES, stretch_of(7, 11, later=12)) == []
    assert bridged(whole, edit, *SIDES, stretch_of(19, 21, later=-6)) == [], "in a as well"


@pytest.mark.parametrize(
    "other",
    [
        stretch_of(12, 18, later=LATER + 2),
        stretch_of(7.5, 18),
        stretch_of(37, 43),
        replace(SIDES[1], mirrored=True),
    ],
    ids=["another line", "they touch", "too far", "mirrored"],
)
def test_stretches_that_nothing_is_looked_at_between(other: Piece) -> None:
    whole = scene(3, 4, 60)
    assert bridged(whole, part(whole, LATER, LATER + 45), SIDES[0], other) == []
