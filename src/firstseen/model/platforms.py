"""Platforms by the names that people write."""

from __future__ import annotations

from typing import Final

__all__ = ["platform_words", "platforms"]

_WRITTEN: Final = {
    "x": "X",
    "mastodon": "Mastodon",
    "tiktok": "TikTok",
    "instagram": "Instagram",
    "bluesky": "Bluesky",
    "discord": "Discord",
    "facebook": "Facebook",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "youtube": "YouTube",
    "vk": "VK",
    "reddit": "Reddit",
    "threads": "Threads",
}


def platform_words(platform: str) -> str:
    """A platform as its name is written ("tiktok" is TikTok); one that is not known stays as the source names it."""
    return _WRITTEN.get(platform, platform)


def platforms() -> tuple[str, ...]:
    """The platforms whose names are known, as a case names them."""
    return tuple(_WRITTEN)
