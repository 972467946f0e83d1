"""What a web address says: which platform it belongs to, and the identifiers in its path. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from firstseen.model.posts.places import FORMS, platform_at

__all__ = ["Address", "platform_named", "read_address"]

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=\S)", re.I)
_LONGEST = 4096

_NAMES = {"twitter": "x", "x (twitter)": "x", "x/twitter": "x", "twitter/x": "x", "bsky": "bluesky", "fb": "facebook"}
_MASTODON = re.compile(
    r"/(?:@([^/]{1,200})|(?:users|ap/users)/[^/]{1,100}/statuses|web/statuses|deck/@([^/]{1,200}))/(\d+)(?=/|$)"
)
_TWIMG = re.compile(
    r"/(?:media/([A-Za-z0-9_-]{15})(?=$|[.:?])|(?:ext_tw_video|amplify_video|tweet_video)(?:_thumb)?/(\d+)/)"
)
_AT_URI = re.compile(r"at://[^/\s]+/app\.bsky\.feed\.post/([a-z2-7]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: platform, the post's identifier, or the identifier of an uploaded medium.

    `post_id` is in the platform's own form: "channel/6919" on Telegram, where numbers count within a channel.
    `remote`: the post is shown by a Mastodon server that received it from another one.
    `media_key`: an X media name of 15 signs, which holds an identifier in base 64.
    `server`: the host of a Mastodon server, within which alone its identifiers name anything.
    """

    platform: str | None = None
    post_id: str | None = None
    media_id: str | None = None
    media_key: str | None = None
    remote: bool = False
    server: str | None = None


_NOTHING = Address()


def platform_named(name: str | None) -> str | None:
    """The platform's one name for the several it goes by ("Twitter" is "x"); other names in small letters."""
    if not name or not name.strip():
        return None
    plain = name.strip().lower().removeprefix("https://").removeprefix("www.").rstrip("/")
    return _NAMES.get(plain) or platform_at(plain)[0] or plain


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
    if parts.scheme == "tg":
        return _in_telegram(host, parts.query)
    if parts.scheme not in ("http", "https") or not host:
        return _NOTHING
    platform, form = platform_at(host)
    if platform is None:
        return _mastodon(host, parts.path)
    if host.endswith("twimg.com"):
        return _twimg(parts.path)
    return _of_platform(platform, form, parts)


def _of_platform(platform: str, form: re.Pattern[str] | None, parts: SplitResult) -> Address:
    match = form.match(parts.path + (f"?{parts.query}" if parts.query else "")) if form else None
    if match is None:
        return Address(platform)
    number = "/".join(part for part in match.groups() if part)
    if platform == "discord" and parts.path.startswith("/attachments"):
        return Address(platform, media_id=number)
    return Address(platform, number)


def _in_telegram(host: str, query: str) -> Address:
    """The app's own addresses: tg://resolve?domain=channel&post=6919 and tg://privatepost?channel=123&post=45."""
    asked = parse_qs(query, max_num_fields=20) if len(query) < _LONGEST and query.count("&") < 20 else {}
    post, where = asked.get("post", [""])[0], asked.get("domain" if host == "resolve" else "channel", [""])[0]
    if host not in ("resolve", "privatepost") or not post or not where:
        return Address("telegram")
    match = FORMS["telegram"].match(f"/{'' if host == 'resolve' else 'c/'}{where}/{post}")
    return Address("telegram", f"{match[1]}/{match[2]}" if match else None)


def _mastodon(host: str, path: str) -> Address:
    match = _MASTODON.match(path)
    if match is None:
        return _NOTHING
    return Address("mastodon", match[3], remote="@" in (match[1] or match[2] or ""), server=host)


def _twimg(path: str) -> Address:
    match = _TWIMG.match(path)
    if match is None:
        return Address("x")
    return Address("x", media_id=match[2], media_key=match[1])
