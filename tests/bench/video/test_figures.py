from __future__ import annotations

from math import isnan

import pytest
from bench.video.figures import Tally, tally
from bench.video.truth import Spell


def _picture(a_from: float, a_to: float, b_from: float) -> Spell:
    return Spell(a_from, a_to, b_from, b_from + a_to - a_from, "picture")


def test_the_truth_itself_is_all_right() -> None:
    true = [_picture(0, 10, 5), _picture(12, 20, 30)]
    same = tally(true, true)
    assert (same.precision, same.recall, same.f1) == (1.0, 1.0, 1.0)


def test_half_of_a_stretch_is_recalled_on_both_axes() -> None:
    half = tally([_picture(0, 5, 5)], [_picture(0, 10, 5)])
    assert half.precision == 1.0
    assert half.recall == pytest.approx(0.25)
    assert half.f1 == pytest.approx(0.4)


def test_the_right_time_of_one_at_the_wrong_time_of_the_other_is_nothing() -> None:
    wrong = tally([_picture(0, 10, 40)], [_picture(0, 10, 5)])
    assert (wrong.precision, wrong.recall, wrong.f1) == (0.0, 0.0, 0.0)


def test_a_stretch_told_twice_counts_twice_as_told_and_once_as_recalled() -> None:
    twice = tally([_picture(0, 10, 5)] * 2, [_picture(0, 10, 5)])
    assert twice.told == (20.0, 20.0)
    assert twice.recalled == (10.0, 10.0)


def test_what_is_made_up_lowers_precision_when_pairs_are_added() -> None:
    both = tally([_picture(0, 10, 5)], [_picture(0, 10, 5)]) + tally([_picture(0, 10, 0)], [])
    assert both.recall == 1.0
    assert both.precision == pytest.approx(0.25)


def test_nothing_told_of_something_is_zero_and_nothing_of_nothing_is_no_number() -> None:
    assert tally([], [_picture(0, 10, 5)]).f1 == 0.0
    assert tally([_picture(0, 10, 5)], []).f1 == 0.0
    assert isnan(Tally().f1)
