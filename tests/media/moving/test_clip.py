"""Clips for people: the right seconds, small, the sound at its place, and nothing of the file but what it shows."""

from __future__ import annotations

import io
from typing import Any

import av
import cv2
import numpy as np
import pytest
from tests.films import film, limits, panned, sound_file, tone
from tests.media.moving.test_animated import animated
from tests.media.moving.test_playing import alike

from firstseen.errors import RefusedError
from firstseen.media.moving.clip import RATE, clip


def made(data: bytes, first: float = 0.0, seconds: float = 60.0, side: int = 480) -> Any:
    return clip(io.BytesIO(data), {**limits(), "from": first, "seconds": seconds, "side": side})


def played(webm: bytes) -> tuple[list[tuple[float, Any]], list[tuple[float, Any]]]:
    """Frames and blocks of sound with their times."""
    with av.open(io.BytesIO(webm), mode="r") as container:
        frames: list[tuple[float, Any]] = []
        sound: list[tuple[float, Any]] = []
        decoded: Any = container.decode()
        for frame in decoded:
            if isinstance(frame, av.VideoFrame):
                frames.append((float(frame.time or 0), frame.to_ndarray(format="rgb24")))
            else:
                sound.append((float(frame.time or 0), frame.to_ndarray()))
        return frames, sound


def test_the_seconds_that_were_asked_for_smaller_and_not_faster() -> None:
    pictures = panned(31, 200, size=(360, 640), step=2)
    answer = made(film(pictures, metadata={"title": "a secret"}), 2.0, 3.0, side=320)
    webm = answer.arrays["webm"].tobytes()
    frames, sound = played(webm)
    assert sound == []
    assert (answer.values["width"], answer.values["height"]) == (320, 180)
    assert frames[0][0] == 0 and frames[-1][0] == pytest.approx(3.0, abs=0.1)
    assert 3 * RATE - 6 <= len(frames) <= 3 * RATE + 2
    for time, shown in frames[::10]:
        at = round((2.0 + time) * 25)
        wanted = [cv2.resize(pictures[at + shift], (320, 180), interpolation=cv2.INTER_AREA) for shift in (-1, 0, 1)]
        assert max(alike(shown, one) for one in wanted) > 0.95
    assert b"a secret" not in webm
    assert webm == made(film(pictures), 2.0, 3.0, side=320).arrays["webm"].tobytes(), "the same on every run"


def test_sound_keeps_its_place_and_is_written_beside_its_picture() -> None:
    silent_then_loud = np.concatenate([np.zeros(44100 * 4, np.float32), tone(24.0, 700)])
    data = film(panned(32, 280, size=(60, 80)), rate=10, sound=silent_then_loud)
    webm = made(data, 1.0, 27.0).arrays["webm"].tobytes()
    _, sound = played(webm)
    loud = [time for time, block in sound if np.abs(block).max() > 0.2]
    assert loud[0] == pytest.approx(3.0, abs=0.1)
    with av.open(io.BytesIO(webm), mode="r") as container:
        behind = 0.0
        last = {"video": 0.0, "audio": 0.0}
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                last[packet.stream.type] = float(packet.pts * packet.time_base)
                behind = max(behind, abs(last["video"] - last["audio"]))
    assert behind < 1.6


def test_sound_alone_animations_and_odd_sizes() -> None:
    frames, sound = played(made(sound_file(tone(3.0, 500), "mp3", "libmp3lame")).arrays["webm"].tobytes())
    assert frames == [] and sound[-1][0] == pytest.approx(3.0, abs=0.1)
    moving = made(animated("GIF", [100] * 12), side=70)
    assert (moving.values["width"], moving.values["height"]) == (70, 52)
    turned = made(film(panned(34, 50, size=(180, 320)), rotation=90), side=200)
    assert turned.values["height"] == 200


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(RefusedError, match="no video or sound"):
        made(b"GIF89a and nothing else")
    with pytest.raises(RefusedError, match="shows nothing from 90 seconds on"):
        made(sound_file(tone(3.0, 500), "mp3", "libmp3lame"), 90.0)
    for first, seconds in ((-1.0, 5.0), (0.0, 0.0), (0.0, 1e9), (float("nan"), 5.0)):
        with pytest.raises(ValueError, match="a clip has a beginning"):
            made(film(panned(35, 25)), first, seconds)
