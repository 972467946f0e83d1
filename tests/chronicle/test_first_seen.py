from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tests.chronicle.building import (
    SECOND,
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

from firstseen.chronicle.evidence import FirstSeen, ShownEvidence


def first(*shown: ShownEvidence) -> FirstSeen:
    found: Sequence[FirstSeen] = list(ordered(shown).first_seen.values())
    assert len(found) == 1
    return found[0]


def test_the_earliest_post_is_first_with_reason_and_without_doubt() -> None:
    found = first(on_x("late", at(7)), on_x("early", at(5), author="bo"), on_x("middle", at(6)))
    assert found.appearance == "early"
    assert found.span.latest == at(5) + SECOND
    assert found.reason.startswith("Of the known appearances a post by bo on X (https://x.com/bo/status/")
    assert "surely shown by 5 June 2022 at 12:00:01 UTC: X post identifier" in found.reason
    assert found.reason.endswith("All others with a time came later.")


def test_chosen_by_when_it_had_surely_been_shown() -> None:
    vague = show("vague", published("2022-06-05"), url="https://example.org/vague")
    exact = on_x("exact", at(5))
    found = first(vague, exact)
    assert found.appearance == "exact"
    assert "1 other appearance could be earlier" in found.reason
    assert "a page (https://example.org/vague)" in found.reason


def test_many_that_could_be_earlier_are_counted_and_the_timeless_too() -> None:
    open_ended = [show(f"c{day}", captured(at(day)), url=f"https://example.org/{day}") for day in range(10, 16)]
    timeless = [show(f"t{index}") for index in range(2)]
    found = first(on_x("a", at(5)), *open_ended, *timeless)
    assert "6 other appearances could be earlier" in found.reason
    assert "https://example.org/10), a page (https://example.org/11), a page (https://example.org/12)" in found.reason
    assert "and 3 more" in found.reason
    assert found.reason.endswith("2 other appearances have no time at all.")
    assert first(on_x("a", at(5)), show("t")).reason.endswith("1 other appearance has no time at all.")


def test_what_is_only_usual_waits_behind_what_is_sure() -> None:
    usual = show("usual", platform="instagram", post_id=instagram_id(at(5)))
    assert first(usual, on_x("sure", at(6))).appearance == "sure"
    assert first(usual, on_x("later", at(20))).appearance == "usual"
    assert "usually shown by 5 June 2022 at 13:00:00 UTC" in first(usual).reason


def test_without_any_latest_strong_goes_before_weak_and_the_doubt_is_said() -> None:
    weak = show("weak", metadata=taken("2020:01:01 10:00:00"))
    strong = show("strong", platform="tiktok", post_id=tiktok_id(at(5)))
    found = first(weak, strong)
    assert found.appearance == "strong"
    assert "No appearance is known to have been shown by a certain time." in found.reason
    assert "1 other appearance could be earlier" in found.reason
    only_weak = first(weak, show("timeless"))
    assert only_weak.appearance == "weak"
    assert "By weak evidence alone" in only_weak.reason


def test_of_equal_ends_the_more_exact_and_then_the_identifier_decides() -> None:
    exact, page = on_x("b", at(5)), show("a", captured(at(5)), url="https://example.org")
    assert first(page, exact).appearance == "b"
    assert first(on_x("z", at(5)), on_x("y", at(5))).appearance == "y"


def test_nothing_known_gives_none_and_says_why() -> None:
    alone = first(show("a"))
    assert (alone.appearance, alone.span.earliest, alone.span.latest) == (None, None, None)
    assert alone.reason == "Its one known appearance has no time that can be used."
    assert first(show("a"), show("b")).reason == "None of its 2 known appearances has a time that can be used."
    assert "the only one known" in first(on_x("a", at(5))).reason


def test_never_called_the_original() -> None:
    shown = [on_x("a", at(5)), show("b"), show("c", captured(at(5) + timedelta(days=1)))]
    chronicle = ordered(shown)
    words = [one.reason for one in chronicle.first_seen.values()] + [one.reason for one in chronicle.findings]
    assert words
    assert all("original" not in sentence.lower() for sentence in words)
