"""Cascades of one case, made from a seed: trees, versions, posts, plants, and what of it is withheld."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from bench.copies.edits import Picture
from bench.spread.bases import Base, Bases
from bench.spread.cascade import Cascade
from bench.spread.plants import planted
from bench.spread.posts import Numbers, posts_of
from bench.spread.rendering import render
from bench.spread.tree import grow

__all__ = ["VERSION", "Setting", "cascades", "setting_of"]

VERSION = 3
"""Raised with every change in what is drawn or told, so that pinned floors are not compared with other cascades."""

_OLDER = 0.25
"""Share of cascades that truly began before the event of their case."""
_FIRST_EVENT = datetime(2022, 3, 5, 6, tzinfo=UTC)
_POSTS_EACH_CASE = 100_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One case: its number, and the window of its event."""

    turn: int
    start: datetime
    end: datetime


def setting_of(turn: int) -> Setting:
    """The case of that number: events lie some months apart."""
    start = _FIRST_EVENT + timedelta(days=131 * turn, hours=7 * turn)
    return Setting(turn, start, start + timedelta(days=4))


def cascades(bases: Bases, setting: Setting, count: int) -> Iterator[Cascade]:
    """The cascades of a case, one at a time; the same for the same bases, case and number on one machine."""
    others = bases.others()
    for at, base in enumerate(bases.some(count, setting.turn)):
        yield _cascade(base, bases, others, setting, at)


def _cascade(base: Base, bases: Bases, others: Sequence[Picture], setting: Setting, at: int) -> Cascade:
    words = f"{VERSION} {bases.half} {setting.turn} {base.name}"
    chance = np.random.default_rng(int.from_bytes(hashlib.sha256(words.encode()).digest()[:8]))
    tree = grow(chance)
    rendered = render(base.load(), tree, others, bases.half, chance)
    older = chance.random() < _OLDER
    begins = setting.start + (-_before(chance) if older else _after(chance))
    # Numbers of a cascade lie within its own hundred, so that leaving a cascade out changes no other.
    numbers = Numbers(setting.turn * _POSTS_EACH_CASE + at * 100)
    posts = posts_of(rendered, begins, bases.half, numbers, chance)
    versions = tuple(replace(one.made, collected=one.made.number not in tree.withheld) for one in rendered)
    told = planted([post for post in posts if post.version not in tree.withheld], chance)
    return Cascade(base.name, versions, tuple(told), older)


def _before(chance: np.random.Generator) -> timedelta:
    """How long before the event: from three hours to three years, evenly on a logarithmic scale."""
    return timedelta(hours=float(np.exp(chance.uniform(np.log(3), np.log(24 * 1000)))))


def _after(chance: np.random.Generator) -> timedelta:
    return timedelta(minutes=float(np.exp(chance.normal(np.log(600), 1.4))) + 2)
