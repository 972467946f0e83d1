"""The shape of a cascade: who came from whom, and which versions are withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["MOST", "Tree", "grow"]

MOST = 12
"""Versions of a cascade at most; two at least."""
_ONE_MORE = 0.74
"""Chance that a cascade goes on after each version: a mean of about five versions."""
_LATER = 0.55
"""How strongly newer versions are preferred as the one that is taken: makes chains several levels deep."""
_SHARE_WITHHELD = 0.4
_FIRST_WITHHELD = 0.6
_OTHER_WITHHELD = 0.2
_FORKED = 0.2
"""Share of cascades whose first version is withheld and was cropped twice: where an ancestor is mostly to be inferred.
Trees grown by chance alone give one such cascade in a hundred, too few to measure anything."""


@dataclass(frozen=True, slots=True)
class Tree:
    """For each version the number of the one it was made from (None for the first), and the numbers withheld.

    `kinds`: what is done at some versions; at the others it is drawn.
    """

    parents: tuple[int | None, ...]
    withheld: frozenset[int]
    kinds: Mapping[int, str]


def grow(chance: np.random.Generator) -> Tree:
    """One tree. At least two of its versions are collected."""
    forked = chance.random() < _FORKED
    count = 3 if forked else 2
    while count < MOST and chance.random() < _ONE_MORE:
        count += 1
    parents: list[int | None] = [None, 0]
    kinds: dict[int, str] = {}
    if forked:
        parents.append(0)
        kinds = {1: "crop", 2: "crop" if chance.random() < 0.7 else "re-encoded"}
    while len(parents) < count:
        weights = np.array([1.0 + _LATER * at for at in range(len(parents))])
        parents.append(int(chance.choice(len(parents), p=weights / weights.sum())))
    hidden = _withheld(count, chance)
    return Tree(tuple(parents), (hidden | {0}) - {1, 2} if forked else hidden, kinds)


def _withheld(count: int, chance: np.random.Generator) -> frozenset[int]:
    if count < 3 or chance.random() >= _SHARE_WITHHELD:
        return frozenset()
    left_out = {number for number in range(1, count) if chance.random() < _OTHER_WITHHELD}
    if chance.random() < _FIRST_WITHHELD or not left_out:
        left_out.add(0)
    while count - len(left_out) < 2:
        left_out.remove(max(left_out))
    return frozenset(left_out)
