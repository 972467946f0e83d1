"""Trusted time for what the custody log tells of: a time-stamped checkpoint stands over all entries before it.

That an item was collected with a medium is told by an `add` entry. Where that entry is among the first `size` of the
log, and a time-stamp over the checkpoint of that size holds, item and medium were there by the time that it states.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from firstseen.custody.checkpoint import parse_checkpoint
from firstseen.custody.durable import PASSING
from firstseen.custody.entries import Entry
from firstseen.custody.log import CustodyLog, LogPlaces
from firstseen.custody.note import NoteError
from firstseen.model.identifiers import Digest, sha256_hex
from firstseen.model.stamps import Chain, Covered, StampCheck, stamp_bound
from firstseen.pipeline.stamps import checkpoint_bytes
from firstseen.pipeline.told_stamps import ToldStamp, told_stamp
from firstseen.pipeline.verifying_stamps import CheckedStamp, check_stamps

__all__ = ["CoveredEntries", "covered_entries", "stamps_token"]

_NO_CERTIFICATE = "no certificate is trusted in this case, so whose time it is cannot be said"
_NOT_TRUSTED = "its authority is not trusted in this case"
_NO_NETWORK = "it is an OpenTimestamps proof, which cannot be verified offline"


@dataclass(frozen=True, slots=True)
class _Over:
    """What the time-stamps over a size of the log come to: the earliest that is trusted, and the earliest that is not;
    `proof`: whether there is one that cannot be verified offline.
    """

    trusted: StampCheck | None = None
    untrusted: StampCheck | None = None
    proof: bool = False


@dataclass(frozen=True, slots=True)
class CoveredEntries:
    """What trusted time says of what the log tells of.

    `over`: the sizes that were time-stamped, ascending, each with what the time-stamps over it and over larger ones
    come to. `entries`: by item and medium (None for the item itself) the last line of the entry that first told of it.
    """

    over: Sequence[tuple[int, _Over]] = ()
    entries: Mapping[tuple[str, Digest | None], int] = field(default_factory=dict)

    def of(self, item: str, medium: Digest | None) -> Covered | None:
        """What is said of an item that shows a medium; None where no time-stamp is over the entry that tells of it."""
        entry = self.entries.get((item, medium))
        place = len(self.over) if entry is None else bisect_left(self.over, entry, key=lambda over: over[0])
        if place == len(self.over):
            return None
        over = self.over[place][1]
        what = f"the log of this case, which tells of it in entry {entry:,},"
        bound = stamp_bound(over.trusted, what) if over.trusted else None
        time = over.untrusted.time if over.untrusted else None
        if bound is not None and (time is None or time >= bound.time):
            return Covered(bound)
        return Covered(bound, time, _reason(over)) if over.untrusted or over.proof else None


def _reason(over: _Over) -> str:
    if over.untrusted is None:
        return _NO_NETWORK
    return _NO_CERTIFICATE if over.untrusted.chain is Chain.CANNOT_SAY else over.untrusted.reason or _NOT_TRUSTED


def stamps_token(places: LogPlaces) -> tuple[str, ...]:
    """Texts that change when a time-stamp or a trusted certificate of the case does; none where there are none."""
    if not places.timestamps.is_dir():
        return ()
    files = (path for path in sorted(places.timestamps.rglob("*")) if path.suffix in (".tsr", ".ots", ".pem"))
    return tuple(
        f"{path.relative_to(places.timestamps)} {sha256_hex(path.read_bytes())}"
        for path in files
        if path.is_file() and not path.name.startswith(PASSING)
    )


def covered_entries(log: CustodyLog) -> CoveredEntries:
    """Holds every time-stamp of the case against its log, which is open for writing. Replies are read in a worker."""
    if not stamps_token(log.places):
        return CoveredEntries()
    told: list[ToldStamp] = []
    entries: dict[tuple[str, Digest | None], int] = {}
    for entry in log.entries():
        stamp = told_stamp(entry)
        if stamp is not None:
            told.append(stamp)
        _note_added(entry, entries)
    stamps = [stamp for stamp in check_stamps(log.places, told).stamps if _is_of_log(log, stamp.size)]
    return CoveredEntries(_over(stamps), entries)


def _note_added(entry: Entry, entries: dict[tuple[str, Digest | None], int]) -> None:
    items = entry.about.get("items") if entry.what == "add" else None
    for item, digests in items.items() if isinstance(items, dict) else ():
        entries.setdefault((item, None), entry.last)
        for digest in digests if isinstance(digests, list) else ():
            if isinstance(digest, str):
                entries.setdefault((item, digest), entry.last)


def _is_of_log(log: CustodyLog, size: int) -> bool:
    """Whether the checkpoint of this size stands over the log as it is: a stamped one that does not proves nothing."""
    data = checkpoint_bytes(log.places, size)
    if data is None or not 0 < size <= len(log.tree):
        return False
    try:
        checkpoint, _ = parse_checkpoint(data)
    except NoteError:
        return False
    return (checkpoint.origin, checkpoint.size, checkpoint.root) == (log.origin, size, log.tree.root(size))


def _over(stamps: Iterable[CheckedStamp]) -> list[tuple[int, _Over]]:
    """What holds from each size down to the next smaller one, ascending."""
    by_size: dict[int, _Over] = {}
    so_far = _Over()
    for stamp in sorted(stamps, key=lambda stamp: (-stamp.size, stamp.file)):
        so_far = by_size[stamp.size] = _with(so_far, stamp.check)
    return sorted(by_size.items())


def _with(over: _Over, check: StampCheck | None) -> _Over:
    if check is None:
        return replace(over, proof=True)
    if stamp_bound(check, "") is not None:
        return replace(over, trusted=min(over.trusted or check, check, key=_latest))
    if check.well_formed and check.matches and check.signature is not False and check.time is not None:
        return replace(over, untrusted=min(over.untrusted or check, check, key=_latest))
    return over


def _latest(check: StampCheck) -> datetime:
    assert check.time is not None
    return check.time + timedelta(seconds=check.accuracy or 0)
