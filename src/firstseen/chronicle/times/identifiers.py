"""Time carried by the identifiers of posts and uploaded media, each platform with its own rule and meaning.

The rules are those the platforms' identifiers follow (snowflake and its relatives). An identifier that is too short,
too long, of another platform, or that would give a time before its scheme began or after tomorrow says nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firstseen.chronicle.times.identifier_rules import RULES, Rule
from firstseen.chronicle.times.standard_ids import (
    object_id_microseconds,
    tid_microseconds,
    ulid_microseconds,
    uuid_microseconds,
)
from firstseen.model.posts.addresses import Address, platform_named, read_address

__all__ = ["FUTURE_SLACK", "IdentifierTime", "media_identifier_time", "post_identifier_time"]

FUTURE_SLACK = timedelta(days=1)
"""Times later than this after now are not believed: clocks and zones differ by a day at most."""

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_X_EPOCH = 1_288_834_974_657
_INSTAGRAM_EPOCH = 1_314_220_021_721
_DISCORD_EPOCH = 1_420_070_400_000
_X_LAST_SEQUENTIAL = 29_700_859_247
"""X counted its posts one by one up to about here (4 November 2010); such identifiers hold no time."""


@dataclass(frozen=True, slots=True)
class IdentifierTime:
    """The instant an identifier holds, the rule by which it was read, and what follows for the publication.

    `earliest` and `latest` bound the publication (None: not limited). `usual_latest` holds usually, not surely.
    """

    kind: str
    rule: Rule
    identifier: str
    time: datetime

    @property
    def earliest(self) -> datetime | None:
        """Not published before this."""
        return None if self.rule.before is None else self.time - self.rule.before

    @property
    def latest(self) -> datetime | None:
        """Published by this."""
        return None if self.rule.after is None else self.time + self.rule.after

    @property
    def usual_latest(self) -> datetime | None:
        """Usually, but not surely, published by this."""
        return None if self.rule.usual_after is None else self.time + self.rule.usual_after


_NUMBER = re.compile(r"[0-9]{1,20}")
_INSTAGRAM_PK = re.compile(r"([0-9]{14,20})(?:_[0-9]{1,20})?")
_SHORTCODE = re.compile(r"(?=[0-9]*[A-Za-z_-])[A-Za-z0-9_-]{8,11}")
_LONGEST = 300
_SHORTCODE_SIGNS = {
    sign: value for value, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
_SIGNED_64 = 1 << 63


def _number(text: str) -> int | None:
    if _NUMBER.fullmatch(text) is None or not text.isascii():
        return None
    value = int(text)
    return value if value < _SIGNED_64 else None


def _x(text: str) -> int | None:
    value = _number(text)
    return None if value is None or value <= _X_LAST_SEQUENTIAL else ((value >> 22) + _X_EPOCH) * 1000


def _mastodon(text: str) -> int | None:
    value = _number(text)
    return None if value is None else (value >> 16) * 1000


def _tiktok(text: str) -> int | None:
    value = _number(text)
    return None if value is None else (value >> 32) * 1_000_000


def _discord(text: str) -> int | None:
    value = _number(text)
    return None if value is None else ((value >> 22) + _DISCORD_EPOCH) * 1000


def _instagram(text: str) -> int | None:
    """From the number (also with the account's behind it, as exports write it) or the shortcode of the address."""
    if match := _INSTAGRAM_PK.fullmatch(text):
        value = int(match[1])
    elif _SHORTCODE.fullmatch(text):
        value = 0
        for sign in text:
            value = value * 64 + _SHORTCODE_SIGNS[sign]
    else:
        return None
    return ((value >> 23) + _INSTAGRAM_EPOCH) * 1000 if value < _SIGNED_64 else None


def _x_media_key(text: str) -> int | None:
    """From an X media name: the first eight of its eleven bytes, in base 64 for addresses, are the identifier."""
    try:
        data = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return _x(str(int.from_bytes(data[:8], "big"))) if len(data) == 11 else None


_READ = {
    "x": _x,
    "x_media": _x,
    "mastodon": _mastodon,
    "mastodon_remote": _mastodon,
    "tiktok": _tiktok,
    "instagram": _instagram,
    "bluesky": tid_microseconds,
    "discord": _discord,
    "discord_media": _discord,
    "uuid": uuid_microseconds,
    "ulid": ulid_microseconds,
    "object_id": object_id_microseconds,
}
_PLATFORMS = frozenset({"x", "mastodon", "tiktok", "instagram", "bluesky", "discord"})
_STANDARD = ("uuid", "ulid", "object_id")


def post_identifier_time(
    platform: str | None, post_id: str | None, url: str | None, *, now: datetime
) -> IdentifierTime | None:
    """The time that a post's identifier holds, from the identifier or else the post's address; else None.

    The platform is the one named, or the one the address belongs to. A named platform is believed: an address of
    another platform then says nothing. Never raises.
    """
    named = platform_named(platform)
    address = _fitting(named, read_address(url))
    text = (post_id or "").strip()[:_LONGEST]
    inside = _fitting(named, read_address(text)) if ":" in text else None
    if inside is not None and inside.post_id:
        text, address = inside.post_id, inside
    known = named if named in _PLATFORMS else address.platform
    if known not in _PLATFORMS:
        return next((found for kind in _STANDARD if (found := _read(kind, text, now))), None)
    kind = "mastodon_remote" if known == "mastodon" and address.remote else known
    return _read(kind, text, now) or _read(kind, address.post_id or "", now)


def media_identifier_time(media_url: str | None, *, now: datetime) -> IdentifierTime | None:
    """The time of upload that the address of a picture or video holds (X, Discord); None where there is none."""
    address = read_address(media_url)
    if address.media_key:
        microseconds = _x_media_key(address.media_key)
        return _checked("x_media", address.media_key, microseconds, now)
    if address.media_id and address.platform:
        return _read(f"{address.platform}_media", address.media_id, now)
    return None


def _fitting(named: str | None, address: Address) -> Address:
    """The address where it does not belong to another platform than the one named."""
    if named is None or address.platform == named:
        return address
    # Any server can be a Mastodon server, so the shape of the path is only believed beside a platform named as a host.
    only_guessed = address.platform == "mastodon" and "." not in named
    return Address() if named in _PLATFORMS or only_guessed else address


def _read(kind: str, text: str, now: datetime) -> IdentifierTime | None:
    return _checked(kind, text, _READ[kind](text), now) if text else None


def _checked(kind: str, text: str, microseconds: int | None, now: datetime) -> IdentifierTime | None:
    if microseconds is None:
        return None
    rule = RULES[kind]
    try:
        time = _UNIX + timedelta(microseconds=microseconds)
    except OverflowError:
        return None
    if not rule.begins <= time <= now + FUTURE_SLACK:
        return None
    return IdentifierTime(kind, rule, text, time)
