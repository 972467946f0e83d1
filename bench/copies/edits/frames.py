"""What is put round a picture: borders, bars, strips with a caption, the second half of a stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Scene, bordered, covering, placed, resized, start
from bench.copies.edits.sheet import Sheet, wrapped
from bench.copies.edits.voices import Layouts

__all__ = ["border", "caption_strip", "letterbox", "stack"]


def _even(edited: Edited, scene: Scene, pad: int) -> Edited:
    colour = (250, 250, 250) if scene.chance.random() < 0.6 else (12, 12, 12)
    return bordered(edited, colour, pad, pad, pad, pad)


def _lined(edited: Edited, scene: Scene, pad: int) -> Edited:
    line = bordered(edited, (60, 60, 60), 2, 2, 2, 2)
    foot = pad * 3 if scene.chance.random() < 0.5 else pad
    colours = [(236, 228, 212), (255, 255, 255), (24, 30, 52)]
    return bordered(line, colours[scene.whole(0, 2)], pad, foot, pad, pad)


def _mounted(edited: Edited, scene: Scene, pad: int) -> Edited:
    """A mount of white card in a coloured frame."""
    card = max(pad // 2, 4)
    mount = bordered(edited, (246, 246, 242), card, card, card, card)
    colours = [(200, 60, 90), (30, 90, 70), (96, 66, 40), (30, 30, 30)]
    return bordered(mount, colours[scene.whole(0, 3)], pad, pad, pad, pad)


def _stepped(edited: Edited, scene: Scene, pad: int) -> Edited:
    """Three even bands of one colour, darker outwards, wider at the sides than above and below."""
    colours = [(120, 170, 200), (210, 150, 120), (150, 150, 150)]
    colour = colours[scene.whole(0, 2)]
    out = edited
    for band in range(3):
        shade = tuple(round(value * (1.15 - 0.3 * band)) for value in colour)
        thin, thick = max(pad // 4, 2), max(pad // 2, 3)
        out = bordered(out, (shade[0], shade[1], shade[2]), thin, thin, thick, thick)
    return out


_BORDERS: dict[Layouts, Callable[[Edited, Scene, int], Edited]] = {
    "tuning": _even,
    "second": _lined,
    "third": _mounted,
    "report": _stepped,
}


def border(edited: Edited, scene: Scene) -> Edited:
    """A frame: even, that of an instant print with a thin line, or a mount in a coloured frame."""
    pad = round(scene.between(0.04, 0.1) * edited.picture.shape[1])
    return _BORDERS[scene.layouts](edited, scene, pad).saying("bordered")


def letterbox(edited: Edited, scene: Scene) -> Edited:
    """Bars above and below, or at the sides, up to a square or the shape of a screen."""
    height, width = edited.picture.shape[:2]
    if scene.chance.random() < 0.5:
        tall = round(max(width * scene.look.letterbox_tall, height * 1.2))
        above = (tall - height) // 2
        shades = scene.look.letterbox_shades
        colour = shades[0] if len(shades) == 1 or scene.chance.random() < 0.5 else shades[1]
        return bordered(edited, colour, above, tall - height - above, 0, 0).saying("bordered")
    wide = round(max(height * 16 / 9, width * 1.2))
    left = (wide - width) // 2
    return bordered(edited, 0, 0, 0, left, wide - width - left).saying("bordered")


def caption_strip(edited: Edited, scene: Scene) -> Edited:
    """A strip with a line or two of words above or below the picture, in some with a narrow one on the other side."""
    width, look = edited.picture.shape[1], scene.look
    script = scene.voice.script(scene.chance)
    dark = look.caption_varies and scene.chance.random() < 0.5
    font = scene.voice.font(look.caption_weight, width * scene.between(0.055, 0.075), script)
    words = scene.voice.phrase(scene.chance, script) + ", " + scene.voice.phrase(scene.chance, script)
    lines = len(wrapped(words, font, width * 0.92)[:3])
    wide = round(width * 0.05 + lines * 1.28 * width * 0.075)
    narrow = round(width * 0.1) if look.caption_varies and scene.chance.random() < 0.5 else 0
    pads = (narrow, wide) if look.caption_below else (wide, narrow)
    framed = bordered(edited, (0, 0, 0) if dark else (255, 255, 255), *pads, 0, 0)
    sheet = Sheet(0, 0, under=framed.picture)
    ink = (255, 255, 255) if dark else (0, 0, 0)
    top = (sheet.height - wide if look.caption_below else 0) + width * 0.02
    place = (width * 0.04, top, width * 0.92)
    sheet.lines(place, words, font, ink, script=script, middle=look.caption_middle, most=3)
    if narrow:
        small = scene.voice.font("plain", width * 0.04)
        at = narrow * 0.25 if look.caption_below else sheet.height - narrow * 0.75
        sheet.words((width * 0.04, at), scene.voice.name(scene.chance), small, (128, 128, 128))
    return replace(framed, picture=sheet.picture()).saying("text added", "bordered")


def stack(edited: Edited, scene: Scene) -> Edited:
    """Upright, as for phones: before its own blurred enlargement, or one of two pictures above each other."""
    kind = scene.look.stack
    wide, tall = kind.size
    if scene.chance.random() < 0.5:
        behind = covering(edited, wide, tall).picture
        soft = np.asarray(cv2.GaussianBlur(behind, (0, 0), wide * 0.035), np.uint8)
        dim = np.asarray(soft * kind.dim, np.uint8)
        fitted = resized(edited, wide)
        at = (tall - fitted.picture.shape[0]) // 2 if kind.top is None else round(tall * kind.top)
        page = replace(placed(fitted, dim, 0, at), relations=("part", "copy"))
        at_y = tall * kind.words_at
    else:
        half = tall // 2 - kind.shorter
        page_of = np.zeros((tall, wide, 3), np.uint8)
        page_of[:] = kind.ground
        first = scene.chance.random() < 0.5
        other = covering(start(scene.other()), wide, half).picture
        high, low = kind.margin, tall - half
        page_of[low if first else high :][:half] = other
        page = placed(covering(edited, wide, half), page_of, 0, high if first else low)
        at_y = tall * kind.words_between
    sheet = Sheet(0, 0, under=page.picture)
    script = scene.voice.script(scene.chance)
    font = scene.voice.font("bold", wide * 0.055, script)
    sheet.lines(
        (wide * 0.06, at_y, wide * 0.8),
        scene.voice.phrase(scene.chance, script),
        font,
        (255, 255, 255),
        script=script,
        edge=2,
        most=2,
    )
    _buttons(sheet, scene)
    return replace(page, picture=sheet.picture())


def _buttons(sheet: Sheet, scene: Scene) -> None:
    """The buttons, and who posted it."""
    wide, tall = sheet.width, sheet.height
    places = scene.look.stack.buttons
    for (across, down), draw in zip(places, (sheet.heart, sheet.bubble, sheet.arrow), strict=True):
        x, y = wide * across, tall * down
        draw(x, y, wide * 0.07, (255, 255, 255), 3)
        sheet.words(
            (x, y + wide * 0.045),
            f"{scene.whole(2, 900)}K",
            scene.voice.font("plain", wide * 0.028),
            (255, 255, 255),
            "ma",
            1,
        )
    sheet.words(
        (wide * scene.look.stack.name_at[0], tall * scene.look.stack.name_at[1]),
        "@" + scene.voice.name(scene.chance).lower().replace(" ", "_"),
        scene.voice.font("bold", wide * 0.04),
        (255, 255, 255),
        edge=1,
    )
