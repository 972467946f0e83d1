"""XMP beside a medium (ISO 16684-1): words, creator, credit and dates."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from firstseen.errors import RefusedError
from firstseen.intake.described import Described
from firstseen.model.items import Author
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["from_xmp"]

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/exif/1.0/": "exif",
}
_TIMES = (
    ("exif:DateTimeOriginal", TimeRole.TAKEN),
    ("photoshop:DateCreated", TimeRole.TAKEN),
    ("xmp:CreateDate", TimeRole.FILE_CREATED),
    ("xmp:ModifyDate", TimeRole.FILE_MODIFIED),
)
_UNDERSTOOD = frozenset({"dc:description", "dc:title", "dc:creator", "photoshop:Credit", "photoshop:Source"})


def from_xmp(name: str, data: bytes) -> Described:
    """What the XMP says; raises `RefusedError` when it is no XML or tries more than XMP needs (entities)."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise RefusedError(name, f"broken sidecar: its XMP cannot be read ({error})") from error
    values = dict(_values(root))
    creator = values.get("dc:creator")
    times = tuple(StatedTime(role, values[key], f"sidecar {key}") for key, role in _TIMES if key in values)
    known = _UNDERSTOOD | {key for key, _ in _TIMES}
    return Described(
        author=Author(name=creator) if creator else None,
        title=values.get("dc:title"),
        text=values.get("dc:description"),
        credit=values.get("photoshop:Credit") or values.get("photoshop:Source"),
        times=times,
        extra={key: value for key, value in values.items() if key not in known},
    )


def _values(root: Element) -> Iterator[tuple[str, str]]:
    """Every property of the descriptions, simple or in its first alternative, under its usual prefix."""
    for description in root.iter(f"{_RDF}Description"):
        for tag, value in description.attrib.items():
            if (key := _key(tag)) and value.strip():
                yield key, value
        for child in description:
            parts = [item.text.strip() for item in child.iter(f"{_RDF}li") if item.text and item.text.strip()]
            text = parts[0] if parts else (child.text or "").strip()
            if (key := _key(child.tag)) and text:
                yield key, text


def _key(tag: str) -> str | None:
    space, _, local = tag.removeprefix("{").partition("}")
    if not local or tag.startswith(_RDF):
        return None
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else local
