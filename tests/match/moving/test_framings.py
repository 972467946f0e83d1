from __future__ import annotations

from dataclasses import replace
from typing import Literal

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import HIGH, STEP, WIDE, Frames, part, scene, stretch

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.framings import Framing, framings, laid_along, laid_better, whole
from firstseen.match.moving.looked import Stretch
from firstseen.model.copies import Copy, Matrix, Relation

SIZE = (640, 360)


def said(matrix: Matrix | None, *, mirrored: bool = False) -> Copy:
    return Copy("a" * 64, "b" * 64, Relation.COPY, 0.9, mirrored, None, None, matrix, None, (), "")


def test_the_whole_frames_come_first_then_what_most_frames_say() -> None:
    moved: Matrix = ((1.0, 0.0, 60.0), (0.0, 1.0, 0.0))
    inset: Matrix = ((0.5, 0.0, 100.0), (0.0, 0.5, 90.0))
    near: Matrix = ((0.5, 0.0, 101.0), (0.0, 0.5, 91.0))
    found = framings(SIZE, SIZE, [said(moved), said(inset), said(near), said(None)], mirrored=False)
    assert [one.matrix for one in found] == [whole(SIZE, SIZE, mirrored=False).matrix, inset, moved]


def test_a_frame_that_says_whole_onto_whole_is_kept_with_it_and_the_other_way_is_left() -> None:
    same = said(((1.0, 0.0, 1.0), (0.0, 1.0, -1.0)))
    turned = said(((-1.0, 0.0, 639.0), (0.0, 1.0, 0.0)), mirrored=True)
    (one,) = framings(SIZE, SIZE, [same, turned], mirrored=False)
    assert one.frame is same
    (other,) = framings(SIZE, SIZE, [same, turned], mirrored=True)
    assert other.frame is turned


def test_a_copy_whose_box_is_part_of_what_lies_over_each_other_is_tried_within_it_too() -> None:
    moved: Matrix = ((1.0, 0.0, -65.0), (0.0, 1.0, 0.0))
    boxed = replace(said(moved), box_b=(112, 0, 398, 360))
    found = framings(SIZE, SIZE, [boxed], mirrored=False)
    assert [(one.matrix, one.box) for one in found[1:]] == [(moved, None), (moved, (112, 0, 398, 360))]
    for other in (replace(boxed, box_b=(0, 0, 575, 360)), replace(boxed, relation=Relation.SAME_SUBJECT)):
        assert [one.box for one in framings(SIZE, SIZE, [other], mirrored=False)] == [None, None]


def test_a_framing_that_is_off_is_corrected() -> None:
    frames = scene(1, 2, 5)
    true: Matrix = ((0.8, 0.0, 12.0), (0.0, 0.8, 6.0))
    inside = np.stack([cv2.warpAffine(frame, np.array(true), (WIDE, HIGH)) for frame in frames])
    off = Framing(((0.82, 0.0, 9.0), (0.0, 0.82, 8.0)), mirrored=False)
    found = laid_better(off, stretch(frames), stretch(inside), [(at, at) for at in range(0, 40, 6)])
    assert found is not None
    assert np.array(found.matrix) == pytest.approx(np.array(true), abs=0.6)
    assert found.matrix[0][0] == pytest.approx(0.8, abs=0.01)


def test_frames_of_strangers_correct_nothing() -> None:
    off = Framing(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), mirrored=False)
    assert laid_better(off, stretch(scene(1, 2, 3)), stretch(scene(3, 4, 3)), [(0, 0), (8, 8), (16, 16)]) is None


def test_frames_along_the_line_of_a_stretch_correct_what_the_camera_had_turned_in_between() -> None:
    whole_, later, speed = scene(1, 2, 40), 7.0, 1.25
    true: Matrix = ((0.8, 0.0, 12.0), (0.0, 0.8, 6.0))
    faster = scene(1, 2, 40, speed)[round(later / speed / STEP) :]
    inside = np.stack([cv2.warpAffine(frame, np.array(true), (WIDE, HIGH)) for frame in faster])
    films: dict[str, Frames] = {"a": whole_, "b": inside}
    asked: list[float] = []

    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        assert rate == 1 / STEP
        asked.append(last - first)
        start = round(np.ceil(first / STEP)) * STEP
        return stretch(part(films[which], start, last), start)

    # As at a moment 0.3 s beside.
    off = Framing(((0.8, 0.0, 15.0), (0.0, 0.8, 6.0)), mirrored=False)
    found = laid_along(off, Shared((later, later + 20 * speed), (0.0, 20.0), speed, 1.0, 8), decode)
    assert np.array(found.matrix) == pytest.approx(np.array(true), abs=0.6)
    assert max(asked) < 16
    assert laid_along(off, Shared((later, later + 5), (0.0, 5.0), 1.0, 1.0, 8), lambda *_: None) is off
