"""What is put round a picture: borders, bars, strips with a caption, the second half of a stack."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Scene, bordered, covering, placed, resized, start
from bench.copies.edits.sheet import Sheet, wrapped
from bench.copies.edits.voices import Weight

__all__ = ["border", "caption_strip", "letterbox", "stack"]


def border(edited: Edited, scene: Scene) -> Edited:
    """A uniform frame: even, or that of an instant print; with a thin line or a shadow in the other set."""
    width = edited.picture.shape[1]
    pad = round(scene.between(0.04, 0.1) * width)
    if scene.layouts == "tuning":
        colour = (250, 250, 250) if scene.chance.random() < 0.6 else (12, 12, 12)
        return bordered(edited, colour, pad, pad, pad, pad).saying("bordered")
    line = bordered(edited, (60, 60, 60), 2, 2, 2, 2)
    foot = pad * 3 if scene.chance.random() < 0.5 else pad
    colours = [(236, 228, 212), (255, 255, 255), (24, 30, 52)]
    return bordered(line, colours[scene.whole(0, 2)], pad, foot, pad, pad).saying("bordered")


def letterbox(edited: Edited, scene: Scene) -> Edited:
    """Bars above and below, or at the sides, up to a square or the shape of a screen."""
    height, width = edited.picture.shape[:2]
    if scene.chance.random() < 0.5:
        tall = round(max(width * (1.0 if scene.layouts == "tuning" else 1.25), height * 1.2))
        above = (tall - height) // 2
        colour = 0 if scene.layouts == "tuning" or scene.chance.random() < 0.5 else 255
        return bordered(edited, colour, above, tall - height - above, 0, 0).saying("bordered")
    wide = round(max(height * 16 / 9, width * 1.2))
    left = (wide - width) // 2
    return bordered(edited, 0, 0, 0, left, wide - width - left).saying("bordered")


def caption_strip(edited: Edited, scene: Scene) -> Edited:
    """A strip with a line or two of words above the picture (or above and below)."""
    width = edited.picture.shape[1]
    script = scene.voice.script(scene.chance)
    dark = scene.layouts == "report" and scene.chance.random() < 0.5
    weight: Weight = "bold" if scene.layouts == "report" else "plain"
    font = scene.voice.font(weight, width * scene.between(0.055, 0.075), script)
    words = scene.voice.phrase(scene.chance, script) + ", " + scene.voice.phrase(scene.chance, script)
    lines = len(wrapped(words, font, width * 0.92)[:3])
    pad = round(width * 0.05 + lines * 1.28 * width * 0.075)
    foot = round(width * 0.1) if scene.layouts == "report" and scene.chance.random() < 0.5 else 0
    framed = bordered(edited, (0, 0, 0) if dark else (255, 255, 255), pad, foot, 0, 0)
    sheet = Sheet(0, 0, under=framed.picture)
    ink = (255, 255, 255) if dark else (0, 0, 0)
    middle = scene.layouts == "report"
    sheet.lines((width * 0.04, width * 0.02, width * 0.92), words, font, ink, script=script, middle=middle, most=3)
    if foot:
        small = scene.voice.font("plain", width * 0.04)
        sheet.words((width * 0.04, sheet.height - foot * 0.75), scene.voice.name(scene.chance), small, (128, 128, 128))
    return replace(framed, picture=sheet.picture()).saying("text added", "bordered")


def stack(edited: Edited, scene: Scene) -> Edited:
    """Upright, as for phones: before its own blurred enlargement, or one of two pictures above each other."""
    wide, tall = (540, 960) if scene.layouts == "tuning" else (576, 1024)
    if scene.chance.random() < 0.5:
        behind = covering(edited, wide, tall).picture
        soft = np.asarray(cv2.GaussianBlur(behind, (0, 0), wide * 0.035), np.uint8)
        dim = np.asarray(soft * (0.6 if scene.layouts == "tuning" else 1.0), np.uint8)
        fitted = resized(edited, wide)
        at = (tall - fitted.picture.shape[0]) // 2 if scene.layouts == "tuning" else round(tall * 0.22)
        page = replace(placed(fitted, dim, 0, at), relations=("part", "copy"))
    else:
        half = tall // 2 - 40
        page_of = np.zeros((tall, wide, 3), np.uint8)
        page_of[:] = (16, 16, 20) if scene.layouts == "tuning" else (255, 255, 255)
        first = scene.chance.random() < 0.5
        other = covering(start(scene.other()), wide, half).picture
        high, low = 40, tall - half
        page_of[low if first else high :][:half] = other
        page = placed(covering(edited, wide, half), page_of, 0, high if first else low)
    sheet = Sheet(0, 0, under=page.picture)
    script = scene.voice.script(scene.chance)
    font = scene.voice.font("bold", wide * 0.055, script)
    at_y = tall * 0.06 if scene.layouts == "tuning" else tall * 0.84
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
    """The column of buttons at the right, and who posted it."""
    wide, tall = sheet.width, sheet.height
    x = wide * 0.92
    for row, draw in enumerate((sheet.heart, sheet.bubble, sheet.arrow)):
        y = tall * ((0.5 if scene.layouts == "tuning" else 0.42) + 0.085 * row)
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
        (wide * 0.05, tall * 0.93),
        "@" + scene.voice.name(scene.chance).lower().replace(" ", "_"),
        scene.voice.font("bold", wide * 0.04),
        (255, 255, 255),
        edge=1,
    )
