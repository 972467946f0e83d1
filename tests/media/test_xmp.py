from __future__ import annotations

import pytest

from firstseen.media.xmp import MAX_PACKET_BYTES, xmp_said
from firstseen.model.time import StatedTime, TimeRole

NAMES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def packet(attributes: str = "", elements: str = "", before: str = "") -> str:
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {NAMES}><rdf:Description rdf:about="" {attributes}>{elements}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    )


def test_times_as_attributes_and_as_elements() -> None:
    said = xmp_said(
        packet(
            'xmp:CreateDate="2024-02-29T10:00:00+02:00" xmp:ModifyDate="2024-03-01"',
            "<photoshop:DateCreated>2024-02-28T09:00:00Z</photoshop:DateCreated>"
            "<xmp:MetadataDate>0000-00-00</xmp:MetadataDate>"
            "<exif:DateTimeOriginal>2024-02-28T11:00:00.5+02:00</exif:DateTimeOriginal>",
        )
    )
    assert said.times == [
        StatedTime(TimeRole.TAKEN, "2024-02-28T11:00:00.5+02:00", "XMP exif:DateTimeOriginal"),
        StatedTime(TimeRole.TAKEN, "2024-02-28T09:00:00Z", "XMP photoshop:DateCreated"),
        StatedTime(TimeRole.FILE_CREATED, "2024-02-29T10:00:00+02:00", "XMP xmp:CreateDate"),
        StatedTime(TimeRole.FILE_MODIFIED, "2024-03-01", "XMP xmp:ModifyDate"),
    ]


def test_words_and_place() -> None:
    said = xmp_said(
        packet(
            'photoshop:Credit="Agency" photoshop:City="Novy Brod" photoshop:Country="Nowhere" '
            'Iptc4xmpCore:Location="Old bridge" xmp:CreatorTool="Editor 3" tiff:Make="Apple" tiff:Model="iPhone 13"',
            "<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>John Roe</rdf:li></rdf:Seq></dc:creator>"
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The bridge &amp; the flood</rdf:li></rdf:Alt>'
            "</dc:description><dc:rights><rdf:Alt><rdf:li>(c) Agency</rdf:li></rdf:Alt></dc:rights>",
        )
    )
    assert said.credit == ["Jane Doe", "John Roe", "Agency", "(c) Agency"]
    assert said.caption == ["The bridge & the flood"]
    assert [words for words in said.places if words] == ["Old bridge", "Novy Brod", "Nowhere"]
    assert said.software == ["Editor 3", None]
    assert said.device == "Apple iPhone 13"


@pytest.mark.parametrize(
    "written",
    [
        'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"',
        'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/"',
        'Iptc4xmpExt:DigitalSourceType="trainedAlgorithmicMedia"',
    ],
)
def test_the_digital_source_type_is_its_term(written: str) -> None:
    assert xmp_said(packet(written)).digital_source_type == "trainedAlgorithmicMedia"


def test_the_digital_source_type_as_a_resource() -> None:
    uri = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    assert xmp_said(packet("", f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{uri}"/>')).digital_source_type == (
        "digitalCapture"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "position"),
    [("54,59.3800N", "1,54.8500W", (54.9896667, -1.9141667)), ("33,51,30S", "151,12,36E", (-33.8583333, 151.21)),
     ("54.9896", "1.9", None), ("95,0N", "1,0E", None), ("0,0N", "0,0E", None)],
)  # fmt: skip
def test_positions(latitude: str, longitude: str, position: tuple[float, float] | None) -> None:
    assert xmp_said(packet(f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"')).position == position


def test_a_manifest_elsewhere_is_noted_and_not_fetched() -> None:
    said = xmp_said(packet('dcterms:provenance="https://example.org/m.c2pa"'))
    assert said.notes == [
        "It names a place on the network where its Content Credentials are kept; nothing was fetched."
    ]
    assert xmp_said(packet('dcterms:provenance="self#jumbf=c2pa"')).notes == []


DAMAGED = ["Its XMP data is damaged and could not be read."]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<x:xmpmeta",
        packet(before='<!DOCTYPE a [<!ENTITY b "bbbb">]>'),
        packet(before='<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'),
        packet(before='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', elements="<dc:title>&b;</dc:title>"),
        b"\xff\xfe\x00<",
        b'<?xml version="1.0" encoding="no-such-code"?><a/>',
    ],
)
def test_damaged_and_booby_trapped_packets(raw: bytes | str) -> None:
    said = xmp_said(raw)
    assert said.notes == DAMAGED
    assert not said.times
    assert not said.caption


def test_padding_and_zeros_around_do_no_harm() -> None:
    raw = b"\x00\xef\xbb\xbf" + packet('photoshop:Credit="Agency"').encode() + b" " * 2000 + b"\x00"
    assert xmp_said(raw.strip(b"\x00")).credit == ["Agency"]


def test_cost_is_bounded() -> None:
    assert xmp_said(b" " * (MAX_PACKET_BYTES + 1)).notes == [
        "Its XMP data is larger than any real one and was not read."
    ]
    many = packet(elements="<dc:title>x</dc:title>" * 40_000)
    assert len(xmp_said(many).caption) <= 2000
    deep = packet(elements="<dc:title>" * 50_000 + "</dc:title>" * 50_000)
    assert len(deep) > MAX_PACKET_BYTES or xmp_said(deep).times == []
    nested = packet(elements="<rdf:Description>" * 25_000 + "</rdf:Description>" * 25_000)
    assert xmp_said(nested).times == []
