"""Entries of the custody log: one canonical JSON object (RFC 8785) a line.

    number   the place in the log, from 1
    at       when it was written, RFC 3339 in UTC, by the clock of the machine
    what     what was done: new, set, add, trace, decide, publish, stamp, key, ...
    who      who did it
    program  the program with its version
    from     the machine it was done on; null unless the settings name it
    about    what it is about: JSON, by kind of entry
    part     only in an entry that was too long for one line: {"first", "number", "of"}; `about` is then {"json": text},
             and the texts of all parts, joined in order, are the JSON of what the whole entry is about
    before   only in logs of version 0.1: SHA-256 of the line before

An entry has at most 65,535 bytes, the most that a bundle of C2SP tlog-tiles can hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

from firstseen.custody.tiles import MAX_ENTRY
from firstseen.model.identifiers import Digest

__all__ = ["Entry", "EntryError", "Written", "entry_lines", "named_digests", "parse_line", "whole_entries"]

_DIGEST: Final = re.compile('"([0-9a-f]{64})"')
_PIECE: Final = 8_000
"""Characters of a part: written as JSON inside JSON each may take six bytes."""


class EntryError(ValueError):
    """A line is not an entry; the message says why."""


@dataclass(frozen=True, slots=True)
class Written:
    """What every entry says besides what it is about."""

    at: str
    what: str
    who: str
    program: str
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, whole: `number` is that of its first line in the log, `last` that of its last."""

    number: int
    last: int
    at: str
    what: str
    who: str
    program: str
    machine: str | None
    about: dict[str, Any]


def entry_lines(number: int, written: Written, about: Mapping[str, Any]) -> list[bytes]:
    """The lines (without newline) that tell of one thing, the first of them numbered `number`. `about` is JSON."""
    whole = _line(number, written, dict(about))
    if len(whole) <= MAX_ENTRY:
        return [whole]
    text = rfc8785.dumps(dict(about)).decode()
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    lines = [
        _line(
            number + place,
            written,
            {"json": piece},
            {"part": {"first": number, "number": place + 1, "of": len(pieces)}},
        )
        for place, piece in enumerate(pieces)
    ]
    if max(map(len, lines)) > MAX_ENTRY:
        raise EntryError("the name of who writes it does not fit into an entry")
    return lines


def _line(number: int, written: Written, about: dict[str, Any], more: Mapping[str, Any] | None = None) -> bytes:
    return rfc8785.dumps(
        {
            "number": number,
            "at": written.at,
            "what": written.what,
            "who": written.who,
            "program": written.program,
            "from": written.machine,
            "about": about,
            **(more or {}),
        }
    )


def parse_line(line: bytes) -> dict[str, Any]:
    """The JSON of a line; raises `EntryError` unless it is an object that is numbered and says what it is."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise EntryError("is not JSON") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("about"), dict):
        raise EntryError("is not an entry")
    if type(entry.get("number")) is not int or not isinstance(entry.get("what"), str):
        raise EntryError("is not an entry")
    return entry


def whole_entries(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries of a log, parts joined. Lines that are no entries, and parts that are not all there, are left out."""
    parts: list[dict[str, Any]] = []
    for line in lines:
        try:
            entry = parse_line(line)
        except EntryError:
            parts = []
            continue
        part = entry.get("part")
        if part is None:
            parts = []
            yield _entry(entry, entry["number"], entry["about"])
            continue
        follows = isinstance(part, dict) and part.get("number") == len(parts) + 1
        if not (follows and isinstance(entry["about"].get("json"), str)):
            parts = []
            continue
        parts.append(entry)
        if len(parts) == part.get("of"):
            about = _joined(parts)
            if about is not None:
                yield _entry(parts[0], entry["number"], about)
            parts = []


def named_digests(entries: Iterable[Entry]) -> set[Digest]:
    """Every digest that the entries name: of stored bytes, and of other things."""
    return {digest for entry in entries for digest in _DIGEST.findall(json.dumps(entry.about))}


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    try:
        about = json.loads("".join(part["about"]["json"] for part in parts))
    except (ValueError, RecursionError):
        return None
    return about if isinstance(about, dict) else None


def _entry(said: dict[str, Any], last: int, about: dict[str, Any]) -> Entry:
    machine = said.get("from")
    return Entry(
        number=said["number"],
        last=last,
        at=str(said.get("at", "")),
        what=said["what"],
        who=str(said.get("who", "")),
        program=str(said.get("program", "")),
        machine=machine if isinstance(machine, str) else None,
        about=about,
    )
