"""Web pages: an article, a blog, a check of facts, a page of results."""

from __future__ import annotations

from collections.abc import Callable

from bench.copies.edits.canvas import Edited, Scene, covering, placed, resized, start
from bench.copies.edits.sheet import Sheet

__all__ = ["web_page"]


def _article(edited: Edited, scene: Scene) -> Edited:
    """A news site: bar, headline, the picture in the main column, a column of other news."""
    w = 1100
    sheet = Sheet(w, scene.whole(900, 1300))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, w, 70), (150, 20, 30))
    sheet.words((40, 35), "THE CITY WATCH", voice.font("serif bold", 36), (255, 255, 255), "lm")
    for at, label in enumerate(("World", "City", "Money", "Sport", "Opinion")):
        sheet.words((430 + at * 110, 35), label, voice.font("bold", 20), (255, 220, 220), "lm")
    script = voice.script(chance)
    y = sheet.lines(
        (40, 100, 700),
        voice.phrase(chance, script),
        voice.font("serif bold", 42, script),
        (15, 15, 15),
        script=script,
        most=2,
    )
    sheet.words(
        (40, y + 4),
        f"By {voice.name(chance)} · {scene.whole(1, 28)} February",
        voice.font("plain", 17),
        (110, 110, 110),
    )
    fitted = resized(edited, 680)
    at = round(y + 44)
    under = at + fitted.picture.shape[0]
    sheet.words((40, under + 8), voice.running(chance, 9), voice.font("plain", 16), (110, 110, 110))
    sheet.lines(
        (40, under + 44, 680),
        voice.running(chance, 260, script),
        voice.font("serif", 20, script),
        (25, 25, 25),
        script=script,
        most=30,
    )
    for row in range(4):
        top = 110 + row * 230
        small = covering(start(scene.other()), 260, 150).picture
        sheet.put(small, 790, top)
        sheet.lines((790, top + 158, 270), voice.running(chance, 8), voice.font("bold", 18), (15, 15, 15), most=2)
    return placed(fitted, sheet.picture(), 40, at)


def _feed(edited: Edited, scene: Scene) -> Edited:
    """Two columns of cards; the picture is in one of them."""
    w = 1000
    sheet = Sheet(w, scene.whole(900, 1200), (236, 238, 242))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, w, 56), (255, 255, 255))
    sheet.words((30, 28), "harbour.news", voice.font("bold", 28), (20, 90, 150), "lm")
    here = scene.whole(0, 3)
    found: tuple[int, int] = (0, 0)
    for card in range(4):
        x, y = 24 + (card % 2) * 488, 80 + (card // 2) * 520
        sheet.bar((x, y, x + 464, y + 500), (255, 255, 255), 8)
        sheet.lines((x + 16, y + 368, 432), voice.phrase(chance), voice.font("bold", 24), (20, 20, 20), most=2)
        sheet.lines((x + 16, y + 434, 432), voice.running(chance, 16), voice.font("plain", 16), (90, 90, 90), most=2)
        if card == here:
            found = (x, y)
        else:
            sheet.put(covering(start(scene.other()), 464, 350).picture, x, y)
    return placed(covering(edited, 464, 350), sheet.picture(), *found)


def _checked(edited: Edited, scene: Scene) -> Edited:
    """A page that checks a claim: narrow, the picture at the left with a stamp beside it, long text."""
    w = 920
    sheet = Sheet(w, scene.whole(1000, 1300), (250, 249, 245))
    voice, chance = scene.voice, scene.chance
    sheet.words((w / 2, 40), "Morning Post-Herald", voice.font("serif bold", 44), (20, 30, 60), "mm")
    sheet.draw.line((60, 84, w - 60, 84), fill=(20, 30, 60), width=3)
    script = voice.script(chance)
    y = sheet.lines(
        (60, 108, w - 120),
        voice.phrase(chance, script),
        voice.font("bold", 36, script),
        (10, 10, 10),
        script=script,
        most=2,
    )
    fitted = resized(edited, 470)
    at = round(y + 30)
    sheet.bar((570, at, 860, at + 90), (200, 30, 40), 6, 6)
    sheet.words((715, at + 45), "NOT PROVEN", voice.font("bold", 42), (200, 30, 40), "mm")
    sheet.lines(
        (570, at + 110, 290),
        voice.running(chance, 60, script),
        voice.font("plain", 17, script),
        (40, 40, 40),
        script=script,
        most=12,
    )
    under = at + fitted.picture.shape[0] + 20
    sheet.lines(
        (60, under, w - 120),
        voice.running(chance, 400, script),
        voice.font("serif", 19, script),
        (40, 40, 40),
        script=script,
        most=40,
    )
    return placed(fitted, sheet.picture(), 60, at)


def _results(edited: Edited, scene: Scene) -> Edited:
    """A dark viewer of a page of results: the picture large at the right, rows of small ones at the left."""
    w, h = 1240, 820
    sheet = Sheet(w, h, (32, 33, 36))
    voice, chance = scene.voice, scene.chance
    sheet.bar((160, 20, 700, 66), (60, 62, 68), 23)
    sheet.words((186, 43), voice.running(chance, 4), voice.font("plain", 19), (230, 230, 230), "lm")
    x = y = 0
    while y < 3:
        tile = covering(start(scene.other()), 150 + 20 * (x % 2), 130).picture
        sheet.put(tile, 24 + x * 184, 110 + y * 220)
        sheet.words((24 + x * 184, 248 + y * 220), voice.name(chance), voice.font("plain", 15), (190, 190, 190))
        x, y = (x + 1, y) if x < 2 else (0, y + 1)
    sheet.bar((600, 90, w, h), (20, 21, 24))
    fitted = resized(edited, 590)
    tall = fitted.picture.shape[0]
    at = max(100, 360 - tall // 2)
    sheet.words((625, at + tall + 20), voice.phrase(chance), voice.font("bold", 23), (235, 235, 235))
    sheet.words(
        (625, at + tall + 56),
        voice.name(chance) + " · images may be subject to copyright",
        voice.font("plain", 16),
        (150, 150, 150),
    )
    return placed(fitted, sheet.picture(), 625, at)


_LAYOUTS: dict[str, tuple[Callable[[Edited, Scene], Edited], ...]] = {
    "tuning": (_article, _feed),
    "report": (_checked, _results),
}


def web_page(edited: Edited, scene: Scene) -> Edited:
    """A screenshot of a web page in one of the layouts of the set."""
    layouts = _LAYOUTS[scene.layouts]
    return layouts[scene.whole(0, len(layouts) - 1)](edited, scene)
