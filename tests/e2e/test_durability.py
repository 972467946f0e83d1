"""Kills, full disks, read-only places, two processes, torn writes: clear answers, and nothing stored is lost."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import FIRSTSEEN
from tests.e2e.durability import BWRAP, killed_after, program, start, within
from tests.package.conftest import verify_py
from tests.small_case import case, collected, copied, desk, done, listed, lists

from firstseen.custody.packaged import check_package
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.verifying import verify

__all__ = ["case", "collected", "copied", "desk"]

KILLS = int(os.environ.get("KILLS", "30"))
needs_bwrap = pytest.mark.skipif(BWRAP is None, reason="bubblewrap is not installed")


def _more(folder: Path, seed: int, count: int = 4) -> Path:
    """A source that the case does not have."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{seed}-{number}.jpg").write_bytes(jpeg(photograph(seed * 100 + number, 160, 120), 80))
    return folder


def _stored(folder: Path) -> set[str]:
    with reading_case(folder) as opened:
        return {medium.digest for medium in opened.reading.media()}


def _assert_whole_or_not_there(target: Path) -> None:
    if not target.exists():
        return
    if (target / "case.sqlite").exists():
        assert verify(target).wrong == []
    else:
        assert verify_py(target).code == 0, verify_py(target).out
        assert check_package(target).wrong == []


@pytest.mark.slow
def test_killed_at_random_moments(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    chance = random.Random(20261128)
    finding = listed(own, "findings")[0]["finding"]
    kinds = ("add", "trace", "decide", "publish", "backup")
    took = dict.fromkeys(kinds, 1.0)
    kills = turn = 0
    stored = _stored(own)
    while kills < KILLS:
        turn += 1
        assert turn <= 3 * KILLS, "hardly a kill came before the end"
        kind = kinds[turn % len(kinds)]
        place = tmp_path / f"{kind}-{turn}"
        if kind == "add":
            _more(place, turn)
        arguments: tuple[object, ...] = {
            "trace": (own,),
            "decide": (own, finding, "--agree", "--note", f"turn {turn}"),
            "publish": (own, place, "--package"),
        }.get(kind, (own, place))
        began = time.monotonic()
        if killed_after(chance.uniform(0.2, 1.0) * took[kind], kind, *arguments):
            kills += 1
        else:
            took[kind] = time.monotonic() - began
        report = verify(own)
        assert report.wrong == [], (kind, turn)
        assert stored <= _stored(own), "what was stored is there"
        stored = _stored(own)
        if kind in ("publish", "backup"):
            _assert_whole_or_not_there(place)
            done(kind, own, place if not place.exists() else tmp_path / f"again-{turn}", *arguments[2:])
            for left in tmp_path.glob(".*"):
                # Killed after the move: what remains holds nothing any more.
                assert [path.name for path in left.iterdir()] == ["made-by-firstseen"]
                shutil.rmtree(left)
    done("trace", own)
    assert verify(own).wrong == []
    with reading_case(own) as opened:
        assert all(opened.blobs.is_unchanged(digest) for digest in stored)


@pytest.mark.slow
def test_backups_while_another_command_writes(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    source = _more(tmp_path / "source", 3, count=60)
    copies = 0
    for command in (("add", own, source), ("trace", own)):
        process = start(*command)
        while process.poll() is None:
            copy = tmp_path / f"copy-{copies}"
            done("backup", own, copy)
            report = verify(copy)
            assert report.wrong == [], (command, copies)
            assert {medium["medium"] for medium in listed(copy, "media")} >= _stored(case)
            copies += 1
        assert process.returncode == 0
    assert copies >= 3
    last = tmp_path / f"copy-{copies - 1}"
    done("add", last, source)
    done("trace", last)
    done("trace", own)
    for kind in ("media", "appearances", "copies", "groups", "findings"):
        assert listed(last, kind) == listed(own, kind), "the copy goes on and comes to the same"


def test_one_writes_and_others_are_told(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    with (own / "case.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (("publish", own, tmp_path / "package", "--package"), ("repair", own), ("trace", own)):
            told = program(*command)
            assert told.returncode == 2, told.stderr
            assert "is being written to by" in told.stderr
        done("backup", own, tmp_path / "copy")
        done("verify", own)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "copy-case"]


@needs_bwrap
def test_a_full_disk(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    source = tmp_path / "source"
    source.mkdir()
    for number in range(40):
        (source / f"{number}.jpg").write_bytes(jpeg(photograph(500 + number, 640, 480), 95))
    small = tmp_path / "small"
    small.mkdir()
    before = within("--size", "100000", "--tmpfs", str(small))
    for command in (("backup", own, small / "copy"), ("publish", own, small / "package", "--package")):
        told = program(*command, before=[*before, "sh", "-c", f'"$@"; code=$?; ls -A {small}; exit $code', "-"])
        assert told.returncode == 4, told.stdout + told.stderr
        assert "is full" in told.stderr
        assert told.stdout.strip() == "", "nothing is left there"
    done("verify", own)

    roomy = within("--size", "3000000", "--tmpfs", str(small))
    script = f"""
        run() {{ {" ".join(FIRSTSEEN)} "$@"; }}
        run new {small}/case >&2 || exit 9
        run add {small}/case {source} >&2; echo "add $?"
        run verify {small}/case >&2; echo "verify $?"
        run list {small}/case media --json
    """
    told = subprocess.run([*roomy, "sh", "-c", script], capture_output=True, text=True, check=False)
    first, second, *media = told.stdout.splitlines()
    assert first == "add 4", told.stderr
    assert second == "verify 0", told.stderr
    assert all(json.loads(line)["bytes"] > 0 for line in media)


@needs_bwrap
def test_read_only_places(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    closed = tmp_path / "closed"
    closed.mkdir()
    kept = within("--ro-bind", str(own), str(own), "--ro-bind", str(closed), str(closed))
    for command in (
        ("add", own, closed),
        ("trace", own),
        ("repair", own),
        ("publish", own, tmp_path / "p", "--package"),
    ):
        told = program(*command, before=kept)
        assert told.returncode == 2, told.stderr
        assert "no permission to write" in told.stderr
    for command in (("verify", own), ("status", own), ("backup", own, tmp_path / "copy")):
        told = program(*command, before=kept)
        assert told.returncode == 0, told.stderr
    assert verify(tmp_path / "copy").wrong == []
    for command in (("backup", own, closed / "copy"), ("publish", own, closed / "package", "--package")):
        told = program(*command, before=within("--ro-bind", str(closed), str(closed)))
        assert told.returncode == 2, told.stderr
        assert "no permission to write" in told.stderr


def test_a_journal_torn_after_its_end_was_signed(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    """What a power cut may leave: entries that were being written, cut anywhere."""
    chance = random.Random(5)
    source = _more(tmp_path / "source", 7)
    own = copied(case)
    journal = own / "log/custody.jsonl"
    sealed = journal.stat().st_size
    done("add", own, source)
    whole = journal.read_bytes()
    for _ in range(12):
        torn = tmp_path / "torn"
        shutil.copytree(case, torn)
        (torn / "log/custody.jsonl").write_bytes(whole[: chance.randrange(sealed, len(whole))])
        done("add", torn, source)
        assert verify(torn).wrong == []
        assert len(_stored(torn)) == len(_stored(case)) + 4
        shutil.rmtree(torn)


def test_a_journal_cut_below_its_checkpoint_is_damage(case: Path, copied: Callable[[Path], Path]) -> None:
    chance = random.Random(6)
    whole = (case / "log/custody.jsonl").read_bytes()
    own = copied(case)
    for _ in range(3):
        (own / "log/custody.jsonl").write_bytes(whole[: chance.randrange(len(whole) - 1)])
        for command in (("verify", own), ("trace", own), ("repair", own)):
            told = program(*command)
            assert told.returncode == 3, (command, told.stderr)
            assert "custody.jsonl" in told.stdout + told.stderr
    (own / "log/custody.jsonl").write_bytes(whole)
    assert verify(own).wrong == []


@pytest.mark.slow
def test_a_torn_write_ahead_log_is_repaired(
    case: Path, collected: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    """A disk that lied about what it had flushed: the catalogue falls back, and is made good from the log."""
    chance = random.Random(8)
    own = tmp_path / "own"
    done("new", own, "--event", "Flood", "--from", "2024-05-12")
    reader = sqlite3.connect(own / "case.sqlite")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM items").fetchone()  # while it reads, nothing leaves the write-ahead log
    done("add", own, collected)
    done("trace", own)
    expected = lists(own)
    written = (own / "case.sqlite-wal").read_bytes()
    assert len(written) > 100_000
    for _ in range(4):
        torn = tmp_path / "torn"
        shutil.copytree(own, torn, ignore=shutil.ignore_patterns("*-shm", "*-wal"))
        (torn / "case.sqlite-wal").write_bytes(written[: chance.randrange(len(written))])
        assert program("repair", torn).returncode == 0
        assert verify(torn).wrong == []
        done("trace", torn)
        assert lists(torn) == expected
        shutil.rmtree(torn)
    reader.close()
