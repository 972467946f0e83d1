"""A worker puts up its walls, from the inside, after everything it needs is imported. None can be taken down again.

Each function says whether its wall stands as far as the kernel says so; whether it holds is tried afterwards
(`firstseen.sandbox.tried`).
"""

from __future__ import annotations

import base64
import ctypes
import os
import struct
from pathlib import Path
from typing import Any, Final

__all__ = ["alone", "drop_capabilities", "leave_network", "load_filter", "read_only_below"]

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000

_FILTER: Final = 1
"""SECCOMP_SET_MODE_FILTER."""
_NEW_LISTENER: Final = 1 << 3

# Landlock: the same numbers on every kind of machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_FILE_RIGHTS: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Every right to files that a version of Landlock knows; from 5 on it includes controlling devices."""
_NETWORK_RIGHTS: Final = 0b11
_SCOPES: Final = 0b11
"""From 6 on: no abstract socket and no signal leads out."""
_CAPABILITY_VERSION: Final = 0x20080522


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def alone() -> bool:
    """Whether this process has one thread: walls of one thread would leave another outside."""
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        # No /proc inside bubblewrap; the worker was started with one thread, and libraries were told to keep to it.
        return True


def leave_network() -> bool:
    """Moves into a network of its own, without any device that is up. Needs namespaces of users, or root."""
    return bool(_libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def drop_capabilities() -> None:
    """Gives up what root, or the first of a namespace, may do beyond others."""
    header = struct.pack("=Ii", _CAPABILITY_VERSION, 0)
    _libc().capset(header, bytes(24))


def read_only_below(paths: list[str]) -> bool:
    """From now on only files below `paths` can be opened, and only for reading (Landlock, Linux 5.13)."""
    libc = _libc()
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    rights = _FILE_RIGHTS[min(version, 5)]
    attributes = struct.pack("=QQQ", rights, _NETWORK_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0)[
        : 8 if version < 4 else 16 if version < 6 else 24
    ]
    rules = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        for path in paths:
            _allow(libc, rules, path)
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(libc: Any, rules: int, path: str) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | _EXECUTE | (_READ_DIR if Path(path).is_dir() else 0)
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def load_filter(encoded: str, call: int, *, listens: bool) -> tuple[bool, int | None]:
    """(whether the filter of system calls is loaded, the descriptor on which held-back calls are told).

    `encoded` is `Program.code` in base 85, `call` the number of `seccomp`. "No new privileges" must be set before.
    """
    code = base64.b85decode(encoded)
    held = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(held)))
    libc = _libc()
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(call, _FILTER, _NEW_LISTENER if listens else 0, program)
    if result < 0:
        return False, None
    return True, int(result) if listens else None
