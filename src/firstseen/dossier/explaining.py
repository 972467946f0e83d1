"""The explaining picture of a pair: what its page in the dossier shows, in one picture for a report.

Only numbers and our own words are written on it, never words of the case: those may be in any script, and the letters
that come with the program have only one.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from firstseen.dossier.differences import Cells, Difference
from firstseen.dossier.overlay import Overlay, overlays
from firstseen.dossier.pair_page import spotlights
from firstseen.dossier.side_by_side import Placed, side_by_side
from firstseen.dossier.wording import confidence_words, relation_words
from firstseen.match.difference import painted
from firstseen.model.copies import Copy
from firstseen.model.matrices import Point

__all__ = ["SIDE", "Shown", "explaining_picture"]

SIDE: Final = 1000
"""Pixels of the longer side in which each picture is asked for."""
_MARGIN, _GAP, _WIDTH = 28, 20, 1256
_PAPER, _INK, _SOFT = (251, 250, 247), (29, 28, 26), (91, 87, 80)
_BOX, _FRAME, _POINT, _DARK = (255, 210, 63), (139, 227, 242), (255, 95, 162), (0, 0, 0)
_FAINT: Final = 150  # of 255: lines between points stay behind the pictures
_DIMMED: Final = 0.45  # brightness of what a part is not
_DASH: Final = 9.0  # pixels
_LETTERS: Final = 118  # characters of the sentence in a line


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two: its name inside the picture, its pixels ((h, w, 3) uint8 RGB, reduced), its stored size."""

    name: str
    pixels: NDArray[np.uint8]
    width: int
    height: int


def explaining_picture(copy: Copy, a: Shown, b: Shown, difference: Difference) -> NDArray[np.uint8]:
    """Both pictures with the outline of the shared part and the matched points, and under them the aligned
    difference; (h, 1256, 3) uint8 RGB. Names are written as given: use digests, not words of the case."""
    drawing = side_by_side(*overlays(copy, (a.width, a.height), (b.width, b.height)))
    words = textwrap.wrap(_ascii(copy.reason), _LETTERS)
    laid_rows = _layers(difference) if difference.laid else []
    top = _MARGIN + 42 + 24 * len(words) + 44
    under = top + round(drawing.height) + 34
    height = under + (30 + max(picture.height for picture, _ in laid_rows) + 36 if laid_rows else 40) + _MARGIN
    sheet = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    mirrored = ", mirrored" if copy.mirrored else ""
    draw.text((_MARGIN, _MARGIN), relation_words(copy.relation) + mirrored, _INK, ImageFont.load_default(30))
    for number, line in enumerate(words):
        draw.text((_MARGIN, _MARGIN + 44 + 24 * number), line, _INK, ImageFont.load_default(17))
    sure = f"How sure: {confidence_words(copy.confidence)}"
    draw.text((_MARGIN, top - 36), sure, _SOFT, ImageFont.load_default(16))
    dimmed = spotlights(copy, drawing)
    for placed, shown, dim in ((drawing.left, a, dimmed[0]), (drawing.right, b, dimmed[1])):
        _put(sheet, placed, shown, dim, top)
    _lines(sheet, [(_at(drawing.left, one, top), _at(drawing.right, other, top)) for one, other in copy.points])
    for placed, shown in ((drawing.left, a), (drawing.right, b)):
        below = top + placed.y + placed.height + 6
        size = f"{shown.name}   {shown.width} x {shown.height}"
        draw.text((_MARGIN + placed.x, below), _ascii(size), _SOFT, ImageFont.load_default(15))
    if not laid_rows:
        reason = f"The two could not be laid over each other: {difference.reason}."
        draw.text((_MARGIN, under + 8), _ascii(reason), _SOFT, ImageFont.load_default(16))
    x = _MARGIN
    for picture, caption in laid_rows:
        sheet.paste(picture, (x, under + 30))
        draw.text((x, under + 36 + picture.height), caption, _SOFT, ImageFont.load_default(15))
        x += picture.width + _GAP
    return np.asarray(sheet)


def _ascii(words: str) -> str:
    return words.encode("ascii", "replace").decode("ascii")


def _at(placed: Placed, point: Point, top: int) -> Point:
    x, y = placed.at(point)
    return x + _MARGIN, y + top


def _put(sheet: Image.Image, placed: Placed, shown: Shown, dim: bool, top: int) -> None:
    """The picture in its place, with its outlines clipped to it."""
    size = (max(1, round(placed.width)), max(1, round(placed.height)))
    picture = Image.fromarray(np.ascontiguousarray(shown.pixels)).resize(size, Image.Resampling.LANCZOS)
    scale = size[0] / placed.overlay.width, size[1] / placed.overlay.height
    over = placed.overlay
    outline = [(x * scale[0], y * scale[1]) for x, y in over.outline or _box_corners(over)]
    frame = [(x * scale[0], y * scale[1]) for x, y in over.frame]
    if dim and outline:
        keep = Image.new("L", size, round(255 * _DIMMED))
        ImageDraw.Draw(keep).polygon(outline, fill=255)
        picture = Image.composite(picture, Image.new("RGB", size, _DARK), keep)
    draw = ImageDraw.Draw(picture)
    if frame:
        _dashed(draw, frame)
    if outline:
        draw.line([*outline, outline[0]], _DARK, 6, "curve")
        draw.line([*outline, outline[0]], _BOX, 3, "curve")
    sheet.paste(picture, (round(placed.x) + _MARGIN, round(placed.y) + top))


def _box_corners(over: Overlay) -> tuple[Point, ...]:
    if over.box is None:
        return ()
    left, top, width, height = over.box
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


def _dashed(draw: ImageDraw.ImageDraw, corners: list[Point]) -> None:
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        steps = min(int(np.hypot(x2 - x1, y2 - y1) / _DASH), 2000)
        for step in range(0, steps, 2):
            start, end = step / steps, (step + 1) / steps
            points = [(x1 + (x2 - x1) * at, y1 + (y2 - y1) * at) for at in (start, end)]
            draw.line(points, _FRAME, 2)


def _lines(sheet: Image.Image, pairs: list[tuple[Point, Point]]) -> None:
    veil = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(veil)
    for one, other in pairs:
        draw.line([one, other], (*_POINT, _FAINT), 1)
    for point in (point for pair in pairs for point in pair):
        x, y = point
        draw.ellipse((x - 4, y - 4, x + 4, y + 4), (*_POINT, 255), (*_DARK, 255))
    sheet.paste(veil, (0, 0), veil)


def _layers(difference: Difference) -> list[tuple[Image.Image, str]]:
    laid = difference.laid
    assert laid is not None
    wide = (_WIDTH - 2 * _MARGIN - 2 * _GAP) // 3
    high = round(wide * laid.first.shape[0] / laid.first.shape[1])
    if high > _WIDTH // 2:
        wide, high = max(1, round(wide * (_WIDTH // 2) / high)), _WIDTH // 2
    layers = []
    for pixels, caption in (
        (laid.first, "a, the shared part"),
        (laid.second, "b, brought onto a"),
        (painted(laid), "What differs: orange"),
    ):
        picture = Image.fromarray(np.ascontiguousarray(pixels)).resize((wide, max(1, high)), Image.Resampling.LANCZOS)
        if difference.cells:
            _outline_cells(picture, difference.cells)
        layers.append((picture, caption))
    return layers


def _outline_cells(picture: Image.Image, cells: Cells) -> None:
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for colour, stroke in ((_DARK, 4), (_BOX, 2)):
        for x1, y1, x2, y2 in cells.segments:
            draw.line([(x1 * width, y1 * height), (x2 * width, y2 * height)], colour, stroke)
