"""Two sounds laid over each other wave for wave."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import Samples, level, music, noise

from firstseen.match.moving.waves import FITS, REACH, Waves, waves
from firstseen.prints.moving.sound import RATE

SONG = music(11, 40)
CROWD = noise(12, 40)


def cut(sound: Samples, start: float, end: float) -> Samples:
    return sound[round(start * RATE) : round(end * RATE)]


def around(sound: Samples, start: float, end: float) -> Samples:
    return cut(sound, start - REACH, end + REACH)


def played_again(hand: int, seconds: float) -> Samples:
    """The same notes on the same instrument, each a little beside, as another hand plays them: only `hand` differs."""
    score, hands = np.random.default_rng(3), np.random.default_rng(hand)
    sound = np.zeros(round((seconds + 2) * RATE))
    for at in np.arange(0, seconds, 0.25):
        pitch = 220 * 2 ** (score.integers(0, 24) / 12)
        time = np.arange(RATE) / RATE
        note = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 8)) * np.exp(-4 * time)
        start = round((at + abs(hands.normal(0, 0.012))) * RATE)
        sound[start : start + RATE] += hands.uniform(0.8, 1.2) * note
    return level(sound[: round(seconds * RATE)])


@pytest.mark.parametrize(
    ("whole", "over"),
    [
        (SONG, 0 * CROWD[: 5 * RATE]),
        (SONG, 3 * CROWD[: 5 * RATE]),
        (SONG, 3 * music(13, 5)),
        (CROWD, 3 * music(13, 5)),
    ],
    ids=["alone", "music under a crowd", "music under music", "a crowd under music"],
)
@pytest.mark.parametrize("sign", [1, -1], ids=["as it is", "turned over"])
def test_a_stretch_fits_in_its_recording_at_its_sample(whole: Samples, over: Samples, sign: int) -> None:
    late = 0.123
    found = waves(around(whole, 20 - late, 25 - late), sign * level(cut(whole, 20, 25) + over), (0, 5))
    assert found is not None
    assert found.later == pytest.approx(late, abs=2 / RATE)
    assert found.times_as_well > FITS
    assert found.within == pytest.approx((0, 5), abs=0.3)


def test_what_is_shared_is_told_from_where_it_begins_to_where_it_ends() -> None:
    among = np.concatenate([noise(14, 5), cut(SONG, 20, 26), noise(15, 4)])
    found = waves(around(SONG, 15, 30), among, (6, 10))
    assert found is not None
    assert found.within == pytest.approx((5, 11), abs=0.4)
    assert found.later == pytest.approx(0, abs=1 / RATE)


def test_other_sounds_and_the_same_music_played_again_do_not_fit() -> None:
    for other in (music(14, 5), noise(15, 5), np.zeros(5 * RATE, np.float32), np.full(5 * RATE, np.nan, np.float32)):
        assert waves(around(SONG, 20, 25), other, (0, 5)) is None
    one, again = played_again(1, 20), played_again(2, 20)
    for start in (2, 7, 12):
        assert isinstance(waves(around(one, start, start + 5), cut(one, start, start + 5), (0, 5)), Waves)
        assert waves(around(one, start, start + 5), cut(again, start, start + 5), (0, 5)) is None


def test_samples_beyond_measure_do_not_fit() -> None:
    loud = noise(15, 5)
    loud[1000:1050] = np.float32(3e38)
    assert waves(around(SONG, 20, 25), loud, (0, 5)) is None


def test_a_stretch_that_is_not_in_b_is_none() -> None:
    assert waves(around(SONG, 20, 25), cut(SONG, 20, 25), (-1, 4)) is None
    assert waves(around(SONG, 20, 25), cut(SONG, 20, 25), (5, 9)) is None


def test_a_steady_tone_fits_in_many_places_and_tells_nothing() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(10 * RATE) / RATE).astype(np.float32)
    assert waves(around(tone, 2, 7), cut(tone, 2, 7), (0, 5)) is None


def test_too_short_to_say() -> None:
    assert waves(around(SONG, 20, 20.3), cut(SONG, 20, 20.3), (0, 0.3)) is None
    assert waves(np.zeros(0, np.float32), np.zeros(0, np.float32), (0, 5)) is None
