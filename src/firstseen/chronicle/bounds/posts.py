"""Which post an item is, and which one a link means: the same post gets the same name however it was collected."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.times.addresses import platform_named, read_address
from firstseen.chronicle.wording import one_line
from firstseen.model.items import ItemKind, Link
from firstseen.model.platforms import platform_words

__all__ = ["is_post", "linked_post", "post_moment", "post_words"]

_LONGEST = 4096
_OWN = 9
"""Shorter numbers are counted within one chat or channel (Telegram, WhatsApp): another chat has them too."""


def is_post(shown: ShownEvidence) -> bool:
    """Whether an item was published at one moment with all that it shows. A page can be changed afterwards."""
    return shown.kind in (ItemKind.POST, ItemKind.MESSAGE) or (shown.kind is ItemKind.FILE and bool(shown.post_id))


def post_moment(shown: ShownEvidence) -> str:
    """The name of the moment when the post of an item was published."""
    return _moment(shown.platform, shown.post_id, shown.url) or f"item:{shown.item}"


def linked_post(link: Link) -> str | None:
    """The name of the moment when the post that a link means was published; None where it names none."""
    return _moment(link.platform, link.post_id, link.url)


@lru_cache(maxsize=16384)
def _moment(platform: str | None, post_id: str | None, url: str | None) -> str | None:
    address = read_address(url)
    named = platform_named(platform) or address.platform
    number = (post_id or "").strip()
    if number.startswith("at://"):
        number = read_address(number).post_id or number
    # A Mastodon status has another identifier on every server, and any server may have the same number.
    local = named == "mastodon" or named is None or "." in named
    for known in (number, address.post_id or ""):
        if not local and ("/" in known or len(known) >= _OWN):
            return f"post:{named}:{known}"
    plain = _plain(url)
    return f"post:{plain}" if plain else None


def _plain(url: str | None) -> str | None:
    """An address without scheme and fragment; None where it leads to no page of its own."""
    if not url or len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if parts.scheme not in ("http", "https") or not host or not path:
        return None
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def post_words(link: Link) -> str:
    """A post that was not collected, for a sentence: "the uncollected post 123 on X (https://…)"."""
    platform = platform_named(link.platform) or read_address(link.url).platform
    number = f" {one_line(link.post_id)}" if link.post_id else ""
    where = f" on {one_line(platform_words(platform))}" if platform else ""
    address = f" ({one_line(link.url)})" if link.url else ""
    return f"the uncollected post{number}{where}{address}"
