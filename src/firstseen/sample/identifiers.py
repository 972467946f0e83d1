"""Post identifiers that carry their time, made as the platforms make them, and the addresses they are seen at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["address", "post_id"]

_X_EPOCH = 1288834974657
_INSTAGRAM_EPOCH = 1314220021721
_TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_START = datetime(1970, 1, 1, tzinfo=UTC)


def post_id(platform: str, when: datetime, number: int) -> str:
    """The identifier of a post made at `when`; `number` stands for the parts that carry no time.

    X: `(ms - epoch) << 22`. Mastodon: `ms << 16`. TikTok: `s << 32`. Instagram: `(ms - epoch) << 23`.
    Bluesky: a TID, microseconds and a clock's number in 13 letters. Telegram numbers the messages of a channel.
    """
    micros = (when - _START) // timedelta(microseconds=1)
    millis = micros // 1000
    mixed = number * 2654435761
    if platform == "x":
        return str(((millis - _X_EPOCH) << 22) | (mixed & 0x3FFFFF))
    if platform == "mastodon":
        return str((millis << 16) | (mixed & 0xFFFF))
    if platform == "tiktok":
        return str(((millis // 1000) << 32) | (mixed & 0xFFFFFFFF))
    if platform == "instagram":
        return str(((millis - _INSTAGRAM_EPOCH) << 23) | (mixed & 0x7FFFFF))
    if platform == "bluesky":
        value = (micros << 10) | (mixed & 0x3FF)
        return "".join(_TID_LETTERS[(value >> (5 * place)) & 31] for place in range(12, -1, -1))
    if platform == "telegram":
        return str(4100 + number)
    raise ValueError(f"no identifiers are known for {platform}")


def address(platform: str, handle: str, identifier: str) -> str:
    """Where the post would be seen."""
    if platform == "instagram":
        return f"https://www.instagram.com/p/{_shortcode(int(identifier))}/"
    patterns = {
        "x": f"https://x.com/{handle}/status/{identifier}",
        "mastodon": f"https://mastodon.social/@{handle}/{identifier}",
        "tiktok": f"https://www.tiktok.com/@{handle}/video/{identifier}",
        "bluesky": f"https://bsky.app/profile/{handle}.bsky.social/post/{identifier}",
        "telegram": f"https://t.me/{handle}/{identifier}",
    }
    return patterns[platform]


_CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _shortcode(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number, 64)
        letters = _CODE_LETTERS[rest] + letters
    return letters
