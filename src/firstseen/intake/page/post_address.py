"""Which post an address is the address of: platform, identifier, account. Read from the address alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from firstseen.intake.platforms import platform_of, post_of

__all__ = ["PostAddress", "post_address"]

_MAX_ADDRESS = 4096
_MAX_FIELDS = 100


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
    "threads": re.compile(r"/@([\w.]{1,30})/post/"),
}
_FRAMES = {
    "youtube": re.compile(r"/details\?(?:.*&)?v=([\w-]{11})(?![\w-])"),
    "bluesky": re.compile(r"/embed/did:[\w:.%-]{1,256}/app\.bsky\.feed\.post/([2-7a-z]{13})(?![2-7a-z])"),
    "facebook": re.compile(
        r"/(?:[\w.-]{1,64}/(?:posts|videos)/(?:[^/?]{1,256}/)?|[\w./]{1,64}\?(?:.*&)?(?:story_fbid|fbid|v)=)(\w{5,128})"
    ),
}
"""Forms of address beside those in `firstseen.model.posts.places`: of embedding frames, and Facebook's many."""
_FACEBOOK_PLUGIN = re.compile(r"/plugins/(?:post|video)\.php")
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
    host = (parts.hostname or "").lower()
    if host.endswith("facebook.com") and _FACEBOOK_PLUGIN.search(parts.path):
        return post_address(dict(parse_qsl(parts.query, max_num_fields=_MAX_FIELDS)).get("href"))
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
