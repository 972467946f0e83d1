"""Posts of Bluesky as its API answers, and repositories as CAR files with their tree (AT Protocol)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import libipld

__all__ = ["DID", "car", "cbor_cid", "raw_cid", "record", "repository", "tid", "uri", "view"]

DID = "did:plc:kvwvcn5iqfooopmyzvb4qzba"
_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"


def tid(microseconds: int) -> str:
    """A record key: 53 bits of microseconds since 1970 and ten of a clock's number, in 13 signs."""
    value = microseconds << 10
    return "".join(_SIGNS[value >> (5 * place) & 31] for place in range(12, -1, -1))


def uri(key: str, collection: str = "app.bsky.feed.post") -> str:
    """The at:// address of a record of the account."""
    return f"at://{DID}/{collection}/{key}"


def cbor_cid(value: Any) -> bytes:
    """The identifier of a value as DAG-CBOR."""
    return b"\x01\x71\x12\x20" + hashlib.sha256(libipld.encode_dag_cbor(value)).digest()


def raw_cid(data: bytes) -> bytes:
    """The identifier of bytes (a picture)."""
    return b"\x01\x55\x12\x20" + hashlib.sha256(data).digest()


def record(text: str, *, pictures: Sequence[tuple[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    """A post's record; `pictures` are (alt text, identifier: bytes in a repository, text in JSON)."""
    made: dict[str, Any] = {
        "$type": "app.bsky.feed.post",
        "text": text,
        "createdAt": "2024-08-29T10:00:00.000Z",
        **fields,
    }
    if pictures:
        images = []
        for alt, cid in pictures:
            ref = cid if isinstance(cid, bytes) else {"$link": cid}
            images.append({"alt": alt, "image": {"$type": "blob", "ref": ref, "mimeType": "image/jpeg", "size": 1}})
        made["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return made


def view(key: str, text: str, pictures: Sequence[tuple[str, str, str]] = (), **fields: Any) -> dict[str, Any]:
    """A post as the server shows it; `pictures` are (alt text, identifier, address). `fields` are those of the view."""
    own = fields.pop("record", record(text, pictures=[(alt, cid) for alt, cid, _ in pictures]))
    shown: dict[str, Any] = {
        "uri": uri(key),
        "cid": "bafyreigb666sdjyyaczcahxmf5tzh7dec6bwr3nhdab7llebn7vhsxzgr4",
        "author": {"did": DID, "handle": "reporter.example", "displayName": "Оксана"},
        "record": own,
        "indexedAt": "2024-08-29T10:00:03.000Z",
        "likeCount": 5,
        "repostCount": 4,
        "replyCount": 3,
        "quoteCount": 2,
        "labels": [],
        **fields,
    }
    if pictures:
        images = [
            {"alt": alt, "fullsize": url, "thumb": url.replace("fullsize", "thumbnail")} for alt, _, url in pictures
        ]
        shown["embed"] = {"$type": "app.bsky.embed.images#view", "images": images}
    return shown


def _varint(value: int) -> bytes:
    data = bytearray()
    while True:
        data.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(data)


def car(roots: Sequence[bytes], blocks: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A CAR of version 1 of (identifier, content) blocks."""
    head = libipld.encode_dag_cbor({"roots": list(roots), "version": 1})
    data = bytearray(_varint(len(head)) + head)
    for cid, content in blocks:
        data += _varint(len(cid) + len(content)) + cid + content
    return bytes(data)


def _node(entries: Mapping[str, Any]) -> dict[str, Any]:
    """One node of the tree: each key without what it shares with the one before."""
    listed, before = [], b""
    for name in sorted(entries):
        key = name.encode()
        shared = next(
            (at for at, (a, b) in enumerate(zip(key, before, strict=False)) if a != b), min(len(key), len(before))
        )
        listed.append({"k": key[shared:], "p": shared, "t": None, "v": cbor_cid(entries[name])})
        before = key
    return {"l": None, "e": listed}


def repository(
    records: Mapping[str, Any], *, deleted: Mapping[str, Any] | None = None, inside: Sequence[bytes] = ()
) -> bytes:
    """The repository of the account: `records` by their keys, `deleted` those that only an earlier state names."""
    values: list[Any] = []
    states = [{**records, **(deleted or {})}] if deleted else []
    commits = []
    for entries in [*states, records]:
        node = _node(entries)
        commit = {"did": DID, "version": 3, "data": cbor_cid(node), "prev": None, "rev": "3l2zp", "sig": b"x" * 64}
        values += [commit, node]
        commits.append(cbor_cid(commit))
    values += [*records.values(), *(deleted or {}).values()]
    blocks = [(cbor_cid(value), libipld.encode_dag_cbor(value)) for value in values]
    return car([commits[-1]], [*blocks, *((raw_cid(data), data) for data in inside)])
