"""What yt-dlp, gallery-dl and instaloader wrote of a post whose picture or video is not beside it, or in lines."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, ClassVar, cast

from firstseen.intake.attached import attached
from firstseen.intake.json_fields import text_of
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.notices import Notices
from firstseen.intake.sidecar_json import from_json
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Item, ItemKind, Refusal, ShownMedium, SourceRead

__all__ = ["DownloadNotesReader"]

_XZ = b"\xfd7zXZ\x00"
_LOOKED_AT = 1 << 16
_MEMORY = 64 << 20
_LAST = re.compile(r"[^/\\]+$")
_SHAPES = (
    ('"format_id"', '"formats"'),
    ('"extractor_key"', '"webpage_url"'),
    ('"category"', '"subcategory"', '"extension"'),
    ('"instaloader"', '"node"'),
)
"""Fields that stand together in what a program writes: yt-dlp (twice), gallery-dl, instaloader."""


class DownloadNotesReader:
    """Reads descriptions of posts that download programs write, where they do not lie beside their medium."""

    name: ClassVar[str] = "download notes"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this is a JSON object, packed or not, with the fields of one of these programs."""
        if head.startswith(_XZ):
            try:
                head = lzma.LZMADecompressor(memlimit=_MEMORY).decompress(head, _LOOKED_AT)
            except lzma.LZMAError:
                return False
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        return text.startswith("{") and any(all(name in text for name in shape) for shape in _SHAPES)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """An item for each description; its medium is looked for beside the file by the name it was given."""
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        number = 0
        try:
            with _unpacked(source) as raw:
                stream = JsonStream(raw)
                while stream.peek():
                    value = stream.value()
                    number += 1
                    yield _item(source, value, number, notices)
        except BrokenJsonError as error:
            reason = f"the JSON is broken here: {error.reason}; nothing after it was read"
            yield Refusal(f"{source.name}, after record {number}", reason)
        except (lzma.LZMAError, EOFError) as error:
            yield Refusal(source.name, f"damaged: it cannot be unpacked ({error})")
        yield from notices.told()


@contextmanager
def _unpacked(source: Source) -> Iterator[BinaryIO]:
    with source.open() as stream:
        start = stream.read(len(_XZ))
        stream.seek(0)
        yield cast(BinaryIO, _Unpacking(stream)) if start == _XZ else stream


class _Unpacking:
    """A stream of xz, unpacked piece by piece within a bound of memory."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = lzma.LZMADecompressor(memlimit=_MEMORY)

    def read(self, size: int) -> bytes:
        while not self._unpacker.eof:
            data = self._packed.read(1 << 16) if self._unpacker.needs_input else b""
            if self._unpacker.needs_input and not data:
                raise EOFError("cut off")
            if found := self._unpacker.decompress(data, size):
                return found
        return b""


def _item(source: Source, value: Value, number: int, notices: Notices) -> Item | Refusal:
    if value.mended:
        notices.mended(value.mended)
    fields = value.value
    place = f"{source.name}, record {number}"
    if not isinstance(fields, dict):
        return Refusal(place, "is no description: no object with fields")
    about = from_json(fields)
    medium = _medium(source, fields, about.alt)
    if medium.content is None:
        notices.missing("picture or video of a description")
    return Item(
        key=about.url or (f"{about.platform}:{about.post_id}" if about.post_id else place),
        kind=ItemKind.POST,
        record=value.record,
        locator=f"record {number} of {source.name}",
        media=(medium,),
        **about.of_item(),
    )


def _medium(source: Source, fields: Mapping[str, Any], alt: str | None) -> ShownMedium:
    """The file by the name the program gave it, beside its description."""
    ending = text_of(fields, "extension", "ext")
    stem = text_of(fields, "filename")
    names = [text_of(fields, "_filename"), f"{stem}.{ending}" if stem and ending else None, stem]
    node = fields.get("node")
    own = node if isinstance(node, dict) else fields
    names.append(text_of(own, "shortcode", "id"))
    missing: ShownMedium | None = None
    for name in filter(None, names):
        last = _LAST.search(name)
        if last is None:
            continue
        found = attached(source, last[0], alt=alt)
        if found.content is not None:
            return found
        missing = missing or found
    return missing or ShownMedium("medium", None, alt=alt, missing="not beside its description")
