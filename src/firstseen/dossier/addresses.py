"""Where each page and picture of a dossier lies, as paths with forward slashes from its top folder.

Media and their pictures are spread over folders by the first two digits of their digest: a USB stick formatted as
FAT32 holds only some ten thousand such long names in one folder.
"""

from __future__ import annotations

import re

from firstseen.model.identifiers import Digest, sha256_hex

__all__ = [
    "anchor",
    "clip_address",
    "group_address",
    "list_address",
    "medium_address",
    "pair_address",
    "pair_picture_address",
    "picture_address",
    "root_of",
    "safe_name",
    "small_picture_address",
]

_SAFE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def safe_name(identifier: str) -> str:
    """The identifier where it can be a file name on every system, else one made from its SHA-256."""
    return identifier if _SAFE.fullmatch(identifier) else "x-" + sha256_hex(identifier.encode("utf-8", "replace"))[:32]


def anchor(identifier: str) -> str:
    """The identifier as the `id` of an element."""
    return safe_name(identifier)


def list_address(name: str, page: int = 1) -> str:
    """Page `page` (from 1) of a list in the top folder; the first one has the plain name."""
    return f"{name}.html" if page == 1 else f"{name}-{page}.html"


def group_address(group: str, page: int = 1) -> str:
    """Page `page` (from 1) of a group."""
    return "groups/" + list_address(safe_name(group), page)


def medium_address(digest: Digest) -> str:
    """The page of a medium."""
    name = safe_name(digest)
    return f"media/{name[:2]}/{name}.html"


def pair_address(a: Digest, b: Digest) -> str:
    """The page of a pair, its digests in order. 128 bits of each are enough to tell files apart."""
    return f"{_pair(a, b)}.html"


def pair_picture_address(a: Digest, b: Digest, what: str, kind: str = "jpg") -> str:
    """A picture on the page of a pair."""
    return f"{_pair(a, b)}-{what}.{kind}"


def _pair(a: Digest, b: Digest) -> str:
    first, second = safe_name(a), safe_name(b)
    return f"pairs/{first[:2]}/{first[:32]}-{second[:32]}"


def picture_address(digest: Digest) -> str:
    """The preview of a medium."""
    name = safe_name(digest)
    return f"pictures/{name[:2]}/{name}.jpg"


def clip_address(digest: Digest) -> str:
    """The clip of a video or sound."""
    name = safe_name(digest)
    return f"clips/{name[:2]}/{name}.webm"


def small_picture_address(digest: Digest) -> str:
    """The small preview of a medium, for cards."""
    name = safe_name(digest)
    return f"pictures/{name[:2]}/{name}-small.jpg"


def root_of(address: str) -> str:
    """The way from a page back to the top folder: "" or "../" as often as needed."""
    return "../" * address.count("/")
