"""Pictures composed of photographs, drawn for tests, with the boxes of the photographs in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from tests.drawing import photograph

from firstseen.model.pictures import Box

__all__ = [
    "LAYOUTS",
    "Composed",
    "checkerboard",
    "collage",
    "columns_of_text",
    "faded",
    "login_screen",
    "noise",
    "overlap",
    "screenshot",
    "write",
]

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Composed:
    """A picture and the boxes of the photographs in it."""

    rgb: Picture
    boxes: tuple[Box, ...]


def overlap(one: Box, other: Box) -> float:
    """Shared area of two boxes over what they cover together."""
    shared = max(0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0, min(one[3], other[3]) - max(one[1], other[1])
    )
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)


def write(picture: Picture, words: str, place: tuple[int, int], size: int, colour: Colour = (20, 20, 20)) -> Picture:
    """The picture with a line of words at (left, top)."""
    image = Image.fromarray(picture)
    ImageDraw.Draw(image).text(place, words, fill=colour, font=ImageFont.load_default(size=size))
    return np.asarray(image).copy()


def columns_of_text(seed: int, width: int = 800, height: int = 1000, columns: int = 3) -> Picture:
    """A white page of words in columns; another seed has other words."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", (width, height), (250, 250, 248))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=16)
    letters = list("aaabcdeeeefghiiklmnnooprrssttuuvwy")
    step = (width - 40) // columns
    for left in range(40, width - step + 1, step):
        for top in range(40, height - 50, 22):
            line = ""
            while font.getlength(line + " abcd") < step - 40:
                line += "".join(chance.choice(letters, int(chance.integers(2, 5)))) + " "
            draw.text((left, top), line, fill=(15, 15, 15), font=font)
    return np.asarray(image).copy()


def _paste(ground: Picture, picture: Picture, left: int, top: int) -> Box:
    height, width = picture.shape[:2]
    ground[top : top + height, left : left + width] = picture
    return left, top, left + width, top + height


def collage(seeds: tuple[int, int, int, int], gutter: int = 0) -> Composed:
    """Four photographs of 400 x 300, two by two, with white between and round them where `gutter` is above 0."""
    ground = np.full((600 + 3 * gutter, 800 + 3 * gutter, 3), 255, np.uint8)
    boxes = [
        _paste(
            ground, photograph(seed, 400, 300), gutter + (i % 2) * (400 + gutter), gutter + (i // 2) * (300 + gutter)
        )
        for i, seed in enumerate(seeds)
    ]
    return Composed(ground, tuple(boxes))


def faded(seeds: tuple[int, int], others: tuple[int, int], top: int = 0) -> Composed:
    """Two photographs of 300 x 260 that fade into one another over 40 pixels, and two others apart from them."""
    ground = np.full((560, 900, 3), 250 if top else 20, np.uint8)
    left, right = (photograph(seed, 300, 260).astype(np.float32) for seed in seeds)
    fade = np.linspace(1.0, 0.0, 40)[None, :, None]
    between = left[:, -40:] * fade + right[:, :40] * (1.0 - fade)
    row = np.concatenate([left[:, :-40], between, right[:, 40:]], axis=1).round().astype(np.uint8)
    first, second = (0, top, 300, top + 260), (260, top, 560, top + 260)
    ground[top : top + 260, :560] = row
    _paste(ground, photograph(others[0], 300, 260), 0, 300 - top)
    _paste(ground, photograph(others[1], 300, 260), 600, 150)
    return Composed(ground, (first, second))


def screenshot(seed: int, inset: int = 0) -> Composed:
    """A post as a telephone shows it: a head, a line of words, its photograph, the row of likes. All but the
    photograph is the same for every seed."""
    ground = np.full((1280, 720, 3), 255, np.uint8)
    ground[:100] = (24, 90, 160)
    ground = write(ground, "Daily Something", (30, 30), 40, (255, 255, 255))
    ground[110:180, 30:100] = (120, 140, 180)
    ground = write(ground, "Anna Reporter", (120, 125), 30)
    ground = write(ground, "the river took the bridge today", (30, 190), 32)
    box = _paste(ground, photograph(seed, 720 - 2 * inset, 480), inset, 250)
    ground = write(ground, "1,204 likes   311 shares   report", (30, 760), 32, (90, 90, 90))
    ground = write(ground, "home   news   sport   more", (40, 1200), 40, (60, 60, 60))
    return Composed(ground, (box,))


def login_screen(seed: int = 0) -> Picture:
    """The login screen of one app, 540 x 960; another seed has another name in its field and another clock."""
    image = Image.new("RGB", (540, 960), (246, 247, 250))
    draw = ImageDraw.Draw(image)
    chance = np.random.default_rng(seed)

    def words(text: str, left: int, top: int, size: int, colour: Colour) -> None:
        draw.text((left, top), text, fill=colour, font=ImageFont.load_default(size=size))

    words(f"{seed // 60 % 24:02}:{seed % 60:02}", 20, 12, 22, (40, 40, 40))
    draw.ellipse([(210, 120), (330, 240)], (30, 110, 220))
    words("f", 254, 130, 84, (255, 255, 255))
    words("Log in to Something", 110, 290, 34, (20, 20, 20))
    for top, label in ((380, "".join(chance.choice(list("abcdefghij"), 10)) + "@mail.example"), (470, "Password")):
        draw.rounded_rectangle([(50, top), (490, top + 66)], 12, (255, 255, 255), (180, 185, 195), 2)
        words(label, 70, top + 18, 26, (90, 90, 95))
    draw.rounded_rectangle([(50, 570), (490, 640)], 35, (30, 110, 220))
    words("Log in", 226, 586, 32, (255, 255, 255))
    words("Forgotten password?", 150, 670, 24, (30, 110, 220))
    draw.rounded_rectangle([(90, 820), (450, 880)], 30, (246, 247, 250), (30, 110, 220), 2)
    words("Create new account", 150, 834, 26, (30, 110, 220))
    return np.asarray(image).copy()


def checkerboard(side: int, size: int = 400) -> Picture:
    """Black and white squares."""
    y, x = np.mgrid[0:size, 0:size]
    return np.repeat((((x // side + y // side) % 2) * 255).astype(np.uint8)[..., None], 3, axis=2)


def noise(seed: int, width: int = 400, height: int = 300) -> Picture:
    """Every value by chance."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)


def _page(seed: int) -> Composed:
    ground = columns_of_text(seed)
    ground[180:600, 30:580] = 250
    return Composed(ground, (_paste(ground, photograph(seed + 100, 520, 360), 50, 200),))


def _in_picture(seed: int) -> Composed:
    ground = photograph(seed, 800, 600)
    return Composed(ground, (_paste(ground, photograph(seed + 100, 260, 200), 490, 360),))


def _letterbox(seed: int) -> Composed:
    ground = np.zeros((600, 800, 3), np.uint8)
    return Composed(ground, (_paste(ground, photograph(seed, 800, 360), 0, 120),))


def _stack(seed: int) -> Composed:
    ground = np.zeros((850, 600, 3), np.uint8)
    upper = _paste(ground, photograph(seed, 600, 400), 0, 0)
    darker = (photograph(seed + 1, 600, 450) * 0.6).astype(np.uint8)
    return Composed(ground, (upper, _paste(ground, darker, 0, 400)))


LAYOUTS: Final[dict[str, Callable[[int], Composed]]] = {
    "page of columns": _page,
    "collage with gutters": lambda seed: collage((seed, seed + 1, seed + 2, seed + 3), 20),
    "collage without": lambda seed: collage((seed, seed + 1, seed + 2, seed + 3)),
    "picture in picture": _in_picture,
    "screenshot": screenshot,
    "screenshot with a margin": lambda seed: screenshot(seed, 30),
    "letterbox": _letterbox,
    "stack": _stack,
}
"""Every way of composing pictures, by name: from a seed to the picture."""
