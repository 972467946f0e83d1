from __future__ import annotations

from datetime import timedelta

from tests.chronicle.building import (
    HOUR,
    START,
    at,
    captured,
    instagram_id,
    on_x,
    ordered,
    published,
    show,
    taken,
    tiktok_id,
)

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.model.findings import Finding, FindingKind, Outcome


def older(*shown: ShownEvidence) -> Finding:
    findings = [one for one in ordered(shown).findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert len(findings) == 1
    return findings[0]


def test_found_says_how_long_on_which_evidence_and_where() -> None:
    finding = older(on_x("old", at(1, month=3, year=2020), author="bo"), on_x("new", at(5)))
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", "old")
    assert finding.evidence == ("old",)
    assert (finding.method, finding.version) == ("older_than_event", "2")
    assert finding.reason.startswith("Shown 2 years and 2 months before the event began (1 June 2022 at 00:00:00 UTC)")
    assert "by a post by bo on X (https://x.com/bo/status/" in finding.reason
    assert "X post identifier" in finding.reason


def test_not_found_when_first_seen_is_later_and_says_what_is_unknown() -> None:
    finding = older(on_x("a", at(5)), show("b", captured(at(9))), show("c"))
    assert finding.outcome is Outcome.NOT_FOUND
    assert "Seen first 4 days and 12 hours after the event began" in finding.reason
    assert "2 appearances cannot be placed before or after it." in finding.reason
    assert "just when" in older(on_x("a", START)).reason


def test_cannot_say_when_the_span_reaches_over_the_beginning() -> None:
    without_zone = older(show("a", published("2022-06-01 05:00:00")))
    assert without_zone.outcome is Outcome.CANNOT_SAY
    assert "between 31 May 2022 at 15:00:00 UTC and 1 June 2022 at 19:00:01 UTC" in without_zone.reason
    only_latest = older(show("a", captured(at(5))))
    assert only_latest.outcome is Outcome.CANNOT_SAY
    assert "nothing says how long before" in only_latest.reason
    only_earliest = older(show("a", platform="tiktok", post_id=tiktok_id(START - 5 * HOUR)))
    assert only_earliest.outcome is Outcome.CANNOT_SAY
    assert "nothing says how long after" in only_earliest.reason
    assert older(show("a", platform="tiktok", post_id=tiktok_id(START + HOUR))).outcome is Outcome.NOT_FOUND


def test_the_second_before_the_event_does_not_count_as_older() -> None:
    assert older(on_x("a", START - timedelta(seconds=1))).outcome is Outcome.CANNOT_SAY
    assert older(on_x("a", START - timedelta(seconds=2))).outcome is Outcome.FOUND


def test_cannot_say_without_any_time() -> None:
    finding = older(show("a"))
    assert finding.outcome is Outcome.CANNOT_SAY
    assert finding.about == ("g",)
    assert "its one known appearance has no time" in finding.reason


def test_what_is_only_usual_needs_a_margin() -> None:
    def instagram(days: int) -> Outcome:
        number = instagram_id(START - timedelta(days=days))
        return older(show("a", platform="instagram", post_id=number)).outcome

    assert instagram(3) is Outcome.CANNOT_SAY
    assert instagram(9) is Outcome.FOUND


def test_only_weak_evidence_of_age_is_named_and_gives_cannot_say() -> None:
    finding = older(on_x("a", at(5)), show("b", medium="n", metadata=taken("2014:01:01 10:00:00"), name="x/old.jpg"))
    assert finding.outcome is Outcome.CANNOT_SAY
    assert finding.evidence == ("a", "b", "n")
    assert 'the file shown by the file "old.jpg" was taken, as the file says itself in EXIF' in finding.reason
    assert "at least 8 years and 4 months before the event began" in finding.reason
    surely_old = older(on_x("a", at(5, year=2021)), show("b", metadata=taken("2014:01:01 10:00:00")))
    assert surely_old.outcome is Outcome.FOUND
    assert "says itself" not in surely_old.reason


def test_weak_evidence_of_youth_proves_nothing() -> None:
    finding = older(show("a", captured(at(9)), metadata=taken("2022:06:05 10:00:00")))
    assert finding.outcome is Outcome.CANNOT_SAY
    assert "by weak evidence" in finding.reason


def test_no_finding_without_an_event() -> None:
    assert ordered([on_x("a", at(5))], start=None).findings == ()
