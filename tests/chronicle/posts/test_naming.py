"""The same post has the same name however it was collected, on every platform that firstseen names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chronicle.building import NOW, at, bluesky_id, instagram_id, show, tiktok_id, x_id

from firstseen.chronicle.posts.naming import names_of, names_of_link
from firstseen.chronicle.times.identifiers import post_identifier_time
from firstseen.model.items import Link, LinkKind
from firstseen.model.platforms import platforms
from firstseen.model.posts.addresses import platform_named, read_address

X, TIKTOK, INSTAGRAM, BLUESKY = x_id(at(5)), tiktok_id(at(5)), instagram_id(at(5)), bluesky_id(at(5))
DISCORD = "984096293113757696"


def code(number: str) -> str:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    value, written = int(number), ""
    while value:
        value, digit = divmod(value, 64)
        written = signs[digit] + written
    return written


Called = tuple[str | None, str | None, str | None]

ONE_POST: dict[str, list[Called]] = {
    "x": [
        ("x", X, None),
        ("Twitter", X, f"https://x.com/ana/status/{X}"),
        ("X (Twitter)", f"https://x.com/ana/status/{X}", None),
        (None, None, f"https://twitter.com/ana/status/{X}?s=20&t=abc"),
        (None, None, f"http://www.twitter.com/ana/statuses/{X}#m"),
        (None, None, f"https://mobile.twitter.com/ana/status/{X}/photo/1"),
        (None, None, f"https://m.twitter.com/i/web/status/{X}"),
        (None, None, f"https://X.com/i/status/{X}/"),
        (None, None, f"https://fxtwitter.com/ana/status/{X}"),
        (None, None, f"https://vxtwitter.com/ana/status/{X}"),
        (None, None, f"https://fixupx.com/ana/status/{X}"),
        (None, None, f"https://nitter.net/ana/status/{X}#m"),
        (None, None, f"https://nitter.poast.org/ana/status/{X}"),
        (None, None, f"https://xcancel.com/ana/status/{X}"),
        (None, None, f"https://x.com:443/ana/status/{X}"),
        (None, None, f"https://web.archive.org/web/20220605120000/https://twitter.com/ana/status/{X}"),
        (None, None, f"https://platform.twitter.com/embed/Tweet.html?dnt=false&id={X}&lang=en"),
    ],
    "mastodon": [
        (None, None, "https://mastodon.social/@ana/108425012345678901"),
        ("mastodon", "108425012345678901", "https://mastodon.social/@ana/108425012345678901"),
        ("mastodon.social", "108425012345678901", "https://mastodon.social/users/ana/statuses/108425012345678901"),
        ("mastodon", "https://mastodon.social/users/ana/statuses/108425012345678901", None),
        (None, None, "https://mastodon.social/web/statuses/108425012345678901"),
        (None, None, "https://mastodon.social/deck/@ana/108425012345678901?x=1"),
    ],
    "tiktok": [
        ("tiktok", TIKTOK, None),
        (None, None, f"https://www.tiktok.com/@ana/video/{TIKTOK}?is_from_webapp=1&sender_device=pc"),
        (None, None, f"https://m.tiktok.com/v/{TIKTOK}.html"),
        (None, None, f"https://www.tiktok.com/embed/v2/{TIKTOK}"),
        (None, None, f"https://www.vxtiktok.com/@ana/photo/{TIKTOK}"),
    ],
    "instagram": [
        ("instagram", INSTAGRAM, None),
        ("instagram", f"{INSTAGRAM}_5551234", None),
        ("instagram", code(INSTAGRAM), None),
        (None, None, f"https://www.instagram.com/p/{code(INSTAGRAM)}/?igsh=abc"),
        (None, None, f"https://instagram.com/ana/reel/{code(INSTAGRAM)}"),
        (None, None, f"https://www.instagram.com/reels/{code(INSTAGRAM)}/"),
        (None, None, f"https://www.ddinstagram.com/p/{code(INSTAGRAM)}/"),
        (None, None, f"https://www.instagram.com/p/{code(INSTAGRAM)}{'k' * 28}/"),
    ],
    "bluesky": [
        ("bluesky", BLUESKY, None),
        ("bsky.app", f"at://did:plc:abc/app.bsky.feed.post/{BLUESKY}", None),
        (None, None, f"https://bsky.app/profile/ana.bsky.social/post/{BLUESKY}"),
        (None, None, f"https://bsky.app/profile/did:plc:abc/post/{BLUESKY}?ref_src=embed"),
        (None, None, f"https://fxbsky.app/profile/ana.example/post/{BLUESKY}"),
    ],
    "discord": [
        ("discord", DISCORD, None),
        (None, None, f"https://discord.com/channels/9640962931137576/9640962931137577/{DISCORD}"),
        (None, None, f"https://ptb.discordapp.com/channels/@me/9640962931137577/{DISCORD}"),
    ],
    "facebook": [
        ("facebook", "10158912345678901", None),
        ("fb", "55512345_10158912345678901", None),
        (None, None, "https://www.facebook.com/ana/posts/10158912345678901"),
        (None, None, "https://m.facebook.com/story.php?story_fbid=10158912345678901&id=55512345"),
        (None, None, "https://mbasic.facebook.com/permalink.php?id=55512345&story_fbid=10158912345678901"),
        (None, None, "https://www.facebook.com/ana/posts/what-we-saw/10158912345678901/?__tn__=-R"),
        (None, None, "https://www.facebook.com/groups/bridges/posts/10158912345678901/"),
    ],
    "telegram": [
        ("telegram", "channel/6919", None),
        ("telegram", "@Channel/6919", None),
        ("Telegram", "6919", "https://t.me/channel/6919"),
        (None, None, "https://t.me/s/channel/6919"),
        (None, None, "https://t.me/s/Channel/6919?before=1"),
        (None, None, "https://telegram.me/CHANNEL/6919?single"),
        (None, None, "https://t.me/channel/12/6919"),
        (None, None, "https://www.t.me/channel/6919/?embed=1&mode=tme"),
        (None, None, "tg://resolve?domain=channel&post=6919&single"),
    ],
    "whatsapp": [
        ("whatsapp", "0029Va5BxYzKmCPJ1a2b/118", None),
        (None, None, "https://whatsapp.com/channel/0029Va5BxYzKmCPJ1a2b/118"),
        (None, None, "https://www.whatsapp.com/channel/0029Va5BxYzKmCPJ1a2b/118"),
    ],
    "youtube": [
        ("youtube", "dQw4w9WgXcQ", None),
        (None, None, "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s"),
        (None, None, "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ"),
        (None, None, "https://youtu.be/dQw4w9WgXcQ?si=abc"),
        (None, None, "https://www.youtube.com/shorts/dQw4w9WgXcQ"),
        (None, None, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"),
    ],
    "vk": [
        ("vk", "wall-123_4567", None),
        (None, None, "https://vk.com/wall-123_4567"),
        (None, None, "https://m.vk.com/wall-123_4567?from=feed"),
        (None, None, "https://vk.ru/news_of_town?w=wall-123_4567"),
    ],
    "reddit": [
        ("reddit", "v5k2x9", None),
        ("reddit", "t3_v5k2x9", None),
        (None, None, "https://old.reddit.com/r/pics/comments/v5k2x9/the_bridge/"),
        (None, None, "https://www.reddit.com/comments/v5k2x9?utm_source=share"),
        (None, None, "https://redd.it/v5k2x9"),
    ],
    "threads": [
        ("threads", "CuXFPIeLLod", None),
        (None, None, "https://www.threads.net/@ana/post/CuXFPIeLLod?xmt=abc"),
        (None, None, "https://www.threads.com/t/CuXFPIeLLod"),
    ],
    "": [
        (None, None, "https://news.example/2022/06/05/bridge?id=7"),
        (None, None, "http://www.news.example/2022/06/05/bridge/?utm_source=x&id=7#top"),
        (None, None, "https://m.news.example:443/2022/06/05/bridge?id=7&fbclid=abc"),
    ],
}


def test_every_platform_that_has_a_name_is_tried() -> None:
    assert set(platforms()) <= set(ONE_POST)


@pytest.mark.parametrize("platform", list(ONE_POST))
def test_one_post_has_one_first_name(platform: str) -> None:
    firsts = {called: names_of(*called)[:1] for called in ONE_POST[platform]}
    assert set(firsts.values()) == {names_of(*ONE_POST[platform][0])[:1]}, firsts
    assert () not in firsts.values()


def test_no_two_platforms_share_a_name() -> None:
    assert len({names_of(*calls[0])[0] for calls in ONE_POST.values()}) == len(ONE_POST)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("telegram", None, "https://t.me/channel/6919"), ("telegram", None, "https://t.me/channels/6919")),
        (("telegram", None, "https://t.me/channel/6919"), ("telegram", None, "https://t.me/channel/691")),
        (("tiktok", None, f"https://x.com/ana/status/{X}"), (None, None, f"https://x.com/ana/status/{X}")),
        (("telegram", None, "https://t.me/c/1234567/6919"), ("telegram", None, "https://t.me/c/1234568/6919")),
        (("telegram", "6919", "https://t.me/channel/6919"), ("telegram", "6919", "https://t.me/another/6919")),
        (("telegram", None, "https://t.me/channel/6919"), (None, None, "https://t.me/channel/6919?comment=77")),
        ((None, None, "https://one.social/@ana/108425012345678901"),
         (None, None, "https://two.social/@ana/108425012345678901")),
        ((None, None, "https://news.example/a?id=7"), (None, None, "https://news.example/a?id=8")),
        ((None, None, "https://news.example/a"), (None, None, "https://news.example:8080/a")),
        ((None, None, "https://news.example/A"), (None, None, "https://news.example/a")),
        ((None, None, "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
         (None, None, "https://www.youtube.com/watch?v=dQw4w9WgXcq")),
        ((None, None, f"https://x.com/ana/status/{X}"), ("mastodon", X, f"https://one.social/@ana/{X}")),
        ((None, None, "https://redd.it/v5k2x9"), (None, None, "https://reddit.com/r/pics/comments/v5k2x9/t/i1b2c3d/")),
    ],
)  # fmt: skip
def test_other_posts_have_other_names(one: Called, other: Called) -> None:
    assert names_of(*one)
    assert not set(names_of(*one)) & set(names_of(*other))


@pytest.mark.parametrize(
    "called",
    [
        (None, None, None),
        ("telegram", "6919", None),
        ("whatsapp", "12", None),
        ("mastodon", "108425012345678901", None),
        ("one.social", "108425012345678901", None),
        (None, "108425012345678901", None),
        ("x", "   ", None),
        ("telegram", "6919", "https://t.me/channel/7000"),
        (None, None, "https://news.example/"),
        (None, None, "https://[news.example/a"),
        (None, None, "https://news.example:99999999/a"),
        (None, None, "ftp://news.example/a"),
        (None, None, "https://news.example/" + "a" * 5000),
    ],
)
def test_what_means_no_certain_post_has_no_name(called: Called) -> None:
    assert names_of(*called) == ()


def test_what_is_stated_comes_before_the_address_and_both_are_names() -> None:
    url = "https://www.facebook.com/ana/posts/pfbid02AbCdEfGhIjK"
    assert names_of("facebook", "10158912345678901", url) == (
        "post:facebook:10158912345678901",
        "post:facebook:pfbid02AbCdEfGhIjK",
    )
    assert names_of("weibo", "4776543210987654", "https://weibo.com/123/LxYz") == (
        "post:weibo:4776543210987654",
        "post:weibo.com/123/LxYz",
    )


def test_a_number_in_a_chat_is_of_the_chat_of_the_message_that_links() -> None:
    link = Link(LinkKind.REPLY_TO, "telegram", "6919")
    by_address = show("a", platform="telegram", post_id="7001", url="https://t.me/channel/7001")
    by_name = show("b", platform="telegram", post_id="channel/7001")
    without = show("c", platform="telegram", post_id="7001")
    assert names_of_link(link, by_address) == names_of_link(link, by_name) == ("post:telegram:channel/6919",)
    assert names_of_link(Link(LinkKind.REPLY_TO, None, "6919"), by_name) == ("post:telegram:channel/6919",)
    assert names_of_link(link, without) == ()


@pytest.mark.parametrize("url", [f"https://nitter.net/ana/status/{X}", f"https://fxtwitter.com/i/status/{X}"])
def test_what_shows_the_posts_of_a_platform_dates_them(url: str) -> None:
    found = post_identifier_time(None, None, url, now=NOW)
    assert found is not None
    assert abs(found.time - at(5)) < timedelta(seconds=1)


@pytest.mark.parametrize("platform", ["facebook", "telegram", "youtube", "vk", "reddit", "threads", "whatsapp"])
def test_posts_of_platforms_without_a_rule_have_no_time(platform: str) -> None:
    for called in ONE_POST[platform]:
        assert post_identifier_time(*called, now=NOW) is None


@pytest.mark.parametrize(("name", "platform"), [("t.me", "telegram"), ("https://www.Facebook.com/", "facebook"),
                                               ("nitter.net", "x"), ("weibo", "weibo"), (" ", None)])  # fmt: skip
def test_platforms_by_their_hosts(name: str, platform: str | None) -> None:
    assert platform_named(name) == platform


@given(st.one_of(st.none(), st.text(max_size=40), st.sampled_from(list(ONE_POST))),
       st.one_of(st.none(), st.text(max_size=60)),
       st.one_of(st.text(max_size=60), st.builds("https://{}/{}".format, st.sampled_from(
           ["t.me", "x.com", "youtu.be", "redd.it", "nitter.x", "vk.com", "facebook.com", "a.example"]),
           st.text(max_size=60)), st.builds("tg://resolve?{}".format, st.text(max_size=60))))  # fmt: skip
def test_nothing_is_raised(platform: str | None, post_id: str | None, url: str) -> None:
    assert all(name.startswith("post:") for name in names_of(platform, post_id, url))
    assert read_address(url) == read_address(url)
