"""Downloads of Facebook and Instagram: folders and names of two years, text written as Latin-1, private parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.drawing import jpeg, photograph

__all__ = ["FACEBOOK_POSTS", "INSTAGRAM_POSTS", "meta_json", "write_facebook", "write_instagram"]

SECONDS = 1645679229


def _spoilt(value: Any) -> Any:
    """The value as Meta's exporter writes text: each byte of UTF-8 as a letter of Latin-1."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [_spoilt(one) for one in value]
    if isinstance(value, dict):
        return {_spoilt(name): _spoilt(inner) for name, inner in value.items()}
    return value


def meta_json(value: Any) -> bytes:
    """JSON as the exporter writes it: spoilt, and then escaped."""
    return json.dumps(_spoilt(value), indent=2).encode("ascii")


INSTAGRAM_POSTS: list[dict[str, Any]] = [
    {
        "media": [
            {
                "uri": "media/posts/202202/вибух.jpg",
                "creation_timestamp": SECONDS,
                "media_metadata": {
                    "photo_metadata": {"exif_data": [{"latitude": 49.99, "longitude": 36.23}]},
                    "camera_metadata": {"has_camera_metadata": False},
                },
                "title": "Вибух 💥 é",
                "cross_post_source": {"source_app": "FB"},
            }
        ]
    },
    {
        "media": [
            {"uri": "media/posts/202202/a.jpg", "creation_timestamp": SECONDS - 60, "title": "ліворуч"},
            {"uri": "media/posts/202202/gone.jpg", "creation_timestamp": SECONDS, "title": ""},
        ],
        "title": "два знімки",
        "creation_timestamp": SECONDS,
    },
]

FACEBOOK_POSTS: list[dict[str, Any]] = [
    {
        "timestamp": SECONDS,
        "attachments": [
            {
                "data": [
                    {
                        "media": {
                            "uri": "posts/media/your_posts/1_n.jpg",
                            "creation_timestamp": SECONDS - 5,
                            "media_metadata": {
                                "photo_metadata": {
                                    "exif_data": [{"upload_ip": "203.0.113.9", "taken_timestamp": SECONDS - 900}]
                                }
                            },
                            "title": "",
                            "description": "дим",
                        }
                    },
                    {"external_context": {"url": "https://news.example/a", "name": "Заголовок"}},
                    {"place": {"name": "Харків"}},
                ]
            }
        ],
        "data": [
            {"post": "Вибух у місті"},
            {"update_timestamp": SECONDS + 60},
            {"backdated_timestamp": SECONDS - 86400},
        ],
        "title": "Оксана додала світлину.",
        "tags": [{"name": "Іван"}],
    },
    {"timestamp": SECONDS + 1, "data": [{"post": "only words"}], "title": "Оксана"},
]

MESSAGES = {
    "participants": [{"name": "Оксана"}, {"name": "Іван"}],
    "messages": [
        {"sender_name": "Іван", "timestamp_ms": SECONDS * 1000 + 5, "content": "таємне", "photos": [{"uri": "x.jpg"}]},
        {"sender_name": "Оксана", "timestamp_ms": SECONDS * 1000, "content": "так"},
    ],
    "title": "Іван",
    "thread_path": "inbox/ivan_1",
}
FRIENDS = {"friends_v2": [{"name": "Іван", "timestamp": SECONDS}, {"name": "Олег", "timestamp": SECONDS}]}
LOGINS = {"account_activity_v2": [{"action": "Login", "timestamp": SECONDS, "ip_address": "203.0.113.9"}]}
FOLLOWERS = [
    {"title": "", "media_list_data": [], "string_list_data": [{"href": "https://x", "value": "ivan", "timestamp": 1}]}
]
PROFILE = {
    "profile_v2": {"name": {"full_name": "Оксана Ч"}, "username": "oksana", "emails": {"emails": ["o@example.org"]}}
}
USER = {
    "profile_user": [
        {
            "title": "",
            "media_map_data": {},
            "string_map_data": {
                "Username": {"value": "oksana"},
                "Name": {"value": "Оксана"},
                "Phone Number": {"value": "+380"},
            },
        }
    ]
}
ALBUM = {
    "name": "Будинок",
    "photos": [
        {
            "uri": "posts/media/album/1.jpg",
            "creation_timestamp": SECONDS,
            "description": "дах",
            "comments": [{"comment": "x"}],
        }
    ],
    "cover_photo": {"uri": "posts/media/album/1.jpg", "creation_timestamp": SECONDS},
    "last_modified_timestamp": SECONDS,
    "description": "",
}


def _write(root: Path, files: dict[str, Any], pictures: list[str]) -> Path:
    for name, value in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(meta_json(value))
    for number, name in enumerate(pictures):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(photograph(number)))
    return root


def write_instagram(root: Path, *, posts: str = "your_instagram_activity/media/posts_1.json") -> Path:
    """An Instagram download; `posts` is what the file of posts is called that year."""
    story = {"ig_stories": [{"uri": "media/stories/1.jpg", "creation_timestamp": SECONDS, "title": "історія"}]}
    files = {
        posts: INSTAGRAM_POSTS,
        "your_instagram_activity/media/stories.json": story,
        "your_instagram_activity/messages/inbox/ivan_1/message_1.json": MESSAGES,
        "connections/followers_and_following/followers_1.json": FOLLOWERS,
        "personal_information/personal_information/personal_information.json": USER,
    }
    return _write(root, files, ["media/posts/202202/вибух.jpg", "media/posts/202202/a.jpg", "media/stories/1.jpg"])


def write_facebook(root: Path, *, prefix: str = "") -> Path:
    """A Facebook download; `prefix` is the folder that came in 2023 ("your_facebook_activity/")."""

    def placed(value: Any) -> Any:
        text = json.dumps(value).replace("posts/media/", f"{prefix}posts/media/")
        return json.loads(text)

    files = {
        f"{prefix}posts/your_posts__check_ins__photos_and_videos_1.json": placed(FACEBOOK_POSTS),
        f"{prefix}posts/album/0.json": placed(ALBUM),
        f"{prefix}messages/inbox/ivan_1/message_1.json": MESSAGES,
        "connections/friends/your_friends.json": FRIENDS,
        "security_and_login_information/account_activity.json": LOGINS,
        "personal_information/profile_information/profile_information.json": PROFILE,
    }
    return _write(root, files, [f"{prefix}posts/media/your_posts/1_n.jpg", f"{prefix}posts/media/album/1.jpg"])
