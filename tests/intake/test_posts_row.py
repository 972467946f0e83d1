from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firstseen.intake.posts_columns import COLUMNS
from firstseen.intake.posts_row import post_item
from firstseen.intake.source import Source
from firstseen.intake.table_rows import Row
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Author, Item, Link, LinkKind
from firstseen.model.time import TimeRole


@pytest.fixture
def folder(tmp_path: Path, jpeg: bytes) -> Path:
    case = tmp_path / "case"
    (case / "pictures").mkdir(parents=True)
    for name in ("a.jpg", "b;c.jpg", "мост.jpg"):
        (case / "pictures" / name).write_bytes(jpeg)
    (tmp_path / "secret.jpg").write_bytes(jpeg)
    return case


def _item(folder: Path, **cells: Any) -> Item:
    columns = {column: column for column in COLUMNS if column in cells}
    return post_item(Source(FolderTree(folder), "posts.csv"), Row("row 12", cells), columns)


def test_platform_and_post_come_from_the_address_when_not_given(folder: Path) -> None:
    item = _item(folder, url="https://twitter.com/user/status/665333038944002048")
    assert (item.platform, item.post_id, item.key) == ("x", "665333038944002048", "x:665333038944002048")
    item = _item(folder, url="https://example.org/story")
    assert (item.platform, item.post_id, item.key) == (None, None, "https://example.org/story")
    item = _item(folder, text="лише слова", media="")
    assert (item.platform, item.post_id, item.key) == (None, None, "row 12 of posts.csv")


def test_a_platform_that_is_given_is_kept_with_its_usual_name(folder: Path) -> None:
    assert _item(folder, platform="Twitter", post_id="1").key == "x:1"
    assert _item(folder, platform="Mastodon", post_id="1").key == "mastodon:1"
    assert _item(folder, platform=" ", post_id="1").platform is None


@pytest.mark.parametrize(
    ("stated", "post_id", "kept"),
    [
        ("6.65333E+17", "665333038944002048", "6.65333E+17"),
        ("6,65333E+17", "665333038944002048", "6,65333E+17"),
        ("665333038944002000", "665333038944002048", "665333038944002000"),
        ("665333038944002049", "665333038944002049", None),
        (665333038944002048, "665333038944002048", None),
    ],
)
def test_an_identifier_that_a_spreadsheet_rounded_is_not_believed(
    folder: Path, stated: object, post_id: str, kept: str | None
) -> None:
    item = _item(folder, post_id=stated, url="https://x.com/user/status/665333038944002048")
    assert item.post_id == post_id
    assert item.extra.get("post_id") == kept
    assert _item(folder, post_id="6.65333E+17").post_id is None


@pytest.mark.parametrize(
    ("cell", "author"),
    [
        ("@oksana", Author(handle="oksana")),
        ("@", Author(handle="@")),
        ("Оксана Петренко", Author(name="Оксана Петренко")),
        ({"username": "سارة", "display_name": "Sara", "id": 7}, Author(id="7", handle="سارة", name="Sara")),
        ({}, None),
        ("  ", None),
        (None, None),
    ],
)
def test_authors_are_handles_or_names(folder: Path, cell: object, author: Author | None) -> None:
    assert _item(folder, author=cell).author == author


def test_a_stated_time_is_kept_as_written_with_its_column(folder: Path) -> None:
    (time,) = _item(folder, published=" 24.02.2022 05:07 ").times
    assert (time.text, time.where, time.zone) == ("24.02.2022 05:07", "column published", None)
    (time,) = _item(folder, published=1645678900).times
    assert time.text == "1645678900"
    assert _item(folder, published="").times == ()


def test_words_are_kept_as_they_are_and_other_columns_by_name(folder: Path) -> None:
    item = _item(folder, text=" вибух &amp; дим\n", likes=12, tags=["війна"], empty="", nothing=None)
    assert item.text == " вибух &amp; дим\n"
    assert item.extra == {"likes": "12", "tags": '["війна"]'}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("pictures/a.jpg; pictures/мост.jpg;", [("pictures/a.jpg", True, None), ("pictures/мост.jpg", True, None)]),
        ("pictures/b;c.jpg", [("pictures/b;c.jpg", True, None)]),
        ("pictures\\a.jpg", [("pictures/a.jpg", True, None)]),
        ("pictures/gone.jpg", [("pictures/gone.jpg", False, "not in the source: pictures/gone.jpg")]),
        ("pictures", [("pictures", False, "not in the source: pictures")]),
        ("../secret.jpg", [("../secret.jpg", False, "outside the source")]),
        ("/etc/passwd", [("/etc/passwd", False, "outside the source")]),
        ("file:///etc/passwd", [("file:///etc/passwd", False, "outside the source")]),
        (["pictures/a.jpg", "", None], [("pictures/a.jpg", True, None)]),
        ("", []),
        (None, []),
    ],
)
def test_media_are_files_beside_the_table_and_never_outside(
    folder: Path, cell: object, shown: list[tuple[str, bool, str | None]]
) -> None:
    item = _item(folder, media=cell)
    assert [(medium.name, medium.content is not None, medium.missing) for medium in item.media] == shown


def test_addresses_of_media_are_kept_and_nothing_is_fetched(folder: Path) -> None:
    (medium,) = _item(folder, media="https://pbs.twimg.com/media/%D0%B0.jpg?name=large").media
    assert (medium.name, medium.content) == ("а.jpg", None)
    assert medium.url == "https://pbs.twimg.com/media/%D0%B0.jpg?name=large"
    assert medium.missing == "not collected: only its address is given"
    (medium,) = _item(folder, media="http://[broken").media
    assert medium.name == "http://[broken"


def test_media_of_json_lines_may_be_objects(folder: Path) -> None:
    first, second, third = _item(
        folder,
        media=[{"path": "pictures/a.jpg", "url": "https://a/b.jpg", "alt": "міст"}, {"url": "https://a/c.jpg"}, {}],
    ).media
    assert (first.name, first.url, first.alt, first.content is not None) == (
        "pictures/a.jpg",
        "https://a/b.jpg",
        "міст",
        True,
    )
    assert (second.name, second.url, second.content) == ("c.jpg", "https://a/c.jpg", None)
    assert third.content is None
    assert len(_item(folder, media={"path": "pictures/a.jpg"}).media) == 1


def test_the_same_row_gives_the_same_record_whatever_the_order_of_its_columns(folder: Path) -> None:
    one = _item(folder, post_id="1", text="а")
    other = _item(folder, text="а", post_id="1")
    assert one.record == other.record
    assert one.record == '{"post_id":"1","text":"а"}'.encode()


def test_the_post_that_a_row_passes_on_is_named_by_address_or_by_identifier(folder: Path) -> None:
    item = _item(folder, platform="X", post_id="1700000000000000001", repost_of="1600000000000000001", quotes=" ")
    assert item.links == (Link(LinkKind.REPOST_OF, "x", "1600000000000000001"),)
    address = "https://t.me/kanal_ua/77"
    item = _item(folder, url="https://x.com/a/status/1700000000000000001", forwarded_from=address)
    assert item.links == (Link(LinkKind.FORWARDED_FROM, "telegram", "kanal_ua/77", address),)


def test_when_a_row_was_captured_is_no_time_of_publication(folder: Path) -> None:
    item = _item(folder, post_id="7", platform="vk", published="2024-03-01", captured="2024-03-02T10:00:00Z")
    assert [(time.role, time.text, time.where) for time in item.times] == [
        (TimeRole.PUBLISHED, "2024-03-01", "column published"),
        (TimeRole.CAPTURED, "2024-03-02T10:00:00Z", "column captured"),
    ]
