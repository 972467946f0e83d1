"""Exports of Telegram Desktop in JSON: one chat, or an account, as its `output_json.cpp` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.drawing import jpeg, photograph

__all__ = [
    "CHANNEL",
    "NOT_INCLUDED",
    "TOO_LARGE",
    "account",
    "chat_folder",
    "document",
    "message",
    "service",
]

CHANNEL: Mapping[str, Any] = {"name": "Повінь", "type": "public_channel", "id": 1234567890}
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
TOO_LARGE = "(File exceeds maximum size. Change data exporting settings to download.)"

_FIRST = 1686034800  # 2023-06-06T07:00:00Z


def message(number: int, *, seconds: int | None = None, **fields: Any) -> dict[str, Any]:
    """A message; its local date is by a computer two hours ahead of UTC. Further fields replace or add."""
    at = _FIRST + 60 * number if seconds is None else seconds
    written = {
        "id": number,
        "type": "message",
        "date": _local(at),
        "date_unixtime": str(at),
        "from": "Повінь",
        "from_id": "channel1234567890",
        "text": "",
        "text_entities": [],
    }
    return written | fields


def service(number: int, action: str, **fields: Any) -> dict[str, Any]:
    """A service message."""
    at = _FIRST + 60 * number
    written = {
        "id": number,
        "type": "service",
        "date": _local(at),
        "date_unixtime": str(at),
        "actor": "Повінь",
        "actor_id": "channel1234567890",
        "action": action,
        "text": "",
        "text_entities": [],
    }
    return written | fields


def document(chat: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]) -> bytes:
    """`result.json` of one chat."""
    return _written({**chat, "messages": list(messages)})


def account(chats: Sequence[Mapping[str, Any]], **parts: Any) -> bytes:
    """`result.json` of an account; `chats` have their messages in them."""
    return _written(
        {
            "about": "Here is the data you requested. Remember: Telegram is ad free.",
            "personal_information": {
                "user_id": 77,
                "first_name": "Олена",
                "phone_number": "+380 44 000 00 00",
                "bio": "",
            },
            "profile_pictures": {"about": "", "list": []},
            "contacts": {
                "about": "",
                "list": [{"user_id": 5, "first_name": "Марко", "phone_number": "+380 44 111 11 11"}],
            },
            "frequent_contacts": {"about": "", "list": [{"id": 5, "category": "people", "rating": 1.5}]},
            **parts,
            "chats": {"about": "This page lists all chats from this export.", "list": list(chats)},
        }
    )


def chat_folder(folder: Path) -> list[dict[str, Any]]:
    """A channel with an album, a forward, an edited post, a video with its small version and files that are missing.

    Writes `result.json` and the files beside it; gives the messages.
    """
    (folder / "photos").mkdir(parents=True)
    (folder / "video_files").mkdir()
    for number in (1, 2, 3):
        name = f"photo_{number}@06-06-2023_09-0{number}-00"
        (folder / "photos" / f"{name}.jpg").write_bytes(jpeg(photograph(number, 320, 240)))
        (folder / "photos" / f"{name}_thumb.jpg").write_bytes(jpeg(photograph(number, 64, 48)))
    (folder / "video_files" / "IMG_1.MP4").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64))
    (folder / "video_files" / "IMG_1.MP4_thumb.jpg").write_bytes(jpeg(photograph(4, 64, 48)))
    (folder / "video_files" / "IMG_2.MP4_thumb.jpg").write_bytes(jpeg(photograph(5, 64, 48)))
    same = _FIRST + 60
    messages = [
        service(1, "create_channel", title="Повінь"),
        message(2, seconds=same, photo="photos/photo_1@06-06-2023_09-01-00.jpg", width=320, height=240, text=[
            "Дамба. ", {"type": "bold", "text": "Терміново"}, " ", {"type": "link", "text": "https://news.example/a"},
            " ", {"type": "text_link", "text": "тут", "href": "https://news.example/b"}, " ",
            {"type": "mention", "text": "@povin_info"}, " ", {"type": "hashtag", "text": "#повінь"},
        ], reactions=[{"type": "emoji", "count": 5, "emoji": "❤"}, {"type": "emoji", "count": 2, "emoji": "😢"}]),
        message(3, seconds=same, photo="photos/photo_2@06-06-2023_09-02-00.jpg", width=320, height=240),
        message(4, photo="photos/photo_3@06-06-2023_09-03-00.jpg", text="З іншого каналу", media_spoiler=True,
                forwarded_from="Інший канал", edited="2023-06-06T09:30:00", edited_unixtime="1686036600"),
        message(5, file="video_files/IMG_1.MP4", file_name="IMG_1.MP4", thumbnail="video_files/IMG_1.MP4_thumb.jpg",
                media_type="video_file", mime_type="video/mp4", duration_seconds=7, reply_to_message_id=2),
        message(6, file=TOO_LARGE, file_name="IMG_2.MP4", thumbnail="video_files/IMG_2.MP4_thumb.jpg",
                media_type="video_file", mime_type="video/mp4"),
        message(7, photo=NOT_INCLUDED, text="Фото немає"),
        service(8, "pin_message", message_id=2),
    ]  # fmt: skip
    (folder / "result.json").write_bytes(document(CHANNEL, messages))
    return messages


def _written(value: object) -> bytes:
    """As Telegram Desktop writes it: one space for each level."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _local(seconds: int) -> str:
    return (datetime.fromtimestamp(seconds, UTC) + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S")
