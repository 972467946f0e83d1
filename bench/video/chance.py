"""Chance that is the same on every run: drawn from words."""

from __future__ import annotations

import hashlib

import numpy as np

__all__ = ["chance_of"]


def chance_of(*words: object) -> np.random.Generator:
    """Random numbers that depend on the words alone."""
    told = " ".join(map(str, words))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(told.encode()).digest()[:8]))
