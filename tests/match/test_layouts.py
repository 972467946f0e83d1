"""Pages, screenshots and collages against pictures and against one another, through their regions."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.drawing import photograph
from tests.layouts_drawn import LAYOUTS, collage, faded, login_screen, overlap, screenshot

from firstseen.index.pictures import Candidate
from firstseen.match.verify import verify
from firstseen.match.views import in_order, likely, view
from firstseen.model.copies import JOINING, Copy, Relation
from firstseen.pipeline.matching import SECOND_LOOK, compared

from .drawing import Picture, compare, prints_of

A, B = "a" * 64, "b" * 64
WITHIN_A_PAGE = ["page of columns", "picture in picture", "screenshot with a margin"]


def cut(picture: Picture, box: tuple[int, int, int, int]) -> Picture:
    left, top, right, bottom = box
    return np.ascontiguousarray(picture[top:bottom, left:right])


def apart(copy: Copy | None) -> bool:
    """Whether nothing joins the two."""
    return copy is None or copy.relation not in JOINING


@pytest.mark.parametrize("name", WITHIN_A_PAGE)
def test_a_picture_is_found_on_a_page_with_its_box(name: str) -> None:
    drawn = LAYOUTS[name](70)
    (box,) = drawn.boxes
    copy = compare(cut(drawn.rgb, box), drawn.rgb)
    assert copy is not None and copy.relation is Relation.PART
    assert copy.box_b is not None and overlap(copy.box_b, box) >= 0.95
    assert copy.box_a is not None and overlap(copy.box_a, (0, 0, box[2] - box[0], box[3] - box[1])) >= 0.95
    assert copy.transform is not None
    moved = np.array(copy.transform) @ np.array([100.0, 50.0, 1.0])
    assert np.abs(moved - (box[0] + 100, box[1] + 50)).max() < 3
    assert copy.figures["area_a"] > 0.93
    for (xa, ya), (xb, yb) in copy.points:
        assert abs(xa + box[0] - xb) < 10 and abs(ya + box[1] - yb) < 10


def test_the_area_of_a_picture_in_another() -> None:
    drawn = LAYOUTS["picture in picture"](70)
    copy = compare(cut(drawn.rgb, drawn.boxes[0]), drawn.rgb)
    assert copy is not None
    assert copy.figures["area_b"] == pytest.approx(260 * 200 / (800 * 600), rel=0.05)


@pytest.mark.parametrize("name", WITHIN_A_PAGE)
def test_swapped_pictures_give_the_swapped_answer_through_regions(name: str) -> None:
    drawn = LAYOUTS[name](75)
    alone, page = prints_of(cut(drawn.rgb, drawn.boxes[0])), prints_of(drawn.rgb)
    there, back = verify(A, alone, B, page), verify(A, page, B, alone)
    assert there is not None and back is not None
    assert there.relation is back.relation is Relation.PART
    assert (there.box_a, there.box_b) == (back.box_b, back.box_a)
    assert (there.confidence, there.changes) == (back.confidence, back.changes)
    assert there.figures["area_a"] == back.figures["area_b"]
    assert there.figures["scale"] * back.figures["scale"] == pytest.approx(1, abs=0.01)
    assert [(b, a) for a, b in back.points] == list(there.points)


def test_given_views_are_numbered_in_the_order_of_the_arguments() -> None:
    drawn = LAYOUTS["page of columns"](80)
    alone, page = prints_of(cut(drawn.rgb, drawn.boxes[0])), prints_of(drawn.rgb)
    number = 1 + max(range(len(page.regions)), key=lambda i: overlap(page.regions[i].box, drawn.boxes[0]))
    assert (0, number) in likely(alone, page)
    there = verify(A, alone, B, page, views=[(0, number)], second_look=False)
    back = verify(A, page, B, alone, views=[(number, 0)], second_look=False)
    assert there is not None and back is not None
    assert (there.box_a, there.box_b) == (back.box_b, back.box_a)
    for digests in (("1" * 64, B), (B, "1" * 64)):
        candidate = Candidate(digests[1], SECOND_LOOK, False, "points", ((0, number),))
        copy = compared(digests[0], alone, candidate, page)
        assert copy is not None and copy.relation is Relation.PART
        assert copy.a < copy.b
        box = copy.box_b if copy.b == digests[1] else copy.box_a
        assert box is not None and overlap(box, drawn.boxes[0]) >= 0.95


def test_a_view_knows_where_it_lies() -> None:
    page = prints_of(LAYOUTS["page of columns"](80).rgb)
    assert view(page, 0).is_whole and view(page, 0).prints is page
    region = view(page, 1)
    assert not region.is_whole and region.whole is page
    assert (region.to_whole @ [0, 0, 1]).tolist() == [*page.regions[0].box[:2], 1]
    with pytest.raises(IndexError):
        view(page, len(page.regions) + 1)
    assert in_order([(1, 2), (0, 0), (1, 2)]) == [(0, 0), (1, 2)]


@pytest.mark.parametrize("gutters", [(0, 0), (10, 0), (0, 20)])
@pytest.mark.parametrize("seed", [0, 20, 40])
def test_two_collages_that_share_one_picture_are_parts_by_it(seed: int, gutters: tuple[int, int]) -> None:
    one = collage((seed + 1, seed + 2, seed + 3, seed + 4), gutters[0])
    other = collage((seed + 5, seed + 6, seed + 7, seed + 2), gutters[1])
    copy = compare(one.rgb, other.rgb)
    assert copy is not None and copy.relation is Relation.PART
    assert copy.box_a is not None and copy.box_b is not None
    assert overlap(copy.box_a, one.boxes[1]) >= 0.85
    assert overlap(copy.box_b, other.boxes[3]) >= 0.85


@pytest.mark.parametrize("seed", [0, 20, 30, 50, 60, 70])
def test_half_of_two_photographs_that_fade_into_one_another_is_a_piece(seed: int) -> None:
    one = faded((seed + 1, seed + 2), (seed + 7, seed + 8), 0)
    other = faded((seed + 3, seed + 1), (seed + 5, seed + 6), 280)
    copy = compare(one.rgb, other.rgb)
    assert copy is not None and copy.relation is Relation.PART
    assert copy.box_a is not None and overlap(copy.box_a, one.boxes[0]) >= 0.85
    assert copy.box_b is not None and overlap(copy.box_b, other.boxes[1]) >= 0.85


def test_two_collages_of_other_pictures_have_nothing_between_them() -> None:
    for gutter in (0, 20):
        assert apart(compare(collage((1, 2, 3, 4), gutter).rgb, collage((5, 6, 7, 8), gutter).rgb))


@pytest.mark.parametrize("inset", [0, 30])
@pytest.mark.parametrize("seed", [1, 3, 5, 7])
def test_two_screenshots_of_one_app_never_join(seed: int, inset: int) -> None:
    assert apart(compare(screenshot(seed, inset).rgb, screenshot(seed + 1, inset).rgb))


@pytest.mark.parametrize("seed", [1, 3])
def test_a_screenshot_and_a_page_of_one_photograph_do(seed: int) -> None:
    shown, other = screenshot(seed), LAYOUTS["page of columns"](seed)
    left, top, right, bottom = other.boxes[0]
    page = other.rgb.copy()
    small = cv2.resize(cut(shown.rgb, shown.boxes[0]), (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    page[top:bottom, left:right] = small
    copy = compare(shown.rgb, page)
    assert copy is not None and copy.relation is Relation.PART
    assert copy.box_a is not None and overlap(copy.box_a, shown.boxes[0]) >= 0.9
    assert copy.box_b is not None and overlap(copy.box_b, other.boxes[0]) >= 0.9


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_two_login_screens_never_join(seed: int, scale: float) -> None:
    one, other = (
        np.asarray(cv2.resize(login_screen(number), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        for number in (seed, seed + 9)
    )
    assert apart(compare(one, other))


def lettered(picture: Picture, above: str, below: str) -> Picture:
    """The picture with the words of a meme at its head and foot, white with a dark edge."""
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=picture.shape[0] // 8)
    middle = image.width // 2
    draw.text((middle, 10), above, "white", font, anchor="ma", stroke_width=3, stroke_fill="black")
    draw.text((middle, image.height - 10), below, "white", font, anchor="md", stroke_width=3, stroke_fill="black")
    return np.array(image)


@pytest.mark.parametrize("seed", [80, 82, 84])
@pytest.mark.parametrize("below", ["BELIEVE THE NEWS", "WALK TO THE RIVER"])
def test_the_words_of_a_meme_never_join(seed: int, below: str) -> None:
    one = lettered(photograph(seed), "ONE DOES NOT SIMPLY", "BELIEVE THE NEWS")
    assert apart(compare(one, lettered(photograph(seed + 1), "ONE DOES NOT SIMPLY", below)))


@pytest.mark.parametrize(("degrees", "scale"), [(7, 0.8), (-5, 0.7), (90, 0.6), (0, 0.5), (0, 1.0)])
def test_figures_of_a_turned_and_resized_copy(degrees: float, scale: float) -> None:
    picture = photograph(90)
    move = cv2.getRotationMatrix2D((320, 240), degrees, scale)
    copy = compare(picture, np.asarray(cv2.warpAffine(picture, move, (640, 480)), np.uint8) // 2 + 40)
    assert copy is not None and copy.relation is Relation.COPY
    assert copy.figures["scale"] == pytest.approx(scale, rel=0.02)
    assert copy.figures["rotation"] == pytest.approx(-degrees, abs=0.5)
    assert copy.figures["contrast"] == pytest.approx(0.5, rel=0.1)
    assert copy.figures["agreement"] >= 0.95


@pytest.mark.parametrize("box", [(0, 0, 640, 240), (100, 60, 500, 360), (320, 0, 640, 480)])
def test_figures_of_a_crop(box: tuple[int, int, int, int]) -> None:
    picture = photograph(91)
    copy = compare(picture, cut(picture, box))
    share = (box[2] - box[0]) * (box[3] - box[1]) / (640 * 480)
    assert copy is not None and copy.relation is Relation.COPY
    assert copy.figures["shown_a"] == pytest.approx(1, abs=0.02)
    assert copy.figures["shown_b"] == pytest.approx(share, rel=0.05)
    assert copy.figures["area_a"] == pytest.approx(share, rel=0.04)
    assert copy.figures["area_b"] == pytest.approx(1, abs=0.02)
