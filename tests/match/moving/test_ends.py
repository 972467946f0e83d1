"""The ends of stretches: carried on as far as one footage goes, and no farther."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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


def carried(a: Frames, b: Frames, *pieces: Piece, held: Sequence[Piece] = (), ends: float = 1e9) -> list[Spans]:
    """The pieces as they are carried on, in the order in which they are given. `ends`: the second of b after which no
    frame can be decoded."""
    asked: list[float] = []

    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        assert rate == 1 / STEP
        assert last - first < 25, "memory is bounded"
        asked.append(last)
        of = a if which == "a" else b[: round(min(ends * 8, len(b)))]
        numbers = np.arange(int(np.ceil(first / STEP)), min(int(last / STEP) + 1, len(of)))
        return Stretch(of[numbers], float(numbers[0]) * STEP, STEP, WIDE, HIGH) if len(numbers) else None

    seconds = len(a) * STEP, len(b) * STEP
    found = carried_on(pieces, [one.shared for one in held], lambda one: one.matrix or AS_IS, decode, seconds)
    assert len(found) == len(pieces)
    assert len(asked) < 50 * len(pieces)
    assert all(one.shared.hits == 8 for one in found), "what only stands makes it no surer"
    in_order = (next(one for one in found if _is_of(one, given)) for given in pieces)
    return [(*one.shared.a, *one.shared.b) for one in in_order]


def _is_of(one: Piece, given: Piece) -> bool:
    return one.shared.b[0] <= given.shared.b[0] and given.shared.b[1] <= one.shared.b[1]


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


@pytest.mark.parametrize("lighter", [28, 36, 60, 120])
def test_it_ends_where_one_goes_by_in_the_one_only(lighter: int) -> None:
    whole = standing(30)
    edit = with_ticker(part(whole, LATER, LATER + 18))
    for number in range(round(12 / STEP), round(18 / STEP)):
        frame = whole[number + round(LATER / STEP)]
        one = cv2.circle(np.zeros_like(frame), (2 * (number - 90), 20), 5, lighter, -1)
        frame[:] = np.where(frame > 150, frame - np.minimum(one, frame), cv2.add(frame, one))
    (found,) = carried(whole, edit, piece(5, 9))
    assert found == pytest.approx((5, 17, 0, 12), abs=0.4)


@pytest.mark.parametrize("spread", [2.5, 4.5])
def test_one_dark_place_is_not_taken_for_another(spread: float) -> None:
    def dark(seed: int, seconds: float) -> Frames:
        frames = standing(seconds, seed).astype(np.float32)
        shown: Frames = np.clip(20 + (frames - frames.mean()) / frames.std() * spread, 0, 255).astype(np.uint8)
        return shown

    whole = dark(1, 30)
    edit = np.concatenate([part(whole, LATER, LATER + 10), dark(7, 8)])
    assert carried(whole, edit, piece(4, 9)) == [spans(5, 15, 0, 10)]


def test_seconds_that_cannot_be_decoded_are_not_told() -> None:
    whole = standing(40)
    edit = part(whole, LATER, LATER + 25)
    assert carried(whole, edit, piece(2, 6), ends=10.0) == [spans(5, 15, 0, 10)]
    # Of what lies before the end, the part that touches it is missing.
    assert carried(whole, edit, piece(18, 24), ends=14.0) == [(23, 29, 18, 24)]


def test_what_another_stretch_has_is_not_taken_from_it() -> None:
    whole = standing(40)
    edit = part(whole, LATER, LATER + 18)
    # The longer one goes first. In b the other begins at 12; in a it ends at 8.
    assert carried(whole, edit, piece(5, 9), piece(12, 14, later=18))[0] == spans(5, 17, 0, 12)
    assert carried(whole, edit, piece(5, 9), piece(14, 17, later=-9))[0] == spans(8, 19, 3, 14)


def test_what_is_held_is_not_taken_either() -> None:
    whole = standing(40)
    edit = part(whole, LATER, LATER + 18)
    assert carried(whole, edit, piece(5, 9), held=[piece(12, 17, later=18)]) == [spans(5, 17, 0, 12)]


def test_a_stretch_with_no_room_is_left_as_it_is_and_nothing_is_decoded() -> None:
    whole = scene(3, 4, 40)
    tight = piece(0.3, 17.8)
    assert carried(whole, part(whole, LATER, LATER + 18), tight) == [(5.3, 22.8, 0.3, 17.8)]
    undecodable = carried_on([tight], [], lambda _: AS_IS, lambda *_: pytest.fail("nothing is decoded"), (40.0, 18.0))
    assert undecodable == [tight]


def test_mirrored_within_another_picture() -> None:
    whole = scene(3, 4, 40)
    turned = part(whole, LATER, LATER + 18)[:, :, ::-1]
    inset = np.full((len(turned), HIGH, WIDE), 90, np.uint8)
    inset[:, 10 : 10 + HIGH * 2 // 3, 20 : 20 + WIDE * 2 // 3] = np.stack(
        [cv2.resize(frame, (WIDE * 2 // 3, HIGH * 2 // 3), interpolation=cv2.INTER_AREA) for frame in turned]
    )
    laid = replace(piece(6, 10), mirrored=True, matrix=((-2 / 3, 0.0, 20.0 + WIDE * 2 / 3 - 1), (0.0, 2 / 3, 10.0)))
    assert carried(whole, inset, laid) == [spans(5, 23, 0, 18)]
