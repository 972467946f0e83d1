"""Tasks for the pool's tests: what a decoder under attack might do. Found by workers through the parent's sys.path."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from firstseen.errors import RefusedError
from firstseen.sandbox.answer import Answer

Json = dict[str, Any]

WHO = os.urandom(8).hex()
"""Tells one worker from another: in bubbles all have the same process id."""


def measure(stream: BinaryIO, options: Json) -> Answer:
    data = stream.read()
    return Answer({"bytes": len(data), "options": options, "who": WHO}, {"data": np.frombuffer(data, np.uint8)})


def by_content(stream: BinaryIO, options: Json) -> Answer:
    """Does what the file's content names, with this module's functions."""
    return globals()[stream.read().decode()](stream, options)  # type: ignore[no-any-return]


def fine(stream: BinaryIO, options: Json) -> Answer:
    return Answer({"who": WHO})


def refuse(stream: BinaryIO, options: Json) -> Answer:
    raise RefusedError("", "it shows\x1b[31m nothing\nat all")


def fail(stream: BinaryIO, options: Json) -> Answer:
    raise KeyError("a table that is not there")


def leave(stream: BinaryIO, options: Json) -> Answer:
    os._exit(7)


def crash(stream: BinaryIO, options: Json) -> Answer:
    ctypes.string_at(0)
    raise AssertionError("unreachable")


def hang(stream: BinaryIO, options: Json) -> Answer:
    time.sleep(600)
    raise AssertionError("unreachable")


def spin(stream: BinaryIO, options: Json) -> Answer:
    # The limit of processor time must hold where the clock does not, so it is set low here.
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1, resource.RLIM_INFINITY))
    while True:
        pass


def grow(stream: BinaryIO, options: Json) -> Answer:
    return Answer({}, {"much": np.ones(2 * 1024**3, np.uint8)})


def opencv_memory(stream: BinaryIO, options: Json) -> Answer:
    raise RuntimeError("OpenCV: error: (-4:Insufficient memory) Failed to allocate")


def much(stream: BinaryIO, options: Json) -> Answer:
    return Answer({}, {"much": np.zeros(3 * 1024 * 1024, np.uint8)})


def strange_numbers(stream: BinaryIO, options: Json) -> Answer:
    return Answer({}, {"c": np.zeros(3, np.complex128)})


def print_much(stream: BinaryIO, options: Json) -> Answer:
    print("stray " * 20000)
    print("stray " * 20000, file=sys.stderr)
    os.write(1, b"1st1" * 1000)
    ctypes.CDLL(None).puts(b"stray from C")
    return Answer({"read": sys.stdin.read()})


def wait_for(stream: BinaryIO, options: Json) -> Answer:
    while options["file"] and not Path(options["file"]).exists():
        time.sleep(0.01)
    return Answer({"who": WHO})


def protections(stream: BinaryIO, options: Json) -> Answer:
    """What this worker can still do."""
    tried: Json = {"SIGINT ignored": signal.getsignal(signal.SIGINT) == signal.SIG_IGN}
    opened: list[int] = []
    try:
        while len(opened) < 200:
            opened.append(os.open("/dev/null", os.O_RDONLY))
        tried["open"] = "possible"
    except OSError as error:
        tried["open"] = error.strerror
    finally:
        for file in opened:
            os.close(file)
    tried["core"] = list(resource.getrlimit(resource.RLIMIT_CORE))
    tried["environment"] = dict(os.environ)
    return Answer(tried)


def _channel() -> socket.socket:
    """The worker's own channel, as code that took it over would find it."""
    for number in range(3, 32):
        try:
            found = socket.socket(fileno=number)
        except OSError:
            continue
        if found.family == socket.AF_UNIX:
            return found
    raise AssertionError("no channel")


def _lie(raw: bytes) -> Answer:
    channel = _channel()
    channel.sendall(raw)
    time.sleep(600)
    raise AssertionError("unreachable")


def _framed(header: bytes) -> bytes:
    return b"1st1" + struct.pack("<I", len(header)) + header


def lie_garbage(stream: BinaryIO, options: Json) -> Answer:
    return _lie(b"GET / HTTP/1.1\r\n\r\n")


def lie_length(stream: BinaryIO, options: Json) -> Answer:
    return _lie(b"1st1\xff\xff\xff\xff")


def lie_not_json(stream: BinaryIO, options: Json) -> Answer:
    return _lie(_framed(b"{not json"))


def lie_other_file(stream: BinaryIO, options: Json) -> Answer:
    return _lie(_framed(b'{"token":"0000000000000000","status":"answer","reason":"","values":{},"arrays":[]}'))


def lie_array(stream: BinaryIO, options: Json) -> Answer:
    return _lie(
        _framed(
            b'{"token":"","status":"answer","reason":"","values":{},'
            b'"arrays":[{"name":"a","dtype":"object","shape":[4]}]}'
        )
    )


def lie_huge_array(stream: BinaryIO, options: Json) -> Answer:
    return _lie(
        _framed(
            b'{"token":"","status":"answer","reason":"","values":{},'
            b'"arrays":[{"name":"a","dtype":"uint8","shape":[1099511627775]}]}'
        )
    )


def lie_cut_off(stream: BinaryIO, options: Json) -> Answer:
    channel = _channel()
    channel.sendall(b"1st1\x40\x00\x00\x00{")
    os._exit(0)


def say_more(stream: BinaryIO, options: Json) -> Answer:
    """A true answer with another behind it, so that the second would be taken for that of the next file."""
    token = sys._getframe(2).f_locals["job"].token
    answer = {"token": token, "status": "answer", "reason": "", "values": {}, "arrays": []}
    return _lie(_framed(json.dumps(answer).encode()) * 2)


def unknown_status(stream: BinaryIO, options: Json) -> Answer:
    token = sys._getframe(2).f_locals["job"].token
    answer = {"token": token, "status": "ready", "reason": "", "values": {}, "arrays": []}
    return _lie(_framed(json.dumps(answer).encode()))


def say_later(stream: BinaryIO, options: Json) -> Answer:
    """Answers, and speaks again when nobody asked."""

    def later() -> None:
        time.sleep(0.2)
        _channel().sendall(b"1st1" * 8)

    threading.Thread(target=later).start()
    return Answer({"who": WHO})
