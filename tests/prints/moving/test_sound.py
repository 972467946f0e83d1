from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from tests.sounds import Samples, music, noise

from firstseen.prints.moving.landmarks import VARIANTS, landmarks, lookups
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND, LOWEST, RATE, STEPS, Listener


def heard(sound: Samples, block: int = RATE) -> SoundPrints:
    listener = Listener()
    for start in range(0, len(sound), block):
        listener.feed(sound[start : start + block])
    return listener.prints()


def test_the_peaks_of_a_sound_do_not_depend_on_how_it_is_fed() -> None:
    sound = music(1, 60)
    once = heard(sound, len(sound))
    for block in (1000, 4096, 11025, 123_457):
        other = heard(sound, block)
        assert np.array_equal(once.times, other.times)
        assert np.array_equal(once.bins, other.bins)
        assert np.array_equal(once.faint_times, other.faint_times)
        assert np.array_equal(once.faint_bins, other.faint_bins)
    assert once.seconds == pytest.approx(60)
    assert len(once.times) > 600
    assert (np.diff(once.times.astype(np.int64)) >= 0).all()
    assert int(once.bins.max()) < BINS


def test_a_note_is_a_peak_at_its_time_and_frequency() -> None:
    time = np.arange(4 * RATE) / RATE
    tone = np.where((time > 2.0) & (time < 2.3), np.sin(2 * np.pi * 880 * time), 0).astype(np.float32) * 0.3
    found = heard(tone)
    strongest = np.bincount(found.bins, minlength=BINS).argmax()
    assert pytest.approx(LOWEST * 2 ** (strongest / STEPS), rel=0.03) == 880
    assert found.times[found.bins == strongest] / HOPS_A_SECOND == pytest.approx(2.15, abs=0.25)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(20 * RATE, np.float32),
        np.sin(2 * np.pi * 440 * np.arange(20 * RATE) / RATE).astype(np.float32),
        np.full(20 * RATE, 0.5, np.float32),
        np.zeros(0, np.float32),
        np.full(RATE, np.nan, np.float32),
    ],
    ids=["silence", "a steady tone", "a constant", "nothing", "no numbers"],
)
def test_what_nobody_could_recognise_has_next_to_no_peaks(sound: Samples) -> None:
    found = heard(sound)
    assert len(found.times) <= 12
    assert len(landmarks(found).hashes) <= 60


def test_noise_has_peaks_and_memory_of_an_hour_of_them_is_bounded() -> None:
    found = heard(noise(3, 30))
    assert 100 < len(found.times) <= 28 * 31


def test_memory_grows_by_the_peaks_that_are_kept_alone() -> None:
    listener, minute = Listener(), noise(5, 60)
    held = []
    tracemalloc.start()
    try:
        for _ in range(6):
            listener.feed(minute)
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    # 28 peaks that stand out and 96 faint ones a second, five bytes each, and an eighth that arrays keep free.
    assert (held[-1] - held[1]) / (4 * 60) < 5 * 124 * 1.5
    assert len(listener.prints().faint_times) > 300


def test_landmarks_are_found_again_in_a_version_that_runs_faster() -> None:
    found = landmarks(heard(music(4, 30)))
    assert len(found.hashes) > 1000
    as_is, which = lookups(found, VARIANTS[0])
    assert np.isin(found.hashes, as_is).all()
    assert len(as_is) == len(which)
    none = landmarks(SoundPrints(0.0, np.zeros(0, np.uint32), np.zeros(0, np.uint8)))
    assert len(none.hashes) == 0
    assert len(lookups(none, VARIANTS[3])[0]) == 0
