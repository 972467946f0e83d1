"""Frames of a stretch: those that are shown at the moments wanted, with their own times, from any container."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
import pytest
from tests.films import film, has_encoder, limits, panned, sound_file, tone
from tests.media.moving.test_animated import animated
from tests.media.moving.test_playing import alike

from firstseen.errors import RefusedError
from firstseen.media.moving.stretch import frames_at
from firstseen.media.preview import preview


def asked(data: bytes, first: float, last: float, rate: float, side: int = 320, **more: Any) -> Any:
    return frames_at(io.BytesIO(data), {**limits(), "from": first, "to": last, "rate": rate, "side": side, **more})


@pytest.mark.parametrize(
    ("container", "codec"),
    [("mp4", "libx264"), ("matroska", "libx264"), ("webm", "libvpx-vp9"), ("mpegts", "mpeg2video")],
)
def test_a_stretch_in_the_middle(container: str, codec: str) -> None:
    if not has_encoder(codec):
        pytest.skip(f"this build of FFmpeg cannot write {codec}")
    pictures = panned(21, 150, step=2)
    answer = asked(film(pictures, container, codec), 3.0, 4.0, 5)
    rgb, times = answer.arrays["rgb"], answer.arrays["times"]
    assert rgb.dtype == np.uint8 and rgb.shape[1:] == (180, 320, 3)
    assert len(rgb) == len(times) == 6
    assert times == pytest.approx([3.0, 3.2, 3.4, 3.6, 3.8, 4.0], abs=0.1)
    for frame, time in zip(rgb, times, strict=True):
        near = [pictures[min(149, round(time * 25) + shift)] for shift in (-1, 0, 1)]
        assert max(alike(frame, picture) for picture in near) > 0.97
    assert (answer.values["width"], answer.values["height"], answer.values["complete"]) == (320, 180, True)


def test_every_frame_where_that_is_asked_for() -> None:
    answer = asked(film(panned(22, 60, step=2)), 1.0, 1.4, 25, exact=True)
    assert answer.arrays["times"] == pytest.approx(np.arange(25, 36) / 25, abs=0.001)


def test_frames_in_grey_are_those_of_the_pictures() -> None:
    data = film(panned(22, 60, step=2))
    answer = asked(data, 1.0, 1.4, 25, side=160, exact=True, grey=True)
    coloured = asked(data, 1.0, 1.4, 25, side=160, exact=True).arrays["rgb"]
    grey = answer.arrays["grey"]
    assert "rgb" not in answer.arrays
    assert grey.shape == coloured.shape[:3] and grey.dtype == np.uint8
    for one, other in zip(grey, coloured, strict=True):
        apart = np.abs(one.astype(float) - cv2.cvtColor(other, cv2.COLOR_RGB2GRAY))
        assert apart.mean() < 3.0
    drawn = asked(animated("GIF", [200] * 5), 0.0, 0.9, 5, grey=True).arrays["grey"]
    assert drawn.shape == (5, 60, 80)


def test_the_frame_that_is_shown_at_that_moment() -> None:
    times = [0.0, 1.0, 5.0, 6.0]
    pictures = panned(23, 4, step=30)
    data = film(pictures, "matroska", times=times, options={"bf": "0"})
    answer = asked(data, 3.0, 3.0, 1)
    assert answer.arrays["times"] == pytest.approx([1.0], abs=0.002)
    assert alike(answer.arrays["rgb"][0], pictures[1]) > 0.97
    answer = asked(data, 0.0, 5.5, 2)
    assert answer.arrays["times"] == pytest.approx([0.0, 1.0, 5.0], abs=0.002)
    assert asked(data, 6.0, 99.0, 2).arrays["times"] == pytest.approx([6.0], abs=0.002)


def test_smaller_and_turned() -> None:
    upright = panned(24, 30, (120, 200))
    stored = [np.ascontiguousarray(np.rot90(picture, -1)) for picture in upright]
    answer = asked(film(stored, rotation=90), 0.0, 0.5, 2, side=100)
    assert answer.arrays["rgb"].shape[1:] == (60, 100, 3)
    assert (answer.values["width"], answer.values["height"]) == (200, 120)
    reduced = np.asarray(cv2.resize(upright[0], (100, 60), interpolation=cv2.INTER_AREA), np.uint8)
    assert alike(answer.arrays["rgb"][0], reduced) > 0.97


def test_of_an_animated_picture() -> None:
    answer = asked(animated("GIF", [500, 500, 500, 500]), 0.6, 1.6, 2, side=80)
    assert answer.arrays["times"] == pytest.approx([0.5, 1.0, 1.5])


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(RefusedError, match="sound alone"):
        asked(sound_file(tone(1, 300), "mp3", "libmp3lame"), 0, 1, 1)
    with pytest.raises(RefusedError, match="no video"):
        asked(b"not a video at all", 0, 1, 1)
    with pytest.raises(ValueError, match="a stretch has"):
        asked(film(panned(1, 5)), 3, 1, 1)


def test_a_poster_shows_something() -> None:
    black = np.zeros((180, 320, 3), np.uint8)
    pictures = [black] * 30 + panned(25, 70, step=1)
    options = {**limits(), "side": 160}
    answer = preview(io.BytesIO(film(pictures)), options)
    assert answer.arrays["rgb"].shape == (90, 160, 3)
    assert answer.arrays["rgb"].std() > 20
    assert (answer.values["width"], answer.values["height"]) == (320, 180)
    at = preview(io.BytesIO(film(pictures)), {**options, "time": 0.5})
    assert at.arrays["rgb"].std() < 5


def test_a_part_of_a_poster() -> None:
    pictures = panned(26, 10, step=0)
    answer = preview(io.BytesIO(film(pictures)), {**limits(), "side": 320, "box": [100, 50, 200, 150]})
    assert answer.arrays["rgb"].shape == (100, 100, 3)
    assert alike(answer.arrays["rgb"], pictures[0][50:150, 100:200]) > 0.95
