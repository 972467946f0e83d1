"""The bytes of one capture, read from the archive when they are wanted."""

from __future__ import annotations

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

__all__ = ["CaptureContent", "header_bytes"]

_IN_MEMORY = 8 << 20
"""Bodies up to this size are held in memory while they are open, larger ones in a temporary file."""
_CHUNK = 1 << 16


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
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            with self.archive.open() as stream:
                for piece in body(_raw(stream, capture), capture.codings, capture.url):
                    spool.write(piece)
            if spool.tell() == 0:
                raise RefusedError(capture.url, "its body in the web archive is empty")
            spool.seek(0)
            yield spool  # type: ignore[misc]


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
            return Unpacked(stream, capture.position).read_fully(capture.block + capture.http)
    except ArchiveBrokenError as error:
        raise RefusedError(capture.url, f"its record is damaged: {error.reason}") from error
