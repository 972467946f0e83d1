"""Frames between the program and a worker, both ends in this process."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from firstseen.sandbox import wire
from firstseen.sandbox.answer import Answer, NonsenseError
from firstseen.sandbox.wire import (
    AnswerTooLargeError,
    Deadline,
    receive_job,
    receive_reply,
    send_answer,
    send_job,
    send_status,
)

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        yield ours, theirs


def test_a_job_arrives_with_its_file(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    options = {"words": "x" * 300_000}  # more than the socket holds at once
    with (tmp_path / "file").open("rb") as file:
        sender = threading.Thread(target=send_job, args=(pair[0], "t", options, file.fileno(), Deadline.after(5)))
        sender.start()
        job = receive_job(pair[1])
        sender.join()
    assert job is not None
    assert (job.token, job.options) == ("t", options)
    with os.fdopen(job.file, "rb") as received:
        assert received.read() == b"content"


def test_a_closed_channel_is_the_end_of_jobs(pair: Pair) -> None:
    pair[0].close()
    assert receive_job(pair[1]) is None


def test_an_answer_arrives_whole(pair: Pair) -> None:
    turned = np.arange(24, dtype=np.int32).reshape(4, 6).T
    sent = Answer({"a": [1, None, "Ї"]}, {"turned": turned, "none": np.zeros((0, 3), np.float64), "one": np.array(7)})
    sender = threading.Thread(target=send_answer, args=(pair[1], "t", sent, 10_000))
    sender.start()
    reply = receive_reply(pair[0], Deadline.after(5), 10_000)
    sender.join()
    assert (reply.token, reply.status, reply.reason) == ("t", "answer", "")
    assert reply.answer.values == sent.values
    assert np.array_equal(reply.answer.arrays["turned"], turned)
    assert reply.answer.arrays["none"].shape == (0, 3)
    assert reply.answer.arrays["one"] == 7


def test_an_answer_beyond_the_limit_is_not_sent(pair: Pair) -> None:
    with pytest.raises(AnswerTooLargeError):
        send_answer(pair[1], "t", Answer({}, {"a": np.zeros(1000, np.uint8)}), 1000)
    with pytest.raises(AnswerTooLargeError):
        send_answer(pair[1], "t", Answer({"a": "x" * 1000}), 1000)
    with pytest.raises(ValueError, match="JSON compliant"):
        send_answer(pair[1], "t", Answer({"a": float("nan")}), 1000)
    send_status(pair[1], "t", "too large")
    assert receive_reply(pair[0], Deadline.after(5), 1000).status == "too large"


def test_an_answer_beyond_the_limit_is_not_received(pair: Pair) -> None:
    send_answer(pair[1], "t", Answer({}, {"a": np.zeros(900, np.uint8)}), 2000)
    with pytest.raises(NonsenseError, match="larger"):
        receive_reply(pair[0], Deadline.after(5), 500)


@pytest.mark.parametrize("missing", ["token", "status", "reason", "values"])
def test_a_header_without_its_parts(pair: Pair, missing: str) -> None:
    header = {"token": "t", "status": "answer", "reason": "", "values": {}, "arrays": []}
    wire._send(pair[1], {name: value for name, value in header.items() if name != missing})
    with pytest.raises(NonsenseError, match="lacks"):
        receive_reply(pair[0], Deadline.after(5), 1000)


def test_silence_ends_at_the_deadline(pair: Pair) -> None:
    pair[1].sendall(b"1st1")
    with pytest.raises(TimeoutError):
        receive_reply(pair[0], Deadline.after(0.05), 1000)
    with pytest.raises(TimeoutError):
        Deadline.after(-1).remaining()


def test_a_frame_that_breaks_off(pair: Pair) -> None:
    pair[1].sendall(b"1st1\x10")
    pair[1].close()
    with pytest.raises(EOFError):
        receive_reply(pair[0], Deadline.after(5), 1000)


def test_options_are_bounded(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_HEADER_BYTES", 100)
    with pytest.raises(ValueError, match="too long"):
        send_job(pair[0], "t", {"a": "x" * 100}, 0, Deadline.after(5))
