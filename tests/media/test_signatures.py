from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.media.drawn import quarters, saved

from firstseen.media.signatures import EXAMINED_FORMATS, sniff


def box(brand: bytes, *compatible: bytes) -> bytes:
    body = b"ftyp" + brand + b"\0\0\0\0" + b"".join(compatible)
    return (len(body) + 4).to_bytes(4, "big") + body + b"\0" * 40


KNOWN = [
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", "picture"),
    (b"\x89PNG\r\n\x1a\n", "PNG", "picture"),
    (b"GIF89a", "GIF", "picture"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "WebP", "picture"),
    (b"RIFF\0\0\0\0WAVEfmt ", "WAV", "sound"),
    (b"RIFF\0\0\0\0AVI LIST", "AVI", "video"),
    (b"II*\0", "TIFF", "picture"),
    (b"MM\0*", "TIFF", "picture"),
    (b"BM" + bytes(12) + b"\x28\0\0\0", "BMP", "picture"),
    (box(b"avif", b"mif1"), "AVIF", "picture"),
    (box(b"mif1", b"mif1", b"avif"), "AVIF", "picture"),
    (box(b"heic", b"mif1"), "HEIC", "picture"),
    (box(b"mif1", b"heic"), "HEIC", "picture"),
    (box(b"isom", b"mp42"), "MP4", "video"),
    (box(b"qt  "), "QuickTime", "video"),
    (box(b"3gp5"), "3GP", "video"),
    (box(b"M4A "), "M4A", "sound"),
    (b"\0\0\0\x08wide\0\0\0\0mdat", "QuickTime", "video"),
    (b"8BPS\0\1", "Photoshop document", "picture"),
    (b"\0\0\1\0\1\0\x10\x10", "Windows icon", "picture"),
    (b"\0\0\2\0\1\0\x10\x10", "Windows cursor", "picture"),
    (b"DDS |\0\0\0", "DirectDraw surface", "picture"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000", "picture"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL", "picture"),
    (b"%!PS-Adobe-3.0 EPSF", "PostScript", "document"),
    (b"\x80\0\0\0\x11\xaf" + bytes(122), "FLI animation", "video"),
    (b"\x01\xda\x01\x01", "SGI picture", "picture"),
    (b"\x0a\x05\x01\x08" + bytes(124), "PCX", "picture"),
    (b"P6\n3 4\n255\n", "portable anymap", "picture"),
    (b"icns\0\0", "Apple icon", "picture"),
    (b"SIMPLE  =                    T", "FITS", "picture"),
    (b"<?xml version='1.0'?>\n<!-- a map -->\n<svg xmlns='x'>", "SVG", "page"),
    (b"\xef\xbb\xbf  <!DOCTYPE html>\n<html lang='uk'>", "HTML", "page"),
    (b"<?xml version='1.0'?><kml>", "XML", "document"),
    (b"%PDF-1.7", "PDF", "document"),
    (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "Word document", "document"),
    (b"PK\x03\x04" + bytes(26) + b"posts/1.jpg", "zip archive", "archive"),
    (b"PK\x05\x06" + bytes(18), "zip archive", "archive"),
    (b"\x1f\x8b\x08", "gzip", "archive"),
    (bytes(257) + b"ustar\x0000", "tar archive", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive", "archive"),
    (b"Rar!\x1a\x07\x01\0", "RAR archive", "archive"),
    (b"\x1aE\xdf\xa3" + bytes(20) + b"webm", "WebM", "video"),
    (b"\x1aE\xdf\xa3" + bytes(20) + b"matroska", "Matroska", "video"),
    ((b"G" + bytes(187)) * 3, "MPEG transport stream", "video"),
    (b"ID3\x04\0\0", "MP3", "sound"),
    (b"\xff\xfb\x90\x64", "MP3", "sound"),
    (b"\xff\xf1\x50\x80", "AAC", "sound"),
    (b"OggS\0\2", "Ogg", "sound"),
    (b"fLaC\0\0", "FLAC", "sound"),
    (b"#!AMR\n", "AMR", "sound"),
    (b"SQLite format 3\0", "SQLite database", "data"),
]


@pytest.mark.parametrize(("head", "format", "medium"), KNOWN, ids=[f"{known[1]}-{n}" for n, known in enumerate(KNOWN)])
def test_kinds_are_told_by_their_beginning(head: bytes, format: str, medium: str) -> None:
    kind = sniff(head)
    assert kind is not None
    assert (kind.format, kind.medium) == (format, medium)


@pytest.mark.parametrize(
    "head",
    [b"", b"BM", b"BM is a word that begins a letter", b"RIFF\0\0\0\0ODD!", b"words", b"\xff", b"\xff\xff\xff\xff",
     b"\0\0\2\0" + bytes(14), b"<3 that", b"G" * 10],
)  # fmt: skip
def test_what_tells_nothing(head: bytes) -> None:
    assert sniff(head) is None


def test_a_tga_is_told_by_its_end() -> None:
    data = saved(quarters(), "TGA")
    assert sniff(data[:4096]) is None
    kind = sniff(data[:4096], data[-26:])
    assert kind is not None
    assert kind.format == "TGA"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WebP", "GIF", "TIFF", "BMP", "AVIF"])
def test_what_is_written_is_told(format: str) -> None:
    kind = sniff(saved(quarters(), format))
    assert kind is not None
    assert kind.format == format
    assert kind.format in EXAMINED_FORMATS
    assert kind.mime == Image.MIME[format.upper()]


@given(st.binary(max_size=600))
def test_any_bytes_give_a_kind_or_none(head: bytes) -> None:
    kind = sniff(head)
    assert kind is None or kind.mime.count("/") == 1


def test_real_files(real_inputs: Path) -> None:
    expected = {"videos": "MP4", "exif/jpg": "JPEG", "pages": "HTML"}
    for folder, format in expected.items():
        for path in (real_inputs / folder).rglob("*.*"):
            if path.suffix in (".mp4", ".jpg", ".html"):
                with path.open("rb") as stream:
                    kind = sniff(stream.read(4096))
                assert kind is not None, path
                assert kind.format == format, path
