"""The walk through a tree: readers first, then the loose media with their sidecars, then what is left, by name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from firstseen.errors import RefusedError
from firstseen.intake.detect import medium_kind, objection, reader_for
from firstseen.intake.heic import heic_notice, is_heic
from firstseen.intake.loose import loose_item
from firstseen.intake.proofs.beside import BesideProofs, is_proof_name
from firstseen.intake.sidecars import is_sidecar, paired, sidecars_of, thumbnails
from firstseen.intake.source import Reader, Reading, ReadOptions, Source, TreeContent
from firstseen.intake.tree import WalkedTree
from firstseen.model.items import Item, Noticed, NoticeKind, Refusal, SourceRead

__all__ = ["forced", "told", "walk"]

_TAIL_BYTES = 26


@dataclass(slots=True)
class _Left:
    """What readers did not take: names only, so that memory grows with the number of files and not with their size."""

    proofs: BesideProofs
    media: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)
    heic: int = 0
    thumbnails: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    """Files that no reader takes, with the reason: a file that is read later may still claim them for its own."""


def walk(tree: WalkedTree, name: str, reader: str, options: ReadOptions, readers: Sequence[Reader]) -> Reading:
    """Everything in `tree`. An item belongs to the `SourceRead` before it.

    `name` and `reader` are said again, without bytes, before the loose files, which belong to the tree itself.
    A fault in one file is a refusal of that file; the others go on.
    """
    left = _Left(BesideProofs(tree))
    for _, entries in groupby(tree.walk(), key=_folder):
        yield from _read_folder(tree, list(entries), left, options, readers)
    yield from (Refusal(name, reason) for name, reason in left.unread.items() if name not in left.claimed)
    loose = [(medium, sidecars) for medium, sidecars in left.media if medium not in left.claimed]
    small = [thumbnail for thumbnail in left.thumbnails if thumbnail not in left.claimed]
    if loose or small:
        yield SourceRead(name, reader, None)
    if small:
        yield Noticed(NoticeKind.THUMBNAIL, "picture that a program laid beside its video", len(small))
    for medium, sidecars in loose:
        yield from _told(Source(tree, medium), _loose(tree, medium, sidecars, left.proofs), set())
    yield from (refusal for refusal in left.proofs.unused() if refusal.name not in left.claimed)
    yield from heic_notice(left.heic)
    for medium, sidecars in left.media:
        if medium in left.claimed:
            yield from (
                Refusal(sidecar, f"describes {medium}, which another file of this source already shows; not read")
                for sidecar in sidecars
            )


def _loose(tree: WalkedTree, medium: str, sidecars: Sequence[str], proofs: BesideProofs) -> Reading:
    found = proofs.of(medium)
    yield from loose_item(tree, medium, sidecars, found.listed, found.waiting)


def told(source: Source, options: ReadOptions, readers: Sequence[Reader]) -> Reading:
    """One file of a tree, with the neighbours it names; a fault that ends it is yielded as a refusal."""
    return _told(source, _read_one(source, options, readers), set())


def forced(source: Source, options: ReadOptions, readers: Sequence[Reader]) -> Reading:
    """The file read by the reader that `options` names, which is one of `readers`, whether it seems to fit or not; a
    fault is yielded as a refusal."""
    reader = next(reader for reader in readers if reader.name == options.reader)
    return _told(source, reader.read(source, options), set())


def _read_one(source: Source, options: ReadOptions, readers: Sequence[Reader]) -> Reading:
    head = source.head()
    reader = reader_for(source, head, readers, options.reader)
    if reader is not None:
        yield from reader.read(source, options)
        return
    reason = objection(head, source.tree.size(source.name), _tail(source))
    if reason is not None:
        raise RefusedError(source.name, reason)
    yield SourceRead(source.name, "file", None)
    yield from loose_item(source.tree, source.name, sidecars_of(source.tree, source.name))
    kind = medium_kind(head)
    yield from heic_notice(int(kind is not None and is_heic(kind)))


def _unread(source: Source, options: ReadOptions, readers: Sequence[Reader]) -> str | None:
    """Why nothing reads the file, by its beginning; None where something does, or reading it tells what is wrong."""
    try:
        head = source.head()
        if reader_for(source, head, readers, options.reader) is not None:
            return None
        return objection(head, source.tree.size(source.name), _tail(source))
    except (RefusedError, OSError):
        return None


def _folder(entry: str | Refusal) -> str:
    return (entry if isinstance(entry, str) else entry.name).rpartition("/")[0]


def _read_folder(
    tree: WalkedTree,
    entries: list[str | Refusal],
    left: _Left,
    options: ReadOptions,
    readers: Sequence[Reader],
) -> Reading:
    """The files of one folder: its media are noted for later, its sidecars are kept to them, the rest is read."""
    media: dict[str, str] = {}
    others: list[str] = []
    for entry in entries:
        if isinstance(entry, Refusal):
            yield entry
            continue
        try:
            head = Source(tree, entry).head()
        except (RefusedError, OSError) as error:
            yield _refusal(entry, error)
            continue
        kind = medium_kind(head)
        if kind is not None and objection(head, len(head)) is None:
            media[entry] = kind.medium
            left.heic += is_heic(kind)
        else:
            others.append(entry)
    described = paired(tuple(media), others)
    for name in others:
        source = Source(tree, name)
        if name in left.claimed:
            continue
        if name in described and is_sidecar(source, taken=_taken(source, readers)):
            continue
        described.pop(name, None)
        if is_proof_name(name) and left.proofs.take(name):
            continue
        reason = _unread(source, options, readers)
        if reason is not None:
            left.unread[name] = reason
            continue
        yield from _told(source, _read_one(source, options, readers), left.claimed)
    sidecars: dict[str, list[str]] = {medium: [] for medium in media}
    for sidecar, about in described.items():
        for medium in about:
            sidecars[medium].append(sidecar)
    small = thumbnails(tree, media, sidecars)
    left.thumbnails.extend(small)
    left.media.extend((medium, tuple(sidecars[medium])) for medium in media if medium not in small)


def _told(source: Source, reading: Reading, claimed: set[str]) -> Reading:
    """What `reading` yields; a fault that ends it becomes a refusal. Notes which files of the tree it has shown."""
    try:
        for found in reading:
            if isinstance(found, SourceRead):
                claimed.update(found.companions)
            elif isinstance(found, Item):
                claimed.update(_shown(source, found))
            yield found
    except (RefusedError, OSError) as error:
        yield _refusal(source.name, error)


def _taken(source: Source, readers: Sequence[Reader]) -> bool:
    """Whether a reader takes the file, or would if it were told which one is meant."""
    try:
        head = source.head()
    except (RefusedError, OSError):
        return False
    return bool(head) and medium_kind(head) is None and any(reader.fits(source, head) for reader in readers)


def _shown(source: Source, item: Item) -> Iterator[str]:
    for shown in item.media:
        if isinstance(shown.content, TreeContent) and shown.content.tree is source.tree:
            yield shown.content.name


def _refusal(name: str, error: RefusedError | OSError) -> Refusal:
    if isinstance(error, RefusedError):
        return Refusal(error.name, error.reason)
    return Refusal(name, f"cannot be read: {(error.strerror or str(error)).lower()}")


def _tail(source: Source) -> bytes:
    with source.open() as stream:
        stream.seek(-min(_TAIL_BYTES, source.tree.size(source.name)), os.SEEK_END)
        return stream.read(_TAIL_BYTES)
