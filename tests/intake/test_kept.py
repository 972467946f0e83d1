"""Bytes kept while a source is read, and windows over them."""

from __future__ import annotations

import gc
import io
import os
from pathlib import Path

import pytest

from firstseen.intake.kept import Kept
from firstseen.intake.window import Window


def test_several_contents_are_read_side_by_side_and_again() -> None:
    kept = Kept()
    first, second, empty = kept.put(b"first"), kept.put(b"second!"), kept.put(b"")
    with first.open() as one, second.open() as two:
        assert (one.read(2), two.read(3), one.read(), two.read()) == (b"fi", b"sec", b"rst", b"ond!")
    with second.open() as again, empty.open() as nothing:
        assert again.seek(-2, io.SEEK_END) == 5
        assert (again.read(), nothing.read()) == (b"d!", b"")


def test_bytes_are_written_piece_by_piece() -> None:
    kept = Kept()
    kept.put(b"before")
    writer = kept.writer()
    for piece in (b"a", b"", b"bc"):
        writer.write(piece)
    content = writer.content()
    kept.put(b"after")
    assert content.size == 3
    with content.open() as stream:
        assert stream.read() == b"abc"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files through /proc")
def test_the_file_is_gone_with_the_last_content() -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    kept = Kept()
    content = kept.put(b"x")
    del kept
    with content.open() as stream:
        assert stream.read() == b"x"
    del content, stream
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_window_never_shows_what_is_beyond_it() -> None:
    data = b"0123456789"
    window = io.BufferedReader(Window(lambda at, size: data[2 + at : 2 + at + size], 5))
    assert window.read() == b"23456"
    assert window.seek(3) == 3
    assert window.read(100) == b"56"
    assert window.seek(50) == 50
    assert window.read() == b""
