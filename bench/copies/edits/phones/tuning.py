"""Posts of the set that thresholds were set with."""

from __future__ import annotations

from bench.copies.edits.canvas import Edited, Scene, covering, placed
from bench.copies.edits.phones.parts import LIGHT, Theme, clock, count, fitted, row
from bench.copies.edits.sheet import Colour, Sheet, corners_cut

__all__ = ["channel", "photographs", "short"]


def short(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """Short messages: avatar at the left, words above the picture, replies below. The picture has round corners."""
    w = scene.whole(45, 90) * 12
    u = w / 540
    sheet = Sheet(w, round(w * scene.between(1.7, 2.16)), look.ground)
    top = clock(sheet, scene, look.ink)
    sheet.words((30 * u, top + 10 * u), "←    Post", scene.voice.font("bold", 24 * u), look.ink)
    y = top + 62 * u
    script = scene.voice.script(scene.chance)
    sheet.face(52 * u, y + 26 * u, 26 * u, scene)
    sheet.words((92 * u, y), scene.voice.name(scene.chance, script), scene.voice.font("bold", 22 * u, script), look.ink)
    sheet.words(
        (92 * u, y + 28 * u),
        "@" + scene.voice.name(scene.chance).split()[0].lower(),
        scene.voice.font("plain", 19 * u),
        look.faint,
    )
    words = (
        scene.voice.phrase(scene.chance, script) + ". " + scene.voice.running(scene.chance, scene.whole(0, 14), script)
    )
    y = sheet.lines(
        (26 * u, y + 66 * u, w - 52 * u),
        words,
        scene.voice.font("plain", 23 * u, script),
        look.ink,
        script=script,
        most=5,
    )
    photo = fitted(edited, scene, w - 52 * u, w * 0.95)
    tall, wide = photo.picture.shape[:2]
    x, at = round(26 * u), round(y + 12 * u)
    y = at + tall + 16 * u
    sheet.words(
        (26 * u, y),
        f"{scene.whole(1, 12)}:{scene.whole(10, 59)} PM · {scene.whole(1, 28)} Feb",
        scene.voice.font("plain", 19 * u),
        look.faint,
    )
    row(sheet, y + 56 * u, look.faint, scene, (sheet.bubble, sheet.arrow, sheet.heart))
    y += 96 * u
    while y < sheet.height - 60 * u:
        sheet.draw.line((0, y, w, y), fill=look.card, width=2)
        sheet.face(48 * u, y + 40 * u, 20 * u, scene)
        sheet.words((84 * u, y + 16 * u), scene.voice.name(scene.chance), scene.voice.font("bold", 19 * u), look.ink)
        y = (
            sheet.lines(
                (84 * u, y + 42 * u, w - 120 * u),
                scene.voice.running(scene.chance, scene.whole(4, 16)),
                scene.voice.font("plain", 19 * u),
                look.ink,
            )
            + 16 * u
        )
    return corners_cut(placed(photo, sheet.picture(), x, at), (x, at, x + wide, at + tall), round(18 * u), look.ground)


def photographs(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A photo app: the picture from edge to edge, icons and a caption under it."""
    w = 600
    sheet = Sheet(w, round(w * scene.between(1.6, 2.1)), look.ground)
    top = clock(sheet, scene, look.ink)
    sheet.words((20, top), "Shutterbox", scene.voice.font("serif bold", 34), look.ink)
    sheet.heart(w - 90, top + 22, 30, look.ink)
    sheet.bubble(w - 40, top + 22, 30, look.ink)
    y = round(top + 62)
    sheet.face(40, y + 30, 22, scene)
    name = scene.voice.name(scene.chance)
    sheet.words((76, y + 30), name.lower().replace(" ", "."), scene.voice.font("bold", 22), look.ink, "lm")
    sheet.words((w - 24, y + 26), "...", scene.voice.font("bold", 26), look.ink, "rm")
    photo = covering(edited, w, w) if scene.chance.random() < 0.35 else fitted(edited, scene, w, w * 1.25)
    at = y + 62
    under = at + photo.picture.shape[0] + 34
    for x, icon in ((34, sheet.heart), (90, sheet.bubble), (146, sheet.arrow)):
        icon(x, under, 34, look.ink, 3)
    sheet.words((20, under + 30), f"{scene.whole(100, 99999):,} likes", scene.voice.font("bold", 22), look.ink)
    script = scene.voice.script(scene.chance)
    words = scene.voice.phrase(scene.chance, script) + ". " + scene.voice.running(scene.chance, 12, script)
    end = sheet.lines(
        (20, under + 62, w - 40), words, scene.voice.font("plain", 22, script), look.ink, script=script, most=4
    )
    sheet.words((20, end + 8), "View all 214 comments", scene.voice.font("plain", 20), look.faint)
    return placed(photo, sheet.picture(), 0, at)


def channel(edited: Edited, scene: Scene, look: Theme) -> Edited:
    """A channel in a messenger: a bubble on a wallpaper, the picture at its top, words, views and hour."""
    w = 648
    wall: Colour = (196, 214, 190) if look is LIGHT else (14, 26, 34)
    sheet = Sheet(w, round(w * scene.between(1.5, 2.1)), wall)
    step = 36
    tint = tuple(int(c * 0.94) for c in wall)
    for gy in range(0, sheet.height, step):
        for gx in range((gy // step % 2) * 18, w, step):
            sheet.draw.arc((gx, gy, gx + 14, gy + 14), 30, 300, fill=tint, width=2)
    top = clock(sheet, scene, look.ink)
    sheet.bar((0, 0, w, top + 64), look.card)
    clock(sheet, scene, look.ink)
    script = scene.voice.script(scene.chance)
    sheet.face(80, top + 26, 24, scene)
    sheet.words((120, top + 4), scene.voice.name(scene.chance, script), scene.voice.font("bold", 23, script), look.ink)
    sheet.words((120, top + 34), f"{scene.whole(2, 900)} 412 subscribers", scene.voice.font("plain", 18), look.faint)
    inside = w - 110
    photo = fitted(edited, scene, inside, w * 1.1)
    tall = photo.picture.shape[0]
    at = round(top + 64 + scene.between(30, 150))
    words = (
        scene.voice.phrase(scene.chance, script) + ". " + scene.voice.running(scene.chance, scene.whole(4, 30), script)
    )
    font = scene.voice.font("plain", 22, script)
    probe = Sheet(8, 8)
    end = probe.lines((0, at + tall + 12, inside - 24), words, font, look.ink, most=6)
    sheet.bar((18, at - 6, 18 + inside + 12, end + 34), look.ground, 16)
    sheet.lines((36, at + tall + 12, inside - 24), words, font, look.ink, script=script, most=6)
    sheet.words(
        (inside + 16, end + 4),
        f"{count(scene)} views  14:{scene.whole(10, 59)}",
        scene.voice.font("plain", 17),
        look.faint,
        "ra",
    )
    return placed(photo, sheet.picture(), 24, at)
