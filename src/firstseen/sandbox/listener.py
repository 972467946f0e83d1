"""The program's ear at a worker's wall: the kernel holds a forbidden call back and tells of it here.

The numbers are those of <linux/seccomp.h>. What is told comes from the kernel, not from the worker, which cannot lie.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import signal
import socket
import struct
import time
from contextlib import suppress
from typing import Any, Final

from firstseen.sandbox.system_calls import deed_of

__all__ = ["ForbiddenDeedError", "Listener", "WatchedChannel"]

_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_NOTICE: Final = struct.Struct("=QIIiIQ6Q")
_REPLY: Final = struct.Struct("=QqiI")
_SIGNAL_OF: Final = {"kill": 1, "tkill": 1, "tgkill": 2}


class ForbiddenDeedError(Exception):
    """A worker tried what none may. `deed` follows "tried to"; `aborted` says that it only ended itself."""

    def __init__(self, deed: str, call: str, *, aborted: bool) -> None:
        super().__init__(deed)
        self.deed = deed
        self.call = call
        self.aborted = aborted


class Listener:
    """The descriptor on which one worker's held-back calls are told. Owned: `close` closes it."""

    def __init__(self, file: int) -> None:
        self.file = file
        self.forgives = True
        """Until the worker is ready, held-back calls fail instead of ending it: it tries its walls."""

    def hear(self) -> None:
        """Takes what was told: lets it fail while the walls are tried, raises `ForbiddenDeedError` from then on."""
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self.file, _RECEIVE, notice)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EINTR):
                return  # the thread that called is gone
            raise
        number, _, _, call, _, _, *arguments = _NOTICE.unpack(notice)
        if self.forgives:
            try:
                fcntl.ioctl(self.file, _SEND, bytearray(_REPLY.pack(number, 0, -errno.EPERM, 0)))
            except OSError:
                return
            return
        deed, name = deed_of(call)
        aborted = name in _SIGNAL_OF and arguments[_SIGNAL_OF[name]] == signal.SIGABRT
        raise ForbiddenDeedError(deed, name, aborted=aborted)

    def close(self) -> None:
        """Held-back calls fail from now on."""
        os.close(self.file)


class WatchedChannel:
    """A socket to a worker that is listened to for forbidden calls whenever it is waited on.

    It has what `firstseen.sandbox.wire` uses of a socket; times are in seconds.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._seconds: float | None = None
        self.listener: Listener | None = None
        self._deaf = False
        self._polls: dict[tuple[int, int | None], select.poll] = {}

    def settimeout(self, seconds: float | None) -> None:
        """How long each of the following calls may wait."""
        self._seconds = seconds

    def fileno(self) -> int:
        """The descriptor, for `select`."""
        return self._channel.fileno()

    def recv_into(self, view: memoryview) -> int:
        """As of a socket; raises also `ForbiddenDeedError`."""
        self._wait(select.POLLIN)
        return self._channel.recv_into(view)

    def recvmsg(self, *arguments: Any) -> Any:
        """As of a socket; raises also `ForbiddenDeedError`."""
        self._wait(select.POLLIN)
        return self._channel.recvmsg(*arguments)

    def sendmsg(self, *arguments: Any) -> int:
        """As of a socket; raises also `ForbiddenDeedError`."""
        self._wait(select.POLLOUT)
        return self._channel.sendmsg(*arguments)

    def sendall(self, data: bytes | memoryview) -> None:
        """As of a socket; raises also `ForbiddenDeedError`."""
        rest = memoryview(data).cast("B")
        while rest:
            self._wait(select.POLLOUT)
            rest = rest[self._channel.send(rest, socket.MSG_DONTWAIT) :]

    def _wait(self, event: int) -> None:
        """Until the socket is ready; raises `TimeoutError`, and `ForbiddenDeedError` if that is told before."""
        ends = None if self._seconds is None else time.monotonic() + self._seconds
        while True:
            waiting = self._poll(event)
            left = None if ends is None else max(0.0, ends - time.monotonic()) * 1000
            ready = dict(waiting.poll(left))
            if not ready:
                raise TimeoutError
            told = ready.get(self.listener.file, 0) if self.listener is not None else 0
            if told & select.POLLIN and self.listener is not None:
                self.listener.hear()
            elif told:
                self._deaf = True  # the worker is gone
            if self._channel.fileno() in ready:
                return

    def _poll(self, event: int) -> select.poll:
        """What waits for the socket, and for the ear where that hears; made once for each."""
        ear = self.listener.file if self.listener is not None and not self._deaf else None
        waiting = self._polls.get((event, ear))
        if waiting is None:
            waiting = self._polls[event, ear] = select.poll()
            waiting.register(self._channel, event)
            if ear is not None:
                waiting.register(ear, select.POLLIN)
        return waiting

    def close(self) -> None:
        """Closes the socket and the ear."""
        self._channel.close()
        self.stop_listening()

    def hang_up(self) -> None:
        """Says that nothing more will be sent; the other end hears it as the end."""
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_WR)

    def stop_listening(self) -> None:
        """Closes the ear alone: what is held back fails from now on."""
        if self.listener is not None:
            self.listener.close()
            self.listener = None
