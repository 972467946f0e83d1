"""A Telegram export and posts of X about the same picture: added, traced, and looked at as a user does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done
from tests.exports import telegram, zeeschuimer
from tests.exports.zeeschuimer import snowflake, x_line, x_picture, x_post

Run = Callable[..., Done]

PICTURE = "FabcdefghijklmN.jpg"
FIRST = snowflake(datetime(2023, 6, 5, 3, 0, tzinfo=UTC))
REPOST = snowflake(datetime(2023, 6, 6, 3, 0, tzinfo=UTC))


@pytest.fixture
def traced(tmp_path: Path, firstseen: Run) -> tuple[Path, Done]:
    """The case, and what `add` said."""
    telegram.chat_folder(tmp_path / "telegram")
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / PICTURE).write_bytes(jpeg(photograph(1, 320, 240), 70))
    earlier = x_post(FIRST, "Дамба", [x_picture(PICTURE, ext_alt_text="Вода")], handle="first")
    repost = x_post(
        REPOST, "RT @first: Дамба", [x_picture(PICTURE)], "second", retweeted_status_result={"result": earlier}
    )
    (posts / "posts.ndjson").write_bytes(zeeschuimer.lines(x_line(repost)))
    case = tmp_path / "case"
    assert firstseen("new", case).code == 0
    added = firstseen("add", case, tmp_path / "telegram", posts)
    firstseen("trace", case)
    return case, added


def test_add_tells_what_was_read_and_what_was_not(traced: tuple[Path, Done]) -> None:
    _, added = traced
    assert added.code == 0
    assert "Read 8 items with 8 appearances." in added.out
    for told in (
        "photo: not exported: File not included",
        "video file: not exported: File exceeds maximum size",
        "service message: pin_message",
        "small version beside its original",
        "the date of the message that was forwarded",
    ):
        assert told in added.out


def test_the_picture_in_the_chat_was_seen_first_in_the_post_that_was_reposted(
    traced: tuple[Path, Done], firstseen: Run
) -> None:
    case, _ = traced
    appearances = firstseen("list", case, "appearances", "--format", "jsonl")
    shown = {one["appearance"]: one for one in appearances.lines()}
    group = next(one["group"] for one in shown.values() if one["url"] == f"https://x.com/first/status/{FIRST}")
    members = sorted((one for one in shown.values() if one["group"] == group), key=lambda one: str(one["earliest"]))
    assert [(one["platform"], one["author"], one["earliest"]) for one in members] == [
        ("x", "first", "2023-06-05T03:00:00Z"),
        ("x", "second", "2023-06-06T03:00:00Z"),
        ("telegram", "Повінь", "2023-06-06T07:01:00Z"),
    ]
    groups = firstseen("list", case, "groups", "--format", "jsonl").lines()
    assert next(one["first_seen"] for one in groups if one["group"] == group) == members[0]["appearance"]
    missing = [one for one in shown.values() if one["missing"]]
    assert [(one["name"], one["missing"]) for one in missing] == [
        ("photo of message 7 of Повінь", "not exported: File not included")
    ]


def test_show_tells_an_items_links_marks_and_counts(traced: tuple[Path, Done], firstseen: Run) -> None:
    case, _ = traced
    items = {item["post_id"]: item for item in firstseen("list", case, "items", "--format", "jsonl").lines()}
    repost = firstseen("show", case, items[REPOST]["item"]).out
    assert f"https://x.com/first/status/{FIRST}" in repost
    assert "likes 19" in repost
    message = firstseen("show", case, items["c/1234567890/2"]["item"]).out
    assert "https://t.me/c/1234567890/2" in message
    assert "❤ 5, 😢 2" in message
    assert items["c/1234567890/2"]["album"] == items["c/1234567890/3"]["album"] is not None
    assert [mark["kind"] for mark in items["c/1234567890/2"]["entities"]] == [
        "bold",
        "link",
        "link",
        "mention",
        "hashtag",
    ]
    forward = firstseen("show", case, items["c/1234567890/4"]["item"]).out
    assert "Інший канал" in forward
    assert "edited_unixtime of the message" in forward
