"""What a picture file says about itself, from all the blocks it carries. Nothing here is checked against the world."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PIL import Image, ImageFile

from firstseen.errors import RefusedError
from firstseen.media.credentials import read_credentials
from firstseen.media.exif import exif_said
from firstseen.media.iptc import iptc_said
from firstseen.media.said import Said, together
from firstseen.media.stills import examined_kind, open_still, quiet
from firstseen.media.words import decoded
from firstseen.media.xmp import xmp_said
from firstseen.model.pictures import Metadata
from firstseen.model.time import TimeRole

__all__ = ["metadata_of", "read_metadata"]

_TIFF_XMP: Final = 700
_PNG_TIMES: Final = (("Creation Time", TimeRole.FILE_CREATED), ("create-date", TimeRole.FILE_CREATED))
_PNG_CAPTION: Final = ("Description", "Title", "Comment", "comment")
_PNG_CREDIT: Final = ("Author", "Copyright", "Source")


def read_metadata(data: bytes, format: str) -> Metadata:
    """Metadata of a picture's bytes, Content Credentials included; empty, with a note, where it cannot be opened."""
    try:
        kind = examined_kind(data)
        with quiet():
            metadata = metadata_of(open_still(data, kind, 2**40), format)
    except RefusedError as refusal:
        return Metadata(notes=(f"No metadata could be read: {refusal.reason}.",))
    return replace(metadata, content_credentials=read_credentials(data, kind.mime))


def metadata_of(image: Image.Image, format: str) -> Metadata:
    """Metadata of an opened picture, without Content Credentials. EXIF stands before XMP, IPTC and text chunks."""
    blocks = [exif_said(image)]
    packet = _packet(image, format)
    if packet:
        blocks.append(xmp_said(packet))
    if format in ("JPEG", "TIFF") and isinstance(image, ImageFile.ImageFile):
        blocks.append(iptc_said(image))
    blocks.append(_text_said(image))
    return together(blocks)


def _packet(image: Image.Image, format: str) -> bytes | str | None:
    packet = getattr(image, "tag_v2", {}).get(_TIFF_XMP) if format == "TIFF" else image.info.get("xmp")
    return packet if isinstance(packet, (bytes, str)) else None


def _text_said(image: Image.Image) -> Said:
    """Text chunks of a PNG, comments of a GIF or JPEG."""
    said = Said()
    for name, role in _PNG_TIMES:
        said.time(role, decoded(image.info.get(name)), f"PNG {name}")
    said.software.append(decoded(image.info.get("Software")))
    said.credit += [decoded(image.info.get(name)) for name in _PNG_CREDIT]
    said.caption += [decoded(image.info.get(name)) for name in _PNG_CAPTION]
    return said
