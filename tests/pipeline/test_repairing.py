from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.drawing import jpeg, photograph
from tests.small_case import done, listed, lists

from firstseen.cli import run
from firstseen.errors import CaseDamagedError, NotACaseError
from firstseen.pipeline.case import Case
from firstseen.pipeline.repairing import repair
from firstseen.pipeline.verifying import verify


@pytest.fixture
def own(case: Path, copied: Callable[[Path], Path]) -> Path:
    """A copy of the case with a decision, a second source, and a place."""
    folder = copied(case)
    for path in folder.glob("case.sqlite-*"):
        path.chmod(0o644)
    more = folder.parent / "more"
    more.mkdir()
    shutil.copy(next(Case(case).blobs.folder.rglob("??/*")), more / "odd")
    done("add", folder, more)
    done("set", folder, "--place", "Town")
    done("trace", folder)
    finding = listed(folder, "findings")[0]["finding"]
    done("decide", folder, finding, "--agree", "--note", "seen with own eyes", "--by", "an editor")
    return folder


def _lose(folder: Path) -> None:
    for name in ("case.sqlite", "case.sqlite-wal", "case.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)


def _repaired(folder: Path, before: dict[str, list[dict[str, Any]]]) -> None:
    """The case is as it was, once trace has worked out again what it had."""
    assert verify(folder).wrong == []
    done("trace", folder)
    assert lists(folder) == before
    done("verify", folder)


def test_a_lost_catalogue(own: Path) -> None:
    before = lists(own)
    _lose(own)
    assert run(["status", str(own)]) == 3
    report = repair(own)
    assert report.catalogue
    assert report.lost == []
    assert (report.items, report.decisions) == (len(before["items"]), 1)
    _repaired(own, before)
    assert repair(own).catalogue is False, "a second time there is nothing to do"


@pytest.mark.parametrize("damage", ["emptied", "cut", "overwritten", "no database", "a table dropped", "a row changed"])
def test_a_damaged_catalogue(own: Path, damage: str) -> None:
    before = lists(own)
    path = own / "case.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if damage == "a table dropped":
        connection.execute("DROP TABLE findings")
    if damage == "a row changed":
        connection.execute("UPDATE items SET text = 'other words' WHERE position = 1")
    connection.commit()
    connection.close()
    data = bytearray(path.read_bytes())
    chance = random.Random(3)
    if damage == "overwritten":
        for _ in range(200):
            data[chance.randrange(4096, len(data))] = chance.randrange(256)
    changed = {"emptied": b"", "cut": bytes(data[: len(data) // 2]), "no database": b"words" * 1000}
    path.write_bytes(changed.get(damage, bytes(data)))
    report = repair(own)
    assert report.catalogue
    assert report.found
    assert "case.sqlite.damaged" in report.kept
    _repaired(own, before)


def test_a_whole_case_is_left_as_it_is(own: Path) -> None:
    before = (own / "log/custody.jsonl").read_bytes()
    report = repair(own)
    assert (report.catalogue, report.tiles, report.found, report.items) == (False, False, [], 0)
    assert (own / "log/custody.jsonl").read_bytes() == before


def test_what_cannot_be_made_anew_is_told(own: Path) -> None:
    case = Case(own)
    digests = [entry.about["collected"] for entry in case.log.entries() if entry.what == "add"]
    case.blobs.path(digests[-1]).unlink()
    first = case.blobs.path(digests[0])
    first.write_bytes(first.read_bytes().replace(b"words 0", b"words 9"))
    _lose(own)
    assert run(["repair", str(own)]) == 1
    report = verify(own)
    assert any(digests[-1] in wrong for wrong in report.wrong)
    assert any(digests[0] in wrong for wrong in report.wrong)
    assert listed(own, "items") == []


def test_tiles_that_were_torn_are_made_anew(own: Path) -> None:
    log = own / "log"
    before = {path: path.read_bytes() for path in (log / "tile").rglob("*") if path.is_file()}
    for path in before:
        path.write_bytes(path.read_bytes()[:17])
    assert verify(own).wrong
    report = repair(own)
    assert report.tiles
    assert not report.catalogue
    assert verify(own).wrong == []
    shutil.rmtree(log / "tile")
    assert repair(own).tiles
    assert verify(own).wrong == []


def test_a_changed_journal_is_no_ground_to_build_on(own: Path) -> None:
    journal = own / "log/custody.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"Flood", b"Blood"))
    _lose(own)
    with pytest.raises(CaseDamagedError, match=r"custody\.jsonl was changed"):
        repair(own)
    assert not (own / "case.sqlite").exists()


def test_what_is_no_case_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(NotACaseError):
        repair(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_add_that_was_told_but_not_written_is_completed(own: Path) -> None:
    """Killed between the log and the catalogue: the log names stored bytes that hold the items."""
    third = own.parent / "third"
    third.mkdir()
    (third / "third.jpg").write_bytes(jpeg(photograph(9, 160, 120)))
    done("add", own, third)
    before = listed(own, "collected")
    with sqlite3.connect(own / "case.sqlite") as connection:
        (item,) = connection.execute("SELECT id FROM items ORDER BY position DESC LIMIT 1").fetchone()
        connection.execute("DELETE FROM appearances WHERE item = ?", (item,))
        connection.execute("DELETE FROM items WHERE id = ?", (item,))
    connection.close()
    assert len(listed(own, "collected")) == len(before) - 1
    report = repair(own)
    assert not report.catalogue
    assert report.items == 1
    assert listed(own, "collected") == before
