from __future__ import annotations

import pytest

from firstseen.intake.platforms import platform_name, platform_of, post_of


@pytest.mark.parametrize(
    ("url", "platform", "post"),
    [
        ("https://x.com/user/status/665333038944002048", "x", "665333038944002048"),
        ("https://x.com/i/status/665333038944002048?s=20", "x", "665333038944002048"),
        ("https://twitter.com/i/web/status/665333038944002048", "x", "665333038944002048"),
        ("http://mobile.twitter.com/user/statuses/66533/photo/1", "x", "66533"),
        ("https://x.com/user", "x", None),
        ("https://www.instagram.com/p/CZx_y-12345/", "instagram", "CZx_y-12345"),
        ("https://www.instagram.com/some.one/reel/CZxy12345", "instagram", "CZxy12345"),
        ("https://www.tiktok.com/@user/video/7068000000000000000", "tiktok", "7068000000000000000"),
        ("https://t.me/channel_ua/1234", "telegram", "channel_ua/1234"),
        ("https://t.me/s/channel_ua/1234", "telegram", "channel_ua/1234"),
        ("https://t.me/c/1234567890/12", "telegram", "c/1234567890/12"),
        ("https://t.me/joinchat", "telegram", None),
        ("https://bsky.app/profile/a.bsky.social/post/3jzfcijpj2z2a", "bluesky", "3jzfcijpj2z2a"),
        ("https://m.facebook.com/story.php?story_fbid=1", "facebook", None),
        ("https://www.facebook.com/page/posts/1234567890", "facebook", "1234567890"),
        ("https://fb.watch/abc123/", "facebook", None),
        ("https://youtu.be/abc_DEF-123?t=3", "youtube", "abc_DEF-123"),
        ("https://www.youtube-nocookie.com/embed/abc_DEF-123", "youtube", "abc_DEF-123"),
        ("https://www.youtube.com/embed/videoseries?list=PL0", "youtube", None),
        ("https://vk.com/wall-123_45", "vk", "wall-123_45"),
        ("https://www.threads.net/@user/post/CuZsgfWLyiI", "threads", "CuZsgfWLyiI"),
        ("https://fxtwitter.com/user/status/665333038944002048", "x", "665333038944002048"),
        ("https://nitter.net/user/status/665333038944002048#m", "x", "665333038944002048"),
        ("https://web.archive.org/web/2016/https://x.com/user/status/665333038944002048", None, None),
        ("https://mastodon.social/@user/107800000000000000", None, None),
        ("https://notx.com/user/status/1", None, None),
        ("https://x.com.example.org/user/status/1", None, None),
        ("ftp://x.com/user/status/1", None, None),
        ("https://[x.com/user", None, None),
        ("x.com/user/status/1", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_platform_and_post_are_read_from_an_address_only_where_its_form_is_known(
    url: str | None, platform: str | None, post: str | None
) -> None:
    assert (platform_of(url), post_of(url)) == (platform, post)


def test_all_names_of_x_are_one() -> None:
    assert {platform_name(name) for name in ("X", " Twitter ", "x.com", "twitter/x")} == {"x"}
    assert platform_name("Telegram") == "telegram"
