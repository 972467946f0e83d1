"""Groups made by hand: versions, the copies between them, and when they were shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from tests.chronicle.building import NOW, on_x

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.first_seen import first_seen
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.spread.solve import spread_of
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import date
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.generation import Generation
from firstseen.model.pictures import Box, Metadata, PictureFacts
from firstseen.model.records import CaseFacts
from firstseen.model.spread import Edge, Spread

FULL: Box = (0, 0, 600, 400)
HALF: Box = (100, 50, 400, 350)


def picture(
    size: tuple[int, int] = (600, 400), pixels: str = "", *, format: str = "JPEG", **said: object
) -> PictureFacts:
    metadata = Metadata(**said)  # type: ignore[arg-type]
    return PictureFacts(format, "image/jpeg", *size, 1, 1, pixels, "0" * 64, 100, metadata)


def same(
    a: str,
    b: str,
    *changes: str,
    boxes: tuple[Box, Box] = (FULL, FULL),
    relation: Relation = Relation.COPY,
    more: ShowsMore | None = ShowsMore.SAME,
    shown: tuple[float, float] = (1.0, 1.0),
    mirrored: bool = False,
    **figures: float,
) -> Copy:
    """A copy of two versions; what is not told is equal. The transform follows from the boxes."""
    (left, top, right, bottom), (p, q, u, v) = boxes
    across, down = (u - p) / (right - left), (v - q) / (bottom - top)
    named = {"scale": (across * down) ** 0.5, "shown_a": shown[0], "shown_b": shown[1], "agreement": 1.0, **figures}
    moved = ((across, 0.0, p - across * left), (0.0, down, q - down * top))
    assert a < b
    return Copy(
        a, b, relation, 0.95, mirrored, *boxes, moved, more, ("re-encoded", *changes), "they match", figures=named
    )


def cropped(a: str, b: str) -> Copy:
    """b is a crop of a: half of what it shows."""
    return same(a, b, "cropped", boxes=(HALF, (0, 0, 300, 300)), more=ShowsMore.A, shown=(1.0, 0.375))


def crop_of_later(a: str, b: str) -> Copy:
    """a is a crop of b."""
    return same(a, b, "cropped", boxes=((0, 0, 300, 300), HALF), more=ShowsMore.B, shown=(0.375, 1.0))


def overlapping(a: str, b: str) -> Copy:
    """Both are 300 x 300, and share the right half of a with the left half of b."""
    return same(a, b, boxes=((150, 0, 300, 300), (0, 0, 150, 300)), more=None, shown=(0.667, 0.667))


def spread(
    copies: Iterable[Copy],
    shown: Sequence[ShownEvidence] = (),
    *,
    media: Iterable[str] = (),
    facts: dict[str, PictureFacts] | None = None,
    saved: dict[str, Generation] | None = None,
    photographed: Mapping[str, NDArray[np.bool_]] | None = None,
) -> Spread:
    copies = tuple(copies)
    regions = {one.medium for one in shown if one.region}
    named = {medium for copy in copies for medium in (copy.a, copy.b)} - regions
    members = tuple(sorted({*media, *named, *(one.medium for one in shown if one.medium and not one.region)}))
    dated = {one.appearance: date(gather(one, now=NOW)) for one in shown}
    known = {medium: picture() for medium in {*members, *(one.medium for one in shown if one.medium)}} | (facts or {})
    known = {medium: replace(one, pixels=one.pixels or medium) for medium, one in known.items()}
    group = GroupKnown("g", members, tuple(shown), copies, first_seen(shown, dated))
    case = CaseFacts("case")
    return spread_of(group, Known(case, dated, known, saved or {}, photographed=photographed or {}))[0]


def post(medium: str, time: datetime) -> ShownEvidence:
    return on_x(f"a-{medium}", time, medium=medium, name=f"{medium}.jpg")


def decided(spread: Spread) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in spread.edges if edge.decided}


def edge_to(spread: Spread, target: str) -> Edge:
    (found,) = [edge for edge in spread.edges if edge.target == target]
    return found
