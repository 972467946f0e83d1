"""A worker: a fresh interpreter that examines one file after the other for the pool, and ends with it.

Started as `python -P -m firstseen.sandbox.worker SETUP`, with the channel as its standard input. SETUP is a JSON
object: `task` ("module:function"), `talks` (whether it is asked, or given jobs), `path` (where modules are found),
`limits`, `parent` (process id, None in a bubble) and `walls` (see `firstseen.sandbox.walls.walls_for`).
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from firstseen.errors import RefusedError
from firstseen.sandbox import inside
from firstseen.sandbox.answer import Answer, Json
from firstseen.sandbox.building import alone, drop_capabilities, leave_network, load_filter, read_only_below
from firstseen.sandbox.limits import MIB, Limits
from firstseen.sandbox.protection import end_with_parent, limit_processor_time, protect
from firstseen.sandbox.tasks import task_named
from firstseen.sandbox.telling import Teller
from firstseen.sandbox.tried import try_everything, without_network
from firstseen.sandbox.wire import AnswerTooLargeError, ReceivedJob, receive_job, send_answer, send_ear, send_status

__all__ = ["Task", "main", "serve"]

Task = Callable[[BinaryIO, Json], Answer]
"""What a pool runs for each file: the opened file and the job's options in, an answer out; may raise `RefusedError`."""


def serve(channel: socket.socket, task: Task, limits: Limits) -> None:
    """Does jobs from the channel until it is closed. Ends early when memory ran out: what is left is not trusted."""
    while (job := receive_job(channel)) is not None:
        limit_processor_time(limits.seconds)
        if not _do(channel, job, task, limits):
            return


def converse(channel: socket.socket, talking: Any, limits: Limits) -> None:
    """Lets `talking` (see `firstseen.sandbox.telling.Talking`) answer until the channel is closed."""
    teller = Teller(channel, limits)
    inside.enter(inside.Inside(teller.spool, teller.alive))
    talking(teller)


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
    except (PermissionError, FileNotFoundError) as error:
        if error.filename is None:
            send_status(channel, job.token, "error", f"{type(error).__name__}: {error}")
            return True
        send_status(channel, job.token, "outside", os.fsdecode(error.filename))
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


def _put_up_walls(channel: socket.socket, walls: Json, limits: Limits) -> tuple[tuple[str, ...], dict[str, bool]]:
    """(the limits that are active, in plain words; what was tried and whether it was refused)."""
    # A module that is imported late must not be stopped for writing its compiled form.
    sys.dont_write_bytecode = True
    single = alone()
    if single and walls["network"]:
        leave_network()
    network_left = without_network()
    drop_capabilities()
    active = protect(limits)
    if single and walls["readable"] is not None:
        read_only_below(walls["readable"])
    ear = None
    if single and "filter" in walls:
        _, ear = load_filter(walls["filter"], walls["filter_call"], listens=walls["listens"])
    send_ear(channel, ear)
    if ear is not None:
        os.close(ear)
    return active, try_everything(walls["outside"], walls["new_file"], network_left=network_left)


def main(arguments: list[str]) -> int:
    """Sets the worker up, says that it is ready and under which protections, and serves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    setup = json.loads(arguments[0])
    limits = Limits(**setup["limits"])
    bound = setup["parent"] is None or end_with_parent(setup["parent"])
    active: tuple[str, ...] = ("it ends when the program ends",) if bound else ()
    channel = _take_channel()
    sys.path[:] = setup["path"]
    heard = False
    try:
        task = task_named(setup["task"])
        # What was imported stays; looking for waste in it again and again takes 1 % of the time.
        gc.collect()
        gc.freeze()
        limited, tried = _put_up_walls(channel, setup["walls"], limits)
        heard = True
    except Exception as error:  # noqa: BLE001 - the parent says why no worker can start
        if not heard:
            send_ear(channel, None)
        send_status(channel, "", "error", f"{type(error).__name__}: {error}")
        return 1
    send_status(channel, "", "ready", values={"protections": [*active, *limited], "tried": tried})
    if setup["talks"]:
        converse(channel, task, limits)
    else:
        serve(channel, task, limits)
    return 0


if __name__ == "__main__":
    # At once: what libraries would tidy up goes with the process.
    os._exit(main(sys.argv[1:]))
