"""Which system calls a worker may make once it has started; the filter is built here, in the program.

Three kinds. What decoders and Python itself were measured to call goes through (`ALLOWED`). What no decoder has any
reason to call (`DEEDS`) stops the worker: the kernel holds the call back and asks the program, which ends the worker
and can say what was tried. All else fails with "not implemented", as on an older kernel, so that a library that asks
for something new falls back and is not killed. docs/decisions/0018 says how the lists were made.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Final

__all__ = ["ALLOWED", "DEEDS", "Program", "deed_of", "filter_program"]

ALLOWED: Final = (
    # what is open already: files handed over, the channel
    *("read", "readv", "pread64", "preadv", "write", "writev", "pwrite64", "lseek", "close", "ftruncate", "fadvise64"),
    *("fstat", "stat", "lstat", "newfstatat", "statx", "fstatfs", "access", "faccessat", "faccessat2"),
    *("readlink", "readlinkat", "getcwd", "getdents64", "dup", "dup2", "dup3", "pipe2", "eventfd2"),
    *("poll", "ppoll", "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait"),
    *("recvmsg", "recvfrom", "sendmsg", "sendto", "getsockopt", "getsockname", "getpeername", "shutdown"),
    # memory
    *("brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "msync", "membarrier"),
    # threads of its own, and waiting
    *("futex", "futex_waitv", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "sched_yield"),
    *("sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min"),
    *("nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getcpu"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "sigaltstack", "restart_syscall"),
    *("exit", "exit_group", "arch_prctl", "getrandom"),
    # who and where it is
    *("getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getpgrp", "getpgid", "getsid"),
    *("uname", "sysinfo", "getrusage"),
)
"""Calls that go through whatever their arguments. None of them opens, starts, changes or reaches anything new."""

DEEDS: Final[dict[str, tuple[str, ...]]] = {
    "open a network connection": (
        *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendmmsg"),
    ),
    "start another program": ("execve", "execveat"),
    "start another process": ("fork", "vfork"),
    "write or change a file": (
        *("creat", "openat2", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir"),
        *("link", "linkat", "symlink", "symlinkat", "truncate", "chmod", "fchmod", "fchmodat", "fchmodat2"),
        *("chown", "fchown", "lchown", "fchownat", "mknod", "mknodat", "utime", "utimes", "utimensat", "futimesat"),
        *("setxattr", "lsetxattr", "fsetxattr", "fallocate", "open_by_handle_at", "copy_file_range"),
    ),
    "look into another process": (
        *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_open", "pidfd_getfd", "perf_event_open"),
        *("process_madvise",),
    ),
    "send a signal": ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"),
    "use a part of the kernel that decoders have no use for": (
        *("bpf", "io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd", "keyctl", "add_key"),
        *("request_key", "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsmount", "pivot_root", "chroot"),
        *("unshare", "setns", "init_module", "finit_module", "delete_module", "kexec_load", "reboot", "swapon"),
        *("swapoff", "quotactl", "acct", "syslog", "iopl", "ioperm", "modify_ldt", "personality", "seccomp"),
        *("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "capset", "setfsuid"),
        *("name_to_handle_at", "fanotify_init", "memfd_secret", "shmget", "shmat", "msgget", "semget", "mq_open"),
    ),
}
"""What no decoder tries, in words that follow "tried to"."""

STOP_UNKNOWN = False
"""Whether calls of neither kind stop a worker as well: how `python -m bench.system_calls` finds them."""

_CLONE_THREAD: Final = 0x00010000
_WRITE_FLAGS: Final = (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC)
_FCNTL: Final = (0, 1, 2, 3, 4, 1030, 1033, 1034)
"""Duplicate, flags of the descriptor and of the file, seals."""
_IOCTL: Final = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)
"""TCGETS ("is it a terminal?"), FIONREAD, FIONBIO, FIONCLEX, FIOCLEX."""
_PRCTL: Final = (15, 16, 0x53564D41)
"""Names of threads and of stretches of memory."""
_OPTIMIZE: Final = 8
_BINARY_TREE: Final = 2
_WITH_LISTENER: Final = 5
"""The level of libseccomp and the kernel (Linux 5.0) from which a call can be held back and told."""


@dataclass(frozen=True, slots=True)
class Program:
    """A filter as the kernel takes it (struct sock_filter, one after the other), and the number of `seccomp`."""

    code: bytes
    call: int
    listens: bool
    """Whether held-back calls are told to the program; else they fail with "not permitted"."""


@lru_cache(maxsize=1)
def _library() -> ModuleType | None:
    try:
        # It looks for Debian's library when it is imported, and fails where there is none.
        return importlib.import_module("pyseccomp")
    except (ImportError, RuntimeError, OSError):
        return None


@lru_cache(maxsize=2)
def filter_program() -> Program | None:
    """The filter for this machine; None without libseccomp, or where it does not know the machine."""
    library = _library()
    if library is None:
        return None
    try:
        listens = library.get_api() >= _WITH_LISTENER
        stop = library.NOTIFY if listens else library.ERRNO(errno.EPERM)
        rules = library.SyscallFilter(stop if STOP_UNKNOWN else library.ERRNO(errno.ENOSYS))
        with suppress(OSError):  # an older library makes a list instead of a tree, which only takes longer
            rules.set_attr(_OPTIMIZE, _BINARY_TREE)
        _add_rules(library, rules, stop)
        return Program(_exported(library, rules), library.resolve_syscall(library.system_arch(), "seccomp"), listens)
    except (OSError, ValueError, AttributeError):
        return None


def _add_rules(library: ModuleType, rules: object, stop: int) -> None:
    def add(action: int, name: str, *arguments: object) -> None:
        # A call that this kind of machine does not have (aarch64 has no fork, no open) is none to filter.
        if library.resolve_syscall(library.system_arch(), name) >= 0:
            rules.add_rule(action, name, *arguments)  # type: ignore[attr-defined]

    def masked(position: int, mask: int, value: int) -> object:
        return library.Arg(position, library.MASKED_EQ, mask, value)

    def equal(position: int, value: int) -> object:
        return library.Arg(position, library.EQ, value)

    for name in ALLOWED:
        add(library.ALLOW, name)
    for names in DEEDS.values():
        for name in names:
            add(stop, name)
    for name, flags in (("open", 1), ("openat", 2)):
        add(library.ALLOW, name, masked(flags, os.O_ACCMODE | os.O_CREAT | os.O_TRUNC, 0))
        for flag in _WRITE_FLAGS:
            add(stop, name, masked(flags, os.O_ACCMODE if flag in (os.O_WRONLY, os.O_RDWR) else flag, flag))
    # clone3 hands its flags over in memory, where no filter sees them: "not implemented", and libraries use clone.
    add(library.ALLOW, "clone", masked(0, _CLONE_THREAD, _CLONE_THREAD))
    add(stop, "clone", masked(0, _CLONE_THREAD, 0))
    # The limit of processor time is moved for each file; those of memory and files are only read.
    add(library.ALLOW, "prlimit64", equal(0, 0), equal(1, 0))
    add(library.ALLOW, "prlimit64", equal(0, 0), equal(2, 0))
    for name, position, values in (("fcntl", 1, _FCNTL), ("ioctl", 1, _IOCTL), ("prctl", 0, _PRCTL)):
        for value in values:
            add(library.ALLOW, name, equal(position, value))


def _exported(library: ModuleType, rules: object) -> bytes:
    export = library._libseccomp.seccomp_export_bpf
    export.argtypes, export.restype = (ctypes.c_void_p, ctypes.c_int), ctypes.c_int
    file = os.memfd_create("filter", os.MFD_CLOEXEC)
    try:
        library._check_status(export(rules._filter, file))  # type: ignore[attr-defined]
        return os.pread(file, os.fstat(file).st_size, 0)
    finally:
        os.close(file)


def deed_of(number: int) -> tuple[str, str]:
    """(what was tried, the name of the call) for the number of a held-back call on this machine."""
    library = _library()
    name = ""
    if library is not None:
        try:
            found = library.resolve_syscall(library.system_arch(), number)
            name = found.decode() if isinstance(found, bytes) else str(found)
        except (OSError, ValueError):
            name = ""
    if name in ("open", "openat"):
        return "write or change a file", name
    if name == "clone":
        return "start another process", name
    deed = next((deed for deed, names in DEEDS.items() if name in names), "do what no decoder does")
    return deed, name or f"call {number}"
