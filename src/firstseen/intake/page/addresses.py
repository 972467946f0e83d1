"""Addresses in a page: resolved against the page, found in a tree of files, or read when they carry their own bytes."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

__all__ = ["absolute", "data_uri", "is_data_uri", "leads_out", "paths", "srcset", "web_address"]

_MAX_ADDRESS = 8192
_MAX_CANDIDATES = 64
"""Pictures of one srcset that are looked at; pages in the samples have at most 3."""
_DATA_HEAD = re.compile(r"data:([\w.+/-]*)((?:;[\w.+=\"' -]*)*),", re.I)


def is_data_uri(reference: str) -> bool:
    """Whether the reference carries its bytes itself (RFC 2397)."""
    return reference[:5].lower() == "data:"


def data_uri(reference: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a data: URI, None when it is broken."""
    head = _DATA_HEAD.match(reference[:512])
    if head is None:
        return None
    payload = reference[head.end() :]
    if not head[2].lower().rstrip().endswith(";base64"):
        return head[1].lower(), unquote_to_bytes(payload)
    try:
        if "%" in payload:
            payload = unquote(payload)
        data = re.sub(
            rb"[^A-Za-z0-9+/]", b"", payload.encode("ascii", "ignore").replace(b"-", b"+").replace(b"_", b"/")
        )
        return head[1].lower(), base64.b64decode(data[: len(data) - (len(data) % 4 == 1)] + b"==")
    except (binascii.Error, ValueError):
        return None


def absolute(base: str | None, reference: str) -> str | None:
    """The http(s) address that a reference means on a page at `base`, without its fragment; None if it has none."""
    reference = reference.strip()
    if not reference or len(reference) > _MAX_ADDRESS or is_data_uri(reference):
        return None
    return _joined(base, reference)


@lru_cache(maxsize=1024)
def _joined(base: str | None, reference: str) -> str | None:
    try:
        joined = urljoin(base, reference) if base else reference
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return joined.partition("#")[0].replace(" ", "%20")


def web_address(text: str | None) -> str | None:
    """The text, when it is an http(s) address."""
    return absolute(None, text) if text else None


def leads_out(reference: str) -> bool:
    """Whether a reference names a file of the computer on which the page was saved, by its whole path."""
    reference = reference.strip()
    scheme = re.match(r"([a-zA-Z][\w+.-]*):", reference)
    if scheme:
        return scheme[1].lower() == "file" or len(scheme[1]) == 1  # a drive's letter
    return reference.startswith("\\")


def paths(reference: str) -> list[str]:
    """The relative paths that a reference may mean as a file beside the page, the likeliest first.

    Browsers percent-encode the names they save; other tools keep "?" and what follows it in the name.
    """
    reference = reference.strip().partition("#")[0]
    if not reference or len(reference) > _MAX_ADDRESS or reference[0] in "/\\":
        return []
    if re.match(r"[a-zA-Z][\w+.-]*:", reference):
        return []
    spellings = (reference.partition("?")[0], reference)
    return list(dict.fromkeys(text for raw in spellings for text in (unquote(raw), raw) if text and "\0" not in text))


def srcset(value: str) -> list[str]:
    """The candidates of a srcset, the largest first (HTML, "Parsing a srcset attribute")."""
    found: list[tuple[float, int, str]] = []
    at = 0
    while at < len(value) and len(found) < _MAX_CANDIDATES:
        start = re.compile(r"[\s,]*").match(value, at)
        at = start.end() if start else at
        end = re.compile(r"\S*").match(value, at)
        url = end[0] if end else ""
        at += len(url)
        if not url:
            break
        descriptor = ""
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            comma = value.find(",", at)
            descriptor = value[at : comma if comma >= 0 else len(value)]
            at = comma + 1 if comma >= 0 else len(value)
        size = re.search(r"([\d.]{1,12})[wx]", descriptor)
        found.append((-_number(size[1]) if size else -1.0, len(found), url))
    return [url for _, _, url in sorted(found)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
