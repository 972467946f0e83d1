"""Votes that agree make a score; votes by chance do not."""

from __future__ import annotations

import numpy as np
import pytest
from tests.index.prints_drawn import copy_of, random_prints

from firstseen.index.labels import geometry_of, label
from firstseen.index.pairs import Pairs
from firstseen.index.votes import COMMON, COMMON_AT, FLOOR, LEAST_VOTE, MISSED, WHOLE_VOTE, scores
from firstseen.prints.picture import PicturePrints


def paired(query: PicturePrints, others: list[PicturePrints], kept: int) -> Pairs:
    """Point i of the query with point i of each other picture."""
    rows = np.tile(np.arange(kept), len(others))
    pictures = np.repeat(np.arange(len(others)), kept)
    labels = np.concatenate([label(0, geometry_of(other))[:kept] for other in others])
    many = np.bincount(rows, minlength=len(query.points))
    return Pairs(rows, pictures, np.full(len(rows), 9, np.int32), labels, many)


def test_a_copy_at_half_the_size_gets_a_vote_for_each_point() -> None:
    query = random_prints(1)
    pictures, reached, _ = scores(paired(query, [copy_of(query, 2), random_prints(3)], 20), geometry_of(query), 2)
    assert pictures.tolist() == [0]
    assert reached[0] >= 18


def test_a_mirrored_copy_agrees_with_the_mirrored_geometry_only() -> None:
    query = random_prints(1)
    pairs = paired(query, [copy_of(query, 2, mirrored=True)], 20)
    assert scores(pairs, geometry_of(query, mirrored=True), 1)[1][0] >= 18
    assert len(scores(pairs, geometry_of(query), 1)[0]) == 0


@pytest.mark.parametrize("column", [0, 2, 3])
def test_points_that_disagree_in_place_size_or_angle_do_not_count(column: int) -> None:
    query = random_prints(4)
    other = copy_of(query, 5, scale=1.0)
    rng = np.random.default_rng(6)
    other.points[:, column] = {0: rng.random(40) * 599, 2: 2 ** (rng.random(40) * 10), 3: rng.random(40) * 359}[column]
    assert len(scores(paired(query, [other], 6), geometry_of(query), 1)[0]) == 0


def test_one_point_that_meets_many_in_a_picture_votes_once() -> None:
    query = random_prints(7)
    labels = np.repeat(label(0, geometry_of(copy_of(query, 8)))[:3], 30)
    many = np.bincount(np.repeat(np.arange(3), 30), minlength=40)
    pairs = Pairs(np.repeat(np.arange(3), 30), np.zeros(90, np.int64), np.zeros(90, np.int32), labels, many)
    assert len(scores(pairs, geometry_of(query), 1)[0]) == 0


def test_points_found_everywhere_count_less_and_very_many_copies_are_all_found() -> None:
    query = random_prints(9, 400)
    copies = [copy_of(query, 10 + number, kept=300) for number in range(60)]
    pictures, reached, _ = scores(paired(query, copies, 300), geometry_of(query), 60)
    assert pictures.tolist() == list(range(60))
    assert reached.max() <= 300 * COMMON / 60 + 1
    assert LEAST_VOTE * 300 / WHOLE_VOTE > FLOOR


def test_a_few_points_found_everywhere_make_no_candidate() -> None:
    query = random_prints(11)
    copies = [copy_of(query, 12 + number, kept=20) for number in range(60)]
    assert len(scores(paired(query, copies, 20), geometry_of(query), 60)[0]) == 0


def test_the_order_of_the_pairs_changes_nothing() -> None:
    query = random_prints(13)
    pairs = paired(query, [copy_of(query, 14), copy_of(query, 15, kept=12)], 20)
    turned = np.random.default_rng(0).permutation(len(pairs.rows))
    first, second = scores(pairs, geometry_of(query), 2), scores(pairs.at(turned), geometry_of(query), 2)
    assert first[0].tolist() == second[0].tolist()
    assert first[1].tolist() == second[1].tolist()


def test_no_pairs_make_no_scores() -> None:
    query = random_prints(16)
    pictures, reached, _ = scores(paired(query, [query], 0), geometry_of(query), 1)
    assert len(pictures) == len(reached) == 0


def test_a_lower_floor_lets_weaker_candidates_through() -> None:
    query = random_prints(17)
    pairs = paired(query, [copy_of(query, 18)], 3)
    assert len(scores(pairs, geometry_of(query), 1)[0]) == 0
    pictures, reached, _ = scores(pairs, geometry_of(query), 1, floor=2.5)
    assert pictures.tolist() == [0]
    assert 2.5 <= reached[0] <= 3


def test_among_very_many_views_more_pairs_of_a_point_are_usual() -> None:
    query = random_prints(19, 400)
    copies = [copy_of(query, 20 + number, kept=300) for number in range(20)]
    pairs = paired(query, copies, 300)
    few, many = (scores(pairs, geometry_of(query), count)[1] for count in (COMMON_AT, 4 * COMMON_AT))
    assert (many == few * 2).all()


def test_what_only_few_pictures_share_is_told_apart_from_what_very_many_do() -> None:
    query = random_prints(40, 400)
    alike = [copy_of(query, 41 + number, kept=300) for number in range(60)]
    own = copy_of(query, 200, kept=340)
    pairs = paired(query, [*alike, own], 340)
    # Points 300 to 339 are met in one picture only.
    kept = (pairs.rows < 300) | (pairs.views == 60)
    pairs = Pairs(
        pairs.rows[kept], pairs.views[kept], pairs.distances[kept], pairs.labels[kept],
        np.bincount(pairs.rows[kept], minlength=400),
    )  # fmt: skip
    found = scores(pairs, geometry_of(query), 61)
    assert len(found.views) == 61
    assert found.rare[:60].max() == 0
    assert found.rare[60] == pytest.approx(40 - 300 * MISSED / WHOLE_VOTE, abs=2)
