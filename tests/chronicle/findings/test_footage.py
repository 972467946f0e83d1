from __future__ import annotations

from tests.chronicle.building import at, on_x, ordered

from firstseen.match.moving.judge import Side, judge
from firstseen.match.places import Running
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding, FindingKind
from firstseen.model.moving import Segment, Track

A, B = "a" * 64, "b" * 64
EARLY = on_x("p", at(5), medium=A, name="clip.mp4")
LATE = on_x("q", at(7), medium=B, name="again.mp4")
SIZE = (640, 360)


def stretch(
    a: tuple[float, float], b: tuple[float, float], track: Track = Track.PICTURE, speed: float = 1.0
) -> Segment:
    return Segment(*a, *b, speed, False, None, None, track, 0.9)


def pair(
    *segments: Segment, a: float | None = 60.0, b: float | None = 60.0, heard: tuple[bool, bool] = (True, True)
) -> Copy:
    sides = [
        Side(name, SIZE, None if seconds is None else Running(seconds), loud)
        for name, seconds, loud in ((A, a, heard[0]), (B, b, heard[1]))
    ]
    copy = judge(sides[0], sides[1], segments, ())
    assert copy is not None
    return copy


def found(copy: Copy, kind: FindingKind) -> list[Finding]:
    return [one for one in ordered((EARLY, LATE), [copy], start=None).findings if one.kind is kind]


def test_the_same_footage_with_another_sound_is_found_with_where_and_which_was_first() -> None:
    finding = found(pair(stretch((10, 40), (0, 30)), b=30), FindingKind.OTHER_SOUND)[0]
    assert finding.reason.startswith(
        "clip.mp4 and again.mp4 show the same footage (0:10.0 to 0:40.0 of clip.mp4, 0:00.0 to 0:30.0 of again.mp4), "
        "but what is heard is not the same. clip.mp4 was seen first, by 5 June 2022"
    )
    assert finding.about == ("g", A, B)
    assert finding.evidence == (A, B, "p", "q")


def test_footage_with_its_own_sound_is_no_finding_and_a_silent_version_is_one() -> None:
    whole = (0.0, 60.0)
    assert found(pair(stretch(whole, whole), stretch(whole, whole, Track.SOUND)), FindingKind.OTHER_SOUND) == []
    silent = found(pair(stretch(whole, whole), heard=(True, False)), FindingKind.OTHER_SOUND)[0]
    assert "only one of them has a sound" in silent.reason


def test_what_was_cut_out_is_told_in_seconds_of_the_fuller_version() -> None:
    copy = pair(stretch((5, 20), (0, 15)), stretch((30, 50), (15, 35)), b=35)
    finding = found(copy, FindingKind.RECUT)[0]
    assert (
        "again.mp4 lacks 0:00.0 to 0:05.0, 0:20.0 to 0:30.0 and 0:50.0 to 1:00.0 of clip.mp4 (25 s in all)."
        in finding.reason
    )
    assert "another order" not in finding.reason


def test_another_order_is_told_and_an_uncut_copy_is_no_finding() -> None:
    turned = pair(stretch((0, 30), (30, 60)), stretch((30, 60), (0, 30)))
    assert "again.mp4 shows what it keeps of clip.mp4 in another order." in found(turned, FindingKind.RECUT)[0].reason
    assert found(pair(stretch((0, 60), (0, 60))), FindingKind.RECUT) == []


def test_which_version_runs_faster_and_by_how_much() -> None:
    copy = pair(stretch((0, 60), (0, 48), speed=1.25), b=48)
    assert "again.mp4 shows the same footage as clip.mp4 at 1.25 times the speed." in (
        found(copy, FindingKind.SPEED_CHANGED)[0].reason
    )
    slower = pair(stretch((0, 48), (0, 60), speed=0.8), a=48)
    assert (
        "clip.mp4 shows the same footage as again.mp4 at 1.25 times"
        in found(slower, FindingKind.SPEED_CHANGED)[0].reason
    )


def test_a_still_is_told_with_its_moment_and_two_videos_are_no_still() -> None:
    finding = found(pair(stretch((7.5, 7.5), (0, 0)), b=None), FindingKind.STILL_FROM_VIDEO)[0]
    assert finding.reason.startswith("again.mp4 is the frame of clip.mp4 at 0:07.5.")
    other = found(pair(stretch((0, 0), (7.5, 7.5)), a=None), FindingKind.STILL_FROM_VIDEO)[0]
    assert other.reason.startswith("clip.mp4 is the frame of again.mp4 at 0:07.5.")
    assert found(pair(stretch((0, 60), (0, 60))), FindingKind.STILL_FROM_VIDEO) == []


def test_an_earlier_version_that_lacks_seconds_of_a_later_one_means_a_version_that_is_missing() -> None:
    trim = pair(stretch((0, 15), (20, 35)), a=15, b=60)
    finding = next(one for one in found(trim, FindingKind.MISSING_ANCESTOR) if one.method == "missing_footage")
    assert finding.reason.startswith(
        "clip.mp4 lacks 45 s that again.mp4 shows, and was seen before it: a version that shows them must already have "
        "existed by then, and was not collected."
    )
    fuller_first = pair(stretch((20, 35), (0, 15)), a=60, b=15)
    assert "missing_footage" not in {one.method for one in found(fuller_first, FindingKind.MISSING_ANCESTOR)}


def test_no_version_is_missing_where_a_fuller_one_was_seen_before() -> None:
    c = "c" * 64
    whole = on_x("o", at(3), medium=c, name="whole.mp4")
    trim = pair(stretch((0, 15), (20, 35)), a=15, b=60)
    same = judge(Side(B, SIZE, Running(60.0)), Side(c, SIZE, Running(60.0)), (stretch((0, 60), (0, 60)),), ())
    assert same is not None
    known = ordered((whole, EARLY, LATE), [trim, same], start=None)
    assert "missing_footage" not in {one.method for one in known.findings}
    without = ordered((EARLY, LATE), [trim], start=None)
    assert "missing_footage" in {one.method for one in without.findings}
