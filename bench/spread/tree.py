"""The shape of a cascade: who came from whom, and which versions are withheld."""

from __future__ import annotations

import numpy as np

__all__ = ["MOST", "grow", "withheld"]

MOST = 12
"""Versions of a cascade at most; two at least."""
_ONE_MORE = 0.74
"""Chance that a cascade goes on after each version: a mean of about five versions."""
_LATER = 0.55
"""How strongly newer versions are preferred as the one that is taken: makes chains several levels deep."""
_SHARE_WITHHELD = 0.45
_FIRST_WITHHELD = 0.65
_OTHER_WITHHELD = 0.2


def grow(chance: np.random.Generator) -> tuple[int | None, ...]:
    """For each version the number of the one it was made from; None for the first."""
    count = 2
    while count < MOST and chance.random() < _ONE_MORE:
        count += 1
    parents: list[int | None] = [None]
    for number in range(1, count):
        weights = np.array([1.0 + _LATER * at for at in range(number)])
        parents.append(int(chance.choice(number, p=weights / weights.sum())))
    return tuple(parents)


def withheld(count: int, chance: np.random.Generator) -> frozenset[int]:
    """The numbers of the versions that are not collected: none for most cascades; two at least are collected."""
    if count < 3 or chance.random() >= _SHARE_WITHHELD:
        return frozenset()
    left_out = {number for number in range(1, count) if chance.random() < _OTHER_WITHHELD}
    if chance.random() < _FIRST_WITHHELD or not left_out:
        left_out.add(0)
    while count - len(left_out) < 2:
        left_out.remove(max(left_out))
    return frozenset(left_out)
