"""Platforms by their addresses, as items name them: which one a URL is of, and which post, where its form is known."""

from __future__ import annotations

from urllib.parse import urlsplit

from firstseen.model.posts.addresses import platform_named, read_address
from firstseen.model.posts.places import platform_at

__all__ = ["platform_name", "platform_of", "post_of"]


def platform_name(text: str) -> str:
    """The platform's name as the case writes it: lower case, and `x` for all names of that platform."""
    return platform_named(text) or ""


def platform_of(url: str | None) -> str | None:
    """The platform a URL is of; None when its host is not a platform's (a Mastodon server cannot be told by name)."""
    if not url:
        return None
    try:
        address = urlsplit(url.strip())
        host = (address.hostname or "").removesuffix(".")
    except ValueError:
        return None
    return platform_at(host)[0] if address.scheme in ("http", "https") else None


def post_of(url: str | None) -> str | None:
    """The identifier of the post a URL leads to; None where it is of no platform, or the form is not known."""
    return read_address(url).post_id if platform_of(url) else None
