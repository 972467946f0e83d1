"""One worker as the program sees it: started, given a file, listened to with suspicion, ended."""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
from dataclasses import asdict
from typing import Final

from firstseen.errors import FirstseenError
from firstseen.sandbox.answer import Answer, Json, NonsenseError
from firstseen.sandbox.bubble import bubble_works, inside_bubble
from firstseen.sandbox.limits import MIB, Limits
from firstseen.sandbox.listener import ForbiddenDeedError, Listener, WatchedChannel
from firstseen.sandbox.walls import ALL_WALLS, Protection, readable, require_some, told, walls_for
from firstseen.sandbox.wire import AnswerTooLargeError, Deadline, Reply, receive_ear, receive_reply, send_job

__all__ = ["Trouble", "Worker"]

WALLS: tuple[str, ...] = ALL_WALLS
"""The walls that workers are asked for; the benches and tests take some away to see what the others do."""

START_SECONDS: Final = 60.0
"""A worker is ready after 0.4 s on an idle machine; a loaded one may take many times that."""
END_SECONDS: Final = 5.0
GRACE_SECONDS: Final = 1.0
_BY_SIGNAL: Final = 128
"""bubblewrap ends with this and the number of the signal that ended what was in it."""
_LAST_WORDS: Final = ("memory", "outside")
"""Replies after which a worker ends itself."""
MAX_PROTECTIONS: Final = 32
MAX_REASON_CHARACTERS: Final = 500
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "TMPDIR")
"""What a worker needs of the environment to find Python and its libraries; keys and tokens in it stay outside."""
_LIMITS: Final = (
    "WORKER_SECONDS",
    "WORKER_MEMORY_MIB",
    "MAX_PIXELS",
    "MAX_VIDEO_SECONDS",
    "MAX_FRAME_PIXELS",
    "MAX_TRACKS",
)
"""Settings that a reader may ask for; none of them is secret."""
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
"""As many workers as cores are at work already."""


class Trouble(Exception):  # noqa: N818 - not an error of the program: the file's
    """A file could not be examined. `reason` is a plain sentence, `fatal` says that the worker must go."""

    def __init__(self, reason: str, *, fatal: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fatal = fatal


def _plain(untrusted: str) -> str:
    """Words of a worker on one line, without control characters, bounded."""
    words = " ".join("".join(c if c.isprintable() else " " for c in untrusted[: 4 * MAX_REASON_CHARACTERS]).split())
    return words[:MAX_REASON_CHARACTERS]


def _environment() -> dict[str, str]:
    names = (*_PASSED_ON, *(f"FIRSTSEEN_{name}" for name in _LIMITS))
    kept = {name: value for name in names if (value := os.environ.get(name)) is not None}
    return kept | _ONE_THREAD | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "HOME": "/nonexistent"}


class Worker:
    """A running worker process. Not safe to use from two threads at once, except for `kill`.

    The thread that makes it must live as long as it: the kernel ends a worker with the thread that started it.
    """

    def __init__(self, task: str, limits: Limits, *, talks: bool = False) -> None:
        self._limits = limits
        self._talks = talks
        self.idle = False
        """Whether it waits for work, as far as is known: nothing that it was given is under way."""
        self._doing = "reading" if talks else "examining"
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.channel = WatchedChannel(ours)
        self._in_bubble = "bubble" in WALLS and bubble_works(readable(task))
        setup = {
            "task": task,
            "talks": talks,
            "path": [entry for entry in sys.path if entry],
            "limits": asdict(limits),
            # Inside a bubble processes are numbered anew; bubblewrap itself ends with the program there.
            "parent": None if self._in_bubble else os.getpid(),
            "walls": walls_for(task, WALLS),
        }
        # -P: a file named like a module, in the folder where the program was called, is not imported.
        command = [sys.executable, "-P", "-m", "firstseen.sandbox.worker", json.dumps(setup)]
        if self._in_bubble:
            command = inside_bubble(command, readable(task))
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C in the terminal is for the program, not for its workers
            )
        try:
            self.protections = self._wait_until_ready()
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The process id."""
        return int(self._process.pid)

    def _wait_until_ready(self) -> tuple[str, ...]:
        deadline = Deadline.after(START_SECONDS)
        try:
            ear = receive_ear(self.channel, deadline)
            self.channel.listener = None if ear is None else Listener(ear)
            reply = receive_reply(self.channel, deadline, MIB)
        except (EOFError, OSError, NonsenseError, AnswerTooLargeError) as error:
            self.kill()
            raise FirstseenError(
                f"a worker process did not start ({self._how_it_ended()})",
                advice="Check that there is memory left and that more processes may be started, then try again.",
            ) from error
        if reply.status != "ready":
            raise FirstseenError(f"a worker process did not start ({_plain(reply.reason)})")
        self.tried: tuple[Protection, ...] = told(reply.answer.values.get("tried"))
        require_some(self.tried)
        if self.channel.listener is not None:
            self.channel.listener.forgives = False
        self.idle = True
        stated = reply.answer.values.get("protections")
        words = [_plain(words) for words in stated if isinstance(words, str)] if isinstance(stated, list) else []
        if self._in_bubble:
            words = ["it runs in a bubble (bubblewrap) that holds Python and its libraries only", *words]
        clock = f"time: {self._limits.seconds:g} s for one file, then the process is ended"
        held = [protection.words for protection in self.tried if protection.active]
        return (
            *held,
            clock,
            *words[:MAX_PROTECTIONS],
            "it sees none of the program's environment beyond paths and limits",
        )

    def is_quiet(self) -> bool:
        """Whether it is there and waits, as it should between files. Else it is to be replaced before the next."""
        return not select.select([self.channel], [], [], 0)[0]

    def examine(self, file: int, options: Json) -> Answer:
        """The task's answer for an opened file; raises `Trouble`."""
        token = secrets.token_hex(8)
        self.idle = False
        deadline = Deadline.after(self._limits.seconds)
        try:
            send_job(self.channel, token, options, file, deadline)
            reply = receive_reply(self.channel, deadline, self._limits.output_mib * MIB)
        except (AnswerTooLargeError, NonsenseError, ForbiddenDeedError, EOFError, OSError) as error:
            raise self.trouble(error) from error
        return self._judge(reply, token)

    def _judge(self, reply: Reply, token: str) -> Answer:
        if not secrets.compare_digest(reply.token.encode(), token.encode()):
            raise Trouble("what came back from examining it belongs to another file", fatal=True)
        if reply.status not in _LAST_WORDS and not self.is_quiet():
            raise Trouble("what came back from examining it cannot be right: there is more of it", fatal=True)
        match reply.status:
            case "answer":
                self.idle = True
                return reply.answer
            case "refused":
                self.idle = True
                raise Trouble(_plain(reply.reason) or "it was refused without a reason", fatal=False)
            case "too large":
                raise Trouble(self._too_large(), fatal=False)
            case "memory":
                raise self.out_of_memory()
            case "outside":
                raise self.outside(reply.reason)
            case "error":
                raise self.unforeseen(reply.reason)
            case _:
                raise Trouble("what came back from examining it cannot be right: unknown status", fatal=True)

    def trouble(self, error: Exception) -> Trouble:
        """What went wrong while it was waited for, in words about the file; the worker must go."""
        match error:
            case TimeoutError():
                spent = f"{self._limits.seconds:g} seconds"
                why = f"showed no progress for {spent}" if self._talks else f"took longer than {spent}"
                return Trouble(f"{self._doing} it {why} and was stopped", fatal=True)
            case AnswerTooLargeError():
                return Trouble(self._too_large(), fatal=True)
            case NonsenseError():
                return Trouble(f"what came back from {self._doing} it cannot be right: {error}", fatal=True)
            case ForbiddenDeedError():
                self.kill()
                return Trouble(self._forbidden(error), fatal=True)
            case _:
                return Trouble(f"{self._doing} it {self._how_it_ended()}", fatal=True)

    def out_of_memory(self) -> Trouble:
        """The file needs too much; the worker must go."""
        limit = f"the limit of {self._limits.memory_mib} MiB"
        return Trouble(f"{self._doing} it needs more memory than {limit}", fatal=True)

    def outside(self, untrusted: str) -> Trouble:
        """The worker wanted a file that it was not handed; it must go."""
        named = _plain(untrusted)
        return Trouble(
            f"{self._doing} it was stopped: its decoder tried to open {named}, which it was not handed", fatal=True
        )

    def unforeseen(self, untrusted: str) -> Trouble:
        """An error that no decoder should let out; the worker may stay."""
        return Trouble(f"{self._doing} it failed in a way nobody foresaw ({_plain(untrusted)})", fatal=False)

    def _too_large(self) -> str:
        return f"what came back from {self._doing} it is larger than {self._limits.output_mib} MiB"

    def _forbidden(self, error: ForbiddenDeedError) -> str:
        if error.aborted:
            return f"{self._doing} it made the decoder crash (SIGABRT)"
        return f"{self._doing} it was stopped: its decoder tried to {error.deed} ({error.call}), which none may"

    def _how_it_ended(self) -> str:
        """How the process ended, as the end of a sentence."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "broke off: its process stopped talking"
        if self._in_bubble and _BY_SIGNAL < code < _BY_SIGNAL + signal.NSIG:
            code = _BY_SIGNAL - code
        if code >= 0:
            return f"broke off: its process ended with status {code}"
        if -code == signal.SIGXCPU:
            return "took too much processor time and was stopped"
        return f"made the decoder crash ({signal.Signals(-code).name})"

    def kill(self) -> None:
        """Ends the process at once; safe from any thread. A call of `examine` then raises `Trouble`."""
        self._process.kill()

    def close(self) -> None:
        """Ends the process and waits until it is gone. One that waits for work ends by itself when nobody has any."""
        if not (self.idle and self._ended_by_itself()):
            self._process.kill()
            self._process.wait()
            if self._in_bubble:
                self._wait_for_the_bubble()
        self.channel.close()

    def _ended_by_itself(self) -> bool:
        """What a process used is counted with the program only when it ends in the bubble, and not with it."""
        self.channel.hang_up()
        try:
            self._process.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _wait_for_the_bubble(self) -> None:
        """The kernel ends what is in a bubble right after bubblewrap: the channel has no other end then."""
        deadline = Deadline.after(END_SECONDS)
        waste = memoryview(bytearray(1 << 16))
        self.channel.stop_listening()
        try:
            while True:
                self.channel.settimeout(deadline.remaining())
                if self.channel.recv_into(waste) == 0:
                    return
        except OSError:
            return
