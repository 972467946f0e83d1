"""What happens to a picture on its way: cut, shrunk, turned over, written on, filtered, photographed from a screen.

Each function gives a version maker, which takes pixels (h, w, 3) uint8 and gives pixels.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from firstseen.sample.lettering import Sheet, font, wrap
from firstseen.sample.painting.canvas import chance, fractal

__all__ = [
    "Version",
    "bar",
    "crop",
    "filtered",
    "grey",
    "letterbox",
    "logo",
    "marked",
    "meme",
    "mirror",
    "screen",
    "tall",
    "width",
]

Picture = NDArray[np.uint8]
Version = Callable[[Picture], Picture]


def width(pixels: int) -> Version:
    """Shrunk to a width."""

    def make(rgb: Picture) -> Picture:
        rows = round(rgb.shape[0] * pixels / rgb.shape[1])
        return np.asarray(cv2.resize(rgb, (pixels, rows), interpolation=cv2.INTER_AREA))

    return make


def crop(left: float, top: float, right: float, bottom: float) -> Version:
    """Cut to a box given in shares of the width and height."""

    def make(rgb: Picture) -> Picture:
        rows, columns = rgb.shape[:2]
        box = rgb[round(top * rows) : round(bottom * rows), round(left * columns) : round(right * columns)]
        return np.ascontiguousarray(box)

    return make


def mirror(rgb: Picture) -> Picture:
    """Left and right exchanged."""
    return np.ascontiguousarray(rgb[:, ::-1])


def grey(rgb: Picture) -> Picture:
    """Without colour."""
    return np.asarray(Image.fromarray(rgb).convert("L").convert("RGB"))


def filtered(warm: float, contrast: float, fade: float = 0.0) -> Version:
    """The filter of a photo app: `warm` shifts the colours, `contrast` is a factor, `fade` lifts the dark parts."""

    def make(rgb: Picture) -> Picture:
        image = rgb.astype(np.float32) / 255
        image = (image - 0.5) * contrast + 0.5
        image = image * (1 + warm * np.array([1.0, 0.1, -1.0], np.float32))
        image = fade + (1 - fade) * image
        pixels: Picture = (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)
        return pixels

    return make


def letterbox(share: float = 0.14) -> Version:
    """Black bars above and below, each `share` of the height."""

    def make(rgb: Picture) -> Picture:
        bar_rows = round(share * rgb.shape[0])
        return np.pad(rgb, ((bar_rows, bar_rows), (0, 0), (0, 0)))

    return make


def bar(text: str, *, dark: bool = False) -> Version:
    """A bar with words above the picture."""

    def make(rgb: Picture) -> Picture:
        columns = rgb.shape[1]
        size = columns // 24
        high = len(wrap(text, size, columns - 2 * size)) * int(size * 1.32) + size
        sheet = Sheet(columns, rgb.shape[0] + high, "#16181c" if dark else "#ffffff")
        sheet.words(text, (size, size // 2), size, "#f4f4f0" if dark else "#101214", width=columns - 2 * size)
        sheet.picture(rgb, (0, high, columns, high + rgb.shape[0]))
        return sheet.rgb()

    return make


def meme(above: str, below: str = "") -> Version:
    """Large white letters with a dark outline over the picture."""

    def make(rgb: Picture) -> Picture:
        image = Image.fromarray(rgb)
        draw = ImageDraw.Draw(image)
        size = rgb.shape[1] // 15
        for text, row in ((above, size // 3), (below, rgb.shape[0] - int(size * 1.6))):
            for number, line in enumerate(wrap(text, size, rgb.shape[1] - size)):
                draw.text(
                    (rgb.shape[1] // 2, row + number * int(size * 1.2)),
                    line,
                    fill="white",
                    font=font(size),
                    anchor="ma",
                    stroke_width=size // 11,
                    stroke_fill="black",
                )
        return np.asarray(image)

    return make


def logo(words: str, strap: str, shade: str = "#b3261e") -> Version:
    """A broadcaster's mark in the corner and a line of words at the foot."""

    def make(rgb: Picture) -> Picture:
        image = Image.fromarray(rgb)
        draw = ImageDraw.Draw(image, "RGBA")
        size = rgb.shape[1] // 30
        wide = int(font(size).getlength(words)) + size
        left, top = rgb.shape[1] - wide - size, size
        draw.rectangle((left, top, left + wide, top + int(size * 1.7)), fill=shade)
        draw.text((left + size // 2, top + size // 4), words, fill="white", font=font(size))
        foot = rgb.shape[0] - int(size * 2.4)
        draw.rectangle((0, foot, rgb.shape[1], rgb.shape[0]), fill=(12, 20, 34, 190))
        draw.rectangle((0, foot, size // 2, rgb.shape[0]), fill=shade)
        draw.text((size, foot + int(size * 0.55)), strap, fill="white", font=font(size))
        return np.asarray(image)

    return make


def marked(across: float, down: float, radius: float) -> Version:
    """A red ring drawn round something (shares of the width and height)."""

    def make(rgb: Picture) -> Picture:
        image = rgb.copy()
        rows, columns = rgb.shape[:2]
        centre = (round(across * columns), round(down * rows))
        size = (round(radius * columns), round(radius * columns * 0.8))
        cv2.ellipse(image, centre, size, -8, 0, 352, (214, 32, 26), max(3, columns // 150), cv2.LINE_AA)
        return image

    return make


def screen(name: str) -> Version:
    """A photograph of a screen that shows the picture: slanted, with its frame, moire and a glare."""

    def make(rgb: Picture) -> Picture:
        rng = chance("screen " + name)
        rows, columns = 900, 1200
        room = np.array([38, 36, 34], np.float32) * (1 + 0.3 * fractal(rng, rows, columns, 400, 4))[..., None]
        left, right = 0.09 + 0.02 * rng.random(), 0.92 - 0.02 * rng.random()
        quad = np.array([[left, 0.15], [right, 0.10], [right - 0.015, 0.86], [left + 0.02, 0.80]]) * [columns, rows]
        middle = quad.mean(axis=0)
        frame = (middle + (quad - middle) * [1.05, 1.07]).astype(np.int32)
        cv2.fillPoly(room, [frame], (14, 14, 15), cv2.LINE_AA)
        source = np.array([[0, 0], [rgb.shape[1], 0], [rgb.shape[1], rgb.shape[0]], [0, rgb.shape[0]]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, quad.astype(np.float32))
        shown = cv2.warpPerspective(rgb, matrix, (columns, rows), flags=cv2.INTER_AREA).astype(np.float32)
        mask = cv2.warpPerspective(np.ones(rgb.shape[:2], np.float32), matrix, (columns, rows))[..., None]
        down, along = np.mgrid[0:rows, 0:columns].astype(np.float32)
        moire = 1 + 0.035 * np.sin(along * 0.9 + down * 0.12) * np.sin(down * 1.05 - along * 0.06)
        glare = 46 * np.exp(-(((along - 0.72 * columns) / 240) ** 2) - ((down - 0.25 * rows) / 190) ** 2)
        image = room * (1 - mask) + (shown * moire[..., None] * 0.94 + 10 + glare[..., None]) * mask
        image = cv2.GaussianBlur(image, (0, 0), 0.8) + 3.5 * rng.standard_normal((rows, columns, 1), np.float32)
        return np.asarray(np.clip(image, 0, 255).astype(np.uint8))

    return make


def tall(words: str) -> Version:
    """An upright 9:16 frame: the picture across it, itself blurred behind, words over it."""

    def make(rgb: Picture) -> Picture:
        sheet = Sheet(720, 1280, "#000000")
        soft = cv2.GaussianBlur(cv2.resize(rgb, (320, 214), interpolation=cv2.INTER_AREA), (0, 0), 14)
        sheet.picture((soft * 0.6).astype(np.uint8), (0, 0, 720, 1280))
        rows = round(720 * rgb.shape[0] / rgb.shape[1])
        top = (1280 - rows) // 2
        sheet.picture(rgb, (0, top, 720, top + rows))
        row = 190
        for line in wrap(words, 46, 600):
            sheet.draw.text(
                (360, row), line, fill="white", font=font(46), anchor="ma", stroke_width=4, stroke_fill="black"
            )
            row += 58
        return sheet.rgb()

    return make
