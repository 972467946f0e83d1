"""What limits a worker, applied by the worker itself before it sees the first byte of a file.

Only what was checked to be active is named: `protect` returns it in plain words. Walls (what a worker cannot do at all)
are in `firstseen.sandbox.building`.

A limit of the number of processes (RLIMIT_NPROC) is left out on purpose: it counts threads too, of all processes of
the account, and the HEVC decoder behind HEIC pictures starts one thread always (at a limit of 0 every HEIC picture
failed). The filter of system calls tells a thread from a process.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path
from typing import Final

from firstseen.sandbox.limits import MIB, Limits

__all__ = ["end_with_parent", "limit_processor_time", "protect"]

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_GET_NO_NEW_PRIVS: Final = 39

SPARE_PROCESSOR_SECONDS: Final = 2
"""The clock in the parent ends a slow file; the limit of processor time is the guard behind it."""


def _prctl(option: int, value: int) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    return int(library.prctl(option, ctypes.c_ulong(value), 0, 0, 0))


def end_with_parent(parent: int) -> bool:
    """Has the kernel end this process when `parent` (its process id) ends; False where that is not possible."""
    active = _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0
    if os.getppid() != parent:
        # The parent went before the request was made: nobody waits for this worker.
        raise SystemExit(0)
    return active


def limit_processor_time(seconds: float) -> None:
    """Lets this process use `seconds` more of processor time than it has used; then the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + SPARE_PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _limited(which: int, value: int) -> bool:
    """Lowers one limit for good; False when a lower one that was set from outside stays."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY and hard < value:
        value = hard
    resource.setrlimit(which, (value, value))
    return resource.getrlimit(which) == (value, value)


def protect(limits: Limits) -> tuple[str, ...]:
    """Applies the limits to this process; returns those that are active, in plain words. Cannot be undone."""
    active = []
    if _limited(resource.RLIMIT_AS, _address_space() + limits.memory_mib * MIB):
        active.append(f"memory: {limits.memory_mib} MiB beyond what it needs to start")
    if _limited(resource.RLIMIT_FSIZE, limits.spool_mib * MIB):
        spool = f"a temporary file that it is handed stays below {limits.spool_mib} MiB"
        active.append(spool if limits.spool_mib else "nothing can be written into a file")
    if _limited(resource.RLIMIT_CORE, 0):
        active.append("no memory dump is left behind by a crash")
    if _limited(resource.RLIMIT_NOFILE, limits.open_files):
        active.append(f"at most {limits.open_files} open files")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if _prctl(_PR_GET_NO_NEW_PRIVS, 0) == 1:
        active.append("no new privileges can be gained")
    limit_processor_time(limits.seconds)
    active.append(f"processor time: about {limits.seconds:g} s for one file")
    return tuple(active)
