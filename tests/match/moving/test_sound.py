from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import Samples, faster, heard, level, music, noise

from firstseen.match.moving import sound
from firstseen.match.moving.peaks import Line
from firstseen.match.moving.sound import CHANCES, ECHO, shared_sound
from firstseen.model.moving import Segment, Track
from firstseen.prints.moving.sound import RATE

SONG = music(11, 60)
CROWD = noise(12, 60)


def cut(sound: Samples, start: float, end: float) -> Samples:
    return sound[int(start * RATE) : int(end * RATE)]


def shared(a: Samples, b: Samples) -> list[Segment]:
    return list(shared_sound(heard(a), heard(b)).segments)


@pytest.mark.parametrize("whole", [SONG, CROWD], ids=["music", "a crowd"])
def test_five_seconds_are_found_where_they_were_cut(whole: Samples) -> None:
    (one,) = shared(whole, cut(whole, 31.3, 36.3))
    assert (one.a_from, one.a_to) == pytest.approx((31.3, 36.3), abs=0.7)
    assert (one.b_from, one.b_to) == pytest.approx((0, 5), abs=0.7)
    assert one.track is Track.SOUND
    assert one.speed == 1.0
    assert one.box_a is None


def test_under_noise_and_other_music_as_loud() -> None:
    part = cut(SONG, 20, 26)
    for over in (cut(CROWD, 0, 6), music(13, 6)):
        found = shared(SONG, level(part + over))
        assert any(abs(one.a_from - 20) < 1.5 and abs(one.a_to - 26) < 1.5 for one in found)


def test_three_seconds_among_others_end_where_they_end() -> None:
    among = np.concatenate([music(21, 20), cut(SONG, 40, 43), music(22, 20)])
    (one,) = shared(SONG, among)
    assert (one.a_from, one.a_to) == pytest.approx((40, 43), abs=0.5)
    assert (one.b_from, one.b_to) == pytest.approx((20, 23), abs=0.5)


@pytest.mark.parametrize(
    ("whole", "over"),
    [(SONG, 4 * cut(CROWD, 0, 6)), (SONG, 3 * music(13, 6)), (CROWD, 1.5 * music(13, 6))],
    ids=["music under a crowd", "music under music", "a crowd under music"],
)
def test_under_something_louder(whole: Samples, over: Samples) -> None:
    (one,) = shared(whole, level(cut(whole, 20, 26) + over))
    assert (one.a_from, one.a_to) == pytest.approx((20, 26), abs=0.7)
    assert one.speed == 1.0


def test_what_lies_under_something_much_louder_is_told_from_its_first_second_to_its_last() -> None:
    (one,) = shared(SONG, level(cut(SONG, 20, 25) + 3.5 * music(13, 5)))
    assert (one.a_from, one.a_to) == pytest.approx((20, 25), abs=0.1)
    assert (one.b_from, one.b_to) == pytest.approx((0, 5), abs=0.1)


@pytest.mark.parametrize("speed", [0.8, 0.93, 1.07, 1.25])
def test_played_at_another_speed(speed: float) -> None:
    (one,) = shared(SONG, faster(cut(SONG, 10, 30), speed))
    assert one.speed == pytest.approx(speed, rel=0.01)
    assert one.a_from == pytest.approx(10, abs=1.0)
    assert one.b_to == pytest.approx(20 / speed, abs=1.0)


def test_other_music_other_noise_and_silence_share_nothing() -> None:
    for other in (music(14, 60), noise(15, 60), np.zeros(30 * RATE, np.float32), np.zeros(0, np.float32)):
        assert shared(SONG, other) == []
        assert shared(other, SONG) == []


def test_stretches_in_another_order_and_one_that_is_repeated() -> None:
    mixed = np.concatenate([cut(SONG, 40, 50), cut(CROWD, 0, 8), cut(SONG, 5, 15), cut(SONG, 40, 50)])
    found = shared(SONG, mixed)
    assert sorted((one.b_from, one.a_from) for one in found) == [
        pytest.approx((0, 40), abs=1),
        pytest.approx((18, 5), abs=1),
        pytest.approx((28, 40), abs=1),
    ]


def test_a_clip_far_under_something_louder_is_in_doubt_where_most_of_it_agrees() -> None:
    clip = level(cut(SONG, 20, 25) + 8 * music(13, 5))
    for one, other, sign in ((SONG, clip, 1), (clip, SONG, -1)):
        found = shared_sound(heard(one), heard(other))
        assert not found.segments
        assert any(abs(doubt.offset - sign * 20) < 0.2 for doubt in found.doubts)


def test_a_clip_is_in_doubt_as_a_whole_and_two_long_sounds_are_not() -> None:
    def wholes(seconds: int) -> int:
        found = shared_sound(heard(SONG), heard(noise(15, seconds)))
        lie = [(max(0.0, -doubt.offset), min(seconds, 60 - doubt.offset)) for doubt in found.doubts]
        return sum(doubt.b == pytest.approx(whole) for doubt, whole in zip(found.doubts, lie, strict=True))

    assert wholes(30) == CHANCES
    assert wholes(60) == 0


def melody(seed: int, seconds: int) -> Samples:
    """Short tones one after the other, from 900 to 2,600 Hz."""
    chance = np.random.default_rng(seed)
    out = np.zeros((seconds + 1) * RATE)
    times = np.arange(RATE // 4) / RATE
    for at in np.arange(0, seconds, 1 / 12):
        first = int((at + chance.uniform(0, 0.05)) * RATE)
        tone = np.sin(2 * np.pi * 900 * (2600 / 900) ** chance.random() * times) * np.hanning(len(times))
        out[first : first + len(times)] += tone
    return level(out[: seconds * RATE])


def beside_it(seconds: int) -> Samples:
    """Noise below 700 Hz and above 3,000."""
    spectrum = np.fft.rfft(np.random.default_rng(1).normal(0, 1, seconds * RATE))
    hertz = np.fft.rfftfreq(seconds * RATE, 1 / RATE)
    spectrum[(hertz < 100) | ((hertz > 700) & (hertz < 3000)) | (hertz > 5000)] = 0
    return level(np.fft.irfft(spectrum, seconds * RATE))


def test_a_clip_under_other_frequencies_is_told_each_time_that_it_is_there() -> None:
    # Of all that stands out in the clip a third is there: what agrees first explains it all, and is no measure.
    part = melody(5, 10)
    twice = np.concatenate([melody(8, 6), part, melody(9, 6), part])
    clip = level(part + beside_it(10))
    assert sorted(one.a_from for one in shared(twice, clip)) == pytest.approx([6, 22], abs=0.1)
    assert sorted(one.b_from for one in shared(clip, twice)) == pytest.approx([6, 22], abs=0.1)


def told(b_from: float, b_to: float, share: float) -> sound._Kept:
    segment = Segment(100 + b_from, 100 + b_to, b_from, b_to, 1.0, False, None, None, Track.SOUND, 0.9)
    return sound._Kept(segment, Line(1.0, 100.0, 0), share)


def speaks_for(a: tuple[float, float], b: tuple[float, float]) -> sound._Stretch:
    none = np.zeros(0, np.int64)
    return sound._Stretch(a, b, Line(1.0, a[0] - b[0], 0), 20, none, none)


def test_where_all_around_is_told_already_an_echo_must_agree_nearly_as_well() -> None:
    clip, long = 10.0, 500.0
    kept = [told(0.0, 10.0, 0.9), told(0.0, 9.8, 0.4)]
    assert sound._asked_of(speaks_for((300, 304), (3, 7)), kept, long, clip) == pytest.approx(ECHO * 0.9)
    # Of a longer sound more may be told beyond what is told already.
    assert sound._asked_of(speaks_for((300, 304), (3, 7)), kept, long, 60.0) == 0
    assert sound._asked_of(speaks_for((104, 106), (40, 42)), kept, long, 60.0) == pytest.approx(ECHO * 0.9)
    assert sound._asked_of(speaks_for((300, 304), (3, 7)), kept[1:], long, clip) == pytest.approx(ECHO * 0.4)
    assert sound._asked_of(speaks_for((300, 304), (3, 7)), [told(0.0, 7.5, 0.9)], long, clip) == 0


def test_an_echo_at_another_speed_is_looked_into_where_some_of_it_agrees_so_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played, none = faster(cut(SONG, 20, 31), 1.1), np.zeros(0, np.int64)
    # After the clip something else: of the whole stretch half agrees.
    a, b = heard(SONG), heard(np.concatenate([played[: 10 * RATE], cut(CROWD, 0, 10)]))
    here, elsewhere = (
        sound._Stretch((start, start + 22), (0, 20), Line(1.1, start, 0), 20, none, none) for start in (20.0, 35.0)
    )
    kept = sound._checked(a, b, here, 0.6)
    assert kept is not None
    assert (kept.segment.b_from, kept.segment.b_to) == pytest.approx((0, 10), abs=1)
    monkeypatch.setattr(sound, "probed", lambda *_: pytest.fail("looked into"))
    assert sound._checked(a, b, elsewhere, 0.6) is None
