"""Prints of drawn pictures: fair points, mirrored descriptors, and pictures with nothing in them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.prints.describe import describe
from firstseen.prints.packing import pack, unpack
from firstseen.prints.points import POINTS

DIGEST = "ab" * 32


def street(seed: int, height: int = 384, width: int = 512) -> NDArray[np.uint8]:
    """Many overlapping boxes and discs of all sizes over a soft ground: corners everywhere, as in a photograph."""
    rng = np.random.default_rng(seed)
    ground = rng.random((5, 5, 3)).astype(np.float32) * 200
    canvas = cv2.resize(ground, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)
    for _ in range(300):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        a, b = (int(v) for v in rng.integers(4, 60, 2))
        colour = tuple(int(v) for v in rng.integers(0, 256, 3))
        if rng.random() < 0.6:
            cv2.rectangle(canvas, (x, y), (x + a, y + b), colour, -1)
        else:
            cv2.circle(canvas, (x, y), a // 2, colour, -1)
    return np.asarray(cv2.GaussianBlur(canvas, (3, 3), 0), np.uint8)


def bits(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.int64]:
    return np.asarray(np.unpackbits(a ^ b, axis=1).sum(axis=1), np.int64)


def test_points_lie_in_the_picture_given_and_not_in_the_scaled_one() -> None:
    prints = describe(street(1, 900, 1200), DIGEST)
    assert (prints.width, prints.height, prints.pixels) == (1200, 900, DIGEST)
    assert len(prints.points) == len(prints.descriptors) == len(prints.mirrored) == POINTS
    assert prints.points[:, 0].max() > 1000
    assert prints.points[:, 1].max() > 750
    assert prints.points[:, :2].min() > 0
    assert prints.points[:, 2].min() >= 31
    assert prints.small.shape == (192, 256)


def test_the_same_points_are_found_at_the_same_places_of_a_smaller_copy() -> None:
    rgb = street(2, 900, 1200)
    large, half = describe(rgb, DIGEST), describe(cv2.resize(rgb, (600, 450), interpolation=cv2.INTER_AREA), DIGEST)
    apart = np.hypot(*(large.points[:, None, :2] - half.points[None, :, :2] * 2).transpose(2, 0, 1))
    assert (apart.min(axis=1) < 3).mean() > 0.7
    assert np.median(bits(large.descriptors, half.descriptors[apart.argmin(axis=1)])) < 20


def test_points_are_fair_to_a_quiet_half_beside_letters() -> None:
    rgb = (street(3) // 4 + 90).astype(np.uint8)
    for line in range(4):
        cv2.putText(rgb, "BREAKING NEWS 24", (5, 40 + 40 * line), cv2.FONT_HERSHEY_DUPLEX, 1.5, (255, 255, 255), 3)
    prints = describe(rgb, DIGEST)
    assert (prints.points[:, 1] > 192).sum() >= 0.35 * POINTS


def test_mirrored_descriptors_are_those_of_the_flipped_picture() -> None:
    rgb = street(4)
    prints = describe(rgb, DIGEST)
    flipped = describe(np.ascontiguousarray(rgb[:, ::-1]), DIGEST)
    expected = prints.points.copy()
    expected[:, 0] = prints.width - 1 - expected[:, 0]
    apart = np.hypot(*(expected[:, None, :2] - flipped.points[None, :, :2]).transpose(2, 0, 1))
    apart += np.abs(expected[:, None, 2] - flipped.points[None, :, 2])
    same = apart.min(axis=1) < 0.6
    partner = apart.argmin(axis=1)[same]
    assert same.mean() > 0.4
    assert np.median(bits(prints.mirrored[same], flipped.descriptors[partner])) <= 8
    assert np.median(bits(prints.descriptors[same], flipped.descriptors[partner])) > 60
    turned = (expected[same, 3] + flipped.points[partner, 3]) % 360
    assert np.median(np.minimum(np.abs(turned - 180), 360 - np.abs(turned - 180))) < 2


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (1, 3000), (3000, 1), (2, 2), (39, 39), (20, 500), (300, 400), (31, 2000)]
)
def test_a_uniform_picture_of_any_size_has_no_points(height: int, width: int) -> None:
    prints = describe(np.full((height, width, 3), 120, np.uint8), DIGEST)
    assert prints.points.shape == (0, 4)
    assert prints.descriptors.shape == prints.mirrored.shape == (0, 32)
    assert prints.pdq_quality == 0
    assert prints.chroma == 0
    assert 1 <= max(prints.small.shape) <= 256
    assert unpack(pack(prints)).width == width


@pytest.mark.parametrize(("height", "width"), [(1, 900), (12, 12), (40, 40), (2000, 9)])
def test_noise_of_odd_sizes_does_not_crash(height: int, width: int) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (height, width, 3), dtype=np.uint8)
    prints = describe(noise, DIGEST)
    assert len(prints.points) == len(prints.mirrored) <= POINTS
    assert unpack(pack(prints)).height == height


def test_a_thumbnail_still_has_points() -> None:
    thumbnail = cv2.resize(street(6), (128, 96), interpolation=cv2.INTER_AREA)
    assert len(describe(np.asarray(thumbnail, np.uint8), DIGEST).points) > 100


def test_colourfulness_tells_grey_from_colour() -> None:
    colour = street(7)
    grey = np.repeat(colour[:, :, :1], 3, axis=2)
    assert describe(grey, DIGEST).chroma == 0
    assert describe(colour, DIGEST).chroma > 0.1


def test_the_same_pixels_give_the_same_prints() -> None:
    first, second = describe(street(8), DIGEST), describe(street(8), DIGEST)
    assert pack(first) == pack(second)


def test_packed_prints_stay_small() -> None:
    assert len(pack(describe(street(9), DIGEST))) < 45_000


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((0, 5, 3), np.uint8), np.zeros((5, 5), np.uint8), np.zeros((5, 5, 4), np.uint8), np.zeros((5, 5, 3))],
)
def test_what_is_no_picture_is_refused(wrong: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="at least one pixel"):
        describe(wrong, DIGEST)
