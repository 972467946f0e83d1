"""What a web address says: which platform it belongs to, and the identifiers in its path. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["Address", "platform_named", "read_address"]

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=\S)", re.I)
_LONGEST = 4096

_NAMES = {
    "x": "x",
    "x.com": "x",
    "twitter": "x",
    "twitter.com": "x",
    "mastodon": "mastodon",
    "tiktok": "tiktok",
    "tiktok.com": "tiktok",
    "instagram": "instagram",
    "instagram.com": "instagram",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "bsky.app": "bluesky",
    "discord": "discord",
    "discord.com": "discord",
}
_HOSTS = {
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "instagram.com": "instagram",
    "bsky.app": "bluesky",
    "discord.com": "discord",
    "discordapp.com": "discord",
    "twimg.com": "x",
}
_PATHS = {
    "x": re.compile(r"/(?:i/(?:web/)?|[A-Za-z0-9_]{1,20}/)status(?:es)?/(\d+)(?=/|$)"),
    "tiktok": re.compile(r"/(?:@[^/]{1,64}|v|embed|share)/(?:video|photo|v2)?/?(\d+)(?=/|$|\.html$)"),
    "instagram": re.compile(r"/(?:[A-Za-z0-9._]{1,30}/)?(?:p|reel|reels|tv)/([A-Za-z0-9_-]+)(?=/|$)"),
    "bluesky": re.compile(r"/profile/[^/]+/post/([a-z2-7]+)(?=/|$)"),
    "discord": re.compile(r"/(?:channels/(?:\d+|@me)/\d+|attachments/\d+)/(\d+)(?=/|$)"),
    "mastodon": re.compile(r"/(?:@([^/]{1,200})|users/[^/]{1,100}/statuses|web/statuses)/(\d+)(?=/|$)"),
}
_TWIMG = re.compile(
    r"/(?:media/([A-Za-z0-9_-]{15})(?=$|[.:?])|(?:ext_tw_video|amplify_video|tweet_video)(?:_thumb)?/(\d+)/)"
)
_AT_URI = re.compile(r"at://[^/\s]+/app\.bsky\.feed\.post/([a-z2-7]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: platform, the post's identifier, or the identifier of an uploaded medium.

    `remote`: the post is shown by a Mastodon server that received it from another one.
    `media_key`: an X media name of 15 signs, which holds an identifier in base 64.
    """

    platform: str | None = None
    post_id: str | None = None
    media_id: str | None = None
    media_key: str | None = None
    remote: bool = False


_NOTHING = Address()


def platform_named(name: str | None) -> str | None:
    """The platform's one name for the several it goes by ("Twitter" is "x"); other names in small letters."""
    if not name or not name.strip():
        return None
    plain = name.strip().lower().removeprefix("https://").removeprefix("www.").rstrip("/")
    return _NAMES.get(plain, plain)


def read_address(url: str | None) -> Address:
    """What `url` names; an address inside a web archive's is read as the archived one. Never raises."""
    if not url or len(url) > _LONGEST:
        return _NOTHING
    text = url.strip()
    if "web.archive.org" in text[:40]:
        text = _ARCHIVED.sub("", text, count=1)
    if match := _AT_URI.fullmatch(text):
        return Address("bluesky", match[1])
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return _NOTHING
    if parts.scheme not in ("http", "https") or not host:
        return _NOTHING
    platform = _HOSTS.get(".".join(host.split(".")[-2:]))
    if platform is None:
        return _mastodon(parts.path)
    if host.endswith("twimg.com"):
        return _twimg(parts.path)
    match = _PATHS[platform].match(parts.path)
    if match and platform == "discord" and parts.path.startswith("/attachments"):
        return Address(platform, media_id=match[1])
    return Address(platform, match[1] if match else None)


def _mastodon(path: str) -> Address:
    match = _PATHS["mastodon"].match(path)
    if match is None:
        return _NOTHING
    return Address("mastodon", match[2], remote="@" in (match[1] or ""))


def _twimg(path: str) -> Address:
    match = _TWIMG.match(path)
    if match is None:
        return Address("x")
    return Address("x", media_id=match[2], media_key=match[1])
