"""Lines of Zeeschuimer, in the shape of those that were collected in January 2026."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

__all__ = [
    "COLLECTED",
    "generic_line",
    "instagram_line",
    "lines",
    "snowflake",
    "tiktok_id",
    "tiktok_line",
    "x_line",
    "x_picture",
    "x_post",
    "x_video",
]

COLLECTED = 1769182968961
_EPOCH = 1288834974657


def snowflake(at: datetime) -> str:
    """An identifier of X that was made at this time."""
    return str((int(at.timestamp() * 1000) - _EPOCH) << 22)


def tiktok_id(at: datetime) -> str:
    """An identifier of TikTok whose upload began at this time."""
    return str(int(at.timestamp()) << 32)


def lines(*records: Mapping[str, Any]) -> bytes:
    """The file."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def _line(platform: str, item_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "nav_index": "1:324:0",
        "item_id": item_id,
        "timestamp_collected": COLLECTED,
        "source_platform": platform,
        "source_platform_url": f"https://{platform}/home",
        "source_url": f"https://{platform}/i/api/graphql/HomeTimeline",
        "user_agent": "Mozilla/5.0",
        "data": dict(data),
        "id": 1,
    }


def x_line(data: Mapping[str, Any]) -> dict[str, Any]:
    """A line of X."""
    return _line("twitter.com", str(data.get("rest_id", "1")), data)


def x_post(
    post_id: str, text: str, media: Sequence[Mapping[str, Any]] = (), handle: str = "povin_info", **legacy: Any
) -> dict[str, Any]:
    """A post as X's web pages receive it; its time is that of its identifier."""
    at = datetime.fromtimestamp(((int(post_id) >> 22) + _EPOCH) / 1000, UTC)
    entities = {"hashtags": [], "media": list(media), "symbols": [], "urls": [], "user_mentions": []}
    return {
        "__typename": "Tweet",
        "rest_id": post_id,
        "core": {
            "user_results": {
                "result": {
                    "__typename": "User",
                    "rest_id": "17093617",
                    "core": {"created_at": "Fri Oct 31 22:26:54 +0000 2008", "name": "Повінь", "screen_name": handle},
                    "legacy": {"followers_count": 5},
                }
            }
        },
        "edit_control": {"edit_tweet_ids": [post_id], "edits_remaining": "5"},
        "views": {"count": "358653", "state": "EnabledWithCount"},
        "source": '<a href="https://x.example" rel="nofollow">Twitter Web App</a>',
        "legacy": {
            "bookmark_count": 5,
            "created_at": at.strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "conversation_id_str": post_id,
            "entities": entities,
            **({"extended_entities": {"media": list(media)}} if media else {}),
            "favorite_count": 19,
            "full_text": text,
            "lang": "uk",
            "quote_count": 0,
            "reply_count": 1,
            "retweet_count": 5,
            "possibly_sensitive": False,
            "user_id_str": "17093617",
            "id_str": post_id,
            **legacy,
        },
        "promoted": False,
    }


def x_picture(name: str, **fields: Any) -> dict[str, Any]:
    """A picture of a post of X."""
    return {
        "id_str": "1665918353154920449",
        "media_url_https": f"https://pbs.twimg.com/media/{name}",
        "url": "https://t.co/a",
        "expanded_url": "https://x.com/povin_info/status/1/photo/1",
        "type": "photo",
        "indices": [0, 1],
        **fields,
    }


def x_video(name: str, **fields: Any) -> dict[str, Any]:
    """A video of a post of X, in two sizes and as a list of pieces."""
    base = "https://video.twimg.com/ext_tw_video/1665918353154920449/pu"
    return {
        **x_picture(f"still_of_{name}.jpg"),
        "type": "video",
        "video_info": {
            "variants": [
                {"content_type": "application/x-mpegURL", "url": f"{base}/pl/{name}.m3u8?tag=12"},
                {"bitrate": 632000, "content_type": "video/mp4", "url": f"{base}/vid/320x568/small_{name}.mp4?tag=12"},
                {"bitrate": 2176000, "content_type": "video/mp4", "url": f"{base}/vid/576x1024/{name}.mp4?tag=12"},
            ]
        },
        **fields,
    }


def tiktok_line(post_id: str, text: str, **fields: Any) -> dict[str, Any]:
    """A video of TikTok with one hashtag, if the text has one; marks count units of UTF-16."""
    data: dict[str, Any] = {
        "id": post_id,
        "desc": text,
        "createTime": int(post_id) >> 32,
        "author": {"id": "7455386481638638614", "uniqueId": "povin.info", "nickname": "Повінь"},
        "stats": {"diggCount": 1, "playCount": 2, "commentCount": 3, "shareCount": 4, "collectCount": 5},
        "statsV2": {"diggCount": "100", "playCount": "3000000000", "commentCount": "3", "repostCount": "0"},
        "textLanguage": "uk",
        "video": {
            "id": post_id,
            "playAddr": "https://v16-webapp.tiktokcdn.example/video/tos/no1a/oIxSDH/?a=1988",
            "cover": "https://p16.tiktokcdn.example/cover.jpeg?x=1",
        },
        "music": {"title": "original sound", "authorName": "Повінь"},
        "stickersOnItem": [{"stickerText": ["Дамба", "зранку"], "stickerType": 4}],
        "isAd": False,
    }
    if "#" in text:
        start = len(text[: text.index("#")].encode("utf-16-le")) // 2
        end = len(text.encode("utf-16-le")) // 2
        data["textExtra"] = [{"hashtagName": text[text.index("#") + 1 :], "start": start, "end": end, "type": 1}]
    return _line("tiktok.com", post_id, data | fields)


def instagram_line(number: str, code: str, **fields: Any) -> dict[str, Any]:
    """A post of Instagram with one picture in three sizes."""
    data = {
        "id": f"{number}_55317749485",
        "pk": number,
        "code": code,
        "media_type": 1,
        "product_type": "feed",
        "user": {"pk": "55317749485", "username": "povin.info", "full_name": "Повінь"},
        "caption": {"pk": "1", "text": "Дамба зранку"},
        "taken_at": 1765298488,
        "like_count": 10,
        "comment_count": 2,
        "accessibility_caption": "Photo by Повінь. May be an image of water.",
        "image_versions2": {
            "candidates": [
                {"url": "https://scontent.example/v/small.jpg?x=1", "width": 320, "height": 320},
                {"url": "https://scontent.example/v/large.jpg?x=1", "width": 1080, "height": 1080},
                {"url": "https://scontent.example/v/middle.jpg?x=1", "width": 640, "height": 640},
            ]
        },
        "location": {"name": "Каховка", "lat": 46.8, "lng": 33.5},
        "usertags": {"in": [{"user": {"username": "dsns"}}]},
        "caption_is_edited": True,
    }
    return _line("instagram.com", f"{number}_55317749485", data | fields)


def generic_line(platform: str, item_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """A line of any other platform."""
    return _line(platform, item_id, data)
