"""bubblewrap around a worker, where it is installed: a file system that holds Python and its libraries and no more."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["bubble_works", "inside_bubble"]

_SECONDS: Final = 10.0
_WALLS: Final = ("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--chdir", "/")


def inside_bubble(command: Sequence[str], readable: Sequence[str]) -> list[str]:
    """`command` as it runs in a bubble where only `readable` is seen, and nothing can be written."""
    bound: list[str] = []
    for path in sorted(readable, key=lambda path: path.count("/")):
        # What a link leads to is in the list by its own name too (Debian's /lib is a link to /usr/lib).
        bound += (
            ["--symlink", str(Path(path).readlink()), path] if Path(path).is_symlink() else ["--ro-bind", path, path]
        )
    return [
        *(
            _program() or "bwrap",
            *_WALLS,
            *bound,
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--dir",
            "/tmp",
            "--remount-ro",
            "/dev",
        ),
        *("--remount-ro", "/", "--", *command),
    ]


def _program() -> str | None:
    return shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")


@lru_cache(maxsize=8)
def bubble_works(readable: tuple[str, ...]) -> bool:
    """Whether bubblewrap is installed and may do its work here (in many containers it may not), and Python starts in
    it. Tried once."""
    if _program() is None:
        return False
    command = inside_bubble([sys.executable, "-I", "-S", "-c", "pass"], readable)
    try:
        tried = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    if tried.returncode == 0:
        _compile_own_code()
    return tried.returncode == 0


@lru_cache(maxsize=1)
def _compile_own_code() -> None:
    """In a bubble nothing can be written, so that a checkout of our code would be compiled anew by every worker."""
    package = Path(__file__).resolve().parents[1]
    if os.access(package, os.W_OK):
        compileall.compile_dir(package, quiet=2, workers=1)
