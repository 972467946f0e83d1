"""How evidence is weighed for one appearance."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.chronicle.building import (
    DAY,
    HOUR,
    NOW,
    SECOND,
    at,
    bluesky_id,
    captured,
    instagram_id,
    mastodon_id,
    on_x,
    published,
    says,
    show,
    taken,
    tiktok_id,
)

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import Dated, date
from firstseen.model.time import BoundKind, Side, TimeRole


def dated(shown: ShownEvidence) -> Dated:
    return date(gather(shown, now=NOW))


def ends(shown: ShownEvidence) -> tuple[datetime | None, datetime | None]:
    span = dated(shown).span
    return span.earliest, span.latest


def details(shown: ShownEvidence) -> str:
    return "\n".join(bound.detail for bound in dated(shown).span.basis)


def test_a_post_rests_on_its_identifier_alone() -> None:
    post = on_x("a", at(5))
    assert ends(post) == (at(5), at(5) + SECOND)
    assert {bound.kind for bound in dated(post).span.basis} == {BoundKind.POST_ID}
    assert details(post).startswith(f"X post identifier {post.post_id} was created on 5 June 2022 at 12:00:00 UTC")


def test_the_identifier_decides_and_what_is_stated_is_kept() -> None:
    post = on_x("a", at(5), published(at(3)))
    assert ends(post) == (at(5), at(5) + SECOND)
    kept = [bound for bound in dated(post).span.basis if bound.kind is BoundKind.STATED]
    assert [(bound.side, bound.time) for bound in kept] == [(Side.EARLIEST, at(3)), (Side.LATEST, at(3) + SECOND)]
    assert "does not fit: the identifier, which the platform made, decides" in kept[0].detail
    agreeing = details(on_x("a", at(5), published(at(5) - 2 * SECOND)))
    assert "does not fit" not in agreeing
    assert "zone given" in agreeing


def test_stated_time_alone_with_and_without_zone() -> None:
    assert ends(show("a", published(at(5)))) == (at(5), at(5) + SECOND)
    without = show("a", published("2022-06-05 12:00:00"))
    assert ends(without) == (at(5) - 14 * HOUR, at(5) + 14 * HOUR + SECOND)
    assert 'stated in column published: "2022-06-05 12:00:00", no zone given' in details(without)


def test_two_stated_times_narrow_each_other_or_both_stay_possible() -> None:
    assert ends(show("a", published("2022-06-05"), published(at(5)))) == (at(5), at(5) + SECOND)
    assert ends(show("a", published(at(5)), published(at(7)))) == (at(5), at(7) + SECOND)


def test_tiktok_limits_the_earliest_and_the_stated_time_the_rest() -> None:
    alone = show("a", platform="tiktok", post_id=tiktok_id(at(5)))
    assert ends(alone) == (at(5), None)
    later = at(5) + 20 * SECOND
    with_time = show("a", published(later), platform="tiktok", post_id=tiktok_id(at(5)))
    assert ends(with_time) == (later, later + SECOND)
    a_little_early = show("a", published(at(5) - 30 * SECOND), platform="tiktok", post_id=tiktok_id(at(5)))
    assert ends(a_little_early) == (at(5) - 29 * SECOND, at(5))
    too_early = show("a", published(at(3)), platform="tiktok", post_id=tiktok_id(at(5)))
    assert ends(too_early) == (at(5), None)


def test_instagram_is_usually_within_the_hour_but_not_surely() -> None:
    alone = show("a", platform="instagram", post_id=instagram_id(at(5)))
    assert ends(alone) == (at(5) - HOUR, at(5) + HOUR)
    assert dated(alone).surely_by == at(5) + HOUR + 7 * DAY
    prepared = show("a", published(at(7)), platform="instagram", post_id=instagram_id(at(5)))
    assert ends(prepared) == (at(7), at(7) + SECOND)
    assert dated(prepared).surely_by == at(7) + SECOND
    archived = show("a", captured(at(6)), platform="instagram", post_id=instagram_id(at(5)))
    assert ends(archived) == (at(5) - HOUR, at(5) + HOUR)
    assert dated(archived).surely_by == at(6) + SECOND


def test_the_two_clocks_of_a_bluesky_client_are_equal_witnesses() -> None:
    post = show("a", published(at(3)), platform="bluesky", post_id=bluesky_id(at(5)))
    assert ends(post) == (at(3), at(5) + SECOND)
    alone = show("a", platform="bluesky", post_id=bluesky_id(at(5)))
    assert ends(alone) == (at(5), at(5) + SECOND)
    assert "by its own clock" in details(alone)


def test_a_received_mastodon_post_limits_the_latest() -> None:
    url = f"https://example.social/@ana@other.example/{mastodon_id(at(5))}"
    assert ends(show("a", url=url)) == (None, at(5) + SECOND)
    assert ends(show("a", published(at(3)), url=url)) == (at(3), at(3) + SECOND)


def test_an_identifier_of_a_public_standard_gives_way_to_what_is_stated() -> None:
    forum = show("a", post_id="01G4S0CBG0RRFFQ69G5FAVRRFF")
    assert ends(forum)[0] is not None
    assert dated(forum).surely_by is not None
    stated = show("a", published(at(3, year=2023)), post_id="01G4S0CBG0RRFFQ69G5FAVRRFF")
    assert ends(stated) == (at(3, year=2023), at(3, year=2023) + SECOND)


def test_captures_limit_only_the_latest_and_the_later_of_two_counts() -> None:
    page = show("a", captured("20220605120000"), url="https://example.org/a")
    assert ends(page) == (None, at(5) + SECOND)
    assert "captured on 5 June 2022 at 12:00:00 UTC (WARC-Date): it was online by then" in details(page)
    both = show("a", captured(at(5)), captured(at(7)), url="https://example.org/a")
    assert ends(both) == (None, at(7) + SECOND)
    narrowed = show("a", published("2022-06-05"), captured(at(5)), url="https://example.org/a")
    assert ends(narrowed) == (datetime.fromisoformat("2022-06-04T10:00:00Z"), at(5) + SECOND)


def test_what_was_captured_was_there_whatever_date_it_states() -> None:
    page = show("a", published(at(9)), captured(at(5)))
    assert ends(page) == (None, at(5) + SECOND)
    assert "does not fit: stronger evidence decides" in details(page)
    post = on_x("a", at(9), captured(at(5)))
    assert ends(post) == (at(9), at(9) + SECOND)
    within_a_minute = show("a", captured(at(5)), platform="tiktok", post_id=tiktok_id(at(5) + 30 * SECOND))
    assert ends(within_a_minute) == (at(5) + SECOND, at(5) + 30 * SECOND)
    too_early = show("a", captured(at(5)), platform="tiktok", post_id=tiktok_id(at(9)))
    assert ends(too_early) == (at(9), None)


def test_page_dates_reach_to_the_last_change_and_yield_to_stated_times() -> None:
    page_date = says(TimeRole.PAGE_PUBLISHED, at(5), "JSON-LD datePublished")
    changed = says(TimeRole.PAGE_MODIFIED, at(8), "JSON-LD dateModified")
    assert ends(show("a", page_date)) == (at(5), at(5) + SECOND)
    assert ends(show("a", page_date, changed)) == (at(5), at(8) + SECOND)
    assert "the picture may be from then" in details(show("a", page_date, changed))
    assert ends(show("a", page_date, changed, published(at(4)))) == (at(4), at(4) + SECOND)
    assert dated(show("a", page_date)).span.basis[0].kind is BoundKind.PAGE_DATE


def test_an_upload_and_a_media_address_limit_the_earliest() -> None:
    uploaded = show("a", says(TimeRole.UPLOADED, at(5)), captured(at(9)))
    assert ends(uploaded) == (at(5), at(9) + SECOND)
    media_url = "https://pbs.twimg.com/media/CTu8kHdWsAAVfFQ.jpg"
    page = show("a", captured("20151201000000"), url="https://example.org", media_url=media_url)
    earliest, _ = ends(page)
    assert earliest is not None
    assert earliest.isoformat().startswith("2015-11-14")
    assert "X media identifier CTu8kHdWsAAVfFQ was uploaded" in details(page)


def test_weak_evidence_never_overrides_strong() -> None:
    wrong_clock = taken("2030:01:01 00:00:00"), taken("2024:01:01 00:00:00"), taken("2010:01:01 00:00:00")
    for metadata in wrong_clock:
        assert ends(on_x("a", at(5), metadata=metadata)) == (at(5), at(5) + SECOND)  # type: ignore[arg-type]
    page = show("a", captured(at(9)), metadata=taken("2022:06:05 12:00:00", "UTC"))
    assert ends(page) == (at(5), at(9) + SECOND)
    assert dated(page).weak_earliest
    assert dated(page).surely_after is None
    after_the_capture = show("a", captured(at(9)), metadata=taken("2024:06:05 12:00:00", "UTC"))
    assert ends(after_the_capture) == (None, at(9) + SECOND)
    assert "weak" in details(after_the_capture)


def test_a_loose_file_has_only_its_own_word_and_its_name() -> None:
    loose = show("a", metadata=taken("2022:06:05 12:00:00"))
    assert ends(loose) == (at(5) - 14 * HOUR, None)
    assert "clocks can be wrong" in details(loose)
    named = show("a", name="FB_IMG_1654430400000.jpg")
    assert ends(named) == (at(5), None)
    assert "a picture saved from Facebook" in details(named)
    made = show("a", says(TimeRole.FILE_CREATED, at(4)), name=None)
    assert ends(made) == (at(4), None)


def test_a_saved_name_says_nothing_of_a_post() -> None:
    post = show("a", platform="facebook", name="FB_IMG_1654430400000.jpg")
    gathered = gather(post, now=NOW)
    assert gathered.evidence == ()
    assert "may be after the post" in gathered.notes[0]


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (TimeRole.EDITED, "an edit may change the words"),
        (TimeRole.PAGE_MODIFIED, "changed after it was published"),
        (TimeRole.FILE_MODIFIED, "last changed on a disk"),
    ],
)
def test_times_that_are_no_bound_are_noted(role: TimeRole, why: str) -> None:
    gathered = gather(show("a", says(role, at(5), "somewhere")), now=NOW)
    assert date(gathered).span.basis == ()
    assert why in gathered.notes[0]


def test_unusable_times_are_noted_with_the_reason() -> None:
    shown = show("a", published("soon"), metadata=taken("0000:00:00 00:00:00"))
    gathered = gather(shown, now=NOW)
    assert date(gathered) == Dated(date(gathered).span)
    assert gathered.notes == (
        '"soon" in column published limits nothing: it is not a date and time that can be read.',
        '"0000:00:00 00:00:00" in EXIF DateTimeOriginal limits nothing: it is all zeros: the clock was never set.',
    )


def test_text_from_outside_stays_on_one_line() -> None:
    assert "\n" not in gather(show("a", published("so\non\x1b[2J" * 40)), now=NOW).notes[0]
    assert timedelta(0) == dated(show("a")).late_by


def test_what_is_in_a_package_was_there_by_then_and_the_capture_is_tighter() -> None:
    packing = says(TimeRole.PACKED, at(9), "the package's created (datapackage.json)")
    both = dated(show("a", captured(at(5)), packing))
    assert both.span.latest == at(5) + SECOND
    assert [bound.time for bound in both.span.basis] == [at(5) + SECOND, at(9) + SECOND]
    assert "packed by 9 June 2022" in both.span.basis[1].detail
    alone = dated(show("a", captured("1970-01-01T00:00:00Z"), packing))
    assert alone.span.latest == at(9) + SECOND
    assert alone.span.basis[0].detail.startswith("packed on 9 June 2022")


def test_a_package_begun_before_the_capture_limits_nothing() -> None:
    begun = says(TimeRole.PACKED, at(4), "the signature's created (datapackage-digest.json)")
    assert dated(show("a", captured(at(5)), begun)) == dated(show("a", captured(at(5))))
    last = says(TimeRole.PACKED, at(6), "the package's modified (datapackage.json)")
    assert len(dated(show("a", captured(at(5)), begun, last)).span.basis) == 2
