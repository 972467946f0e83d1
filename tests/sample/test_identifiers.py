from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from firstseen.sample.identifiers import address, post_id

WHEN = datetime(2024, 5, 14, 8, 57, 33, 250_000, tzinfo=UTC)
START = datetime(1970, 1, 1, tzinfo=UTC)


def from_millis(value: int) -> datetime:
    return START + timedelta(milliseconds=value)


@pytest.mark.parametrize(
    ("platform", "read"),
    [
        ("x", lambda i: from_millis((int(i) >> 22) + 1288834974657)),
        ("mastodon", lambda i: from_millis(int(i) >> 16)),
        ("instagram", lambda i: from_millis((int(i) >> 23) + 1314220021721)),
        ("tiktok", lambda i: from_millis((int(i) >> 32) * 1000 + 250)),
    ],
)
def test_the_time_can_be_read_back(platform: str, read: Callable[[str], datetime]) -> None:
    for number in (0, 7, 61):
        assert read(post_id(platform, WHEN, number)) == WHEN


def test_a_bluesky_key_has_thirteen_letters_and_holds_microseconds() -> None:
    key = post_id("bluesky", WHEN, 3)
    value = 0
    for letter in key:
        value = value * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(letter)
    assert len(key) == 13
    assert START + timedelta(microseconds=value >> 10) == WHEN


def test_an_instagram_address_holds_the_identifier() -> None:
    identifier = post_id("instagram", WHEN, 5)
    code = address("instagram", "someone", identifier).rstrip("/").rpartition("/")[2]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    value = 0
    for letter in code:
        value = value * 64 + letters.index(letter)
    assert value == int(identifier)


def test_two_posts_of_one_instant_differ() -> None:
    assert post_id("x", WHEN, 1) != post_id("x", WHEN, 2)


def test_an_unknown_platform_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        post_id("nowhere", WHEN, 1)
