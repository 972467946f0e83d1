"""Sealing stopped before and after each file that it writes: nothing is wrong, and the next writer finishes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firstseen.custody import sealing
from firstseen.custody.checking import check_log
from firstseen.custody.durable import write_whole
from firstseen.custody.log import CustodyLog, LogPlaces
from firstseen.custody.sealing import is_sealed, seal

STEPS = (1, 200, 256, 257, 600)
"""Numbers of entries at which the log is sealed; full tiles and a second level come to be between them."""


class _Stop(BaseException):
    """A kill."""


def _opened(folder: Path) -> CustodyLog:
    log = CustodyLog(folder / "custody.jsonl")
    log.open()
    return log


def _seal(log: CustodyLog, key: Ed25519PrivateKey) -> None:
    seal(log, key, lambda what, about: log.append(what, "me", "firstseen 0", about))


def _grow(log: CustodyLog, size: int) -> None:
    while len(log.tree) < size:
        log.append("add", "me", "firstseen 0", {"n": len(log.tree)})


def _stopped_after(
    log: CustodyLog, key: Ed25519PrivateKey, writes: int, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> bool:
    """Seals, and stops before or after the file that comes behind `writes` others; False when there are no more."""
    left = writes

    def counted(path: Path, data: bytes, *, mode: int = 0o644) -> None:
        nonlocal left
        if left == 0 and not after:
            raise _Stop
        write_whole(path, data, mode=mode)
        if left == 0:
            raise _Stop
        left -= 1

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "write_whole", counted)
        try:
            _seal(log, key)
        except _Stop:
            return True
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_stopped_at_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    folder = tmp_path / "log"
    key = Ed25519PrivateKey.generate()
    stops = 0
    for step in STEPS:
        for writes in range(50):
            trial = tmp_path / f"{step}-{writes}"
            if folder.exists():
                shutil.copytree(folder, trial)
            log = _opened(trial)
            _grow(log, step)
            stopped = _stopped_after(log, key, writes, monkeypatch, after=after)
            check = check_log(LogPlaces(trial))
            # Before the first checkpoint there is no case: `new` is not done.
            assert check.wrong == [] or not folder.exists(), (step, writes)
            stops += stopped
            finished = _opened(trial)
            if not is_sealed(finished):
                _seal(finished, key)
            check = check_log(LogPlaces(trial))
            assert (check.wrong, check.unchecked) == ([], []), (step, writes)
            if not stopped:
                shutil.rmtree(folder, ignore_errors=True)
                trial.rename(folder)
                break
            shutil.rmtree(trial)
    assert stops >= 25
    log = _opened(folder)
    assert is_sealed(log)
    assert check_log(LogPlaces(folder)).checkpoints >= len(STEPS)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.p/*")}
    assert len(names) == 3, "partial tiles of before are gone"
