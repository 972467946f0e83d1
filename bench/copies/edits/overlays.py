"""What is put over a picture: memes, subtitles, stickers and marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bench.copies.edits.canvas import Edited, Scene, painted
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Colour, Sheet, wrapped
from bench.copies.edits.voices import Font, Layouts

__all__ = ["marks", "meme", "stickers", "subtitles"]

_OVER = ("copy", "altered")
_Box = tuple[float, float, float, float]
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class _Writing:
    """A font, and the script that it is for."""

    font: Font
    script: Script


def _above_and_below(sheet: Sheet, scene: Scene, words: tuple[str, str], writing: _Writing) -> None:
    edge, left, wide = _edge(sheet), sheet.width * 0.04, sheet.width * 0.92
    for top, line in zip((0.03, 0.8), words, strict=True):
        box = left, sheet.height * top, wide
        sheet.lines(box, line.upper(), writing.font, _WHITE, middle=True, edge=edge, most=2)


def _one_block(sheet: Sheet, scene: Scene, words: tuple[str, str], writing: _Writing) -> None:
    where = (sheet.width * 0.04, sheet.height * scene.between(0.3, 0.62), sheet.width * 0.92)
    colour = (255, 236, 60) if scene.chance.random() < 0.5 else _WHITE
    text = f"{words[0].upper()} {words[1].upper()}"
    sheet.lines(where, text, writing.font, colour, script=writing.script, edge=_edge(sheet), most=4)


def _labels(sheet: Sheet, scene: Scene, words: tuple[str, str], writing: _Writing) -> None:
    """Each line on a label of its own, as video apps set words; one block high, one low on the picture."""
    size = float(getattr(writing.font, "size", 12))
    ground, ink = (_WHITE, (16, 16, 16)) if scene.chance.random() < 0.6 else ((216, 40, 56), _WHITE)
    for top, text in zip((0.06, scene.between(0.66, 0.74)), words, strict=True):
        y = sheet.height * top
        for line in wrapped(text, writing.font, sheet.width * 0.8)[:2]:
            half = writing.font.getlength(line) / 2 + size * 0.35
            sheet.bar((sheet.width / 2 - half, y, sheet.width / 2 + half, y + size * 1.5), ground, size * 0.3)
            sheet.words((sheet.width / 2, y + size * 0.75), line, writing.font, ink, "mm")
            y += size * 1.5


def _on_bars(sheet: Sheet, scene: Scene, words: tuple[str, str], writing: _Writing) -> None:
    """On dark bars from edge to edge, through which the picture shines, as video makers title their covers."""
    size = sheet.width * 0.055
    for top, text in zip((0.04, 0.8), words, strict=True):
        y = sheet.height * top
        sheet.veil((0, y, sheet.width, y + size * 2.5), (20, 0, 40), 0.6)
        box = sheet.width * 0.05, y + size * 0.2, sheet.width * 0.9
        sheet.lines(box, text, writing.font, (255, 250, 210), script=writing.script, middle=True, most=2)


_MEMES: dict[Layouts, Callable[[Sheet, Scene, tuple[str, str], _Writing], None]] = {
    "tuning": _above_and_below,
    "second": _one_block,
    "third": _labels,
    "report": _on_bars,
}


def meme(edited: Edited, scene: Scene) -> Edited:
    """Large words over the picture: with a black edge above and below, in one block, or on labels."""
    sheet = Sheet(0, 0, under=edited.picture)
    script = scene.voice.script(scene.chance)
    font = scene.voice.font("bold", sheet.width * scene.between(*scene.look.meme_size), script)
    words = scene.voice.phrase(scene.chance, script), scene.voice.phrase(scene.chance, script)
    _MEMES[scene.layouts](sheet, scene, words, _Writing(font, script))
    return painted(edited, sheet.picture()).saying("text added")


def _edge(sheet: Sheet) -> int:
    return max(round(sheet.width / 220), 1)


def _yellow_words(sheet: Sheet, scene: Scene, words: str, script: Script) -> None:
    font = scene.voice.font("plain", sheet.width * 0.045, script)
    box = (sheet.width * 0.08, sheet.height * 0.84, sheet.width * 0.84)
    sheet.lines(box, words, font, (255, 240, 90), middle=True, edge=2, most=2)


def _black_box(sheet: Sheet, scene: Scene, words: str, script: Script) -> None:
    font = scene.voice.font("bold", sheet.width * 0.05, script)
    long = min(font.getlength(words), sheet.width * 0.9)
    left, top = (sheet.width - long) / 2, sheet.height * 0.83
    sheet.bar((left - 8, top - 4, left + long + 8, top + sheet.width * 0.075), (0, 0, 0))
    sheet.lines((left, top, long + 2), words, font, _WHITE, middle=True, most=1)


def _two_languages(sheet: Sheet, scene: Scene, words: str, script: Script) -> None:
    """A translation over what is said, on a dark band across the picture that lets it shine through."""
    size = sheet.width * 0.042
    sheet.veil((0, sheet.height - size * 3.7, sheet.width, sheet.height - size * 0.5), (0, 0, 0), 0.55)
    english = scene.voice.phrase(scene.chance)
    for row, (text, kind, colour) in enumerate(((english, "latin", _WHITE), (words, script, (150, 220, 255)))):
        font = scene.voice.font("plain" if row else "bold", size, kind)
        box = (sheet.width * 0.03, sheet.height - size * (3.5 - 1.5 * row), sheet.width * 0.94)
        sheet.lines(box, text, font, colour, middle=True, most=1)


def _word_by_word(sheet: Sheet, scene: Scene, words: str, script: Script) -> None:
    """A few words at a time, large and edged, the one that is being said in another colour."""
    font = scene.voice.font("bold", sheet.width * 0.07, script)
    said = words.split()[:3]
    box = (sheet.width * 0.06, sheet.height * 0.7, sheet.width * 0.88)
    y = sheet.lines(box, " ".join(said[:2]), font, _WHITE, script=script, middle=True, edge=4, most=1)
    if len(said) > 2:
        box = (sheet.width * 0.06, y, sheet.width * 0.88)
        sheet.lines(box, said[2], font, (80, 255, 120), script=script, middle=True, edge=4, most=1)


_SUBTITLES: dict[Layouts, Callable[[Sheet, Scene, str, Script], None]] = {
    "tuning": _yellow_words,
    "second": _black_box,
    "third": _two_languages,
    "report": _word_by_word,
}


def subtitles(edited: Edited, scene: Scene) -> Edited:
    """One or two lines near the lower edge: with an edge, on a dark box, or on a band."""
    sheet = Sheet(0, 0, under=edited.picture)
    script = scene.voice.script(scene.chance)
    _SUBTITLES[scene.layouts](sheet, scene, scene.voice.phrase(scene.chance, script), script)
    return painted(edited, sheet.picture()).saying("text added")


def _smiley(sheet: Sheet, x: float, y: float, r: float) -> None:
    draw = sheet.draw
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 205, 50), outline=(196, 140, 20), width=2)
    for side in (-0.38, 0.38):
        draw.ellipse((x + (side - 0.12) * r, y - 0.45 * r, x + (side + 0.12) * r, y - 0.05 * r), fill=(70, 45, 10))
    draw.chord((x - 0.6 * r, y - 0.4 * r, x + 0.6 * r, y + 0.65 * r), 10, 170, fill=(110, 60, 10))


def _angry(sheet: Sheet, x: float, y: float, r: float) -> None:
    draw = sheet.draw
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(228, 80, 60), outline=(150, 40, 30), width=2)
    for side in (-1, 1):
        draw.line([(x + side * 0.6 * r, y - 0.5 * r), (x + side * 0.15 * r, y - 0.2 * r)], fill=(60, 20, 10), width=4)
        draw.ellipse((x + side * 0.38 * r - 4, y - 0.2 * r, x + side * 0.38 * r + 4, y + 0.08 * r), fill=(60, 20, 10))
    draw.arc((x - 0.5 * r, y + 0.25 * r, x + 0.5 * r, y + r), 200, 340, fill=(60, 20, 10), width=5)


def _star(sheet: Sheet, x: float, y: float, r: float) -> None:
    turns = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2, 0.45, 1.0) * r
    points = [(x + c * np.cos(t), y + c * np.sin(t)) for c, t in zip(reach, turns, strict=True)]
    sheet.draw.polygon(points, fill=(255, 90, 140), outline=(255, 255, 255), width=3)


def _bolt(sheet: Sheet, x: float, y: float, r: float) -> None:
    shape = [(-0.2, -1), (0.55, -1), (0.15, -0.2), (0.6, -0.2), (-0.35, 1), (0.0, 0.1), (-0.5, 0.1)]
    points = [(x + a * r, y + b * r) for a, b in shape]
    sheet.draw.polygon(points, fill=(60, 200, 255), outline=(255, 255, 255), width=4)


def _tearful(sheet: Sheet, x: float, y: float, r: float) -> None:
    draw = sheet.draw
    draw.rounded_rectangle((x - r, y - r * 0.9, x + r, y + r), r * 0.8, fill=(255, 222, 120))
    for side in (-1, 1):
        eye = x + side * 0.42 * r
        draw.arc((eye - 0.24 * r, y - 0.35 * r, eye + 0.24 * r, y + 0.05 * r), 190, 350, fill=(80, 50, 20), width=4)
        low = 0.62 * r
        draw.polygon([(eye, y - 0.1 * r), (eye - 0.16 * r, y + low), (eye + 0.16 * r, y + low)], fill=(70, 160, 240))
        draw.ellipse((eye - 0.17 * r, y + 0.45 * r, eye + 0.17 * r, y + 0.8 * r), fill=(70, 160, 240))
    draw.ellipse((x - 0.18 * r, y + 0.3 * r, x + 0.18 * r, y + 0.75 * r), fill=(110, 50, 20))


def _shout(sheet: Sheet, x: float, y: float, r: float) -> None:
    """A jagged speech bubble, as in comics."""
    turns = np.arange(24) * np.pi / 12
    reach = np.where(np.arange(24) % 2, 0.72, 1.0) * r
    points = [(x + 1.15 * c * np.cos(t), y + 0.85 * c * np.sin(t)) for c, t in zip(reach, turns, strict=True)]
    points[5] = (x - 0.2 * r, y + 1.15 * r)
    sheet.draw.polygon(points, fill=_WHITE, outline=(20, 20, 20), width=3)
    for at in (-0.35, 0.0, 0.35):
        sheet.bar((x + (at - 0.08) * r, y - 0.4 * r, x + (at + 0.08) * r, y + 0.12 * r), (220, 30, 40), 2)
        sheet.disc(x + at * r, y + 0.32 * r, 0.09 * r, (220, 30, 40))


def _heart(sheet: Sheet, x: float, y: float, r: float) -> None:
    turns = np.linspace(0, 2 * np.pi, 40)
    across, down = 16 * np.sin(turns) ** 3, -13 * np.cos(turns) + 5 * np.cos(2 * turns) + 2 * np.cos(3 * turns)
    points = [(x + r * a / 16, y + r * b / 16) for a, b in zip(across, down, strict=True)]
    sheet.draw.polygon(points, fill=(240, 40, 70), outline=_WHITE, width=4)


def _poll(sheet: Sheet, x: float, y: float, r: float) -> None:
    """A question with two answers, one ahead."""
    sheet.bar((x - 1.2 * r, y - 0.7 * r, x + 1.2 * r, y + 0.7 * r), (250, 250, 250), r * 0.2)
    for row, share in enumerate((0.68, 0.32)):
        top = y - 0.35 * r + row * 0.5 * r
        sheet.bar((x - r, top, x + r, top + 0.38 * r), (226, 226, 236), r * 0.15)
        sheet.bar((x - r, top, x - r + 2 * r * share, top + 0.38 * r), (150, 110, 240), r * 0.15)


_STICKERS: dict[Layouts, tuple[Callable[[Sheet, float, float, float], None], ...]] = {
    "tuning": (_smiley, _star),
    "second": (_angry, _bolt),
    "third": (_tearful, _shout),
    "report": (_heart, _poll),
}


def stickers(edited: Edited, scene: Scene) -> Edited:
    """Two or three large stickers, as stories carry them."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    for _ in range(scene.whole(2, 3)):
        r = scene.between(0.08, 0.14) * min(width, height) * 1.15
        x, y = scene.between(r, width - r), scene.between(min(r, height / 2), max(height - r, height / 2))
        _STICKERS[scene.layouts][scene.whole(0, 1)](sheet, x, y, r)
    return replace(painted(edited, sheet.picture()), relations=_OVER)


def _ring(sheet: Sheet, scene: Scene, box: _Box, line: int) -> None:
    sheet.draw.ellipse(box, outline=scene.look.mark, width=line)


def _frame(sheet: Sheet, scene: Scene, box: _Box, line: int) -> None:
    sheet.draw.rectangle(box, outline=scene.look.mark, width=line)


def _scribble(sheet: Sheet, scene: Scene, box: _Box, line: int) -> None:
    """Round it about twice, by hand."""
    left, top, right, bottom = box
    turns = np.linspace(0.3, 4.2 * np.pi, 60)
    reach = 1 + 0.1 * np.sin(turns * 0.83 + scene.between(0, 6)) + 0.05 * np.sin(turns * 2.3)
    xs = (left + right) / 2 + (right - left) / 2 * reach * np.cos(turns)
    ys = (top + bottom) / 2 + (bottom - top) / 2 * reach * np.sin(turns)
    points = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    sheet.draw.line(points, fill=scene.look.mark, width=line, joint="curve")


def _corners(sheet: Sheet, scene: Scene, box: _Box, line: int) -> None:
    """Its four corners, as a camera marks what it looks at."""
    left, top, right, bottom = box
    across, down = (right - left) / 4, (bottom - top) / 4
    for x, a in ((left, across), (right, -across)):
        for y, b in ((top, down), (bottom, -down)):
            sheet.draw.line([(x + a, y), (x, y), (x, y + b)], fill=scene.look.mark, width=line)


_MARKS: dict[Layouts, Callable[[Sheet, Scene, _Box, int], None]] = {
    "tuning": _ring,
    "second": _frame,
    "third": _scribble,
    "report": _corners,
}


def marks(edited: Edited, scene: Scene) -> Edited:
    """Circles and arrows, as those who point something out draw them."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    line = max(round(width / 80), 3)
    for _ in range(scene.whole(1, 2)):
        x, y = scene.between(0.25, 0.75) * width, scene.between(0.25, 0.7) * height
        a, b = scene.between(0.08, 0.16) * width, scene.between(0.08, 0.16) * height
        colour = scene.look.mark
        _MARKS[scene.layouts](sheet, scene, (x - a, y - b, x + a, y + b), line)
        tail = (x + 2.6 * a, y - 2.0 * b)
        tip = (x + 0.9 * a, y - 0.75 * b)
        sheet.draw.line([tail, tip], fill=colour, width=line)
        back = np.array(tail) - tip
        along = back / np.hypot(*back)
        across = np.array([-along[1], along[0]])
        head = [
            tip,
            tuple(tip + 4 * line * along + 2 * line * across),
            tuple(tip + 4 * line * along - 2 * line * across),
        ]
        sheet.draw.polygon([(float(p[0]), float(p[1])) for p in head], fill=colour)
    if scene.chance.random() < 0.5:
        words = scene.voice.phrase(scene.chance)
        font = scene.voice.font("bold", width * 0.045)
        sheet.lines((width * 0.05, height * 0.88, width * 0.9), words, font, (255, 255, 255), edge=2, most=1)
    return replace(painted(edited, sheet.picture()), relations=_OVER)
