"""Labels hold a view's number and coarse geometry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.index.prints_drawn import random_prints

from firstseen.index.labels import LARGEST_SEGMENT, geometry_of, label, read_geometry, read_view


@given(st.integers(0, LARGEST_SEGMENT - 1), st.integers(0, 1000), st.booleans())
def test_geometry_comes_back_within_a_step(view: int, seed: int, mirrored: bool) -> None:
    geometry = geometry_of(random_prints(seed, 8), mirrored=mirrored)
    labels = label(view, geometry)
    assert (read_view(labels) == view).all()
    back = read_geometry(labels)
    assert np.abs(back.x - geometry.x).max() < 0.001
    assert np.abs(back.y - geometry.y).max() < 0.001
    assert np.abs(back.octave - geometry.octave).max() < 0.04
    turned = np.abs(back.turn - geometry.turn)
    assert np.minimum(turned, 1 - turned).max() < 0.0021


def test_points_beyond_the_edges_and_of_no_size_stay_in_their_fields() -> None:
    points = np.array([[-3, -3, 0, 0], [9000, 9000, 1e9, 359.99]], np.float32)
    labels = label(7, geometry_of(replace(random_prints(1, 2), points=points)))
    assert read_view(labels).tolist() == [7, 7]
    assert (labels >= 0).all()
