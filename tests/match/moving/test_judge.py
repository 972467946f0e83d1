from __future__ import annotations

from dataclasses import replace

import pytest

from firstseen.match.moving.judge import Side, judge
from firstseen.match.moving.wording import UNSURE
from firstseen.match.places import Running
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.moving import Segment, Track

A, B = "a" * 64, "b" * 64
FRAME = (640, 360)
WHOLE = (0, 0, 640, 360)


def side(name: str, seconds: float, *shots: float, heard: bool = True) -> Side:
    return Side(name, FRAME, Running(seconds, (0.0, *shots)), heard)


def seen(a: tuple[float, float], b: tuple[float, float], **more: object) -> Segment:
    speed = (a[1] - a[0]) / (b[1] - b[0]) if b[1] > b[0] else 1.0
    return replace(Segment(*a, *b, speed, False, WHOLE, WHOLE, Track.PICTURE, 0.9), **more)  # type: ignore[arg-type]


def heard(a: tuple[float, float], b: tuple[float, float]) -> Segment:
    return seen(a, b, track=Track.SOUND, box_a=None, box_b=None)


def told(a: Side, b: Side, *segments: Segment, frames: tuple[Copy, ...] = ()) -> Copy:
    copy = judge(a, b, segments, frames)
    assert copy is not None
    return copy


def frame(*changes: str, relation: Relation = Relation.COPY) -> Copy:
    return Copy(A, B, relation, 0.9, False, WHOLE, WHOLE, None, ShowsMore.SAME, changes, "")


def test_nothing_shared_is_no_copy_and_the_order_of_digests_is_kept() -> None:
    assert judge(side(A, 10), side(B, 10), (), ()) is None
    with pytest.raises(ValueError, match="smaller one first"):
        judge(side(B, 10), side(A, 10), (), ())


def test_a_trim_of_one_shot_is_a_copy_that_shows_less() -> None:
    copy = told(side(A, 60), side(B, 10), seen((20, 30), (0, 10)), heard((20, 30), (0, 10)))
    assert copy.relation is Relation.COPY
    assert copy.shows_more is ShowsMore.A
    assert copy.changes == ("trimmed",)
    assert copy.figures == {"seconds_a": 60, "seconds_b": 10, "time_a": 0.1667, "time_b": 1.0, "speed": 1.0}
    assert "0:20.0 to 0:30.0 in a is 0:00.0 to 0:10.0 in b; a shows more" in copy.reason


def test_a_shot_among_others_is_a_part_of_what_holds_it() -> None:
    copy = told(side(A, 60, 20.1, 29.9, 40), side(B, 10), seen((20, 30), (0, 10)))
    assert copy.relation is Relation.PART
    assert "a piece among other things" in copy.reason


def test_two_videos_that_each_hold_one_short_piece_are_parts_and_a_trim_with_a_title_is_a_copy() -> None:
    assert told(side(A, 60), side(B, 60), seen((20, 30), (40, 50))).relation is Relation.PART
    assert told(side(A, 60), side(B, 14), seen((20, 30), (4, 14))).relation is Relation.COPY


def test_a_recut_is_told_by_what_is_out_and_in_which_order() -> None:
    out = told(side(A, 30), side(B, 20), seen((0, 10), (0, 10)), seen((20, 30), (10, 20)))
    assert out.relation is Relation.COPY
    assert "cut out" in out.changes
    assert "reordered" not in out.changes
    turned = told(side(A, 30), side(B, 30), seen((0, 15), (15, 30)), seen((15, 30), (0, 15)))
    assert "reordered" in turned.changes
    twice = told(side(A, 15), side(B, 30), seen((0, 15), (0, 15)), seen((0, 15), (15, 30)))
    assert "repeated" in twice.changes


def test_speed_is_told_and_a_change_of_frame_rate_is_not() -> None:
    assert "speed changed" in told(side(A, 20), side(B, 16), seen((0, 20), (0, 16))).changes
    assert "speed changed" not in told(side(A, 20), side(B, 19.8), seen((0, 20), (0, 19.8))).changes


def test_another_sound_under_the_same_picture_is_told_as_is_the_same_sound_elsewhere_in_time() -> None:
    same = told(side(A, 20), side(B, 20), seen((0, 20), (0, 20)), heard((0, 20), (0, 20)))
    assert "other sound" not in same.changes
    assert "other sound" in told(side(A, 20), side(B, 20), seen((0, 20), (0, 20))).changes
    late = told(side(A, 20), side(B, 20), seen((0, 20), (0, 20)), heard((0, 8), (12, 20)))
    assert "other sound" in late.changes
    silent = told(side(A, 20), side(B, 20, heard=False), seen((0, 20), (0, 20)))
    assert "sound removed" in silent.changes
    assert "other sound" not in silent.changes


def test_sound_alone_joins_recordings_of_sound_and_never_two_videos() -> None:
    song = told(side(A, 20), side(B, 20), heard((0, 20), (0, 20)))
    assert song.relation is Relation.SAME_SUBJECT
    assert song.changes == ()
    note = replace(side(B, 20), size=(0, 0))
    assert told(side(A, 20), note, heard((0, 20), (0, 20))).relation is Relation.COPY


def test_a_still_is_a_part_of_the_video_whose_frame_it_is() -> None:
    still = Side(B, FRAME, None)
    copy = told(side(A, 20), still, seen((7.5, 7.5), (0, 0)), frames=(frame("re-encoded", "cropped"),))
    assert copy.relation is Relation.PART
    assert copy.shows_more is ShowsMore.A
    assert copy.changes == ("re-encoded", "cropped")
    assert copy.reason == "A frame of a video: b is what a shows at 0:07.5."


def test_a_still_of_which_nothing_tells_whether_it_was_taken_there_is_said_to_be_so() -> None:
    still = Side(B, FRAME, None)
    copy = told(side(A, 20), still, seen((7.5, 7.5), (0, 0), confidence=UNSURE), frames=(frame(),))
    assert copy.relation is Relation.PART
    assert copy.confidence == UNSURE
    assert copy.reason.startswith("Like a frame of a video: b looks like a at 0:07.5; nothing tells whether")


def test_a_still_of_another_moment_is_no_frame() -> None:
    still = Side(B, FRAME, None)
    copy = judge(side(A, 20), still, [seen((7.5, 7.5), (0, 0))], (frame(),), another_take=True)
    assert copy is not None
    assert copy.relation is Relation.SAME_SUBJECT
    assert copy.shows_more is None
    assert (
        copy.reason == "One place at two moments, or by two cameras: b looks like a at 0:07.5, but is no frame of it."
    )


def test_picture_in_picture_is_a_part_and_a_picture_between_blurred_sides_is_a_copy() -> None:
    inset = told(side(A, 20), side(B, 20), seen((0, 20), (0, 20), box_b=(400, 200, 600, 320)))
    assert inset.relation is Relation.PART
    tall = Side(B, (360, 640), Running(20.0))
    boxed = told(side(A, 20), tall, seen((0, 20), (0, 20), box_b=(0, 218, 360, 421)))
    assert boxed.relation is Relation.COPY


def test_what_most_frames_say_of_the_picture_is_told_and_altered_when_most_are() -> None:
    frames = (
        frame("grey", relation=Relation.ALTERED),
        frame("grey", "blurred", relation=Relation.ALTERED),
        frame("grey"),
    )
    copy = told(side(A, 20), side(B, 20), seen((0, 20), (0, 20)), frames=frames)
    assert copy.relation is Relation.ALTERED
    assert "grey" in copy.changes
    assert "blurred" not in copy.changes


def test_another_take_of_one_scene_is_no_copy() -> None:
    copy = judge(side(A, 20), side(B, 20), (seen((0, 20), (0, 20)),), (), another_take=True)
    assert copy is not None
    assert copy.relation is Relation.SAME_SUBJECT
    assert copy.shows_more is None
    assert "One place or moment in different footage" in copy.reason


def test_mirrored_is_what_most_of_the_shared_time_is() -> None:
    copy = told(side(A, 30), side(B, 30), seen((0, 20), (0, 20), mirrored=True), seen((20, 30), (20, 30)))
    assert copy.mirrored
    assert not told(side(A, 30), side(B, 30), seen((0, 20), (0, 20)), seen((20, 30), (20, 30), mirrored=True)).mirrored
