"""What a file is, judged by its content: which reader takes it, whether it is a medium, or why neither."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from firstseen.errors import RefusedError
from firstseen.intake.source import Reader, Source
from firstseen.media.signatures import EXAMINED_FORMATS, Kind, sniff

__all__ = ["is_general", "medium_kind", "objection", "reader_for", "seems_text"]

_MEDIA = frozenset({"picture", "video", "sound"})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x1b\x00")


def reader_for(source: Source, head: bytes, readers: Sequence[Reader], preferred: str | None = None) -> Reader | None:
    """The reader that takes the source; None for pictures, videos, sound and what no reader knows.

    A reader of a general shape stands back where one of a particular export fits; of two general ones the first
    takes it. `preferred` names the reader to take where it fits. Raises `RefusedError`, which asks, where two
    particular ones fit.
    """
    if not head or medium_kind(head) is not None:
        return None
    fitting = [reader for reader in readers if reader.fits(source, head)]
    chosen = next((reader for reader in fitting if reader.name == preferred), None)
    if chosen is not None or not fitting:
        return chosen
    particular = [reader for reader in fitting if not is_general(reader)]
    if len(particular) > 1:
        names = [f"{reader.name!r}" for reader in particular]
        raise RefusedError(
            source.name,
            f"could be {' or '.join(names)}; which is it? Add it again with --as {' or --as '.join(names)}",
        )
    return particular[0] if particular else fitting[0]


def is_general(reader: Reader) -> bool:
    """Whether the reader is one of a general shape (any table, any page, any zip)."""
    return bool(getattr(reader, "general", False))


def medium_kind(head: bytes) -> Kind | None:
    """The kind of a picture, video or sound; None for all else.

    Text in UTF-16 begins like a frame of MP3 and is told apart here.
    """
    kind = sniff(head)
    if kind is None or kind.medium not in _MEDIA:
        return None
    return None if head.startswith(_UTF16) and seems_text(head) else kind


def objection(head: bytes, size: int, tail: bytes = b"") -> str | None:
    """Why a file that no reader takes is refused, as a sentence that says what it is; None if it is a medium.

    `tail`, its last bytes, tells what has its mark there.
    """
    if size == 0:
        return "0 bytes: empty file"
    kind = medium_kind(head)
    if kind is None and not head.startswith(_UTF16):
        kind = sniff(head, tail)
    if kind is not None and kind.medium == "picture" and kind.format not in EXAMINED_FORMATS:
        return f"{kind.format}: this picture format is not examined; add a copy as PNG or JPEG beside it"
    if kind is not None:
        return None if kind.medium in _MEDIA else f"{kind.format}: no reader for it"
    return "text file: no reader for it" if seems_text(head) else "unknown kind of file: no reader for it"


def seems_text(head: bytes) -> bool:
    """Whether the bytes read as text in UTF-8, UTF-16 with its mark, or an 8-bit encoding."""
    if head.startswith(_UTF16):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "surrogateescape")
    text = text[:4096]
    if not text.strip():
        return False
    controls = sum(1 for character in text if character < " " and character not in _ALLOWED_CONTROLS)
    nothing = text.count("\x00")
    return controls * 50 <= len(text) and nothing * 50 <= len(text)
