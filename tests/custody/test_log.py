from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstseen.custody.log import START, CustodyLog
from firstseen.errors import CaseDamagedError


@pytest.fixture
def log(tmp_path: Path) -> CustodyLog:
    made = CustodyLog(tmp_path / "log" / "custody.jsonl")
    for name in ("new", "add", "add"):
        made.append(name, "Олена", "firstseen 0", {"words": "повінь"})
    return made


def test_each_entry_names_the_one_before(log: CustodyLog) -> None:
    entries = [json.loads(line) for line in log.check()]
    assert [entry["number"] for entry in entries] == [1, 2, 3]
    assert entries[0]["before"] == START
    assert len({entry["before"] for entry in entries}) == 3
    assert entries[2]["about"] == {"words": "повінь"}


@pytest.mark.parametrize("line", [0, 1])
def test_a_changed_entry_breaks_the_chain_after_it(log: CustodyLog, line: int) -> None:
    lines = log.path.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b"firstseen 0", b"firstseen 1")
    log.path.write_bytes(b"".join(lines))
    with pytest.raises(CaseDamagedError, match=f"entry {line + 2} "):
        list(log.check())


def test_a_removed_entry_is_noticed(log: CustodyLog) -> None:
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join([lines[0], lines[2]]))
    with pytest.raises(CaseDamagedError, match="entry 2 "):
        list(log.check())


def test_a_line_cut_by_a_power_failure_is_taken_away_before_the_next(log: CustodyLog) -> None:
    with log.path.open("ab") as file:
        file.write(b'{"about":{"wor')
    log.append("trace", "me", "firstseen 0", {})
    assert [json.loads(line)["what"] for line in log.check()] == ["new", "add", "add", "trace"]


def test_long_entries_are_followed_too(log: CustodyLog) -> None:
    log.append("add", "me", "firstseen 0", {"items": ["i" * 100] * 3000})
    log.append("trace", "me", "firstseen 0", {})
    assert len(list(log.check())) == 5


def test_nonsense_and_absence_are_damage(log: CustodyLog, tmp_path: Path) -> None:
    log.path.write_bytes(b"[]\n")
    with pytest.raises(CaseDamagedError, match="not an entry"):
        list(log.check())
    with pytest.raises(CaseDamagedError, match="missing"):
        list(CustodyLog(tmp_path / "none").check())
