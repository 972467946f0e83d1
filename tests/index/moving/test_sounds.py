from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.sounds import alone

from firstseen.index.moving import segment, sounds
from firstseen.index.moving.agreeing import Places
from firstseen.index.moving.segment import part_of
from firstseen.index.moving.sounds import Landmarked
from firstseen.prints.moving.landmarks import VARIANTS, like
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
    assert max(whole, key=lambda name: whole[name].score) == f"{4:064x}"
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
    assert max(bounded, key=lambda name: bounded[name].score) == f"{4:064x}"


def test_counting_in_a_table_and_by_sorting_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [peaks(seed, 120) for seed in range(4)]
    index = index_of(*recordings)
    query = between(recordings[2], 50, 60, 0.8)
    found = []
    for lanes in (0, 1 << 30):
        monkeypatch.setattr(sounds, "_DENSE", lanes)
        found.append(index.candidates(query))
    assert found[0] == found[1] != {}


def test_counting_by_the_last_bits_first_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [peaks(seed, 300) for seed in range(4)]
    index = index_of(*recordings)
    query = between(recordings[2], 50, 60, 0.8)
    monkeypatch.setattr(sounds, "_DENSE", 0)
    monkeypatch.setattr(sounds, "_MANY", 1 << 30)
    sorted_ = index.candidates(query)
    monkeypatch.setattr(sounds, "_MANY", 0)
    for cells in (1 << 15, 64, 2):
        monkeypatch.setattr(sounds, "_TABLE", cells)
        assert index.candidates(query) == sorted_ != {}


def test_numbers_of_either_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [peaks(seed, 120) for seed in range(4)]
    index = index_of(*recordings)
    query = between(recordings[3], 50, 60, 0.8)
    small = index.candidates(query)
    monkeypatch.setattr(sounds, "_HALF", 0)
    assert index.candidates(query) == small != {}


def test_where_a_short_query_begins_and_how_fast_it_runs_is_told() -> None:
    recordings = [peaks(seed, 300) for seed in range(4)]
    found = index_of(*recordings).candidates(between(recordings[2], 50, 60, 0.8))[f"{2:064x}"]
    (begin, variant), *others = found.places
    assert all(abs(begin - other) >= sounds.APART or way not in like(variant) for other, way in others)
    assert begin == pytest.approx(50, abs=0.5)
    assert (variant.speed, variant.shift) == (1.0, 0)
    assert len(others) <= sounds.PLACES
    # Of a long one nothing is told but that it agrees.
    long = index_of(*recordings).candidates(between(recordings[2], 50, 110, 0.8))
    assert long[f"{2:064x}"].places == ()


def test_where_most_landmarks_of_the_sound_as_it_is_agree_is_told_too() -> None:
    part = part_of("0" * 64, alone(peaks(1, 300)))
    faster = next(number for number, one in enumerate(VARIANTS) if one.speed > 1.1)
    places = Places(
        owners=np.zeros(6, np.int64),
        hops=(np.array([10, 20, 30, 40, 50, 60]) * HOPS_A_SECOND).astype(np.int64),
        variants=np.array([faster] * 4 + [0, 0]),
        votes=np.array([9, 9, 9, 9, 30, 8]),
    )
    next_to_it = replace(places, variants=np.array([faster, faster + 1, 0, faster, 0, 0]), hops=places.hops // 1000)
    told = sounds._agreed(part, next_to_it, np.array([40.0, 39, 38, 37, 2, 36]), 15.0, placed=True)[0]
    assert [way for _, way in told.places] == [VARIANTS[faster], VARIANTS[0]]

    told = sounds._agreed(part, places, np.array([40.0, 39, 38, 37, 2, 36]), 15.0, placed=True)[0]
    assert told.score == 40
    assert [(round(begin), way) for begin, way in told.places] == [
        (10, VARIANTS[faster]), (20, VARIANTS[faster]), (30, VARIANTS[faster]), (40, VARIANTS[faster]),
        (50, VARIANTS[0]),
    ]  # fmt: skip
    assert sounds._agreed(part, places, np.full(6, 14.0), 15.0, placed=True) == {}


def test_a_recording_whose_peaks_are_faint_in_the_clip_is_found() -> None:
    recordings = [peaks(seed, 300) for seed in range(5)]
    index = index_of(*recordings)
    under = between(recordings[3], 100, 106, 0.5)
    voice = peaks(99, 6)
    loud = SoundPrints(6.0, voice.times, voice.bins)
    assert f"{3:064x}" not in index.candidates(loud)
    found = index.candidates(SoundPrints(6.0, voice.times, voice.bins, under.times, under.bins))
    assert max(found, key=lambda name: found[name].score) == f"{3:064x}"
