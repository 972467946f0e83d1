"""What kind of file this is, judged by its first bytes and never by its name. Pure and quick: safe in any process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["EXAMINED_FORMATS", "HEAD_BYTES", "Kind", "sniff"]

HEAD_BYTES: Final = 4096
"""How much of a file's beginning decides. Only tar (at 257), web pages and Matroska's type need more than 64."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `medium` is "picture", "video", "sound", "document", "page", "archive" or "data"."""

    format: str
    mime: str
    medium: str


_JPEG = Kind("JPEG", "image/jpeg", "picture")
_AVIF = Kind("AVIF", "image/avif", "picture")
_HEIC = Kind("HEIC", "image/heic", "picture")
_MP4 = Kind("MP4", "video/mp4", "video")
_MOV = Kind("QuickTime", "video/quicktime", "video")
_3GP = Kind("3GP", "video/3gpp", "video")
_M4A = Kind("M4A", "audio/mp4", "sound")
_AAC = Kind("AAC", "audio/aac", "sound")
_MP3 = Kind("MP3", "audio/mpeg", "sound")
_OGG = Kind("Ogg", "audio/ogg", "sound")
_SVG = Kind("SVG", "image/svg+xml", "page")
_HTML = Kind("HTML", "text/html", "page")
_ZIP = Kind("zip archive", "application/zip", "archive")

EXAMINED_FORMATS: Final = frozenset({"JPEG", "PNG", "WebP", "GIF", "TIFF", "BMP", "AVIF", "HEIC"})
"""Picture formats that are examined; HEIC only where the extra "heic" is installed."""

_PLAIN: Final = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind("PNG", "image/png", "picture")),
    (b"GIF87a", Kind("GIF", "image/gif", "picture")),
    (b"GIF89a", Kind("GIF", "image/gif", "picture")),
    (b"II*\x00", Kind("TIFF", "image/tiff", "picture")),
    (b"MM\x00*", Kind("TIFF", "image/tiff", "picture")),
    (b"II+\x00", Kind("TIFF", "image/tiff", "picture")),
    (b"MM\x00+", Kind("TIFF", "image/tiff", "picture")),
    (b"8BPS", Kind("Photoshop document", "image/vnd.adobe.photoshop", "picture")),
    (b"DDS ", Kind("DirectDraw surface", "image/vnd-ms.dds", "picture")),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Kind("JPEG 2000", "image/jp2", "picture")),
    (b"\xff\x4f\xff\x51", Kind("JPEG 2000", "image/j2c", "picture")),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", Kind("JPEG XL", "image/jxl", "picture")),
    (b"\xff\x0a", Kind("JPEG XL", "image/jxl", "picture")),
    (b"%!PS-Adobe", Kind("PostScript", "application/postscript", "document")),
    (b"\xc5\xd0\xd3\xc6", Kind("PostScript", "application/postscript", "document")),
    (b"\x01\xda", Kind("SGI picture", "image/sgi", "picture")),
    (b"icns", Kind("Apple icon", "image/icns", "picture")),
    (b"SIMPLE  =", Kind("FITS", "image/fits", "picture")),
    (b"v/1\x01", Kind("OpenEXR", "image/x-exr", "picture")),
    (b"#?RADIANCE", Kind("Radiance picture", "image/vnd.radiance", "picture")),
    (b"qoif", Kind("QOI", "image/qoi", "picture")),
    (b"gimp xcf", Kind("GIMP picture", "image/x-xcf", "picture")),
    (b"FUJIFILMCCD-RAW", Kind("Fujifilm raw picture", "image/x-fuji-raf", "picture")),
    (b"IIRO", Kind("Olympus raw picture", "image/x-olympus-orf", "picture")),
    (b"IIU\x00", Kind("Panasonic raw picture", "image/x-panasonic-rw2", "picture")),
    (b"\xd7\xcd\xc6\x9a", Kind("Windows metafile", "image/wmf", "picture")),
    (b"%PDF-", Kind("PDF", "application/pdf", "document")),
    (b"{\\rtf", Kind("RTF", "application/rtf", "document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("old Office document", "application/x-ole-storage", "document")),
    (b"SQLite format 3\x00", Kind("SQLite database", "application/vnd.sqlite3", "data")),
    (b"\x1f\x8b", Kind("gzip", "application/gzip", "archive")),
    (b"BZh", Kind("bzip2", "application/x-bzip2", "archive")),
    (b"\xfd7zXZ\x00", Kind("xz", "application/x-xz", "archive")),
    (b"\x28\xb5\x2f\xfd", Kind("Zstandard", "application/zstd", "archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("7z archive", "application/x-7z-compressed", "archive")),
    (b"Rar!\x1a\x07", Kind("RAR archive", "application/vnd.rar", "archive")),
    (b"WARC/", Kind("WARC", "application/warc", "archive")),
    (b"FLV\x01", Kind("Flash video", "video/x-flv", "video")),
    (b"\x00\x00\x01\xba", Kind("MPEG video", "video/mpeg", "video")),
    (b"\x00\x00\x01\xb3", Kind("MPEG video", "video/mpeg", "video")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind("Windows Media", "video/x-ms-asf", "video")),
    (b"ID3", _MP3),
    (b"OggS", _OGG),
    (b"fLaC", Kind("FLAC", "audio/flac", "sound")),
    (b"#!AMR", Kind("AMR", "audio/amr", "sound")),
    (b"MThd", Kind("MIDI", "audio/midi", "sound")),
    (b"caff", Kind("Core Audio", "audio/x-caf", "sound")),
    (b"\x7fELF", Kind("program", "application/x-executable", "data")),
)
"""Beginnings that decide alone, in the order they are tried."""

_RIFF: Final = {
    b"WEBP": Kind("WebP", "image/webp", "picture"),
    b"AVI ": Kind("AVI", "video/x-msvideo", "video"),
    b"WAVE": Kind("WAV", "audio/wav", "sound"),
    b"ACON": Kind("Windows cursor", "application/x-navi-animation", "picture"),
}

_BRANDS: Final = {
    **dict.fromkeys((b"avif", b"avis"), _AVIF),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"), _HEIC),
    **dict.fromkeys((b"mif1", b"msf1"), _HEIC),
    b"crx ": Kind("Canon raw picture", "image/x-canon-cr3", "picture"),
    b"qt  ": _MOV,
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), _M4A),
}

_WORDS_IN_ZIP: Final = (
    (
        b"word/",
        Kind("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
    ),
    (b"xl/", Kind("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document")),
    (
        b"ppt/",
        Kind(
            "PowerPoint slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "document"
        ),
    ),
    (
        b"mimetypeapplication/vnd.oasis.opendocument",
        Kind("OpenDocument", "application/vnd.oasis.opendocument", "document"),
    ),
    (b"mimetypeapplication/epub+zip", Kind("EPUB", "application/epub+zip", "document")),
)

_PAGE_START: Final = re.compile(rb"(?:<!--.*?-->|<\?xml[^>]*>|<!doctype[^>]*>|\s)*<([a-z:]+)", re.I | re.S)
_TRANSPORT: Final = Kind("MPEG transport stream", "video/mp2t", "video")
_PACKETS: Final = (188, 192, 204)
"""Bytes from one packet to the next: ISO/IEC 13818-1; with the time that camcorders put before each; with checksums."""
_IN_A_ROW: Final = 8
"""Packets that must begin with the sign of a packet where the stream does not begin with one."""
_PORTABLE: Final = re.compile(rb"P[1-7Ff][\s#]")
_TGA_FOOTER: Final = b"TRUEVISION-XFILE.\x00"
_TGA: Final = Kind("TGA", "image/x-tga", "picture")


def sniff(head: bytes, tail: bytes = b"") -> Kind | None:
    """The kind of a file from its first `HEAD_BYTES` bytes; None when they tell nothing.

    `tail`, its last 26 bytes, is only needed for TGA, which has no mark at its beginning.
    """
    for start, kind in _PLAIN:
        if head.startswith(start):
            return kind
    if head[4:8] == b"ftyp":
        return _base_media(head)
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for word, kind in _WORDS_IN_ZIP if word in head), _ZIP)
    found = _structured(head) or _page(head) or (_TGA if tail.endswith(_TGA_FOOTER) else None)
    return found or (_TRANSPORT if _is_cut_transport(head) else None)


def _is_cut_transport(head: bytes) -> bool:
    """Whether a transport stream begins in the middle of a packet, as a recording that was cut does."""
    for step in _PACKETS:
        for first in range(step):
            marks = head[first::step]
            if len(marks) >= _IN_A_ROW and not marks.strip(b"G"):
                return True
    return False


def _base_media(head: bytes) -> Kind:
    """ISO/IEC 14496-12: the major brand decides, then the compatible ones."""
    length = min(int.from_bytes(head[:4], "big"), len(head), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    if brands[0] in (b"mif1", b"msf1") and any(brand in (b"avif", b"avis") for brand in brands):
        return _AVIF
    if brands[0][:3] in (b"3gp", b"3g2"):
        return _3GP
    return _BRANDS.get(brands[0], _MP4)


def _structured(head: bytes) -> Kind | None:
    """Kinds whose mark is short or not at the beginning, so that a second sign is asked for."""
    kind = None
    if head.startswith(b"BM") and len(head) >= 18 and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        kind = Kind("BMP", "image/bmp", "picture")
    elif head[:4] in _ICONS and head[4:6] != b"\x00\x00":
        # A TGA picture begins with the same four bytes, and zeros after them.
        kind = _ICONS[head[:4]]
    elif head.startswith(b"\x1aE\xdf\xa3"):
        web = b"webm" in head[:64]
        kind = Kind("WebM", "video/webm", "video") if web else Kind("Matroska", "video/x-matroska", "video")
    elif head[:1] == b"G" and len(head) > 376 and head[188:189] == b"G" and head[376:377] == b"G":
        kind = _TRANSPORT
    elif head[257:262] == b"ustar":
        kind = Kind("tar archive", "application/x-tar", "archive")
    elif head[4:6] in (b"\x11\xaf", b"\x12\xaf") and len(head) >= 128:
        kind = Kind("FLI animation", "video/x-fli", "video")
    elif head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        kind = _MOV
    elif head[:1] == b"\x0a" and len(head) >= 128 and head[1] <= 5 and head[2] <= 1 and head[3] in (1, 2, 4, 8):
        kind = Kind("PCX", "image/x-pcx", "picture")
    elif _PORTABLE.match(head):
        kind = Kind("portable anymap", "image/x-portable-anymap", "picture")
    elif head[:1] == b"\xff" and len(head) >= 2 and head[1] & 0xF6 == 0xF0:
        kind = _AAC
    elif head[:1] == b"\xff" and len(head) >= 3 and head[1] & 0xE0 == 0xE0 and _mpeg_frame(head):
        kind = _MP3
    return kind


_ICONS: Final = {
    b"\x00\x00\x01\x00": Kind("Windows icon", "image/vnd.microsoft.icon", "picture"),
    b"\x00\x00\x02\x00": Kind("Windows cursor", "image/x-win-bitmap", "picture"),
}
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})


def _mpeg_frame(head: bytes) -> bool:
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer != 0 and bitrate not in (0, 15) and rate != 3


def _page(head: bytes) -> Kind | None:
    start = _PAGE_START.match(head.removeprefix(b"\xef\xbb\xbf")[:HEAD_BYTES])
    if start is None:
        return None
    name = start[1].lower()
    if name in (b"svg", b"svg:svg"):
        return _SVG
    if name in (b"html", b"head", b"body", b"title", b"meta", b"script", b"div", b"p", b"table"):
        return _HTML
    return Kind("XML", "application/xml", "document") if head.lstrip().startswith(b"<?xml") else None
