"""Badges and watermarks of channels and agencies: the same few on many pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image

from bench.copies.edits.canvas import Edited, Picture, Scene, painted
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.voices import Layouts

__all__ = ["badge", "badge_over"]

_OVER = ("copy", "altered")
_WHITE = (255, 255, 255)


def _live(sheet: Sheet, scene: Scene) -> None:
    """A red box with a white one beside it, upper left."""
    width, height = sheet.width, sheet.height
    bold = scene.voice.font("bold", width * 0.05)
    sheet.bar((width * 0.03, height * 0.04, width * 0.24, height * 0.15), (200, 20, 30))
    sheet.words((width * 0.045, height * 0.095), "CW24", bold, (255, 255, 255), "lm")
    sheet.bar((width * 0.24, height * 0.04, width * 0.34, height * 0.15), (255, 255, 255))
    sheet.words((width * 0.255, height * 0.095), "LIVE", scene.voice.font("bold", width * 0.034), (200, 20, 30), "lm")


def _seal(sheet: Sheet, scene: Scene) -> None:
    """Rings round two letters, lower right."""
    width, height = sheet.width, sheet.height
    bold = scene.voice.font("bold", width * 0.05)
    r = 0.09 * width
    x, y = width - 1.4 * r, height - 1.4 * r
    for share, colour in ((1.0, (255, 255, 255)), (0.9, (10, 60, 140)), (0.62, (255, 210, 40))):
        sheet.disc(x, y, r * share, colour)
    sheet.words((x, y), "HN", bold, (10, 60, 140), "mm")


def _banner(sheet: Sheet, scene: Scene) -> None:
    """A yellow bar across the foot."""
    width, height = sheet.width, sheet.height
    bold = scene.voice.font("bold", width * 0.05)
    top = height * 0.9
    sheet.bar((0, top, width, height), (245, 190, 0))
    sheet.words((width * 0.03, (top + height) / 2), "FRONTLINE", bold, (20, 20, 20), "lm")
    sheet.words(
        (width * 0.97, (top + height) / 2),
        "@frontline.daily",
        scene.voice.font("plain", width * 0.036),
        (20, 20, 20),
        "rm",
    )


def _square(sheet: Sheet, scene: Scene) -> None:
    """A square with a sign, upper right, and a name beside it."""
    width, height = sheet.width, sheet.height
    x, y, side = width * 0.84, height * 0.04, width * 0.12
    sheet.bar((x, y, x + side, y + side), (20, 130, 90), side * 0.2)
    sheet.draw.polygon(
        [(x + side * 0.2, y + side * 0.8), (x + side * 0.5, y + side * 0.15), (x + side * 0.8, y + side * 0.8)],
        (255, 255, 255),
    )
    sheet.words(
        (x - width * 0.01, y + side / 2),
        "eyewitness",
        scene.voice.font("bold", width * 0.04),
        (255, 255, 255),
        "rm",
        1,
    )


def _pill(sheet: Sheet, scene: Scene) -> None:
    """A dark pill with a dot and a name, lower left, through which the picture shines."""
    width, height = sheet.width, sheet.height
    font = scene.voice.font("bold", width * 0.038)
    long, tall = font.getlength("NORDWIND TV") + width * 0.1, width * 0.075
    left, top = width * 0.03, height - tall - width * 0.03
    sheet.veil((left, top, left + long, top + tall), (10, 14, 30), 0.7)
    sheet.disc(left + tall * 0.5, top + tall / 2, tall * 0.22, (250, 60, 60))
    sheet.words((left + tall, top + tall / 2), "NORDWIND TV", font, (255, 255, 255), "lm")


def _spine(sheet: Sheet, scene: Scene) -> None:
    """A name written upwards on a strip along the right edge."""
    width, height = sheet.width, sheet.height
    strip = Sheet(height, max(round(width * 0.075), 8), (24, 60, 110))
    middle = strip.height / 2
    strip.bar((0, 0, strip.height * 1.6, strip.height), (255, 160, 30))
    font, small = scene.voice.font("bold", width * 0.045), scene.voice.font("plain", width * 0.03)
    strip.words((strip.height * 2, middle), "The Evening Dispatch", font, (255, 255, 255), "lm")
    strip.words((height - 10, middle), "dispatch.example", small, (200, 220, 250), "rm")
    upright = np.ascontiguousarray(np.rot90(strip.picture()))
    sheet.put(upright, width - upright.shape[1], 0)


def _flag(sheet: Sheet, scene: Scene) -> None:
    """A slanted flag from the upper edge with a name and a place."""
    width, height = sheet.width, sheet.height
    left, tall = width * 0.08, height * 0.13
    points = [(left, 0.0), (left + width * 0.34, 0.0), (left + width * 0.3, tall), (left, tall)]
    sheet.draw.polygon(points, fill=(100, 20, 130))
    sheet.words((left + width * 0.02, tall * 0.36), "VERIFIED?", scene.voice.font("bold", width * 0.036), _WHITE, "lm")
    sheet.words((left + width * 0.02, tall * 0.75), "canal ocho", scene.voice.font("plain", width * 0.03), _WHITE, "lm")


def _bug(sheet: Sheet, scene: Scene) -> None:
    """A channel's sign, lower right, half transparent: three bars in a ring, with a clock under it."""
    width, height = sheet.width, sheet.height
    side = width * 0.13
    x, y = width - side * 1.25, height - side * 1.5
    sheet.veil((x, y, x + side, y + side * 1.25), (0, 90, 160), 0.75)
    for bar, tall in enumerate((0.35, 0.6, 0.85)):
        left = x + side * (0.15 + bar * 0.26)
        sheet.bar((left, y + side * (0.95 - tall), left + side * 0.18, y + side * 0.95), _WHITE)
    hour = f"{scene.whole(10, 23)}:{scene.whole(10, 59)}"
    sheet.words((x + side / 2, y + side * 1.1), hour, scene.voice.font("bold", side * 0.2), _WHITE, "mm")


_BADGES: dict[Layouts, tuple[Callable[[Sheet, Scene], None], ...]] = {
    "tuning": (_live, _seal),
    "second": (_banner, _square),
    "third": (_pill, _spine),
    "report": (_flag, _bug),
}


def badge(picture: Picture, scene: Scene) -> Picture:
    """One of the badges of the set."""
    sheet = Sheet(0, 0, under=picture)
    _BADGES[scene.layouts][scene.whole(0, 1)](sheet, scene)
    return sheet.picture()


def _watermark(picture: Picture, scene: Scene) -> Picture:
    """Half transparent words across the picture."""
    height, width = picture.shape[:2]
    words = scene.look.watermark
    layer = Sheet(width * 2, height * 2, (0, 0, 0))
    font = scene.voice.font("bold", width * scene.look.watermark_size)
    for row in scene.look.watermark_rows:
        layer.words((width, height * row), words, font, (255, 255, 255), "mm")
    turned = layer.image.rotate(scene.look.watermark_turn, resample=Image.Resampling.BICUBIC)
    left, top = width // 2, height // 2
    share = np.asarray(turned)[top : top + height, left : left + width] / 255.0 * scene.between(0.3, 0.5)
    return np.asarray(picture * (1 - share) + 255 * share, np.uint8)


def badge_over(edited: Edited, scene: Scene) -> Edited:
    """A badge in a corner, or a watermark across."""
    way = badge if scene.chance.random() < 0.65 else _watermark
    return replace(painted(edited, way(edited.picture, scene)), relations=_OVER)
