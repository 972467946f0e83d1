"""A bag (BagIt 1.0, RFC 8493), written: payload under `data/`, manifests in SHA-256 and SHA-512, tag manifests.

Everything is written into a folder that is not yet the bag's; the declaration, `bagit.txt`, comes last, so that a bag
that was not finished is none. Names are checked: relative, printable, without anything that a manifest would have to
encode.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from firstseen.errors import CaseDamagedError
from firstseen.model.identifiers import Digest

__all__ = ["DECLARATION", "PAYLOAD", "BagWriter", "is_safe", "settle"]

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD: Final = "data/"
_CHUNK: Final = 1 << 20
_FORBIDDEN: Final = frozenset("\\:%\0")


def is_safe(name: str) -> bool:
    """Whether a name stays inside the bag and is written in a manifest as it is."""
    parts = name.split("/")
    return not (
        name.startswith("~")
        or any(part in ("", ".", "..") for part in parts)
        or not _FORBIDDEN.isdisjoint(name)
        or not name.isprintable()
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    sha256: str
    sha512: str
    size: int


class _Summing:
    """A file being written, whose digests are worked out on the way."""

    def __init__(self, file: BinaryIO | None) -> None:
        self._file = file
        self._sha256, self._sha512, self._size = hashlib.sha256(), hashlib.sha512(), 0

    def write(self, data: bytes) -> int:
        self._sha256.update(data)
        self._sha512.update(data)
        self._size += len(data)
        return self._file.write(data) if self._file else len(data)

    def sums(self) -> _Sums:
        return _Sums(self._sha256.hexdigest(), self._sha512.hexdigest(), self._size)


class BagWriter:
    """Writes a bag into `folder`, which is there and empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sums: dict[str, _Sums] = {}

    @contextmanager
    def writing(self, name: str) -> Iterator[_Summing]:
        """A new file of the bag, open for writing while the block runs."""
        path = self._place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            summing = _Summing(file)
            yield summing
        self._sums[name] = summing.sums()

    def write(self, name: str, data: bytes) -> None:
        """A file with these bytes."""
        with self.writing(name) as file:
            file.write(data)

    def copy(self, name: str, source: Path, digest: Digest | None = None) -> None:
        """A copy of `source`; raises `CaseDamagedError` when it does not have the digest that it should."""
        with source.open("rb") as stream, self.writing(name) as file:
            while chunk := stream.read(_CHUNK):
                file.write(chunk)
        if digest is not None and self._sums[name].sha256 != digest:
            raise CaseDamagedError(f"{source}: the stored bytes no longer have the digest they are named by")

    def adopt(self, name: str) -> None:
        """Takes in a file that already lies in the folder."""
        path = self._place(name)
        summing = _Summing(None)
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                summing.write(chunk)
        self._sums[name] = summing.sums()

    def digests(self) -> dict[str, Digest]:
        """{name: SHA-256} of what is in the bag so far, in the order of names."""
        return {name: sums.sha256 for name, sums in sorted(self._sums.items())}

    def finish(self, info: Iterable[tuple[str, str]]) -> None:
        """Writes `bag-info.txt` from `info`, the manifests, and last the declaration; everything is flushed to disk."""
        payload = [sums.size for name, sums in self._sums.items() if name.startswith(PAYLOAD)]
        fields = [*info, ("Payload-Oxum", f"{sum(payload)}.{len(payload)}")]
        self.write("bag-info.txt", "".join(f"{label}: {_one_line(value)}\n" for label, value in fields).encode())
        for kind in ("sha256", "sha512"):
            self.write(f"manifest-{kind}.txt", self._manifest(kind, payload=True))
        # The declaration is in the tag manifests, so its digest is taken before it is there.
        self._sums["bagit.txt"] = _sums_of(DECLARATION)
        for kind in ("sha256", "sha512"):
            (self.folder / f"tagmanifest-{kind}.txt").write_bytes(self._manifest(kind, payload=False))
        settle(self.folder)
        (self.folder / "bagit.txt").write_bytes(DECLARATION)
        settle(self.folder, only=self.folder / "bagit.txt")

    def _manifest(self, kind: str, *, payload: bool) -> bytes:
        lines = (
            f"{getattr(sums, kind)}  {name}\n"
            for name, sums in sorted(self._sums.items())
            if name.startswith(PAYLOAD) == payload
        )
        return "".join(lines).encode("utf-8")

    def _place(self, name: str) -> Path:
        if not is_safe(name):
            raise ValueError(f"not a name for a bag: {name!r}")
        return self.folder / name


def _sums_of(data: bytes) -> _Sums:
    return _Sums(hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data))


def _one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def settle(folder: Path, only: Path | None = None) -> None:
    """Flushes all files below `folder` (or one of them) and its folders to the disk."""
    for path in [only] if only else [path for path in folder.rglob("*") if not path.is_symlink()]:
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
