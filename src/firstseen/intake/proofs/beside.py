"""Proofs that lie beside loose files: lists of digests, time-stamps (`.tsr`), ProofMode, detached signatures (`.asc`).

ProofMode names its files by the SHA-256 of the picture: `<digest>.proof.csv`, `<digest>.proof.json`, `<digest>.asc`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from firstseen.intake.proofs.checked import digests_of_file
from firstseen.intake.proofs.outcome import Outcome, Proof
from firstseen.intake.proofs.sums import is_named_like_sums, read_sums
from firstseen.intake.source import Tree
from firstseen.model.items import Refusal

__all__ = ["BesideProofs", "Found", "is_proof_name"]

_PROOFMODE: Final = re.compile(
    r"(?P<digest>[0-9a-f]{64})(?:\.proof\.(?:csv|json)(?:\.asc)?|\.asc|\.ots|\.gst|\.devicecheck)", re.I
)
_BY_NAME: Final = re.compile(r"(?P<name>.+)\.(?:tsr|tst|asc|sig|ots)", re.I)


def is_proof_name(name: str) -> bool:
    """Whether a file is called as proofs are."""
    last = name.rpartition("/")[2]
    return bool(_PROOFMODE.fullmatch(last) or _BY_NAME.fullmatch(last) or is_named_like_sums(last))


@dataclass(frozen=True, slots=True)
class Found:
    """Proofs of one file: what lists say, and names of files to be checked apart (`proofs/checked.py`)."""

    listed: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()


class BesideProofs:
    """The proofs of one tree, by their names; each is checked when the file that it is about is read."""

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

    def of(self, name: str) -> Found:
        """What lists of digests say of the file `name`, and the other files that may be proofs of it, by name."""
        listed = [(place, said[name]) for place, said in self._sums if name in said]
        if not (listed or self._by_digest or self._by_name):
            return Found()
        digests = digests_of_file(self._tree, name)
        lists = []
        for place, (algorithm, digest) in listed:
            agrees = digests[algorithm] == digest
            detail = f"its {algorithm} {'is' if agrees else 'is not'} the one that is listed"
            lists.append(Proof(f"list {place}", Outcome.VERIFIED if agrees else Outcome.DOES_NOT_MATCH, detail))
        named = self._by_name.get(name, []) + self._by_name.get(name.rpartition(".")[0], [])
        waiting = tuple(sorted({*named, *self._by_digest.get(digests["sha256"], [])}))
        self._used.update(waiting, (place for place, _ in listed))
        return Found({proof.what: proof.words() for proof in lists}, waiting)

    def unused(self) -> Iterator[Refusal]:
        """A refusal for each proof that is about no loose file of the tree."""
        for name in self._all:
            if name not in self._used:
                yield Refusal(name, "a proof of something else than the loose files of this source; not checked")
