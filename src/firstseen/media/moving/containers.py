"""Opening a video or sound: its kind judged by its bytes, its demuxer named, so that FFmpeg never guesses one.

Nothing but the bytes given is ever read: a list of other files (HLS, concat) is no kind that is opened, references
into other files are not followed, and no protocol is allowed.
"""

from __future__ import annotations

import logging
from typing import Any, BinaryIO, Final

import av
from av.error import FFmpegError

from firstseen.errors import RefusedError
from firstseen.media.moving.limits import MovingLimits
from firstseen.media.signatures import HEAD_BYTES, Kind, sniff

__all__ = ["MOVING_FORMATS", "cut_off", "moving_kind", "open_container", "why"]

_MOV: Final = "mov,mp4,m4a,3gp,3g2,mj2"
_DEMUXERS: Final = {
    "MP4": "mov",
    "QuickTime": "mov",
    "3GP": "mov",
    "M4A": "mov",
    "WebM": "matroska",
    "Matroska": "matroska",
    "AVI": "avi",
    "MPEG transport stream": "mpegts",
    "MPEG video": "mpeg",
    "Flash video": "flv",
    "Windows Media": "asf",
    "MP3": "mp3",
    "AAC": "aac",
    "WAV": "wav",
    "AMR": "amr",
    "FLAC": "flac",
    "Ogg": "ogg",
    "Core Audio": "caf",
}
MOVING_FORMATS: Final = frozenset(_DEMUXERS)
"""Kinds of video and sound that are opened, by the names of `firstseen.media.signatures`."""

_ID3_HEADER: Final = 10
_MOST_BOXES: Final = 200

logging.getLogger("libav").setLevel(logging.CRITICAL + 1)


_BUFFER: Final = 256 * 1024


def _nothing_else(url: str, flags: int, options: dict[str, str]) -> Any:
    """A file that names another one asks for it here, and does not get it."""
    raise PermissionError


class _Bytes:
    """The opened file as PyAV may see it: to be read and sought in, without a name."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def moving_kind(stream: BinaryIO) -> Kind | None:
    """The kind of a video or sound that can be opened, None for anything else; the stream is at its start after."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    kind = sniff(head)
    stream.seek(0)
    return kind if kind is not None and kind.format in MOVING_FORMATS else None


def open_container(stream: BinaryIO, kind: Kind, limits: MovingLimits) -> Any:
    """The opened container (`av.container.InputContainer`); raises `RefusedError` with a plain reason."""
    demuxer = _demuxer(stream, kind)
    options = {
        "protocol_whitelist": "none",
        "format_whitelist": _MOV if demuxer == "mov" else demuxer,
        "max_pixels": str(limits.max_pixels),
        "fflags": "+genpts",
    }
    try:
        return av.open(
            _Bytes(stream),
            format=demuxer,
            options=options,
            metadata_errors="replace",
            buffer_size=_BUFFER,
            io_open=_nothing_else,
        )
    except (FFmpegError, ValueError, OSError) as error:
        raise RefusedError("", _why_not_opened(stream, kind, demuxer)) from error


def why(error: BaseException) -> str:
    """A plain clause for what FFmpeg could not do."""
    words = str(error).lower()
    if isinstance(error, EOFError) or "end of file" in words:
        return "the file ends there"
    if "not implemented" in words or "not found" in words or "patchwelcome" in words:
        return "it is written in a way that cannot be read"
    return "its data is damaged"


def cut_off(stream: BinaryIO, kind: Kind) -> str | None:
    """That a file in RIFF (AVI, WAV) ends before the length that it states at its beginning; None where it does not.

    FFmpeg reads such files to their end and says nothing. Moves the stream.
    """
    if kind.format not in ("AVI", "WAV"):
        return None
    stream.seek(4)
    stated = int.from_bytes(stream.read(4), "little") + 8
    stream.seek(0, 2)
    size = stream.tell()
    # Recorders that cannot go back write nothing, or the largest number there is.
    if size >= stated or stated >= 0xFFFFFF00:
        return None
    return f"It states {stated:,} bytes and has {size:,}: the file was cut off."


def _demuxer(stream: BinaryIO, kind: Kind) -> str:
    if kind.format == "MPEG video":
        stream.seek(3)
        mark = stream.read(1)
        stream.seek(0)
        return "mpegvideo" if mark == b"\xb3" else "mpeg"
    if kind.format == "MP3":
        return _behind_id3(stream)
    return _DEMUXERS[kind.format]


def _behind_id3(stream: BinaryIO) -> str:
    """An ID3 tag may stand before AAC and FLAC too; its length is written seven bits a byte (ID3v2.4, 3.1)."""
    stream.seek(0)
    head = stream.read(_ID3_HEADER)
    demuxer = "mp3"
    if head.startswith(b"ID3") and len(head) == _ID3_HEADER:
        length = sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
        stream.seek(_ID3_HEADER + length)
        after = sniff(stream.read(64))
        if after is not None and after.format in ("AAC", "FLAC"):
            demuxer = _DEMUXERS[after.format]
    stream.seek(0)
    return demuxer


def _why_not_opened(stream: BinaryIO, kind: Kind, demuxer: str) -> str:
    begins = f"it begins like {kind.format} but cannot be opened"
    if demuxer == "mov":
        names, cut = _boxes(stream)
        if b"moov" not in names:
            # ISO/IEC 14496-12: the movie box says where every frame is; cameras write it last.
            reason = "the file was cut off before it" if cut or b"mdat" in names else "it is not there"
            return f"{begins}: of the index (moov) that says where its frames are, {reason}"
        if cut:
            return f"{begins}: the file was cut off within its index (moov)"
    return f"{begins}: its beginning is damaged"


def _boxes(stream: BinaryIO) -> tuple[list[bytes], bool]:
    """The names of the boxes at the top of an ISO base media file, and whether the last one is cut off."""
    stream.seek(0, 2)
    size = stream.tell()
    names: list[bytes] = []
    at = 0
    while at + 8 <= size and len(names) < _MOST_BOXES:
        stream.seek(at)
        head = stream.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        names.append(head[4:8])
        if length == 0:
            return names, False
        if length < 8:
            return names, True
        at += length
    return names, at > size
