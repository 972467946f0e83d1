"""The files of an X archive: JavaScript that sets one variable to JSON, which says what kind of records it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import dict_of, text_of
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.source import Source, Tree
from firstseen.model.items import Author, Refusal

__all__ = ["VIEWER", "Part", "in_folders", "owner", "part_of", "parts_beside", "records"]

VIEWER: Final = "viewer"
"""The kind of the archive's own page and of its list of files."""
_VARIABLE: Final = re.compile(
    rb"\s*(?:window\.YTD\.(?P<kind>\w{1,60})\.part(?P<number>\d{1,5})|(?P<old>Grailbird\.data\.tweets_\d{4}_\d\d)|"
    rb"window\.(?P<config>__THAR_CONFIG))\s*=\s*(?=[\[{])"
)
_PAGE: Final = re.compile(rb"<script[^>]{0,200}\bsrc=[\"'](?:\./)?data/manifest\.js[\"']", re.I)
_STARTS: Final = re.compile(r'\{\s*"[A-Za-z]{2,40}"\s*:\s*\{')
_NEVER: Final = re.compile(r"(?!)")
_HEAD: Final = 4096
_MOST_PARTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the archive: the kind of its records, and where their JSON begins."""

    kind: str
    start: int


def part_of(head: bytes) -> Part | None:
    """What a file of an archive holds, from how it begins; None for any other file."""
    drop = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    match = _VARIABLE.match(head, drop)
    if match is None:
        page = head[:_HEAD].lstrip().lower().startswith((b"<!doctype html", b"<html"))
        return Part(VIEWER, 0) if page and _PAGE.search(head) else None
    if match["config"]:
        return Part(VIEWER, match.end())
    return Part("tweets" if match["old"] else match["kind"].decode("ascii", "replace"), match.end())


@contextmanager
def _json(source: Source) -> Iterator[JsonStream]:
    with source.open() as stream:
        part = part_of(stream.read(_HEAD))
        stream.seek(part.start if part else 0)
        yield JsonStream(stream)


def records(source: Source) -> Iterator[tuple[int, Value] | Refusal]:
    """The records of a file with their numbers; one that is broken is refused by its number."""
    number = 0
    with _json(source) as json:
        try:
            for _ in json.elements():
                number += 1
                try:
                    read = json.value()
                except BrokenJsonError as error:
                    if error.cut:
                        raise
                    yield Refusal(f"{source.name}, record {number}", f"cannot be read: {error.reason}")
                    json.resume(_STARTS, _NEVER)
                    continue
                if isinstance(read.value, dict):
                    yield number, read
                else:
                    yield Refusal(f"{source.name}, record {number}", "no object with fields")
        except BrokenJsonError as error:
            yield Refusal(source.name, f"cut off or damaged: {error.reason}; {number} records were begun before")


def parts_beside(source: Source, stems: tuple[str, ...]) -> Iterator[Source]:
    """The files of the archive beside `source` with these names, each with its further parts."""
    folder = source.name.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    for stem in stems:
        if not source.tree.has(f"{prefix}{stem}.js"):
            continue
        yield Source(source.tree, f"{prefix}{stem}.js")
        for number in range(1, _MOST_PARTS):
            if not source.tree.has(f"{prefix}{stem}-part{number}.js"):
                break
            yield Source(source.tree, f"{prefix}{stem}-part{number}.js")


def owner(source: Source) -> Author | None:
    """Whose archive it is, from `account.js` or the list of files beside; nothing else of these files is looked at."""
    for beside in parts_beside(source, ("account",)):
        for found in _safely(beside):
            user = dict_of(found, "account")
            author = Author(text_of(user, "accountId"), text_of(user, "username"), text_of(user, "accountDisplayName"))
            if author.shown():
                return author
    for beside in parts_beside(source, ("manifest",)):
        user = dict_of(_object(beside), "userInfo")
        author = Author(text_of(user, "accountId"), text_of(user, "userName"), text_of(user, "displayName"))
        if author.shown():
            return author
    return None


def _safely(source: Source) -> Iterator[dict[str, Any]]:
    try:
        for found in records(source):
            if not isinstance(found, Refusal):
                yield found[1].value
    except (RefusedError, OSError):
        return


def _object(source: Source) -> dict[str, Any]:
    try:
        with _json(source) as json:
            value = json.value().value
    except (BrokenJsonError, RefusedError, OSError):
        return {}
    return value if isinstance(value, dict) else {}


def in_folders(tree: Tree, source_name: str, folders: tuple[str, ...]) -> Iterator[str]:
    """The files of the archive in folders beside `source_name`."""
    folder = source_name.rpartition("/")[0]
    prefixes = tuple(f"{folder}/{name}/" if folder else f"{name}/" for name in folders)
    return (name for name in tree.names() if name.startswith(prefixes))
