"""Edits of photographs as they happen on the way round: each with the truth that verification should find.

All edits are drawn by this file from the photographs given, without chance beyond the generator handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.copies.edits.canvas import Matrix, Picture, encoded, shift

__all__ = ["EDITS", "Edit", "Edited"]


@dataclass(frozen=True, slots=True)
class Edited:
    """`move` (3, 3) takes pixels of the photograph to pixels of `picture`. `words`: changes that must be named.

    `shown`: the share of the photograph that is still to be seen. `part`: it is one piece among others.
    """

    picture: Picture
    move: Matrix = field(default_factory=lambda: np.eye(3))
    words: tuple[str, ...] = ()
    shown: float = 1.0
    part: bool = False
    altered: bool = False


Edit = Callable[[Picture, Picture, np.random.Generator], Edited]
"""The photograph, another photograph to paste from, and a source of chance."""


def _scaled(picture: Picture, width: int) -> tuple[Picture, float]:
    scale = width / picture.shape[1]
    size = (width, max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def _write(  # noqa: PLR0917
    picture: Picture, words: str, x: float, y: float, size: float, colour: tuple[int, int, int]
) -> Picture:
    image = Image.fromarray(picture)
    font = ImageFont.load_default(size=size)
    ImageDraw.Draw(image).text((x, y), words, fill=colour, font=font, stroke_width=0)
    return np.array(image)


def _cut(picture: Picture, share: float, chance: np.random.Generator) -> Edited:
    height, width = picture.shape[:2]
    w, h = round(width * share**0.5), round(height * share**0.5)
    x, y = int(chance.integers(0, width - w + 1)), int(chance.integers(0, height - h + 1))
    return Edited(encoded(picture[y : y + h, x : x + w], 80), shift(-x, -y), ("cropped",), share)


def jpeg30(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    return Edited(encoded(picture, 30), words=("re-encoded",))


def half_size(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    small, scale = _scaled(picture, picture.shape[1] // 2)
    return Edited(encoded(small, 80), shift(0, 0, scale), ("resized",))


def quarter_size(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    small, scale = _scaled(picture, picture.shape[1] // 4)
    return Edited(encoded(small, 80), shift(0, 0, scale), ("resized",))


def crop_half(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    return _cut(picture, 0.5, chance)


def crop_quarter(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    return _cut(picture, 0.25, chance)


def mirrored(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    move = np.array([[-1.0, 0, picture.shape[1] - 1], [0, 1, 0], [0, 0, 1]])
    return Edited(encoded(picture[:, ::-1], 80), move, ("mirrored",))


def mirrored_crop(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    move = np.array([[-1.0, 0, picture.shape[1] - 1], [0, 1, 0], [0, 0, 1]])
    cut = _cut(np.ascontiguousarray(picture[:, ::-1]), 0.5, chance)
    return Edited(cut.picture, cut.move @ move, ("mirrored", "cropped"), 0.5)


def quarter_turn(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    move = np.array([[0.0, 1, 0], [-1, 0, picture.shape[1] - 1], [0, 0, 1]])
    return Edited(encoded(np.ascontiguousarray(np.rot90(picture)), 80), move, ("rotated",))


def tilted(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    height, width = picture.shape[:2]
    move = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), 10, 1.0), [0, 0, 1.0]])
    turned = cv2.warpAffine(picture, move[:2], (width, height), flags=cv2.INTER_CUBIC)
    return Edited(encoded(np.asarray(turned, np.uint8), 80), move, ("rotated",), 0.9)


def perspective(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = chance.uniform(0, 0.12, (4, 2)) * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * [width, height]
    move = np.asarray(cv2.getPerspectiveTransform(corners, (corners + inward).astype(np.float32)), np.float64)
    return Edited(encoded(np.asarray(cv2.warpPerspective(picture, move, (width, height)), np.uint8), 80), move)


def words_over(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    height, width = picture.shape[:2]
    out = _write(picture, "THEY NEVER TOLD YOU", 0.04 * width, 0.05 * height, width / 12, (255, 255, 255))
    out = _write(out, "share before it is deleted", 0.06 * width, 0.84 * height, width / 13, (255, 240, 0))
    return Edited(encoded(out, 80))


def faces_over(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    height, width = picture.shape[:2]
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    for _ in range(2):
        r = 0.12 * width
        x, y = chance.uniform(r, width - r), chance.uniform(min(r, height / 2), max(height - r, height / 2 + 1))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 205, 50), outline=(120, 80, 0), width=3)
        for eye in (-0.4, 0.4):
            ex, ey = x + eye * r, y - 0.25 * r
            draw.ellipse((ex - 0.12 * r, ey - 0.18 * r, ex + 0.12 * r, ey + 0.18 * r), fill=(60, 40, 0))
        draw.arc((x - 0.6 * r, y - 0.4 * r, x + 0.6 * r, y + 0.6 * r), 20, 160, fill=(60, 40, 0), width=6)
    return Edited(encoded(np.asarray(image), 80))


def screenshot(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    width, height = 540, 1100
    page: Picture = np.full((height, width, 3), 255, np.uint8)
    page[:60] = (30, 40, 60)
    page = _write(page, "12:41     Posts", 20, 15, 26, (255, 255, 255))
    page[80:140, 20:80] = (200, 120, 60)
    page = _write(page, "Some Account  @account", 95, 90, 26, (20, 20, 20))
    page = _write(
        page, "This is happening right now in the\ncity. Look at it and tell everyone!", 20, 150, 26, (20, 20, 20)
    )
    fitted, scale = _scaled(picture, 500)
    fitted = fitted[:700]
    page = page.copy()
    page[240 : 240 + len(fitted), 20:520] = fitted
    under = 240 + len(fitted) + 15
    page = _write(page, "1,204 likes   311 shares", 20, under, 24, (90, 90, 90))
    page = _write(page, "reader one  I cannot believe it\nreader two  where is this?", 20, under + 45, 24, (20, 20, 20))
    shown = len(fitted) / max(picture.shape[0] * scale, 1)
    return Edited(encoded(page, 80), shift(20, 240, scale), ("inside another picture",), min(shown, 1.0), part=True)


def picture_in_picture(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    height, width = other.shape[:2]
    fitted, scale = _scaled(picture, width // 3)
    fitted = fitted[: height - 2]
    x = int(chance.integers(0, width - fitted.shape[1] + 1))
    y = int(chance.integers(0, height - fitted.shape[0] + 1))
    out = other.copy()
    out[y : y + fitted.shape[0], x : x + fitted.shape[1]] = fitted
    return Edited(encoded(out, 80), shift(x, y, scale), ("inside another picture",), part=True)


def collage(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    side, size = 400, (400, 400)
    tiles = [np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA)) for p in (other, other[:, ::-1])]
    scale = side / min(picture.shape[:2])
    fitted = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    x, y = (fitted.shape[1] - side) // 2, (fitted.shape[0] - side) // 2
    piece = np.asarray(fitted[y : y + side, x : x + side], np.uint8)
    page = np.vstack([np.hstack([tiles[0], piece]), np.hstack([255 - tiles[1], tiles[1]])])
    shown = min(picture.shape[:2]) / max(picture.shape[:2])
    words = ("inside another picture",)
    return Edited(encoded(page, 80), shift(side - x, -y, scale), words, shown, part=True)


def grey(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    level = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return Edited(encoded(np.stack([level] * 3, axis=2), 80), words=("grey",))


def framed(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    pad = round(0.07 * picture.shape[1])
    out = np.pad(picture, ((pad, pad), (pad, pad), (0, 0)), constant_values=250)
    return Edited(encoded(out, 80), shift(pad, pad), ("bordered",))


def letterboxed(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    pad = round(0.2 * picture.shape[0])
    out = np.pad(picture, ((pad, pad), (0, 0), (0, 0)), constant_values=0)
    return Edited(encoded(out, 80), shift(0, pad), ("bordered",))


def captioned(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    width = picture.shape[1]
    pad = round(0.2 * width)
    out = np.pad(picture, ((pad, 0), (0, 0), (0, 0)), constant_values=255)
    out = _write(
        out, "When they say it did not\nhappen, show them this", 0.03 * width, 0.02 * width, width / 14, (0, 0, 0)
    )
    return Edited(encoded(out, 80), shift(0, pad), ("text added",))


def filtered(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    curve = 255 * (np.arange(256) / 255.0) ** 0.7
    out = curve[picture] * np.array([1.1, 1.0, 0.75])
    return Edited(encoded(np.clip(out, 0, 255).astype(np.uint8), 80), words=("filtered",))


def blurred(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    return Edited(encoded(np.asarray(cv2.GaussianBlur(picture, (0, 0), 3.0), np.uint8), 80), words=("blurred",))


def replaced(picture: Picture, other: Picture, chance: np.random.Generator) -> Edited:
    """A piece of another photograph takes the place of an eighth of this one, with soft edges."""
    height, width = picture.shape[:2]
    stranger = np.asarray(cv2.resize(other, (width, height), interpolation=cv2.INTER_AREA)).astype(np.float32)
    mask = np.zeros((height, width), np.float32)
    x, y = chance.uniform(0.25, 0.75) * width, chance.uniform(0.25, 0.75) * height
    cv2.ellipse(mask, (round(x), round(y)), (round(0.2 * width), round(0.2 * height)), 0, 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(mask, (0, 0), 3)[..., None]
    return Edited(encoded((picture * (1 - soft) + stranger * soft).astype(np.uint8), 85), altered=True)


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        jpeg30,
        half_size,
        quarter_size,
        crop_half,
        crop_quarter,
        mirrored,
        mirrored_crop,
        quarter_turn,
        tilted,
        perspective,
        words_over,
        faces_over,
        screenshot,
        picture_in_picture,
        collage,
        grey,
        framed,
        letterboxed,
        captioned,
        filtered,
        blurred,
        replaced,
    )
}
