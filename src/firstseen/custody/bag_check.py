"""A bag (BagIt 1.0, RFC 8493) checked: manifests against files and files against manifests, in both directions.

The bag comes from strangers. Links and devices are refused and never opened, names that lead out are too, a `fetch.txt`
is refused, and everything is read in pieces: memory grows with the number of files, not with their bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from firstseen.custody.bag import DECLARATION, PAYLOAD, is_safe
from firstseen.model.identifiers import Digest

__all__ = ["BagCheck", "bounded_lines", "check_bag", "open_inside"]

_DIGITS: Final = {"sha256": 64, "sha512": 128}
_CHUNK: Final = 1 << 20
_MAX_LINE: Final = 1 << 24
_MAX_INFO: Final = 1 << 16
_TAG_MANIFESTS: Final = tuple(f"tagmanifest-{kind}.txt" for kind in _DIGITS)


@dataclass(slots=True)
class BagCheck:
    """Files by name with their SHA-256, their bytes together, and what is wrong, as sentences."""

    files: dict[str, Digest] = field(default_factory=dict)
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)
    closed: bool = True
    """Whether nothing in the folder is a link, a device or has a name that leads out; else it must not be read on."""


def open_inside(folder: Path, name: str) -> BinaryIO:
    """A file of a bag for reading; raises `OSError` for links, and what is no file."""
    if not is_safe(name):
        raise OSError("has a name that leads out of the package")
    descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("is not a file")
    return os.fdopen(descriptor, "rb")


def bounded_lines(folder: Path, name: str) -> Iterator[bytes]:
    """The lines of a file without their ends; raises `OSError` for one that is cut off or longer than 16 MiB."""
    with open_inside(folder, name) as file:
        while line := file.readline(_MAX_LINE):
            if not line.endswith(b"\n"):
                raise OSError("has a line that is cut off or too long")
            yield line[:-1]


def check_bag(folder: Path) -> BagCheck:
    """Checks the bag at `folder`, which is a folder."""
    check = BagCheck()
    present = list(_walk(folder, "", check))
    if not check.closed:
        return check
    if "fetch.txt" in present:
        check.wrong.append("fetch.txt: names files to be fetched from elsewhere: such a package is refused")
    stated = _manifests(folder, present, check)
    payload = 0
    for name in present:
        try:
            sums, size = _sums(folder, name)
        except OSError as error:
            check.wrong.append(f"{name}: {error.strerror or error}")
            continue
        check.files[name] = sums["sha256"]
        check.bytes += size
        payload += size if name.startswith(PAYLOAD) else 0
        check.wrong += [
            f"{name}: was changed: its {kind.upper()} is not the one in {manifest}"
            for manifest, kind, digest in stated.pop(name, ())
            if sums[kind] != digest
        ]
    check.wrong += [f"{name}: is listed in {stated[name][0][0]}, but missing" for name in sorted(stated)]
    _check_tags(folder, payload, sum(name.startswith(PAYLOAD) for name in check.files), check)
    return check


def _walk(folder: Path, below: str, check: BagCheck) -> Iterator[str]:
    for entry in sorted(os.scandir(folder / below if below else folder), key=lambda entry: entry.name):
        name = f"{below}/{entry.name}" if below else entry.name
        if not is_safe(name):
            check.wrong.append(f"{name}: no file of a package has such a name")
            check.closed = False
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, name, check)
        elif entry.is_file(follow_symlinks=False):
            yield name
        else:
            check.wrong.append(f"{name}: is a link or a device, not a file")
            check.closed = False


def _manifests(folder: Path, present: list[str], check: BagCheck) -> dict[str, list[tuple[str, str, str]]]:
    """{file: [(manifest, algorithm, digest)]}, and what the manifests leave out."""
    stated: dict[str, list[tuple[str, str, str]]] = {}
    for kind, digits in _DIGITS.items():
        for manifest, payload in ((f"manifest-{kind}.txt", True), (f"tagmanifest-{kind}.txt", False)):
            listed = read_digest_list(folder, manifest, digits, check.wrong)
            for name, digest in listed.items():
                if name.startswith(PAYLOAD) != payload:
                    check.wrong.append(f"{manifest}: lists {name}, which belongs into another list")
                stated.setdefault(name, []).append((manifest, kind, digest))
            check.wrong += [
                f"{name}: is not listed in {manifest}"
                for name in present
                if name.startswith(PAYLOAD) == payload and name not in listed and name not in _TAG_MANIFESTS
            ]
    return stated


def read_digest_list(folder: Path, name: str, digits: int, wrong: list[str]) -> dict[str, str]:
    """A list of lines "digest  name" as {name: digest}; lines that are none are added to `wrong`."""
    listed: dict[str, str] = {}
    try:
        for number, line in enumerate(bounded_lines(folder, name), start=1):
            match = re.fullmatch(rb"([0-9a-f]{%d})  (.+)" % digits, line)
            file = match[2].decode("utf-8", "replace") if match else ""
            if not match or not is_safe(file) or file in listed:
                wrong.append(f"{name}: line {number} is not a digest and the name of one file in the package")
            else:
                listed[file] = match[1].decode("ascii")
    except OSError as error:
        wrong.append(f"{name}: {error.strerror or error}")
    return listed


def _sums(folder: Path, name: str) -> tuple[dict[str, str], int]:
    states = {kind: hashlib.new(kind) for kind in _DIGITS}
    size = 0
    with open_inside(folder, name) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            for state in states.values():
                state.update(chunk)
    return {kind: state.hexdigest() for kind, state in states.items()}, size


def _check_tags(folder: Path, octets: int, count: int, check: BagCheck) -> None:
    try:
        with open_inside(folder, "bagit.txt") as file:
            if file.read(len(DECLARATION) + 1) != DECLARATION:
                check.wrong.append("bagit.txt: is not the declaration of a bag of version 1.0")
        with open_inside(folder, "bag-info.txt") as file:
            info = file.read(_MAX_INFO)
    except OSError as error:
        check.wrong.append(f"bagit.txt, bag-info.txt: {error.strerror or error}")
        return
    if re.findall(rb"(?m)^Payload-Oxum: (.*)$", info) != [b"%d.%d" % (octets, count)]:
        check.wrong.append(
            f"bag-info.txt: the payload has {octets} bytes in {count} files, which is not what it states"
        )
