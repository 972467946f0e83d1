from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from firstseen.prints.light import light_of

BLUE, GREEN = (110, 160, 230), (60, 110, 40)


def picture(
    upper: tuple[int, int, int], lower: tuple[int, int, int]
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    out = np.zeros((300, 400, 3), np.uint8)
    out[:180], out[180:] = upper, lower
    return out


def test_a_blue_sky_is_seen_at_the_upper_edge_only() -> None:
    assert light_of(picture(BLUE, GREEN)).sky > 0.9
    assert light_of(picture(GREEN, BLUE)).sky == 0.0
    assert light_of(picture((90, 90, 95), GREEN)).sky == 0.0
    noisy = picture(BLUE, GREEN)
    noisy[:, ::6] = (255, 255, 255)
    assert light_of(noisy).sky < 0.1


def test_dark_and_mean() -> None:
    night = light_of(np.full((10, 2000, 3), 8, np.uint8))
    assert (night.dark, night.sky) == (1.0, 0.0)
    assert night.mean < 0.05
    assert light_of(np.full((1, 1, 3), 255, np.uint8)).mean == 1.0


def test_photographs_taken_indoors_show_no_sky(real_inputs: Path) -> None:
    """The share from which a sky is plain (`chronicle/findings/daylight.py`) is twice what any of these reaches."""
    paths = sorted((real_inputs / "clothing").rglob("*.jpg"))[::4]
    assert paths
    for path in paths:
        image = np.asarray(cv2.imread(str(path)), np.uint8)
        assert light_of(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)).sky < 0.075, path.name
