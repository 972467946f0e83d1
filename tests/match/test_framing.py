"""A picture on a photographed screen ends at its own edges; a photograph of the same scene goes on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.match.evidence import Evidence, gather
from firstseen.match.framing import sides_ended
from firstseen.match.geometry import Transform
from firstseen.match.laying import lay
from firstseen.match.views import view

from .drawing import Picture, prints_of

CORNERS = np.array([[0, 0], [640, 0], [640, 480], [0, 480]], np.float32)
SEEN_AT = [
    np.array([[210, 120], [690, 150], [670, 520], [230, 500]], np.float32),
    np.array([[200, 160], [640, 110], [680, 480], [210, 520]], np.float32),
]


def on_a_screen(picture: Picture, corners: NDArray[np.float32]) -> tuple[Picture, Transform]:
    """The picture seen from aside, on a dark screen with a soft room behind it; and from its pixels to that."""
    room = np.asarray(cv2.GaussianBlur(photograph(500, 900, 640), (0, 0), 30), np.uint8)
    move = np.asarray(cv2.getPerspectiveTransform(CORNERS, corners), np.float64)
    middle = corners.mean(axis=0)
    cv2.fillConvexPoly(room, np.int32(middle + (corners - middle) * 1.25), (12, 12, 14))
    shown = cv2.warpPerspective(picture, move, (900, 640), flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full(picture.shape[:2], 255, np.uint8), move, (900, 640)) > 127
    room[inside] = shown[inside] // 2 + 70
    return room, move


def evidence(one: Picture, other: Picture, move: Transform) -> Evidence:
    a, b = view(prints_of(one), 0), view(prints_of(other), 0)
    laid = lay(a.prints, b.prints, move, None)
    assert laid is not None
    found = gather(a, b, laid)
    assert found is not None
    return found


@pytest.mark.parametrize("corners", SEEN_AT)
@pytest.mark.parametrize("seed", [60, 61, 62])
def test_a_picture_ends_on_the_screen_that_shows_it(seed: int, corners: NDArray[np.float32]) -> None:
    room, move = on_a_screen(photograph(seed), corners)
    seen = evidence(photograph(seed), room, move)
    assert sides_ended(seen) >= 3
    assert sides_ended(seen.swapped()) == sides_ended(seen)


@pytest.mark.parametrize("corners", SEEN_AT)
@pytest.mark.parametrize("seed", [60, 61, 62])
def test_a_photograph_goes_on_beyond_a_part_of_it(seed: int, corners: NDArray[np.float32]) -> None:
    wide = photograph(seed, 900, 640)
    move = np.asarray(cv2.getPerspectiveTransform(CORNERS, corners), np.float64)
    part = cv2.warpPerspective(wide, move, (640, 480), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    assert sides_ended(evidence(np.asarray(part, np.uint8), wide, move)) == 0


def test_two_pictures_of_the_same_frame_have_no_sides_to_see() -> None:
    assert sides_ended(evidence(photograph(63), photograph(63) // 2 + 60, np.eye(3))) == 0
