"""Proofs that lie beside loose files: lists of digests, time-stamps (`.tsr`), ProofMode, detached signatures (`.asc`).

ProofMode names its files by the SHA-256 of the picture: `<digest>.proof.csv`, `<digest>.proof.json`, `<digest>.asc`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any, Final

from firstseen.custody.time_stamps import HASHES, MAX_REPLY, check_reply
from firstseen.errors import RefusedError
from firstseen.intake.json_text import load_json
from firstseen.intake.proofs.outcome import Outcome, Proof
from firstseen.intake.proofs.sums import is_named_like_sums, read_sums
from firstseen.intake.source import Tree
from firstseen.model.items import Refusal

__all__ = ["BesideProofs", "is_proof_name"]

_PROOFMODE: Final = re.compile(
    r"(?P<digest>[0-9a-f]{64})(?:\.proof\.(?:csv|json)(?:\.asc)?|\.asc|\.ots|\.gst|\.devicecheck)", re.I
)
_BY_NAME: Final = re.compile(r"(?P<name>.+)\.(?:tsr|tst|asc|sig|ots)", re.I)
_MAX_PROOF: Final = 8 << 20
_HASH_FIELDS: Final = ("File Hash SHA256", "fileHash", "FileHashSHA256", "File Hash")
_ALGORITHMS: Final = ("md5", "sha1", *HASHES.values())
_NO_VERIFIER: Final = "a signature of OpenPGP, which this program does not verify; it is kept with the source"
_OTS: Final = "an OpenTimestamps proof, which is not verifiable offline"


def is_proof_name(name: str) -> bool:
    """Whether a file is called as proofs are."""
    last = name.rpartition("/")[2]
    return bool(_PROOFMODE.fullmatch(last) or _BY_NAME.fullmatch(last) or is_named_like_sums(last))


class BesideProofs:
    """The proofs of one tree, by their names; each is read when the file that it is about is."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._by_digest: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._sums: list[tuple[str, dict[str, tuple[str, str]]]] = []
        self._used: set[str] = set()
        self._all: list[str] = []

    def take(self, name: str) -> bool:
        """Notes a file that is called as proofs are; False for one that is none after all."""
        last = name.rpartition("/")[2]
        if match := _PROOFMODE.fullmatch(last):
            self._by_digest.setdefault(match["digest"].lower(), []).append(name)
        elif match := _BY_NAME.fullmatch(last):
            folder = name.rpartition("/")[0]
            about = f"{folder}/{match['name']}" if folder else match["name"]
            self._by_name.setdefault(about, []).append(name)
        else:
            said = read_sums(self._tree, name)
            if said is None:
                return False
            self._sums.append((name, said))
        self._all.append(name)
        return True

    def of(self, name: str) -> list[Proof]:
        """What came of every proof about the file `name`, in the order of their names."""
        listed = [(place, said[name]) for place, said in self._sums if name in said]
        if not (listed or self._by_digest or self._by_name):
            return []
        named = self._by_name.get(name, []) + self._by_name.get(name.rpartition(".")[0], [])
        digests = _digests(self._tree, name)
        proofs = []
        for place, (algorithm, digest) in listed:
            agrees = digests[algorithm] == digest
            detail = f"its {algorithm} {'is' if agrees else 'is not'} the one that is listed"
            proofs.append(Proof(f"list {place}", Outcome.VERIFIED if agrees else Outcome.DOES_NOT_MATCH, detail))
            self._used.add(place)
        for place in (*named, *self._by_digest.get(digests["sha256"], [])):
            proofs.append(self._one(place, digests))
            self._used.add(place)
        return sorted(proofs, key=lambda proof: proof.what)

    def _one(self, place: str, digests: dict[str, str]) -> Proof:
        lower = place.lower()
        if lower.endswith((".tsr", ".tst")):
            return self._stamp(place, digests)
        if lower.endswith(".ots"):
            return Proof(f"proof {place}", Outcome.CANNOT_SAY, _OTS)
        if lower.endswith((".asc", ".sig", ".gst", ".devicecheck")):
            return Proof(f"signature {place}", Outcome.CANNOT_SAY, _NO_VERIFIER)
        return self._proofmode(place, digests)

    def _stamp(self, place: str, digests: dict[str, str]) -> Proof:
        what = f"time-stamp {place}"
        data = _read(self._tree, place, MAX_REPLY)
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

    def _proofmode(self, place: str, digests: dict[str, str]) -> Proof:
        what = f"ProofMode {place}"
        stated = _stated_hash(place, _read(self._tree, place, _MAX_PROOF))
        if stated is None:
            return Proof(what, Outcome.CANNOT_SAY, "it states no digest that can be read")
        if stated != digests["sha256"]:
            return Proof(what, Outcome.DOES_NOT_MATCH, "it states the digest of another file")
        return Proof(
            what, Outcome.VERIFIED, "it states the digest of these bytes; who wrote it, its signature would say"
        )

    def unused(self) -> Iterator[Refusal]:
        """A refusal for each proof that is about no loose file of the tree."""
        for name in self._all:
            if name not in self._used:
                yield Refusal(name, "a proof of something else than the loose files of this source; not checked")


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


def _digests(tree: Tree, name: str) -> dict[str, str]:
    states = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in _ALGORITHMS}
    with tree.open(name) as stream:
        while chunk := stream.read(1 << 20):
            for state in states.values():
                state.update(chunk)
    return {algorithm: state.hexdigest() for algorithm, state in states.items()}
