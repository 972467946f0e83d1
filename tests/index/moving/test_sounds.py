from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import alone

from firstseen.index.moving import segment, sounds
from firstseen.index.moving.segment import part_of
from firstseen.index.moving.sounds import Landmarked
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND


def peaks(seed: int, seconds: int) -> SoundPrints:
    """28 peaks in each second, by chance: as many as are ever kept."""
    chance = np.random.default_rng(seed)
    times = np.sort(chance.integers(0, int(seconds * HOPS_A_SECOND), seconds * 28)).astype(np.uint32)
    return SoundPrints(float(seconds), times, chance.integers(0, BINS, len(times)).astype(np.uint8))


def between(sound: SoundPrints, first: float, last: float, share: float = 1.0) -> SoundPrints:
    """The peaks between two seconds, of which only a share is left, among others by chance."""
    low, high = np.searchsorted(sound.times, (first * HOPS_A_SECOND, last * HOPS_A_SECOND))
    chance = np.random.default_rng(5)
    kept = low + np.flatnonzero(chance.random(high - low) < share)
    other = peaks(77, int(last - first))
    times = np.concatenate([sound.times[kept] - np.uint32(first * HOPS_A_SECOND), other.times])
    order = np.argsort(times, kind="stable")
    return SoundPrints(last - first, times[order], np.concatenate([sound.bins[kept], other.bins])[order])


def index_of(*recordings: SoundPrints) -> Landmarked:
    return Landmarked([part_of(f"{number:064x}", alone(one)) for number, one in enumerate(recordings)])


def test_what_is_read_is_bounded_and_the_recording_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [peaks(seed, 600) for seed in range(6)]
    index = index_of(*recordings)
    query = between(recordings[4], 200, 210, 0.7)
    whole = index.candidates(query)
    assert max(whole, key=lambda name: whole[name]) == f"{4:064x}"
    read: list[int] = []
    gathered = segment.gathered

    def counted(part, rows):  # type: ignore[no-untyped-def]
        entries, counts = gathered(part, rows)
        read.append(len(entries))
        return entries, counts

    monkeypatch.setattr(segment, "gathered", counted)
    index.candidates(query)
    everything = sum(read)
    read.clear()
    monkeypatch.setattr(sounds, "READ_AS_IS", 600)
    monkeypatch.setattr(sounds, "READ_CHANGED", 100)
    bounded = index.candidates(query)
    assert sum(read) <= 600 + 100 * 64 < everything
    assert max(bounded, key=lambda name: bounded[name]) == f"{4:064x}"


def test_counting_in_a_table_and_by_sorting_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [peaks(seed, 120) for seed in range(4)]
    index = index_of(*recordings)
    query = between(recordings[2], 50, 60, 0.8)
    found = []
    for lanes in (0, 1 << 30):
        monkeypatch.setattr(sounds, "_DENSE", lanes)
        found.append(index.candidates(query))
    assert found[0] == found[1] != {}


def test_a_recording_whose_peaks_are_faint_in_the_clip_is_found() -> None:
    recordings = [peaks(seed, 300) for seed in range(5)]
    index = index_of(*recordings)
    under = between(recordings[3], 100, 106, 0.5)
    voice = peaks(99, 6)
    loud = SoundPrints(6.0, voice.times, voice.bins)
    assert f"{3:064x}" not in index.candidates(loud)
    found = index.candidates(SoundPrints(6.0, voice.times, voice.bins, under.times, under.bins))
    assert max(found, key=lambda name: found[name]) == f"{3:064x}"
