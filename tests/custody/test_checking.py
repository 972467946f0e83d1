"""A whole log, checked; then changed a byte at a time, and checked again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.custody.test_log import chained

from firstseen.custody.checking import LogCheck, check_log
from firstseen.custody.checkpoint import parse_checkpoint
from firstseen.custody.keys import Unsigned
from firstseen.custody.log import CustodyLog, LogPlaces
from firstseen.custody.note import sign_note
from firstseen.custody.sealing import is_sealed, seal
from firstseen.errors import CaseDamagedError

Key = Ed25519PrivateKey | Unsigned


def _recorder(log: CustodyLog) -> Callable[[str, Mapping[str, Any]], object]:
    return lambda what, about: log.append(what, "me", "firstseen 0", about)


def _grow(path: Path, key: Key, *sizes: int) -> None:
    """Makes each size in turn the number of entries (or one more, where a key is told of), and seals it."""
    for size in sizes:
        log = CustodyLog(path)
        log.open()
        while len(log.tree) < size:
            log.append("add", "me", "firstseen 0", {"words": f"повінь {len(log.tree)}"})
        seal(log, key, _recorder(log))
        assert is_sealed(log)


def _check(folder: Path) -> LogCheck:
    return check_log(LogPlaces(folder))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of some 530 entries with five checkpoints, signed with two keys."""
    folder = tmp_path_factory.mktemp("whole") / "log"
    _grow(folder / "custody.jsonl", Ed25519PrivateKey.generate(), 2, 255, 257)
    _grow(folder / "custody.jsonl", Ed25519PrivateKey.generate(), 512, 530)
    return folder


def test_a_whole_log_is_right(whole: Path) -> None:
    check = _check(whole)
    assert (check.wrong, check.unchecked) == ([], [])
    assert (check.checkpoints, check.signed, len(check.keys)) == (5, 5, 2)
    assert check.entries == 530
    names = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())
    assert [name for name in names if name.startswith("tile")] == [
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/18",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/18",
    ]


def test_every_changed_byte_is_found_and_its_file_named(whole: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    folder = tmp_path / "log"
    shutil.copytree(whole, folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for round_ in range(200):
        path = files[round_ % len(files)]
        data = path.read_bytes()
        place, flip = chance.randrange(len(data)), chance.randrange(1, 256)
        path.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
        wrong = _check(folder).wrong
        assert any(str(path) in sentence for sentence in wrong), (path, place, flip, wrong)
        path.write_bytes(data)
    assert not _check(folder).wrong


def test_a_changed_entry_is_named_once_and_not_the_tiles(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    shutil.copytree(whole, folder)
    journal = folder / "custody.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[299] = lines[299].replace("повінь".encode(), "пожежа".encode())
    journal.write_bytes(b"".join(lines))
    assert _check(folder).wrong == [
        f"{journal}: entry 300 was changed: it no longer has the hash that the checkpoint and the tiles stand for"
    ]
    with pytest.raises(CaseDamagedError, match="was changed after"):
        CustodyLog(journal).open()


@pytest.mark.parametrize("keep", [1, 300, 529])
def test_entries_taken_away_are_missed(whole: Path, tmp_path: Path, keep: int) -> None:
    folder = tmp_path / "log"
    shutil.copytree(whole, folder)
    journal = folder / "custody.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:keep]))
    assert f"{journal}: entries {keep + 1} to 530 are gone: checkpoint and tiles stand for them" in _check(folder).wrong
    with pytest.raises(CaseDamagedError, match="taken away"):
        CustodyLog(journal).open()


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("checkpoints", "there is no checkpoint"),
        ("keys", "the public key"),
        ("tile/0/001", "is missing"),
        ("tile/entries/002.p", "is missing"),
        ("custody.jsonl", "is missing"),
    ],
)
def test_what_is_gone_is_named(whole: Path, tmp_path: Path, gone: str, said: str) -> None:
    folder = tmp_path / "log"
    shutil.copytree(whole, folder)
    path = folder / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert any(gone in sentence and said in sentence for sentence in _check(folder).wrong)


def test_a_signature_that_is_taken_away_is_missed(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    shutil.copytree(whole, folder)
    for path in (folder / "checkpoint", folder / "checkpoints" / "530"):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert any("/530: is not signed by the key that entry" in sentence for sentence in _check(folder).wrong)


def test_a_log_written_anew_and_signed_with_another_key_is_told_from_a_checkpoint_kept_elsewhere(
    whole: Path, tmp_path: Path
) -> None:
    """A forger who replaces the whole log passes: only a checkpoint kept (or stamped) elsewhere says otherwise."""
    folder = tmp_path / "log"
    _grow(folder / "custody.jsonl", Ed25519PrivateKey.generate(), 530)
    assert not _check(folder).wrong
    shutil.copy(whole / "checkpoints" / "257", folder / "checkpoints" / "257")
    assert any("checkpoints/257" in sentence and "another log" in sentence for sentence in _check(folder).wrong)


def test_unsigned_is_said_and_not_wrong(tmp_path: Path) -> None:
    path = tmp_path / "log" / "custody.jsonl"
    _grow(path, Unsigned("the folder for keys lies inside the case"), 3, 5)
    check = _check(path.parent)
    assert check.wrong == []
    assert check.signed == 0
    assert all("not signed: the folder for keys lies inside the case" in sentence for sentence in check.unchecked)
    _grow(path, Ed25519PrivateKey.generate(), 7)
    check = _check(path.parent)
    assert (check.wrong, check.signed, len(check.unchecked)) == ([], 1, 2)


def test_what_a_kill_leaves_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    path = tmp_path / "log" / "custody.jsonl"
    key = Ed25519PrivateKey.generate()
    _grow(path, key, 250)
    log = CustodyLog(path)
    for number in range(10):
        log.append("add", "me", "firstseen 0", {"n": number})
    (path.parent / ".passing-1-checkpoint").write_bytes(b"half")
    check = _check(path.parent)
    assert check.wrong == []
    assert any("no checkpoint stands for entries 252 to 261" in sentence for sentence in check.unchecked)
    _grow(path, key, 261)
    check = _check(path.parent)
    assert (check.wrong, check.unchecked) == ([], [])
    assert not list(path.parent.glob(".passing*"))


def test_a_full_tile_is_never_written_again(tmp_path: Path) -> None:
    path = tmp_path / "log" / "custody.jsonl"
    key = Ed25519PrivateKey.generate()
    _grow(path, key, 10)
    tile = path.parent / "tile" / "0" / "000"
    tile.write_bytes(b"x" * 8192)
    with pytest.raises(CaseDamagedError, match="never written again"):
        _grow(path, key, 300)
    assert tile.read_bytes() == b"x" * 8192


def test_an_old_log_is_checked_as_a_chain_and_goes_on_as_a_tree(tmp_path: Path) -> None:
    path = tmp_path / "log" / "custody.jsonl"
    chained(path, 40, "w" * 70_000)
    check = _check(path.parent)
    assert check.wrong == []
    assert any("version 0.1" in sentence for sentence in check.unchecked)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"wwww", b"wwvw", 1))
    assert _check(path.parent).wrong == [f"{path}: entry 2 does not follow the one before it"]
    path.write_bytes(data)
    _grow(path, Ed25519PrivateKey.generate(), 42)
    check = _check(path.parent)
    assert (check.wrong, check.signed) == ([], 1)
    assert [sentence for sentence in check.unchecked if "too long for a bundle" in sentence]
    path.write_bytes(path.read_bytes().replace(b"wwww", b"wwvw", 1))
    assert any("entry 1 was changed" in sentence for sentence in _check(path.parent).wrong)


@pytest.mark.parametrize("size", [11, 20, 30])
def test_a_checkpoint_rightly_signed_over_another_root_is_named(tmp_path: Path, size: int) -> None:
    """Who holds the key can sign anything; not with the entries that are there."""
    path = tmp_path / "log" / "custody.jsonl"
    key = Ed25519PrivateKey.generate()
    _grow(path, key, 10, 20, 30)
    places = LogPlaces(path.parent)
    assert places.sealed_sizes() == [11, 20, 30]
    file = places.checkpoints / str(size)
    checkpoint, _ = parse_checkpoint(file.read_bytes())
    file.write_bytes(sign_note(replace(checkpoint, root=b"r" * 32).text(), checkpoint.origin, [key]))
    assert f"{file}: its root is not that of the first {size} entries" in _check(path.parent).wrong
