"""Which walls a worker is asked to put up around itself, and whether those that stand are enough to work."""

from __future__ import annotations

import base64
import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from firstseen.errors import FirstseenError
from firstseen.sandbox.answer import Json
from firstseen.sandbox.system_calls import filter_program
from firstseen.settings import settings

__all__ = ["ALL_WALLS", "PROTECTIONS", "Protection", "readable", "require_some", "told", "walls_for"]

ALL_WALLS: Final = ("calls", "network", "files", "bubble")
"""The filter of system calls, the loss of the network, Landlock, and bubblewrap around the whole."""

PROTECTIONS: Final[Mapping[str, str]] = {
    "network": "a worker cannot open a network connection",
    "write": "a worker cannot write into, make or remove a file",
    "files": "a worker cannot read a file that it was not handed",
    "process": "a worker cannot start another process",
    "program": "a worker cannot start another program",
}
"""What each deed that a worker tries before its first file has to show, in plain words."""

_SYSTEM: Final = ("/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/local/lib", "/lib", "/lib64", "/lib32")
_SYSTEM_FILES: Final = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/sys/devices/system/cpu")
_LANGUAGE_PACKS: Final = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata")
_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_LIBRARIES: Final = ("site-packages", "dist-packages", "lib-dynload")
_OUTSIDE: Final = ("/etc/passwd", "/etc/hostname", "/proc/self/environ")
"""Files that are readable everywhere and that no worker is handed: one of them is tried."""


@dataclass(frozen=True, slots=True)
class Protection:
    """A thing a worker must not be able to do: whether it really was refused when a worker tried."""

    deed: str
    active: bool

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        return PROTECTIONS[self.deed]


def readable(task: str) -> tuple[str, ...]:
    """The files and folders that the worker of a task needs to read: Python, its libraries, our own code, the data of
    the reader of printed words. Of what else is on Python's path (often the folder that the program was called in or
    lies in), only the folder that holds the task's code. None lies in another; links are named with what they lead to.
    """
    package = str(Path(__file__).resolve().parents[2])
    root = task.partition(":")[0].partition(".")[0]
    paths = [sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).parent), package]
    paths += [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
    paths += [entry for entry in sys.path if entry and _holds_code(Path(entry), root)]
    paths += [*_SYSTEM, *_SYSTEM_FILES, *_LANGUAGE_PACKS]
    if settings().tessdata is not None:
        paths.append(str(settings().tessdata))
    named = {Path(path) for path in (*paths, *map(os.path.realpath, paths))}
    found = {path for path in named if path.is_absolute() and path.exists() and path != Path("/")}
    return tuple(sorted(str(path) for path in found if found.isdisjoint(path.parents)))


def _holds_code(folder: Path, root: str) -> bool:
    return folder.name in _LIBRARIES or any((folder / name).exists() for name in (root, f"{root}.py", "firstseen"))


def walls_for(task: str, wanted: Sequence[str]) -> Json:
    """What a worker is told of its walls (see `firstseen.sandbox.building`), as JSON."""
    setup: Json = {
        "network": "network" in wanted,
        "readable": [*readable(task), *_DEVICES] if "files" in wanted else None,
        "outside": next((path for path in _OUTSIDE if os.access(path, os.R_OK)), _OUTSIDE[0]),
        "new_file": str(Path(tempfile.gettempdir()) / f"firstseen-tried-{os.getpid()}"),
    }
    program = filter_program() if "calls" in wanted else None
    if program is not None:
        setup["filter"] = base64.b85encode(program.code).decode("ascii")
        setup["filter_call"], setup["listens"] = program.call, program.listens
    return setup


def told(untrusted: object) -> tuple[Protection, ...]:
    """What a worker found when it tried, in a fixed order; what it does not say is not active."""
    tried = untrusted if isinstance(untrusted, dict) else {}
    return tuple(Protection(deed, tried.get(deed) is True) for deed in PROTECTIONS)


def require_some(protections: Iterable[Protection]) -> None:
    """Raises `FirstseenError` when no protection at all is active and working without was not asked for."""
    if any(protection.active for protection in protections) or settings().without_sandbox:
        return
    raise FirstseenError(
        "no wall can be put around the workers that open files on this machine, so none is opened",
        advice="Install libseccomp2 or bubblewrap (Debian), or use a kernel with Landlock. To work without any wall "
        "all the same, with files that you trust, set FIRSTSEEN_WITHOUT_SANDBOX=1.",
    )
