from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from firstseen.custody.entries import whole_entries
from firstseen.custody.log import CustodyLog
from firstseen.custody.merkle import leaf_hash
from firstseen.errors import CaseDamagedError, StorageFullError


@pytest.fixture
def log(tmp_path: Path) -> CustodyLog:
    made = CustodyLog(tmp_path / "log" / "custody.jsonl")
    for name in ("new", "add", "add"):
        made.append(name, "Олена", "firstseen 0", {"words": "повінь"})
    return made


def test_an_entry_is_a_line_of_canonical_json_and_a_leaf(log: CustodyLog) -> None:
    lines = log.path.read_bytes().splitlines()
    entries = [json.loads(line) for line in lines]
    assert [entry["number"] for entry in entries] == [1, 2, 3]
    assert entries[2]["about"] == {"words": "повінь"}
    assert set(entries[0]) == {"number", "at", "what", "who", "program", "from", "about"}
    assert entries[0]["from"] is None
    assert [rfc8785.dumps(entry) for entry in entries] == lines
    assert log.tree.full(0, 0, 9) == [leaf_hash(line) for line in lines]


def test_the_machine_is_told_where_it_is_named(log: CustodyLog) -> None:
    log.append("set", "me", "firstseen 0", {}, "desk-3")
    assert [entry.machine for entry in log.entries()] == [None, None, None, "desk-3"]


@pytest.mark.parametrize("cut", [b'{"about":{"wor', b"x", b'{"number":4}'])
def test_a_line_cut_by_a_power_failure_is_taken_away_before_the_next(log: CustodyLog, cut: bytes) -> None:
    with log.path.open("ab") as file:
        file.write(cut)
    assert [entry.what for entry in log.entries()] == ["new", "add", "add"]
    again = CustodyLog(log.path)
    again.append("trace", "me", "firstseen 0", {})
    assert [entry.what for entry in again.entries()] == ["new", "add", "add", "trace"]
    assert log.path.read_bytes().endswith(b"\n")


@pytest.mark.parametrize("words", ["i" * 300_000, '"\\\x00' * 30_000, "повінь🌊" * 20_000])
def test_a_long_entry_is_kept_whole_in_parts(log: CustodyLog, words: str) -> None:
    assert log.append("add", "me", "firstseen 0", {"words": words, "n": 1.5}).number == 4
    log.append("trace", "me", "firstseen 0", {})
    lines = log.path.read_bytes().splitlines()
    assert max(map(len, lines)) <= 65_535
    assert [json.loads(line)["number"] for line in lines] == list(range(1, len(lines) + 1))
    entries = list(log.entries())
    assert [entry.what for entry in entries] == ["new", "add", "add", "add", "trace"]
    assert entries[3].about == {"words": words, "n": 1.5}
    assert (entries[3].number, entries[3].last) == (4, len(lines) - 1)
    part = json.loads(lines[4])["part"]
    assert part == {"first": 4, "number": 2, "of": len(lines) - 4}
    without = [line for line in lines if json.loads(line).get("part", {}).get("number") != 2]
    assert [entry.what for entry in whole_entries(without)] == ["new", "add", "add", "trace"]


def test_what_is_no_entry_is_not_gone_on_with(log: CustodyLog) -> None:
    for end in (b"[]\n", b'{"about":{},"number":9,"what":"x"}\n', b"nonsense\n"):
        path = log.path.with_name(f"{len(end)}")
        path.write_bytes(log.path.read_bytes() + end)
        with pytest.raises(CaseDamagedError, match="line 4 is not entry 4"):
            CustodyLog(path).open()


def test_a_journal_that_another_program_wrote_to_is_noticed(log: CustodyLog) -> None:
    with log.path.open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(CaseDamagedError, match="another program"):
        log.append("trace", "me", "firstseen 0", {})


def test_a_full_disk_leaves_no_half_line(log: CustodyLog, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.path.read_bytes()
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) < 40:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr("firstseen.custody.log.os.write", half)
        with pytest.raises(StorageFullError):
            log.append("trace", "me", "firstseen 0", {})
    assert log.path.read_bytes() == before
    assert log.append("trace", "me", "firstseen 0", {}).number == 4


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseDamagedError, match="missing"):
        list(CustodyLog(tmp_path / "none").entries())


def chained(path: Path, entries: int, words: str = "w") -> None:
    """Writes a log as version 0.1 wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = "0" * 64
    with path.open("wb") as file:
        for number in range(1, entries + 1):
            entry: Any = {
                "number": number,
                "at": "2026-01-01T00:00:00Z",
                "what": "new" if number == 1 else "add",
                "who": "me",
                "program": "firstseen 0.1.0",
                "about": {"words": words},
                "before": before,
            }
            line = rfc8785.dumps(entry)
            file.write(line + b"\n")
            before = hashlib.sha256(line).hexdigest()


def test_an_old_log_goes_on_without_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "log" / "custody.jsonl"
    chained(path, 3)
    log = CustodyLog(path)
    assert log.append("set", "me", "firstseen 1", {}).number == 4
    assert [entry.number for entry in log.entries()] == [1, 2, 3, 4]
    assert "before" not in json.loads(path.read_bytes().splitlines()[3])
