"""An appearance in words: what it is, by whom, where."""

from __future__ import annotations

from firstseen.chronicle.addresses import platform_named
from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.wording import one_line, quoted

__all__ = ["told"]

_SHOWN_AS = {
    "x": "X",
    "mastodon": "Mastodon",
    "tiktok": "TikTok",
    "instagram": "Instagram",
    "bluesky": "Bluesky",
    "discord": "Discord",
    "facebook": "Facebook",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
}


def told(shown: ShownEvidence) -> str:
    """One appearance for a sentence: "a post by Ana on X (https://…)", "a page (https://…)", 'the file "a.jpg"'."""
    platform = platform_named(shown.platform)
    where = f" on {_SHOWN_AS.get(platform, one_line(platform))}" if platform else ""
    by = f" by {one_line(shown.author)}" if shown.author else ""
    address = f" ({one_line(shown.url)})" if shown.url else ""
    if shown.post_id or platform:
        number = f" {one_line(shown.post_id)}" if shown.post_id and not shown.url else ""
        return f"a post{number}{by}{where}{address}"
    if shown.url:
        return f"a page{by}{address}"
    name = (shown.name or "").rsplit("/", 1)[-1]
    return f"the file {quoted(name)}{by}" if name else f"an item without a name{by}"
