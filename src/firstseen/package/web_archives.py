"""The web archives that items came from, as WACZ 1.1.1: records as they were captured, an index, a list of pages.

The archive as it was collected lies among the stored files of a whole package; this is the same in a form that every
replay program opens, and, for a part of a case, only what was captured of the pages and pictures in it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from firstseen import __version__
from firstseen.custody.bag import BagWriter
from firstseen.custody.blobs import BlobStore
from firstseen.errors import RefusedError
from firstseen.intake.source import Source, TreeContent
from firstseen.intake.tree import FolderTree
from firstseen.intake.webarchive.captures import same_address
from firstseen.intake.webarchive.members import seekable
from firstseen.intake.webarchive.records import Record
from firstseen.intake.zip_tree import ZipTree
from firstseen.model.identifiers import Digest, short_id
from firstseen.model.items import Content
from firstseen.model.records import CaseReading, SourceRecord
from firstseen.package.warc_copy import Copied, addresses_wanted, copy_records, surt

__all__ = ["write_web_archives"]

_READERS: Final = frozenset({"web archive", "WACZ"})
_ARCHIVE: Final = re.compile(r"archive/.+\.warc(?:\.gz)?$", re.IGNORECASE)
_VERSION: Final = "1.1.1"
_IN_MEMORY: Final = 8 << 20
_CHUNK: Final = 1 << 20
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What a zip says of its files' times: nothing, so that the same records give the same bytes."""


def write_web_archives(reading: CaseReading, blobs: BlobStore, bag: BagWriter, *, part: bool) -> int:
    """Writes `data/web-archives/` (one WACZ for each source that is a web archive); gives how many there are.

    `part`: only what was captured of the addresses that the items in `reading` and their appearances have.
    """
    count = 0
    for source in reading.sources():
        if source.reader not in _READERS or source.digest is None or not blobs.has(source.digest):
            continue
        contents = list(_contents(blobs, source.digest, source.reader))
        wanted = addresses_wanted(contents, _addresses(reading, source)) if part else _everything
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            copied = [one for content in contents for one in _copied(content, spool, wanted)]  # type: ignore[arg-type]
            if not copied:
                continue
            with bag.writing(f"data/web-archives/{source.id}.wacz") as file:
                _write(file, spool, copied, source)  # type: ignore[arg-type]
        count += 1
    return count


def _everything(_record: Record) -> bool:
    return True


def _contents(blobs: BlobStore, digest: Digest, reader: str) -> Iterator[Content]:
    """The web archives in a stored source: itself, or those inside a WACZ."""
    path = blobs.path(digest)
    source = Source(FolderTree(path.parent), path.name)
    if reader != "WACZ":
        yield TreeContent(source.tree, source.name)
        return
    try:
        with ZipTree(source) as tree:
            for name in tree.names():
                if _ARCHIVE.match(name):
                    yield seekable(source, tree, name)
    except RefusedError:
        return


def _copied(content: Content, spool: BinaryIO, wanted: Any) -> Iterator[Copied]:
    try:
        yield from copy_records(content, spool, wanted)
    except RefusedError:
        return


def _addresses(reading: CaseReading, source: SourceRecord) -> set[str]:
    items = {item.id: item.url for item in reading.items() if item.source == source.id}
    shown = {appearance.media_url for appearance in reading.appearances() if appearance.item in items}
    return {same_address(url) for url in (*items.values(), *shown) if url}


def _write(file: Any, spool: BinaryIO, copied: list[Copied], source: SourceRecord) -> None:
    """The zip: everything in it stored, not packed, so that replay programs read in place."""
    resources: list[dict[str, Any]] = []
    target: Any = _Counting(file)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        spool.seek(0)
        resources.append(_member(archive, "archive/data.warc.gz", iter(lambda: spool.read(_CHUNK), b"")))
        resources.append(_member(archive, "indexes/index.cdx", [_index(copied)]))
        resources.append(_member(archive, "pages/pages.jsonl", [_pages(copied)]))
        package = json.dumps(
            {
                "profile": "data-package",
                "wacz_version": _VERSION,
                "title": source.name,
                "software": f"firstseen {__version__}",
                "resources": resources,
            },
            indent=2,
        ).encode()
        _member(archive, "datapackage.json", [package])
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        _member(archive, "datapackage-digest.json", [json.dumps(digest, indent=2).encode()])


def _member(archive: zipfile.ZipFile, name: str, pieces: Any) -> dict[str, Any]:
    state, size = hashlib.sha256(), 0
    with archive.open(zipfile.ZipInfo(name, _TIME), "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            state.update(piece)
            size += len(piece)
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{state.hexdigest()}", "bytes": size}


def _index(copied: list[Copied]) -> bytes:
    """CDXJ: key, time and JSON of each capture, sorted."""
    lines = []
    for one in copied:
        said: dict[str, str] = {"url": one.url, "mime": one.mime}
        if one.status is not None:
            said["status"] = str(one.status)
        if one.digest:
            said["digest"] = one.digest
        said |= {"length": str(one.length), "offset": str(one.offset), "filename": "data.warc.gz"}
        time = re.sub(r"\D", "", one.date)[:14]
        lines.append(f"{surt(one.url)} {time} {json.dumps(said)}\n")
    return "".join(sorted(lines)).encode("utf-8", "backslashreplace")


def _pages(copied: list[Copied]) -> bytes:
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})]
    lines += [
        json.dumps({"id": short_id("p", one.url, one.date), "url": one.url, "ts": one.date})
        for one in copied
        if one.is_page
    ]
    return ("\n".join(lines) + "\n").encode()


class _Counting:
    """A file of the bag as a zip wants it: it cannot be sought, and says where it is."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._at = 0

    def write(self, data: bytes) -> int:
        self._at += len(data)
        self._file.write(bytes(data))
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        pass
