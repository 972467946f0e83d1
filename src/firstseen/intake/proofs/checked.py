"""One proof file against the file that it lies beside: time-stamps (`.tsr`), ProofMode, detached signatures (`.asc`).

Strangers' bytes: run in a reading worker where there are any (`firstseen.intake.loose`).
"""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Any, Final

from firstseen.custody.time_stamps import HASHES, MAX_REPLY, check_reply
from firstseen.errors import RefusedError
from firstseen.intake.json_text import load_json
from firstseen.intake.proofs.outcome import Outcome, Proof
from firstseen.intake.source import Tree

__all__ = ["checked", "digests_of_file"]

_MAX_PROOF: Final = 8 << 20
_HASH_FIELDS: Final = ("File Hash SHA256", "fileHash", "FileHashSHA256", "File Hash")
_ALGORITHMS: Final = ("md5", "sha1", *HASHES.values())
_NO_VERIFIER: Final = "a signature of OpenPGP, which this program does not verify; it is kept with the source"
_OTS: Final = "an OpenTimestamps proof, which is not verifiable offline"


def checked(tree: Tree, place: str, digests: dict[str, str]) -> Proof:
    """What came of the proof in the file `place`; `digests` are those of the file it should be about."""
    lower = place.lower()
    if lower.endswith((".tsr", ".tst")):
        return _stamp(tree, place, digests)
    if lower.endswith(".ots"):
        return Proof(f"proof {place}", Outcome.CANNOT_SAY, _OTS)
    if lower.endswith((".asc", ".sig", ".gst", ".devicecheck")):
        return Proof(f"signature {place}", Outcome.CANNOT_SAY, _NO_VERIFIER)
    return _proofmode(tree, place, digests)


def _stamp(tree: Tree, place: str, digests: dict[str, str]) -> Proof:
    what = f"time-stamp {place}"
    data = _read(tree, place, MAX_REPLY)
    check = check_reply(data, digests, ()) if data is not None else None
    if check is None or not check.well_formed or check.time is None:
        return Proof(what, Outcome.CANNOT_SAY, check.reason if check else "it cannot be read")
    if check.matches is None:
        return Proof(what, Outcome.CANNOT_SAY, check.reason)
    if not check.matches or check.signature is False:
        return Proof(what, Outcome.DOES_NOT_MATCH, check.reason or "its signature is not right")
    by = f" by {check.authority}" if check.authority else ""
    trust = "; whether that authority can be trusted cannot be said"
    when = f"{check.time:%Y-%m-%d %H:%M:%S} UTC"
    if check.signature is None:
        return Proof(what, Outcome.CANNOT_SAY, f"over these bytes, {when}{by}, but its signature cannot be checked")
    return Proof(what, Outcome.VERIFIED, f"over these bytes, {when}{by}{trust}")


def _proofmode(tree: Tree, place: str, digests: dict[str, str]) -> Proof:
    what = f"ProofMode {place}"
    stated = _stated_hash(place, _read(tree, place, _MAX_PROOF))
    if stated is None:
        return Proof(what, Outcome.CANNOT_SAY, "it states no digest that can be read")
    if stated != digests["sha256"]:
        return Proof(what, Outcome.DOES_NOT_MATCH, "it states the digest of another file")
    return Proof(what, Outcome.VERIFIED, "it states the digest of these bytes; who wrote it, its signature would say")


def _stated_hash(place: str, data: bytes | None) -> str | None:
    try:
        text = (data or b"").decode("utf-8-sig")
        fields = load_json(text) if place.lower().endswith(".json") else _first_row(text)
    except ValueError:
        return None
    if not isinstance(fields, dict):
        return None
    found = next((fields[name] for name in _HASH_FIELDS if isinstance(fields.get(name), str)), None)
    return found.strip().lower() if found else None


def _first_row(text: str) -> dict[str, Any] | None:
    try:
        return next(csv.DictReader(io.StringIO(text)), None)
    except csv.Error:
        return None


def _read(tree: Tree, name: str, most: int) -> bytes | None:
    try:
        with tree.open(name) as stream:
            data = stream.read(most + 1)
    except (RefusedError, OSError):
        return None
    return data if len(data) <= most else None


def digests_of_file(tree: Tree, name: str) -> dict[str, str]:
    """The digests of a file by every algorithm that proofs use, in hexadecimal."""
    states = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in _ALGORITHMS}
    with tree.open(name) as stream:
        while chunk := stream.read(1 << 20):
            for state in states.values():
                state.update(chunk)
    return {algorithm: state.hexdigest() for algorithm, state in states.items()}
