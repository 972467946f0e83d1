from __future__ import annotations

import numpy as np

from firstseen.match.correspond import Correspondences, near
from firstseen.match.geometry import apply, distinct_places, fit_transform

CHANCE = np.random.default_rng(5)


def points(n: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    xy = CHANCE.uniform(20, 480, (n, 2))
    return np.column_stack([xy, np.full(n, 31.0), CHANCE.uniform(0, 360, n)]).astype(np.float32)


def test_a_similarity_is_found_among_many_wrong_pairs() -> None:
    a = points(60)
    turn, scale = np.deg2rad(25), 1.4
    move = np.array(
        [[scale * np.cos(turn), -scale * np.sin(turn), 30], [scale * np.sin(turn), scale * np.cos(turn), 5]]
    )
    move = np.vstack([move, [0, 0, 1]])
    b = a.copy()
    b[:, :2] = apply(move, a[:, :2].astype(np.float64))
    b[:, 2] *= scale
    b[:, 3] += 25
    between = np.full((60, 60), 128, np.int32)
    np.fill_diagonal(between, 10)
    wrong = CHANCE.permutation(60)
    pairs = Correspondences(np.arange(60), np.where(np.arange(60) < 20, np.arange(60), wrong))
    fit = fit_transform(a, b, pairs, near(between), (500.0, 700.0))
    assert fit is not None
    assert np.abs(fit.transform - move).max() < 0.1
    assert fit.places > 40
    back = fit.swapped()
    assert np.abs(apply(back.transform, b[:, :2].astype(np.float64)) - a[:, :2]).max() < 0.1


def test_chance_pairs_give_no_transform_of_many_places() -> None:
    a, b = points(80), points(80)
    between = np.full((80, 80), 128, np.int32)
    np.fill_diagonal(between, 40)
    fit = fit_transform(a, b, Correspondences(np.arange(80), np.arange(80)), near(between), (500.0, 500.0))
    assert fit is None or fit.places < 6


def test_points_on_one_spot_are_one_place() -> None:
    spot = np.array([[100.0, 100], [101, 101], [300, 50]])
    assert distinct_places(spot, 480) == 2
    assert distinct_places(spot[:0], 480) == 0
