from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.prints.picture import PicturePrints

from .drawing import Picture, compare, photograph, prints_of, text_page, write

A, B = "a" * 64, "b" * 64


def joined(a: Picture, b: Picture) -> Copy:
    copy = compare(a, b)
    assert copy is not None
    assert copy.relation in JOINING, copy
    return copy


def places(copy: Copy, points: list[tuple[float, float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    assert copy.transform is not None
    moved = np.column_stack([np.array(points), np.ones(len(points))]) @ np.array(copy.transform).T
    return np.asarray(moved, np.float64)


def close(found: tuple[int, ...] | None, wanted: tuple[float, ...], side: float) -> bool:
    return found is not None and max(abs(f - w) for f, w in zip(found, wanted, strict=True)) <= 0.02 * side


def test_equal_pixels_are_exact() -> None:
    picture = photograph(1)
    copy = joined(picture, picture.copy())
    assert copy.relation is Relation.EXACT
    assert copy.transform is None
    assert copy.box_a == copy.box_b == (0, 0, 480, 360)
    assert copy.confidence == 1.0
    assert copy.changes == ()


def test_the_smaller_digest_comes_first() -> None:
    prints = prints_of(photograph(1))
    with pytest.raises(ValueError, match="the smaller one first"):
        verify(B, prints, A, prints)


def test_a_known_transform_is_recovered_within_two_pixels() -> None:
    picture = photograph(2)
    move = cv2.getRotationMatrix2D((240, 180), 7, 0.8)
    move[:, 2] += (15, -8)
    copy = joined(picture, np.asarray(cv2.warpAffine(picture, move, (480, 360)), np.uint8))
    points = [(120.0, 90.0), (360.0, 90.0), (240.0, 180.0), (360.0, 270.0)]
    true = np.column_stack([np.array(points), np.ones(4)]) @ move.T
    assert np.abs(places(copy, points) - true).max() < 2
    assert {"rotated", "resized"} <= set(copy.changes)
    assert not copy.mirrored


def test_a_crop_shows_less_and_its_box_is_right() -> None:
    picture = photograph(3)
    copy = joined(picture, np.asarray(cv2.resize(picture[60:300, 100:400], (450, 360)), np.uint8))
    assert copy.relation is Relation.COPY
    assert close(copy.box_a, (100, 60, 400, 300), 480)
    assert close(copy.box_b, (0, 0, 450, 360), 450)
    assert copy.shows_more is ShowsMore.A
    assert {"cropped", "resized"} <= set(copy.changes)
    assert "% of the photograph that a shows" in copy.reason


def test_a_mirrored_copy() -> None:
    picture = photograph(4)
    copy = joined(picture, picture[:, ::-1])
    assert copy.mirrored
    assert "mirrored" in copy.changes
    assert np.abs(places(copy, [(100.0, 50.0)]) - [[379, 50]]).max() < 1
    assert copy.shows_more is ShowsMore.SAME


def test_a_letterbox_shows_no_more() -> None:
    picture = photograph(5)
    framed = np.pad(picture, ((70, 70), (0, 0), (0, 0)))
    copy = joined(picture, framed)
    assert copy.relation is Relation.COPY
    assert copy.shows_more is ShowsMore.SAME
    assert "bordered" in copy.changes
    assert close(copy.box_b, (0, 70, 480, 430), 500)


def test_a_caption_bar_is_no_page() -> None:
    bar = write(np.full((90, 480, 3), 255, np.uint8), "nobody told you of this", 15, 20, 36, (0, 0, 0))
    copy = joined(photograph(6), np.vstack([bar, photograph(6)]))
    assert copy.relation is Relation.COPY
    assert copy.shows_more is ShowsMore.SAME
    assert "text added" in copy.changes


def test_a_piece_of_a_collage_is_a_part() -> None:
    picture = photograph(7)
    page = np.vstack([np.hstack([photograph(70), picture]), np.hstack([photograph(71), photograph(72)])])
    copy = joined(picture, page)
    assert copy.relation is Relation.PART
    assert close(copy.box_b, (480, 0, 960, 360), 960)
    assert "inside another picture" in copy.changes
    assert copy.shows_more is ShowsMore.SAME


def test_words_over_it_leave_it_a_copy() -> None:
    picture = photograph(8)
    over = write(picture, "THEY NEVER TOLD YOU", 20, 40, 42, (255, 255, 255))
    copy = joined(picture, write(over, "share this now", 30, 260, 50, (255, 240, 0)))
    assert copy.relation is Relation.COPY
    assert copy.shows_more is ShowsMore.SAME


def test_content_replaced_in_it_is_altered() -> None:
    picture, stranger = (np.asarray(photograph(seed), np.uint8) for seed in (109, 190))
    changed = picture.copy()
    changed[120:260, 180:340] = stranger[120:260, 180:340]
    assert joined(picture, changed).relation is Relation.ALTERED


def test_what_was_painted_over_smoothly_is_altered() -> None:
    picture = photograph(9)
    noise = np.random.default_rng(9).normal(0, 1, (200, 160, 1)).astype(np.float32)
    leaves = cv2.GaussianBlur(noise, (0, 0), 3)[..., None]
    picture[80:280, 170:330] = np.clip(110 + 18 * leaves / leaves.std(), 0, 255)
    healed = picture.copy()
    healed[84:276, 174:326] = 110
    assert joined(picture, healed).relation is Relation.ALTERED
    lettered = write(healed, "words", 180, 150, 45, (255, 255, 255))
    assert joined(healed, lettered).relation is Relation.COPY


@pytest.mark.parametrize(("word", "make"), [("grey", "grey"), ("filtered", "tone"), ("blurred", "blur")])
def test_what_changed_is_named(word: str, make: str) -> None:
    picture = photograph(10)
    edits: dict[str, Callable[[], np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]] = {
        "grey": lambda: np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2),
        "tone": lambda: np.clip(picture * 0.6 + 10, 0, 255).astype(np.uint8),
        "blur": lambda: cv2.GaussianBlur(picture, (0, 0), 3),
    }
    assert word in joined(picture, np.asarray(edits[make](), np.uint8)).changes


def test_perspective_is_followed() -> None:
    picture = photograph(11)
    corners = np.array([[0, 0], [480, 0], [480, 360], [0, 360]], np.float32)
    bent = np.array([[40, 30], [460, 0], [440, 350], [0, 330]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, bent)
    copy = joined(picture, np.asarray(cv2.warpPerspective(picture, matrix, (480, 360)), np.uint8))
    assert (
        np.abs(places(copy, [(240.0, 180.0)]) - cv2.perspectiveTransform(np.array([[[240.0, 180.0]]]), matrix)[0]).max()
        < 12
    )


def without_points(prints: PicturePrints) -> PicturePrints:
    none = np.zeros((0, 32), np.uint8)
    return replace(prints, points=np.zeros((0, 4), np.float32), descriptors=none, mirrored=none)


def test_equal_hashes_alone_are_no_copy() -> None:
    a, b = (without_points(prints_of(photograph(seed))) for seed in (15, 16))
    assert verify(A, a, B, replace(b, pdq=a.pdq)) is None
    assert verify(A, a, B, replace(b, pdq=a.pdq, pdq_quality=0)) is None


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("flipped", [False, True])
def test_smooth_pictures_are_compared_as_wholes(turns: int, flipped: bool) -> None:
    smooth = np.asarray(cv2.GaussianBlur(photograph(12), (0, 0), 7), np.uint8)
    other = np.rot90(smooth[:, ::-1] if flipped else smooth, turns)
    small = np.asarray(cv2.resize(np.ascontiguousarray(other), None, fx=0.5, fy=0.5), np.uint8)
    copy = verify(A, without_points(prints_of(smooth)), B, without_points(prints_of(small)))
    assert copy is not None
    assert copy.relation is Relation.COPY
    assert copy.points == ()
    assert copy.mirrored == flipped
    assert "few points stand out" in copy.reason
    assert ("rotated" in copy.changes) == (turns > 0)
    assert copy.shows_more is ShowsMore.SAME


def checkerboard(side: int) -> Picture:
    y, x = np.mgrid[0:400, 0:400]
    return np.repeat((((x // side + y // side) % 2) * 255).astype(np.uint8)[..., None], 3, axis=2)


def noise(seed: int) -> Picture:
    return np.random.default_rng(seed).integers(0, 256, (300, 400, 3)).astype(np.uint8)


def gradient(turn: bool) -> Picture:
    ramp = np.tile(np.linspace(0, 255, 400).astype(np.uint8), (400, 1))
    return np.repeat((ramp.T if turn else ramp)[..., None], 3, axis=2)


STRANGERS = {
    "two photographs": (photograph(20), photograph(21)),
    "two plain pictures": (np.full((200, 300, 3), 90, np.uint8), np.full((300, 200, 3), 91, np.uint8)),
    "plain and photograph": (np.full((200, 300, 3), 90, np.uint8), photograph(22)),
    "checkerboards": (checkerboard(40), checkerboard(25)),
    "checkerboard and photograph": (checkerboard(40), photograph(23)),
    "noise": (noise(1), noise(2)),
    "gradients": (gradient(False), np.clip(gradient(True) * 0.9, 0, 255).astype(np.uint8)),
    "pages of text": (text_page(1), text_page(2)),
    "tiny": (np.zeros((1, 1, 3), np.uint8), photograph(24)),
    "narrow": (photograph(25)[:, :3], photograph(26)),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_have_nothing_between_them(name: str) -> None:
    a, b = STRANGERS[name]
    assert compare(a, b) is None


def with_badge(picture: Picture, side: int, corner: str) -> Picture:
    """The picture with the round badge of a channel in a corner ("top left")."""
    image = Image.new("RGB", (side, side), (200, 20, 30))
    draw = ImageDraw.Draw(image)
    draw.ellipse([(side // 8, side // 8), (side - side // 8, side - side // 8)], (250, 250, 250))
    font = ImageFont.load_default(size=side // 3)
    draw.text((side // 2, side // 2), "TV7", fill=(20, 40, 120), font=font, anchor="mm")
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).ellipse([(0, 0), (side - 1, side - 1)], 255)
    out = Image.fromarray(picture)
    height, width = picture.shape[:2]
    down, across = corner.split()
    place = (10 if across == "left" else width - side - 10, 10 if down == "top" else height - side - 10)
    out.paste(image, place, disc)
    return np.array(out)


@pytest.mark.parametrize("share", [0.10, 0.12, 0.14])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("top left", "top left"),
        ("bottom right", "bottom right"),
        ("top left", "top right"),
        ("top right", "bottom left"),
    ],
)
def test_a_badge_on_two_photographs_never_joins(share: float, first: str, second: str) -> None:
    side = round(480 * share)
    copy = compare(with_badge(photograph(31), side, first), with_badge(photograph(32), side, second))
    assert copy is None or copy.relation is Relation.SAME_SUBJECT


@pytest.mark.parametrize("at", [(10, 10), (160, 110), (320, 230)])
def test_a_photograph_on_two_others_is_a_part_of_both(at: tuple[int, int]) -> None:
    shared = photograph(30, 150, 120)
    a, b = photograph(31), photograph(32)
    a[10:130, 10:160] = shared
    b[at[1] : at[1] + 120, at[0] : at[0] + 150] = shared
    copy = joined(a, b)
    assert copy.relation is Relation.PART
    assert copy.box_a is not None and copy.box_b is not None
    assert np.abs(np.array(copy.box_a) - (10, 10, 160, 130)).max() <= 4
    assert np.abs(np.array(copy.box_b) - (*at, at[0] + 150, at[1] + 120)).max() <= 4
    assert "inside another picture" in copy.changes


def test_the_frame_of_a_page_never_joins() -> None:
    def page(seed: int) -> Picture:
        out = np.full((700, 480, 3), 255, np.uint8)
        out[:70] = (30, 40, 90)
        out = write(out, "Daily Something", 15, 10, 44, (255, 255, 255))
        out = write(out, "home   news   sport   weather   more", 15, 76, 22, (60, 60, 60))
        out[120:480] = photograph(seed)
        return write(out, "1,204 likes   311 shares   report", 15, 500, 22, (60, 60, 60))

    copy = compare(page(40), page(41))
    assert copy is None or copy.relation is Relation.SAME_SUBJECT


def seen_from(ground: Picture, subject: Picture, corners: list[tuple[int, int]]) -> Picture:
    """The subject, of soft elliptical outline, in another photograph, its corners brought to these places."""
    height, width = subject.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    within = 1 - ((x - width / 2) / (width / 2)) ** 2 - ((y - height / 2) / (height / 2)) ** 2
    outline = np.clip(within * 4, 0, 1).astype(np.float32)
    square = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(square, np.array(corners, np.float32))
    size = (ground.shape[1], ground.shape[0])
    share = np.asarray(cv2.warpPerspective(outline, matrix, size), np.float32)[..., None]
    there = np.asarray(cv2.warpPerspective(subject, matrix, size), np.float32)
    return np.asarray(ground * (1 - share) + there * share, np.float32).astype(np.uint8)


@pytest.mark.parametrize("seed", [50, 57, 64, 71])
def test_a_subject_seen_in_two_photographs_is_said_to_be_one(seed: int) -> None:
    subject = photograph(seed, 260, 220)
    a = seen_from(photograph(seed + 1), subject, [(20, 20), (280, 20), (280, 240), (20, 240)])
    b = seen_from(photograph(seed + 2), subject, [(200, 130), (432, 90), (456, 318), (182, 326)])
    copy = compare(a, b)
    assert copy is not None
    assert copy.relation is Relation.SAME_SUBJECT
    assert copy.shows_more is None
    assert copy.changes == ()
    assert copy.figures == {}
    assert "different photographs" in copy.reason


@pytest.mark.parametrize("seed", range(60, 64))
def test_swapped_pictures_give_the_swapped_answer(seed: int) -> None:
    picture = photograph(seed)
    chance = np.random.default_rng(seed)
    x, y = int(chance.integers(0, 120)), int(chance.integers(0, 90))
    cut = np.ascontiguousarray(picture[y : y + 250, x : x + 330][:, :: 1 if seed % 2 else -1])
    there, back = joined(picture, cut), joined(cut, picture)
    assert (there.box_a, there.box_b) == (back.box_b, back.box_a)
    assert (there.shows_more, back.shows_more) == (ShowsMore.A, ShowsMore.B)
    assert there.confidence == back.confidence
    assert there.changes == back.changes
    assert there.mirrored == back.mirrored == (seed % 2 == 0)
    forth, home = (np.vstack([np.array(copy.transform), [0, 0, 1]]) for copy in (there, back))
    assert np.abs(forth @ home - np.eye(3)).max() < 0.01


def test_the_same_input_gives_the_same_answer() -> None:
    picture = photograph(13)
    assert joined(picture, picture[20:, 30:]) == joined(picture, picture[20:, 30:])


def test_shown_points_are_few_and_lie_in_the_boxes() -> None:
    picture = photograph(14)
    copy = joined(picture, picture[40:320, 60:420])
    assert copy.box_a and copy.box_b
    assert 10 < len(copy.points) <= 40
    for (xa, ya), (xb, yb) in copy.points:
        assert abs(xa - 60 - xb) < 4
        assert abs(ya - 40 - yb) < 4
