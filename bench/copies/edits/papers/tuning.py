"""Front pages of the set that thresholds were set with: each takes the size of the picture and says where it goes."""

from __future__ import annotations

from bench.copies.edits.canvas import Scene
from bench.copies.edits.papers.parts import INK, Box, Slot, advert, columns, headline, small
from bench.copies.edits.sheet import Sheet

__all__ = ["broadsheet", "regional", "tabloid"]


def broadsheet(size: tuple[int, int], scene: Scene) -> Slot:
    """Six columns, the name in the middle, a headline across; the picture stands in the left or middle columns."""
    wide, tall = size
    w = 1200
    sheet = Sheet(w, scene.whole(1600, 1750), (250, 248, 242))
    sheet.words((w / 2, 70), "The Harbour News", scene.voice.font("serif bold", 96), INK, "mm")
    for rule in (128, 158):
        sheet.draw.line((40, rule, w - 40, rule), fill=INK, width=2)
    sheet.words(
        (w / 2, 143),
        f"No. {scene.whole(4000, 9000)} · Thursday · Price 2.20",
        scene.voice.font("serif", 18),
        INK,
        "mm",
    )
    script = scene.voice.script(scene.chance)
    y = headline(sheet, scene, (40, 172, w - 80), 62, script, 1)
    y = sheet.lines(
        (40, y + 4, w - 80),
        scene.voice.running(scene.chance, 12, script),
        scene.voice.font("serif", 28, script),
        INK,
        script=script,
        most=1,
    )
    column = (w - 80) / 6
    x = 40 + round(column * scene.whole(0, max(int((w - 80 - wide) / column), 0)))
    at = round(y + 20)
    under = at + tall
    caption = sheet.lines(
        (x, under + 6, wide),
        scene.voice.running(scene.chance, 14, script),
        scene.voice.font("plain", 15, script),
        INK,
        script=script,
        most=2,
    )
    taken: list[Box] = [(x - 8, at - 8, x + wide + 8, caption + 8)]
    left = x < w / 3
    below = (
        (w - 40 - 2 * column + 10, sheet.height - 560, w - 40.0, sheet.height - 330)
        if left
        else (40.0, sheet.height - 560, 40 + 2 * column - 10, sheet.height - 330)
    )
    small(sheet, scene, below)
    head = headline(sheet, scene, (below[0], below[3] + 8, below[2] - below[0]), 30, script)
    taken.append((below[0] - 6, below[1] - 8, below[2] + 6, head + 4))
    strip = (40.0, sheet.height - 170, w - 40.0, sheet.height - 30)
    advert(sheet, scene, strip)
    columns(sheet, scene, (40, at, w - 40, sheet.height - 185), 6, taken, script, 15)
    return Slot(sheet, x, at)


def tabloid(size: tuple[int, int], scene: Scene) -> Slot:
    """The name in a red box, one huge headline, the picture beside or below it, a strip of adverts."""
    wide, tall = size
    w = 1000
    sheet = Sheet(w, scene.whole(1250, 1380), (252, 252, 250))
    sheet.bar((0, 0, w * 0.46, 130), (205, 20, 30))
    sheet.words((26, 65), "CITY WATCH", scene.voice.font("bold", 66), (255, 255, 255), "lm")
    sheet.words((w - 30, 40), "ONLY 90p", scene.voice.font("bold", 30), INK, "rm")
    sheet.lines(
        (w * 0.5, 66, w * 0.46), scene.voice.running(scene.chance, 8), scene.voice.font("plain", 20), INK, most=2
    )
    script = scene.voice.script(scene.chance)
    y = headline(sheet, scene, (30, 150, w - 60), 88, script, 2, sans=True)
    right = scene.chance.random() < 0.5
    x, at = (w - 30 - wide if right else 30), round(y + 20)
    edge = sheet.height - 260
    taken: list[Box] = [(x - 10, at - 10, x + wide + 10, at + tall + 34)]
    sheet.words((x, at + tall + 8), scene.voice.running(scene.chance, 6), scene.voice.font("plain", 16), INK)
    columns(sheet, scene, (30, at, w - 30, edge), 4, taken, script, 18)
    advert(sheet, scene, (30, edge + 20, w * 0.55, sheet.height - 24))
    small(sheet, scene, (w * 0.6, edge + 20, w - 30, sheet.height - 70))
    sheet.words((w * 0.6, sheet.height - 60), scene.voice.running(scene.chance, 3), scene.voice.font("bold", 24), INK)
    return Slot(sheet, x, at)


def regional(size: tuple[int, int], scene: Scene) -> Slot:
    """The name at the left, small stories down one side, the picture low on the page under its headline."""
    wide, tall = size
    w = 1100
    sheet = Sheet(w, scene.whole(1480, 1600), (244, 240, 230))
    sheet.words((40, 66), "Daily Truth", scene.voice.font("serif bold", 80), (16, 50, 96), "lm")
    sheet.bar((40, 120, w - 40, 150), (16, 50, 96))
    sheet.words((56, 135), "Region · Sport · Weather 4°", scene.voice.font("bold", 18), (255, 255, 255), "lm")
    script = scene.voice.script(scene.chance)
    side = (40.0, 170.0, 40 + w * 0.2, sheet.height - 40.0)
    taken: list[Box] = []
    for row in range(3):
        top = side[1] + row * (side[3] - side[1]) / 3
        end = headline(sheet, scene, (side[0], top, side[2] - side[0]), 28, script, 3)
        taken.append((0, top - 12, side[2], end))
    columns(sheet, scene, side, 1, taken, script, 16)
    left = side[2] + 26
    y = headline(sheet, scene, (left, 172, w - 40 - left), 54, script, 2)
    lead = (left, y + 8, w - 40.0, sheet.height - 40.0)
    at = round(min(y + scene.between(120, 320), sheet.height - 90 - tall))
    x = round(left + scene.between(0, max(w - 40 - left - wide, 0)))
    taken = [(x - 12, at - 10, x + wide + 12, at + tall + 40)]
    sheet.words(
        (x, at + tall + 8), scene.voice.running(scene.chance, 7, script), scene.voice.font("serif", 16, script), INK
    )
    columns(sheet, scene, lead, 4, taken, script, 16)
    return Slot(sheet, x, at)
