"""Peaks of one sound looked for in another."""

from __future__ import annotations

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
