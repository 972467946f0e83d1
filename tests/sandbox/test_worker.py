"""The worker's own code, run in this process: coverage cannot be written from a real one, which may write nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest

from firstseen.errors import RefusedError
from firstseen.sandbox import Answer, Limits, worker
from firstseen.sandbox.wire import Deadline, Reply, receive_ear, receive_reply, send_job

LIMITS = Limits(64, 5.0, 1)
WALLS = {"network": False, "readable": None, "outside": "/etc/passwd", "new_file": "/nowhere"}
"""None is put up: this process goes on testing."""
Ask = Callable[[str], Reply]


def task(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    match stream.read():
        case b"refuse":
            raise RefusedError("", "no picture")
        case b"memory":
            raise MemoryError
        case b"opencv":
            raise RuntimeError("Insufficient memory")
        case b"fail":
            raise LookupError("nowhere")
        case b"large":
            return Answer({}, {"a": np.zeros(2 * 1024**2, np.uint8)})
        case content:
            return Answer({"bytes": len(content), **options})


@pytest.fixture(autouse=True)
def no_limits_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "limit_processor_time", lambda seconds: None)
    monkeypatch.setattr(worker, "protect", lambda limits: ("walls",))
    monkeypatch.setattr(worker, "drop_capabilities", lambda: None)
    monkeypatch.setattr(worker, "try_everything", lambda *_, network_left: {"write": True, "network": network_left})
    monkeypatch.setattr(worker, "without_network", lambda: False)
    monkeypatch.setattr(worker, "end_with_parent", lambda parent: parent == 1)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        yield ours, theirs


def ask(channel: socket.socket, file: Path, content: str) -> Reply:
    file.write_text(content)
    with file.open("rb") as stream:
        send_job(channel, "token", {"side": 5}, stream.fileno(), Deadline.after(5))
    return receive_reply(channel, Deadline.after(5), 3 * 1024**2)


def test_each_file_has_its_reply(pair: tuple[socket.socket, socket.socket], tmp_path: Path) -> None:
    serving = threading.Thread(target=worker.serve, args=(pair[1], task, LIMITS))
    serving.start()
    expected = [("plain", "answer", ""), ("refuse", "refused", "no picture"), ("fail", "error", "LookupError: nowhere")]
    for content, status, reason in [*expected, ("large", "too large", ""), ("plain", "answer", "")]:
        reply = ask(pair[0], tmp_path / "f", content)
        assert (reply.token, reply.status, reply.reason) == ("token", status, reason)
    assert reply.answer.values == {"bytes": 5, "side": 5}
    pair[0].close()
    serving.join(5)
    assert not serving.is_alive()


@pytest.mark.parametrize("content", ["memory", "opencv"])
def test_it_ends_when_memory_ran_out(pair: tuple[socket.socket, socket.socket], tmp_path: Path, content: str) -> None:
    serving = threading.Thread(target=worker.serve, args=(pair[1], task, LIMITS))
    serving.start()
    assert ask(pair[0], tmp_path / "f", content).status == "memory"
    serving.join(5)
    assert not serving.is_alive()


def setup(task_name: str) -> list[str]:
    limits = {"memory_mib": 64, "seconds": 5.0, "output_mib": 1}
    path = [*sys.path, str(Path(__file__).parent)]
    more = {"parent": 1, "walls": WALLS, "talks": False}
    return [json.dumps({"task": task_name, "path": path, "limits": limits, **more})]


def test_it_says_when_it_is_ready(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(worker, "_take_channel", lambda: pair[1])
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    statuses: list[int] = []
    arguments = setup("hostile_tasks:measure")
    serving = threading.Thread(target=lambda: statuses.append(worker.main(arguments)))
    serving.start()
    assert receive_ear(pair[0], Deadline.after(10)) is None
    ready = receive_reply(pair[0], Deadline.after(10), 10_000)
    assert ready.status == "ready"
    assert ready.answer.values == {
        "protections": ["it ends when the program ends", "walls"],
        "tried": {"write": True, "network": False},
    }
    assert ask(pair[0], tmp_path / "f", "abc").answer.values["bytes"] == 3
    pair[0].close()
    serving.join(5)
    assert statuses == [0]


def test_it_says_why_it_cannot_start(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_take_channel", lambda: pair[1])
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert worker.main(setup("no_such_module:task")) == 1
    assert receive_ear(pair[0], Deadline.after(5)) is None
    reply = receive_reply(pair[0], Deadline.after(5), 10_000)
    assert reply.status == "error"
    assert "no_such_module" in reply.reason


def test_the_channel_is_moved_away_from_the_standard_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    moved: list[int] = []
    monkeypatch.setattr(os, "dup", lambda file: theirs.detach())
    monkeypatch.setattr(os, "dup2", lambda source, target: moved.append(target))
    with ours, worker._take_channel() as channel:
        channel.sendall(b"x")
        assert ours.recv(1) == b"x"
    assert moved == [0, 1, 2]
