"""Peaks of one sound looked for in another."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import heard, music

from firstseen.match.moving.peaks import Line, best_window, under
from firstseen.prints.moving.sound import HOPS_A_SECOND, RATE


def test_a_line_beside_the_truth_is_put_right() -> None:
    whole = music(31, 30)
    a, b = heard(whole), heard(whole[10 * RATE : 20 * RATE])
    for beside in (-3.0, 1.5, 3.0):
        told = Line(1.0, 10.0 + beside / HOPS_A_SECOND, 0)
        probes, line = under(a, b, (0.0, 10.0), told)
        assert abs(line.offset - 10.0) <= 1.0 / HOPS_A_SECOND
        assert probes.share > 0.8
        back, turned = under(b, a, (10.0, 20.0), Line(1.0, -told.offset, 0))
        assert abs(turned.offset + 10.0) <= 1.0 / HOPS_A_SECOND
        assert back.share > 0.8


def test_a_part_is_a_sound_of_its_own() -> None:
    whole = heard(music(31, 30))
    part = whole.part(10.0, 20.0)
    assert part.prints.seconds == pytest.approx(10, abs=0.03)
    kept = (whole.seconds >= 10.01) & (whole.seconds < 19.99)
    assert np.allclose(whole.seconds[kept] - 10, part.seconds[: kept.sum()], atol=0.03)
    assert np.array_equal(whole.prints.bins[kept], part.prints.bins[: kept.sum()])
    assert 0 < len(part.prints.faint_times) < len(whole.prints.faint_times)
    assert len(part.prints.faint_times) == len(part.prints.faint_bins)
    # Beyond the ends there is nothing.
    assert whole.part(-5.0, 3.0).prints.seconds == pytest.approx(3, abs=0.03)
    assert whole.part(25.0, 99.0).prints.seconds == pytest.approx(5, abs=0.03)
    assert not len(whole.part(40.0, 50.0).prints.times)


def test_the_best_window_of_a_stretch_is_told_with_the_best_shift() -> None:
    song = music(31, 30)
    a, b = heard(song), heard(np.concatenate([music(32, 8), song[10 * RATE : 13 * RATE], music(33, 8)]))
    line = Line(1.0, 2.0, 0)
    assert best_window(a, b, (0.0, 19.0), line, (0,)) > 0.8
    assert best_window(a, b, (0.0, 7.0), line, (0, 1, -1)) < 0.7
    assert best_window(a, b, (8.0, 11.0), line, (5,)) < best_window(a, b, (8.0, 11.0), line, (5, 0))
    # Where next to nothing stands out nothing is told.
    assert best_window(a, heard(np.zeros(8 * RATE, np.float32)), (0.0, 8.0), line, (0,)) == 1.0
