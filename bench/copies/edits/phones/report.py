"""Posts of the set that nothing was tuned with: a letter to subscribers, a wall of pins, a post beside its answers."""

from __future__ import annotations

from bench.copies.edits.canvas import Edited, Scene, placed
from bench.copies.edits.phones.parts import Theme, clock, count, fitted
from bench.copies.edits.sheet import Sheet

__all__ = ["beside_answers", "letter", "pins"]


def letter(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A letter to subscribers in a program for mail: sender, subject, a narrow column with the picture in it."""
    w = scene.whole(44, 54) * 14
    sheet = Sheet(w, round(w * scene.between(1.6, 1.9)), look.card)
    y = clock(sheet, scene, look.ink) + 20
    script = scene.voice.script(scene.chance)
    bold, plain = scene.voice.font("bold", 28, script), scene.voice.font("plain", 20, script)
    y = sheet.lines((24, y, w - 48), scene.voice.phrase(scene.chance, script), bold, look.ink, script=script, most=2)
    sheet.face(52, y + 42, 26, scene)
    sheet.words((92, y + 42), scene.voice.name(scene.chance, script), plain, look.faint, "lm")
    top = round(y + 88)
    sheet.bar((30, top, w - 30, sheet.height), look.ground)
    words = scene.voice.running(scene.chance, scene.whole(14, 30), script)
    y = sheet.lines((60, top + 30, w - 120), words, plain, look.ink, script=script, most=6)
    photo = fitted(edited, scene, w - 120, w * 0.95)
    at = round(y + 22)
    y = at + photo.picture.shape[0] + 20.0
    words = scene.voice.running(scene.chance, 60, script)
    y = sheet.lines((60, y, w - 120), words, plain, look.ink, script=script, most=8) + 24
    sheet.bar((w / 2 - 120, y, w / 2 + 120, y + 56), look.accent, 6)
    sheet.words((w / 2, y + 28), "Read online", scene.voice.font("bold", 21), look.ground, "mm")
    return placed(photo, sheet.picture(), 60, at)


def pins(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A wall of pins in two columns of unequal cards with words, but for one, which is the picture."""
    w = 620
    sheet = Sheet(w, round(w * scene.between(1.7, 2.0)), look.ground)
    top = clock(sheet, scene, look.ink) + 16
    each = (w - 42) // 2
    columns = [top, top]
    shades = [look.card, look.accent, (214, 170, 150), (150, 170, 120)]
    here, found = scene.whole(0, 2), None
    for card in range(8):
        column = 0 if columns[0] <= columns[1] else 1
        x, y = 14 + column * (each + 14), round(columns[column])
        if card == here:
            photo = fitted(edited, scene, each, each * 1.5)
            found = (photo, x, y)
            tall = photo.picture.shape[0]
        else:
            tall = round(each * scene.between(0.7, 1.3))
            sheet.bar((x, y, x + each, y + tall), shades[card % 4], 14)
            font, words = scene.voice.font("serif bold", 26), scene.voice.running(scene.chance, 6)
            sheet.lines((x + 20, y + 30, each - 40), words, font, look.ink, most=4)
        sheet.words(
            (x + 4, y + tall + 16), scene.voice.running(scene.chance, 2), scene.voice.font("plain", 17), look.ink, "lm"
        )
        columns[column] = y + tall + 44.0
        if min(columns) > sheet.height:
            break
    assert found is not None
    return placed(found[0], sheet.picture(), found[1], found[2])


def beside_answers(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A post opened in a browser: the picture on black at the left, the names and answers at the right."""
    tall = scene.whole(56, 68) * 10
    left = round(tall * scene.between(0.95, 1.25))
    w = left + 340
    sheet = Sheet(w, tall, look.ground)
    sheet.bar((0, 0, left, tall), (8, 8, 8))
    photo = fitted(edited, scene, left, tall)
    height, width = photo.picture.shape[:2]
    script = scene.voice.script(scene.chance)
    y = 40.0
    while y < tall - 90:
        sheet.face(left + 40, y, 20, scene)
        sheet.words((left + 72, y - 18), scene.voice.name(scene.chance), scene.voice.font("bold", 17), look.ink)
        words, font = (
            scene.voice.running(scene.chance, scene.whole(4, 14), script),
            scene.voice.font("plain", 16, script),
        )
        y = sheet.lines((left + 72, y + 6, 250), words, font, look.ink, script=script, most=3) + 40
    sheet.bar((left, tall - 56, w, tall), look.card)
    sheet.words((left + 20, tall - 28), f"{count(scene)} like this", scene.voice.font("bold", 17), look.ink, "lm")
    return placed(photo, sheet.picture(), (left - width) // 2, (tall - height) // 2)
