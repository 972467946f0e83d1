"""EXIF as written by these tests, and as real cameras wrote it (answers read from the files by hand)."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from tests.media.drawn import quarters, saved

from firstseen.media.exif import device_name, exif_said
from firstseen.media.metadata import read_metadata
from firstseen.media.said import Said
from firstseen.model.time import StatedTime, TimeRole

EXIF, GPS = 0x8769, 0x8825


def said(base: dict[int, Any], exif: dict[int, Any] | None = None, gps: dict[int, Any] | None = None) -> Said:
    block = Image.Exif()
    block.update(base)
    if exif:
        block[EXIF] = exif
    if gps:
        block[GPS] = gps
    return exif_said(Image.open(io.BytesIO(saved(quarters(), "JPEG", exif=block))))


def test_times_with_their_zones() -> None:
    found = said(
        {0x0132: "2024:02:29 23:59:59", 0x9010: "+02:00"},
        {
            0x9003: "2024:02:28 10:11:12", 0x9011: "-05:30", 0x9291: "123",
            0x9004: "2024:02:28 10:11:13", 0x9012: "   :  ", 0x9292: "000",
        },
    )  # fmt: skip
    assert found.times == [
        StatedTime(TimeRole.TAKEN, "2024:02:28 10:11:12.123", "EXIF DateTimeOriginal", "-05:30"),
        StatedTime(TimeRole.FILE_CREATED, "2024:02:28 10:11:13", "EXIF DateTimeDigitized", None),
        StatedTime(TimeRole.FILE_MODIFIED, "2024:02:29 23:59:59", "EXIF DateTime", "+02:00"),
    ]


@pytest.mark.parametrize("empty", ["0000:00:00 00:00:00", "    :  :     :  :  ", "", "\0"])
def test_empty_times_are_none(empty: str) -> None:
    assert said({0x0132: empty}, {0x9003: empty}).times == []


def place(latitude: Any, north: str, longitude: Any, east: str) -> Said:
    return said({}, {}, {1: north, 2: latitude, 3: east, 4: longitude})


def test_positions() -> None:
    assert place((48.0, 51.0, 29.6), "N", (2.0, 17.0, 40.2), "E").position == (48.8582222, 2.2945)
    assert place((33.0, 51.5, 0.0), "S", (151.0, 12.6, 0.0), "W").position == (-33.8583333, -151.21)


def test_positions_that_are_none() -> None:
    nowhere = place((0.0, 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E")
    assert nowhere.position is None
    assert nowhere.notes == ["It states the position 0, 0, which devices without a position write; it was left out."]
    beyond = place((120.0, 0.0, 0.0), "N", (10.0, 0.0, 0.0), "E")
    assert beyond.position is None
    assert beyond.notes == ["It states a position that is not on Earth, which was left out."]
    nothing = IFDRational(0, 0)
    assert place((nothing, nothing, nothing), "N", (10.0, 0.0, 0.0), "E").position is None
    assert place((48.0, nothing, nothing), "N", (10.0, 30.0, nothing), "E").position == (48.0, 10.5)
    assert place((1.0, 2.0, 3.0, 4.0), "N", (10.0, 0.0, 0.0), "E").position is None


def test_the_satellites_time_is_utc() -> None:
    found = said({}, {}, {7: (14.0, 27.0, 7.24), 29: "2008:10:23"})
    where = "EXIF GPSDateStamp and GPSTimeStamp"
    assert found.times == [StatedTime(TimeRole.TAKEN, "2008:10:23 14:27:07", where, "+00:00")]
    assert said({}, {}, {7: (25.0, 0.0, 0.0), 29: "2008:10:23"}).times == []
    assert said({}, {}, {7: (math.inf, 0.0, 0.0), 29: "2008:10:23"}).times == []


def test_words() -> None:
    found = said(
        {
            0x010E: "A flood in Novy Brod", 0x010F: "Canon", 0x0110: "Canon EOS R5", 0x0131: "Editor 3",
            0x013B: "Jane Doe", 0x8298: "Jane Doe\0Agency", 0x9C9B: "Título".encode("utf-16-le"),
        },
        {0x9286: b"UNICODE\0" + "коментар".encode("utf-16")},
    )  # fmt: skip
    assert found.device == "Canon EOS R5"
    assert found.software == ["Editor 3"]
    assert [words for words in found.credit if words] == ["Jane Doe", "Jane Doe; Agency"]
    assert found.caption == ["A flood in Novy Brod", "Título", "коментар"]


@pytest.mark.parametrize("own", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "SANYO DIGITAL CAMERA"])
def test_a_cameras_own_caption_is_none(own: str) -> None:
    assert said({0x010E: own}).caption == []


@pytest.mark.parametrize("comment", [b"ASCII\0\0\0", b"ODDCODE\0words", b"\0" * 8, b"x"])
def test_comments_without_words(comment: bytes) -> None:
    assert said({}, {0x9286: comment}).caption == []


def test_a_comment_of_unnamed_code_is_read_as_it_is() -> None:
    assert said({}, {0x9286: b"\0" * 8 + b"on the bridge"}).caption == ["on the bridge"]


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [("NIKON CORPORATION", "NIKON D70", "NIKON D70"), ("Apple", "iPhone 13", "Apple iPhone 13"), (None, "X100", "X100"),
     ("Google", None, "Google"), (None, None, None)],
)  # fmt: skip
def test_device_names(make: str | None, model: str | None, name: str | None) -> None:
    assert device_name(make, model) == name


def test_damage_is_a_note() -> None:
    class Broken:
        def getexif(self) -> None:
            raise SyntaxError("not a TIFF file")

    found = exif_said(Broken())  # type: ignore[arg-type]
    assert found.notes == ["Its EXIF data is damaged and could not be read."]
    assert found.times == []


def test_a_damaged_part_is_a_note() -> None:
    class Halved(dict[int, Any]):
        def getexif(self) -> Halved:
            return self

        def get_ifd(self, which: int) -> None:
            raise ValueError("offset beyond the end")

    found = exif_said(Halved({0x0131: "Editor 3"}))  # type: ignore[arg-type]
    assert found.notes[0] == "A part of its EXIF data is damaged and could not be read."
    assert found.software == ["Editor 3"]


def test_a_real_camera_with_a_position(real_inputs: Path) -> None:
    metadata = read_metadata((real_inputs / "exif" / "jpg" / "gps" / "DSCN0010.jpg").read_bytes(), "JPEG")
    assert metadata.device == "NIKON COOLPIX P6000"
    assert metadata.software == "Nikon Transfer 1.1 W"
    assert [(time.role, time.text, time.zone) for time in metadata.times] == [
        (TimeRole.TAKEN, "2008:10:22 16:28:39", None),
        (TimeRole.FILE_CREATED, "2008:10:22 16:28:39", None),
        (TimeRole.FILE_MODIFIED, "2008:11:01 21:15:07", None),
        (TimeRole.TAKEN, "2008:10:23 14:27:07", "+00:00"),
    ]
    assert metadata.place is not None
    assert metadata.place.latitude == pytest.approx(43.467448, abs=1e-6)
    assert metadata.place.longitude == pytest.approx(11.885127, abs=1e-6)


def test_every_real_sample_is_read(real_inputs: Path) -> None:
    paths = sorted((real_inputs / "exif").rglob("*.jpg"))
    assert len(paths) > 60
    dated = 0
    for path in paths:
        metadata = read_metadata(path.read_bytes(), "JPEG")
        dated += bool(metadata.times)
        assert not any("No metadata" in note for note in metadata.notes), path
    assert dated >= 50
