"""Which post an address is the address of: platform, identifier, account. Read from the address alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from firstseen.intake.platforms import platform_of, post_of

__all__ = ["PostAddress", "post_address"]

_MAX_ADDRESS = 4096


@dataclass(frozen=True, slots=True)
class PostAddress:
    """A post as its address names it. `post_id` is in the platform's own form ("channel/123" on Telegram)."""

    platform: str
    post_id: str
    handle: str | None = None


_HANDLES = {
    "x": re.compile(r"/(?!i/)(\w{1,20})/status"),
    "instagram": re.compile(r"/(?!(?:p|reels?|tv)/)([\w.]{1,30})/(?:p|reels?|tv)/"),
    "tiktok": re.compile(r"/@([\w.-]{1,64})/"),
    "telegram": re.compile(r"/(?:s/)?(?!c/)(\w{4,64})/"),
    "bluesky": re.compile(r"/profile/([^/]{1,256})/post/"),
    "facebook": re.compile(r"/([\w.-]{1,64})/(?:posts|videos)/"),
}
_FRAMES = {
    "x": re.compile(r"/embed/Tweet\.html\?(?:.*&)?id=(\d{1,20})(?!\d)"),
    "tiktok": re.compile(r"/(?:embed|player)(?:/v\d)?/(\d{1,20})(?!\d)"),
    "facebook": re.compile(
        r"/(?:[\w.-]{1,64}/(?:posts|videos)/(?:[^/?]{1,256}/)?|[\w./]{1,64}\?(?:.*&)?(?:story_fbid|fbid|v)=)(\w{5,128})"
    ),
}
"""Forms of address beside those in `firstseen.intake.platforms`: of embedding frames, and Facebook's many."""
_MASTODON = re.compile(r"/(?:@([\w.-]{1,64})(?:@[\w.-]{1,128})?|users/([\w.-]{1,64})/statuses)/(\d{15,20})(?!\d)")
"""A Mastodon server cannot be told by its name, but its addresses can."""


def post_address(url: str | None) -> PostAddress | None:
    """The post that lives at an address, None when it is no post's."""
    if not url or len(url) > _MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    platform, post = platform_of(url), post_of(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if platform is None:
        found = _MASTODON.match(path)
        return PostAddress("mastodon", found[3], found[1] or found[2]) if found else None
    if post is None:
        frame = _FRAMES[platform].match(path) if platform in _FRAMES else None
        post = frame[1] if frame else None
    if post is None:
        return None
    handle = _HANDLES[platform].match(path) if platform in _HANDLES else None
    return PostAddress(platform, post, unquote(handle[1]) if handle else None)
