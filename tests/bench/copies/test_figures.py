from __future__ import annotations

import pytest
from bench.copies.figures import Guess, calibration, overlap, ranking


def test_average_precision_of_a_known_ranking() -> None:
    told = [Guess(0.9, True), Guess(0.8, False), Guess(0.7, True), Guess(0.6, False)]
    ranked = ranking(told, answers=4)
    assert ranked.average_precision == pytest.approx((1 / 1 + 2 / 3) / 4)
    assert ranked.recall_unmistaken == 0.25
    assert ranked.recall_at_90 == 0.25
    assert ranked.curve[-1] == (0.5, 0.5)


def test_equal_scores_are_one_step_whatever_their_order() -> None:
    tied = [Guess(0.9, True), Guess(0.9, False)]
    assert ranking(tied, 1) == ranking(tied[::-1], 1)
    assert ranking(tied, 1).average_precision == 0.5
    assert ranking(tied, 1).recall_unmistaken == 0.0


def test_precision_may_recover() -> None:
    told = [Guess(1.0, False), *(Guess(0.9 - at / 100, True) for at in range(20))]
    assert ranking(told, 20).recall_at_90 == 1.0
    assert ranking(told, 20).recall_unmistaken == 0.0


def test_nothing_told_is_nothing_found() -> None:
    assert ranking([], 5).average_precision == 0.0


def test_calibration_measures_the_distance_to_what_was_said() -> None:
    told = [Guess(0.95, True)] * 8 + [Guess(0.95, False)] * 2
    bins, error = calibration(told)
    assert [(one.count, one.right) for one in bins] == [(10, 0.8)]
    assert error == pytest.approx(0.15)
    assert calibration([Guess(1.0, True)])[0][0].count == 1


def test_overlap() -> None:
    assert overlap((0, 0, 10, 10), (0, 0, 10, 10)) == 1.0
    assert overlap((0, 0, 10, 10), (5, 0, 15, 10)) == pytest.approx(1 / 3)
    assert overlap((0, 0, 10, 10), (10, 0, 20, 10)) == 0.0
    assert overlap(None, (0, 0, 1, 1)) == 0.0
