from __future__ import annotations

import numpy as np

from firstseen.match.extent import StripKind, strips_around, surroundings
from firstseen.match.frame import content_box

from .drawing import photograph


def grey(seed: int, width: int = 256, height: int = 192) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(photograph(seed, width, height).mean(axis=2), np.uint8)


def test_a_letterbox_and_a_frame_are_taken_off() -> None:
    picture = grey(1)
    assert content_box(picture) == (0, 0, 256, 192)
    left, top, right, bottom = content_box(np.pad(picture, ((30, 20), (0, 0))))
    assert (left, right) == (0, 256)
    assert abs(top - 30) <= 1
    assert abs(bottom - 222) <= 1
    framed = content_box(np.pad(picture, 12, constant_values=240))
    assert max(abs(f - w) for f, w in zip(framed, (12, 12, 268, 204), strict=True)) <= 1


def test_a_uniform_picture_keeps_all_of_itself() -> None:
    assert content_box(np.full((50, 80), 7, np.uint8)) == (0, 0, 80, 50)
    assert content_box(np.zeros((1, 1), np.uint8)) == (0, 0, 1, 1)


def test_what_surrounds_a_crop_is_photograph() -> None:
    strips = strips_around(grey(2), (60.0, 50.0, 200.0, 150.0))
    assert {strip.kind for strip in strips} == {StripKind.PHOTOGRAPH}
    assert {strip.side for strip in strips} == {"left", "above", "right", "below"}


def test_what_surrounds_a_pasted_picture_is_something_else() -> None:
    page = grey(3)
    page[50:150, 60:200] = grey(4)[50:150, 60:200] // 2 + 120
    strips = strips_around(page, (60.0, 50.0, 200.0, 150.0))
    assert {strip.kind for strip in strips} == {StripKind.OTHER}
    assert surroundings(strips, StripKind.PHOTOGRAPH) == 0


def test_a_border_is_a_border_on_each_side() -> None:
    strips = strips_around(np.pad(grey(5), 20, constant_values=250), (20.0, 20.0, 276.0, 212.0))
    assert [strip.kind for strip in strips] == [StripKind.BORDER] * 4
