"""Front pages of the set that nothing was tuned with."""

from __future__ import annotations

from bench.copies.edits.canvas import Scene
from bench.copies.edits.papers.parts import INK, Box, Slot, advert, columns, headline, small
from bench.copies.edits.sheet import Colour, Sheet

__all__ = ["bulletin", "courier", "cover"]

_WHITE: Colour = (255, 255, 255)


def cover(size: tuple[int, int], scene: Scene) -> Slot:
    """A magazine: a coloured ground, the name in a thick ring, lines down one side, the picture on a white card."""
    wide, tall = size
    w = 980
    grounds: list[Colour] = [(196, 40, 52), (20, 74, 96), (238, 202, 80)]
    sheet = Sheet(w, scene.whole(1240, 1340), grounds[scene.whole(0, 2)])
    sheet.disc(w / 2, 110, 96, _WHITE)
    sheet.words((w / 2, 110), "ORBIT", scene.voice.font("bold", 54), INK, "mm")
    sheet.words((w / 2, 222), f"Issue {scene.whole(10, 99)}", scene.voice.font("plain", 20), _WHITE, "mm")
    script = scene.voice.script(scene.chance)
    right = scene.chance.random() < 0.5
    x, at = (w - 50 - wide if right else 50), scene.whole(270, 330)
    sheet.bar((x - 16, at - 16, x + wide + 16, at + tall + 16), _WHITE, 10)
    left, room = (40, x - 100) if right else (x + wide + 50, w - x - wide - 80)
    if room > 120:
        y = float(at)
        for line in range(4):
            font = scene.voice.font("bold" if line % 2 else "serif", 26, script)
            words = scene.voice.running(scene.chance, 5, script)
            y = sheet.lines((left, y, room), words, font, _WHITE, script=script, most=4) + 34
    low = at + tall + 40.0
    big = scene.voice.font("serif bold", 58, script)
    y = sheet.lines((50, low, w - 100), scene.voice.phrase(scene.chance, script), big, _WHITE, script=script, most=2)
    if y + 190 < sheet.height:
        small(sheet, scene, (50, y + 30, 300, y + 180))
        small(sheet, scene, (w - 300, y + 30, w - 50, y + 180))
    return Slot(sheet, x, at)


def courier(size: tuple[int, int], scene: Scene) -> Slot:
    """Three wide columns under a name with a crest, the picture first of all, two adverts one over the other."""
    wide, tall = size
    w = 1160
    sheet = Sheet(w, scene.whole(1560, 1680), (250, 247, 240))
    sheet.disc(84, 84, 50, (30, 60, 50))
    sheet.disc(84, 84, 34, (250, 247, 240))
    sheet.words((156, 84), "Hill & Harbour Courier", scene.voice.font("serif", 76), INK, "lm")
    sheet.bar((30, 150, w - 30, 190), (30, 60, 50))
    sheet.words((50, 170), f"No {scene.whole(1000, 9999)}", scene.voice.font("plain", 18), _WHITE, "lm")
    script = scene.voice.script(scene.chance)
    at = 214
    x = 30 if scene.chance.random() < 0.5 else round((w - wide) / 2)
    taken: list[Box] = [(x - 14, at - 10, x + wide + 14, at + tall + 8)]
    end = headline(sheet, scene, (x, at + tall + 14, wide), min(44, wide / 8), script, 3)
    taken.append((x - 14, at + tall, x + wide + 14, end + 8))
    for row in range(2):
        box = (w - 330.0, sheet.height - 420.0 + row * 200, w - 30.0, sheet.height - 240.0 + row * 200)
        advert(sheet, scene, box)
        taken.append((box[0] - 10, box[1] - 10, box[2] + 10, box[3] + 10))
    small(sheet, scene, (30, sheet.height - 300, 330, sheet.height - 90))
    taken.append((20, sheet.height - 310, 340, sheet.height - 80))
    columns(sheet, scene, (30, 214, w - 30, sheet.height - 40), 3, taken, script, 18)
    return Slot(sheet, x, at)


def bulletin(size: tuple[int, int], scene: Scene) -> Slot:
    """A free sheet: a name down the left edge, the picture over the fold, a strip of faces."""
    wide, tall = size
    w = 1020
    sheet = Sheet(w, scene.whole(1380, 1460), _WHITE)
    sheet.bar((0, 0, 74, sheet.height), (40, 40, 48))
    for place, letter in enumerate("TODAY"):
        sheet.words((37, 90 + place * 96), letter, scene.voice.font("bold", 64), (255, 210, 0), "mm")
    script = scene.voice.script(scene.chance)
    y = headline(sheet, scene, (96, 30, w - 126), 56, script, 2, sans=True)
    at = round(y + scene.whole(20, 50))
    x = round(w - 30 - wide if scene.chance.random() < 0.5 else 96)
    taken: list[Box] = [(0.0, 0.0, 84.0, float(sheet.height)), (x - 12, at - 8, x + wide + 12, at + tall + 14)]
    foot = sheet.height - 250.0
    for item in range(4):
        left = 96 + item * (w - 126) / 4
        small(sheet, scene, (left, foot, left + 140, foot + 140))
        words, font = scene.voice.running(scene.chance, 4, script), scene.voice.font("plain", 18, script)
        sheet.lines((left, foot + 150, 190), words, font, INK, script=script, most=3)
    taken.append((84, foot - 16, w, float(sheet.height)))
    columns(sheet, scene, (96, y + 20, w - 30, foot - 20), 4, taken, script, 16)
    return Slot(sheet, x, at)
