from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from firstseen.errors import RefusedError, WrongUseError
from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Item, ItemKind, Refusal, SourceRead

Read = Callable[..., tuple[list[Item], list[Refusal], list[SourceRead]]]


def test_a_path_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    for path in (tmp_path / "немає.csv", tmp_path / "a" / "b"):
        with pytest.raises(RefusedError, match="no such file or folder") as error:
            read_path(path, ReadOptions())
        assert error.value.name == str(path)
        assert error.value.advice
    with pytest.raises(RefusedError, match="cannot be read"):
        read_path(Path("a\0b"), ReadOptions())
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(RefusedError, match="cannot be read"):
        read_path(tmp_path / "loop", ReadOptions())


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RefusedError, match="pipe"):
        read_path(tmp_path / "pipe", ReadOptions())


def test_a_mapping_of_an_unknown_column_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="publishd") as error:
        read_path(tmp_path, ReadOptions({"publishd": "created_at"}))
    assert "published" in (error.value.advice or "")


def test_a_single_picture_is_an_item_with_its_sidecars(tmp_path: Path, jpeg: bytes, read: Read) -> None:
    (tmp_path / "вулиця_2.dat").write_bytes(jpeg)
    (tmp_path / "вулиця.json").write_text('{"username": "oksana", "taken_at": 1645678900}')
    (tmp_path / "other.jpg").write_bytes(jpeg)
    items, refusals, sources = read(tmp_path / "вулиця_2.dat")
    assert refusals == []
    assert [source.reader for source in sources] == ["file"]
    assert [(item.key, item.kind) for item in items] == [("вулиця_2.dat", ItemKind.FILE)]
    assert items[0].author is not None
    assert items[0].author.handle == "oksana"
    assert [time.text for time in items[0].times] == ["1645678900"]


def test_a_single_table_finds_its_neighbours_and_nothing_else(tmp_path: Path, jpeg: bytes, read: Read) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "secret.jpg").write_bytes(jpeg)
    (tmp_path / "case" / "a.jpg").write_bytes(jpeg)
    (tmp_path / "case" / "b.jpg").write_bytes(jpeg)
    (tmp_path / "case" / "t.csv").write_text("url,media\nhttps://x.com/u/status/1,a.jpg;../secret.jpg\n")
    items, _, _ = read(tmp_path / "case" / "t.csv")
    (item,) = items
    assert [(shown.name, shown.content is not None, shown.missing) for shown in item.media] == [
        ("a.jpg", True, None),
        ("../secret.jpg", False, "outside the source"),
    ]


def test_a_folder_and_a_link_to_it_give_the_same(tmp_path: Path, jpeg: bytes, read: Read) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "a.jpg").write_bytes(jpeg)
    (tmp_path / "link").symlink_to("case")
    assert read(tmp_path / "case")[0][0].record == read(tmp_path / "link")[0][0].record
    assert read(tmp_path / "link")[2][0].name == "case"


def test_what_cannot_be_read_is_a_refusal_also_when_given_alone(tmp_path: Path, read: Read) -> None:
    (tmp_path / "notes.txt").write_text("Просто нотатки")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04")
    for name, reason in (("notes.txt", "text file"), ("empty.jpg", "0 bytes"), ("cut.zip", "cut off")):
        items, refusals, sources = read(tmp_path / name)
        assert (items, sources) == ([], [])
        assert [refusal.name for refusal in refusals] == [name]
        assert reason in refusals[0].reason


def test_real_fuzzed_files_each_give_an_item_or_a_refusal(real_inputs: Path, read: Read) -> None:
    items, refusals, _ = read(real_inputs / "hostile")
    files = sum(1 for path in (real_inputs / "hostile").rglob("*") if path.is_file())
    assert len(items) + len(refusals) >= files
    assert len({refusal.name for refusal in refusals}) == len(refusals)
    assert all(refusal.reason for refusal in refusals)
