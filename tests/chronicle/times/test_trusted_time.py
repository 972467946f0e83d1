"""Trusted time over the log of the case: what it told of was there by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.chronicle.building import DAY, SECOND, START, at, captured, on_x, ordered, published, show, taken

from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.items import ItemKind, Link, LinkKind
from firstseen.model.stamps import Covered
from firstseen.model.time import Bound, BoundKind, Side

UNTRUSTED = "no certificate is trusted in this case"


def covered(one: ShownEvidence, time: datetime) -> ShownEvidence:
    bound = Bound(
        Side.LATEST, time, BoundKind.TRUSTED_TIMESTAMP, "the log, which tells of it, was time-stamped by CN=A"
    )
    return replace(one, covered=Covered(bound))


def doubted(one: ShownEvidence, time: datetime | None) -> ShownEvidence:
    return replace(one, covered=Covered(None, time, UNTRUSTED))


def older(chronicle: Chronicle) -> Finding:
    (found,) = (one for one in chronicle.findings if one.kind is FindingKind.OLDER_THAN_EVENT)
    return found


def contradictions(chronicle: Chronicle) -> list[Finding]:
    return [one for one in chronicle.findings if one.method == "time_against_trusted_time"]


def test_what_the_log_told_of_was_there_by_then_and_the_finding_names_it() -> None:
    chronicle = ordered([covered(show("a"), START - 3 * DAY), show("b")])
    span = chronicle.spans["a"]
    assert (span.earliest, span.latest) == (None, START - 3 * DAY)
    (bound,) = span.basis
    assert (bound.kind, bound.side) == (BoundKind.TRUSTED_TIMESTAMP, Side.LATEST)
    assert "by CN=A on 29 May 2022 at 00:00:00 UTC: it was there by then" in bound.detail
    assert chronicle.first_seen["g"].appearance == "a"
    finding = older(chronicle)
    assert finding.outcome is Outcome.FOUND
    assert finding.reason.startswith("Shown 3 days before the event began")
    assert "time-stamped by CN=A on 29 May 2022" in finding.reason
    assert chronicle.spans["b"].latest is None, "the same medium, told of after the time-stamp"


def test_what_was_there_before_is_not_moved_by_it() -> None:
    early, late = on_x("early", at(2)), on_x("late", at(4))
    plain = ordered([early, late]).spans
    stamped = ordered([covered(early, at(9)), covered(late, at(9))]).spans
    assert [(stamped[one].earliest, stamped[one].latest) for one in stamped] == [
        (plain[one].earliest, plain[one].latest) for one in plain
    ]
    assert ordered([covered(show("a", captured(at(5))), at(3))]).spans["a"].latest == at(3)
    assert ordered([covered(show("a", captured(at(3))), at(5))]).spans["a"].latest == at(3) + SECOND


def test_a_version_had_been_made_by_then() -> None:
    chronicle = ordered([covered(show("a", medium="m"), at(3)), show("b", medium="m")])
    assert chronicle.made["m"].latest == at(3)


def test_what_is_stated_to_be_later_contradicts_it() -> None:
    chronicle = ordered([covered(show("a", published(at(9))), at(3))])
    (finding,) = contradictions(chronicle)
    assert finding.outcome is Outcome.FOUND
    assert "the stated time is 6 days later" in finding.reason
    assert (chronicle.spans["a"].earliest, chronicle.spans["a"].latest) == (None, at(3))
    assert any("does not fit" in bound.detail for bound in chronicle.spans["a"].basis)


def test_an_identifier_that_is_later_contradicts_it_too_and_does_not_decide() -> None:
    chronicle = ordered([covered(on_x("a", at(9)), at(3))])
    (finding,) = contradictions(chronicle)
    assert "6 days before that" in finding.reason
    span = chronicle.spans["a"]
    assert (span.earliest, span.latest) == (None, at(3))
    assert [bound for bound in span.basis if "the trusted time-stamp decides" in bound.detail]
    near = ordered([covered(on_x("a", at(3)), at(3) - 20 * SECOND)])
    assert contradictions(near) == [], "clocks differ by less than a minute"
    assert near.spans["a"].earliest == at(3) - 20 * SECOND


def test_a_picture_taken_afterwards_by_the_files_word() -> None:
    chronicle = ordered([covered(show("a", metadata=taken("2022:06:20 10:00:00")), at(3))])
    (finding,) = (one for one in chronicle.findings if one.kind is FindingKind.TIME_CONTRADICTION)
    assert (finding.outcome, finding.method) == (Outcome.CANNOT_SAY, "taken_time_against_posting")


def test_a_page_told_of_by_then_held_its_post_by_then() -> None:
    link = Link(LinkKind.EMBEDS, "telegram", "channel/7")
    page = replace(show("page", medium="p", url="https://a.example/"), kind=ItemKind.PAGE, links=(link,))
    post = replace(show("post", platform="telegram", post_id="channel/7"), kind=ItemKind.POST)
    assert ordered([page, post]).spans["post"].latest is None
    span = ordered([covered(page, at(3)), post]).spans["post"]
    assert span.latest == at(3)
    assert any("time-stamped by CN=A" in bound.detail for bound in span.basis)


def test_a_time_stamp_that_is_not_trusted_limits_nothing_and_says_why() -> None:
    chronicle = ordered([doubted(show("a"), START - 3 * DAY)])
    assert chronicle.spans["a"].latest is None
    assert chronicle.spans["a"].basis == ()
    (note,) = chronicle.notes["a"]
    assert note == (
        "A time-stamp of 29 May 2022 at 00:00:00 UTC over the log of this case, which tells of it, limits nothing: "
        f"{UNTRUSTED}."
    )
    finding = older(chronicle)
    assert finding.outcome is Outcome.CANNOT_SAY
    assert f"does not count here ({UNTRUSTED}); that would be at least 3 days before" in finding.reason
    after = ordered([doubted(on_x("a", at(9)), at(3))])
    assert contradictions(after) == []
    assert after.spans["a"].earliest == at(9)
    (note,) = ordered([doubted(show("a"), None)]).notes["a"]
    assert note.startswith("A time-stamp over the log")


def test_words_of_an_authority_stay_on_one_line() -> None:
    bound = Bound(Side.LATEST, at(3), BoundKind.TRUSTED_TIMESTAMP, "by\n\x1b[2J" + "x" * 5000)
    span = ordered([replace(show("a"), covered=Covered(bound, at(1), "why\n\x1b[2J"))])
    (kept,) = span.spans["a"].basis
    assert kept.detail.isprintable() and len(kept.detail) < 500
    assert all(note.isprintable() for note in span.notes["a"])
    assert datetime(2022, 6, 3, 12, tzinfo=UTC) + timedelta(0) == kept.time
