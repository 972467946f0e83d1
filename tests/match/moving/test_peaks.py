"""Peaks of one sound looked for in another."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import heard, music

from firstseen.match.moving.peaks import Line, under
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
    assert 0 < len(part.prints.faint_times) < len(whole.prints.faint_times)
    assert len(part.prints.faint_times) == len(part.prints.faint_bins)
    # Beyond the ends there is nothing.
    assert whole.part(-5.0, 3.0).prints.seconds == pytest.approx(3, abs=0.03)
    assert whole.part(25.0, 99.0).prints.seconds == pytest.approx(5, abs=0.03)
    assert not len(whole.part(40.0, 50.0).prints.times)
