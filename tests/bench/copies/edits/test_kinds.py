"""Every kind in every set of layouts: the truth it tells about itself must be so."""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest
from tests.drawing import photograph

from bench.copies.edits import KINDS, SETS, TEMPLATED, Edited, Layouts, Picture

BASE = photograph(5, 400, 320)
OTHERS = [photograph(seed, 320, 260) for seed in range(20, 27)]

REACH = 8
"""Pixels about its true place in which a piece of the photograph is looked for."""


def _edit(kind: str, layouts: Layouts, seed: int = 3) -> Edited:
    return KINDS[kind](BASE, OTHERS, np.random.default_rng(seed), layouts)


def _grey(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1.2), np.uint8)


def _shifts(edited: Edited) -> list[float]:
    """How far from its true place each of 5 x 5 pieces of the photograph fits the edit best."""
    height, width = edited.picture.shape[:2]
    expected = _grey(
        np.asarray(cv2.warpPerspective(BASE, edited.move, (width, height), flags=cv2.INTER_AREA), np.uint8)
    )
    seen = cv2.copyMakeBorder(_grey(edited.picture), REACH, REACH, REACH, REACH, cv2.BORDER_REFLECT)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(inside, cv2.convexHull(np.round(edited.outline).astype(np.int32)), 1)
    left, top, right, bottom = edited.box
    side = max(min(right - left, bottom - top) // 4, 16)
    shifts = []
    for y in np.linspace(top, bottom - side, 5).astype(int):
        for x in np.linspace(left, right - side, 5).astype(int):
            if inside[y : y + side, x : x + side].mean() < 0.98:
                continue
            near = seen[y : y + side + 2 * REACH, x : x + side + 2 * REACH]
            fits = cv2.matchTemplate(near, expected[y : y + side, x : x + side], cv2.TM_CCOEFF_NORMED)
            _, best, _, at = cv2.minMaxLoc(fits)
            shifts.append(float(np.hypot(at[0] - REACH, at[1] - REACH)) if best > 0.3 else np.inf)
    return shifts


@pytest.mark.parametrize("layouts", SETS)
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_photograph_is_where_the_edit_says(kind: str, layouts: Layouts) -> None:
    edited = _edit(kind, layouts)
    height, width = edited.picture.shape[:2]
    left, top, right, bottom = edited.box
    assert 0 <= left < right <= width and 0 <= top < bottom <= height
    left, top, right, bottom = edited.box_shown
    assert 0 <= left < right <= BASE.shape[1] and 0 <= top < bottom <= BASE.shape[0]
    assert 0 < edited.shown <= 1
    assert edited.mirrored == (np.linalg.det(edited.move[:2, :2]) < 0) == ("mirrored" in edited.words)
    shifts = _shifts(edited)
    assert len(shifts) >= 6
    # Some pieces lie under words, stickers or a face.
    assert np.quantile(shifts, 0.5) <= 2


@pytest.mark.parametrize("kind", ["meme", "front page, half width", "photographed screen", "halftone, cut out"])
def test_the_same_seed_gives_the_same_edit_and_another_does_not(kind: str) -> None:
    first, again, other = _edit(kind, "report"), _edit(kind, "report"), _edit(kind, "report", seed=4)
    assert np.array_equal(first.picture, again.picture)
    assert np.array_equal(first.move, again.move)
    assert first.picture.shape != other.picture.shape or not np.array_equal(first.picture, other.picture)


def test_words_follow_from_what_was_done() -> None:
    assert {"cropped", "re-encoded"} <= _edit("crop to a quarter", "tuning").words
    assert {"resized", "re-encoded"} == _edit("half size", "tuning").words
    assert {"rotated", "re-encoded"} == _edit("quarter turn", "tuning").words
    assert {"mirrored", "cropped", "text added"} <= _edit("mirrored crop, meme", "report").words
    assert {"grey", "inside another picture"} <= _edit("front page, third grey", "report").words


def test_crops_show_about_the_share_they_are_named_for() -> None:
    for kind, share in (("crop to a half", 0.5), ("crop to a quarter", 0.25), ("crop to a tenth", 0.1)):
        assert _edit(kind, "tuning").shown == pytest.approx(share, rel=0.1)


@pytest.mark.parametrize("layouts", SETS)
def test_the_picture_spans_the_promised_share_of_the_page(layouts: Layouts) -> None:
    for kind, share in (
        ("front page, half width", 0.5),
        ("front page, third grey", 1 / 3),
        ("picture in picture", 0.2),
    ):
        edited = _edit(kind, layouts)
        left, _, right, _ = edited.box
        assert (right - left) / edited.picture.shape[1] == pytest.approx(share, rel=0.06)


@pytest.mark.parametrize("kind", ["post, light", "post, dark", "web page", "front page, half width"])
def test_every_layout_of_the_reported_set_tells_its_place(kind: str) -> None:
    for seed in range(20, 30):
        shifts = _shifts(_edit(kind, "report", seed))
        assert len(shifts) >= 6
        assert np.quantile(shifts, 0.5) <= 2


@pytest.mark.parametrize("kind", list(TEMPLATED))
def test_no_set_draws_as_another_does(kind: str) -> None:
    seen = [_edit(kind, layouts).picture for layouts in SETS]
    for first, second in combinations(seen, 2):
        assert first.shape != second.shape or np.abs(first.astype(int) - second).mean() > 1


@pytest.mark.parametrize("layouts", SETS)
def test_a_post_carries_no_other_photograph(layouts: Layouts) -> None:
    """Two posts of one frame would share it, and be copies in part."""
    for kind in ("post, light", "post, dark"):
        for seed in range(8):
            chance = np.random.default_rng(seed)
            assert KINDS[kind](BASE, (), chance, layouts).part


def test_there_are_kinds_enough_and_templates_are_kinds() -> None:
    assert len(KINDS) >= 28
    assert set(TEMPLATED) <= set(KINDS)


def test_halftone_is_made_of_dots() -> None:
    grey, dots = _edit("front page, third grey", "tuning"), _edit("front page, halftone", "tuning")
    sharp = [
        float(np.abs(cv2.Laplacian(e.picture[e.box[1] : e.box[3], e.box[0] : e.box[2], 0], cv2.CV_32F)).mean())
        for e in (grey, dots)
    ]
    assert sharp[1] > 1.5 * sharp[0]
