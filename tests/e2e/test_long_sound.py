"""`find` of a few seconds of sound in a case that holds a recording of a quarter of an hour and more."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.sounds import Samples, alone, heard, level, music, noise

from firstseen.cli import run
from firstseen.index.moving.sounds import SHORT
from firstseen.match.moving import listening
from firstseen.model.moving import Track
from firstseen.pipeline import footage, matching_footage
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.medium import moving_medium
from firstseen.pipeline.searching import Searcher
from firstseen.prints.moving.sound import RATE

MINUTES = 16
AT = 7 * 60 + 20
"""Seconds in it at which the clip begins."""


def write(path: Path, sound: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((20000 * sound / np.abs(sound).max()).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def recording() -> Samples:
    return np.concatenate([level(music(200 + minute, 60)) for minute in range(MINUTES)])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, recording: Samples) -> Path:
    folder = tmp_path_factory.mktemp("long")
    write(folder / "recording.wav", recording)
    for command in (
        ("new", folder / "case"),
        ("add", folder / "case", folder / "recording.wav"),
        ("trace", folder / "case"),
    ):
        assert run([str(part) for part in command]) == 0
    return folder / "case"


@pytest.mark.parametrize("over", [0.0, 1.0], ids=["as it is", "under noise as loud"])
def test_the_seconds_that_a_clip_was_cut_from_are_told(
    case: Path, recording: Samples, tmp_path: Path, over: float
) -> None:
    clip = recording[AT * RATE : (AT + 8) * RATE]
    query = write(tmp_path / "clip.wav", clip + over * level(noise(3, 8)))
    with reading_case(case) as opened, Searcher(opened) as searcher:
        (match,) = searcher.find(query).matches
    (one,) = match.copy.segments
    assert one.track is Track.SOUND
    inside, other = (one.a_from, one.b_from) if match.copy.a == match.medium.digest else (one.b_from, one.a_from)
    assert inside - other == pytest.approx(AT, abs=0.2)


def test_for_a_clip_that_is_not_there_no_recording_is_compared_as_a_whole(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = write(tmp_path / "clip.wav", music(1003, 8))
    looked: list[bool] = []

    def may_share(*asked: Any) -> bool:
        looked.append(listening.may_share(*asked))
        return looked[-1]

    monkeypatch.setattr(matching_footage, "may_share", may_share)
    monkeypatch.setattr(footage, "shared_sound", lambda *_: pytest.fail("compared as a whole"))
    with reading_case(case) as opened, Searcher(opened) as searcher:
        assert searcher.find(query).matches == ()
    # The index did speak for it.
    assert looked == [False]


def test_more_than_a_clip_is_compared_as_a_whole(
    case: Path, recording: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = write(tmp_path / "clip.wav", recording[AT * RATE : (AT + 45) * RATE])
    monkeypatch.setattr(matching_footage, "may_share", lambda *_: pytest.fail("no places are known"))
    with reading_case(case) as opened, Searcher(opened) as searcher:
        (match,) = searcher.find(query).matches
    assert any(one.a_to - one.a_from == pytest.approx(45, abs=0.5) for one in match.copy.segments)


def test_what_the_index_does_not_speak_for_is_not_compared_by_sound(case: Path) -> None:
    clip = heard(noise(5, 8))
    one = moving_medium("f" * 64, alone(clip.prints), None)
    with reading_case(case) as opened, Searcher(opened) as searcher:
        (other,) = opened.reading.media()
        worth = searcher._footage._may_share
        assert not worth(one, other.digest, {})
        assert not worth(one, "0" * 64, {})
        silent = moving_medium("e" * 64, replace(alone(clip.prints), sound=None), None)
        assert not worth(silent, other.digest, {})
        longer = moving_medium("d" * 64, alone(replace(clip.prints, seconds=SHORT + 0.1)), None)
        assert worth(longer, other.digest, {})
        as_short = moving_medium("c" * 64, alone(replace(clip.prints, seconds=SHORT)), None)
        assert not worth(as_short, other.digest, {})
