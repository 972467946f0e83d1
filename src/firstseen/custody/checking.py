"""Checking a custody log: journal, tree, tiles, checkpoints, signatures and keys, each against the others.

Reads only. What is wrong is a sentence that begins with the file it is in; what cannot be checked is said apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from firstseen.custody.checkpoint import Checkpoint, origin_of, parse_checkpoint
from firstseen.custody.entries import EntryError, parse_line, whole_entries
from firstseen.custody.log import LogPlaces, Signing, signing_of
from firstseen.custody.merkle import Tree, leaf_hash, verify_consistency
from firstseen.custody.note import Note, NoteError, VerifierKey
from firstseen.custody.tile_checking import TileCheck, leaves_of_tiles
from firstseen.custody.tiles import MAX_ENTRY
from firstseen.model.identifiers import sha256_hex

__all__ = ["LogCheck", "check_log"]

_CHAIN_START: Final = "0" * 64


@dataclass(slots=True)
class LogCheck:
    """What was checked of a log, each thing that is wrong, and each that cannot be checked, as sentences."""

    entries: int = 0
    checkpoints: int = 0
    signed: int = 0
    sealed: int = 0
    """How many entries the newest checkpoint stands for."""
    keys: list[str] = field(default_factory=list)
    """The public keys that signed, as text (vkey)."""
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Journal:
    """What the journal's lines say."""

    tree: Tree = field(default_factory=Tree)
    origin: str = ""
    signing: list[Signing] = field(default_factory=list)
    long: set[int] = field(default_factory=set)
    """Entries, counted from 0, that are too long for a bundle."""
    chained: int = 0
    """How many lines are of version 0.1, and name the line before them."""


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    checkpoint: Checkpoint
    note: Note


def check_log(places: LogPlaces) -> LogCheck:
    """Checks everything in the log's folder except trusted time (`timestamp_checking.py`)."""
    check = LogCheck()
    journal = _read_journal(places, check)
    check.entries = len(journal.tree)
    kept = _read_checkpoints(places, check)
    check.sealed = kept[-1].checkpoint.size if kept else 0
    tree = _reference(places, journal, kept)
    if tree is not journal.tree:
        _name_changed_entries(places, journal, tree, check)
    _check_checkpoints(kept, journal, tree, check)
    _check_newest(places, kept, check)
    tiles = TileCheck(places.folder, tree, journal.long, whole=tree is journal.tree)
    tiles.run(check.sealed)
    check.wrong += tiles.wrong
    check.unchecked += tiles.unchecked
    _check_keys(places, journal, check)
    _say_what_is_open(places, journal, kept, check)
    return check


def _read_journal(places: LogPlaces, check: LogCheck) -> _Journal:
    journal = _Journal()
    path, before, chained = places.journal, _CHAIN_START, True
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if not raw.endswith(b"\n"):
                    check.unchecked.append(
                        f"{path}: its last line is cut off, as a kill leaves it; the next writing command removes it"
                    )
                    break
                line = raw[:-1]
                said = _line(path, number, line, check)
                chain = said.get("before") if said else None
                if chain is not None:
                    journal.chained += 1
                    if not chained or chain != before:
                        check.wrong.append(f"{path}: entry {number} does not follow the one before it")
                chained = chained and (chain is not None or said is None)
                before = sha256_hex(line)
                _take(journal, number, line, said)
    except FileNotFoundError:
        check.wrong.append(f"{path} is missing")
    return journal


def _line(path: Path, number: int, line: bytes, check: LogCheck) -> dict[str, Any] | None:
    try:
        said = parse_line(line)
    except EntryError as error:
        check.wrong.append(f"{path}: entry {number} {error}")
        return None
    if said["number"] != number:
        check.wrong.append(f"{path}: line {number} is not entry {number}: it says that it is entry {said['number']}")
    return said


def _take(journal: _Journal, number: int, line: bytes, said: dict[str, Any] | None) -> None:
    if number == 1:
        journal.origin = origin_of(line)
    journal.tree.append(leaf_hash(line))
    if len(line) > MAX_ENTRY:
        journal.long.add(number - 1)
    if said and said["what"] == "key":
        journal.signing += [found for entry in whole_entries([line]) if (found := signing_of(entry))]


def _read_checkpoints(places: LogPlaces, check: LogCheck) -> list[_Kept]:
    kept = []
    for size in places.sealed_sizes():
        path = places.checkpoints / str(size)
        try:
            checkpoint, note = parse_checkpoint(path.read_bytes())
        except NoteError as error:
            check.wrong.append(f"{path}: {error}")
            continue
        if checkpoint.size != size:
            check.wrong.append(f"{path}: tells of {checkpoint.size} entries, not of {size}")
            continue
        kept.append(_Kept(path, checkpoint, note))
    check.checkpoints = len(kept)
    return kept


def _reference(places: LogPlaces, journal: _Journal, kept: list[_Kept]) -> Tree:
    """The tree to hold everything against: the journal's, unless a checkpoint stands for what the tiles hold instead.

    So that a changed entry is named as such, and not each tile that disagrees with it.
    """
    tiles: Tree | None = None
    for one in reversed(kept):
        size, root = one.checkpoint.size, one.checkpoint.root
        if size <= len(journal.tree) and journal.tree.root(size) == root:
            return journal.tree
        tiles = tiles or Tree(leaves_of_tiles(places.folder))
        if size <= len(tiles) and tiles.root(size) == root:
            return tiles
    return journal.tree


def _name_changed_entries(places: LogPlaces, journal: _Journal, tree: Tree, check: LogCheck) -> None:
    ours, theirs = journal.tree.full(0, 0, len(tree)), tree.full(0, 0, len(tree))
    changed = [number for number, pair in enumerate(zip(ours, theirs, strict=False), 1) if pair[0] != pair[1]]
    if changed:
        more = f", and {len(changed) - 1} more after it" if len(changed) > 1 else ""
        check.wrong.append(
            f"{places.journal}: entry {changed[0]} was changed{more}: it no longer has the hash that the checkpoint "
            f"and the tiles stand for"
        )
    if len(ours) < len(theirs):
        check.wrong.append(
            f"{places.journal}: entries {len(ours) + 1} to {len(theirs)} are gone: checkpoint and tiles stand for them"
        )


def _check_checkpoints(kept: list[_Kept], journal: _Journal, tree: Tree, check: LogCheck) -> None:
    older: Checkpoint | None = None
    for one in kept:
        checkpoint = one.checkpoint
        if checkpoint.origin != journal.origin:
            check.wrong.append(
                f"{one.path}: is a checkpoint of another log ({checkpoint.origin}, not {journal.origin})"
            )
        if checkpoint.size > len(tree):
            check.wrong.append(f"{one.path}: tells of {checkpoint.size} entries, but there are only {len(tree)}")
        elif checkpoint.root != tree.root(checkpoint.size):
            check.wrong.append(f"{one.path}: its root is not that of the first {checkpoint.size} entries")
        elif older:
            proof = tree.consistency_proof(older.size, checkpoint.size)
            if not verify_consistency(older.size, checkpoint.size, proof, older.root, checkpoint.root):
                check.wrong.append(f"{one.path}: is not consistent with the checkpoint of {older.size} entries")
            older = checkpoint
        else:
            older = checkpoint
        _check_signature(one, journal, check)


def _check_signature(one: _Kept, journal: _Journal, check: LogCheck) -> None:
    told = [signing for signing in journal.signing if signing.number <= one.checkpoint.size]
    if not told:
        check.wrong.append(f"{one.path}: no entry tells which key signs it")
        return
    signing = told[-1]
    if signing.key is None:
        said = f"{one.path}: {signing.reason or 'not signed'} (entry {signing.number})"
        check.unchecked.append(said)
        return
    try:
        key = VerifierKey.parse(signing.key)
    except NoteError as error:
        check.wrong.append(f"{one.path}: the key that entry {signing.number} names cannot be read: {error}")
        return
    match one.note.signed_by(key):
        case True:
            check.signed += 1
            if signing.key not in check.keys:
                check.keys.append(signing.key)
        case False:
            check.wrong.append(f"{one.path}: its signature is not right")
        case None:
            check.wrong.append(f"{one.path}: is not signed by the key that entry {signing.number} names")


def _check_newest(places: LogPlaces, kept: list[_Kept], check: LogCheck) -> None:
    path = places.checkpoint
    if not path.exists():
        if kept:
            check.unchecked.append(f"{path}: is missing; the next command that writes copies it from checkpoints/")
        return
    data = path.read_bytes()
    same = [one for one in kept if one.path.read_bytes() == data]
    if not same:
        check.wrong.append(f"{path}: is none of the checkpoints in {places.checkpoints}")
    elif same[-1] is not kept[-1]:
        check.unchecked.append(
            f"{path}: is older than the newest of checkpoints/, as a kill leaves it; the next writing command renews it"
        )


def _check_keys(places: LogPlaces, journal: _Journal, check: LogCheck) -> None:
    named = {signing.key for signing in journal.signing if signing.key}
    files = {path: path.read_bytes() for path in _files(places.keys)}
    for path, data in files.items():
        text = data.decode("utf-8", "replace").removesuffix("\n")
        if text in named and data == f"{text}\n".encode():
            continue
        try:
            VerifierKey.parse(text)
        except NoteError as error:
            check.wrong.append(f"{path}: {error}")
        else:
            check.unchecked.append(f"{path}: is a public key that no entry names")
    for key in sorted(named - {data.decode("utf-8", "replace").removesuffix("\n") for data in files.values()}):
        check.wrong.append(f"{places.keys}: the public key {key} is missing, which the log names")


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _say_what_is_open(places: LogPlaces, journal: _Journal, kept: list[_Kept], check: LogCheck) -> None:
    sealed = kept[-1].checkpoint.size if kept else 0
    left = len(journal.tree) - sealed
    if not kept and journal.chained and len(journal.tree) - journal.chained <= 1:
        check.unchecked.append(
            f"{places.journal}: was written by version 0.1: its chain was checked, but no tree and no signature stands "
            "over it; the next command that writes makes them"
        )
    elif not kept and len(journal.tree):
        check.wrong.append(f"{places.checkpoints}: there is no checkpoint, though the log was written with them")
    elif left > 0:
        first = sealed + 1
        check.unchecked.append(
            f"{places.journal}: no checkpoint stands for entries {first} to {len(journal.tree)} yet, because a command "
            "was stopped; the next command that writes makes one"
        )
