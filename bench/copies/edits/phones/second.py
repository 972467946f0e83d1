"""Posts of the second set."""

from __future__ import annotations

from bench.copies.edits.canvas import Edited, Scene, placed
from bench.copies.edits.phones.parts import LIGHT, Theme, clock, count, fitted, row
from bench.copies.edits.sheet import Colour, Sheet, corners_cut

__all__ = ["forum", "forwarded", "network", "quoted"]


def network(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A network of friends: a coloured bar, date under the name, edge to edge, counts and three buttons."""
    w = 576
    sheet = Sheet(w, round(w * scene.between(1.7, 2.0)), look.ground)
    sheet.bar((0, 0, w, 96), (38, 84, 160) if look is LIGHT else (26, 28, 34))
    clock(sheet, scene, (255, 255, 255))
    sheet.bar((16, 48, w - 120, 86), (255, 255, 255) if look is LIGHT else (52, 56, 62), 19)
    sheet.words((34, 67), "Search", scene.voice.font("plain", 19), (130, 130, 130), "lm")
    script = scene.voice.script(scene.chance)
    sheet.face(44, 136, 28, scene)
    sheet.words((84, 110), scene.voice.name(scene.chance, script), scene.voice.font("bold", 22, script), look.ink)
    sheet.words((84, 140), f"{scene.whole(1, 23)} hrs ·", scene.voice.font("plain", 17), look.faint)
    words = (
        scene.voice.running(scene.chance, scene.whole(6, 26), script) + " " + scene.voice.phrase(scene.chance, script)
    )
    y = sheet.lines((18, 178, w - 36), words, scene.voice.font("plain", 21, script), look.ink, script=script, most=6)
    photo = fitted(edited, scene, w, w * 1.15)
    at = round(y + 14)
    y = at + photo.picture.shape[0]
    for x, colour in ((30, (40, 110, 230)), (50, (235, 60, 80))):
        sheet.disc(x, y + 24, 12, colour)
    sheet.words((72, y + 24), count(scene), scene.voice.font("plain", 18), look.faint, "lm")
    sheet.words(
        (w - 20, y + 24),
        f"{count(scene)} comments · {count(scene)} shares",
        scene.voice.font("plain", 18),
        look.faint,
        "rm",
    )
    sheet.draw.line((16, y + 48, w - 16, y + 48), fill=look.card, width=2)
    for at_x, label in ((0.17, "Like"), (0.5, "Comment"), (0.83, "Share")):
        sheet.words((w * at_x, y + 72), label, scene.voice.font("bold", 20), look.faint, "mm")
    y += 104
    while y < sheet.height - 90:
        sheet.face(38, y + 24, 20, scene)
        sheet.bar((68, y, w - scene.whole(30, 140), y + 76), look.card, 18)
        sheet.words((84, y + 10), scene.voice.name(scene.chance), scene.voice.font("bold", 18), look.ink)
        sheet.words((84, y + 38), scene.voice.running(scene.chance, 5), scene.voice.font("plain", 18), look.ink)
        y += 90
    return placed(photo, sheet.picture(), 0, at)


def forum(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A forum: a bold title, a tag, the picture in a round frame, pills with votes."""
    w = 660
    sheet = Sheet(w, round(w * scene.between(1.55, 1.95)), look.card)
    sheet.bar((0, 0, w, 104), look.ground)
    top = clock(sheet, scene, look.ink)
    sheet.words((w / 2, top + 28), "r/whereisthis", scene.voice.font("bold", 24), look.ink, "mm")
    sheet.bar((0, 118, w, sheet.height), look.ground)
    sheet.face(38, 150, 18, scene)
    sheet.words(
        (66, 150),
        f"u/{scene.voice.name(scene.chance).split()[0].lower()} · {scene.whole(1, 20)}h",
        scene.voice.font("plain", 19),
        look.faint,
        "lm",
    )
    script = scene.voice.script(scene.chance)
    y = sheet.lines(
        (22, 182, w - 44),
        scene.voice.phrase(scene.chance, script),
        scene.voice.font("bold", 30, script),
        look.ink,
        script=script,
        most=3,
    )
    sheet.bar((22, y + 4, 150, y + 34), (255, 100, 50), 15)
    sheet.words((86, y + 19), "Unresolved", scene.voice.font("bold", 17), (255, 255, 255), "mm")
    photo = fitted(edited, scene, w - 44, w * 1.1)
    tall, wide = photo.picture.shape[:2]
    at = round(y + 48)
    y = at + tall + 18
    for x, long in ((22, 150), (188, 110), (w - 140, 118)):
        sheet.bar((x, y, x + long, y + 44), look.card, 22)
        sheet.words((x + long / 2, y + 22), count(scene), scene.voice.font("bold", 19), look.faint, "mm")
    sheet.lines(
        (22, y + 76, w - 44), scene.voice.running(scene.chance, 40), scene.voice.font("plain", 20), look.ink, most=12
    )
    return corners_cut(placed(photo, sheet.picture(), 22, at), (22, at, 22 + wide, at + tall), 22, look.ground)


def forwarded(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A chat: short bubbles before and after, and the picture in one that says it was forwarded."""
    w = 540
    wall: Colour = (236, 229, 221) if look is LIGHT else (11, 20, 26)
    mine: Colour = (217, 253, 211) if look is LIGHT else (0, 92, 75)
    sheet = Sheet(w, round(w * scene.between(1.8, 2.16)), wall)
    head: Colour = (7, 94, 84) if look is LIGHT else (31, 44, 52)
    sheet.bar((0, 0, w, 108), head)
    clock(sheet, scene, (255, 255, 255))
    sheet.face(72, 76, 20, scene)
    sheet.words((106, 76), scene.voice.name(scene.chance), scene.voice.font("bold", 22), (255, 255, 255), "lm")
    y = 128.0
    for _ in range(scene.whole(1, 3)):
        sheet.bar((14, y, 14 + scene.whole(180, 380), y + 46), look.ground, 10)
        sheet.words((28, y + 23), scene.voice.running(scene.chance, 3), scene.voice.font("plain", 19), look.ink, "lm")
        y += 58
    photo = fitted(edited, scene, 372, 480)
    tall, wide = photo.picture.shape[:2]
    x, at = w - 22 - wide, round(y + 36)
    script = scene.voice.script(scene.chance)
    words, font = scene.voice.phrase(scene.chance, script), scene.voice.font("plain", 20, script)
    end = Sheet(8, 8).lines((0, at + tall + 8, wide - 16), words, font, look.ink)
    sheet.bar((x - 6, y, x + wide + 6, end + 30), mine, 12)
    sheet.arrow(x + 14, y + 18, 16, look.faint)
    sheet.words((x + 32, y + 18), "Forwarded many times", scene.voice.font("plain", 17), look.faint, "lm")
    sheet.lines((x + 8, at + tall + 8, wide - 16), words, font, look.ink, script=script)
    sheet.words(
        (x + wide - 4, end + 2),
        f"{scene.whole(10, 23)}:{scene.whole(10, 59)}",
        scene.voice.font("plain", 15),
        look.faint,
        "ra",
    )
    sheet.bar((14, sheet.height - 66, w - 80, sheet.height - 18), look.ground, 24)
    return corners_cut(placed(photo, sheet.picture(), x, at), (x, at, x + wide, at + tall), 10, mine)


def quoted(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A post that quotes another: the picture in a card with a thin line, the comment above it."""
    w = 720
    sheet = Sheet(w, round(w * scene.between(1.2, 1.7)), look.ground)
    clock(sheet, scene, look.ink)
    script = scene.voice.script(scene.chance)
    sheet.bar((28, 78, 96, 146), look.accent, 14)
    sheet.words((112, 84), scene.voice.name(scene.chance), scene.voice.font("bold", 27), look.ink)
    sheet.words((112, 116), "4m · following", scene.voice.font("plain", 21), look.faint)
    y = sheet.lines(
        (28, 166, w - 56),
        scene.voice.running(scene.chance, scene.whole(8, 24), script),
        scene.voice.font("serif", 27, script),
        look.ink,
        script=script,
        most=4,
    )
    photo = fitted(edited, scene, w - 130, w * 0.9)
    tall, wide = photo.picture.shape[:2]
    x, card = 65, round(y + 20)
    at = card + 96
    sheet.bar((x - 14, card, x + wide + 14, at + tall + 14), look.faint, 16, 2)
    sheet.face(x + 22, card + 34, 18, scene)
    sheet.words(
        (x + 52, card + 34),
        scene.voice.name(scene.chance, script),
        scene.voice.font("bold", 22, script),
        look.ink,
        "lm",
    )
    words = scene.voice.phrase(scene.chance, script)
    sheet.lines(
        (x + 4, card + 58, wide - 8), words, scene.voice.font("plain", 21, script), look.ink, script=script, most=1
    )
    row(sheet, at + tall + 56, look.accent, scene, (sheet.heart, sheet.arrow, sheet.bubble, sheet.heart))
    return placed(photo, sheet.picture(), x, at)
