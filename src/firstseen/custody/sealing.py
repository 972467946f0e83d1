"""Sealing a custody log: its tiles and a signed checkpoint are brought up to the end of its journal.

The order makes a kill harmless: tiles first, then the checkpoint under its size, then `checkpoint`, then partial tiles
of before are removed. Full tiles are never written again. Which key signs, or why none does, is itself an entry, so
that a signature that is taken away later is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firstseen.custody.blobs import storage_error
from firstseen.custody.checkpoint import Checkpoint
from firstseen.custody.durable import PASSING, flush_folder, write_whole
from firstseen.custody.keys import Unsigned, named
from firstseen.custody.log import CustodyLog
from firstseen.custody.note import sign_note, unsigned_note
from firstseen.custody.tiles import ENTRIES, WIDTH, Tile, bundle, hashes, tiles_of
from firstseen.errors import CaseDamagedError

__all__ = ["is_sealed", "restore_tiles", "seal"]

Record = Callable[[str, Mapping[str, Any]], object]
"""Writes an entry: what was done, and what it is about."""


def is_sealed(log: CustodyLog) -> bool:
    """Whether the newest checkpoint stands for the whole journal. The log is open for writing."""
    if log.sealed is None or log.sealed.size != len(log.tree) or not log.places.checkpoint.exists():
        return False
    newest = log.places.checkpoints / str(log.sealed.size)
    return log.places.checkpoint.read_bytes() == newest.read_bytes()


def seal(log: CustodyLog, key: Ed25519PrivateKey | Unsigned, record: Record) -> Checkpoint:
    """Brings tiles and checkpoint to the end of the journal, signed with `key`; gives the checkpoint.

    The log is open for writing and has an entry. `record` is used to tell of a key that had not signed before.
    Raises `CaseDamagedError` when a full tile is in the way that holds something else.
    """
    try:
        _tell_key(log, key, record)
        before = log.sealed.size if log.sealed else 0
        size = len(log.tree)
        checkpoint = Checkpoint(log.origin, size, log.tree.root())
        _write_tiles(log, before, size)
        if size > before:
            text = checkpoint.text()
            note = unsigned_note(text) if isinstance(key, Unsigned) else sign_note(text, log.origin, [key])
            write_whole(log.places.checkpoints / str(size), note)
        else:
            note = (log.places.checkpoints / str(size)).read_bytes()
        write_whole(log.places.checkpoint, note)
        log.sealed = checkpoint
        _clear(log.places.folder, before, size)
    except OSError as error:
        raise storage_error(error, log.places.folder) from error
    return checkpoint


def restore_tiles(log: CustodyLog) -> None:
    """Writes the tiles of the newest checkpoint anew from the journal, which was found to be what it stands for.

    The log is open for writing; tiles that hold something else must be gone.
    """
    if log.sealed is None:
        return
    try:
        _write_tiles(log, 0, log.sealed.size)
    except OSError as error:
        raise storage_error(error, log.places.folder) from error


def _tell_key(log: CustodyLog, key: Ed25519PrivateKey | Unsigned, record: Record) -> None:
    """Tells which key signs from here on, where the log has not told it yet; keeps the public key with the log."""
    if isinstance(key, Unsigned):
        if log.signing is None or log.signing.key is not None:
            record("key", {"key": None, "reason": f"not signed: {key.reason}"})
        return
    public = named(key, log.origin)
    path = log.places.keys / f"{public.id.hex()}.vkey"
    text = f"{public}\n".encode()
    if not path.exists() or path.read_bytes() != text:
        if path.exists():
            raise CaseDamagedError(f"{path} is not the public key that it is named by")
        write_whole(path, text)
    if log.signing is None or log.signing.key != str(public):
        record("key", {"key": str(public), "reason": None})


def _write_tiles(log: CustodyLog, before: int, size: int) -> None:
    entries = _bundles(log, before)
    for tile in tiles_of(size, before):
        data = bundle(next(entries)[: tile.width]) if tile.level == ENTRIES else hashes(log.tree, tile)
        path = log.places.folder / tile.path
        if data is None:
            continue  # an entry of an older version that is too long for a bundle; the journal holds it
        if path.exists():
            if path.read_bytes() == data:
                continue
            if tile.is_full:
                raise CaseDamagedError(f"{path} holds something else than the log; a full tile is never written again")
        write_whole(path, data)


def _bundles(log: CustodyLog, first: int) -> Iterator[list[bytes]]:
    """The lines of the journal by bundle, from the one that holds entry `first`."""
    lines: list[bytes] = []
    for line in log.lines(first):
        lines.append(line)
        if len(lines) == WIDTH:
            yield lines
            lines = []
    if lines:
        yield lines


def _clear(folder: Path, before: int, size: int) -> None:
    """Removes partial tiles of smaller trees, and what a killed writer left half written."""
    right = {folder / tile.path for tile in tiles_of(size)}
    changed = {(tile.level, tile.index) for tile in tiles_of(size, before)}
    # A writer that was killed here may have left those of the tile before, too.
    for level, index in changed | {(level, index - 1) for level, index in changed if index}:
        partial = folder / f"{Tile(level, index, WIDTH).path}.p"
        if partial.is_dir():
            _clear_partials(partial, right)
    for place in (folder, *(folder / name for name in ("checkpoints", "keys", "timestamps", "timestamps/trust"))):
        for left in place.glob(f"{PASSING}*") if place.is_dir() else ():
            left.unlink()


def _clear_partials(partial: Path, right: set[Path]) -> None:
    for path in list(partial.iterdir()):
        if path not in right and (path.name.isdigit() or path.name.startswith(PASSING)):
            path.unlink()
    with suppress(OSError):
        partial.rmdir()
        flush_folder(partial.parent)
