"""Which post an address is the address of: platform, identifier, account. Read from the address alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

__all__ = ["PostAddress", "post_address"]


@dataclass(frozen=True, slots=True)
class PostAddress:
    """A post as its address names it. `post_id` is in the platform's own form ("channel/123" on Telegram)."""

    platform: str
    post_id: str
    handle: str | None = None


_HANDLE = r"(?P<handle>[\w.-]{1,64})"
_ID = r"(?P<id>[\w-]{1,128})"
_RULES = (
    ("x", r"(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com", rf"/(?:i/web|{_HANDLE})/status(?:es)?/(?P<id>\d{{1,20}})(?!\d)"),
    ("x", r"platform\.(?:twitter|x)\.com", r"/embed/Tweet\.html\?(?:.*&)?id=(?P<id>\d{1,20})(?!\d)"),
    ("instagram", r"(?:www\.|m\.)?instagram\.com", rf"/(?:{_HANDLE}/)?(?:p|reels?|tv)/{_ID}"),
    ("tiktok", r"(?:www\.|m\.)?tiktok\.com", rf"/@{_HANDLE}/(?:video|photo)/(?P<id>\d{{1,20}})"),
    ("tiktok", r"(?:www\.|m\.)?tiktok\.com", r"/(?:embed|player)(?:/v\d)?/(?P<id>\d{1,20})"),
    ("telegram", r"(?:www\.)?(?:t|telegram)\.me", rf"/(?:s/)?(?P<id>{_HANDLE}/\d{{1,12}})(?!\d)"),
    ("bluesky", r"(?:www\.)?bsky\.app", rf"/profile/(?P<handle>[\w.:%-]{{1,256}})/post/{_ID}"),
    ("facebook", r"(?:[\w-]+\.)?facebook\.com", rf"/{_HANDLE}/(?:posts|videos)/(?:[^/?]{{1,256}}/)?(?P<id>\w{{5,128}})"),
    ("facebook", r"(?:[\w-]+\.)?facebook\.com", r"/[\w./]{1,64}\?(?:.*&)?(?:story_fbid|fbid|v)=(?P<id>\w{5,128})"),
    ("mastodon", r"[\w.-]+", rf"/@{_HANDLE}(?:@[\w.-]{{1,128}})?/(?P<id>\d{{15,20}})(?!\d)"),
    ("mastodon", r"[\w.-]+", rf"/users/{_HANDLE}/statuses/(?P<id>\d{{15,20}})(?!\d)"),
)
_COMPILED = tuple((platform, re.compile(host, re.I), re.compile(path)) for platform, host, path in _RULES)


def post_address(url: str | None) -> PostAddress | None:
    """The post that lives at an address, None when it is no post's."""
    if not url or len(url) > 4096:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    for platform, host_rule, path_rule in _COMPILED:
        found = path_rule.match(path) if host_rule.fullmatch(host) else None
        if found:
            handle = found.groupdict().get("handle")
            return PostAddress(platform, found["id"], unquote(handle) if handle else None)
    return None
