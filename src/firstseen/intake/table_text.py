"""The text of a table: its encoding, found from all of its bytes and not only the first."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from charset_normalizer import CharsetMatch, from_bytes

from firstseen.intake.source import Source

__all__ = ["Encoding", "encoding_of", "text_of"]

Encoding = tuple[str, str]
"""The name of an encoding, and what to do with bytes that do not fit it, as `open` takes them."""

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_NOTHING = 20
"""UTF-16 without a mark: at least one byte in so many is nothing (separators and digits alone make more), all of them
on one side of their pairs."""
_MOSTLY = 20
"""Text in which fewer than one in so many characters beyond ASCII breaks UTF-8 is UTF-8 with a few damaged bytes."""
_BY_MARK = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(stream: BinaryIO) -> Encoding:
    """The encoding of the whole stream, which is read once, in pieces.

    A mark at the beginning decides; then UTF-16 if bytes that are nothing stand on one side of their pairs; UTF-8 if
    all of it is; else the 8-bit encoding that charset-normalizer finds likeliest from the lines that are not ASCII.
    Bytes that do not fit are shown as `\\xff`, never dropped.
    """
    head = stream.read(4096)
    for mark, name in _BY_MARK:
        if head.startswith(mark):
            return name, "backslashreplace"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if (even + odd) * _NOTHING > len(head):
        if odd > even * 10:
            return "utf-16-le", "backslashreplace"
        if even > odd * 10:
            return "utf-16-be", "backslashreplace"
    stream.seek(0)
    sample = _beyond_ascii(stream)
    if sample is None:
        return "utf-8", "backslashreplace"
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") * _MOSTLY < sum(character > "\x7f" for character in text):
        return "utf-8", "backslashreplace"
    return _likeliest(sample), "backslashreplace"


def _likeliest(sample: bytes) -> str:
    """The likeliest 8-bit encoding. French and Spanish rank equally as Central European: then it is Western."""
    ranked = list(from_bytes(sample, threshold=0.5))
    equal = [match.encoding for match in ranked if _rank(match) == _rank(ranked[0])]
    if not equal or "cp1252" in equal:
        return "cp1252"
    return equal[0]


def _rank(match: CharsetMatch) -> tuple[float, float]:
    return match.chaos, match.coherence


def _beyond_ascii(stream: BinaryIO) -> bytes | None:
    """Lines that are not ASCII, up to a sample's size; None if the whole stream is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    sample = bytearray()
    valid = True
    while chunk := stream.read(_CHUNK):
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if not chunk.isascii() and len(sample) < _SAMPLE:
            for line in chunk.splitlines(keepends=True):
                if not line.isascii() and len(sample) < _SAMPLE:
                    sample += line[:4096]
        if not valid and len(sample) >= _SAMPLE:
            break
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return None if valid else bytes(sample)


@contextmanager
def text_of(source: Source, encoding: Encoding) -> Iterator[io.TextIOWrapper]:
    """The source as text, its ends of line as they are."""
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding[0], encoding[1], newline="")
        try:
            yield text
        finally:
            text.detach()
