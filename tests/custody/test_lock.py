from __future__ import annotations

import os
from pathlib import Path

import pytest

from firstseen.custody.lock import writing
from firstseen.errors import CaseLockedError, WrongUseError


def test_a_second_writer_is_told_who_holds_the_case(tmp_path: Path) -> None:
    lock = tmp_path / "case.lock"
    with (
        writing(lock, "add"),
        pytest.raises(CaseLockedError, match=rf"process {os.getpid()} \(firstseen add\)"),
        writing(lock, "trace"),
    ):
        raise AssertionError("two writers at once")


def test_the_lock_is_free_again_afterwards_also_after_an_error(tmp_path: Path) -> None:
    lock = tmp_path / "case.lock"
    with pytest.raises(ZeroDivisionError), writing(lock, "add"):
        raise ZeroDivisionError
    with writing(lock, "trace"):
        assert b"trace" in lock.read_bytes()


def test_a_lock_file_of_nonsense_still_locks(tmp_path: Path) -> None:
    lock = tmp_path / "case.lock"
    with writing(lock, "add"):
        lock.write_bytes(b"\xff")
        with pytest.raises(CaseLockedError, match="another process"), writing(lock, "trace"):
            raise AssertionError("two writers at once")


def test_no_folder_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", forbidden)
    with pytest.raises(WrongUseError, match="no permission"), writing(tmp_path / "case.lock", "add"):
        raise AssertionError("locked without a lock")
