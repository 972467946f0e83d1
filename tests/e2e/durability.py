"""The program as a process of its own, for tests of kills, full disks and two processes at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence

from tests.e2e.conftest import FIRSTSEEN

__all__ = ["BWRAP", "killed_after", "program", "start", "within"]

BWRAP = shutil.which("bwrap")


def start(*arguments: object, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Starts a command, its output thrown away."""
    command = [*before, *FIRSTSEEN, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)


def program(*arguments: object, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    command = [*before, *FIRSTSEEN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def killed_after(seconds: float, *arguments: object) -> bool:
    """Starts a command and kills it after a while, as a power cut would; False if it was done before."""
    process = start(*arguments)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def within(*options: str) -> list[str]:
    """The beginning of a command that sees the file system changed by these options of bubblewrap."""
    assert BWRAP is not None
    return [BWRAP, "--bind", "/", "/", "--dev-bind", "/dev", "/dev", *options, "--", *_environment()]


def _environment() -> list[str]:
    return ["env", f"FIRSTSEEN_KEY_DIR={os.environ['FIRSTSEEN_KEY_DIR']}"]
