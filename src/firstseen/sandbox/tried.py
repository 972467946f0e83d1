"""Before its first file, a worker tries what it must not be able to do. Only what was refused counts as protected."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Final

__all__ = ["try_everything", "without_network"]

_REFUSED: Final = frozenset({errno.EPERM, errno.EACCES})
_NOWHERE: Final = "192.0.2.1"
"""An address that belongs to nobody (RFC 5737); nothing is sent when a socket of this kind is connected."""


def _refused(deed: Callable[[], None], also: frozenset[int] = frozenset()) -> bool:
    try:
        deed()
    except OSError as error:
        return error.errno in _REFUSED | also
    return False


def without_network() -> bool:
    """Whether no way leads out of this process's network. To be asked before a filter forbids asking."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect((_NOWHERE, 9))
    except OSError:
        return True
    return False


def _connect() -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def try_everything(outside: str, new_file: str, *, network_left: bool) -> dict[str, bool]:
    """deed -> whether it was refused, for each of `firstseen.sandbox.walls.PROTECTIONS`.

    `outside` is a file that exists and may not be read, `new_file` a path where none may be made. `network_left` says
    that `without_network` was true.
    """

    def read() -> None:
        os.close(os.open(outside, os.O_RDONLY | os.O_CLOEXEC))

    def write() -> None:
        os.close(os.open(new_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        os.unlink(new_file)  # noqa: PTH108

    def program() -> None:
        os.execv("/nowhere/firstseen", ["firstseen"])

    # Behind bubblewrap a file outside does not exist, and what does is on a file system that is only read.
    return {
        "network": network_left or _refused(_connect),
        "files": _refused(read, frozenset({errno.ENOENT})),
        "write": _refused(write, frozenset({errno.EROFS, errno.ENOENT})),
        "process": _refused(_fork),
        "program": _refused(program),
    }
