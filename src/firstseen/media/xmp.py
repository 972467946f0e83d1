"""XMP (ISO 16684-1): times, credit, words, position and IPTC's DigitalSourceType, from a packet of RDF/XML."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from firstseen.media.exif import device_name
from firstseen.media.said import Said, position
from firstseen.media.words import decoded
from firstseen.model.time import TimeRole

__all__ = ["xmp_said"]

MAX_PACKET_BYTES: Final = 1024 * 1024
"""The largest packet among the real samples has 24 kB; edit histories of large projects grow to some hundred."""
MAX_VALUES: Final = 2000

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_EXIF: Final = "{http://ns.adobe.com/exif/1.0/}"
_EXIF_EX: Final = "{http://cipa.jp/exif/1.0/}"
_TIFF: Final = "{http://ns.adobe.com/tiff/1.0/}"
_IPTC_CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_IPTC_EXT: Final = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_XMP_MM: Final = "{http://ns.adobe.com/xap/1.0/mm/}"
_DCTERMS: Final = "{http://purl.org/dc/terms/}"

_TIMES: Final = (
    (TimeRole.TAKEN, _EXIF + "DateTimeOriginal", "XMP exif:DateTimeOriginal"),
    (TimeRole.TAKEN, _PHOTOSHOP + "DateCreated", "XMP photoshop:DateCreated"),
    (TimeRole.FILE_CREATED, _EXIF + "DateTimeDigitized", "XMP exif:DateTimeDigitized"),
    (TimeRole.FILE_CREATED, _XMP + "CreateDate", "XMP xmp:CreateDate"),
    (TimeRole.FILE_MODIFIED, _XMP + "ModifyDate", "XMP xmp:ModifyDate"),
    (TimeRole.FILE_MODIFIED, _XMP + "MetadataDate", "XMP xmp:MetadataDate"),
)
_CREDIT: Final = (_DC + "creator", _PHOTOSHOP + "Credit", _PHOTOSHOP + "Source", _DC + "rights")
_CAPTION: Final = (_DC + "description", _PHOTOSHOP + "Headline", _DC + "title")
_PLACES: Final = (
    _IPTC_CORE + "Location",
    _PHOTOSHOP + "City",
    _PHOTOSHOP + "State",
    _PHOTOSHOP + "Country",
)
_COORDINATE: Final = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])")

Values = dict[str, list[str]]


def xmp_said(packet: bytes | str) -> Said:
    """What an XMP packet says; a damaged, oversized or booby-trapped one says nothing but a note."""
    said = Said()
    raw = packet.encode("utf-8", errors="replace") if isinstance(packet, str) else packet
    if len(raw) > MAX_PACKET_BYTES:
        said.notes.append("Its XMP data is larger than any real one and was not read.")
        return said
    try:
        values = _values(defusedxml.ElementTree.fromstring(_trimmed(raw), forbid_dtd=True))
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        said.notes.append("Its XMP data is damaged and could not be read.")
        return said
    for role, name, where in _TIMES:
        said.time(role, _first(values, name), where)
    said.device = device_name(_first(values, _TIFF + "Make"), _first(values, _TIFF + "Model"))
    said.software += [_first(values, _XMP + "CreatorTool"), _first(values, _TIFF + "Software")]
    said.credit += [value for name in _CREDIT for value in values.get(name, [])]
    said.caption += [value for name in _CAPTION for value in values.get(name, [])]
    said.places += [_first(values, name) for name in _PLACES]
    said.digital_source_type = _term(_first(values, _IPTC_EXT + "DigitalSourceType"))
    said.instance = _first(values, _XMP_MM + "InstanceID")
    _position(values, said)
    if (_first(values, _DCTERMS + "provenance") or "").startswith(("http:", "https:")):
        said.notes.append(
            "It names a place on the network where its Content Credentials are kept; nothing was fetched."
        )
    return said


def _trimmed(raw: bytes) -> bytes:
    """Without the padding and the wrapper's zero bytes, which an XML parser does not take."""
    return raw.strip(b"\x00 \t\r\n").removeprefix(b"\xef\xbb\xbf")


def _values(root: Element) -> Values:
    """Property name (with its namespace) to its values, from attributes and elements of every rdf:Description.

    Only an element's own children are looked at, so that deep nesting costs no more than its length.
    """
    values: Values = {}
    count = 0
    for description in root.iter(_RDF + "Description"):
        pairs = [(name, [text]) for name, text in description.attrib.items()]
        pairs += [(element.tag, _texts(element)) for element in description if isinstance(element.tag, str)]
        for name, texts in pairs:
            kept = [value for text in texts if (value := decoded(text))]
            count += len(kept)
            if count > MAX_VALUES:
                return values
            values.setdefault(name, []).extend(kept)
    return values


def _texts(element: Element) -> list[str]:
    entries = [entry.text or entry.get(_RDF + "resource") or "" for bag in element for entry in bag]
    return entries or [element.text or "", element.get(_RDF + "resource") or ""]


def _first(values: Values, name: str) -> str | None:
    return next(iter(values.get(name, [])), None)


def _term(uri: str | None) -> str | None:
    """The last part of a term of IPTC NewsCodes: "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"."""
    return (uri.rstrip("/").rpartition("/")[2] or None) if uri else None


def _position(values: Values, said: Said) -> None:
    latitude = _coordinate(_first(values, _EXIF + "GPSLatitude"))
    longitude = _coordinate(_first(values, _EXIF + "GPSLongitude"))
    if latitude is not None and longitude is not None:
        said.position = position(latitude, longitude, said.notes)


def _coordinate(text: str | None) -> float | None:
    """XMP's own form: "54,59.3800N" or "54,59,22.8N"."""
    match = _COORDINATE.fullmatch(text or "")
    if match is None:
        return None
    degrees = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
    return -degrees if match[4] in "SW" else degrees
