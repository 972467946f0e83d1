"""The inside of a zip as a tree of named files: nothing is unpacked to the disk, every limit is checked first."""

from __future__ import annotations

import io
import lzma
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from firstseen.errors import RefusedError
from firstseen.intake.names import is_furniture, order, safe_name, shown_name
from firstseen.intake.nested import nesting
from firstseen.intake.source import Source
from firstseen.intake.window import Window
from firstseen.intake.zip_directory import Member, read_directory
from firstseen.model.items import Refusal

__all__ = ["MAX_MEMBERS", "MAX_MEMBER_BYTES", "MAX_RATIO", "MAX_TOTAL_BYTES", "ZipTree"]

MAX_MEMBERS = 200_000
"""Members read from one archive; the others are refused."""
MAX_MEMBER_BYTES = 4 * 1024**3
"""Unpacked size of one member, in bytes."""
MAX_TOTAL_BYTES = 64 * 1024**3
"""Unpacked size of all members together, those of archives inside the archive included, in bytes."""
MAX_RATIO = 200
"""How many times larger a member may be than its packed form. Tables and BMP drawings stay below 100; deflate ends
at 1,032, and bombs are made of that."""
RATIO_FREE_BYTES = 16 * 1024**2
"""Members up to this size are not judged by their ratio: a blank picture packs very well and does no harm."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError, struct.error, RuntimeError)


class ZipTree:
    """The members of a zip. `source` is the zip itself, in whatever tree it lies.

    Opened again for every member, so contents stay readable after the walk. Inside `with`, a zip that itself lies
    in a zip is unpacked once into a temporary file, which no name leads to, instead of once for every member.
    """

    def __init__(self, source: Source) -> None:
        above = source.tree
        self.source = source
        self.name = source.name
        self.passed_over = 0
        self.depth: int = nesting(source) + 1
        """How many archives and mails this one lies in."""
        # Unpacked bytes of every archive on the way, by its place, so that one that is opened twice counts once.
        self._unpacked: dict[str, int] = above._unpacked if isinstance(above, ZipTree) else {}
        self._place: str = f"{above._place}/{source.name}" if isinstance(above, ZipTree) else source.name
        self._spool: BinaryIO | None = None
        self._members: dict[str, Member] = {}
        self._refusals: list[Refusal] = []
        members = sorted(self._listed(), key=lambda member: member.offset)
        self.all_names = frozenset(shown_name(member.raw_name) for member in members[:MAX_MEMBERS])
        """The names as stored, whether read or refused: what kind of document this is shows in them."""
        self._take(members)

    def __enter__(self) -> ZipTree:
        if self.depth and self._spool is None:
            self._spool = tempfile.TemporaryFile(prefix="firstseen-")
            with self.source.open() as packed:
                shutil.copyfileobj(packed, self._spool, 1 << 20)
        return self

    def __exit__(self, *_: object) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def names(self) -> Iterator[str]:
        """All members that can be read, by name, those of a folder before those of its subfolders."""
        return iter(self._members)

    def walk(self) -> Iterator[str | Refusal]:
        """The refused members first, then all names in order."""
        yield from self._refusals
        yield from self._members

    def has(self, name: str) -> bool:
        """Whether there is a readable member of this name."""
        return name in self._members

    def size(self, name: str) -> int:
        """Its unpacked size in bytes, as the archive states it; no more is ever read."""
        return self._member(name).size

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A stream over the unpacked member; damage found on the way is a `RefusedError` too."""
        member = self._member(name)
        with self._bytes() as stream:
            try:
                unpacked = _unpacked(stream, member, name)
            except _BROKEN as error:
                raise RefusedError(name, f"damaged inside {self.name}: {error}") from error
            with io.BufferedReader(_Checked(unpacked, name, self.name), 1 << 16) as checked:
                yield checked

    @contextmanager
    def _bytes(self) -> Iterator[BinaryIO]:
        if self._spool is not None:
            spool = self._spool

            def read(at: int, wanted: int) -> bytes:
                spool.seek(at)
                return spool.read(wanted)

            yield io.BufferedReader(Window(read, spool.seek(0, io.SEEK_END)))
        else:
            with self.source.open() as stream:
                yield stream

    def _listed(self) -> list[Member]:
        """The members of the directory; of a damaged one, those before the damage."""
        listed: list[Member] = []
        with self._bytes() as stream:
            try:
                listed.extend(read_directory(stream, self.name))
            except RefusedError as error:
                if not listed:
                    raise
                self._refusals.append(Refusal(self.name, f"{error.reason} after {len(listed)} members"))
        return listed

    def _member(self, name: str) -> Member:
        try:
            return self._members[name]
        except KeyError:
            raise RefusedError(name, f"not in {self.name}") from None

    def _take(self, members: list[Member]) -> None:
        taken: dict[str, Member] = {}
        used = 0
        self._unpacked.pop(self._place, None)
        left = MAX_TOTAL_BYTES - sum(self._unpacked.values())
        for count, member in enumerate(members):
            name = _name(member)
            if any(is_furniture(part) for part in name.split("/")):
                self.passed_over += 1
                continue
            if name.endswith("/"):
                continue
            reason = self._objection(name, member)
            if count >= MAX_MEMBERS:
                more = f"has more than {MAX_MEMBERS} members; the others are not read"
                self._refusals.append(Refusal(self.name, more))
                break
            if reason is None and name in taken:
                reason = "a second member of the same name; the first is read"
            if reason is None and member.offset < used:
                reason = "shares its bytes with another member, as only archives made to do harm do"
            if reason is None and member.size > left:
                reason = f"the archive unpacks to more than {MAX_TOTAL_BYTES >> 30} GiB"
            if reason is not None:
                self._refusals.append(Refusal(name, reason))
                continue
            used = member.offset + _LOCAL.size + member.packed
            left -= member.size
            taken[name] = member
        self._unpacked[self._place] = sum(member.size for member in taken.values())
        self._members = {name: taken[name] for name in sorted(taken, key=order)}
        self._refusals.sort(key=lambda refusal: refusal.name)

    @staticmethod
    def _objection(name: str, member: Member) -> str | None:
        if not safe_name(name):
            return "the path leads out of the archive"
        if stat.S_ISLNK(member.unix_mode):
            return "a link inside an archive; it was not followed"
        if member.flags & _ENCRYPTED:
            return "encrypted with a password: unpack it yourself and add the folder"
        if member.method not in _METHODS:
            return f"packed with a method that is not read (number {member.method})"
        if member.size > MAX_MEMBER_BYTES:
            return f"unpacks to more than {MAX_MEMBER_BYTES >> 30} GiB"
        if member.size > RATIO_FREE_BYTES and member.size > MAX_RATIO * max(1, member.packed):
            return f"unpacks to more than {MAX_RATIO} times its size, as only archives made to do harm do"
        return None


def _name(member: Member) -> str:
    """The name as shown, with `/` between folders also where a Windows program wrote backslashes."""
    return shown_name(member.raw_name.replace(b"\\", b"/"))


def _unpacked(stream: BinaryIO, member: Member, name: str) -> zipfile.ZipExtFile:
    stream.seek(member.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("its header is missing")
    name_length, extra_length = _LOCAL.unpack(header)[9:11]
    stream.seek(name_length + extra_length, io.SEEK_CUR)
    entry = zipfile.ZipInfo(name.replace("\0", ""))
    entry.compress_type = member.method
    entry.CRC = member.crc
    entry.compress_size = member.packed
    entry.file_size = member.size
    return zipfile.ZipExtFile(stream, "r", entry)


class _Checked(io.RawIOBase):
    """A member's stream whose faults are told as refusals of that member."""

    def __init__(self, unpacked: zipfile.ZipExtFile, name: str, archive: str) -> None:
        super().__init__()
        self._unpacked = unpacked
        self._name = name
        self._archive = archive

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._unpacked.read(len(buffer))
        except _BROKEN as error:
            raise RefusedError(self._name, f"damaged inside {self._archive}: {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self._unpacked.seek(offset, whence)
        except _BROKEN as error:
            raise RefusedError(self._name, f"damaged inside {self._archive}: {error}") from error

    def tell(self) -> int:
        return self._unpacked.tell()
