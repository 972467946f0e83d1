"""`stamp`: trusted time for the newest checkpoint of a case: requests written, replies checked, kept as they came."""

from __future__ import annotations

import os
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from firstseen.custody.blobs import storage_error
from firstseen.custody.checkpoint import parse_checkpoint
from firstseen.custody.durable import write_whole
from firstseen.custody.open_timestamps import MAX_PROOF, is_proof, stamped_digest
from firstseen.custody.time_stamps import MAX_REPLY, digests_of, read_certificates, request_for
from firstseen.errors import CaseDamagedError, RefusedError, WrongUseError
from firstseen.model.identifiers import sha256_hex
from firstseen.model.stamps import StampCheck
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.stamps import checkpoint_bytes, replies_checked, trusted_certificates
from firstseen.pipeline.told_stamps import ToldStamp, told_stamp

__all__ = ["Kept", "Request", "keep_reply", "make_request", "trust"]

_SHORT: Final = 8


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a time-stamp: its bytes (DER), the number of entries it is about, and where the case keeps it."""

    data: bytes
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Kept:
    """A proof that is kept: where, over how many entries, and what came of checking it (None: cannot be, offline)."""

    path: Path
    size: int
    check: StampCheck | None


def make_request(folder: Path) -> Request:
    """Makes a request over the newest checkpoint of the case at `folder` and keeps it with the case."""
    with writing_case(folder, "stamp") as case:
        if case.log.sealed is None:
            raise CaseDamagedError(f"{case.log.places.checkpoints} holds no checkpoint")
        size = case.log.sealed.size
        data, nonce = request_for(_checkpoint(case, size))
        path = case.log.places.timestamps / f"{size}-{sha256_hex(data)[:_SHORT]}.tsq"
        _keep(case, path, data, "request", size=size, more={"nonce": nonce})
        return Request(data, size, path)


def keep_reply(folder: Path, name: str, reply: bytes) -> Kept:
    """Checks that a reply (`.tsr`), or an OpenTimestamps proof, is over a checkpoint of the case; keeps it as it came.

    Raises `RefusedError`, naming `name`, for one that is not, and for a reply to a request that is not the case's.
    """
    if len(reply) > max(MAX_PROOF, MAX_REPLY):
        raise RefusedError(name, f"larger than {MAX_PROOF >> 20} MiB, which no time-stamp is")
    with writing_case(folder, "stamp") as case:
        if is_proof(reply):
            return _keep_proof(case, name, reply)
        check = _read_apart(name, reply, case)
        told = [stamp for entry in case.log.entries() if (stamp := told_stamp(entry))]
        size = _size_over(case, check.imprint)
        if size is None:
            raise RefusedError(name, "is a time-stamp over other bytes than any checkpoint of this case")
        request = _answered(name, check, [stamp for stamp in told if stamp.kind == "request" and stamp.size == size])
        short = Path(request.file).stem.rpartition("-")[2] if request else sha256_hex(reply)[:_SHORT]
        path = case.log.places.timestamps / f"{size}-{short}.tsr"
        if path.exists() and path.read_bytes() != reply:
            path = path.with_name(f"{size}-{sha256_hex(reply)[:_SHORT]}.tsr")
        _keep(case, path, reply, "reply", size=size, more={"request": request.file if request else None})
        found = replies_checked({path: _checkpoint(case, size)}, trusted_certificates(case.log.places))[path]
        return Kept(path, size, found if isinstance(found, StampCheck) else check)


def _read_apart(name: str, reply: bytes, case: WriteCase) -> StampCheck:
    """What a reply says, read in a worker before anything of it is kept."""
    descriptor, passing = tempfile.mkstemp(prefix="firstseen-")
    path = Path(passing)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(reply)
        found = replies_checked({path: None}, trusted_certificates(case.log.places))[path]
    finally:
        path.unlink()
    if isinstance(found, str):
        raise RefusedError(name, found)
    if not found.well_formed:
        raise RefusedError(name, found.reason)
    return found


def _size_over(case: WriteCase, imprint: str | None) -> int | None:
    """The checkpoint, newest first, over whose bytes a digest is."""
    for size in reversed(case.log.places.sealed_sizes()):
        if imprint in digests_of(_checkpoint(case, size)).values():
            return size
    return None


def _answered(name: str, check: StampCheck, requests: list[ToldStamp]) -> ToldStamp | None:
    """The request that a reply answers, by its nonce; None where the case made none for that checkpoint."""
    found = next((request for request in requests if request.nonce == check.nonce), None)
    if found is None and requests:
        raise RefusedError(name, "is over a checkpoint of this case, but answers another request: its nonce differs")
    return found


def _keep_proof(case: WriteCase, name: str, proof: bytes) -> Kept:
    size = _size_over(case, stamped_digest(proof))
    if size is None:
        raise RefusedError(name, "is an OpenTimestamps proof over other bytes than any checkpoint of this case")
    path = case.log.places.timestamps / f"{size}-{sha256_hex(proof)[:_SHORT]}.ots"
    _keep(case, path, proof, "ots", size=size, more={})
    return Kept(path, size, None)


def trust(folder: Path, name: str, data: bytes) -> list[str]:
    """Keeps certificates (PEM) of authorities that are trusted with the case; gives whom they are of.

    Raises `RefusedError` naming the file.
    """
    found = read_certificates(name, data)
    subjects = [one.subject.rfc4514_string() for one in found]
    with writing_case(folder, "stamp") as case:
        path = case.log.places.timestamps / "trust" / f"{sha256_hex(data)[:_SHORT]}.pem"
        _keep(case, path, data, "trust", size=None, more={"of": subjects})
    return subjects


def _checkpoint(case: WriteCase, size: int) -> bytes:
    data = checkpoint_bytes(case.log.places, size)
    if data is None:
        raise CaseDamagedError(f"{case.log.places.checkpoints / str(size)} is missing")
    return data


def _keep(case: WriteCase, path: Path, data: bytes, kind: str, *, size: int | None, more: dict[str, object]) -> None:
    """Keeps a file as it is and tells of it, once."""
    if path.exists() and path.read_bytes() != data:
        raise WrongUseError(f"{path} is already there, with other bytes")
    name = path.relative_to(case.log.places.timestamps).as_posix()
    if path.exists() and any(stamp and stamp.file == name for stamp in map(told_stamp, case.log.entries())):
        return
    about: dict[str, object] = {"kind": kind, "file": name, "digest": sha256_hex(data), **more}
    if size is not None:
        checkpoint, _ = parse_checkpoint(_checkpoint(case, size))
        about["checkpoint"] = {"size": size, "root": b64encode(checkpoint.root).decode()}
    try:
        write_whole(path, data)
    except OSError as error:
        raise storage_error(error, path.parent) from error
    case.record("stamp", about)
