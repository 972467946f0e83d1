"""The worker's end of a talk with the program, and the frames of both ends: a mark, two lengths, JSON, raw bytes."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from firstseen.sandbox.answer import Json, NonsenseError, parse_json
from firstseen.sandbox.limits import MIB, Limits
from firstseen.sandbox.protection import limit_processor_time
from firstseen.sandbox.wire import Channel, Deadline, receive_exactly

__all__ = ["MAX_BODY_BYTES", "Asked", "Frame", "Talking", "Teller", "framed", "receive_frame"]

_MARK: Final = b"1stT"
_FRAME: Final = struct.Struct("<4sII")
MAX_HEADER_BYTES: Final = 64 * MIB
MAX_BODY_BYTES: Final = 256 * MIB
"""The largest record of one item. Real ones are under 1 MiB; a page is kept by its digest and not as a record."""
ALIVE_SECONDS: Final = 1.0
"""How often a worker says that it goes on, while it reads."""

Frame = tuple[Json, bytes]


def framed(header: Json, body: bytes) -> bytes:
    """A frame as it is sent."""
    encoded = json.dumps(header, allow_nan=False).encode()
    return _FRAME.pack(_MARK, len(encoded), len(body)) + encoded + body


def receive_frame(channel: Channel, deadline: Deadline | None) -> Frame:
    """The next frame; raises `NonsenseError` for one that cannot be right, and as `receive_exactly`."""
    mark, header, body = _FRAME.unpack(receive_exactly(channel, _FRAME.size, deadline))
    if mark != _MARK:
        raise NonsenseError("the answer does not start as one")
    if header > MAX_HEADER_BYTES or body > MAX_BODY_BYTES:
        raise NonsenseError("the answer is larger than allowed")
    return parse_json(receive_exactly(channel, header, deadline)), receive_exactly(channel, body, deadline)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it reaches the worker."""

    header: Json
    body: bytes


class Teller:
    """The worker's end. `listen` waits for a question, `tell` answers it, `want` asks back before that."""

    def __init__(self, channel: socket.socket, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._told = time.monotonic()

    def listen(self) -> Asked | None:
        """The next question; None when the program has closed the channel."""
        select.select([self._channel], [], [])
        try:
            header, body = receive_frame(self._channel, None)
        except EOFError:
            return None
        self._begin()
        return Asked(header, body)

    def _begin(self) -> None:
        self._told = time.monotonic()
        limit_processor_time(self._limits.seconds)

    def tell(self, header: Json, body: bytes = b"") -> None:
        """Answers."""
        if len(body) > MAX_BODY_BYTES:
            raise NonsenseError("the record of one item is larger than allowed")
        self._channel.sendall(framed(header, body))

    def want(self, header: Json) -> tuple[Json, int | None]:
        """Asks the program for something: its header, and a descriptor if one comes with it."""
        self._channel.sendall(framed(header, b""))
        first, files, _, _ = socket.recv_fds(self._channel, 1, 1, socket.MSG_CMSG_CLOEXEC)
        if not first:
            raise SystemExit(0)  # the program is gone
        _, length, body = _FRAME.unpack(first + receive_exactly(self._channel, _FRAME.size - 1, None))
        answer = parse_json(receive_exactly(self._channel, length, None))
        receive_exactly(self._channel, body, None)
        self._begin()
        return answer, files[0] if files else None

    def spool(self) -> int:
        """A descriptor to write in and read from, without a name; the caller closes it."""
        _, file = self.want({"want": "spool"})
        if file is None:
            raise OSError("no temporary file was handed over")
        return file

    def alive(self) -> None:
        """Says that work goes on, if that was not said for a while. To be called wherever bytes were read."""
        if time.monotonic() - self._told >= ALIVE_SECONDS:
            self._channel.sendall(framed({"alive": True}, b""))
            self._begin()


Talking = Callable[[Teller], Any]
"""What a talking worker runs: it listens and tells until there is no question left."""
