"""Front pages of the third set."""

from __future__ import annotations

from bench.copies.edits.canvas import Scene
from bench.copies.edits.papers.parts import INK, Box, Slot, advert, columns, headline, small
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Colour, Sheet, wrapped

__all__ = ["gazette", "morning", "poster", "weekly"]

_WHITE: Colour = (255, 255, 255)


def poster(size: tuple[int, int], scene: Scene) -> Slot:
    """A small loud paper: teasers over a black name, a headline on labels that reaches over the foot of the picture."""
    wide, tall = size
    w = 900
    sheet = Sheet(w, scene.whole(1160, 1260), (253, 252, 248))
    teasers: list[Colour] = [(255, 224, 0), (230, 240, 250)]
    for half, shade in enumerate(teasers):
        left = half * w / 2
        sheet.bar((left, 0, left + w / 2, 84), shade)
        small(sheet, scene, (left + 8, 6, left + 108, 78))
        teaser, bold = scene.voice.running(scene.chance, 5), scene.voice.font("bold", 22)
        sheet.lines((left + 120, 16, w / 2 - 136), teaser, bold, INK, most=2)
    sheet.bar((0, 84, w, 204), (18, 18, 18))
    sheet.words((w / 2, 144), "THE EVENING DISPATCH", scene.voice.font("bold", 62), _WHITE, "mm")
    script = scene.voice.script(scene.chance)
    x = scene.whole(24, w - 24 - wide) if wide < w * 0.45 else (24 if scene.chance.random() < 0.5 else w - 24 - wide)
    at = scene.whole(226, 262)
    foot = sheet.height - 190
    words = scene.voice.phrase(scene.chance, script)
    big = min(wide / 8, 54)
    font = scene.voice.font("bold", big, script)
    top = at + tall - big * 0.9
    end = top + big * (0.5 + 1.28 * min(len(wrapped(words, font, wide - 24)), 4))
    taken: list[Box] = [(x - 12, at - 10, x + wide + 12, end + 14)]
    columns(sheet, scene, (24, at, w - 24, foot - 16), 5, taken, script, 16)
    sheet.bar((0, foot, w, foot + 6), (200, 20, 40))
    small(sheet, scene, (24, foot + 20, 244, sheet.height - 20))
    headline(sheet, scene, (260, foot + 18, 300), 34, "latin", 3, sans=True)
    advert(sheet, scene, (580, foot + 20, w - 24, sheet.height - 20))
    ground: Colour = (200, 20, 40) if scene.chance.random() < 0.5 else (18, 18, 18)

    def over(page: Sheet) -> None:
        page.bar((x, top, x + wide, end), ground)
        page.lines((x + 12, top + big * 0.2, wide - 24), words, font, _WHITE, script=script, most=4)

    return Slot(sheet, x, at, over)


def gazette(size: tuple[int, int], scene: Scene) -> Slot:
    """Eight narrow columns with lines between them, boxes beside the name, the picture low in a ruled frame."""
    wide, tall = size
    w = 1280
    sheet = Sheet(w, scene.whole(1820, 1920), (246, 241, 228))
    for left in (40.0, w - 220.0):
        sheet.bar((left, 30, left + 180, 150), INK, 0, 2)
        words, font = scene.voice.running(scene.chance, 9), scene.voice.font("serif", 17)
        sheet.lines((left + 12, 42, 156), words, font, INK, middle=True, most=4)
    sheet.words((w / 2, 76), "Valley Gazette", scene.voice.font("serif bold", 92), INK, "mm")
    line = f"Founded 1871 · Vol. {scene.whole(90, 150)} · Saturday edition"
    sheet.words((w / 2, 138), line, scene.voice.font("serif", 19), INK, "mm")
    for rule, thick in ((164, 5), (173, 1)):
        sheet.draw.line((40, rule, w - 40, rule), fill=INK, width=thick)
    script = scene.voice.script(scene.chance)
    column = (w - 80) / 8
    taken: list[Box] = []
    for item, (first, count) in enumerate(((0, 3), (3, 3), (6, 2))):
        left = 40 + first * column
        end = headline(sheet, scene, (left + 4, 190, count * column - 12), 40 - 6 * (item % 2), script, 3)
        taken.append((left - 2, 180, left + count * column, end + 8))
    at = round(scene.between(520, 640))
    free = max(int((w - 80 - wide - 30) / column), 0)
    x = round(40 + column * scene.whole(0, free) + 12)
    label = Sheet(8, 8)
    font = scene.voice.font("serif", 18, script)
    words = scene.voice.running(scene.chance, 16, script)
    end = label.lines((0, at + tall + 10, wide), words, font, INK, most=2)
    sheet.bar((x - 10, at - 10, x + wide + 10, end + 8), INK, 0, 2)
    sheet.lines((x, at + tall + 10, wide), words, font, INK, script=script, most=2)
    taken.append((x - 18, at - 18, x + wide + 18, end + 16))
    notice = (40 + 5 * column + 8, sheet.height - 360.0, w - 40.0, sheet.height - 40.0)
    sheet.bar(notice, INK, 0, 3)
    small(sheet, scene, (notice[0] + 14, notice[1] + 14, notice[0] + 214, notice[1] + 164))
    headline(sheet, scene, (notice[0] + 228, notice[1] + 14, notice[2] - notice[0] - 244), 30, script, 4)
    inner = (notice[0] + 14, notice[1] + 186, notice[2] - 14, notice[3] - 12)
    columns(sheet, scene, inner, 2, [], script, 15)
    taken.append((notice[0] - 8, notice[1] - 12, w, float(sheet.height)))
    columns(sheet, scene, (44, 190, w - 44, sheet.height - 44), 8, taken, script, 15)
    for at_column in range(1, 8):
        _rule(sheet, 40 + at_column * column - 1, (190, sheet.height - 44), taken)
    return Slot(sheet, x, at)


def _rule(sheet: Sheet, x: float, span: tuple[float, float], taken: list[Box]) -> None:
    """An upright hairline where nothing else stands."""
    for y in range(round(span[0]), round(span[1]), 6):
        if not any(b[0] - 2 < x < b[2] + 2 and b[1] - 6 < y < b[3] for b in taken):
            sheet.draw.line((x, y, x, y + 6), fill=(120, 116, 108), width=1)


def weekly(size: tuple[int, int], scene: Scene) -> Slot:
    """Nearly a magazine: a coloured strip of small pictures down one side, a wide column of text, much white."""
    wide, tall = size
    w = 960
    sheet = Sheet(w, scene.whole(1260, 1340), _WHITE)
    shades: list[Colour] = [(224, 236, 228), (240, 226, 220), (228, 230, 244)]
    strip = scene.chance.random() < 0.5
    left, right = (220.0, w - 36.0) if strip else (36.0, w - 220.0)
    edge = 0.0 if strip else w - 190.0
    sheet.bar((edge, 0, edge + 190, sheet.height), shades[scene.whole(0, 2)])
    for row in range(4):
        top = 40 + row * 300
        small(sheet, scene, (edge + 20, top, edge + 170, top + 112))
        words, font = scene.voice.running(scene.chance, 9), scene.voice.font("serif", 19)
        sheet.lines((edge + 20, top + 122, 150), words, font, INK, most=5)
    sheet.words((left, 30), "the long week", scene.voice.font("serif", 76), (140, 30, 30))
    issue = f"Issue {scene.whole(12, 400)} / February"
    sheet.words((right, 134), issue, scene.voice.font("plain", 20), (120, 120, 120), "ra")
    sheet.draw.line((left, 164, right, 164), fill=(140, 30, 30), width=2)
    script = scene.voice.script(scene.chance)
    x = round(left + scene.between(0, max(right - left - wide, 0)))
    at = scene.whole(190, 220)
    caption = scene.voice.running(scene.chance, 5, script)
    sheet.words((x, at + tall + 8), caption, scene.voice.font("plain", 15, script), (110, 110, 110))
    low = at + tall + 44
    y = headline(sheet, scene, (left, low, right - left), 64, script, 2)
    taken: list[Box] = [(x - 14, at - 14, x + wide + 14, float(low))]
    # Beside a narrow picture stands the beginning of another story.
    if right - left - wide > 200:
        columns(sheet, scene, (left, at, right, low - 20.0), 3, taken, script, 17)
    foot = sheet.height - 150.0
    columns(sheet, scene, (left, y + 28, right, foot - 20), 2, [], script, 21)
    advert(sheet, scene, (left, foot, right, sheet.height - 36.0))
    return Slot(sheet, x, at)


def morning(size: tuple[int, int], scene: Scene) -> Slot:
    """A paper in Bengali where there is a font for it (else Latin): a red name between two adverts, seven columns."""
    wide, tall = size
    w = 1240
    script: Script = "bengali" if "bengali" in scene.voice.scripts() else "latin"
    sheet = Sheet(w, scene.whole(1760, 1860), (250, 249, 245))
    first = scene.whole(0, 3)
    advert(sheet, scene, (30, 30, 270, 150), first)
    advert(sheet, scene, (w - 270, 30, w - 30, 150), first + 1)
    name = "প্রভাত বার্তা" if script == "bengali" else "Morning Courier"
    sheet.words((w / 2, 84), name, scene.voice.font("serif bold", 96, script), (190, 20, 30), "mm")
    sheet.bar((30, 166, w - 30, 200), (190, 20, 30))
    line = scene.voice.running(scene.chance, 8, script)
    sheet.words((w / 2, 183), line, scene.voice.font("plain", 19, script), _WHITE, "mm")
    column = (w - 60) / 7
    y = headline(sheet, scene, (30, 214, w - 60), 66, script, 1, middle=True)
    at = round(y + 26)
    x = round(w - 34 - wide if scene.chance.random() < 0.6 else 30 + column * 2)
    caption = scene.voice.running(scene.chance, 8, script)
    sheet.bar((x, at + tall, x + wide, at + tall + 34), (226, 226, 222))
    sheet.lines((x + 8, at + tall + 4, wide - 16), caption, scene.voice.font("plain", 18, script), INK, most=1)
    taken: list[Box] = [(x - 10, at - 10, x + wide + 10, at + tall + 44)]
    band = sheet.height - 620.0
    for item in range(3):
        left = 30 + item * (w - 60) / 3
        end = headline(sheet, scene, (left, band, (w - 60) / 3 - 20), 40, script, 2)
        if item != 1:
            small(sheet, scene, (left, end + 8, left + column * 1.5, end + 160))
            taken.append((left - 4, end, left + column * 1.5 + 10, end + 170))
        taken.append((left - 4, band - 14, left + (w - 60) / 3, end + 6))
    strip = sheet.height - 150.0
    for item in range(4):
        left = 30 + item * (w - 60) / 4
        advert(sheet, scene, (left, strip, left + (w - 60) / 4 - 10, sheet.height - 30.0), first + 2 + item)
    columns(sheet, scene, (30, at, w - 30, strip - 16), 7, taken, script, 17)
    return Slot(sheet, x, at)
