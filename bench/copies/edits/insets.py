"""A picture among or inside others: insets, reactions, collages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Picture, Scene, bordered, covering, painted, placed, resized, start
from bench.copies.edits.sheet import Sheet, corners_cut
from bench.copies.edits.voices import Layouts

__all__ = ["collage_even", "collage_uneven", "inset", "reaction"]


_Size = tuple[int, int]
_Frame = tuple[int, int, int, int]
_Grid = tuple[int, int, int, int]


def _anywhere(scene: Scene, page: _Size, size: _Size, gap: int) -> _Size:
    return scene.whole(0, page[0] - size[0]), scene.whole(0, page[1] - size[1])


def _in_a_corner(scene: Scene, page: _Size, size: _Size, gap: int) -> _Size:
    x = gap if scene.chance.random() < 0.5 else page[0] - size[0] - gap
    y = gap if scene.chance.random() < 0.5 else page[1] - size[1] - gap
    return x, y


def _at_the_side(scene: Scene, page: _Size, size: _Size, gap: int) -> _Size:
    left = scene.chance.random() < 0.5
    return (gap if left else page[0] - size[0] - gap), scene.whole(gap, max(page[1] - size[1] - gap, gap))


def _along_an_edge(scene: Scene, page: _Size, size: _Size, gap: int) -> _Size:
    high = scene.chance.random() < 0.5
    return scene.whole(gap, page[0] - size[0] - gap), (gap if high else page[1] - size[1] - gap)


_INSETS: dict[Layouts, Callable[[Scene, _Size, _Size, int], _Size]] = {
    "tuning": _anywhere,
    "second": _in_a_corner,
    "third": _at_the_side,
    "report": _along_an_edge,
}


def inset(edited: Edited, scene: Scene) -> Edited:
    """At a fifth of the width of another photograph: plain, or in a thin frame."""
    wide, tall = scene.look.inset_size
    page = covering(start(scene.other()), wide, tall).picture
    fitted = resized(edited, wide // 5)
    if scene.chance.random() < 0.5:
        fitted = bordered(fitted, scene.look.inset_colour, *[scene.look.inset_line] * 4)
    height, width = fitted.picture.shape[:2]
    gap = scene.whole(12, 60)
    x, y = _INSETS[scene.layouts](scene, (wide, tall), (width, height), gap)
    return placed(fitted, page, x, max(min(y, tall - height), 0))


def _person(sheet: Sheet, scene: Scene, x: float, y: float, r: float) -> None:
    """Head and shoulders, drawn."""
    skins = [(236, 200, 172), (198, 146, 108), (120, 80, 58), (250, 220, 196)]
    shirts = [(40, 44, 60), (150, 40, 50), (60, 110, 80), (200, 200, 205)]
    skin = skins[scene.whole(0, 3)]
    sheet.draw.ellipse((x - 2.1 * r, y + 1.25 * r, x + 2.1 * r, y + 5 * r), fill=shirts[scene.whole(0, 3)])
    sheet.bar((x - 0.4 * r, y + 0.6 * r, x + 0.4 * r, y + 1.6 * r), skin)
    sheet.draw.ellipse((x - 0.85 * r, y - 1.35 * r, x + 0.85 * r, y + 0.6 * r), fill=(50, 36, 30))
    sheet.draw.ellipse((x - 0.75 * r, y - 1.05 * r, x + 0.75 * r, y + 1.1 * r), fill=skin)
    for side in (-0.3, 0.3):
        sheet.disc(x + side * r, y - 0.1 * r, 0.09 * r, (30, 24, 22))
    sheet.draw.ellipse((x - 0.2 * r, y + 0.45 * r, x + 0.2 * r, y + 0.75 * r), fill=(140, 50, 50))


def _camera(scene: Scene, wide: int, tall: int) -> Picture:
    """Somebody before a camera: head and shoulders, drawn, before a room that is out of focus."""
    room = covering(start(scene.other()), wide, tall).picture
    sheet = Sheet(0, 0, under=np.asarray(cv2.GaussianBlur(room, (0, 0), wide * 0.04), np.uint8))
    r = min(wide, tall) * 0.22
    _person(sheet, scene, wide / 2, tall * 0.45, r)
    soft = cv2.GaussianBlur(sheet.picture(), (0, 0), max(r * 0.03, 0.8))
    noise = scene.chance.normal(0, 5, (tall, wide, 1))
    return np.asarray(np.clip(soft + noise, 0, 255), np.uint8)


_REACTED = ("copy", "part", "altered")


def _box_over(edited: Edited, scene: Scene) -> Edited:
    wide, tall = 1000, 562
    frame = covering(edited, wide, tall)
    box = _camera(scene, 250, 190)
    x = 20 if scene.chance.random() < 0.5 else wide - 270
    out = frame.picture.copy()
    y = tall - 210 if scene.chance.random() < 0.7 else 20
    out[y - 4 : y + 194, x - 4 : x + 254] = (255, 255, 255)
    out[y : y + 190, x : x + 250] = box
    return replace(painted(frame, out), relations=_REACTED)


def _beside_or_in_a_disc(edited: Edited, scene: Scene) -> Edited:
    wide, tall = 1000, 562
    if scene.chance.random() < 0.5:
        page: Picture = np.zeros((tall, wide, 3), np.uint8)
        page[:, :360] = _camera(scene, 360, tall)
        page[:, 360:364] = (255, 60, 60)
        return placed(covering(edited, wide - 364, tall), page, 364, 0)
    frame = covering(edited, wide, tall)
    size = 210
    at = (wide - size - 24, 24)
    ys, xs = np.mgrid[0:size, 0:size]
    share = np.clip(size / 2 - np.hypot(xs - size / 2, ys - size / 2), 0, 1)[..., None]
    out = frame.picture.copy()
    piece = out[at[1] : at[1] + size, at[0] : at[0] + size]
    out[at[1] : at[1] + size, at[0] : at[0] + size] = _camera(scene, size, size) * share + piece * (1 - share)
    return replace(painted(frame, out), relations=_REACTED)


def _below_or_before_it(edited: Edited, scene: Scene) -> Edited:
    """Upright: the picture in the upper half and the camera below it, or somebody cut out who stands before it."""
    wide = 720
    if scene.chance.random() < 0.5:
        tall, half = 1120, 560
        page: Picture = np.zeros((tall, wide, 3), np.uint8)
        page[half:] = _camera(scene, wide, tall - half)
        return placed(covering(edited, wide, half), page, 0, 0)
    frame = covering(edited, wide, 860)
    sheet = Sheet(0, 0, under=frame.picture)
    r = wide * 0.1
    _person(sheet, scene, wide * (0.24 if scene.chance.random() < 0.5 else 0.76), 860 - 2.6 * r, r)
    return replace(painted(frame, sheet.picture()), relations=_REACTED)


def _above_or_in_a_bubble(edited: Edited, scene: Scene) -> Edited:
    """A camera as a band above the picture, or as a square with round corners that overlaps its upper edge."""
    wide = 860
    if scene.chance.random() < 0.5:
        tall, band = 900, 330
        page: Picture = np.zeros((tall, wide, 3), np.uint8)
        page[:band] = _camera(scene, wide, band)
        return placed(covering(edited, wide, tall - band), page, 0, band)
    frame = covering(edited, wide, 600)
    out = frame.picture.copy()
    side, left = 220, scene.whole(20, wide - 240)
    out[14 : 26 + side, left - 6 : left + side + 6] = (130, 90, 250)
    out[20 : 20 + side, left : left + side] = _camera(scene, side, side)
    return replace(painted(frame, out), relations=_REACTED)


_REACTIONS: dict[Layouts, Callable[[Edited, Scene], Edited]] = {
    "tuning": _box_over,
    "second": _beside_or_in_a_disc,
    "third": _below_or_before_it,
    "report": _above_or_in_a_bubble,
}


def reaction(edited: Edited, scene: Scene) -> Edited:
    """A frame of somebody who talks about the picture: their camera over it, or beside it."""
    return _REACTIONS[scene.layouts](edited, scene)


def _tiles(scene: Scene, gutter: int, frames: list[tuple[int, int, int, int]], size: tuple[int, int]) -> Picture:
    shades = [(255, 255, 255), (0, 0, 0), (230, 225, 215)]
    page: Picture = np.zeros((size[1], size[0], 3), np.uint8)
    page[:] = shades[scene.whole(0, 2)]
    for left, top, right, bottom in frames:
        page[top:bottom, left:right] = covering(start(scene.other()), right - left, bottom - top).picture
    return page


def _in_tile(edited: Edited, page: Picture, frame: tuple[int, int, int, int]) -> Edited:
    left, top, right, bottom = frame
    return placed(covering(edited, right - left, bottom - top), page, left, top)


def _square(scene: Scene) -> _Grid:
    return 420, (420 if scene.chance.random() < 0.5 else 315), 2, 2


def _threes(scene: Scene) -> _Grid:
    return 400, 480, 3, (2 if scene.chance.random() < 0.4 else 1)


def _pair_or_nine(scene: Scene) -> _Grid:
    return (540, 640, 2, 1) if scene.chance.random() < 0.5 else (320, 300, 3, 3)


def _six_or_strip(scene: Scene) -> _Grid:
    return (360, 300, 2, 3) if scene.chance.random() < 0.6 else (300, 400, 4, 1)


_GRIDS: dict[Layouts, Callable[[Scene], _Grid]] = {
    "tuning": _square,
    "second": _threes,
    "third": _pair_or_nine,
    "report": _six_or_strip,
}
"""Width and height of a tile; columns and rows."""


def collage_even(edited: Edited, scene: Scene) -> Edited:
    """Equal tiles, with or without gutters."""
    gutter = scene.whole(4, 16) if scene.chance.random() < 0.6 else 0
    wide, tall, columns, rows = _GRIDS[scene.layouts](scene)
    frames = [
        (
            gutter + c * (wide + gutter),
            gutter + r * (tall + gutter),
            (c + 1) * (wide + gutter),
            (r + 1) * (tall + gutter),
        )
        for r in range(rows)
        for c in range(columns)
    ]
    size = gutter + columns * (wide + gutter), gutter + rows * (tall + gutter)
    here = frames.pop(scene.whole(0, len(frames) - 1))
    return _in_tile(edited, _tiles(scene, gutter, frames, size), here)


def _one_and_two(scene: Scene, g: int) -> tuple[_Size, list[_Frame]]:
    wide, tall = 900, 640
    cut = round(wide * scene.between(0.55, 0.68))
    return (wide, tall), [(0, 0, cut, tall), (cut + g, 0, wide, tall // 2), (cut + g, tall // 2 + g, wide, tall)]


def _one_over_three(scene: Scene, g: int) -> tuple[_Size, list[_Frame]]:
    wide, tall = 840, 1000
    cut = round(tall * scene.between(0.48, 0.6))
    return (wide, tall), [(0, 0, wide, cut), *_row(wide, cut + g, tall, 3, g)]


def _two_over_three(scene: Scene, g: int) -> tuple[_Size, list[_Frame]]:
    wide, tall = 960, 820
    cut = round(tall * scene.between(0.52, 0.62))
    return (wide, tall), [*_row(wide, 0, cut, 2, g), *_row(wide, cut + g, tall, 3, g)]


def _row(wide: int, top: int, bottom: int, count: int, g: int) -> list[_Frame]:
    each = wide // count
    ends = [*(each * (at + 1) for at in range(count - 1)), wide]
    return [(each * at + (g if at else 0), top, end, bottom) for at, end in enumerate(ends)]


def _four_round_one(scene: Scene, g: int) -> tuple[_Size, list[_Frame]]:
    """A tall one in the middle, two over each other on either side."""
    wide, tall = 1080, 760
    cut = round(wide * scene.between(0.25, 0.29))
    far = wide - cut
    half = round(tall * scene.between(0.42, 0.58))
    sides = [(x, top, x + cut, end) for x in (0, far) for top, end in ((0, half), (half + g, tall))]
    return (wide, tall), [(cut + g, 0, far - g, tall), *sides]


_UNEVEN: dict[Layouts, Callable[[Scene, int], tuple[_Size, list[_Frame]]]] = {
    "tuning": _one_and_two,
    "second": _one_over_three,
    "third": _two_over_three,
    "report": _four_round_one,
}


def collage_uneven(edited: Edited, scene: Scene) -> Edited:
    """Large tiles and small ones, with or without gutters, sometimes with round corners."""
    g = scene.whole(4, 14) if scene.chance.random() < 0.6 else 0
    size, frames = _UNEVEN[scene.layouts](scene, g)
    here = frames.pop(scene.whole(0, len(frames) - 1))
    page = _tiles(scene, g, frames, size)
    laid = _in_tile(edited, page, here)
    if g > 8:
        return corners_cut(laid, here, 16, (255, 255, 255))
    return laid
