"""What a post is called: the same post gets the same name however it was collected and whoever links to it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.wording import one_line
from firstseen.model.items import ItemKind, Link
from firstseen.model.platforms import platform_words
from firstseen.model.posts.addresses import Address, platform_named, read_address
from firstseen.model.posts.places import FORMS

__all__ = ["is_post", "names_of", "names_of_link", "post_words"]

_LONGEST = 4096
_OWN = 9
"""Shorter numbers are counted within one chat or channel (Telegram, WhatsApp): another chat has them too."""

_CODE = re.compile(r"[A-Za-z0-9_-]{5,64}")
_CODE_SIGNS = {
    sign: value for value, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
_KEY = re.compile(r"([0-9]{14,20})(?:_[0-9]{1,20})?")
_PUBLIC_CODE = 11
"""Codes of private accounts have a key of 28 signs behind these."""
_OF_CHANNEL = re.compile(r"@?([A-Za-z]\w{3,31}|c/\d{1,20})/(\d{1,10})", re.A)
_OF_PAGE = re.compile(r"\d{5,20}_(\d{5,20})")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|igshi?d?|mc_[ce]id|_ga|ref_src|ref_url|amp", re.I)


def is_post(shown: ShownEvidence) -> bool:
    """Whether an item was published at one moment with all that it shows. A page can be changed afterwards."""
    return shown.kind in (ItemKind.POST, ItemKind.MESSAGE) or (shown.kind is ItemKind.FILE and bool(shown.post_id))


@lru_cache(maxsize=16384)
def names_of(platform: str | None, post_id: str | None, url: str | None) -> tuple[str, ...]:
    """All that a post is called, the surest first; empty where it is called nothing that means one post. Never raises.

    First what is stated, if such an identifier means one post on the whole platform, then the post that the address
    leads to, and where it leads to none that is known by its form, the address itself.
    """
    address = read_address(url)
    named = platform_named(platform) or address.platform
    if (named in FORMS or named == "mastodon") and address.platform != named:
        # A named platform is believed, as where its times are read.
        address = Address()
    number = (post_id or "").strip()
    if "://" in number[:10]:
        # Some sources give the address for the identifier.
        return tuple(dict.fromkeys((*_all(None, "", read_address(number), number), *_all(named, "", address, url))))
    return _all(named, number, address, url)


def names_of_link(link: Link, of: ShownEvidence) -> tuple[str, ...]:
    """What the post is called that a link of `of` means: its identifier is one of the same platform, or chat."""
    platform = link.platform or (of.platform if link.url is None else None)
    number = (link.post_id or "").strip()
    if platform_named(platform) == "telegram" and number.isascii() and number.isdigit() and link.url is None:
        channel = _channel(of)
        return (f"post:telegram:{channel}/{number}",) if channel else ()
    return names_of(platform, link.post_id, link.url)


def post_words(link: Link) -> str:
    """A post that was not collected, for a sentence: "the uncollected post 123 on X (https://…)"."""
    platform = platform_named(link.platform) or read_address(link.url).platform
    number = f" {one_line(link.post_id)}" if link.post_id else ""
    where = f" on {one_line(platform_words(platform))}" if platform else ""
    address = f" ({one_line(link.url)})" if link.url else ""
    return f"the uncollected post{number}{where}{address}"


def _channel(of: ShownEvidence) -> str | None:
    opening = "post:telegram:"
    own = next((one for one in names_of(of.platform, of.post_id, of.url) if one.startswith(opening)), None)
    return own.removeprefix(opening).rpartition("/")[0] or None if own else None


def _all(named: str | None, number: str, address: Address, url: str | None) -> tuple[str, ...]:
    stated = _on_platform(named, number)
    addressed = None
    if address.platform and address.post_id:
        on = f"{address.platform}:{address.server}" if address.server else address.platform
        addressed = f"{on}/{address.post_id}" if address.server else _on_platform(on, address.post_id, sure=True)
    if addressed and named == "telegram" and number.isdigit() and addressed.rpartition("/")[2] != number:
        # The address is that of another message, such as the first of a thread.
        return ()
    plain = None if addressed else _plain(url)
    return tuple(dict.fromkeys(f"post:{name}" for name in (stated, addressed, plain) if name))


def _on_platform(named: str | None, number: str, *, sure: bool = False) -> str | None:
    """The platform's name with the identifier, None where that does not mean one post on the whole platform.

    `sure`: the identifier stood in an address of a known form. A Mastodon status has another identifier on every
    server, and any server may have the same number; the same goes for what else is called by its host.
    """
    if not number or named is None or named == "mastodon" or "." in named:
        return None
    if named == "instagram":
        return _instagram(number)
    if named == "telegram" and (match := _OF_CHANNEL.fullmatch(number)):
        return f"{named}:{match[1].lower()}/{match[2]}"
    if named == "facebook" and (match := _OF_PAGE.fullmatch(number)):
        number = match[1]
    if named == "reddit":
        number = number.removeprefix("t3_")
        sure = sure or number.isalnum()
    if named == "bluesky":
        number = number.rpartition("/")[2]
    return f"{named}:{number}" if sure or "/" in number or len(number) >= _OWN else None


def _instagram(number: str) -> str | None:
    """The number and the code of an address are one identifier, written to the bases 10 and 64."""
    if match := _KEY.fullmatch(number):
        return f"instagram:{int(match[1])}"
    if _CODE.fullmatch(number) is None or number.isdigit():
        return None
    value = 0
    for sign in number[:_PUBLIC_CODE]:
        value = value * 64 + _CODE_SIGNS[sign]
    return f"instagram:{value}"


def _plain(url: str | None) -> str | None:
    """An address without scheme, fragment and what only tells where a reader came from; None where it leads to no
    page of its own.
    """
    if not url or len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    path = unquote(parts.path).rstrip("/")
    asked = [pair for pair in _asked(parts.query) if _TRACKING.fullmatch(pair[0]) is None]
    if parts.scheme not in ("http", "https") or not host or not (path or asked):
        return None
    for label in ("www.", "m.", "mobile.", "amp."):
        if host.startswith(label) and host.count(".") > 1:
            host = host.removeprefix(label)
            break
    where = host.removesuffix(".") + (f":{port}" if port not in (None, 80, 443) else "")
    return f"{where}{path}" + (f"?{urlencode(asked)}" if asked else "")


def _asked(query: str) -> list[tuple[str, str]]:
    if query.count("&") >= 100:
        return [(query, "")]
    return sorted(parse_qsl(query, keep_blank_values=True))
