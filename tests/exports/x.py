"""X's own archive, and posts as its interfaces, twarc and snscrape write them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.drawing import jpeg, photograph
from tests.exports.zeeschuimer import snowflake

__all__ = [
    "EARLIER",
    "ID",
    "USER",
    "archive_file",
    "archive_folder",
    "direct_messages",
    "lines",
    "picture",
    "snscrape",
    "status",
    "v2",
    "v2_answer",
    "video",
]

_EPOCH = 1288834974657
ID = snowflake(datetime(2023, 6, 6, 3, 0, tzinfo=UTC))
EARLIER = snowflake(datetime(2023, 6, 5, 3, 0, tzinfo=UTC))
USER = {"id_str": "12497", "screen_name": "povin_info", "name": "Повінь"}


def _at(post_id: str) -> datetime:
    return datetime.fromtimestamp(((int(post_id) >> 22) + _EPOCH) / 1000, UTC)


def status(post_id: str, text: str, media: Sequence[Mapping[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    """A post in the shape of the interface 1.1; the archive writes numbers as text."""
    return {
        "id_str": post_id,
        "id": post_id,
        "created_at": _at(post_id).strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "full_text": text,
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": [], "media": list(media)[:1]},
        **({"extended_entities": {"media": list(media)}} if media else {}),
        "source": '<a href="http://x.example" rel="nofollow">X Web App</a>',
        "favorite_count": "19",
        "retweet_count": "5",
        "lang": "uk",
        "truncated": False,
        "favorited": False,
        "retweeted": False,
        "display_text_range": ["0", str(len(text))],
        **fields,
    }


def picture(name: str, **fields: Any) -> dict[str, Any]:
    """A picture of a post."""
    return {
        "id_str": "1665918353154920449",
        "indices": ["0", "1"],
        "media_url": f"http://pbs.twimg.com/media/{name}",
        "media_url_https": f"https://pbs.twimg.com/media/{name}",
        "url": "https://t.co/a",
        "expanded_url": "https://x.com/povin_info/status/1/photo/1",
        "type": "photo",
        **fields,
    }


def video(name: str, **fields: Any) -> dict[str, Any]:
    """A video of a post, in two sizes."""
    base = "https://video.twimg.com/ext_tw_video/1665918353154920449/pu/vid"
    variants = [
        {"bitrate": "632000", "content_type": "video/mp4", "url": f"{base}/320x568/small{name}.mp4?tag=12"},
        {"bitrate": "2176000", "content_type": "video/mp4", "url": f"{base}/576x1024/{name}.mp4?tag=12"},
    ]
    return {**picture(f"still{name}.jpg"), "type": "video", "video_info": {"variants": variants}, **fields}


def archive_file(kind: str, records: Sequence[Mapping[str, Any]], part: int = 0) -> bytes:
    """A file of the archive."""
    return f"window.YTD.{kind}.part{part} = {json.dumps(list(records), ensure_ascii=False, indent=2)}".encode()


def direct_messages(*texts: str) -> list[dict[str, Any]]:
    """One conversation."""
    messages = [
        {
            "messageCreate": {
                "id": str(900 + number),
                "senderId": "5",
                "recipientId": "12497",
                "text": text,
                "createdAt": "2023-06-06T03:00:00.000Z",
                "mediaUrls": ["https://ton.twitter.com/dm/901/1/private.jpg"] if number == 1 else [],
            }
        }
        for number, text in enumerate(texts, 1)
    ]
    return [{"dmConversation": {"conversationId": "5-12497", "messages": messages}}]


def archive_folder(folder: Path) -> None:
    """An archive as it is unpacked: posts in two parts, a long post, a repost, pictures, a video, and private files."""
    data = folder / "data"
    for name in ("tweets_media", "direct_messages_media"):
        (data / name).mkdir(parents=True)
    (folder / "assets/images").mkdir(parents=True)
    (folder / "assets/images/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (folder / "Your archive.html").write_text(
        '<!doctype html><html><head><title>X archive</title><script src="data/manifest.js"></script></head></html>'
    )
    config = {"userInfo": {"accountId": "12497", "userName": "povin_info", "displayName": "Повінь"}}
    (data / "manifest.js").write_text(f"window.__THAR_CONFIG = {json.dumps(config, indent=1)}", "utf-8")
    account = {"phoneNumber": "+380440000000", "email": "a@example.com", "username": "povin_info",
               "accountId": "12497", "accountDisplayName": "Повінь"}  # fmt: skip
    long_words = "Це дуже довгий допис про дамбу, який в архіві обірвано посередині, а кінець лежить окремо. #повінь"
    (data / "account.js").write_bytes(archive_file("account", [{"account": account}]))
    (data / "tweets.js").write_bytes(
        archive_file(
            "tweets",
            [
                {"tweet": status(ID, "Дамба &amp; вода", [picture("FabcdefghijklmN.jpg"), video("dam")])},
                {"tweet": status(str(int(ID) + (60000 << 22)), f"{long_words[:80]}…")},
                {"tweet": status(str(int(ID) + (120000 << 22)), "RT @dsns: Увага", [
                    picture("FabcdefghijklmO.jpg", source_status_id_str=EARLIER)])},
            ],
        )
    )  # fmt: skip
    (data / "tweets-part1.js").write_bytes(
        archive_file("tweets", [{"tweet": status(EARLIER, "RT @dsns: Самі слова")}], part=1)
    )
    note = {
        "noteTweetId": "77",
        "createdAt": "2023-06-06T03:01:00.000Z",
        "core": {"text": long_words, "hashtags": [
            {"text": "повінь", "fromIndex": str(long_words.index("#")), "toIndex": str(len(long_words))}]},
    }  # fmt: skip
    lost = {"noteTweetId": "78", "createdAt": "2022-01-01T00:00:00.000Z", "core": {"text": "Допису вже немає"}}
    (data / "note-tweet.js").write_bytes(archive_file("note_tweet", [{"noteTweet": note}, {"noteTweet": lost}]))
    (data / "direct-messages.js").write_bytes(archive_file("direct_messages", direct_messages("Тільки тобі", "Так")))
    (data / "direct_messages_media/901-private.jpg").write_bytes(b"\xff\xd8\xff\xe0private")
    (data / "ip-audit.js").write_bytes(archive_file("ip_audit", [{"ipAudit": {"loginIp": "10.1.2.3"}}] * 3))
    (data / "phone-number.js").write_bytes(archive_file("phone_number", [{"device": {"phoneNumber": "+380440000000"}}]))
    (data / "moment.js").write_bytes(archive_file("moment", [{"moment": {"momentId": "1"}}]))
    (data / f"tweets_media/{ID}-FabcdefghijklmN.jpg").write_bytes(jpeg(photograph(1, 320, 240)))
    (data / f"tweets_media/{ID}-dam.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64))
    (data / f"tweets_media/{ID}-stilldam.jpg").write_bytes(jpeg(photograph(2, 64, 48)))


def lines(records: Sequence[Mapping[str, Any]]) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def v2(post_id: str, text: str, **fields: Any) -> dict[str, Any]:
    """A post of the interface 2."""
    return {
        "id": post_id,
        "text": text,
        "author_id": "12497",
        "created_at": _at(post_id).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "conversation_id": post_id,
        "edit_history_tweet_ids": [post_id],
        "lang": "uk",
        "possibly_sensitive": True,
        "public_metrics": {
            "like_count": 19, "retweet_count": 5, "reply_count": 1, "quote_count": 0, "bookmark_count": 2,
            "impression_count": 1000,
        },
        **fields,
    }  # fmt: skip


def v2_answer(*posts: Mapping[str, Any], **includes: Any) -> dict[str, Any]:
    """An answer of the interface 2, as twarc keeps it."""
    users = [
        {"id": "12497", "username": "povin_info", "name": "Повінь"},
        {"id": "5", "username": "dsns", "name": "ДСНС"},
    ]
    return {
        "data": list(posts),
        "includes": {"users": users, **includes},
        "meta": {"newest_id": "1", "result_count": len(posts)},
        "__twarc": {"url": "https://api.twitter.com/2/tweets/search/all", "retrieved_at": "2023-06-07T00:00:00+00:00"},
    }


def snscrape(post_id: str, text: str, **fields: Any) -> dict[str, Any]:
    """A post as snscrape writes it."""
    return {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": f"https://twitter.com/povin_info/status/{post_id}",
        "date": _at(post_id).isoformat(),
        "rawContent": text,
        "renderedContent": text,
        "id": int(post_id),
        "user": {
            "_type": "snscrape.modules.twitter.User",
            "username": "povin_info",
            "id": 12497,
            "displayname": "Повінь",
        },
        "replyCount": 1,
        "retweetCount": 5,
        "likeCount": 19,
        "quoteCount": 0,
        "viewCount": 1000,
        "conversationId": int(post_id),
        "lang": "uk",
        "sourceLabel": "X Web App",
        "links": None,
        "media": None,
        "retweetedTweet": None,
        "quotedTweet": None,
        "inReplyToTweetId": None,
        "hashtags": ["повінь"],
        **fields,
    }
