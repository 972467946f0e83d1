"""The inside of a tar (POSIX ustar and pax, GNU) as a tree of named files; a packed one is unpacked once."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from firstseen.errors import RefusedError
from firstseen.intake.kept import Kept, KeptContent
from firstseen.intake.names import is_furniture, order, safe_name, shown_name
from firstseen.intake.nested import nesting
from firstseen.intake.source import Source
from firstseen.intake.unpacked import Broken, packing, unpacked
from firstseen.intake.window import Window
from firstseen.intake.zip_tree import MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_TOTAL_BYTES
from firstseen.model.items import Refusal

__all__ = ["PackedTree", "TarTree", "is_tar"]

_BLOCK = 512
_MAX_FIELD = 16 << 20
"""Bytes of one extended header, which tarfile reads into memory."""
_FAULTS = (tarfile.TarError, ValueError, OverflowError, KeyError, EOFError, RecursionError)


def is_tar(start: bytes) -> bool:
    """Whether the bytes begin with a header of a tar: its checksum agrees."""
    block = start[:_BLOCK]
    if len(block) < _BLOCK or not block[0]:
        return False
    try:
        stated = int(block[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return stated == sum(block[:148]) + 8 * 32 + sum(block[156:])


class _Unpacked:
    """The bytes of a source, unpacked where they are packed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fault: str | None = None
        self._kept: KeptContent | None = None
        with source.open() as stream:
            kind = packing(stream.read(8))
            if kind is None:
                return
            stream.seek(0)
            writer = Kept().writer()
            try:
                for piece in unpacked(stream, kind):
                    if writer.size + len(piece) > MAX_TOTAL_BYTES:
                        raise Broken(f"it unpacks to more than {MAX_TOTAL_BYTES >> 30} GiB")
                    writer.write(piece)
            except Broken as error:
                self.fault = str(error)
            self._kept = writer.content()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        with self._kept.open() if self._kept is not None else self.source.open() as stream:
            yield stream

    @property
    def size(self) -> int:
        return self._kept.size if self._kept is not None else self.source.tree.size(self.source.name)


class TarTree:
    """The files of a tar (a `firstseen.intake.tree.WalkedTree`). Links are not followed, but that to a file before."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.depth = nesting(source) + 1
        self.passed_over = 0
        self._unpacked = _Unpacked(source)
        self._members: dict[str, tuple[int, int]] = {}
        self._refusals: list[Refusal] = []
        self._left = MAX_TOTAL_BYTES
        try:
            with self._unpacked.open() as stream:
                self._list(stream)
        except _FAULTS as error:
            self._refusals.append(
                Refusal(self.name, f"damaged: {str(error) or type(error).__name__}; what follows is not read")
            )
        if self._unpacked.fault:
            self._refusals.append(Refusal(self.name, f"{self._unpacked.fault}; what follows is not read"))
        self._members = {name: self._members[name] for name in sorted(self._members, key=order)}

    def _list(self, stream: BinaryIO) -> None:
        bounded = cast(BinaryIO, _Bounded(stream))
        with tarfile.open(fileobj=bounded, mode="r:", encoding="utf-8", errors="surrogateescape") as tar:
            number = -1
            while (member := tar.next()) is not None:
                number += 1
                if number >= MAX_MEMBERS:
                    more = f"has more than {MAX_MEMBERS} members; the others are not read"
                    self._refusals.append(Refusal(self.name, more))
                    return
                tar.members.clear()  # type: ignore[attr-defined] # it keeps them all; what is needed is noted here
                self._take(member)

    def _take(self, member: tarfile.TarInfo) -> None:
        name = _name(member.name)
        if any(is_furniture(part) for part in name.split("/")):
            self.passed_over += 1
            return
        if member.isdir():
            return
        reason = self._objection(name, member)
        if reason is not None:
            self._refusals.append(Refusal(name, reason))
        elif member.islnk():
            self._members[name] = self._members[_name(member.linkname)]
        else:
            self._left -= member.size
            self._members[name] = (member.offset_data, member.size)

    def _objection(self, name: str, member: tarfile.TarInfo) -> str | None:
        end = member.offset_data + member.size
        checks = (
            (not safe_name(name), "the path leads out of the archive"),
            (name in self._members, "a second member of the same name; the first is read"),
            (member.issym(), "a link inside an archive; it was not followed"),
            (member.islnk() and _name(member.linkname) not in self._members, "a link to a file that is not before it"),
            (not (member.isreg() or member.islnk()), "a device, pipe or other thing that is no file"),
            (member.issparse(), "stored with gaps, which is not read"),
            (member.size > MAX_MEMBER_BYTES, f"unpacks to more than {MAX_MEMBER_BYTES >> 30} GiB"),
            (member.size > self._left, f"the archive unpacks to more than {MAX_TOTAL_BYTES >> 30} GiB"),
            (member.isreg() and end > self._unpacked.size, "cut off with its archive"),
        )
        return next((reason for holds, reason in checks if holds), None)

    def names(self) -> Iterator[str]:
        """All members that can be read, in order."""
        return iter(self._members)

    def walk(self) -> Iterator[str | Refusal]:
        """The refused members first, then all names in order."""
        yield from self._refusals
        yield from self._members

    def has(self, name: str) -> bool:
        """Whether there is a readable member of this name."""
        return name in self._members

    def size(self, name: str) -> int:
        """Its size in bytes."""
        return self._member(name)[1]

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A stream over the member."""
        begin, size = self._member(name)
        with self._unpacked.open() as stream:

            def read(at: int, wanted: int) -> bytes:
                stream.seek(begin + at)
                return stream.read(wanted)

            with io.BufferedReader(Window(read, size), 1 << 16) as window:
                yield window

    def _member(self, name: str) -> tuple[int, int]:
        try:
            return self._members[name]
        except KeyError:
            raise RefusedError(name, f"not in {self.name}") from None


class PackedTree:
    """One packed file as a tree of one: what is inside, under the name without the packing's ending."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.depth = nesting(source) + 1
        self.passed_over = 0
        last = source.name.rpartition("/")[2]
        stem, _, ending = last.rpartition(".")
        self._inner = stem if stem and ending.lower() in ("gz", "bz2", "xz", "gzip", "lzma") else f"{last} unpacked"
        self._unpacked = _Unpacked(source)

    def names(self) -> Iterator[str]:
        """The one name."""
        return iter((self._inner,))

    def walk(self) -> Iterator[str | Refusal]:
        """A refusal where it is damaged, then the one name."""
        if self._unpacked.fault:
            yield Refusal(self.name, f"{self._unpacked.fault}; what follows is not read")
        yield self._inner

    def has(self, name: str) -> bool:
        """Whether this is the name."""
        return name == self._inner

    def size(self, name: str) -> int:
        """The unpacked size in bytes."""
        self._check(name)
        return self._unpacked.size

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A stream over what was unpacked."""
        self._check(name)
        with self._unpacked.open() as stream:
            yield stream

    def _check(self, name: str) -> None:
        if name != self._inner:
            raise RefusedError(name, f"not in {self.name}")


def _name(raw: str) -> str:
    text = raw
    while text.startswith("./"):
        text = text[2:].lstrip("/")
    return shown_name(text.encode("utf-8", "surrogateescape"))


class _Bounded(io.RawIOBase):
    """The bytes of a tar for tarfile, which reads whole extended headers: none larger than a bound."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0 or size > _MAX_FIELD:
            raise tarfile.ReadError(f"an extended header is larger than {_MAX_FIELD >> 20} MiB")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()
