from __future__ import annotations

from dataclasses import replace

from tests.chronicle.building import at, on_x, ordered, running

from firstseen.match.moving.judge import Side, judge
from firstseen.match.moving.wording import UNSURE
from firstseen.match.places import Running
from firstseen.model.copies import Copy, Relation
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.moving import MovingFacts, Segment, Track

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


def found(
    copy: Copy, kind: FindingKind, moving: dict[str, MovingFacts] | None = None, *, any_outcome: bool = False
) -> list[Finding]:
    known = ordered((EARLY, LATE), [copy], start=None, moving=moving)
    return [one for one in known.findings if one.kind is kind and (any_outcome or one.outcome is Outcome.FOUND)]


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
    unsure = pair(replace(stretch((7.5, 7.5), (0, 0)), confidence=UNSURE), b=None)
    assert found(unsure, FindingKind.STILL_FROM_VIDEO) == [], "nothing tells whether it was taken there"


def test_a_change_of_speed_that_is_within_the_borders_is_no_finding() -> None:
    copy = pair(stretch((0, 40), (0, 40)), stretch((50, 52.4), (50, 52.6), speed=0.96))
    assert "speed changed" in copy.changes
    assert found(copy, FindingKind.SPEED_CHANGED) == []


def test_which_version_is_silent_is_named() -> None:
    whole = (0.0, 60.0)
    copy = pair(stretch(whole, whole), heard=(True, False))
    moving = {A: running(60), B: running(60, heard=False)}
    finding = found(copy, FindingKind.OTHER_SOUND, moving)[0]
    assert (
        "show the same footage (0:00.0 to 1:00.0 of clip.mp4, 0:00.0 to 1:00.0 of again.mp4), but again.mp4 has no "
        in (finding.reason)
    )


def missing(copy: Copy, moving: dict[str, MovingFacts]) -> Finding:
    return next(one for one in found(copy, FindingKind.MISSING_ANCESTOR, moving, any_outcome=True))


def test_an_earlier_version_that_lacks_seconds_of_a_later_one_means_a_version_that_is_missing() -> None:
    trim = pair(stretch((0, 15), (20, 35)), a=15, b=60)
    finding = missing(trim, {A: running(15), B: running(60)})
    assert finding.outcome is Outcome.FOUND
    assert finding.reason.startswith("A fuller version, made by 5 June 2022")
    assert "“clip.mp4” lacks 45 s that" in finding.reason.replace('"clip.mp4"', "“clip.mp4”")
    assert "it is known only from later: a version that showed them was there before" in finding.reason
    fuller_first = pair(stretch((20, 35), (0, 15)), a=60, b=15)
    assert missing(fuller_first, {A: running(60), B: running(15)}).outcome is not Outcome.FOUND


def test_two_trims_that_overlap_mean_a_longer_version_that_is_missing_whenever_they_were_seen() -> None:
    copy = pair(stretch((20, 40), (0, 20)), a=40, b=40)
    finding = missing(copy, {A: running(40), B: running(40)})
    assert finding.outcome is Outcome.FOUND
    assert '"clip.mp4" goes on without a cut at 0:00.0 to 0:20.0, "again.mp4" at 0:20.0 to 0:40.0' in finding.reason
    assert "both came from a longer version that showed the two" in finding.reason
    assert set(finding.about) == {"g", A, B}
    shifted = ((1.0, 0.0, 90.0), (0.0, 1.0, 0.0))
    framed = replace(copy, box_a=(0, 0, 550, 360), box_b=(90, 0, 640, 360), transform=shifted)
    spread = ordered((EARLY, LATE), [framed], start=None, moving={A: running(40), B: running(40)}).spreads[0]
    assert [one.versions for one in spread.missing] == [(A, B)]
    assert spread.missing[0].outlines == (), "what it lacks are seconds, not a part of the frame"


def test_what_lies_behind_a_change_of_shot_may_be_another_recording() -> None:
    """A compilation is no longer version of what it holds, and an opening title was in no version before."""
    compilation = pair(stretch((3, 9), (10, 16)), a=12, b=24)
    assert missing(compilation, {A: running(12), B: running(24, 10.1, 15.9)}).outcome is not Outcome.FOUND
    titled = pair(stretch((0, 30), (5, 35)), a=30, b=35)
    assert missing(titled, {A: running(30), B: running(35, 5.0)}).outcome is not Outcome.FOUND
    assert missing(titled, {A: running(30), B: running(35)}).outcome is Outcome.FOUND


def test_one_recording_does_not_go_on_in_two_ways() -> None:
    both = pair(stretch((10, 50), (10, 50)), a=60, b=60)
    assert both.relation is Relation.COPY
    assert missing(both, {A: running(60), B: running(60)}).outcome is not Outcome.FOUND


def test_no_version_is_missing_where_a_fuller_one_was_seen_before() -> None:
    c = "c" * 64
    whole = on_x("o", at(3), medium=c, name="whole.mp4")
    trim = pair(stretch((0, 15), (20, 35)), a=15, b=60)
    same = judge(Side(B, SIZE, Running(60.0)), Side(c, SIZE, Running(60.0)), (stretch((0, 60), (0, 60)),), ())
    assert same is not None
    moving = {A: running(15), B: running(60), c: running(60)}
    known = ordered((whole, EARLY, LATE), [trim, same], start=None, moving=moving)
    outcomes = [one.outcome for one in known.findings if one.kind is FindingKind.MISSING_ANCESTOR]
    assert Outcome.FOUND not in outcomes
    without = ordered((EARLY, LATE), [trim], start=None, moving=moving)
    assert Outcome.FOUND in [one.outcome for one in without.findings if one.kind is FindingKind.MISSING_ANCESTOR]


def test_what_a_compilation_has_besides_was_not_cut_from_what_it_shows() -> None:
    copy = pair(stretch((3, 9), (10, 16)), a=12, b=24)
    (finding,) = found(copy, FindingKind.RECUT, {A: running(12), B: running(24, 10.1, 15.9)})
    assert "again.mp4 lacks 0:00.0 to 0:03.0 and 0:09.0 to 0:12.0 of clip.mp4 (6 s in all)." in finding.reason
    assert (
        "again.mp4 also has 0:00.0 to 0:10.0 and 0:16.0 to 0:24.0, which clip.mp4 does not show; whether it is of the "
        "same recording cannot be said."
    ) in finding.reason
    assert "clip.mp4 lacks" not in finding.reason


def test_a_moment_that_resembles_another_is_no_cut() -> None:
    """Where little moves, a short stretch is sometimes found within a shot of both, out of order."""
    copy = pair(stretch((20, 40), (0, 20)), stretch((5, 8), (25, 28)), a=40, b=40)
    assert "reordered" in copy.changes
    (finding,) = found(copy, FindingKind.RECUT, {A: running(40), B: running(40)})
    assert "another order" not in finding.reason
    assert "again.mp4 lacks 0:00.0 to 0:20.0 of clip.mp4 (20 s in all)." in finding.reason
    (cut,) = found(copy, FindingKind.RECUT, {A: running(40), B: running(40, 20.0, 25.0, 28.0)})
    assert "another order" in cut.reason


def test_one_sound_under_different_pictures_is_found_across_groups_once_for_all() -> None:
    c = "c" * 64
    shown = [
        on_x(name, at(day), medium=medium, name=f"{name}.mp4", group=f"g{name}")
        for name, day, medium in (("p", 5, A), ("q", 7, B), ("r", 9, c))
    ]
    song = stretch((0, 30), (10, 40), Track.SOUND)
    copies = [
        judge(Side(one, SIZE, Running(60.0), True), Side(other, SIZE, Running(60.0), True), (song,), ())
        for one, other in ((A, B), (B, c))
    ]
    assert all(copy is not None and copy.relation is Relation.SAME_SUBJECT for copy in copies)
    findings = ordered(shown, [copy for copy in copies if copy], start=None).findings
    (finding,) = [one for one in findings if one.method == "same_sound"]
    assert finding.kind is FindingKind.OTHER_SOUND
    assert set(finding.about) == {"gp", "gq", "gr", A, B, c}
    assert (
        "p.mp4 and q.mp4 have the same sound (0:00.0 to 0:30.0 of p.mp4, 0:10.0 to 0:40.0 of q.mp4) under different "
        in (finding.reason)
    )
    assert finding.reason.endswith("Which of the pictures the sound belongs to cannot be told from this.")
    jingle = judge(
        Side(A, SIZE, Running(60.0), True),
        Side(B, SIZE, Running(60.0), True),
        (stretch((0, 2), (0, 2), Track.SOUND),),
        (),
    )
    assert jingle is not None
    assert "same_sound" not in {one.method for one in ordered(shown, [jingle], start=None).findings}


def test_a_sound_alone_is_not_told_as_a_cut_of_the_video_it_is_from() -> None:
    sides = Side(A, SIZE, Running(12.0), True), Side(B, (0, 0), Running(8.0), True)
    copy = judge(*sides, (stretch((2, 10), (0, 8), Track.SOUND),), ())
    assert copy is not None and copy.relation is Relation.COPY
    moving = {A: running(12), B: running(8, seen=False)}
    assert found(copy, FindingKind.RECUT, moving) == []
    assert missing(copy, moving).outcome is not Outcome.FOUND
