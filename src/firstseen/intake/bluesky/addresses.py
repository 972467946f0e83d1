"""Addresses and identifiers of the AT Protocol."""

from __future__ import annotations

import re
from typing import Any

import libipld

__all__ = ["POST", "at_parts", "cid_text", "post_link", "post_url"]

POST = "app.bsky.feed.post"
_AT = re.compile(r"at://([A-Za-z0-9._:%-]{1,300})/([A-Za-z0-9.-]{1,100})/([A-Za-z0-9._~:-]{1,512})/?")
_CID = re.compile(r"[A-Za-z0-9]{30,200}")


def at_parts(uri: object) -> tuple[str, str, str] | None:
    """(account, collection, record key) of "at://did:plc:.../app.bsky.feed.post/3k..."; None for anything else."""
    match = _AT.fullmatch(uri) if isinstance(uri, str) else None
    return (match[1], match[2], match[3]) if match else None


def post_url(uri: object) -> str | None:
    """Where a post is shown on the web; None for what is no post."""
    parts = at_parts(uri)
    return f"https://bsky.app/profile/{parts[0]}/post/{parts[2]}" if parts and parts[1] == POST else None


def post_link(uri: object) -> tuple[str | None, str | None]:
    """(record key, web address) of a post; the uri itself where it is of another kind."""
    parts = at_parts(uri)
    if parts is None:
        return None, uri if isinstance(uri, str) else None
    return (parts[2], post_url(uri)) if parts[1] == POST else (None, str(uri))


def cid_text(value: Any) -> str | None:
    """A content identifier as text, from text, from `{"$link": ...}` or from its bytes."""
    if isinstance(value, dict):
        value = value.get("$link") or value.get("ref") or value.get("cid")
        if isinstance(value, dict):
            value = value.get("$link")
    if isinstance(value, bytes):
        try:
            value = libipld.encode_cid(value)
        except ValueError:
            return None
    return value if isinstance(value, str) and _CID.fullmatch(value) else None
