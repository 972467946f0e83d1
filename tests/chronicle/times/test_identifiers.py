"""Every identifier rule with a known answer, and that nonsense gives nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.chronicle.times.identifiers import IdentifierTime, media_identifier_time, post_identifier_time

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(platform: str | None, post_id: str | None, url: str | None = None) -> IdentifierTime | None:
    return post_identifier_time(platform, post_id, url, now=NOW)


def instant(found: IdentifierTime | None) -> str:
    assert found is not None
    return found.time.isoformat(timespec="milliseconds").removesuffix("+00:00")


@pytest.mark.parametrize(
    ("platform", "post_id", "expected"),
    [
        # Worked out by hand from the scheme, and the example in the documentation of Discord.
        ("x", "1541815603606036480", "2022-06-28T16:07:40.105"),
        ("Twitter", "665333038944002048", "2015-11-14T00:58:52.431"),
        ("mastodon", "109372843234653168", None),
        ("tiktok", "7594065677489687830", None),
        ("instagram", "3783916721875509634", None),
        ("instagram", "3783916721875509634_55317749485", None),
        ("instagram", "DSDLDXjDOGC", None),
        ("discord", "175928847299117063", "2016-04-30T11:18:25.796"),
        ("bluesky", "3kaheyt6vpc22", "2023-09-28T12:49:37.054"),
        (
            "bluesky",
            "at://did:plc:kvwvcn5iqfooopmyzvb4qzba/app.bsky.feed.post/3kaheyt6vpc22",
            "2023-09-28T12:49:37.054",
        ),
        # RFC 9562, appendix A, and the examples of the ULID and ObjectId specifications.
        (None, "C232AB00-9414-11EC-B3C8-9F6BDECED846", "2022-02-22T19:22:22.000"),
        (None, "1EC9414C-232A-6B00-B3C8-9F6BDECED846", "2022-02-22T19:22:22.000"),
        (None, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "2022-02-22T19:22:22.000"),
        (None, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "2016-07-30T23:54:10.259"),
        ("someforum", "507f1f77bcf86cd799439011", "2012-10-17T21:13:27.000"),
    ],
)
def test_known_answers(platform: str | None, post_id: str, expected: str | None) -> None:
    found = read(platform, post_id)
    assert found is not None
    if expected is not None:
        assert instant(found) == expected


def test_number_and_shortcode_of_one_post_agree() -> None:
    by_number, by_code = read("instagram", "3783916721875509634"), read("instagram", "DSDLDXjDOGC")
    assert instant(by_number) == instant(by_code)


def test_scheme_by_hand() -> None:
    moment = datetime(2022, 3, 1, 10, 20, 30, 456000, tzinfo=UTC)
    milliseconds = int(moment.timestamp() * 1000)
    assert instant(read("x", str((milliseconds - 1288834974657) << 22 | 17))) == "2022-03-01T10:20:30.456"
    assert instant(read("mastodon", str(milliseconds << 16 | 9))) == "2022-03-01T10:20:30.456"
    assert instant(read("discord", str((milliseconds - 1420070400000) << 22))) == "2022-03-01T10:20:30.456"
    assert instant(read("instagram", str((milliseconds - 1314220021721) << 23))) == "2022-03-01T10:20:30.456"
    assert instant(read("tiktok", str(milliseconds // 1000 << 32 | 5))) == "2022-03-01T10:20:30.000"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://x.com/a_b/status/665333038944002048?s=20", "x"),
        ("https://mobile.twitter.com/i/web/status/665333038944002048/photo/1", "x"),
        ("https://web.archive.org/web/20151114010203im_/https://twitter.com/a/status/665333038944002048", "x"),
        ("https://www.tiktok.com/@someone/video/7594065677489687830", "tiktok"),
        ("https://www.tiktok.com/@someone/photo/7594065677489687830", "tiktok"),
        ("https://www.instagram.com/p/DSDLDXjDOGC/", "instagram"),
        ("https://www.instagram.com/someone/reel/DSDLDXjDOGC/?hl=en", "instagram"),
        ("https://bsky.app/profile/someone.example/post/3kaheyt6vpc22", "bluesky"),
        ("https://discord.com/channels/1/2/175928847299117063", "discord"),
        ("https://example.social/@someone/109372843234653168", "mastodon"),
        ("https://example.social/users/someone/statuses/109372843234653168", "mastodon"),
        ("https://example.social/@someone@other.example/109372843234653168", "mastodon_remote"),
    ],
)
def test_addresses_name_platform_and_post(url: str, kind: str) -> None:
    found = read(None, None, url)
    assert found is not None
    assert found.kind == kind
    assert read(None, url) == found if kind != "x" or "archive" not in url else True


@pytest.mark.parametrize(
    ("platform", "post_id", "url"),
    [
        ("x", "20", None),
        ("x", "29000000000", None),
        ("x", "9" * 19, None),
        ("x", "9" * 20, None),
        ("x", "9" * 400, None),
        ("x", "-665333038944002048", None),
        ("x", "665333038944002048a", None),
        ("x", "٦٦٥٣٣٣٠٣٨٩٤٤٠٠٢٠٤٨", None),
        ("x", "3kaheyt6vpc22", None),
        ("x", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", None),
        ("x", None, "https://example.social/@someone/109372843234653168"),
        ("telegram", "665333038944002048", None),
        ("facebook", "10153", "https://www.facebook.com/a/posts/10153"),
        ("mastodon", "12345", None),
        ("tiktok", "665333038944002048", None),
        ("instagram", "123456789", None),
        ("instagram", "someone", None),
        ("bluesky", "zzzzzzzzzzzzz", None),
        ("bluesky", "2222222222222", None),
        ("discord", "1", None),
        (None, "665333038944002048", None),
        (None, "919108f7-52d1-4320-9bac-f847db4148a8", None),
        (None, "123456789012345678901234", None),
        (None, "00000000-0000-7000-8000-000000000000", None),
        (None, "FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF", None),
        (None, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", None),
        (None, None, "https://x.com/someone"),
        (None, None, "https://[broken/status/665333038944002048"),
        (None, None, "https://example.org/2015/11/14/news.html"),
        (None, None, "ftp://x.com/a/status/665333038944002048"),
        (None, None, None),
        ("", "", ""),
    ],
)
def test_nonsense_gives_nothing(platform: str | None, post_id: str | None, url: str | None) -> None:
    assert read(platform, post_id, url) is None


def test_only_unknown_platforms_leave_the_word_to_the_address() -> None:
    url = "https://x.com/a/status/665333038944002048"
    assert read("web", None, url) is not None
    assert read("tiktok", None, url) is None
    assert read("example.social", None, "https://example.social/@a/109372843234653168") is not None
    assert read("web", None, "https://example.social/@a/109372843234653168") is None


def test_what_each_kind_limits() -> None:
    x = read("x", "665333038944002048")
    assert x is not None
    assert (x.earliest, x.latest) == (x.time, x.time + timedelta(seconds=1))
    tiktok = read("tiktok", "7594065677489687830")
    assert tiktok is not None
    assert (tiktok.earliest, tiktok.latest, tiktok.usual_latest) == (tiktok.time, None, None)
    instagram = read("instagram", "DSDLDXjDOGC")
    assert instagram is not None
    hour = timedelta(hours=1)
    assert (instagram.earliest, instagram.latest) == (instagram.time - hour, None)
    assert instagram.usual_latest == instagram.time + hour
    remote = read(None, None, "https://example.social/@someone@other.example/109372843234653168")
    assert remote is not None
    assert remote.earliest is None
    assert remote.latest is not None


def test_tomorrow_is_still_believed_but_not_later() -> None:
    def x_id(time: datetime) -> str:
        return str((int(time.timestamp() * 1000) - 1288834974657) << 22)

    assert read("x", x_id(NOW + timedelta(hours=23))) is not None
    assert read("x", x_id(NOW + timedelta(hours=25))) is None


def test_media_addresses() -> None:
    def media(url: str | None) -> IdentifierTime | None:
        return media_identifier_time(url, now=NOW)

    by_name = media("https://pbs.twimg.com/media/CTu8kHdWsAAVfFQ.jpg:large")
    assert by_name is not None
    assert by_name.rule.named == "X media identifier"
    assert by_name.time.date().isoformat() == "2015-11-14"
    assert by_name.latest is None
    by_number = media("https://pbs.twimg.com/ext_tw_video_thumb/665333038944002048/pu/img/abc.jpg")
    assert instant(by_number) == "2015-11-14T00:58:52.431"
    discord = media("https://cdn.discordapp.com/attachments/1/175928847299117063/a.png")
    assert instant(discord) == "2016-04-30T11:18:25.796"
    for nothing in (
        None,
        "https://pbs.twimg.com/profile_images/1/a.jpg",
        "https://pbs.twimg.com/media/_______________.jpg",
        "https://x.com/a/status/665333038944002048",
        "https://example.org/a.jpg",
    ):
        assert media(nothing) is None


anything = st.one_of(st.none(), st.text(max_size=60), st.integers(-(2**70), 2**70).map(str))


@given(
    st.one_of(anything, st.sampled_from(["x", "mastodon", "tiktok", "instagram", "bluesky", "discord"])),
    anything,
    st.one_of(anything, st.text(max_size=40).map("https://x.com/a/status/".__add__)),
)
def test_any_input_gives_a_believable_time_or_nothing(
    platform: str | None, post_id: str | None, url: str | None
) -> None:
    found = read(platform, post_id, url)
    assert found is None or datetime(2006, 1, 1, tzinfo=UTC) <= found.time <= NOW + timedelta(days=1)
    media = media_identifier_time(url, now=NOW)
    assert media is None or media.time <= NOW + timedelta(days=1)
