from __future__ import annotations

import pytest
from tests.chronicle.building import (
    DAY,
    HOUR,
    SECOND,
    at,
    bluesky_id,
    captured,
    instagram_id,
    mastodon_id,
    on_x,
    ordered,
    published,
    says,
    show,
    taken,
    tiktok_id,
)

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.time import StatedTime, TimeRole


def found(*shown: ShownEvidence) -> list[Finding]:
    findings = [one for one in ordered(shown, start=None).findings if one.kind is FindingKind.TIME_CONTRADICTION]
    return sorted(findings, key=lambda one: (one.method, one.about))


def only(*shown: ShownEvidence) -> Finding:
    findings = found(*shown)
    assert len(findings) == 1
    return findings[0]


def test_a_stated_time_that_is_not_the_identifiers_is_found_with_both_and_the_difference() -> None:
    finding = only(on_x("a", at(5), published(at(5) - 2 * DAY - 3 * HOUR)))
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", "a")
    assert finding.evidence == ("a", "i-a")
    assert finding.method == "stated_time_against_identifier"
    assert 'Stated in column published: "2022-06-03T09:00:00+00:00"' in finding.reason
    assert (
        "was created on 5 June 2022 at 12:00:00 UTC: the stated time is 2 days and 3 hours earlier." in finding.reason
    )
    assert "The platform makes the identifier" in finding.reason
    assert "3 hours later." in only(on_x("a", at(5), published(at(5) + 3 * HOUR))).reason


@pytest.mark.parametrize("seconds", [-3, -1, 0, 1, 3])
def test_agreement_within_the_measured_tolerance_is_said_once_for_a_group(seconds: int) -> None:
    finding = only(on_x("a", at(5), published(at(5) + seconds * SECOND)), on_x("b", at(6), published(at(6))))
    assert finding.outcome is Outcome.NOT_FOUND
    assert finding.about == ("g",)
    assert finding.evidence == ("a", "b")
    assert "The stated times of 2 items agree with the identifier" in finding.reason


def test_a_little_more_than_the_tolerance_is_found() -> None:
    assert only(on_x("a", at(5), published(at(5) + 4 * SECOND))).outcome is Outcome.FOUND
    assert only(on_x("a", at(5), published(at(5) - 5 * SECOND))).outcome is Outcome.FOUND


def test_vague_statements_contradict_only_where_no_reading_is_possible() -> None:
    assert only(on_x("a", at(5), published("2022-06-05"))).outcome is Outcome.NOT_FOUND
    assert only(on_x("a", at(5), published("2022-06-06 01:00:00"))).outcome is Outcome.NOT_FOUND
    finding = only(on_x("a", at(5), published("2022-06-07")))
    assert finding.outcome is Outcome.FOUND
    assert "(no zone given)" in finding.reason
    assert "at least 22 hours later" in finding.reason


def test_one_disagreement_in_a_group_takes_the_agreement_back() -> None:
    finding = only(on_x("a", at(5), published(at(5))), on_x("b", at(6), published(at(9))))
    assert (finding.outcome, finding.about) == (Outcome.FOUND, ("g", "b"))


def test_an_item_is_named_once_for_each_group() -> None:
    time = published(at(9))
    twice = [on_x("a", at(5), time, item="i"), on_x("b", at(5), time, item="i", medium="n")]
    finding = only(*twice)
    assert finding.about == ("g", "a", "b")
    other_group = on_x("c", at(5), time, item="i", medium="o", group="h")
    assert len(found(*twice, other_group)) == 2
    uncollected = on_x("d", at(5), time, medium=None, group=None)
    assert only(uncollected).about == ("d",)


def test_each_platform_by_what_its_identifier_means() -> None:
    def outcome(platform: str, post_id: str, *times: StatedTime) -> Outcome:
        return only(show("a", *times, platform=platform, post_id=post_id)).outcome

    late, early = published(at(5) + 2 * DAY), published(at(5) - 2 * DAY)
    assert outcome("tiktok", tiktok_id(at(5)), late) is Outcome.NOT_FOUND
    assert outcome("tiktok", tiktok_id(at(5)), early) is Outcome.FOUND
    assert outcome("instagram", instagram_id(at(5)), late) is Outcome.NOT_FOUND
    assert outcome("instagram", instagram_id(at(5)), early) is Outcome.FOUND
    assert outcome("mastodon", mastodon_id(at(5)), late) is Outcome.FOUND
    assert outcome("mastodon", mastodon_id(at(5)), early) is Outcome.CANNOT_SAY
    assert outcome("bluesky", bluesky_id(at(5)), early) is Outcome.FOUND
    assert outcome("bluesky", bluesky_id(at(5)), published(at(5) - 2 * SECOND)) is Outcome.NOT_FOUND
    both_clients = only(show("a", early, platform="bluesky", post_id=bluesky_id(at(5))))
    assert "Both times come from the author's program." in both_clients.reason


def test_a_post_relayed_between_servers_may_have_been_received_later() -> None:
    url = f"https://example.social/@ana@other.example/{mastodon_id(at(5))}"
    assert only(show("a", published(at(3)), url=url)).outcome is Outcome.NOT_FOUND
    assert only(show("a", published(at(9)), url=url)).outcome is Outcome.FOUND


def test_published_after_it_was_captured() -> None:
    finding = only(show("a", published(at(9)), captured(at(5)), url="https://example.org/a"))
    assert finding.outcome is Outcome.FOUND
    assert finding.method == "publication_against_capture"
    assert "captured on 5 June 2022 at 12:00:01 UTC (WARC-Date)" in finding.reason
    assert "later" in finding.reason
    page_date = says(TimeRole.PAGE_PUBLISHED, at(9), "JSON-LD datePublished")
    assert only(show("a", page_date, captured(at(5)))).outcome is Outcome.FOUND
    assert found(show("a", published(at(5) + 30 * SECOND), captured(at(5)))) == []
    assert found(show("a", published(at(3)), captured(at(5)))) == []


def test_an_identifier_younger_than_the_capture() -> None:
    finding = only(on_x("a", at(9), captured(at(5))))
    assert finding.outcome is Outcome.FOUND
    assert "3 days and 23 hours before that" in finding.reason


def test_taken_after_it_was_posted_is_never_more_than_a_question() -> None:
    finding = only(on_x("a", at(5), metadata=taken("2022:07:09 10:00:00")))  # type: ignore[arg-type]
    assert finding.outcome is Outcome.CANNOT_SAY
    assert finding.method == "taken_time_against_posting"
    assert "A wrong clock" in finding.reason
    assert "after it had been shown (by 5 June 2022 at 12:00:01 UTC)" in finding.reason
    assert found(on_x("a", at(5), metadata=taken("2022:06:05 20:00:00"))) == []  # type: ignore[arg-type]
    assert found(show("a", metadata=taken("2022:07:09 10:00:00"))) == []


def test_nothing_is_said_where_there_is_nothing_to_compare() -> None:
    assert found(on_x("a", at(5)), show("b", published(at(5))), show("c"), on_x("d", at(5), published("soon"))) == []
    by_a_forum = show("e", published(at(5)), post_id="01G4S0CBG0RRFFQ69G5FAVRRFF")
    assert found(by_a_forum) == []
