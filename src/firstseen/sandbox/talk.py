"""A worker that is talked with: it is asked, and asks back for files by name, until it has answered.

Frames go both ways over the worker's channel: a mark, two lengths, a JSON header, raw bytes; a descriptor may be handed
over beside a frame of the program. A worker that says nothing for the time of its limits is ended. What it says about
its progress is not proof of any: `STILL_SECONDS` bounds one question whatever it says.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from firstseen.sandbox.answer import Json, NonsenseError
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.listener import ForbiddenDeedError
from firstseen.sandbox.process import Worker
from firstseen.sandbox.telling import Frame, framed, receive_frame
from firstseen.sandbox.wire import Deadline

__all__ = ["Handed", "Talk"]

STILL_SECONDS: Final = 3600.0
"""The longest time for one question. A WARC of 1 GB is read through in about 30 s before its first item."""


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer to what a worker asked back: a header, and a descriptor that is handed over and then closed here."""

    header: Json
    file: int | None = None


Answering = Callable[[Json], Handed]


class Talk:
    """The program's end: one worker, one question at a time. `answering` serves what it asks back for."""

    def __init__(self, task: str, limits: Limits, answering: Answering) -> None:
        self._worker = Worker(task, limits, talks=True)
        self._limits = limits
        self._answering = answering
        self._waiting = False

    @property
    def protections(self) -> tuple[str, ...]:
        """What is active in this worker, in plain words."""
        return self._worker.protections

    def ask(self, header: Json, body: bytes = b"") -> Frame:
        """The answer to a question; raises `Trouble` (the worker is to be closed) when there is none."""
        self.begin(header, body)
        return self.end()

    def begin(self, header: Json, body: bytes = b"") -> None:
        """Asks without waiting; `end` gives the answer. An answer that nobody took is dropped before."""
        if self._waiting:
            self.end()
        channel = self._worker.channel
        try:
            channel.settimeout(self._limits.seconds)
            channel.sendall(framed(header, body))
        except (OSError, ForbiddenDeedError) as error:
            raise self._worker.trouble(error) from error
        self._waiting = True
        self._worker.idle = False

    def end(self) -> Frame:
        """The answer to what was asked by `begin`."""
        last = time.monotonic() + STILL_SECONDS
        self._waiting = False
        try:
            while True:
                seconds = min(self._limits.seconds, last - time.monotonic())
                header, body = receive_frame(self._worker.channel, Deadline.after(seconds))
                if "alive" in header:
                    continue
                if "want" not in header:
                    checked = self._checked(header, body)
                    self._worker.idle = True
                    return checked
                self._serve(header)
        except (OSError, EOFError, NonsenseError, ForbiddenDeedError) as error:
            raise self._worker.trouble(error) from error

    def _checked(self, header: Json, body: bytes) -> Frame:
        match header.get("fault"):
            case None:
                return header, body
            case "memory":
                raise self._worker.out_of_memory()
            case "outside":
                raise self._worker.outside(str(header.get("what")))
            case _:
                raise self._worker.unforeseen(str(header.get("what")))

    def _serve(self, wanted: Json) -> None:
        handed = self._answering(wanted)
        channel = self._worker.channel
        try:
            frame = framed(handed.header, b"")
            channel.settimeout(self._limits.seconds)
            if handed.file is None:
                channel.sendall(frame)
            else:
                beside = (socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("@i", handed.file))
                sent = channel.sendmsg([frame[:1]], [beside])
                channel.sendall(frame[sent:])
        finally:
            if handed.file is not None:
                os.close(handed.file)

    def is_quiet(self) -> bool:
        """Whether the worker is there and waits for a question."""
        return not self._waiting and self._worker.is_quiet()

    def close(self) -> None:
        """Ends the worker and waits until it is gone."""
        self._worker.close()
