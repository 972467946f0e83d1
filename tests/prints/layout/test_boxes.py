from __future__ import annotations

import pytest

from firstseen.model.pictures import Box
from firstseen.prints.layout.boxes import nearly_same

BOX = (100, 100, 200, 200)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (BOX, True),
        ((100, 100, 200, 171), True),
        ((100, 100, 200, 170), False),
        ((129, 100, 229, 200), True),
        ((130, 100, 230, 200), False),
        ((90, 90, 220, 220), False),
        ((300, 300, 400, 400), False),
    ],
)
def test_boxes_are_one_where_they_share_more_than_seven_tenths_of_the_larger(other: Box, same: bool) -> None:
    assert nearly_same(BOX, other) is same
    assert nearly_same(other, BOX) is same


def test_boxes_apart_in_both_directions_share_nothing() -> None:
    assert not nearly_same((0, 0, 10, 10), (20, 20, 30, 30)), "two negative lengths make no area"
