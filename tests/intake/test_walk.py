from __future__ import annotations

import os
from pathlib import Path

import pytest

from firstseen.errors import RefusedError
from firstseen.intake import READERS
from firstseen.intake.source import Found, ReadOptions
from firstseen.intake.tree import FolderTree
from firstseen.intake.walk import walk
from firstseen.model.items import Item, Refusal, SourceRead

POSTS = "post_id,platform,media,text\n1,x,pictures/a.jpg,перша\n2,x,pictures/gone.jpg,друга\n"


def _walked(path: Path) -> list[Found]:
    tree = FolderTree(path)
    return list(walk(tree, tree.name, "folder", ReadOptions(), READERS))


@pytest.fixture
def case(tmp_path: Path, jpeg: bytes) -> Path:
    path = tmp_path / "case"
    (path / "pictures").mkdir(parents=True)
    (path / "posts.txt").write_text(POSTS, "utf-8")
    (path / "pictures" / "a.jpg").write_bytes(jpeg)
    (path / "pictures" / "loose.csv").write_bytes(jpeg)
    (path / "empty.jpg").write_bytes(b"")
    (path / "LICENSE").write_text("Permission is granted, free of charge, to any person\nobtaining a copy\n")
    (path / "drawing.jpg").write_bytes(b"8BPS\x00\x01")
    return path


def test_readers_come_first_then_loose_media_and_the_rest_is_refused_by_name(case: Path) -> None:
    found = _walked(case)
    assert [(type(entry).__name__, getattr(entry, "name", getattr(entry, "key", ""))) for entry in found] == [
        ("SourceRead", "posts.txt"),
        ("Item", "x:1"),
        ("Item", "x:2"),
        ("Refusal", "LICENSE"),
        ("Refusal", "drawing.jpg"),
        ("Refusal", "empty.jpg"),
        ("SourceRead", "case"),
        ("Item", "pictures/loose.csv"),
    ]
    again = found[6]
    assert isinstance(again, SourceRead)
    assert (again.reader, again.content) == ("folder", None)


def test_files_of_one_name_in_different_folders_are_both_kept(tmp_path: Path, jpeg: bytes) -> None:
    for folder in ("день 1", "день 2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jpg").write_bytes(jpeg)
    items = [entry for entry in _walked(tmp_path) if isinstance(entry, Item)]
    assert [item.key for item in items] == ["день 1/a.jpg", "день 2/a.jpg"]


def test_a_sidecar_goes_to_its_picture_and_a_broken_one_costs_itself(tmp_path: Path, jpeg: bytes) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(jpeg)
    (tmp_path / "a.json").write_text('{"description": "Вибух", "webpage_url": "https://t.me/channel/12"}', "utf-8")
    (tmp_path / "b.jpg.json").write_text('{"description": ')
    found = _walked(tmp_path)
    items = {entry.key: entry for entry in found if isinstance(entry, Item)}
    assert items["a.jpg"].text == "Вибух"
    assert items["a.jpg"].platform == "telegram"
    assert items["b.jpg"].text is None
    (refusal,) = [entry for entry in found if isinstance(entry, Refusal)]
    assert refusal.name == "b.jpg.json"
    assert "broken sidecar" in refusal.reason


def test_a_table_that_is_named_like_a_sidecar_is_still_a_table(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "posts.jpg").write_bytes(jpeg)
    (tmp_path / "posts.txt").write_text(POSTS, "utf-8")
    (tmp_path / "posts.json").write_text('{"post_id": "7", "url": "https://x.com/a/status/7"}\n{"post_id": "8"}\n')
    keys = [entry.key for entry in _walked(tmp_path) if isinstance(entry, Item)]
    assert keys == ["x:7", "line 2 of posts.json", "x:1", "x:2", "posts.jpg"]


def test_the_sidecar_of_a_picture_that_a_table_shows_is_named(case: Path) -> None:
    (case / "pictures" / "a.jpg.json").write_text('{"title": "x"}')
    refusals = {entry.name: entry.reason for entry in _walked(case) if isinstance(entry, Refusal)}
    assert "describes pictures/a.jpg" in refusals["pictures/a.jpg.json"]


def test_a_fault_in_one_file_never_stops_the_others(case: Path, monkeypatch: pytest.MonkeyPatch, jpeg: bytes) -> None:
    (case / "pictures" / "z.jpg").write_bytes(jpeg)
    real = FolderTree.open

    def broken(tree: FolderTree, name: str) -> object:
        if name == "pictures/loose.csv":
            raise RefusedError(name, "cannot be read: input/output error")
        if name == "LICENSE":
            raise OSError(5, "Input/output error")
        return real(tree, name)

    monkeypatch.setattr(FolderTree, "open", broken)
    found = _walked(case)
    refusals = {entry.name: entry.reason for entry in found if isinstance(entry, Refusal)}
    assert refusals["pictures/loose.csv"] == refusals["LICENSE"] == "cannot be read: input/output error"
    assert [entry.key for entry in found if isinstance(entry, Item)] == ["x:1", "x:2", "pictures/z.jpg"]


def test_a_name_that_is_not_utf8_is_an_item_like_others(tmp_path: Path, jpeg: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcf\xf0\xe8.jpg")).write_bytes(jpeg)
    (item,) = [entry for entry in _walked(tmp_path) if isinstance(entry, Item)]
    assert item.key == r"\xcf\xf0\xe8.jpg"
    content = item.media[0].content
    assert content is not None
    with content.open() as stream:
        assert stream.read() == jpeg


def test_files_that_belong_to_a_page_are_not_read_by_themselves(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "story-Dateien").mkdir()
    (tmp_path / "story-Dateien" / "a.jpg").write_bytes(jpeg)
    (tmp_path / "story-Dateien" / "style.css").write_text("p { color: red }")
    (tmp_path / "story-Dateien" / "frame.html").write_text("<!doctype html><html><body><p>рамка</p></body></html>")
    page = "<!doctype html><html><head><title>Повінь</title></head><body><img src='story-Dateien/a.jpg'></body></html>"
    (tmp_path / "story.html").write_text(page, "utf-8")
    found = _walked(tmp_path)
    assert [entry.name for entry in found if isinstance(entry, SourceRead)] == ["story.html"]
    assert not any(isinstance(entry, Refusal) for entry in found)


def test_a_disk_that_fails_while_a_table_is_read_costs_the_table_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jpeg: bytes
) -> None:
    (tmp_path / "posts.csv").write_text(POSTS, "utf-8")
    (tmp_path / "z.jpg").write_bytes(jpeg)

    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("firstseen.intake.posts_table.encoding_of", failing)
    found = _walked(tmp_path)
    assert Refusal("posts.csv", "cannot be read: input/output error") in found
    assert [entry.key for entry in found if isinstance(entry, Item)] == ["z.jpg"]


def test_what_no_reader_takes_is_not_refused_where_a_later_file_claims_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>words</p><link href='page_files/b.css'></body></html>")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "b.css").write_text("p { color: red }")
    (tmp_path / "a.css").write_text("p { color: red }")
    refused = [entry.name for entry in _walked(tmp_path) if isinstance(entry, Refusal)]
    assert refused == ["a.css"]
