"""Black, plain, title and test frames tell nothing; photographs do, even dark ones and captioned ones."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.prints.moving.telling import tells


def _grey(seed: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(photograph(seed, 320, 180), cv2.COLOR_RGB2GRAY), np.uint8)


@pytest.mark.parametrize("level", [0, 16, 90, 255])
def test_plain_frames(level: int) -> None:
    noise = np.random.default_rng(1).integers(-2, 3, (180, 320))
    assert not tells(np.clip(level + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("ground", [0, 30, 255])
def test_titles(ground: int) -> None:
    look = np.full((180, 320), ground, np.uint8)
    ink = 255 if ground < 128 else 0
    cv2.putText(look, "BREAKING NEWS", (30, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2, cv2.LINE_AA)
    cv2.putText(look, "Mariupol, 9 March", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 0.6, ink, 1, cv2.LINE_AA)
    assert not tells(look)


def test_colour_bars() -> None:
    look = np.repeat(np.array([180, 160, 140, 110, 90, 60, 40], np.uint8), 46)[None, :].repeat(180, axis=0)
    look = look.copy()
    look[125:] = 16
    assert not tells(np.ascontiguousarray(look))


@pytest.mark.parametrize("seed", range(8))
def test_photographs(seed: int) -> None:
    look = _grey(seed)
    assert tells(look)
    assert tells((look * 0.25).astype(np.uint8))
    captioned = look.copy()
    captioned[140:] = 0
    cv2.putText(captioned, "what happened here", (10, 165), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)
    assert tells(captioned)
