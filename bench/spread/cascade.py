"""What a cascade is made of: versions as they were rendered, posts as they were made, and what was planted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import cv2
import numpy as np

from bench.copies.edits import Matrix

__all__ = ["Cascade", "Made", "Plant", "Post", "area", "common"]

Plant = str
"""What was planted in a post: "clock", "capture" or "repost"; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """One version: the file, where it came from, and what it shows.

    `parent` is the number of the version it was made from (None: the first). `outline` (n, 2) is the part of the base
    photograph it still shows, as a convex outline where the photograph goes from 0 to 1. `marks` are the numbers of
    the versions on its way at which something was done that cannot be undone (letters over it, a logo, its colours).
    `side`: pixels of the shorter side of the photograph in it. `collected` False: withheld from the program. `page`:
    a page or screenshot that holds the photograph among other things.
    """

    number: int
    parent: int | None
    kind: str
    name: str
    data: bytes
    outline: Matrix
    marks: frozenset[int]
    side: int
    collected: bool
    page: bool = False

    @property
    def digest(self) -> str:
        """How the program names the file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a version, as it is told in a posts table, and what is true of it.

    `when` is the true instant of its publication. `earliest` and `latest` are what a careful reader can be sure of
    from what is told, if nothing in it is false (None: not limited). `author` is of this post alone. `links` are
    columns of the posts table and the address or identifier of the other post.
    """

    version: int
    author: str
    platform: str
    post_id: str
    url: str
    stated: str
    captured: str
    text: str
    when: datetime
    earliest: datetime | None
    latest: datetime | None
    links: tuple[tuple[str, str], ...] = ()
    plant: Plant = ""


@dataclass(frozen=True, slots=True)
class Cascade:
    """All versions and posts that came from one base picture; posts of withheld versions are not among `posts`.

    `older`: it truly began before the event of its case.
    """

    name: str
    versions: tuple[Made, ...]
    posts: tuple[Post, ...]
    older: bool = False
    by_number: dict[int, Made] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_number", {one.number: one for one in self.versions})

    @property
    def collected(self) -> tuple[Made, ...]:
        """The versions that the program is given."""
        return tuple(one for one in self.versions if one.collected)

    def parent(self, one: Made) -> Made | None:
        """The version that it was made from, collected or not."""
        return None if one.parent is None else self.by_number[one.parent]


def area(outline: Matrix) -> float:
    """The share of the base photograph inside an outline."""
    return float(cv2.contourArea(cv2.convexHull(outline.astype(np.float32))))


def common(one: Matrix, other: Matrix) -> float:
    """The share of the base photograph inside both outlines."""
    hulls = [cv2.convexHull(outline.astype(np.float32)) for outline in (one, other)]
    return float(cv2.intersectConvexConvex(*hulls)[0])
