from __future__ import annotations

from bench.spread.truth import truth_of
from tests.bench.spread.conftest import cascade, made

LEFT, RIGHT, INNER = (0, 0, 0.7, 1), (0.3, 0, 1, 1), (0.1, 0.1, 0.6, 0.6)


def test_a_withheld_version_is_passed_over_to_the_nearest_collected_one() -> None:
    first, hidden, last = made(0, None), made(1, 0, collected=False), made(2, 1)
    truth = truth_of(cascade(first, hidden, last))
    assert truth.sources == {first.digest: None, last.digest: first.digest}
    assert truth.heads == {first.digest}
    assert truth.missing == "not"


def test_two_crops_of_which_neither_holds_the_other_must_have_had_an_ancestor() -> None:
    truth = truth_of(cascade(made(0, None, collected=False), made(1, 0, LEFT), made(2, 0, RIGHT)))
    assert truth.missing == "must"
    assert not truth.open


def test_no_ancestor_is_missing_where_a_collected_one_shows_both() -> None:
    assert truth_of(cascade(made(0, None), made(1, 0, LEFT), made(2, 0, RIGHT))).missing == "not"


def test_a_third_version_that_shows_both_could_be_it_unless_it_came_later() -> None:
    versions = made(0, None, collected=False), made(1, 0, LEFT), made(2, 0, RIGHT), made(3, 0)
    assert truth_of(cascade(*versions, hours={1: 5, 2: 6, 3: 1})).missing == "may"
    assert truth_of(cascade(*versions, hours={1: 5, 2: 6, 3: 9})).missing == "must"


def test_the_earlier_that_shows_less_must_have_had_an_ancestor_only_where_times_are_sure() -> None:
    versions = made(0, None, collected=False), made(1, 0, INNER), made(2, 0)
    assert truth_of(cascade(*versions, hours={1: 1, 2: 2})).missing == "must"
    assert truth_of(cascade(*versions, hours={1: None, 2: 2})).missing == "may"
    assert truth_of(cascade(*versions, hours={1: 3, 2: 2})).missing == "may"


def test_small_pictures_and_slight_differences_leave_it_open() -> None:
    hidden = made(0, None, collected=False)
    assert truth_of(cascade(hidden, made(1, 0, LEFT, side=90), made(2, 0, RIGHT))).missing == "may"
    assert truth_of(cascade(hidden, made(1, 0, (0, 0, 0.97, 1)), made(2, 0, (0.03, 0, 1, 1)))).missing == "may"
    assert truth_of(cascade(hidden, made(1, 0), made(2, 0))).missing == "not"


def test_what_looks_like_the_withheld_file_may_be_taken_for_it() -> None:
    hidden, whole, crop = made(0, None, collected=False), made(1, 0), made(2, 0, INNER)
    assert truth_of(cascade(hidden, whole, crop)).open == {(whole.digest, crop.digest)}
    marked = made(1, 0, marks=frozenset({1}))
    assert not truth_of(cascade(hidden, marked, crop)).open
    assert not truth_of(cascade(hidden, whole, crop, hours={1: 9, 2: 3})).open


def test_nothing_is_open_where_the_file_it_was_made_from_was_collected() -> None:
    assert not truth_of(cascade(made(0, None), made(1, 0), made(2, 0, INNER))).open
