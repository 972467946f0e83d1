"""The bytes of one capture, read from the archive when they are wanted."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from firstseen.errors import RefusedError
from firstseen.intake.webarchive.captures import Capture
from firstseen.intake.webarchive.messages import body
from firstseen.intake.webarchive.unpacking import ArchiveBrokenError, Unpacked
from firstseen.model.items import Content

__all__ = ["CaptureContent", "OpenedArchive", "header_bytes"]

_IN_MEMORY = 8 << 20
"""Bodies up to this size are held in memory while they are open, larger ones in a temporary file."""
_AT_ONCE = 1 << 20
"""Bodies up to this size that are not packed are read at once."""
_CHUNK = 1 << 16


class OpenedArchive:
    """The bytes of an archive (a `firstseen.model.items.Content`), opened once for as long as `kept_open` lasts: for
    a worker, to open a file is to ask the program for it. What was found can be opened afterwards too."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._stream: BinaryIO | None = None

    @contextmanager
    def kept_open(self) -> Iterator[BinaryIO]:
        """The archive, kept open."""
        with self._content.open() as stream:
            self._stream = stream
            try:
                yield stream
            finally:
                self._stream = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A stream over its bytes that is to be sought before each read."""
        if self._stream is not None:
            yield self._stream
        else:
            with self._content.open() as stream:
                yield stream


@dataclass(frozen=True, slots=True)
class CaptureContent:
    """The body of a capture without its codings (a `firstseen.model.items.Content`).

    Of a body that is damaged or cut, what comes before the damage is given.
    """

    archive: Content
    capture: Capture

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A seekable stream over the bytes; raises `RefusedError` when there are none."""
        capture = self.capture
        if capture.length <= _AT_ONCE and not capture.codings.content:
            with self.archive.open() as stream:
                data = b"".join(body(_raw(stream, capture), capture.codings, capture.url))
            _check_size(capture, len(data))
            yield io.BytesIO(data)
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            with self.archive.open() as stream:
                for piece in body(_raw(stream, capture), capture.codings, capture.url):
                    spool.write(piece)
            _check_size(capture, spool.tell())
            spool.seek(0)
            yield spool  # type: ignore[misc]


def _check_size(capture: Capture, size: int) -> None:
    if size == 0:
        raise RefusedError(capture.url, "its body in the web archive is empty")


def _raw(stream: BinaryIO, capture: Capture) -> Iterator[bytes]:
    """The body as the archive holds it, up to its stated length or the place where the archive is damaged."""
    left = capture.length
    try:
        reader = Unpacked(stream, capture.position)
        reader.skip(capture.block + capture.http)
        while left > 0 and (data := reader.read(min(left, _CHUNK))):
            left -= len(data)
            yield data
    except ArchiveBrokenError:
        return


def header_bytes(archive: Content, capture: Capture) -> bytes:
    """The record's header and its HTTP header as they stand in the archive."""
    try:
        with archive.open() as stream:
            return Unpacked(stream, capture.position, small=True).read_fully(capture.block + capture.http)
    except ArchiveBrokenError as error:
        raise RefusedError(capture.url, f"its record is damaged: {error.reason}") from error
