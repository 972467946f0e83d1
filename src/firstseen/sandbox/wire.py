"""How jobs and answers travel between the program and a worker: frames over one local socket.

A job is a length and a JSON header, with the opened file handed over beside it (SCM_RIGHTS): the worker needs no
right to open anything. An answer is a mark, a length, a JSON header, and the raw bytes of the arrays it announces.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from firstseen.sandbox.answer import Answer, Json, NonsenseError, header_of, parse_json, plan_arrays
from firstseen.sandbox.limits import MIB

__all__ = [
    "AnswerTooLargeError",
    "Channel",
    "Deadline",
    "ReceivedJob",
    "Reply",
    "receive_ear",
    "receive_exactly",
    "receive_job",
    "receive_reply",
    "send_answer",
    "send_ear",
    "send_job",
    "send_status",
]

_MARK: Final = b"1st1"
_EAR: Final = b"E"
_REPLY: Final = struct.Struct("<4sI")
_LENGTH: Final = struct.Struct("<I")
MAX_HEADER_BYTES: Final = 8 * MIB
"""Words of one answer. The longest real one (all metadata at its bounds) is well under 1 MiB."""


class AnswerTooLargeError(Exception):
    """An answer is larger than the limit for it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One frame from a worker: `status` is "ready", "answer", "refused", "memory", "too large" or "error"."""

    token: str
    status: str
    reason: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock."""

    moment: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def remaining(self) -> float:
        """Seconds left; raises `TimeoutError` when there are none."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Channel(Protocol):
    """What is used of a socket here."""

    def settimeout(self, seconds: float | None, /) -> None:
        """How long each of the following calls may wait."""
        ...

    def recv_into(self, view: memoryview, /) -> int:
        """Fills `view` as far as there is something; 0 at the end."""
        ...

    def sendall(self, data: bytes | memoryview, /) -> None:
        """Sends all of it."""
        ...

    def sendmsg(self, buffers: Any, ancillary: Any, /) -> int:
        """Sends bytes and descriptors."""
        ...

    def recvmsg(self, size: int, ancillary_size: int, flags: int, /) -> Any:
        """Receives bytes and descriptors."""
        ...


def _receive_into(channel: Channel, view: memoryview, deadline: Deadline | None) -> None:
    done = 0
    while done < len(view):
        channel.settimeout(None if deadline is None else deadline.remaining())
        count = channel.recv_into(view[done:])
        if count == 0:
            raise EOFError
        done += count


def receive_exactly(channel: Channel, size: int, deadline: Deadline | None) -> bytes:
    """So many bytes; raises `EOFError` at the end before them, `TimeoutError` at the deadline."""
    buffer = bytearray(size)
    _receive_into(channel, memoryview(buffer), deadline)
    return bytes(buffer)


def _descriptor(file: int) -> tuple[int, int, bytes]:
    return socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("@i", file)


def send_ear(channel: Channel, file: int | None) -> None:
    """Hands the descriptor on which held-back calls are told to the program; the first thing that a worker sends."""
    channel.sendmsg([_EAR], [] if file is None else [_descriptor(file)])


def receive_ear(channel: Channel, deadline: Deadline) -> int | None:
    """The descriptor of `send_ear`, now owned by the caller; None when there is none."""
    channel.settimeout(deadline.remaining())
    mark, ancillary, _, _ = channel.recvmsg(1, socket.CMSG_SPACE(4), socket.MSG_CMSG_CLOEXEC)
    if mark != _EAR:
        raise EOFError
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS and len(data) >= 4:
            return int(struct.unpack("@i", data[:4])[0])
    return None


def send_job(channel: Channel, token: str, options: Json, file: int, deadline: Deadline) -> None:
    """Hands a job and its opened file to a worker. Raises `OSError` if the worker is gone, `TimeoutError` if stuck."""
    header = json.dumps({"token": token, "options": options}).encode()
    if len(header) > MAX_HEADER_BYTES:
        raise ValueError("the options of a job are too long")
    channel.settimeout(deadline.remaining())
    frame = _LENGTH.pack(len(header)) + header
    rest = frame[channel.sendmsg([frame], [_descriptor(file)]) :]
    # Even sending nothing fails when the worker has answered already and gone.
    if rest:
        channel.sendall(rest)


@dataclass(frozen=True, slots=True)
class ReceivedJob:
    """A job as it reaches a worker; `file` is the descriptor of the opened file, which the worker closes."""

    token: str
    options: Json
    file: int


def receive_job(channel: socket.socket) -> ReceivedJob | None:
    """The next job in a worker; None when the program has closed the channel."""
    first, files, _, _ = socket.recv_fds(channel, _LENGTH.size, 1)
    if not first:
        return None
    rest = receive_exactly(channel, _LENGTH.size - len(first), None)
    (length,) = _LENGTH.unpack(first + rest)
    header = parse_json(receive_exactly(channel, length, None))
    return ReceivedJob(header["token"], header["options"], files[0])


def _send(channel: Channel, header: Json) -> None:
    encoded = json.dumps(header, allow_nan=False).encode()
    channel.sendall(_REPLY.pack(_MARK, len(encoded)) + encoded)


def send_status(channel: Channel, token: str, status: str, reason: str = "", values: Json | None = None) -> None:
    """A reply without arrays."""
    _send(channel, {"token": token, "status": status, "reason": reason, "values": values or {}, "arrays": []})


def send_answer(channel: Channel, token: str, answer: Answer, limit: int) -> None:
    """An answer with its arrays; raises `AnswerTooLargeError` before anything is sent."""
    header = {"token": token, "status": "answer", "reason": "", **header_of(answer)}
    encoded = json.dumps(header, allow_nan=False).encode()
    arrays = [np.ascontiguousarray(array) for array in answer.arrays.values()]
    if len(encoded) > MAX_HEADER_BYTES or len(encoded) + sum(array.nbytes for array in arrays) > limit:
        raise AnswerTooLargeError
    channel.sendall(_REPLY.pack(_MARK, len(encoded)) + encoded)
    for array in arrays:
        channel.sendall(array.reshape(-1).view(np.uint8).data)


def receive_reply(channel: Channel, deadline: Deadline, limit: int) -> Reply:
    """One frame from a worker that is not trusted.

    Raises `NonsenseError` for a frame that cannot be right, `AnswerTooLargeError` beyond `limit` bytes, `TimeoutError`
    at the deadline, `EOFError` or `OSError` when the worker is gone.
    """
    mark, length = _REPLY.unpack(receive_exactly(channel, _REPLY.size, deadline))
    if mark != _MARK:
        raise NonsenseError("the answer does not start as one")
    if length > min(limit, MAX_HEADER_BYTES):
        raise AnswerTooLargeError
    header = parse_json(receive_exactly(channel, length, deadline))
    token, status, reason, values = (header.get(name) for name in ("token", "status", "reason", "values"))
    if not isinstance(token, str) or not isinstance(status, str) or not isinstance(reason, str):
        raise NonsenseError("the header lacks its parts")
    if not isinstance(values, dict):
        raise NonsenseError("the header lacks its values")
    arrays: dict[str, NDArray[Any]] = {}
    for plan in plan_arrays(header.get("arrays"), limit - length):
        array = np.empty(plan.shape, dtype=plan.dtype)
        if array.nbytes:
            _receive_into(channel, array.reshape(-1).view(np.uint8).data, deadline)
        arrays[plan.name] = array
    return Reply(token, status, reason, Answer(values, arrays))
