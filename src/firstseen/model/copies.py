"""Copies between media: the relation, the transform, the boxes, and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from firstseen.model.identifiers import Digest
from firstseen.model.moving import Segment
from firstseen.model.pictures import Box

__all__ = ["JOINING", "Copy", "Mask", "Matrix", "Relation", "ShowsMore"]

Matrix = tuple[tuple[float, float, float], tuple[float, float, float]]
"""2x3 affine matrix from pixels of a to pixels of b."""


class Relation(StrEnum):
    """How two media are related (the values are those of the machine formats)."""

    EXACT = "exact"
    COPY = "copy"
    PART = "part"
    ALTERED = "altered"
    SAME_SUBJECT = "same_subject"


JOINING = frozenset({Relation.EXACT, Relation.COPY, Relation.PART, Relation.ALTERED})
"""The relations that join media into one group; `same_subject` never does."""


class ShowsMore(StrEnum):
    """Which of two copies shows more of the photograph. Borders and letterboxes do not count as showing more."""

    A = "a"
    B = "b"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Mask:
    """Where in a picture something differs: a grid of equal cells over `box`, in pixels of the stored picture.

    `cells` are the rows of the grid from above, each a text of as many characters as the grid has columns: "1" where
    the two differ, "0" where not.
    """

    box: Box
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Two media that carry the same photograph; `a` < `b` as digests.

    `box_a` and `box_b` are the shared picture as seen in each. `transform` takes pixels of a to pixels of b
    (None for exact). `points` are up to 40 verified pairs ((xa, ya), (xb, yb)) in pixels, for showing why.
    `confidence` is 0 to 1: how likely it is that both carry one photograph (for the same subject: that they do not).
    `reason` is a plain sentence. `figures` are what the changes rest on, by name (see `match/words.py`). `altered`
    says where b has other content than a, as seen in a: only for that relation. `segments` are the stretches that they
    share where one of them is a video or a sound; boxes and transform are then those of the longest one.
    """

    a: Digest
    b: Digest
    relation: Relation
    confidence: float
    mirrored: bool
    box_a: Box | None
    box_b: Box | None
    transform: Matrix | None
    shows_more: ShowsMore | None
    changes: tuple[str, ...]
    reason: str
    points: tuple[tuple[tuple[float, float], tuple[float, float]], ...] = ()
    figures: dict[str, float] = field(default_factory=dict)
    altered: Mask | None = None
    segments: tuple[Segment, ...] = ()
