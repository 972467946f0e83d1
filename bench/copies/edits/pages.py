"""Web pages: an article, a blog, a check of facts, a page of results."""

from __future__ import annotations

from collections.abc import Callable

from bench.copies.edits.canvas import Edited, Scene, covering, placed, resized, start
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.voices import Layouts

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


def _live(edited: Edited, scene: Scene) -> Edited:
    """A page that is added to as things happen: hours down a line at the left, the picture in one of the entries."""
    w = 1000
    sheet = Sheet(w, scene.whole(1150, 1450))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, w, 150), (22, 44, 70))
    sheet.bar((40, 30, 110, 60), (230, 60, 40), 4)
    sheet.words((75, 45), "LIVE", voice.font("bold", 20), (255, 255, 255), "mm")
    sheet.words((126, 45), "portside.example", voice.font("plain", 20), (190, 210, 230), "lm")
    script = voice.script(chance)
    title = voice.phrase(chance, script)
    sheet.lines((40, 76, w - 80), title, voice.font("bold", 38, script), (255, 255, 255), script=script, most=1)
    x, wide, y = 190, 620, 190.0
    found: tuple[Edited, int] | None = None
    here = scene.whole(0, 1)
    for entry in range(6):
        sheet.disc(150, y + 14, 8, (230, 60, 40) if entry == 0 else (160, 170, 180))
        hour = f"{17 - entry}:{scene.whole(10, 59)}"
        sheet.words((130, y + 14), hour, voice.font("bold", 20), (60, 70, 80), "rm")
        heading = voice.running(chance, 6, script)
        bold = voice.font("serif bold", 25, script)
        y = sheet.lines((x, y, wide), heading, bold, (16, 20, 26), script=script, most=2) + 8
        if entry == here:
            found = (resized(edited, wide), round(y))
            y += found[0].picture.shape[0] + 10
            sheet.words((x, y), voice.name(chance), voice.font("plain", 15), (120, 120, 120))
            y += 30
        text, font = voice.running(chance, scene.whole(20, 50), script), voice.font("serif", 19, script)
        y = sheet.lines((x, y, wide), text, font, (40, 44, 50), script=script, most=6) + 44
    sheet.draw.line((150, 210, 150, sheet.height), fill=(200, 206, 212), width=2)
    assert found is not None
    return placed(found[0], sheet.picture(), x, found[1])


def _narrow(edited: Edited, scene: Scene) -> Edited:
    """A page on a phone: a band of an advert, the picture from edge to edge, large letters, a notice over its foot."""
    w = 480
    sheet = Sheet(w, scene.whole(900, 1040), (255, 252, 246))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, w, 56), (244, 242, 238))
    sheet.bar((14, 12, w - 60, 44), (226, 224, 220), 16)
    sheet.words((w / 2 - 22, 28), "dispatch.example", voice.font("plain", 17), (70, 70, 70), "mm")
    ground, ink, words = scene.look.adverts[scene.whole(0, len(scene.look.adverts) - 1)]
    sheet.bar((40, 68, w - 40, 128), ground)
    sheet.words((w / 2, 98), words, voice.font("bold", 26), ink, "mm")
    script = voice.script(chance)
    bold, serif = voice.font("serif bold", 34, script), voice.font("serif", 23, script)
    y = sheet.lines((20, 142, w - 40), voice.phrase(chance, script), bold, (20, 20, 20), script=script, most=3)
    byline = f"{voice.name(chance)} | {scene.whole(2, 12)} min to read"
    sheet.words((20, y + 14), byline, voice.font("plain", 16), (120, 116, 110))
    photo = resized(edited, w)
    at = round(y + 48)
    y = at + photo.picture.shape[0] + 8.0
    sheet.words((20, y), voice.running(chance, 5, script), voice.font("plain", 15, script), (120, 116, 110))
    text = voice.running(chance, 90, script)
    sheet.lines((20, y + 36, w - 40), text, serif, (30, 30, 30), script=script, most=24)
    # A notice would lie over the picture where the page is too short for both: such a page has had its notice answered.
    if y + 30 < sheet.height - 128:
        _notice(sheet, scene)
    return placed(photo, sheet.picture(), 0, at)


def _notice(sheet: Sheet, scene: Scene) -> None:
    w, low, bold = sheet.width, sheet.height - 128.0, scene.voice.font("bold", 19)
    sheet.bar((0, low, w, sheet.height), (34, 36, 40))
    sheet.words((20, low + 18), "We use cookies.", bold, (255, 255, 255))
    for left, label, shade in ((20, "Accept", (250, 216, 40)), (250, "Choose", (170, 174, 180))):
        sheet.bar((left, low + 58, left + 210, low + 104), shade, 6)
        sheet.words((left + 105, low + 81), label, bold, (20, 20, 20), "mm")


def _boxed(edited: Edited, scene: Scene) -> Edited:
    """An encyclopedia: text in one wide column, the picture in a box with a table at the right."""
    w = 1160
    sheet = Sheet(w, scene.whole(840, 1000))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, 160, sheet.height), (246, 246, 246))
    for row in range(9):
        sheet.words((24, 150 + row * 34), voice.running(chance, 2), voice.font("plain", 15), (50, 90, 170))
    sheet.words((80, 70), "Omnia", voice.font("serif bold", 34), (40, 40, 40), "mm")
    script = voice.script(chance)
    sheet.words((190, 40), voice.name(chance, script), voice.font("serif", 38, script), (10, 10, 10))
    sheet.draw.line((190, 98, w - 30, 98), fill=(160, 160, 160), width=1)
    wide = 380
    photo = resized(edited, wide)
    x, at = w - 42 - wide, 158
    under = at + photo.picture.shape[0] + 10
    rows = 5
    sheet.bar((x - 12, 112, x + wide + 12, under + 52 + rows * 34), (170, 174, 180), 0, 1)
    sheet.bar((x - 8, 116, x + wide + 8, 150), (204, 214, 236))
    sheet.words((x + wide / 2, 133), voice.running(chance, 3), voice.font("bold", 19), (10, 10, 10), "mm")
    small = voice.font("plain", 16, script)
    sheet.lines((x, under, wide), voice.running(chance, 8, script), small, (50, 50, 50), script=script, most=1)
    for row in range(rows):
        top = under + 44 + row * 34
        sheet.words((x, top), voice.running(chance, 1), voice.font("bold", 16), (20, 20, 20))
        sheet.words((x + 140, top), voice.running(chance, 3), voice.font("plain", 16), (50, 90, 170))
    text, font = voice.running(chance, 420, script), voice.font("serif", 18, script)
    sheet.lines((190, 118, x - 230), text, font, (30, 30, 30), script=script, most=60)
    return placed(photo, sheet.picture(), x, at)


def _gallery(edited: Edited, scene: Scene) -> Edited:
    """A gallery of an agency: the picture on grey, a strip of others under it, a caption and a price at the right."""
    w = 1320
    sheet = Sheet(w, scene.whole(820, 900), (38, 38, 42))
    voice, chance = scene.voice, scene.chance
    sheet.words((40, 40), "lightwell images", voice.font("serif bold", 30), (240, 240, 240), "lm")
    photo = resized(edited, 700)
    if photo.picture.shape[0] > 560:
        photo = resized(edited, max(round(700 * 560 / photo.picture.shape[0]), 200))
    tall, wide = photo.picture.shape[:2]
    x, at = 40 + (700 - wide) // 2, 90 + (560 - tall) // 2
    for item in range(6):
        left = 40 + item * 119
        sheet.put(covering(start(scene.other()), 105, 80).picture, left, 680)
        if item == 0:
            sheet.bar((left - 4, 676, left + 109, 764), (250, 250, 250), 0, 3)
    script = voice.script(chance)
    sheet.bar((790, 90, w - 40, 650), (54, 54, 60), 8)
    words = voice.running(chance, 40, script)
    y = sheet.lines((816, 116, 440), words, voice.font("plain", 20, script), (230, 230, 230), script=script, most=10)
    for size in ("S", "M", "XL"):
        y += 54
        sheet.words((830, y), f"{size}   {scene.whole(20, 400)},00", voice.font("bold", 20), (250, 250, 250), "lm")
        sheet.bar((1120, y - 18, 1240, y + 18), (240, 120, 40), 18)
    return placed(photo, sheet.picture(), x, at)


def _translated(edited: Edited, scene: Scene) -> Edited:
    """A blog under the bar of a translator: one column in the middle, the picture between two paragraphs."""
    w = 1080
    sheet = Sheet(w, scene.whole(980, 1120), (252, 250, 246))
    voice, chance = scene.voice, scene.chance
    sheet.bar((0, 0, w, 64), (232, 240, 254))
    sheet.words((30, 32), "Translated page", voice.font("plain", 20), (40, 60, 120), "lm")
    sheet.bar((w - 220, 14, w - 30, 50), (66, 110, 220), 4)
    script = voice.script(chance)
    title, plain = voice.font("serif bold", 40, script), voice.font("serif", 21, script)
    y = sheet.lines((190, 110, 700), voice.phrase(chance, script), title, (90, 30, 60), script=script, most=2) + 14
    words = voice.running(chance, scene.whole(30, 60), script)
    y = sheet.lines((190, y, 700), words, plain, (30, 30, 30), script=script, most=5)
    wide = scene.whole(480, 700)
    photo = resized(edited, wide)
    x, at = 190 + (700 - wide) // 2, round(y + 24)
    y = at + photo.picture.shape[0] + 24.0
    words = voice.running(chance, 120, script)
    sheet.lines((190, y, 700), words, plain, (30, 30, 30), script=script, most=14)
    return placed(photo, sheet.picture(), x, at)


_LAYOUTS: dict[Layouts, tuple[Callable[[Edited, Scene], Edited], ...]] = {
    "tuning": (_article, _feed),
    "second": (_checked, _results),
    "third": (_live, _narrow, _boxed),
    "report": (_gallery, _translated),
}


def web_page(edited: Edited, scene: Scene) -> Edited:
    """A screenshot of a web page in one of the layouts of the set."""
    layouts = _LAYOUTS[scene.layouts]
    return layouts[scene.whole(0, len(layouts) - 1)](edited, scene)
