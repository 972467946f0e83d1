"""Front pages of newspapers: six layouts, in colour, grey, or through a halftone screen, then scanned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Picture, Scene, Step, covering, cropped, painted, placed, start, warped
from bench.copies.edits.phrases import Script
from bench.copies.edits.print import halftoned
from bench.copies.edits.sheet import Colour, Sheet, wrapped
from bench.copies.edits.tones import grain, grey_of

__all__ = ["cut_out", "front_page"]

_Box = tuple[float, float, float, float]
_INK: Colour = (24, 22, 22)

_WRITTEN_OVER = 0.3
"""Share of the colour pages that have a headline over the picture."""

_TALLEST, _TALLEST_WIDE = 1.35, 1.1
"""Height over width of a picture at most, on a narrow and on a wide place: papers cut upright pictures to fit."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where the picture goes on a page, and the page so far."""

    sheet: Sheet
    x: int
    y: int


def _columns(  # noqa: PLR0917
    sheet: Sheet, scene: Scene, area: _Box, count: int, taken: list[_Box], script: Script, size: float
) -> None:
    """Columns of running text in an area, round whatever is there already."""
    left, top, right, bottom = area
    gap = sheet.width * 0.016
    width = (right - left - gap * (count - 1)) / count
    font = scene.voice.font("serif", size, script)
    leading = size * 1.22
    rows = max(int((bottom - top) / leading), 1)
    each = max(int(width / (font.getlength("information") * 0.5)), 1) + 2
    for column in range(count):
        x = left + column * (width + gap)
        lines = iter(wrapped(scene.voice.running(scene.chance, rows * each, script), font, width))
        for row in range(rows):
            y = top + row * leading
            if any(x < b[2] and x + width > b[0] and y < b[3] and y + leading > b[1] for b in taken):
                continue
            at, anchor = ((x + width, y), "ra") if script == "arabic" else ((x, y), "la")
            sheet.words(at, next(lines, ""), font, _INK, anchor)


def _headline(  # noqa: PLR0917
    sheet: Sheet,
    scene: Scene,
    box: tuple[float, float, float],
    size: float,
    script: Script,
    most: int = 2,
    **kind: bool,
) -> float:
    words = scene.voice.phrase(scene.chance, script)
    weight = "bold" if kind.get("sans") else "serif bold"
    font = scene.voice.font("bold" if weight == "bold" else "serif bold", size, script)
    return sheet.lines(box, words, font, _INK, script=script, middle=kind.get("middle", False), most=most)


def _advert(sheet: Sheet, scene: Scene, box: _Box) -> None:
    """A drawn advertisement: the same few in every paper of the set."""
    left, top, right, bottom = box
    pairs: list[tuple[Colour, Colour, str]] = (
        [
            ((20, 70, 140), (255, 220, 60), "MEGA SALE"),
            ((190, 30, 40), (255, 255, 255), "New kitchens"),
            ((240, 240, 230), (20, 20, 20), "Notices"),
        ]
        if scene.layouts == "tuning"
        else [
            ((12, 110, 80), (255, 255, 255), "Bank of the Coast"),
            ((250, 210, 20), (20, 20, 20), "-40 %"),
            ((60, 30, 90), (255, 200, 240), "Opera tonight"),
        ]
    )
    ground, ink, words = pairs[scene.whole(0, 2)]
    sheet.bar(box, ground)
    size = min((bottom - top) * 0.3, (right - left) / max(len(words), 4) * 1.5)
    sheet.words(((left + right) / 2, (top + bottom) / 2), words, scene.voice.font("bold", size), ink, "mm")
    sheet.bar((left + 5, top + 5, right - 5, bottom - 5), ink, 0, 2)


def _small(sheet: Sheet, scene: Scene, box: _Box) -> None:
    """Another photograph."""
    left, top, right, bottom = (round(edge) for edge in box)
    sheet.put(covering(start(scene.other()), right - left, bottom - top).picture, left, top)


def _broadsheet(size: tuple[int, int], scene: Scene) -> _Slot:
    """Six columns, the name in the middle, a headline across; the picture stands in the left or middle columns."""
    wide, tall = size
    w = 1200
    sheet = Sheet(w, scene.whole(1600, 1750), (250, 248, 242))
    sheet.words((w / 2, 70), "The Harbour News", scene.voice.font("serif bold", 96), _INK, "mm")
    for rule in (128, 158):
        sheet.draw.line((40, rule, w - 40, rule), fill=_INK, width=2)
    sheet.words(
        (w / 2, 143),
        f"No. {scene.whole(4000, 9000)} · Thursday · Price 2.20",
        scene.voice.font("serif", 18),
        _INK,
        "mm",
    )
    script = scene.voice.script(scene.chance)
    y = _headline(sheet, scene, (40, 172, w - 80), 62, script, 1)
    y = sheet.lines(
        (40, y + 4, w - 80),
        scene.voice.running(scene.chance, 12, script),
        scene.voice.font("serif", 28, script),
        _INK,
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
        _INK,
        script=script,
        most=2,
    )
    taken: list[_Box] = [(x - 8, at - 8, x + wide + 8, caption + 8)]
    left = x < w / 3
    small = (
        (w - 40 - 2 * column + 10, sheet.height - 560, w - 40.0, sheet.height - 330)
        if left
        else (40.0, sheet.height - 560, 40 + 2 * column - 10, sheet.height - 330)
    )
    _small(sheet, scene, small)
    head = _headline(sheet, scene, (small[0], small[3] + 8, small[2] - small[0]), 30, script)
    taken.append((small[0] - 6, small[1] - 8, small[2] + 6, head + 4))
    advert = (40.0, sheet.height - 170, w - 40.0, sheet.height - 30)
    _advert(sheet, scene, advert)
    _columns(sheet, scene, (40, at, w - 40, sheet.height - 185), 6, taken, script, 15)
    return _Slot(sheet, x, at)


def _tabloid(size: tuple[int, int], scene: Scene) -> _Slot:
    """The name in a red box, one huge headline, the picture beside or below it, a strip of adverts."""
    wide, tall = size
    w = 1000
    sheet = Sheet(w, scene.whole(1250, 1380), (252, 252, 250))
    sheet.bar((0, 0, w * 0.46, 130), (205, 20, 30))
    sheet.words((26, 65), "CITY WATCH", scene.voice.font("bold", 66), (255, 255, 255), "lm")
    sheet.words((w - 30, 40), "ONLY 90p", scene.voice.font("bold", 30), _INK, "rm")
    sheet.lines(
        (w * 0.5, 66, w * 0.46), scene.voice.running(scene.chance, 8), scene.voice.font("plain", 20), _INK, most=2
    )
    script = scene.voice.script(scene.chance)
    y = _headline(sheet, scene, (30, 150, w - 60), 88, script, 2, sans=True)
    right = scene.chance.random() < 0.5
    x, at = (w - 30 - wide if right else 30), round(y + 20)
    edge = sheet.height - 260
    taken: list[_Box] = [(x - 10, at - 10, x + wide + 10, at + tall + 34)]
    sheet.words((x, at + tall + 8), scene.voice.running(scene.chance, 6), scene.voice.font("plain", 16), _INK)
    _columns(sheet, scene, (30, at, w - 30, edge), 4, taken, script, 18)
    _advert(sheet, scene, (30, edge + 20, w * 0.55, sheet.height - 24))
    _small(sheet, scene, (w * 0.6, edge + 20, w - 30, sheet.height - 70))
    sheet.words((w * 0.6, sheet.height - 60), scene.voice.running(scene.chance, 3), scene.voice.font("bold", 24), _INK)
    return _Slot(sheet, x, at)


def _regional(size: tuple[int, int], scene: Scene) -> _Slot:
    """The name at the left, small stories down one side, the picture low on the page under its headline."""
    wide, tall = size
    w = 1100
    sheet = Sheet(w, scene.whole(1480, 1600), (244, 240, 230))
    sheet.words((40, 66), "Daily Truth", scene.voice.font("serif bold", 80), (16, 50, 96), "lm")
    sheet.bar((40, 120, w - 40, 150), (16, 50, 96))
    sheet.words((56, 135), "Region · Sport · Weather 4°", scene.voice.font("bold", 18), (255, 255, 255), "lm")
    script = scene.voice.script(scene.chance)
    side = (40.0, 170.0, 40 + w * 0.2, sheet.height - 40.0)
    taken: list[_Box] = []
    for row in range(3):
        top = side[1] + row * (side[3] - side[1]) / 3
        end = _headline(sheet, scene, (side[0], top, side[2] - side[0]), 28, script, 3)
        taken.append((0, top - 12, side[2], end))
    _columns(sheet, scene, side, 1, taken, script, 16)
    left = side[2] + 26
    y = _headline(sheet, scene, (left, 172, w - 40 - left), 54, script, 2)
    lead = (left, y + 8, w - 40.0, sheet.height - 40.0)
    at = round(min(y + scene.between(120, 320), sheet.height - 90 - tall))
    x = round(left + scene.between(0, max(w - 40 - left - wide, 0)))
    taken = [(x - 12, at - 10, x + wide + 12, at + tall + 40)]
    sheet.words(
        (x, at + tall + 8), scene.voice.running(scene.chance, 7, script), scene.voice.font("serif", 16, script), _INK
    )
    _columns(sheet, scene, lead, 4, taken, script, 16)
    return _Slot(sheet, x, at)


def _berliner(size: tuple[int, int], scene: Scene) -> _Slot:
    """Five columns, a strip of small pictures over the name, the picture in the middle with the headline on it."""
    wide, tall = size
    w = 1300
    sheet = Sheet(w, scene.whole(1800, 1900), (255, 254, 250))
    for item in range(3):
        x = 50 + item * (w - 100) / 3
        _small(sheet, scene, (x, 24, x + 120, 114))
        sheet.lines(
            (x + 132, 30, (w - 100) / 3 - 150),
            scene.voice.running(scene.chance, 5),
            scene.voice.font("bold", 21),
            (150, 20, 60),
            most=3,
        )
    sheet.words((50, 190), "Morning Post-Herald", scene.voice.font("serif bold", 104), _INK, "lm")
    sheet.bar((50, 254, w - 50, 258), (150, 20, 60))
    script = scene.voice.script(scene.chance)
    at = round(300 + scene.between(0, 80))
    x = round((w - wide) / 2 if scene.chance.random() < 0.6 else w - 50 - wide)
    y = _headline(sheet, scene, (x, at + tall + 10, wide), min(58, wide / 9), script, 2, middle=True)
    taken: list[_Box] = [(x - 14, at - 12, x + wide + 14, y + 10)]
    foot = sheet.height - 300
    head = _headline(sheet, scene, (50, foot - 60, w - 100), 40, script, 1)
    taken.append((50, foot - 72, w - 50, head + 4))
    _small(sheet, scene, (w * 0.42, foot + 10, w * 0.66, sheet.height - 60))
    _advert(sheet, scene, (w * 0.7, foot + 10, w - 50, sheet.height - 60))
    taken += [(w * 0.41, foot, w * 0.67, sheet.height - 40.0), (w * 0.69, foot, w, sheet.height - 40.0)]
    _columns(sheet, scene, (50, 280, w - 50, sheet.height - 60), 5, taken, script, 17)
    return _Slot(sheet, x, at)


def _blocks(size: tuple[int, int], scene: Scene) -> _Slot:
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
    y = _headline(
        sheet, scene, (free[0], free[1], free[2] - free[0]), min(60, (free[2] - free[0]) / 7), script, 5, sans=True
    )
    sheet.lines(
        (free[0], y + 10, free[2] - free[0]),
        scene.voice.running(scene.chance, 80, script),
        scene.voice.font("plain", 19, script),
        _INK,
        script=script,
        most=8,
    )
    low = max(at + tall + 40, at + 420)
    sheet.bar((0, low, w * 0.3, sheet.height), shade)
    _headline(sheet, scene, (20, low + 20, w * 0.27), 38, script, 6, sans=True)
    taken: list[_Box] = []
    if low + 330 < sheet.height:
        box = (w * 0.7, low + 20, w - 30.0, low + 230)
        _small(sheet, scene, box)
        taken = [(box[0] - 8, box[1] - 8, w, box[3] + 8)]
        _advert(sheet, scene, (w * 0.34, sheet.height - 130, w - 30, sheet.height - 24))
    _columns(sheet, scene, (w * 0.34, low + 20, w - 30, sheet.height - 140), 3, taken, script, 17)
    return _Slot(sheet, x, at)


def _from_right(size: tuple[int, int], scene: Scene) -> _Slot:
    """A paper written from right to left where there is a font for it (else as it is): frames with lines round them."""
    wide, tall = size
    w = 1180
    script: Script = "arabic" if "arabic" in scene.voice.scripts() else "latin"
    sheet = Sheet(w, scene.whole(1560, 1700), (248, 250, 246))
    sheet.bar((30, 24, w - 30, 150), (0, 90, 60), 0, 4)
    name = "صوت الناس" if script == "arabic" else "VOICE"
    sheet.words((w - 60, 88), name, scene.voice.font("bold", 84, script), (0, 90, 60), "rm")
    _advert(sheet, scene, (44, 38, w * 0.36, 136))
    y = _headline(sheet, scene, (30, 168, w - 60), 70, script, 1, middle=True)
    at, x = round(y + 24), w - 50 - wide
    sheet.bar((x - 8, at - 8, x + wide + 8, at + tall + 50), (90, 90, 90), 0, 2)
    sheet.lines(
        (x, at + tall + 8, wide),
        scene.voice.running(scene.chance, 8, script),
        scene.voice.font("plain", 19, script),
        _INK,
        script=script,
        most=1,
    )
    taken: list[_Box] = [(x - 16, at - 16, x + wide + 16, at + tall + 60)]
    row = sheet.height - 420
    for cell in range(3):
        left = 30 + cell * (w - 60) / 3
        box = (left + 6, row, left + (w - 60) / 3 - 6, sheet.height - 40.0)
        sheet.bar(box, (90, 90, 90), 0, 2)
        if cell == 1:
            _small(sheet, scene, (box[0] + 10, row + 10, box[2] - 10, row + 200))
        _headline(sheet, scene, (box[0] + 14, row + (210 if cell == 1 else 14), box[2] - box[0] - 28), 34, script, 2)
        _columns(sheet, scene, (box[0] + 14, row + 300, box[2] - 14, box[3] - 10), 1, [], script, 17)
    _columns(sheet, scene, (40, at, w - 50, row - 20), 5, taken, script, 17)
    return _Slot(sheet, x, at)


_LAYOUTS: dict[str, tuple[tuple[int, Callable[[tuple[int, int], Scene], _Slot]], ...]] = {
    "tuning": ((1200, _broadsheet), (1000, _tabloid), (1100, _regional)),
    "report": ((1300, _berliner), (1060, _blocks), (1180, _from_right)),
}


def front_page(share: float, ink: str = "colour") -> Step:
    """On a front page, at that share of its width; `ink` is "colour", "grey" or "halftone"."""

    def step(edited: Edited, scene: Scene) -> Edited:
        layouts = _LAYOUTS[scene.layouts]
        page_width, layout = layouts[scene.whole(0, len(layouts) - 1)]
        wide = round(page_width * share)
        height, width = edited.picture.shape[:2]
        tallest = _TALLEST_WIDE if share >= 0.5 else _TALLEST
        tall = round(min(wide * height / width * scene.between(0.88, 1.0), wide * tallest))
        fitted = covering(edited, wide, tall)
        slot = layout((wide, tall), scene)
        page = slot.sheet.picture()
        if ink == "halftone":
            fitted = painted(fitted, halftoned(fitted.picture, scene))
        on_page = placed(fitted, page, slot.x, slot.y)
        if ink == "colour" and scene.chance.random() < _WRITTEN_OVER:
            on_page = _written_over(on_page, slot, tall, scene)
        if ink != "colour":
            on_page = painted(on_page, grey_of(on_page.picture)).saying("grey")
        return _scanned(on_page, scene)

    return step


def _written_over(page: Edited, slot: _Slot, tall: int, scene: Scene) -> Edited:
    """With a headline in white over the lower part of the picture."""
    left, _, right, _ = page.box
    sheet = Sheet(0, 0, under=page.picture)
    script = scene.voice.script(scene.chance)
    size = (right - left) / 13
    font = scene.voice.font("serif bold", size, script)
    box = (left + size * 0.4, slot.y + tall - size * 2.9, right - left - size * 0.8)
    sheet.lines(box, scene.voice.phrase(scene.chance, script), font, (255, 255, 255), script=script, edge=1, most=2)
    return painted(page, sheet.picture())


def _scanned(page: Edited, scene: Scene) -> Edited:
    """As a scanner or a file of the paper gives it: hardly turned, paper not quite white, a little soft."""
    height, width = page.picture.shape[:2]
    angle = scene.between(-0.7, 0.7)
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1.0]])
    behind: Picture = np.full_like(page.picture, 245)
    turned = warped(page, matrix, width, height, behind)
    soft = cv2.GaussianBlur(turned.picture, (0, 0), scene.between(0.3, 0.7))
    toned = np.asarray(soft * scene.between(0.93, 1.0) + scene.between(0, 8), np.float32)
    return replace(turned, picture=grain(np.asarray(np.clip(toned, 0, 255), np.uint8), 2.0, scene))


def cut_out(edited: Edited, scene: Scene) -> Edited:
    """A clipping: a piece of the page that holds most of the picture and some of what is printed round it."""
    left, top, right, bottom = edited.box
    wide, tall = right - left, bottom - top
    height, width = edited.picture.shape[:2]
    box = (
        max(round(left + wide * scene.between(-0.25, 0.2)), 0),
        max(round(top + tall * scene.between(-0.2, 0.12)), 0),
        min(round(right + wide * scene.between(-0.2, 0.3)), width),
        min(round(bottom + tall * scene.between(-0.12, 0.35)), height),
    )
    return replace(cropped(edited, box), relations=("part", "copy"))
