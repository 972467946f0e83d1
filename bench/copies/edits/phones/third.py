"""Posts of the third set: an upright story, a thread, a desktop, a group of a messenger."""

from __future__ import annotations

import numpy as np

from bench.copies.edits.canvas import Edited, Scene, placed
from bench.copies.edits.phones.parts import LIGHT, Theme, clock, count, fitted
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Colour, Sheet, corners_cut

__all__ = ["desktop", "group", "story", "thread"]

_WHITE: Colour = (255, 255, 255)


def _blend(sheet: Sheet, first: Colour, last: Colour) -> None:
    """Fills the sheet from one colour at its top to another at its foot."""
    share = np.linspace(0, 1, sheet.height)[:, None, None]
    rows = np.array(first) * (1 - share) + np.array(last) * share
    sheet.put(np.asarray(np.broadcast_to(rows, (sheet.height, sheet.width, 3)), np.uint8), 0, 0)


def _handle(scene: Scene) -> str:
    return scene.voice.name(scene.chance).lower().replace(" ", "").replace(".", "_").strip("_")


def story(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A story: a shared picture as a card on a coloured ground, bars of progress above, a field to answer below."""
    w = scene.whole(47, 60) * 12
    u = w / 600
    sheet = Sheet(w, round(w * scene.between(1.85, 2.15)))
    grounds: list[tuple[Colour, Colour]] = (
        [((250, 214, 190), (226, 160, 190)), ((196, 226, 246), (170, 190, 240))]
        if look is LIGHT
        else [((40, 30, 60), (12, 12, 20)), ((20, 44, 52), (10, 14, 18))]
    )
    _blend(sheet, *grounds[scene.whole(0, 1)])
    parts = scene.whole(2, 5)
    for part in range(parts):
        left = 16 * u + part * (w - 32 * u) / parts
        shade = _WHITE if part == 0 else (170, 170, 176)
        sheet.bar((left, 16 * u, left + (w - 32 * u) / parts - 6 * u, 20 * u), shade, 2)
    sheet.face(46 * u, 62 * u, 26 * u, scene)
    sheet.words((84 * u, 62 * u), _handle(scene), scene.voice.font("bold", 22 * u), look.ink, "lm")
    sheet.words((w - 30 * u, 60 * u), "×", scene.voice.font("plain", 46 * u), look.ink, "rm")
    photo = fitted(edited, scene, w * 0.84, w * 1.05)
    tall, wide = photo.picture.shape[:2]
    x, at = (w - wide) // 2, round(sheet.height * scene.between(0.2, 0.3))
    script = scene.voice.script(scene.chance)
    font = scene.voice.font("plain", 21 * u, script)
    words = scene.voice.phrase(scene.chance, script)
    head, foot = round(64 * u), round(56 * u)
    sheet.bar((x, at - head, x + wide, at + tall + foot), look.ground, 20 * u)
    sheet.face(x + 34 * u, at - head / 2, 20 * u, scene)
    sheet.words((x + 64 * u, at - head / 2), _handle(scene), scene.voice.font("bold", 20 * u), look.ink, "lm")
    box = (x + 18 * u, at + tall + 12 * u, wide - 36 * u)
    sheet.lines(box, words, font, look.ink, script=script, most=1)
    low = sheet.height - 76 * u
    sheet.bar((20 * u, low, w - 150 * u, low + 52 * u), look.ink, 26 * u, 2)
    sheet.words((44 * u, low + 26 * u), "Send message", scene.voice.font("plain", 20 * u), look.ink, "lm")
    sheet.heart(w - 108 * u, low + 26 * u, 36 * u, look.ink, 3)
    sheet.arrow(w - 48 * u, low + 26 * u, 36 * u, look.ink, 3)
    return placed(photo, sheet.picture(), x, at)


def thread(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A thread: faces down the left with a line between them, everything else indented, round corners."""
    w = 590
    sheet = Sheet(w, round(w * scene.between(1.75, 2.2)), look.ground)
    y = clock(sheet, scene, look.ink) + 14
    for at_x, tab in ((0.3, "For you"), (0.7, "Following")):
        sheet.words((w * at_x, y), tab, scene.voice.font("bold", 19), look.ink if at_x < 0.5 else look.faint, "ma")
    y += 40
    sheet.draw.line((0, y, w, y), fill=look.card, width=2)
    x, wide = 88, w - 88 - 22
    script = scene.voice.script(scene.chance)
    y = _entry(sheet, scene, look, y + 16, script) if scene.chance.random() < 0.5 else y + 16
    began = y
    _byline(sheet, scene, look, y)
    words = scene.voice.phrase(scene.chance, script)
    words += " " + scene.voice.running(scene.chance, scene.whole(0, 16), script)
    font = scene.voice.font("plain", 21, script)
    y = sheet.lines((x, y + 30, wide), words, font, look.ink, script=script, most=4)
    photo = fitted(edited, scene, wide, w * 1.02)
    at = round(y + 12)
    y = at + photo.picture.shape[0] + 28.0
    _icons(sheet, scene, look, x, y)
    sheet.draw.line((46, began + 56, 46, y), fill=look.card, width=3)
    y += 34
    while y < sheet.height - 70:
        y = _entry(sheet, scene, look, y, script)
    sheet.bar((0, sheet.height - 66, w, sheet.height), look.ground)
    for spot, icon in enumerate((sheet.heart, sheet.bubble, sheet.arrow, sheet.heart)):
        icon(w * (0.14 + 0.24 * spot), sheet.height - 36, 30, look.ink, 3)
    laid = placed(photo, sheet.picture(), x, at)
    return corners_cut(laid, (x, at, x + wide, at + photo.picture.shape[0]), 14, look.ground)


def _byline(sheet: Sheet, scene: Scene, look: Theme, y: float) -> None:
    sheet.face(46, y + 26, 24, scene)
    bold = scene.voice.font("bold", 20)
    name = scene.voice.name(scene.chance)
    sheet.words((88, y), name, bold, look.ink)
    after = 88 + bold.getlength(name) + 10
    sheet.words((after, y), f"@{_handle(scene)} · {scene.whole(2, 59)}m", scene.voice.font("plain", 19), look.faint)


def _icons(sheet: Sheet, scene: Scene, look: Theme, x: float, y: float) -> None:
    font = scene.voice.font("plain", 17)
    for spot, icon in enumerate((sheet.bubble, sheet.arrow, sheet.heart)):
        left = x + 12 + spot * 130
        icon(left, y, 22, look.faint, 2)
        sheet.words((left + 22, y), count(scene), font, look.faint, "lm")


def _entry(sheet: Sheet, scene: Scene, look: Theme, y: float, script: Script) -> float:
    """A post of words only; gives where the next begins."""
    _byline(sheet, scene, look, y)
    words = scene.voice.running(scene.chance, scene.whole(4, 18), script)
    font = scene.voice.font("plain", 20, script)
    y = sheet.lines((88, y + 30, sheet.width - 110), words, font, look.ink, script=script, most=3)
    _icons(sheet, scene, look, 88, y + 22)
    return y + 54


def desktop(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A network in a browser: what leads elsewhere at the left, the post in the middle, people at the right."""
    w, h = 1280, scene.whole(8, 10) * 100
    sheet = Sheet(w, h, look.card)
    sheet.bar((0, 0, w, 58), look.ground)
    sheet.bar((24, 12, 58, 46), look.accent, 9)
    sheet.bar((78, 12, 330, 46), look.card, 8)
    sheet.words((94, 29), "Search", scene.voice.font("plain", 17), look.faint, "lm")
    labels = ("Home", "People", "Groups", "Events", "Saved", "Settings")
    for row, label in enumerate(labels):
        sheet.disc(48, 102 + row * 52, 13, look.accent if row == 0 else look.faint)
        sheet.words((76, 102 + row * 52), label, scene.voice.font("bold", 19), look.ink, "lm")
    left, wide = 262, 620
    sheet.bar((left, 78, left + wide, h + 20), look.ground, 12)
    sheet.face(left + 42, 122, 24, scene)
    script = scene.voice.script(scene.chance)
    name = scene.voice.name(scene.chance, script)
    sheet.words((left + 80, 96), name, scene.voice.font("bold", 20, script), look.ink)
    hour = f"{scene.whole(1, 28)} February at {scene.whole(10, 23)}:{scene.whole(10, 59)}"
    sheet.words((left + 80, 131), hour, scene.voice.font("plain", 16), look.faint)
    words, font = scene.voice.phrase(scene.chance, script), scene.voice.font("plain", 21, script)
    y = sheet.lines((left + 20, 162, wide - 40), words, font, look.ink, script=script, most=2)
    photo = fitted(edited, scene, wide, h - 90 - y)
    at = round(y + 12)
    y = at + photo.picture.shape[0] + 26.0
    sheet.words((left + 20, y), f"{count(scene)} reactions", scene.voice.font("plain", 17), look.faint, "lm")
    _icons(sheet, scene, look, left + 260, y)
    sheet.bar((910, 78, w - 24, 96 + 3 * 168), look.ground, 12)
    sheet.words((930, 92), "People to follow", scene.voice.font("bold", 21), look.ink)
    for row in range(5):
        middle = 160 + row * 90
        sheet.face(960, middle, 28, scene)
        sheet.words((1002, middle - 22), scene.voice.name(scene.chance), scene.voice.font("bold", 18), look.ink)
        sheet.words((1002, middle + 4), f"@{_handle(scene)}", scene.voice.font("plain", 16), look.faint)
        sheet.bar((1170, middle - 16, 1240, middle + 16), look.accent, 16)
        sheet.words((1205, middle), "Follow", scene.voice.font("bold", 14), _WHITE, "mm")
    return placed(photo, sheet.picture(), left, at)


def group(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A group of a messenger: the sender's name in colour over the picture, reactions under it, a bar to write in."""
    w = 620
    wall: Colour = (226, 224, 246) if look is LIGHT else (26, 20, 38)
    accent: Colour = (110, 76, 200)
    sheet = Sheet(w, round(w * scene.between(1.75, 2.1)), wall)
    sheet.bar((0, 0, w, 112), look.ground)
    y = clock(sheet, scene, look.ink)
    script = scene.voice.script(scene.chance)
    sheet.words((22, y + 34), "<", scene.voice.font("bold", 30), accent, "lm")
    title = scene.voice.name(scene.chance, script)
    sheet.words((w / 2, y + 22), title, scene.voice.font("bold", 22, script), look.ink, "mm")
    sheet.words((w / 2, y + 50), f"{scene.whole(20, 950)} members", scene.voice.font("plain", 16), look.faint, "mm")
    sheet.bar((w / 2 - 60, 128, w / 2 + 60, 158), look.card, 15)
    sheet.words((w / 2, 143), "Today", scene.voice.font("bold", 16), look.faint, "mm")
    y = 176.0
    for _ in range(scene.whole(0, 2)):
        long = scene.whole(220, 400)
        sheet.bar((w - 18 - long, y, w - 18, y + 52), accent, 22)
        font = scene.voice.font("plain", 20)
        sheet.lines((w - long, y + 12, long - 40), scene.voice.running(scene.chance, 4), font, _WHITE, most=1)
        y += 64
    photo = fitted(edited, scene, 430, 520)
    tall, wide = photo.picture.shape[:2]
    x, at = 76, round(y + 46)
    words, font = scene.voice.phrase(scene.chance, script), scene.voice.font("plain", 21, script)
    end = Sheet(8, 8).lines((0, at + tall + 12, wide - 28), words, font, look.ink)
    sheet.face(40, end, 22, scene)
    sheet.bar((x, y, x + wide, end + 18), look.ground, 22)
    sheet.words((x + 18, y + 12), scene.voice.name(scene.chance), scene.voice.font("bold", 19), (210, 90, 30))
    sheet.lines((x + 14, at + tall + 12, wide - 28), words, font, look.ink, script=script)
    sheet.bar((x + 16, end + 8, x + 120, end + 42), look.card, 17)
    sheet.heart(x + 38, end + 25, 18, (230, 50, 80), 3)
    sheet.words((x + 60, end + 25), str(scene.whole(2, 80)), scene.voice.font("plain", 17), look.faint, "lm")
    y = end + 62
    while y < sheet.height - 84:
        long, font = scene.whole(200, 420), scene.voice.font("plain", 20)
        sheet.face(40, y + 26, 22, scene)
        sheet.bar((x, y, x + long, y + 78), look.ground, 22)
        sheet.words((x + 18, y + 10), scene.voice.name(scene.chance), scene.voice.font("bold", 18), (40, 140, 120))
        sheet.lines((x + 18, y + 40, long - 36), scene.voice.running(scene.chance, 5), font, look.ink, most=1)
        y += 92
    sheet.bar((0, sheet.height - 84, w, sheet.height), look.ground)
    sheet.bar((64, sheet.height - 70, w - 70, sheet.height - 22), look.card, 24)
    sheet.words((84, sheet.height - 46), "Message", scene.voice.font("plain", 19), look.faint, "lm")
    sheet.disc(w - 36, sheet.height - 46, 20, accent)
    return placed(photo, sheet.picture(), x, at)
