"""HTTP messages as web archives keep them (RFC 9112): their header, and the body without its codings.

Archives hold what servers really sent, and what tools made of it: bodies that are not chunked or packed although
their header says so, and chunks of a wrong length. Such a body is given as it is from the place where it goes wrong.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import brotli

from firstseen.errors import RefusedError
from firstseen.intake.webarchive.fields import Fields, parse_fields

__all__ = ["MAX_BODY_BYTES", "Codings", "Response", "body", "parse_request", "parse_response"]

MAX_BODY_BYTES = 1 << 30
"""Bodies that unpack to more are refused: no picture is as large, and a bomb is."""
_MAX_CODINGS = 3
_MAX_OUTPUT = 1 << 18
_MAX_CHUNK_LINE = 256
_STATUS_LINE = re.compile(rb"(?:HTTP|ICY)/?[\d.]*[ \t]+(\d{3})\b")
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_HEADER_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Codings:
    """What was done to a body: chunked or not, and the content codings in the order they were applied."""

    chunked: bool = False
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The header of a response; `size` is its length in bytes, with the blank line."""

    status: int
    fields: Fields
    size: int

    def mime(self) -> str:
        """The media type in lower case without its parameters; empty when there is none."""
        return (self.fields.get("content-type") or "").partition(";")[0].strip().lower()

    def charset(self) -> str | None:
        """The charset that the header states."""
        match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.fields.get("content-type") or "", re.I)
        return match[1] if match else None

    def codings(self) -> Codings:
        """What was done to the body, as the header says."""
        chunked = "chunked" in (self.fields.get("transfer-encoding") or "").lower()
        names = [name.strip() for name in (self.fields.get("content-encoding") or "").lower().split(",")]
        return Codings(chunked, tuple(name for name in names if name and name != "identity")[:_MAX_CODINGS])


def parse_response(head: bytes) -> Response | None:
    """The header at the beginning of a block, None when there is none."""
    start = _STATUS_LINE.match(head)
    if start is None:
        return None
    size = _header_size(head)
    return Response(int(start[1]), parse_fields(head[head.find(b"\n") + 1 : size]), size)


def parse_request(head: bytes) -> Fields:
    """The fields of a request."""
    return parse_fields(head[head.find(b"\n") + 1 : _header_size(head)])


def _header_size(head: bytes) -> int:
    end = _HEADER_END.search(head)
    return end.end() if end else len(head)


def body(raw: Iterator[bytes], codings: Codings, name: str) -> Iterator[bytes]:
    """The body in pieces, without its codings; raises `RefusedError` naming `name` when it cannot be had."""
    pieces = _unchunked(raw) if codings.chunked else raw
    for coding in reversed(codings.content):
        pieces = _decoded(pieces, coding, name)
    given = 0
    for piece in pieces:
        given += len(piece)
        if given > MAX_BODY_BYTES:
            raise RefusedError(name, f"its body unpacks to more than {MAX_BODY_BYTES >> 20} MiB")
        yield piece


def _unchunked(raw: Iterator[bytes]) -> Iterator[bytes]:
    """Chunks joined; from a place where no chunk begins as it should, everything as it is."""
    buffer = b""
    expected = 0
    first = True
    for piece in raw:
        buffer += piece
        while buffer:
            if expected:
                yield buffer[:expected]
                taken = min(expected, len(buffer))
                expected -= taken
                buffer = buffer[taken:]
                continue
            size = _chunk_size(buffer, first)
            if size is None:
                break
            length, line = size
            if length < 0:
                yield buffer
                yield from raw
                return
            if length == 0:
                return
            expected, buffer, first = length, buffer[line:], False
    if buffer:
        yield buffer


def _chunk_size(buffer: bytes, first: bool) -> tuple[int, int] | None:
    """(length of the chunk, length of its line); length -1 when this is no such line, None when more is needed."""
    skip = 0 if first else len(buffer) - len(buffer.lstrip(b"\r\n"))
    end = buffer.find(b"\n", skip)
    if end < 0:
        return None if len(buffer) - skip < _MAX_CHUNK_LINE else (-1, 0)
    digits = buffer[skip:end].partition(b";")[0].strip()
    if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits):
        return -1, 0
    return int(digits, 16), end + 1


def _decoded(pieces: Iterator[bytes], coding: str, name: str) -> Iterator[bytes]:
    """One content coding undone; a body that does not have it is given as it is."""
    first = b""
    for piece in pieces:
        first += piece
        if len(first) >= 4:
            break
    if not first:
        return
    if first.startswith(_ZSTD_MAGIC) and coding == "zstd":
        raise RefusedError(name, "its body is packed with Zstandard, which is not read")
    unpack = _unpacker(coding, first)
    if unpack is None:
        yield first
        yield from pieces
        return
    started = False
    for piece in _chain(first, pieces):
        try:
            for output in unpack(piece):
                started = True
                yield output
        except (zlib.error, brotli.error):
            if not started:
                yield piece
                yield from pieces
            return


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpacker(coding: str, first: bytes) -> Callable[[bytes], Iterator[bytes]] | None:
    if coding in ("gzip", "x-gzip"):
        return _inflate(zlib.MAX_WBITS | 16) if first.startswith(b"\x1f\x8b") else None
    if coding == "deflate":
        zlib_header = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
        return _inflate(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
    return _unbrotli() if coding == "br" else None


def _inflate(bits: int) -> Callable[[bytes], Iterator[bytes]]:
    inflater = zlib.decompressobj(bits)

    def unpack(data: bytes) -> Iterator[bytes]:
        while data and not inflater.eof:
            output = inflater.decompress(data, _MAX_OUTPUT)
            data = inflater.unconsumed_tail
            if output:
                yield output

    return unpack


def _unbrotli() -> Callable[[bytes], Iterator[bytes]]:
    decompressor = brotli.Decompressor()

    def unpack(data: bytes) -> Iterator[bytes]:
        output = decompressor.process(data, output_buffer_limit=_MAX_OUTPUT)
        if output:
            yield output
        while not decompressor.can_accept_more_data():
            output = decompressor.process(b"", output_buffer_limit=_MAX_OUTPUT)
            if not output:
                return
            yield output

    return unpack
