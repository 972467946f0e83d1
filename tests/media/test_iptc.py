from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageFile, IptcImagePlugin
from tests.media.drawn import quarters, saved

from firstseen.media.iptc import iptc_said
from firstseen.media.metadata import read_metadata
from firstseen.model.time import TimeRole


def jpeg(*records: tuple[int, bytes]) -> bytes:
    """A JPEG whose APP13 segment holds the records of application record 2."""
    block = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text for number, text in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    body = b"Photoshop 3.0\0" + resource
    plain = saved(quarters(), "JPEG")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def test_an_agencys_block() -> None:
    metadata = read_metadata(
        jpeg(
            (55, b"20240228"), (60, b"101112+0200"), (62, b"20240229"), (65, b"Editor"), (70, b"3"), (80, b"Jane Doe"),
            (90, b"Novy Brod"), (101, b"Nowhere"), (110, b"Agency"), (120, "Річка".encode()),
        ),
        "JPEG",
    )  # fmt: skip
    assert [(time.role, time.text, time.zone) for time in metadata.times] == [
        (TimeRole.TAKEN, "20240228T101112", "+02:00"),
        (TimeRole.FILE_CREATED, "20240229", None),
    ]
    assert metadata.times[0].where == "IPTC DateCreated (2:55) and TimeCreated (2:60)"
    assert metadata.credit == "Jane Doe; Agency"
    assert metadata.caption == "Річка"
    assert metadata.software == "Editor 3"
    assert metadata.place is not None
    assert metadata.place.words == "Novy Brod, Nowhere"
    assert metadata.place.latitude is None


def test_a_time_of_no_known_shape_leaves_the_day() -> None:
    [time] = read_metadata(jpeg((55, b"20240228"), (60, b"noon")), "JPEG").times
    assert (time.text, time.zone) == ("20240228", None)


def test_repeats_are_bounded() -> None:
    metadata = read_metadata(jpeg(*[(80, f"Author {n}".encode()) for n in range(50)]), "JPEG")
    assert metadata.credit is not None
    assert len(metadata.credit.split("; ")) == 8


def test_damage_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(image: ImageFile.ImageFile) -> None:
        raise SyntaxError("invalid IPTC/NAA file")

    monkeypatch.setattr(IptcImagePlugin, "getiptcinfo", broken)
    opened = Image.open(io.BytesIO(saved(quarters(), "JPEG")))
    assert isinstance(opened, ImageFile.ImageFile)
    assert iptc_said(opened).notes == ["Its IPTC data is damaged and could not be read."]
