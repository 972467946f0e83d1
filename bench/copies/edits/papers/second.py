"""Front pages of the second set: each takes the size of the picture and says where it goes."""

from __future__ import annotations

from bench.copies.edits.canvas import Scene
from bench.copies.edits.papers.parts import INK, Box, Slot, advert, columns, headline, small
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Colour, Sheet

__all__ = ["berliner", "blocks", "from_right"]


def berliner(size: tuple[int, int], scene: Scene) -> Slot:
    """Five columns, a strip of small pictures over the name, the picture in the middle with the headline on it."""
    wide, tall = size
    w = 1300
    sheet = Sheet(w, scene.whole(1800, 1900), (255, 254, 250))
    for item in range(3):
        x = 50 + item * (w - 100) / 3
        small(sheet, scene, (x, 24, x + 120, 114))
        sheet.lines(
            (x + 132, 30, (w - 100) / 3 - 150),
            scene.voice.running(scene.chance, 5),
            scene.voice.font("bold", 21),
            (150, 20, 60),
            most=3,
        )
    sheet.words((50, 190), "Morning Post-Herald", scene.voice.font("serif bold", 104), INK, "lm")
    sheet.bar((50, 254, w - 50, 258), (150, 20, 60))
    script = scene.voice.script(scene.chance)
    at = round(300 + scene.between(0, 80))
    x = round((w - wide) / 2 if scene.chance.random() < 0.6 else w - 50 - wide)
    y = headline(sheet, scene, (x, at + tall + 10, wide), min(58, wide / 9), script, 2, middle=True)
    taken: list[Box] = [(x - 14, at - 12, x + wide + 14, y + 10)]
    foot = sheet.height - 300
    head = headline(sheet, scene, (50, foot - 60, w - 100), 40, script, 1)
    taken.append((50, foot - 72, w - 50, head + 4))
    small(sheet, scene, (w * 0.42, foot + 10, w * 0.66, sheet.height - 60))
    advert(sheet, scene, (w * 0.7, foot + 10, w - 50, sheet.height - 60))
    taken += [(w * 0.41, foot, w * 0.67, sheet.height - 40.0), (w * 0.69, foot, w, sheet.height - 40.0)]
    columns(sheet, scene, (50, 280, w - 50, sheet.height - 60), 5, taken, script, 17)
    return Slot(sheet, x, at)


def blocks(size: tuple[int, int], scene: Scene) -> Slot:
    """A modern page: coloured blocks, a name in small letters, the picture flush with the edge."""
    wide, tall = size
    w = 1060
    sheet = Sheet(w, scene.whole(1380, 1480), (255, 255, 255))
    shades: list[Colour] = [(250, 205, 20), (20, 120, 130), (235, 90, 60)]
    shade = shades[scene.whole(0, 2)]
    sheet.bar((0, 0, w, 96), shade)
    sheet.words((w - 36, 48), "frontline.", scene.voice.font("bold", 72), (255, 255, 255), "rm")
    script = scene.voice.script(scene.chance)
    left = scene.chance.random() < 0.5
    x, at = (0 if left else w - wide), 96 + scene.whole(24, 60)
    free = (wide + 30.0, float(at), w - 30.0) if left else (30.0, float(at), w - wide - 30.0)
    y = headline(
        sheet, scene, (free[0], free[1], free[2] - free[0]), min(60, (free[2] - free[0]) / 7), script, 5, sans=True
    )
    sheet.lines(
        (free[0], y + 10, free[2] - free[0]),
        scene.voice.running(scene.chance, 80, script),
        scene.voice.font("plain", 19, script),
        INK,
        script=script,
        most=8,
    )
    low = max(at + tall + 40, at + 420)
    sheet.bar((0, low, w * 0.3, sheet.height), shade)
    headline(sheet, scene, (20, low + 20, w * 0.27), 38, script, 6, sans=True)
    taken: list[Box] = []
    if low + 330 < sheet.height:
        box = (w * 0.7, low + 20, w - 30.0, low + 230)
        small(sheet, scene, box)
        taken = [(box[0] - 8, box[1] - 8, w, box[3] + 8)]
        advert(sheet, scene, (w * 0.34, sheet.height - 130, w - 30, sheet.height - 24))
    columns(sheet, scene, (w * 0.34, low + 20, w - 30, sheet.height - 140), 3, taken, script, 17)
    return Slot(sheet, x, at)


def from_right(size: tuple[int, int], scene: Scene) -> Slot:
    """A paper written from right to left where there is a font for it (else as it is): frames with lines round them."""
    wide, tall = size
    w = 1180
    script: Script = "arabic" if "arabic" in scene.voice.scripts() else "latin"
    sheet = Sheet(w, scene.whole(1560, 1700), (248, 250, 246))
    sheet.bar((30, 24, w - 30, 150), (0, 90, 60), 0, 4)
    name = "صوت الناس" if script == "arabic" else "VOICE"
    sheet.words((w - 60, 88), name, scene.voice.font("bold", 84, script), (0, 90, 60), "rm")
    advert(sheet, scene, (44, 38, w * 0.36, 136))
    y = headline(sheet, scene, (30, 168, w - 60), 70, script, 1, middle=True)
    at, x = round(y + 24), w - 50 - wide
    sheet.bar((x - 8, at - 8, x + wide + 8, at + tall + 50), (90, 90, 90), 0, 2)
    sheet.lines(
        (x, at + tall + 8, wide),
        scene.voice.running(scene.chance, 8, script),
        scene.voice.font("plain", 19, script),
        INK,
        script=script,
        most=1,
    )
    taken: list[Box] = [(x - 16, at - 16, x + wide + 16, at + tall + 60)]
    row = sheet.height - 420
    for cell in range(3):
        left = 30 + cell * (w - 60) / 3
        box = (left + 6, row, left + (w - 60) / 3 - 6, sheet.height - 40.0)
        sheet.bar(box, (90, 90, 90), 0, 2)
        if cell == 1:
            small(sheet, scene, (box[0] + 10, row + 10, box[2] - 10, row + 200))
        headline(sheet, scene, (box[0] + 14, row + (210 if cell == 1 else 14), box[2] - box[0] - 28), 34, script, 2)
        columns(sheet, scene, (box[0] + 14, row + 300, box[2] - 14, box[3] - 10), 1, [], script, 17)
    columns(sheet, scene, (40, at, w - 50, row - 20), 5, taken, script, 17)
    return Slot(sheet, x, at)
