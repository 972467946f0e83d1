"""An evidence package checked by our own code: the bag, the custody log in it, stored bytes, and what was published.

`verify.py`, which every package carries, makes the same checks with the standard library alone and shares no code with
this: one is a check on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from firstseen.custody.bag_check import bounded_lines, check_bag, read_digest_list
from firstseen.custody.checking import check_log
from firstseen.custody.entries import Entry, named_digests, whole_entries
from firstseen.custody.log import LogPlaces
from firstseen.model.identifiers import Digest

__all__ = [
    "BLOBS",
    "COLLECTED",
    "LIST",
    "LOG",
    "SOURCES",
    "PackageCheck",
    "check_package",
    "is_package",
    "seems_encrypted",
]

LOG: Final = "data/log"
BLOBS: Final = "data/blobs/"
LIST: Final = "data/publication.sha256"
COLLECTED: Final = "data/records/collected.jsonl"
SOURCES: Final = "data/records/sources.jsonl"
JOURNAL: Final = f"{LOG}/custody.jsonl"
_MAX_LOG_FILE: Final = 17 << 20
"""Bytes of a file of the log other than the journal: a bundle of 256 entries of 65,535 bytes is the largest."""
_BLOB: Final = re.compile(r"data/blobs/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_OWN: Final = re.compile(r"bagit\.txt|bag-info\.txt|(?:tag)?manifest-sha(?:256|512)\.txt")
_ENCRYPTED: Final = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


@dataclass(slots=True)
class PackageCheck:
    """What was checked, each thing that is wrong, and each that cannot be checked, as sentences that begin with the
    file they are about."""

    files: int = 0
    blobs: int = 0
    log_entries: int = 0
    keys: list[str] = field(default_factory=list)
    published: str | None = None
    """When and by whom, as the log tells."""
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    """The entries of its log; none when the package was not read that far."""


def is_package(folder: Path) -> bool:
    """Whether the folder is, or was meant to be, an evidence package of ours."""
    return (folder / LIST).is_file() and not (folder / "case.sqlite").exists()


def seems_encrypted(path: Path) -> bool:
    """Whether the file begins as one that is encrypted with age."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).startswith(_ENCRYPTED)


def check_package(folder: Path) -> PackageCheck:
    """Checks the package at `folder`; reads only."""
    bag = check_bag(folder)
    check = PackageCheck(files=len(bag.files), wrong=bag.wrong)
    if not bag.closed:
        check.unchecked.append("the rest: a package with links or odd names is not read any further")
        return check
    if not _is_bounded(folder, bag.files, check):
        return check
    log = check_log(LogPlaces(folder / LOG))
    inside = f"{folder}/"
    check.log_entries, check.keys = log.entries, log.keys
    check.wrong += [said.replace(inside, "") for said in log.wrong]
    check.unchecked += [said.replace(inside, "") for said in log.unchecked]
    check.unchecked.append("whose key signed it: compare it with one that you were given in another way")
    check.entries = entries = list(whole_entries(bounded_lines(folder, JOURNAL)))
    _check_whole(folder, log.entries, check)
    _check_blobs(bag.files, entries, check)
    _check_publication(folder, bag.files, entries, check)
    return check


def _is_bounded(folder: Path, files: Iterable[str], check: PackageCheck) -> bool:
    """Whether no file of the log is larger than one can be, so that it can be read without harm."""
    before = len(check.wrong)
    for name in files:
        if name.startswith(f"{LOG}/") and name != JOURNAL and (folder / name).stat().st_size > _MAX_LOG_FILE:
            check.wrong.append(f"{name}: is larger than a file of a custody log can be")
    try:
        for _ in bounded_lines(folder, JOURNAL):
            pass
    except OSError as error:
        check.wrong.append(f"{JOURNAL}: {error.strerror or error}")
    return len(check.wrong) == before


def _check_whole(folder: Path, entries: int, check: PackageCheck) -> None:
    sizes = LogPlaces(folder / LOG).sealed_sizes()
    if not sizes or sizes[-1] != entries:
        check.wrong.append(f"{LOG}/checkpoint: the log has {entries} entries, and no checkpoint is over all of them")


def _check_blobs(files: dict[str, Digest], entries: list[Entry], check: PackageCheck) -> None:
    named = named_digests(entries)
    for name, digest in files.items():
        if not name.startswith(BLOBS):
            continue
        check.blobs += 1
        match = _BLOB.fullmatch(name)
        if not match:
            check.wrong.append(f"{name}: is not named by a digest")
        elif match[2] != digest:
            check.wrong.append(f"{name}: was changed: its SHA-256 is {digest}")
        elif digest not in named:
            check.wrong.append(f"{name}: no entry of the custody log names it")


def _check_publication(folder: Path, files: dict[str, Digest], entries: list[Entry], check: PackageCheck) -> None:
    """The last publication entry names the list; the list names every file but the log's and the bag's own."""
    published = (entry for entry in reversed(entries) if entry.what == "publish")
    last = next((entry for entry in published if entry.about.get("kind") == "package"), None)
    if last is None:
        check.wrong.append(f"{JOURNAL}: tells of no package that was published")
        return
    check.published = f"{last.at} by {last.who}"
    if LIST not in files or last.about.get("manifest") != files[LIST]:
        check.wrong.append(f"{LIST}: is not the list that entry {last.number} of the log names")
    listed = read_digest_list(folder, LIST, 64, check.wrong)
    for name, digest in listed.items():
        if name not in files:
            check.wrong.append(f"{name}: was published, but is missing")
        elif files[name] != digest:
            check.wrong.append(f"{name}: is not as it was when the publication was signed")
    check.wrong += [
        f"{name}: was not there when the publication was signed"
        for name in files
        if name not in listed and name != LIST and not name.startswith(f"{LOG}/") and not _OWN.fullmatch(name)
    ]
