from __future__ import annotations

from dataclasses import replace

from tests.chronicle.building import at, copy_of, on_x, ordered, show

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.altered import differing
from firstseen.model.copies import Copy, Mask, Relation
from firstseen.model.findings import Finding, FindingKind, Outcome

A, B = "a" * 64, "b" * 64
MASK = Mask((0, 0, 400, 400), ("0000", "0000", "0001", "0011"))


def pair(a: str = A, b: str = B, mask: Mask | None = MASK, relation: Relation = Relation.ALTERED) -> Copy:
    return replace(copy_of(a, b, mirrored=False, relation=relation), altered=mask)


def altered(shown: list[ShownEvidence], *copies: Copy) -> list[Finding]:
    findings = ordered(shown, copies, start=None).findings
    return [finding for finding in findings if finding.kind is FindingKind.ALTERED]


EARLY = on_x("p", at(5), medium=A, name="حلب.jpg")
LATE = on_x("q", at(7), medium=B, name="площа.jpg")


def test_found_with_where_and_which_was_first() -> None:
    (finding,) = altered([EARLY, LATE], pair())
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", A, B)
    assert finding.evidence == (A, B, "p", "q")
    assert "in the lower right (from 200, 200 to 400, 400 pixels as seen in حلب.jpg; 19 % of what" in finding.reason
    assert "حلب.jpg was seen first, by 5 June 2022" in finding.reason
    assert finding.reason.endswith("Which of them is genuine cannot be told from this.")
    assert (finding.method, finding.version) == ("altered", "1")


def test_the_order_is_open_where_times_are() -> None:
    (finding,) = altered([EARLY, show("q", medium=B)], pair(mask=None))
    assert "other content in a part of it" in finding.reason
    assert "Which was seen first cannot be told" in finding.reason


def test_nothing_for_copies_that_agree() -> None:
    assert altered([EARLY, LATE], pair(relation=Relation.COPY)) == []


def test_the_box_holds_all_that_differs_and_nothing_else() -> None:
    assert differing(Mask((100, 50, 300, 150), ("0100", "0000"))) == ((150, 50, 200, 100), 1 / 8)
    assert differing(Mask((0, 0, 10, 10), ("00", "00"))) is None
    assert differing(Mask((0, 0, 10, 10), ())) is None


def test_many_pairs_are_one_finding() -> None:
    media = [f"{n:064x}" for n in range(6)]
    shown = [on_x(f"p{n}", at(n + 1), medium=medium) for n, medium in enumerate(media)]
    (finding,) = altered(shown, *(pair(media[0], other) for other in media[1:]))
    assert "2 more pairs of versions differ in this way." in finding.reason


def test_hostile_names_stay_on_one_line() -> None:
    (finding,) = altered([on_x("p", at(5), medium=A, name="a\n\u202egpj.exe"), LATE], pair())
    assert "\n" not in finding.reason
    assert "\u202e" not in finding.reason
