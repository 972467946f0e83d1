"""A picture among or inside others: insets, reactions, collages."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Picture, Scene, bordered, covering, painted, placed, resized, start
from bench.copies.edits.sheet import Sheet, corners_cut

__all__ = ["collage_even", "collage_uneven", "inset", "reaction"]


def inset(edited: Edited, scene: Scene) -> Edited:
    """At a fifth of the width of another photograph: plain, or in a thin frame."""
    wide, tall = (1200, 900) if scene.layouts == "tuning" else (1280, 720)
    page = covering(start(scene.other()), wide, tall).picture
    fitted = resized(edited, wide // 5)
    if scene.chance.random() < 0.5:
        line = 3 if scene.layouts == "tuning" else 5
        colour = (255, 255, 255) if scene.layouts == "tuning" else (230, 30, 40)
        fitted = bordered(fitted, colour, line, line, line, line)
    height, width = fitted.picture.shape[:2]
    gap = scene.whole(12, 60)
    if scene.layouts == "tuning":
        x, y = scene.whole(0, wide - width), scene.whole(0, tall - height)
    else:
        x = gap if scene.chance.random() < 0.5 else wide - width - gap
        y = gap if scene.chance.random() < 0.5 else tall - height - gap
    return placed(fitted, page, x, max(min(y, tall - height), 0))


def _camera(scene: Scene, wide: int, tall: int) -> Picture:
    """Somebody before a camera: head and shoulders, drawn, before a room that is out of focus."""
    room = covering(start(scene.other()), wide, tall).picture
    sheet = Sheet(0, 0, under=np.asarray(cv2.GaussianBlur(room, (0, 0), wide * 0.04), np.uint8))
    x, y, r = wide / 2, tall * 0.45, min(wide, tall) * 0.22
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
    soft = cv2.GaussianBlur(sheet.picture(), (0, 0), max(r * 0.03, 0.8))
    noise = scene.chance.normal(0, 5, (tall, wide, 1))
    return np.asarray(np.clip(soft + noise, 0, 255), np.uint8)


def reaction(edited: Edited, scene: Scene) -> Edited:
    """A frame of somebody who talks about the picture: their camera in a corner over it, or beside it."""
    wide, tall = 1000, 562
    if scene.layouts == "tuning":
        frame = covering(edited, wide, tall)
        box = _camera(scene, 250, 190)
        x = 20 if scene.chance.random() < 0.5 else wide - 270
        out = frame.picture.copy()
        y = tall - 210 if scene.chance.random() < 0.7 else 20
        out[y - 4 : y + 194, x - 4 : x + 254] = (255, 255, 255)
        out[y : y + 190, x : x + 250] = box
        return replace(painted(frame, out), relations=("copy", "part", "altered"))
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
    return replace(painted(frame, out), relations=("copy", "part", "altered"))


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


def collage_even(edited: Edited, scene: Scene) -> Edited:
    """Four equal tiles (or a row of three), with or without gutters."""
    gutter = scene.whole(4, 16) if scene.chance.random() < 0.6 else 0
    side = 420
    if scene.layouts == "tuning":
        wide, tall = side, side if scene.chance.random() < 0.5 else round(side * 0.75)
        places = [(column, row) for row in range(2) for column in range(2)]
    else:
        wide, tall = 400, 480
        places = (
            [(column, row) for row in range(2) for column in range(3)]
            if scene.chance.random() < 0.4
            else [(column, 0) for column in range(3)]
        )
    columns, rows = max(p[0] for p in places) + 1, max(p[1] for p in places) + 1
    frames = [
        (
            gutter + c * (wide + gutter),
            gutter + r * (tall + gutter),
            (c + 1) * (wide + gutter),
            (r + 1) * (tall + gutter),
        )
        for c, r in places
    ]
    size = gutter + columns * (wide + gutter), gutter + rows * (tall + gutter)
    here = frames.pop(scene.whole(0, len(frames) - 1))
    return _in_tile(edited, _tiles(scene, gutter, frames, size), here)


def collage_uneven(edited: Edited, scene: Scene) -> Edited:
    """One large tile and two or three small ones, with or without gutters, sometimes with round corners."""
    g = scene.whole(4, 14) if scene.chance.random() < 0.6 else 0
    if scene.layouts == "tuning":
        wide, tall = 900, 640
        cut = round(wide * scene.between(0.55, 0.68))
        frames = [(0, 0, cut, tall), (cut + g, 0, wide, tall // 2), (cut + g, tall // 2 + g, wide, tall)]
    else:
        wide, tall = 840, 1000
        cut = round(tall * scene.between(0.48, 0.6))
        third = wide // 3
        frames = [
            (0, 0, wide, cut),
            (0, cut + g, third, tall),
            (third + g, cut + g, 2 * third, tall),
            (2 * third + g, cut + g, wide, tall),
        ]
    here = frames.pop(scene.whole(0, len(frames) - 1))
    page = _tiles(scene, g, frames, (wide, tall))
    laid = _in_tile(edited, page, here)
    if g > 8:
        return corners_cut(laid, here, 16, (255, 255, 255))
    return laid
