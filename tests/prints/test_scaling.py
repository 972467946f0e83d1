from __future__ import annotations

import numpy as np

from firstseen.prints.scaling import in_stored_pixels


def test_points_move_with_the_centres_of_pixels() -> None:
    # Pixels are 4 columns by 3 rows of the stored picture: the last covers columns 156 to 159 and rows 57 to 59.
    found = np.array([[0, 0, 2, 15], [39, 19, 4, 359]], np.float32)
    moved = in_stored_pixels(found, (20, 40), (60, 160))
    assert moved[:, :2].tolist() == [[1.5, 1.0], [157.5, 58.0]]
    assert np.allclose(moved[:, 2], [2 * 12**0.5, 4 * 12**0.5])
    assert moved[:, 3].tolist() == [15, 359]
    assert found[1].tolist() == [39, 19, 4, 359], "what was given is left as it was"


def test_sizes_are_told_as_patches_where_asked() -> None:
    found = np.array([[3, 4, 2, 90]], np.float32)
    assert in_stored_pixels(found, (10, 10), (20, 20), patch=6.0).tolist() == [[6.5, 8.5, 24, 90]]


def test_no_points_stay_none() -> None:
    assert in_stored_pixels(np.zeros((0, 4), np.float32), (10, 10), (20, 30)).shape == (0, 4)
