"""A reading worker in which one reader does what an attacker would; started by test_apart in place of the real one."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from firstseen.intake import posts_table
from firstseen.intake.apart import answering
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Item, ItemKind, ShownMedium, SourceRead
from firstseen.sandbox.telling import Teller

MARK = b"deed: "


class TakenOverReader:
    """Takes files that begin with the mark, and does what they name."""

    name: ClassVar[str] = "posts table"

    def fits(self, source: Source, head: bytes) -> bool:
        if head.startswith(MARK + b"fits_"):
            globals()[head[len(MARK) :].decode().removeprefix("fits_")](source)
        return head.startswith(MARK) or posts_table.PostsTableReader().fits(source, head)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        with source.open() as stream:
            text = stream.read(200)
        if not text.startswith(MARK):
            yield from posts_table.PostsTableReader().read(source, options)
            return
        yield SourceRead(source.name, self.name, source.content())
        yield item("before")
        yield from globals()[text[len(MARK) :].decode()](source) or ()
        yield item("after")


def item(key: str, *media: ShownMedium) -> Item:
    return Item(key, ItemKind.POST, b"{}", "row 1", media=media)


def die(source: Source) -> None:
    os._exit(7)


def hang(source: Source) -> None:
    time.sleep(600)


def spin(source: Source) -> None:
    while True:
        pass


def grow(source: Source) -> None:
    np.ones(10 * 1024**3, np.uint8)


def connect(source: Source) -> None:
    socket.create_connection(("192.0.2.1", 80))


def read_outside(source: Source) -> None:
    Path("/etc/passwd").read_bytes()


def write(source: Source) -> None:
    Path(tempfile.gettempdir(), "left-behind").write_bytes(b"x")


def fail(source: Source) -> None:
    raise KeyError("a field")


def climb(source: Source) -> None:
    with source.tree.open("../outside.txt") as stream:
        raise AssertionError(stream.read())


def _teller() -> Teller:
    frame: Any = sys._getframe()
    while "teller" not in frame.f_locals:
        frame = frame.f_back
    teller: Teller = frame.f_locals["teller"]
    return teller


def _told(header: dict[str, Any], body: bytes = b"") -> None:
    _teller().tell(header, body)
    time.sleep(600)


def lie_kind(source: Source) -> None:
    _told({"kind": "verdict", "found": {}})


def lie_type(source: Source) -> None:
    _told({"kind": "refusal", "found": {"name": 7, "reason": "x"}})


def lie_place(source: Source) -> None:
    _told(
        {"kind": "source", "found": {"name": "a", "reader": "b", "content": {"path": "/etc/passwd"}, "companions": []}}
    )


def lie_garbage(source: Source) -> None:
    _teller()._channel.sendall(b"GET / HTTP/1.1\r\n\r\n")
    time.sleep(600)


def lie_want(source: Source) -> None:
    _teller().want({"want": "the key of the case"})


def alive_for_ever(source: Source) -> None:
    while True:
        _teller()._told = 0
        _teller().alive()
        time.sleep(0.05)


def spooled(source: Source) -> Reading:
    """Nothing evil: a temporary file beyond what is held in memory, and a content that is larger than one piece."""
    with tempfile.TemporaryFile() as spool:
        spool.write(b"ab" * (3 << 19))
        spool.seek(0)
        assert len(spool.read()) == 3 << 20
    yield item("large", ShownMedium("large.bin", _Large()))
    yield item("left early", ShownMedium("large.bin", _Large()))


class _Large:
    def open(self) -> Any:
        spool = tempfile.SpooledTemporaryFile(max_size=10)  # noqa: SIM115 - closed by who reads it
        spool.write(bytes(range(256)) * (5 << 12))
        spool.seek(0)
        return spool


def converse(teller: Teller) -> None:
    """As the real one, with this module's reader among the readers."""
    vars(answering)["known_readers"] = lambda: (TakenOverReader(),)
    answering.converse(teller)
