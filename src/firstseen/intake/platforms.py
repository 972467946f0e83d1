"""Platforms by their addresses: which one a URL is of, and which post, where the form of the address is known."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

__all__ = ["platform_name", "platform_of", "post_of"]

_HOSTS = {
    "x.com": "x",
    "twitter.com": "x",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.watch": "facebook",
    "tiktok.com": "tiktok",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "bsky.app": "bluesky",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "vk.com": "vk",
    "reddit.com": "reddit",
    "threads.net": "threads",
    "threads.com": "threads",
}

_NAMES = {"twitter": "x", "x (twitter)": "x", "x/twitter": "x", "twitter/x": "x", "x.com": "x", "twitter.com": "x"}

_POSTS = {
    "x": re.compile(r"/(?:i(?:/web)?|[A-Za-z0-9_]{1,20})/status(?:es)?/(\d+)(?:/|$)"),
    "instagram": re.compile(r"/(?:[A-Za-z0-9_.]{1,30}/)?(?:p|reel|reels|tv)/([A-Za-z0-9_-]{5,64})(?:/|$)"),
    "tiktok": re.compile(r"/@[^/]+/(?:video|photo)/(\d+)(?:/|$)"),
    "telegram": re.compile(r"/(?:s/)?((?:c/\d+|[A-Za-z0-9_]{4,64})/\d+)(?:/|$)"),
    "bluesky": re.compile(r"/profile/[^/]+/post/([2-7a-z]{13})(?:/|$)"),
    "reddit": re.compile(r"/(?:r|user)/[^/]+/comments/([a-z0-9]{4,12})(?:/|$)"),
}
"""How each platform writes the identifier of a post into its path. Only forms that hold nothing else."""


def platform_name(text: str) -> str:
    """The platform's name as the case writes it: lower case, and `x` for all names of that platform."""
    name = text.strip().lower()
    return _NAMES.get(name, name)


def platform_of(url: str | None) -> str | None:
    """The platform a URL is of; None when its host is not a platform's (a Mastodon server cannot be told by name)."""
    address = _split(url)
    host = (address.hostname or "").removeprefix("www.") if address else ""
    while host:
        if host in _HOSTS:
            return _HOSTS[host]
        host = host.partition(".")[2]
    return None


def post_of(url: str | None) -> str | None:
    """The identifier of the post a URL leads to; None where the platform's form is not known."""
    address = _split(url)
    form = _POSTS.get(platform_of(url) or "")
    if address is None or form is None:
        return None
    match = form.match(address.path)
    return match[1] if match else None


def _split(url: str | None) -> SplitResult | None:
    if not url:
        return None
    try:
        address = urlsplit(url.strip())
        return address if address.scheme in ("http", "https") and address.hostname else None
    except ValueError:
        return None
