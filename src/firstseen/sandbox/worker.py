"""A worker: a fresh interpreter that examines one file after the other for the pool, and ends with it.

Started as `python -P -m firstseen.sandbox.worker SETUP`, with the channel as its standard input. SETUP is a JSON
object: `task` ("module:function"), `path` (where modules are found), `limits` and `parent` (process id).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import BinaryIO

from firstseen.errors import RefusedError
from firstseen.sandbox.answer import Answer, Json
from firstseen.sandbox.limits import MIB, Limits
from firstseen.sandbox.protection import end_with_parent, limit_processor_time, protect
from firstseen.sandbox.wire import AnswerTooLargeError, ReceivedJob, receive_job, send_answer, send_status

__all__ = ["Task", "main", "serve", "task_named"]

Task = Callable[[BinaryIO, Json], Answer]
"""What a pool runs for each file: the opened file and the job's options in, an answer out; may raise `RefusedError`."""


def task_named(name: str) -> Task:
    """The function that "module:function" names."""
    module, _, function = name.partition(":")
    task: Task = getattr(importlib.import_module(module), function)
    return task


def serve(channel: socket.socket, task: Task, limits: Limits) -> None:
    """Does jobs from the channel until it is closed. Ends early when memory ran out: what is left is not trusted."""
    while (job := receive_job(channel)) is not None:
        limit_processor_time(limits.seconds)
        if not _do(channel, job, task, limits):
            return


def _do(channel: socket.socket, job: ReceivedJob, task: Task, limits: Limits) -> bool:
    """One job; False when the worker must not go on."""
    try:
        with os.fdopen(job.file, "rb") as stream:
            answer = task(stream, job.options)
        send_answer(channel, job.token, answer, limits.output_mib * MIB)
    except RefusedError as refusal:
        send_status(channel, job.token, "refused", refusal.reason)
    except AnswerTooLargeError:
        send_status(channel, job.token, "too large")
    except MemoryError:
        send_status(channel, job.token, "memory")
        return False
    except Exception as error:  # noqa: BLE001 - whatever a decoder raises costs this one file
        # OpenCV has an error class of its own for memory.
        if "nsufficient memory" in str(error):
            send_status(channel, job.token, "memory")
            return False
        send_status(channel, job.token, "error", f"{type(error).__name__}: {error}")
    return True


def _take_channel() -> socket.socket:
    """The channel, moved away from standard input, so that no library reads from it or writes into it."""
    channel = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return channel


def main(arguments: list[str]) -> int:
    """Sets the worker up, says that it is ready and under which protections, and serves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    setup = json.loads(arguments[0])
    limits = Limits(**setup["limits"])
    active: tuple[str, ...] = ("it ends when the program ends",) if end_with_parent(setup["parent"]) else ()
    channel = _take_channel()
    sys.path[:] = setup["path"]
    try:
        task = task_named(setup["task"])
        # What was imported stays; looking for waste in it again and again takes 1 % of the time.
        gc.collect()
        gc.freeze()
        active += protect(limits)
    except Exception as error:  # noqa: BLE001 - the parent says why no worker can start
        send_status(channel, "", "error", f"{type(error).__name__}: {error}")
        return 1
    send_status(channel, "", "ready", values={"protections": list(active)})
    serve(channel, task, limits)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
