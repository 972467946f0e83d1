from __future__ import annotations

from tests.chronicle.building import at, captured, copy_of, on_x, ordered, show

from firstseen.chronicle.evidence import Chronicle
from firstseen.model.copies import Relation
from firstseen.model.findings import Finding, FindingKind, Outcome


def mirrored_among(chronicle: Chronicle) -> list[Finding]:
    return [finding for finding in chronicle.findings if finding.kind is FindingKind.MIRRORED]


def mirrored(*shown: object, **options: object) -> list[Finding]:
    copy = copy_of("a" * 64, "b" * 64, **options)  # type: ignore[arg-type]
    return mirrored_among(ordered(shown, [copy], start=None))  # type: ignore[arg-type]


A = on_x("p", at(5), medium="a" * 64, name="left.jpg")
B = on_x("q", at(7), medium="b" * 64, name="pictures/right.jpg")


def test_found_with_which_was_first_and_without_saying_which_is_right() -> None:
    finding = mirrored(A, B)[0]
    assert (finding.kind, finding.outcome) == (FindingKind.MIRRORED, Outcome.FOUND)
    assert finding.about == ("g", "a" * 64, "b" * 64)
    assert finding.evidence == ("a" * 64, "b" * 64, "p", "q")
    assert "left.jpg and right.jpg show one picture with left and right swapped." in finding.reason
    assert "left.jpg was seen first, by 5 June 2022 at 12:00:01 UTC, in a post by ana on X" in finding.reason
    assert finding.reason.endswith("Which of the two is the right way round cannot be told from this.")


def test_undecided_where_times_overlap_or_are_missing() -> None:
    overlapping = mirrored(A, show("q", captured(at(9)), medium="b" * 64))[0]
    assert "their times overlap" in overlapping.reason
    timeless = mirrored(A, show("q", medium="b" * 64, name=None))[0]
    assert "at least one of them has no time" in timeless.reason
    assert "bbbbbbbbbbbb…" in timeless.reason


def test_the_later_named_can_be_the_earlier_seen() -> None:
    early = on_x("q", at(2), medium="b" * 64, name="right.jpg")
    assert "right.jpg was seen first" in mirrored(A, early)[0].reason


def test_only_mirrored_copies_count() -> None:
    assert mirrored(A, B, mirrored=False) == []
    assert mirrored(A, B, relation=Relation.SAME_SUBJECT) == []
    assert len(mirrored(A, B, relation=Relation.PART)) == 1


def test_two_files_of_one_name_are_told_apart() -> None:
    finding = mirrored(A, on_x("q", at(7), medium="b" * 64, name="other/left.jpg"))[0]
    assert "left.jpg (aaaaaaaaaaaa…) and left.jpg (bbbbbbbbbbbb…)" in finding.reason


def test_one_finding_for_a_group_however_many_pairs_show_it() -> None:
    c = on_x("r", at(9), medium="c" * 64, name="late.jpg")
    copies = [
        copy_of("a" * 64, "b" * 64, mirrored=False),
        copy_of("a" * 64, "c" * 64),
        copy_of("b" * 64, "c" * 64),
    ]
    (finding,) = mirrored_among(ordered([A, B, c], copies, start=None))
    assert finding.about == ("g", "c" * 64)
    assert "left.jpg (with 1 other version) and late.jpg show one picture" in finding.reason
    assert "left.jpg was seen first, by 5 June" in finding.reason


def test_where_a_picture_holds_another_both_ways_the_mirrored_pair_is_named() -> None:
    c = on_x("r", at(9), medium="c" * 64, name="both.jpg")
    copies = [
        copy_of("a" * 64, "b" * 64),
        copy_of("a" * 64, "c" * 64, mirrored=False),
        copy_of("b" * 64, "c" * 64, mirrored=False),
    ]
    (finding,) = mirrored_among(ordered([A, B, c], copies, start=None))
    assert finding.about == ("g", "a" * 64, "b" * 64)
