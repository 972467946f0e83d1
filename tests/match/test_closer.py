"""The closer look: mirrored codes are those of the mirrored picture."""

from __future__ import annotations

import numpy as np

from firstseen.match.closer import apart, closer

from .drawing import Picture, compare, photograph, prints_of


def test_mirrored_codes_are_those_of_the_mirrored_picture() -> None:
    picture = photograph(3)
    here, there = closer(prints_of(picture)), closer(prints_of(picture[:, ::-1]))
    expected = here.points.copy()
    expected[:, 0] = picture.shape[1] - 1 - expected[:, 0]
    expected[:, 3] = (180 - expected[:, 3]) % 360
    turned = np.abs(expected[:, None, 3] - there.points[None, :, 3])
    off = np.hypot(*(expected[:, None, :2] - there.points[None, :, :2]).transpose(2, 0, 1))
    off += np.minimum(turned, 360 - turned) + np.abs(expected[:, None, 2] - there.points[None, :, 2])
    same, partner = off.min(axis=1) < 2, off.argmin(axis=1)
    assert same.mean() > 0.5
    right = apart(here.mirrored[same], there.codes[partner[same]]).diagonal()
    wrong = apart(here.codes[same], there.codes[partner[same]]).diagonal()
    assert np.median(right) <= 5
    assert np.median(wrong) >= 50


def test_points_are_in_stored_pixels() -> None:
    picture = photograph(4)
    small, large = closer(prints_of(picture)), closer(prints_of(np.repeat(np.repeat(picture, 2, 0), 2, 1)))
    assert 100 < len(small.points) <= 600
    assert small.codes.shape == (len(small.points), 128)
    off = np.hypot(*((small.points[:, None, :2] + 0.5) * 2 - 0.5 - large.points[None, :, :2]).transpose(2, 0, 1))
    assert (off.min(axis=1) < 2).mean() > 0.9
    assert abs(np.median(large.points[off.argmin(axis=1), 2] / small.points[:, 2]) - 2) < 0.05


def test_a_plain_picture_has_nothing_to_look_at() -> None:
    plain: Picture = np.full((80, 120, 3), 77, np.uint8)
    assert closer(prints_of(plain)).points.shape == (0, 4)
    assert closer(prints_of(plain)).mirrored.shape == (0, 128)
    assert apart(closer(prints_of(plain)).codes, closer(prints_of(photograph(5))).codes).shape[0] == 0


def test_strangers_of_which_no_points_agree_are_not_looked_at_closer() -> None:
    closer.cache_clear()
    assert compare(photograph(6), photograph(7)) is None
    assert closer.cache_info().misses == 0
