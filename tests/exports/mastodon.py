"""Mastodon's archive of an account, as its program writes it: actor.json, outbox.json, lists, media_attachments/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.drawing import jpeg, photograph

__all__ = ["ACTOR", "OUTBOX", "boost", "post", "write_archive"]

BASE = "https://kolektiva.example/users/reporter"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"

ACTOR: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    "id": BASE,
    "type": "Person",
    "following": f"{BASE}/following",
    "followers": f"{BASE}/followers",
    "inbox": f"{BASE}/inbox",
    "outbox": "outbox.json",
    "likes": "likes.json",
    "bookmarks": "bookmarks.json",
    "preferredUsername": "reporter",
    "name": "Оксана",
    "summary": "<p>Reports from <b>Kharkiv</b></p>",
    "url": "https://kolektiva.example/@reporter",
    "published": "2020-05-01T00:00:00Z",
    "tag": [],
    "attachment": [
        {"type": "PropertyValue", "name": "Site", "value": "<a href='https://news.example'>news.example</a>"}
    ],
    "icon": {"type": "Image", "mediaType": "image/jpeg", "url": "avatar.jpg"},
    "image": {"type": "Image", "mediaType": "image/jpeg", "url": "header.jpg"},
}


def post(number: int, content: str, **fields: Any) -> dict[str, Any]:
    """A `Create` of a public post; `fields` are those of its object."""
    to, cc = fields.pop("to", [PUBLIC]), fields.pop("cc", [f"{BASE}/followers"])
    return {
        "id": f"{BASE}/statuses/{number}/activity",
        "type": "Create",
        "actor": BASE,
        "published": "2022-02-24T05:07:09Z",
        "to": to,
        "cc": cc,
        "object": {
            "id": f"{BASE}/statuses/{number}",
            "type": "Note",
            "summary": None,
            "inReplyTo": None,
            "published": "2022-02-24T05:07:09Z",
            "url": f"https://kolektiva.example/@reporter/{number}",
            "attributedTo": BASE,
            "to": to,
            "cc": cc,
            "sensitive": False,
            "atomUri": f"{BASE}/statuses/{number}",
            "inReplyToAtomUri": None,
            "conversation": "tag:kolektiva.example,2022-02-24:objectId=1:objectType=Conversation",
            "content": content,
            "contentMap": {"uk": content},
            "attachment": [],
            "tag": [],
            "replies": {"id": f"{BASE}/statuses/{number}/replies", "type": "Collection"},
            **fields,
        },
    }


def boost(number: int, address: str) -> dict[str, Any]:
    """An `Announce`: its object is only an address."""
    return {
        "id": f"{BASE}/statuses/{number}/activity",
        "type": "Announce",
        "actor": BASE,
        "published": "2022-02-25T10:00:00Z",
        "to": [PUBLIC],
        "cc": [f"{BASE}/followers"],
        "object": address,
    }


def attachment(path: str, alt: str | None) -> dict[str, Any]:
    """A picture attached to a post."""
    return {
        "type": "Document",
        "mediaType": "image/jpeg",
        "url": path,
        "name": alt,
        "blurhash": "UBL_:rOpGG-;0000",
        "focalPoint": [0.0, 0.0],
        "width": 640,
        "height": 480,
    }


PICTURE = "/media_attachments/files/107/853/original/a1b2.jpg"
GONE = "/media_attachments/files/107/854/original/gone.jpg"
OUTBOX: list[dict[str, Any]] = [
    post(
        107853000000000001,
        '<p>Вибух біля <a href="https://news.example/a-very-long-address"><span class="invisible">https://</span>'
        '<span class="ellipsis">news.example/a-very</span><span class="invisible">-long-address</span></a></p>'
        '<p>Дякую <span class="h-card"><a href="https://other.example/@friend" class="u-url mention">@<span>friend'
        '</span></a></span><br>2 &lt; 3 <a href="https://kolektiva.example/tags/kharkiv" class="mention hashtag" '
        'rel="tag">#<span>kharkiv</span></a></p>',
        attachment=[attachment(PICTURE, "дим над дахами"), attachment(GONE, None)],
        sensitive=True,
        summary="кров",
        updated="2022-02-24T06:00:00Z",
        likes={"id": "x", "type": "Collection", "totalItems": 12},
        shares={"id": "x", "type": "Collection", "totalItems": 3},
    ),
    post(
        107853000000000002, "<p>answer</p>", inReplyTo="https://other.example/users/friend/statuses/107852000000000009"
    ),
    boost(107858000000000003, "https://other.example/users/friend/statuses/107857000000000007"),
    post(107853000000000004, "<p>for followers</p>", to=[f"{BASE}/followers"], cc=[]),
    post(107853000000000005, "<p>a secret</p>", to=["https://other.example/users/friend"], cc=[]),
    {"id": f"{BASE}/x", "type": "Move", "actor": BASE, "object": BASE, "target": "https://new.example/users/reporter"},
]


def write_archive(folder: Path, *, total: int | None = None, activities: list[dict[str, Any]] | None = None) -> Path:
    """Writes the archive into `folder`; `total` is what `totalItems` says. Returns the outbox."""
    ordered = OUTBOX if activities is None else activities
    collection = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(ordered) if total is None else total,
        "orderedItems": ordered,
    }
    lists = {
        "likes": ["https://other.example/users/friend/statuses/107851000000000001"],
        "bookmarks": ["https://other.example/users/friend/statuses/107851000000000002"] * 2,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "outbox.json").write_text(json.dumps(collection), encoding="utf-8")
    (folder / "actor.json").write_text(json.dumps(ACTOR), encoding="utf-8")
    for name, entries in lists.items():
        listed = {"id": f"{name}.json", "type": "OrderedCollection", "orderedItems": entries}
        (folder / f"{name}.json").write_text(json.dumps(listed), encoding="utf-8")
    original = folder / PICTURE.lstrip("/")
    original.parent.mkdir(parents=True)
    original.write_bytes(jpeg(photograph(1)))
    small = folder / PICTURE.lstrip("/").replace("original", "small")
    small.parent.mkdir(parents=True)
    small.write_bytes(jpeg(photograph(1, 160, 120)))
    (folder / "avatar.jpg").write_bytes(jpeg(photograph(2, 200, 200)))
    (folder / "header.jpg").write_bytes(jpeg(photograph(3, 300, 100)))
    return folder / "outbox.json"
