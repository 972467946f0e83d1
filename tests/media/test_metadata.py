from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from tests.media.drawn import quarters, saved

from firstseen.media.metadata import read_metadata
from firstseen.media.said import MAX_TIMES, Said, together
from firstseen.model.time import StatedTime, TimeRole

PACKET = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2024-02-29T10:00:00Z" '
    b'xmp:CreatorTool="Editor 3"/></rdf:RDF></x:xmpmeta>'
)


def exif() -> Image.Exif:
    block = Image.Exif()
    block[0x0132] = "2024:02:29 11:22:33"
    block[0x010F] = "Apple"
    return block


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WebP", "TIFF", "AVIF"])
def test_blocks_are_found_in_each_format(format: str) -> None:
    options: dict[str, Any] = {"exif": exif(), "xmp": PACKET}
    if format == "PNG":
        chunks = PngImagePlugin.PngInfo()
        chunks.add_itxt("XML:com.adobe.xmp", PACKET.decode())
        options = {"exif": exif(), "pnginfo": chunks}
    elif format == "TIFF":
        with_packet = exif()
        with_packet[700] = PACKET
        options = {"exif": with_packet}
    metadata = read_metadata(saved(quarters(), format, **options), format)
    assert [(time.role, time.text) for time in metadata.times] == [
        (TimeRole.FILE_MODIFIED, "2024:02:29 11:22:33"),
        (TimeRole.FILE_CREATED, "2024-02-29T10:00:00Z"),
    ]
    assert metadata.device == "Apple"
    assert metadata.software == "Editor 3"
    assert metadata.content_credentials is None
    assert metadata.notes == ()


def test_text_of_a_png() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Creation Time", "Wed, 28 Feb 2024 10:11:12 +0200")
    chunks.add_text("Author", "Jane Doe")
    chunks.add_itxt("Description", "Міст")
    chunks.add_text("Software", "Screenshot")
    metadata = read_metadata(saved(quarters(), "PNG", pnginfo=chunks), "PNG")
    assert metadata.times == (
        StatedTime(TimeRole.FILE_CREATED, "Wed, 28 Feb 2024 10:11:12 +0200", "PNG Creation Time"),
    )
    assert (metadata.credit, metadata.caption, metadata.software) == ("Jane Doe", "Міст", "Screenshot")


def test_nothing_said_is_nothing() -> None:
    metadata = read_metadata(saved(quarters(), "BMP"), "BMP")
    assert metadata.times == ()
    assert (metadata.place, metadata.device, metadata.caption, metadata.credit) == (None, None, None, None)


def test_what_cannot_be_opened_is_a_note() -> None:
    assert read_metadata(b"%PDF-1.4", "JPEG").notes == (
        "No metadata could be read: files of this kind are not examined: PDF.",
    )


def test_blocks_are_put_together_without_repeats() -> None:
    first, second = Said(device="A", credit=["Jane"]), Said(device="B", credit=["jane", "AP"], position=(1.0, 2.0))
    for number in range(50):
        first.time(TimeRole.TAKEN, f"2024-01-{number}", "somewhere")
        second.time(TimeRole.TAKEN, f"2024-01-{number}", "somewhere")
    metadata = together([first, second])
    assert len(metadata.times) == MAX_TIMES
    assert (metadata.device, metadata.credit) == ("A", "Jane; AP")
    assert metadata.place is not None
    assert (metadata.place.latitude, metadata.place.longitude, metadata.place.words) == (1.0, 2.0, None)


def test_a_real_editors_file(real_inputs: Path) -> None:
    data = (real_inputs / "exif" / "jpg" / "Pentax_K10D.jpg").read_bytes()
    metadata = read_metadata(data, "JPEG")
    assert metadata.device == "PENTAX K10D"
    assert metadata.credit == "www.laitche.com; Laitche (This file is in the public domain.)"
    texts = {time.where: time.text for time in metadata.times}
    assert texts["EXIF DateTimeOriginal"] == "2008:05:04 16:47:24"
    assert texts["XMP xmp:CreateDate"] == "2008-05-10T20:55:15+09:00"


def test_metadata_never_fails_on_cut_files() -> None:
    whole = saved(quarters(), "JPEG", exif=exif(), xmp=PACKET)
    for length in range(0, len(whole), 7):
        metadata = read_metadata(whole[:length], "JPEG")
        assert all(note.endswith(".") for note in metadata.notes)
    assert Image.open(io.BytesIO(whole)).size == (64, 48)
