"""From frames to prints: samples, shots, what is shown, key frames, each where and when it is."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.match.verify import verify
from firstseen.media.moving import frame as decoded
from firstseen.model.copies import Relation
from firstseen.prints.describe import describe
from firstseen.prints.moving import keys, seen
from firstseen.prints.moving.moving import FramePrints, KeyFrame, MovingPrints
from firstseen.prints.moving.packing import pack
from firstseen.prints.moving.sampled import distances
from firstseen.prints.moving.watching import EVERY, Watcher
from firstseen.prints.pdq import pdq

Picture = NDArray[np.uint8]


@dataclass
class Drawn:
    """A frame that is in memory."""

    time: float
    picture: Picture

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.shape[0], self.picture.shape[1]

    def _side(self, side: int) -> Picture:
        factor = min(1.0, side / max(self.size))
        size = (max(1, round(self.size[1] * factor)), max(1, round(self.size[0] * factor)))
        return np.asarray(cv2.resize(self.picture, size, interpolation=cv2.INTER_AREA), np.uint8)

    def glance(self) -> Picture:
        return np.asarray(cv2.cvtColor(self._side(seen.GLANCE_SIDE), cv2.COLOR_RGB2GRAY), np.uint8)

    def look(self) -> Picture:
        return np.asarray(cv2.cvtColor(self._side(seen.LOOK_SIDE), cv2.COLOR_RGB2GRAY), np.uint8)

    def rgb(self, side: int) -> Picture:
        return self._side(side)


def shot(seed: int, seconds: float, start: float = 0.0, step: float = 4.0, rate: int = 10) -> list[Drawn]:
    """A camera that moves over a photograph; `step` pixels a frame."""
    count = round(seconds * rate)
    wide = photograph(seed, 480 + int(step * count) + 4, 270)
    return [
        Drawn(start + n / rate, np.ascontiguousarray(wide[:, int(step * n) : int(step * n) + 480]))
        for n in range(count)
    ]


def watched(frames: list[Drawn], until: float) -> tuple[FramePrints, tuple[KeyFrame, ...], tuple[float, ...]]:
    watcher = Watcher()
    for frame in frames:
        watcher.see(frame)
    prints, found = watcher.finish(until)
    return prints, found, watcher.shots


def test_the_sizes_asked_for_are_those_that_are_decoded() -> None:
    assert (decoded.LOOK_SIDE, decoded.GLANCE_SIDE) == (seen.LOOK_SIDE, seen.GLANCE_SIDE)


def test_two_samples_a_second_and_one_at_each_shot() -> None:
    frames = shot(1, 4) + shot(2, 3.3, 4.0) + shot(3, 2, 7.3)
    prints, _, shots = watched(frames, 9.3)
    assert shots == pytest.approx((0.0, 4.0, 7.3))
    assert all(np.abs(prints.times - start).min() < 1e-3 for start in shots)
    assert np.diff(prints.times).max() <= EVERY + 0.11
    assert (prints.until[:-1] == prints.times[1:]).all() and prints.until[-1] == pytest.approx(9.3)
    assert prints.shot.tolist() == [0 if time < 4 - 1e-3 else 1 if time < 7.3 - 1e-3 else 2 for time in prints.times]
    for time, hashes in zip(prints.times, prints.pdq, strict=True):
        whole = pdq(next(frame.picture for frame in frames if abs(frame.time - time) < 1e-3))[0]
        assert distances(whole[0], hashes[:1])[0] <= 8
        assert distances(whole[5], hashes[1:])[0] <= 8


def test_a_still_picture_is_one_frame() -> None:
    prints, found, shots = watched(shot(4, 8, step=0), 8.0)
    assert len(prints.times) == 1 and len(found) == 1 and len(shots) == 1
    assert prints.until[0] == pytest.approx(8.0)


def test_black_between_two_shots_never_counts() -> None:
    black = [Drawn(2 + n / 10, np.zeros((270, 480, 3), np.uint8)) for n in range(20)]
    prints, found, _ = watched(shot(5, 2) + black + shot(6, 2, 4.0), 6.0)
    inside = (prints.times >= 1.95) & (prints.times < 3.95)
    assert inside.any() and not prints.quality[inside].any()
    assert prints.quality[~inside].min() >= 50
    assert all(key.time < 2 or key.time >= 4 for key in found)


def test_bars_are_taken_away_before_hashing_and_the_rest_is_a_region() -> None:
    plain = shot(7, 3)
    framed = []
    for frame in plain:
        wide = np.zeros((480, 480, 3), np.uint8)
        wide[105:375] = frame.picture
        framed.append(Drawn(frame.time, wide))
    bare, _, _ = watched(plain, 3.0)
    barred, found, _ = watched(framed, 3.0)
    assert len(bare.times) == len(barred.times)
    for one, other in zip(bare.pdq, barred.pdq, strict=True):
        assert distances(one[0], other[:1])[0] <= 12
    for key in found:
        assert (key.prints.width, key.prints.height) == (480, 480)
        boxes = [region.box for region in key.prints.regions]
        assert np.abs(np.array(boxes[0]) - (0, 105, 480, 375)).max() <= 4


def test_every_shot_has_a_key_frame_and_what_adds_little_has_none() -> None:
    _, found, shots = watched(shot(8, 4) + shot(9, 4, 4.0) + shot(10, 4, 8.0), 12.0)
    assert len(shots) == 3
    assert {int(key.time // 4) for key in found} == {0, 1, 2}
    assert len(found) <= keys.FLOOR
    again = shot(8, 3)
    _, twice, _ = watched(again + [Drawn(frame.time + 3, frame.picture) for frame in again[::-1]], 6.0)
    _, once, _ = watched(again, 3.0)
    assert len(twice) <= len(once) + 1


def test_key_frames_are_verified_as_copies_of_a_still() -> None:
    frames = shot(11, 4, step=1)
    _, found, _ = watched(frames, 4.0)
    still = describe(frames[20].picture[20:250, 60:440], "2" * 64)
    copy = verify("a" * 64, still, "b" * 64, found[0].prints)
    assert copy is not None and copy.relation is Relation.COPY
    mirrored = describe(np.ascontiguousarray(frames[20].picture[20:250, 60:440][:, ::-1]), "3" * 64)
    copy = verify("a" * 64, mirrored, "b" * 64, found[0].prints)
    assert copy is not None and copy.mirrored


def test_large_frames_are_described_reduced_in_their_own_coordinates() -> None:
    large = [Drawn(n / 2, photograph(12, 1920, 1080)) for n in range(3)]
    _, found, _ = watched(large, 1.5)
    prints = found[0].prints
    assert (prints.width, prints.height) == (1920, 1080)
    assert prints.points[:, 0].max() > 1500 and prints.points[:, 1].max() > 800
    copy = verify("a" * 64, describe(large[0].picture, "4" * 64), "b" * 64, prints)
    assert copy is not None and copy.relation is Relation.COPY
    assert np.abs(np.array(copy.box_b) - (0, 0, 1920, 1080)).max() < 20


def test_a_long_video_has_a_budget() -> None:
    """Six minutes may take a tenth of what an hour may, beyond the key frames that every video may have."""
    frames: list[Drawn] = []
    for number in range(30):
        frames += shot(100 + number, 2, number * 12.0, rate=2)
    prints, found, shots = watched(frames, 360.0)
    assert len(shots) == 30
    size = len(pack(MovingPrints(360.0, 480, 270, prints, found, None)))
    assert len(found) >= keys.FLOOR
    assert size <= keys.BYTES_AN_HOUR / 10 + keys.FLOOR * 40_000


def test_frames_out_of_order_are_passed_over() -> None:
    frames = shot(13, 2)
    prints, _, _ = watched([*frames[:10], frames[3], *frames[10:]], 2.0)
    assert (np.diff(prints.times) > 0).all()


def test_nothing_was_seen() -> None:
    prints, found, shots = watched([], 0.0)
    assert len(prints.times) == 0 and not found and not shots


def test_a_full_pool_loses_what_adds_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "POOL", 4)
    frames: list[Drawn] = []
    for number in range(8):
        # Every second shot shows what the first one showed.
        seed = 300 if number % 2 else 301 + number
        frames += shot(seed, 2, number * 2.0, step=0, rate=5)
    _, found, shots = watched(frames, 16.0)
    assert len(shots) == 8
    shown = [int(key.time // 2) for key in found]
    assert len(shown) == 4 and sum(number % 2 for number in shown) <= 1
