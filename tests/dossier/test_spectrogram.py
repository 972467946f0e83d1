from __future__ import annotations

import numpy as np
from tests.films import tone

from firstseen.dossier.spectrogram import COLUMNS, HIGHEST, RANGE, ROWS, loudness, spectrogram

RATE = 11025


def test_a_tone_lies_at_its_pitch_for_as_long_as_it_sounds() -> None:
    sound = np.concatenate([np.zeros(2 * RATE, np.float32), tone(2.0, 1000, RATE)])
    made = loudness(sound, RATE, 4.0)
    assert made.shape[0] == ROWS
    before, after = made[:, : made.shape[1] // 2 - 8], made[:, made.shape[1] // 2 + 8 : -8]
    assert before.max() == -RANGE
    pitch = HIGHEST * (1 - (after.argmax(axis=0) + 0.5) / ROWS)
    assert np.abs(pitch - 1000).max() < HIGHEST / ROWS
    assert after.max() > -1


def test_columns_last_as_long_as_is_said_and_are_never_too_many() -> None:
    assert loudness(tone(1.0, 500, RATE), RATE, 4.0)[:, -10:].max() == -RANGE, "the sound ends after a quarter"
    long = spectrogram(np.tile(tone(1.0, 500, RATE), 120), RATE, 120.0)
    assert long.shape == (ROWS, COLUMNS, 3) and long.dtype == np.uint8


def test_silence_is_dark_and_nothing_is_not_an_error() -> None:
    for samples in (np.zeros(RATE, np.float32), np.empty(0, np.float32)):
        assert loudness(samples, RATE, 1.0).max() == -RANGE
        assert spectrogram(samples, RATE, 1.0).max() < 40


def test_louder_is_brighter_all_the_way() -> None:
    rising = np.linspace(0, 1, 4 * RATE, dtype=np.float32) ** 2 * tone(4.0, 800, RATE)
    grey = spectrogram(rising, RATE, 4.0).astype(float) @ [0.299, 0.587, 0.114]
    line = grey.max(axis=0)[5:-8]
    assert (np.diff(line) >= -1).all()
    assert line[-1] - line[0] > 80
