"""A stretch of sound that peaks leave in doubt is decoded from both files, in the sandbox, and listened to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.films import sound_file
from tests.sounds import Samples, alone, level, music, noise, peaks

from firstseen.match.moving.sound import shared_sound
from firstseen.model.moving import Track
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.footage import compared
from firstseen.pipeline.medium import Medium, moving_medium
from firstseen.prints.moving.sound import RATE

SONG = music(11, 40)
UNDER = level(SONG[20 * RATE : 25 * RATE] + 6 * music(13, 5))
"""Five seconds of it, 16 dB under other music."""
A, B = "a" * 64, "b" * 64


def side(digest: str, sound: Samples) -> Medium:
    return moving_medium(digest, alone(peaks(sound)), None)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    paths = {A: tmp_path / "song.mp3", B: tmp_path / "under.m4a"}
    paths[A].write_bytes(sound_file(SONG, "mp3", "mp3", RATE))
    paths[B].write_bytes(sound_file(UNDER, "ipod", "aac", RATE))
    return paths


def test_five_seconds_far_under_other_music_are_found(files: dict[str, Path]) -> None:
    song, under = side(A, SONG), side(B, UNDER)
    assert song.heard is not None
    assert under.heard is not None
    assert not shared_sound(song.heard, under.heard).segments
    with Frames(files.__getitem__) as frames:
        copy = compared(song, under, None, frames)
    assert copy is not None
    (one,) = copy.segments
    assert one.track is Track.SOUND
    assert (one.a_from, one.a_to, one.b_from, one.b_to) == pytest.approx((20, 25, 0, 5), abs=0.2)


def test_a_file_that_cannot_be_decoded_leaves_what_peaks_settled(files: dict[str, Path]) -> None:
    files[B].write_bytes(b"no sound")
    with Frames(files.__getitem__) as frames:
        assert frames.sound(B, 0, 5) is None
        assert compared(side(A, SONG), side(B, UNDER), None, frames) is None


def test_beyond_the_ends_of_a_file_there_is_silence(files: dict[str, Path]) -> None:
    with Frames(files.__getitem__) as frames:
        heard = frames.sound(A, -1.0, 3.0)
        after = frames.sound(A, 39.0, 42.0)
        assert frames.sound(A, -3.0, -1.0) is None
    assert heard is not None
    assert len(heard) == 4 * RATE
    assert not heard[:RATE].any()
    assert np.abs(heard[RATE:]).max() > 0.1
    assert after is not None
    assert len(after) == 3 * RATE
    assert not after[2 * RATE :].any()


def test_what_lies_behind_the_part_that_is_kept_is_the_same_sound(tmp_path: Path) -> None:
    long = noise(7, 130)
    path = tmp_path / "long.wav"
    path.write_bytes(sound_file(long, "wav", "pcm_s16le", RATE))
    with Frames(lambda _: path) as frames:
        for first, last in ((0.0, 2.0), (10.0, 12.5), (118.0, 124.0), (125.0, 130.0)):
            heard = frames.sound(A, first, last)
            assert heard is not None
            assert heard == pytest.approx(long[round(first * RATE) : round(last * RATE)], abs=1e-3)
