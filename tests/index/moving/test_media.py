from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.sounds import Samples, faster, level, music, noise
from tests.sounds import peaks as heard

from firstseen.index import frame_hashes as search
from firstseen.index.moving import media
from firstseen.index.moving.media import MovingIndex
from firstseen.index.moving.sounds import Agreed
from firstseen.prints.moving.moving import FramePrints, MovingPrints, SoundPrints
from firstseen.prints.moving.sound import RATE

SONG = music(11, 60)
NAMES = [f"{number:064x}" for number in range(40)]


def frames(seed: int, count: int, start: float = 0.0) -> FramePrints:
    chance = np.random.default_rng(seed)
    times = (start + 0.5 * np.arange(count)).astype(np.float32)
    return FramePrints(
        times,
        times + np.float32(0.5),
        chance.integers(0, 256, (count, 2, 32), np.uint8),
        np.full(count, 100, np.uint8),
        np.zeros(count, np.uint16),
    )


def prints(seed: int, count: int = 40, sound: SoundPrints | None = None) -> MovingPrints:
    return MovingPrints(count / 2, 640, 360, frames(seed, count), (), sound)


def cut(one: FramePrints, first: int, end: int) -> FramePrints:
    rows = slice(first, end)
    started = one.times[first]
    return FramePrints(
        one.times[rows] - started, one.until[rows] - started, one.pdq[rows], one.quality[rows], one.shot[rows]
    )


def changed(one: FramePrints, bits: int, seed: int = 1) -> FramePrints:
    """Each hash with so many bits turned round."""
    chance = np.random.default_rng(seed)
    plain = np.unpackbits(one.pdq, axis=2)
    for row in plain.reshape(-1, 256):
        row[chance.choice(256, bits, replace=False)] ^= 1
    return replace(one, pdq=np.packbits(plain, axis=2))


@pytest.fixture(scope="module")
def library() -> list[tuple[str, MovingPrints]]:
    found = [(NAMES[number], prints(number, sound=heard(music(100 + number, 20)))) for number in range(12)]
    return [*found, (NAMES[12], prints(12, sound=heard(SONG))), (NAMES[13], prints(13))]


def query_of(sound: Samples) -> SoundPrints:
    return heard(sound)


def best(found: dict[str, Agreed]) -> str | None:
    return max(found, key=lambda name: found[name].score, default=None)


def test_the_recording_that_a_stretch_is_of_is_named(tmp_path: Path, library: list[tuple[str, MovingPrints]]) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    played_faster = query_of(faster(SONG[12 * RATE : 20 * RATE], 1.1))
    assert best(index.by_sound(played_faster)) == NAMES[12]
    under_noise = query_of(level(SONG[30 * RATE : 36 * RATE] + noise(5, 6)))
    assert best(index.by_sound(under_noise)) == NAMES[12]
    assert NAMES[12] not in index.by_sound(under_noise, leave_out=NAMES[12])
    assert index.by_sound(query_of(np.zeros(RATE, np.float32))) == {}
    assert MovingIndex.open(tmp_path / "none").by_sound(played_faster) == {}


def test_what_is_noise_to_the_index_is_no_candidate(tmp_path: Path, library: list[tuple[str, MovingPrints]]) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    assert index.by_sound(query_of(noise(14, 5))) == {}


def test_a_recording_is_found_in_one_that_begins_later(tmp_path: Path) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(
        (NAMES[n], prints(n, sound=heard(SONG[a * RATE : b * RATE]))) for n, (a, b) in enumerate([(0, 8), (50, 58)])
    )
    found = index.by_sound(query_of(SONG[40 * RATE :]))
    assert best(found) == NAMES[1]
    assert found[NAMES[1]].score > 2 * found.get(NAMES[0], Agreed(1)).score


def test_frames_of_a_clip_name_its_video_as_it_is_and_mirrored(
    tmp_path: Path, library: list[tuple[str, MovingPrints]]
) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    clip = changed(cut(library[7][1].frames, 17, 23), 20)
    assert index.by_frames(clip) == {NAMES[7]: 6.0}
    mirrored = replace(clip, pdq=clip.pdq[:, ::-1])
    assert index.by_frames(mirrored) == {NAMES[7]: 6.0}
    assert index.by_frames(clip, leave_out=NAMES[7]) == {}
    assert index.by_frames(frames(999, 6)) == {}
    blank = replace(clip, quality=np.zeros(6, np.uint8))
    assert index.by_frames(blank) == {}


def test_frames_must_agree_on_an_offset_unless_they_are_very_near(
    tmp_path: Path, library: list[tuple[str, MovingPrints]]
) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    whole = library[3][1].frames
    apart = replace(whole, times=whole.times * 7)
    assert index.by_frames(changed(cut(apart, 10, 16), 40)) == {}
    assert set(index.by_frames(changed(cut(whole, 10, 16), 40))) == {NAMES[3]}
    assert set(index.by_frames(changed(cut(whole, 10, 11), 20))) == {NAMES[3]}
    assert index.by_frames(changed(cut(whole, 10, 11), 40)) == {}


def test_a_still_names_the_video_of_which_one_frame_is_near(
    tmp_path: Path, library: list[tuple[str, MovingPrints]]
) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    shown = replace(cut(library[3][1].frames, 10, 11), times=np.zeros(1, np.float32), until=np.zeros(1, np.float32))
    assert index.by_still(changed(shown, 40)) == {NAMES[3]: 40}
    assert index.by_still(replace(shown, pdq=shown.pdq[:, ::-1])) == {NAMES[3]: 0}
    index.add([(NAMES[20], replace(library[3][1], frames=changed(library[3][1].frames, 7)))])
    assert index.by_still(shown) == {NAMES[3]: 0, NAMES[20]: 7}
    assert index.by_still(changed(shown, 48)) == {}
    assert index.by_still(replace(shown, quality=np.full(1, 49, np.uint8))) == {}


def test_frames_of_a_query_are_taken_evenly_where_all_would_take_too_long(
    tmp_path: Path, library: list[tuple[str, MovingPrints]], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    held = sum(len(one.frames.times) for _, one in library)
    monkeypatch.setattr(search, "WORK", (10 * 2 * held, 0, 100 * held))
    assert index.by_frames(library[4][1].frames) == {NAMES[4]: 10.0}


def test_order_and_batches_change_nothing(
    tmp_path: Path, library: list[tuple[str, MovingPrints]], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, one_by_one = MovingIndex.open(tmp_path / "a"), MovingIndex.open(tmp_path / "b")
    at_once.add(library)
    monkeypatch.setattr(media, "LARGEST", 30_000)
    for entry in reversed(library):
        one_by_one.add([entry])
    assert len(list((tmp_path / "a").iterdir())) == 1
    assert 1 < len(list((tmp_path / "b").iterdir())) < len(library)
    again = MovingIndex.open(tmp_path / "b")
    assert again.digests() == at_once.digests() == {name for name, _ in library}
    for sound in (SONG[5 * RATE : 15 * RATE], music(103, 20), noise(3, 10)):
        found = query_of(sound)
        assert at_once.by_sound(found) == one_by_one.by_sound(found) == again.by_sound(found)
    seen = changed(library[5][1].frames, 25)
    assert at_once.by_frames(seen) == one_by_one.by_frames(seen) == again.by_frames(seen)


def test_the_same_media_give_the_same_bytes(tmp_path: Path, library: list[tuple[str, MovingPrints]]) -> None:
    one, other = MovingIndex.open(tmp_path / "a"), MovingIndex.open(tmp_path / "b")
    one.add(library)
    for entry in reversed(library):
        other.add([entry])
    (first,) = (tmp_path / "a").iterdir()
    assert any(path.read_bytes() == first.read_bytes() for path in (tmp_path / "b").iterdir())


def test_what_is_held_is_not_written_again(tmp_path: Path, library: list[tuple[str, MovingPrints]]) -> None:
    index = MovingIndex.open(tmp_path / "moving")
    index.add(library)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "moving").iterdir()}
    index.add(library)
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "moving").iterdir()} == before


@pytest.mark.parametrize("place", [3, 70, 0.5, 0.99])
def test_damage_is_told_and_never_stops_a_search(
    tmp_path: Path, library: list[tuple[str, MovingPrints]], place: float
) -> None:
    folder = tmp_path / "moving"
    index = MovingIndex.open(folder)
    index.add(library)
    assert index.check() == []
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    start = int(place if place >= 1 else place * len(data))
    data[start : start + 16] = os.urandom(16)
    path.write_bytes(data)
    damaged = MovingIndex.open(folder)
    assert len(damaged.check()) == 1
    damaged.by_sound(query_of(SONG[: 10 * RATE]))
    damaged.by_frames(library[5][1].frames)
    if place < 100 and place >= 1:
        assert damaged.digests() == set()
        damaged.add(library)
        assert MovingIndex.open(folder).check() == []


def test_cut_off_and_empty_files_are_passed_over(tmp_path: Path, library: list[tuple[str, MovingPrints]]) -> None:
    folder = tmp_path / "moving"
    MovingIndex.open(folder).add(library)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    for length in (0, 20, 64, len(data) // 2, len(data) - 8):
        path.write_bytes(data[:length])
        assert MovingIndex.open(folder).digests() == set()
