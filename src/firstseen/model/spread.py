"""Spread: which version came from which, and which appearance from which, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box

__all__ = ["Edge", "MissingAncestor", "Sign", "SignKind", "Spread", "Version"]


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a group's photograph: a medium, or (with `box`) the part of a page that shows it.

    `id` is the digest of a whole medium, for a part an identifier of its own.
    """

    id: str
    medium: Digest
    box: Box | None = None


class SignKind(StrEnum):
    """What speaks for a direction between two versions or two appearances."""

    SHOWS_LESS = "shows_less"
    ADDED = "added"
    ALTERED = "altered"
    GENERATION = "generation"
    PLATFORM = "platform"
    WORDS = "words"
    TIME = "time"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence for the direction of an edge.

    `weight` is in log-odds (natural logarithm): positive for the direction in which the edge is written, negative
    against it, 0 where it says that the two are neighbours, and nothing of the direction. `detail` is a plain sentence.
    """

    kind: SignKind
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`target` came from `source`, if `decided`; else only that the two are next to each other.

    Both are identifiers of versions or of missing ancestors, or both of appearances. `confidence` is 0 to 1: how sure
    the direction is (0.5 knows nothing). `changes` say what was done to the source (words of `Copy.changes`).
    """

    source: str
    target: str
    decided: bool
    confidence: float
    changes: tuple[str, ...]
    signs: tuple[Sign, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class MissingAncestor:
    """A version that must have existed, and was not collected.

    `versions` are those that came from it. `outlines` say, for each of these that is large enough to tell, which
    rectangle it must have shown at least, in pixels of that version's medium: it goes beyond the picture itself.
    `before`: it had been made by then (None: unknown).
    """

    id: str
    versions: tuple[str, ...]
    outlines: tuple[tuple[str, Box], ...]
    before: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of one group. `edges` join versions and missing ancestors, `taken` joins appearances.

    `roots` are versions or missing ancestors that came from none of the others, as far as that is decided. A version
    has at most one decided edge that leads to it.
    """

    group: str
    versions: tuple[Version, ...]
    edges: tuple[Edge, ...]
    taken: tuple[Edge, ...]
    missing: tuple[MissingAncestor, ...]
    roots: tuple[str, ...]
