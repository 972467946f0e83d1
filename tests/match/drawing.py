"""Pictures drawn for these tests, with enough texture to behave like photographs."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from firstseen.match.verify import verify
from firstseen.model.copies import Copy
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

Picture = NDArray[np.uint8]


def photograph(seed: int, width: int = 480, height: int = 360) -> Picture:
    """Clouds at several scales, and shapes over them, in colour; another seed is another photograph."""
    chance = np.random.default_rng(seed)
    out = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 8):
        coarse = chance.normal(0, 1, (2**octave * 3 // 4 + 1, 2**octave + 1, 3)).astype(np.float32)
        out += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) * (34 / octave)
    picture = np.clip(out + 120, 0, 255).astype(np.uint8)
    for _ in range(60):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        w, h = int(chance.integers(6, 50)), int(chance.integers(6, 50))
        colour = tuple(int(v) for v in chance.integers(0, 255, 3))
        if chance.random() < 0.5:
            cv2.rectangle(picture, (x, y), (x + w, y + h), colour, -1)
        else:
            cv2.ellipse(picture, (x, y), (w // 2, h // 2), float(chance.uniform(0, 180)), 0, 360, colour, -1)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), np.uint8)


def text_page(seed: int, width: int = 480, height: int = 640) -> Picture:
    """A white page of other words in always the same font."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=20)
    letters = list("aaabcdeeeefghiiklmnnooprrssttuuvwy")
    for line in range(height // 28 - 1):
        words = ["".join(chance.choice(letters, int(chance.integers(2, 9)))) for _ in range(7)]
        draw.text((20, 14 + 28 * line), " ".join(words), fill=(0, 0, 0), font=font)
    return np.array(image)


def write(picture: Picture, words: str, x: float, y: float, size: float, colour: tuple[int, int, int]) -> Picture:  # noqa: PLR0917
    image = Image.fromarray(picture)
    ImageDraw.Draw(image).text((x, y), words, fill=colour, font=ImageFont.load_default(size=size))
    return np.array(image)


def prints_of(picture: Picture) -> PicturePrints:
    whole = np.ascontiguousarray(picture)
    return describe(whole, hashlib.sha256(repr(whole.shape).encode() + whole.tobytes()).hexdigest())


def compare(a: Picture, b: Picture) -> Copy | None:
    return verify("a" * 64, prints_of(a), "b" * 64, prints_of(b))
