"""Near PDQ hashes, against counting bit by bit."""

from __future__ import annotations

import numpy as np
import pytest

from firstseen.index import hashes as hashes_module
from firstseen.index.hashes import NEAR_HASH, near_hashes


def flipped(code: np.ndarray, count: int) -> np.ndarray:
    bits = np.unpackbits(code)
    bits[:count] ^= 1
    return np.packbits(bits)


@pytest.mark.parametrize("at_once", [2, 1 << 16])
def test_all_within_31_bits_are_found_in_any_orientation(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(hashes_module, "_AT_ONCE", at_once)
    rng = np.random.default_rng(1)
    query = rng.integers(0, 256, (8, 32), dtype=np.uint8)
    far = rng.integers(0, 256, 32, dtype=np.uint8)
    held = np.stack([flipped(query[0], 31), flipped(query[0], 32), far, flipped(query[5], 3), flipped(query[2], 0)])
    rows, distances, mirrored = near_hashes(query, held)
    assert rows.tolist() == [0, 3, 4]
    assert distances.tolist() == [NEAR_HASH, 3, 0]
    assert mirrored.tolist() == [False, True, False]


def test_nothing_is_near_in_an_empty_index() -> None:
    rows, distances, mirrored = near_hashes(np.zeros((8, 32), np.uint8), np.zeros((0, 32), np.uint8))
    assert len(rows) == len(distances) == len(mirrored) == 0
