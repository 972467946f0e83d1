"""The trusted time of a case: each file against the entry that tells of it, each reply by its three answers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstseen.custody.checkpoint import parse_checkpoint
from firstseen.custody.durable import PASSING
from firstseen.custody.log import LogPlaces
from firstseen.custody.note import NoteError
from firstseen.custody.open_timestamps import stamped_digest
from firstseen.errors import FirstseenError
from firstseen.model.identifiers import sha256_hex
from firstseen.model.stamps import Chain, StampCheck
from firstseen.pipeline.stamps import checkpoint_bytes, replies_checked, trusted_certificates
from firstseen.pipeline.told_stamps import ToldStamp

__all__ = ["CheckedStamp", "StampsCheck", "check_stamps"]


@dataclass(frozen=True, slots=True)
class CheckedStamp:
    """A proof of time: its file, how many entries it is about, and what came of it (None: not verifiable offline)."""

    file: str
    size: int
    check: StampCheck | None

    def as_json(self) -> dict[str, Any]:
        """The machine format, in `verify` and `stamp`."""
        return {"file": self.file, "entries": self.size, "check": self.check.as_json() if self.check else None}


@dataclass(slots=True)
class StampsCheck:
    """What was checked, and what came of it, as sentences."""

    stamps: list[CheckedStamp] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def check_stamps(places: LogPlaces, told: Iterable[ToldStamp]) -> StampsCheck:
    """Checks what the entries tell of, and names what no entry tells of."""
    check = StampsCheck()
    replies: dict[Path, ToldStamp] = {}
    trust: list[Path] = []
    known = set()
    for stamp in told:
        path = places.timestamps / stamp.file
        known.add(path)
        if not path.is_file():
            check.wrong.append(f"{path}: is missing, which entry {stamp.entry} tells of")
        elif sha256_hex(path.read_bytes()) != stamp.digest:
            check.wrong.append(f"{path}: was changed after entry {stamp.entry} told of it")
        elif stamp.kind != "trust" and not _is_about(places, stamp):
            check.wrong.append(f"{path}: the checkpoint that entry {stamp.entry} names is not in {places.checkpoints}")
        elif stamp.kind == "trust":
            trust.append(path)
        elif stamp.kind == "reply":
            replies[path] = stamp
        elif stamp.kind == "ots":
            _check_proof(places, path, stamp, check)
    _check_replies(places, replies, trust, check)
    for path in sorted(places.timestamps.rglob("*")) if places.timestamps.is_dir() else ():
        if path.is_file() and path not in known and not path.name.startswith(PASSING):
            check.unchecked.append(f"{path}: no entry tells of it")
    return check


def _is_about(places: LogPlaces, stamp: ToldStamp) -> bool:
    data = checkpoint_bytes(places, stamp.size) if stamp.size is not None else None
    try:
        return data is not None and b64encode(parse_checkpoint(data)[0].root).decode() == stamp.root
    except NoteError:
        return False


def _check_proof(places: LogPlaces, path: Path, stamp: ToldStamp, check: StampsCheck) -> None:
    data = checkpoint_bytes(places, stamp.size or 0) or b""
    if stamped_digest(path.read_bytes()) != sha256_hex(data):
        check.wrong.append(f"{path}: is not over {places.checkpoints / str(stamp.size)}")
        return
    check.stamps.append(CheckedStamp(stamp.file, stamp.size or 0, None))
    check.unchecked.append(f"{path}: is an OpenTimestamps proof over these bytes, which is not verifiable offline")


def _check_replies(places: LogPlaces, replies: dict[Path, ToldStamp], trust: list[Path], check: StampsCheck) -> None:
    over = {path: checkpoint_bytes(places, stamp.size or 0) for path, stamp in replies.items()}
    try:
        found = replies_checked(over, trusted_certificates(places, trust))
    except FirstseenError as error:
        check.unchecked += [f"{path}: was not checked: {error.message}" for path in replies]
        return
    for path, answer in sorted(found.items()):
        stamp = replies[path]
        if isinstance(answer, str):
            check.unchecked.append(f"{path}: was not checked: {answer}")
            continue
        check.stamps.append(CheckedStamp(stamp.file, stamp.size or 0, answer))
        if not answer.well_formed or not answer.matches or answer.signature is False:
            check.wrong.append(f"{path}: {answer.reason or 'its signature is not right'}")
        elif answer.chain is Chain.NOT_TRUSTED:
            check.unchecked.append(f"{path}: {answer.reason}")
        elif answer.chain is Chain.CANNOT_SAY:
            check.unchecked.append(
                f"{path}: no certificate is trusted in this case, so whose time it is cannot be said: "
                "firstseen stamp CASE --trust FILE.pem"
            )
