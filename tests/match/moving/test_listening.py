"""Stretches that peaks leave in doubt are listened to."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from tests.sounds import Samples, faster, heard, level, music, noise

from firstseen.match.moving.listening import LOOKS, Listen, listened, may_share
from firstseen.match.moving.sound import Doubt, Heard, SharedSound, shared_sound
from firstseen.model.moving import Segment, Track
from firstseen.prints.moving.landmarks import VARIANTS, Variant
from firstseen.prints.moving.sound import RATE

SONG = music(11, 60)
UNDER = level(SONG[20 * RATE : 25 * RATE] + 6 * music(13, 5))
"""Five seconds of it, 16 dB under other music."""


def listening(a: Samples, b: Samples) -> Listen:
    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples:
        sound = a if which == "a" else b
        places = np.arange(round(first * RATE), round(last * RATE))
        inside = (places >= 0) & (places < len(sound))
        return np.where(inside, sound[np.clip(places, 0, len(sound) - 1)], 0).astype(np.float32)

    return listen


def told(a: Samples, b: Samples, doubts: tuple[Doubt, ...], known: tuple[Segment, ...] = ()) -> list[Segment]:
    return listened(SharedSound(known, doubts), heard(a), heard(b), listening(a, b))


def test_what_peaks_leave_in_doubt_is_told_to_the_sample() -> None:
    found = shared_sound(heard(SONG), heard(UNDER))
    assert not found.segments
    assert found.doubts
    (one,) = listened(found, heard(SONG), heard(UNDER), listening(SONG, UNDER))
    assert (one.a_from, one.a_to) == pytest.approx((20, 25), abs=0.02)
    assert (one.b_from, one.b_to) == pytest.approx((0, 5), abs=0.02)
    assert one.track is Track.SOUND
    assert one.speed == 1.0
    assert 0.5 < one.confidence < 1


def test_the_same_with_the_short_one_first() -> None:
    found = shared_sound(heard(UNDER), heard(SONG))
    (one,) = listened(found, heard(UNDER), heard(SONG), listening(UNDER, SONG))
    assert (one.a_from, one.a_to) == pytest.approx((0, 5), abs=0.02)
    assert (one.b_from, one.b_to) == pytest.approx((20, 25), abs=0.02)


def test_what_turns_out_to_be_another_sound_is_not_told() -> None:
    assert told(SONG, music(14, 30), (Doubt(5.0, (3.0, 8.0)),)) == []
    assert told(SONG, UNDER, (Doubt(31.0, (0.0, 5.0)),)) == []


def test_beyond_the_ends_there_is_silence() -> None:
    (one,) = told(SONG, SONG[: 5 * RATE], (Doubt(0.1, (-1.0, 7.0)),))
    assert (one.a_from, one.a_to, one.b_from, one.b_to) == pytest.approx((0, 5, 0, 5), abs=0.11)


def test_where_nothing_can_be_decoded_what_peaks_settled_stands() -> None:
    known = Segment(1, 3, 1, 3, 1.0, False, None, None, Track.SOUND, 0.9)
    doubts = (Doubt(20.0, (0.0, 5.0)),)
    assert listened(SharedSound((known,), doubts), heard(SONG), heard(UNDER), lambda *_: None) == [known]


def test_what_a_stretch_told_already_explains_is_not_told_again() -> None:
    known = Segment(20, 25, 0, 5, 1.0, False, None, None, Track.SOUND, 0.9)
    assert told(SONG, UNDER, (Doubt(20.0, (0.0, 5.0)),), (known,)) == [known]


def test_only_the_likeliest_are_listened_to() -> None:
    asked: list[str] = []

    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples:
        asked.append(which)
        return noise(31 + len(asked), last - first)

    doubts = tuple(Doubt(float(at), (0.0, 5.0)) for at in range(10))
    assert listened(SharedSound((), doubts), heard(SONG), heard(UNDER), listen) == []
    assert asked.count("a") == LOOKS
    assert asked.count("b") == 1


def test_a_stretch_of_minutes_is_listened_to_in_its_middle() -> None:
    long = music(41, 150)
    for seconds in (55, 59, 62, 100, 140):
        (one,) = told(long, long, (Doubt(0.0, (2.0, 2.0 + seconds)),))
        assert one.a_from == pytest.approx(one.b_from, abs=0.01)
        assert one.b_to - one.b_from > 50


def test_the_same_place_is_listened_to_once_and_leaves_looks_for_others() -> None:
    asked: list[float] = []

    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples:
        asked.extend([first] if which == "a" else [])
        return noise(round(10 * first) + 60, last - first)

    again = [Doubt(3.0 + 0.01 * number, (5.0 + number, 9.0 + number)) for number in range(4)]
    others = [Doubt(20.0, (5.0, 9.0)), Doubt(3.0, (30.0, 34.0))]
    assert listened(SharedSound((), (*again, *again, *others)), heard(SONG), heard(SONG), listen) == []
    assert len(asked) == 3


def test_two_sounds_of_a_minute_one_far_under_other_music_are_one_stretch() -> None:
    song, over = music(11, 75), music(13, 71)
    under = level(song[2 * RATE : 73 * RATE] + 4 * over)
    found = listened(shared_sound(heard(song), heard(under)), heard(song), heard(under), listening(song, under))
    assert found
    assert all(one.a_from - one.b_from == pytest.approx(2, abs=0.05) for one in found)


@pytest.mark.parametrize(("votes", "asked"), [(25, 0), (26, 1)])
def test_in_a_long_sound_only_the_likeliest_is_listened_to_and_where_it_stands_out(votes: int, asked: int) -> None:
    places: list[float] = []

    def listen(which: Literal["a", "b"], first: float, last: float) -> None:
        places.append(first)

    long = Heard(replace(heard(SONG).prints, seconds=901.0))
    doubts = (Doubt(20.0, (0.0, 5.0), votes), Doubt(40.0, (0.0, 5.0), votes))
    assert listened(SharedSound((), doubts), long, heard(UNDER), listen) == []
    assert len(places) == asked


@pytest.mark.parametrize(("known", "asked"), [((0.0, 5.0), 0), ((0.0, 4.6), 0), ((0.0, 3.0), 2)])
def test_what_can_only_be_told_once_more_is_not_listened_to(known: tuple[float, float], asked: int) -> None:
    places: list[str] = []

    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples:
        places.append(which)
        return noise(len(places), last - first)

    first, last = known
    segment = Segment(20 + first, 20 + last, first, last, 1.0, False, None, None, Track.SOUND, 0.9)
    doubts = (Doubt(41.0, (0.0, 5.0)),)
    assert listened(SharedSound((segment,), doubts), heard(SONG), heard(UNDER), listen) == [segment]
    assert len(places) == asked


def variant(speed: float, shift: int) -> Variant:
    return next(one for one in VARIANTS if abs(one.speed - speed) < 0.01 and one.shift == shift)


def test_a_clip_and_a_long_sound_are_looked_at_in_the_places_that_are_told() -> None:
    crowd = noise(12, 60)
    long, clip = heard(crowd), heard(crowd[20 * RATE : 28 * RATE])
    assert may_share(clip, long, [(20.2, VARIANTS[0])])
    assert may_share(clip, long, [(45.0, VARIANTS[0]), (20.2, VARIANTS[0])])
    assert not may_share(clip, long, [(45.0, VARIANTS[0]), (-2.0, VARIANTS[0])])
    assert not may_share(clip, long, [])
    assert not may_share(heard(music(14, 8)), long, [(20.0, VARIANTS[0])])


def test_the_same_where_the_long_one_runs_more_slowly_by_the_next_speed_as_well() -> None:
    long, clip = heard(SONG), heard(faster(SONG[12 * RATE : 20 * RATE], 1.1))
    for speed, shift in ((0.928, -3), (0.894, -3), (0.894, -4)):
        assert may_share(clip, long, [(12.0, variant(speed, shift))])
    assert not may_share(clip, long, [(12.0, VARIANTS[0])])


def test_the_same_where_it_lies_far_under_something_else() -> None:
    under = heard(level(SONG[20 * RATE : 30 * RATE] + 3 * music(13, 10)))
    assert may_share(under, heard(SONG), [(20.0, VARIANTS[0])])
