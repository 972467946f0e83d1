"""Two moments before one camera are told from copies, and what was replaced or removed stays altered."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
from bench.copies.edits.canvas import encoded
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.match.verify import verify
from firstseen.model.copies import Copy, Relation
from firstseen.prints.describe import describe

Picture = NDArray[np.uint8]
SCENE = photograph(31, 640, 480)
WALKERS = [np.ascontiguousarray(photograph(40 + at, 60, 130)) for at in range(3)]


def said(a: Picture, b: Picture, *, moments: bool = True) -> Copy | None:
    first, second = (
        describe(picture, hashlib.sha256(picture.tobytes()).hexdigest()) for picture in (encoded(a, 85), encoded(b, 60))
    )
    return verify("0", first, "1", second, moments=moments)


def with_walkers(places: tuple[int, int, int], brightness: int = 0) -> Picture:
    scene = SCENE.copy()
    for walker, x, y in zip(WALKERS, places, (60, 190, 320), strict=True):
        scene[y : y + 130, x : x + 60] = walker
    return np.asarray(np.clip(scene.astype(np.int16) + brightness, 0, 255), np.uint8)


def test_what_is_seen_at_two_places_moved_in_between() -> None:
    copy = said(with_walkers((100, 300, 480)), with_walkers((150, 240, 420)))
    assert copy is not None
    assert copy.relation is Relation.SAME_SUBJECT
    assert "it moved in between" in copy.reason
    assert copy.confidence > 0.8


def test_between_frames_of_videos_time_tells() -> None:
    copy = said(with_walkers((100, 300, 480)), with_walkers((150, 240, 420)), moments=False)
    assert copy is not None
    assert copy.relation is not Relation.SAME_SUBJECT


def test_the_same_moment_in_another_light_is_a_copy() -> None:
    copy = said(with_walkers((100, 300, 480)), with_walkers((100, 300, 480), 15))
    assert copy is not None
    assert copy.relation is Relation.COPY


def test_what_was_removed_or_replaced_was_not_moved() -> None:
    before = with_walkers((100, 300, 480))
    replaced = before.copy()
    replaced[90:330, 250:470] = cv2.resize(photograph(60, 320, 240), (220, 240))
    removed = before.copy()
    mask = np.zeros(before.shape[:2], np.uint8)
    mask[180:330, 290:370] = 255
    removed = np.asarray(cv2.inpaint(removed, mask, 5, cv2.INPAINT_TELEA), np.uint8)
    for after in (replaced, removed):
        copy = said(before, after)
        assert copy is not None
        assert copy.relation in {Relation.ALTERED, Relation.COPY}
    replaced_copy = said(before, replaced)
    assert replaced_copy is not None
    assert replaced_copy.relation is Relation.ALTERED
