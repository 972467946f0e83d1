from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared, align
from firstseen.match.moving.hashed import alike_by_hash
from firstseen.prints.moving.moving import FramePrints

Hashes = NDArray[np.uint8]


def scenes(seed: int, seconds: int, *, hold: float = 1.0) -> Hashes:
    """Hashes of two frames a second, of a picture that changes every `hold` seconds for good, and a little always."""
    rng = np.random.default_rng(seed)
    base: Hashes = rng.integers(0, 256, (int(seconds / hold) + 1, 2, 32), dtype=np.uint8)
    frames = base[(np.arange(2 * seconds) / 2 / hold).astype(int)]
    moved: Hashes = frames ^ noise(rng, frames.shape, 0.03)
    return moved


def noise(rng: np.random.Generator, shape: tuple[int, ...], share: float) -> Hashes:
    packed: Hashes = np.packbits(rng.random((*shape, 8)) < share, axis=-1)
    return packed[..., 0]


def prints(hashes: Hashes, quality: int = 90) -> FramePrints:
    times = (np.arange(len(hashes)) / 2).astype(np.float32)
    return FramePrints(
        times,
        times + np.float32(0.5),
        hashes,
        np.full(len(hashes), quality, np.uint8),
        np.zeros(len(hashes), np.uint16),
    )


def shared(a: Hashes, b: Hashes, *, mirrored: bool = False) -> list[Shared]:
    return align(*alike_by_hash(prints(a), prints(b), mirrored=mirrored))


def encoded(hashes: Hashes, seed: int = 9) -> Hashes:
    return hashes ^ noise(np.random.default_rng(seed), hashes.shape, 0.06)


def test_a_trim_is_found_where_it_was_cut() -> None:
    whole = scenes(1, 60)
    (one,) = shared(whole, encoded(whole[40:70]))
    assert one.a == pytest.approx((20, 35), abs=0.6)
    assert one.b == pytest.approx((0, 15), abs=0.6)
    assert one.speed == 1.0
    assert one.agreeing > 0.9


def test_three_seconds_in_an_hour() -> None:
    hour = scenes(2, 3600)
    (one,) = shared(hour, encoded(hour[5000:5006]))
    assert one.a == pytest.approx((2500, 2503), abs=0.6)


def test_strangers_share_nothing_and_neither_do_empty_videos() -> None:
    assert shared(scenes(3, 300), scenes(4, 300)) == []
    assert shared(scenes(3, 10), scenes(4, 0)) == []


def test_stretches_in_another_order_and_one_that_was_cut_out() -> None:
    whole = scenes(5, 60)
    found = shared(whole, encoded(np.concatenate([whole[80:110], whole[:40]])))
    assert [one.a for one in found] == [pytest.approx((0, 20), abs=0.6), pytest.approx((40, 55), abs=0.6)]
    assert [one.b for one in found] == [pytest.approx((15, 35), abs=0.6), pytest.approx((0, 15), abs=0.6)]


def test_a_repeated_stretch_is_found_twice() -> None:
    whole = scenes(6, 40)
    found = shared(whole, encoded(np.concatenate([whole[20:40], scenes(7, 10), whole[20:40]])))
    assert sorted(one.b for one in found) == [pytest.approx((0, 10), abs=0.6), pytest.approx((20, 30), abs=0.6)]


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 1.9])
def test_another_speed_is_measured(speed: float) -> None:
    whole = scenes(8, 80)
    taken = whole[np.minimum((np.arange(int(len(whole) / speed)) * speed).astype(int), len(whole) - 1)]
    found = shared(whole, encoded(taken))
    longest = max(found, key=lambda one: one.a[1] - one.a[0])
    assert longest.speed == pytest.approx(speed, rel=0.03)
    assert longest.a[1] - longest.a[0] > 60


def test_a_compilation_of_ten_sources() -> None:
    sources = [scenes(20 + number, 30) for number in range(10)]
    compilation = np.concatenate([encoded(source[20:34]) for source in sources])
    for number, source in enumerate(sources):
        (one,) = shared(source, compilation)
        assert one.a == pytest.approx((10, 17), abs=0.6)
        assert one.b == pytest.approx((7 * number, 7 * number + 7), abs=0.6)


def test_mirrored_by_the_other_hash_only() -> None:
    whole = scenes(9, 30)
    turned = encoded(whole[:, ::-1])
    assert shared(whole, turned) == []
    (one,) = shared(whole, turned, mirrored=True)
    assert one.a == pytest.approx((0, 30), abs=0.6)


def test_frames_that_tell_nothing_never_count() -> None:
    black = np.zeros((60, 2, 32), np.uint8)
    dark = prints(black, quality=0)
    assert align(*alike_by_hash(dark, dark, mirrored=False)) == []


def test_a_view_that_hardly_changes_is_one_stretch() -> None:
    still = scenes(10, 60, hold=60)
    found = shared(still, encoded(still))
    assert len(found) == 1
    assert found[0].a == pytest.approx((0, 60), abs=1.1)
