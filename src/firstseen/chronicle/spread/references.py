"""Which collected item a link leads to: by platform and identifier, else by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.times.addresses import platform_named, read_address
from firstseen.model.items import LinkKind

__all__ = ["References"]

_Name = tuple[str, str]


class References:
    """The items of some appearances, found by what links call them."""

    def __init__(self, shown: Iterable[ShownEvidence]) -> None:
        self._items: dict[_Name, str] = {}
        for one in sorted(shown, key=lambda one: one.item):
            for name in _names(one.platform, one.post_id, one.url):
                self._items.setdefault(name, one.item)

    def of(self, one: ShownEvidence) -> Iterator[tuple[LinkKind, str]]:
        """Kind and item of each link of an appearance that leads to another collected item."""
        for link in one.links:
            names = _names(link.platform or (one.platform if link.url is None else None), link.post_id, link.url)
            item = next((self._items[name] for name in names if name in self._items), None)
            if item is not None and item != one.item:
                yield link.kind, item


def _names(platform: str | None, post_id: str | None, url: str | None) -> Iterator[_Name]:
    address = read_address(url)
    named = platform_named(platform) or address.platform
    if named and post_id:
        yield named, post_id
    if address.platform and address.post_id and not address.remote:
        yield address.platform, address.post_id
    if url and not address.post_id:
        plain = _plain(url)
        if plain:
            yield "address", plain


def _plain(url: str) -> str | None:
    """An address without its scheme, "www.", fragment and last slash; None where it is none."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
