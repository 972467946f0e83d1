from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstseen.errors import RefusedError
from firstseen.intake.source import Source, TreeContent
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Refusal


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def _refused(tree: FolderTree) -> dict[str, str]:
    return {entry.name: entry.reason for entry in tree.walk() if isinstance(entry, Refusal)}


def test_all_files_come_in_order_and_furniture_is_counted(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "b/2.jpg",
        "b/1.jpg",
        "a.jpg",
        "b/c/3.jpg",
        ".git/config",
        "b/.DS_Store",
        "__MACOSX/b/._1.jpg",
        "в.jpg",
    )
    tree = FolderTree(tmp_path)
    assert list(tree.names()) == ["a.jpg", "в.jpg", "b/1.jpg", "b/2.jpg", "b/c/3.jpg"]
    assert tree.passed_over == 3
    assert list(tree.names()) == list(tree.names())
    assert tree.name == tmp_path.name


def test_files_open_by_name_and_know_their_size(tmp_path: Path) -> None:
    _write(tmp_path, "b/1.jpg")
    tree = FolderTree(tmp_path)
    assert tree.has("b/1.jpg")
    assert not tree.has("b")
    assert not tree.has("b/2.jpg")
    assert tree.size("b/1.jpg") == 7
    source = Source(tree, "b/1.jpg")
    assert source.head() == b"b/1.jpg"
    with TreeContent(tree, "b/1.jpg").open() as stream:
        stream.seek(2)
        assert stream.read() == b"1.jpg"
    for name in ("b/2.jpg", "b", "n\0"):
        with pytest.raises(RefusedError) as error, tree.open(name):
            pass
        assert error.value.name == name
    with pytest.raises(RefusedError, match="no such file"):
        tree.size("b/2.jpg")


def test_a_name_that_is_not_utf8_is_shown_escaped_and_opens(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd5\xe0.jpg")).write_bytes(b"cyrillic")
    tree = FolderTree(tmp_path)
    assert list(tree.names()) == [r"\xd5\xe0.jpg"]
    with tree.open(r"\xd5\xe0.jpg") as stream:
        assert stream.read() == b"cyrillic"


def test_links_out_of_the_folder_are_refused_and_never_opened(tmp_path: Path) -> None:
    _write(tmp_path, "outside/secret.txt", "case/a.jpg")
    case = tmp_path / "case"
    (case / "secret.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (case / "folder").symlink_to(tmp_path / "outside")
    (case / "nothing").symlink_to(case / "not there")
    tree = FolderTree(case)
    assert list(tree.names()) == ["a.jpg"]
    refused = _refused(tree)
    assert set(refused) == {"secret.txt", "folder", "nothing"}
    assert "leads out of the source" in refused["secret.txt"]
    assert "leads out of the source" in refused["folder"]
    for name in ("secret.txt", "folder/secret.txt", "../outside/secret.txt"):
        assert not tree.has(name)
        with pytest.raises(RefusedError, match="out of the source"), tree.open(name):
            pass


def test_links_inside_the_folder_neither_loop_nor_read_twice(tmp_path: Path) -> None:
    _write(tmp_path, "b/1.jpg")
    (tmp_path / "alias.jpg").symlink_to("b/1.jpg")
    (tmp_path / "b" / "up").symlink_to("..")
    (tmp_path / "self").symlink_to("self")
    tree = FolderTree(tmp_path)
    assert list(tree.names()) == ["alias.jpg", "b/1.jpg"]
    refused = _refused(tree)
    assert "a link" in refused["b/up"]
    assert "round in a circle" in refused["self"]
    with tree.open("alias.jpg") as stream:
        assert stream.read() == b"b/1.jpg"


def test_a_folder_beside_with_a_longer_name_is_outside(tmp_path: Path) -> None:
    _write(tmp_path, "case-2/secret.jpg", "case/a.jpg")
    (tmp_path / "case" / "x.jpg").symlink_to(tmp_path / "case-2" / "secret.jpg")
    assert not FolderTree(tmp_path / "case").has("x.jpg")


def test_pipes_and_sockets_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        tree = FolderTree(tmp_path)
        assert _refused(tree) == {"pipe.jpg": "a named pipe, not a file", "s": "a socket, not a file"}
        assert not tree.has("pipe.jpg")
        with pytest.raises(RefusedError, match="named pipe"), tree.open("pipe.jpg"):
            pass


def test_a_folder_that_cannot_be_read_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, "closed/1.jpg", "open/2.jpg")
    real = os.scandir

    def scandir(path: bytes) -> Iterator[os.DirEntry[bytes]]:
        if path.endswith(b"closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    tree = FolderTree(tmp_path)
    assert list(tree.names()) == ["open/2.jpg"]
    assert _refused(tree) == {"closed": "folder cannot be read: permission denied"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "1.jpg")
    (tmp_path / "1.jpg").chmod(0)
    with pytest.raises(RefusedError, match="permission denied"), FolderTree(tmp_path).open("1.jpg"):
        pass


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder so deep that the path of its last folder is longer than the system takes."""
    name = "d" * 250
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(name, dir_fd=at)
        below = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    yield tmp_path
    # What cleans up after the tests cannot remove a path this long.
    top = tmp_path / name
    while (top / name).exists():
        (top / name).rename(tmp_path / "next")
        top.rmdir()
        (tmp_path / "next").rename(top)


def test_very_deep_folders_do_not_stop_the_walk(deep: Path) -> None:
    _write(deep, "z.jpg")
    entries = list(FolderTree(deep).walk())
    assert entries[0] == "z.jpg"
    assert isinstance(entries[-1], Refusal)
    assert "too long" in entries[-1].reason
