"""Posts as they look in screenshots of phones: seven layouts, light and dark, none of them in both sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.copies.edits.canvas import Edited, Scene, Step, covering, cropped, placed, resized
from bench.copies.edits.sheet import Colour, Sheet, corners_cut

__all__ = ["post"]


@dataclass(frozen=True, slots=True)
class _Look:
    """Colours of a theme: ground, ink, faint ink, a card on the ground, an accent."""

    ground: Colour
    ink: Colour
    faint: Colour
    card: Colour
    accent: Colour


_LIGHT = _Look((255, 255, 255), (18, 20, 24), (110, 118, 128), (240, 242, 245), (29, 120, 220))
_DARK = _Look((16, 18, 22), (232, 234, 238), (128, 136, 146), (34, 38, 44), (90, 160, 250))
_Layout = Callable[[Edited, Scene, _Look], Edited]


def _clock(sheet: Sheet, scene: Scene, ink: Colour) -> float:
    """The bar at the top of every phone; gives its height."""
    u = sheet.width / 540
    font = scene.voice.font("bold", 20 * u)
    left = scene.layouts == "tuning" or scene.chance.random() < 0.5
    hour = f"{scene.whole(6, 23)}:{scene.whole(10, 59)}"
    sheet.words((24 * u, 10 * u), hour, font, ink) if left else sheet.words(
        (sheet.width / 2, 10 * u), hour, font, ink, "ma"
    )
    x = sheet.width - 50 * u
    sheet.bar((x, 13 * u, x + 32 * u, 27 * u), ink, 3, 2)
    sheet.bar((x + 3, 13 * u + 3, x + scene.between(8, 27) * u, 27 * u - 3), ink, 1)
    for step in range(4):
        sheet.bar((x - (50 - 9 * step) * u, (24 - 4 * step) * u, x - (44 - 9 * step) * u, 28 * u), ink)
    return 44 * u


def _count(scene: Scene) -> str:
    return f"{scene.between(1, 90):.1f}K" if scene.chance.random() < 0.5 else str(scene.whole(3, 999))


def _fitted(edited: Edited, scene: Scene, width: float, tallest: float) -> Edited:
    """As wide as the place for it, cut below and above where it would be too tall."""
    wide = resized(edited, round(width))
    height = wide.picture.shape[0]
    if height <= tallest:
        return wide
    cut = round((height - tallest) / 2)
    return cropped(wide, (0, cut, wide.picture.shape[1], height - cut))


def _short(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """Short messages: avatar at the left, words above the picture, replies below. The picture has round corners."""
    w = scene.whole(45, 90) * 12
    u = w / 540
    sheet = Sheet(w, round(w * scene.between(1.7, 2.16)), look.ground)
    top = _clock(sheet, scene, look.ink)
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
    fitted = _fitted(edited, scene, w - 52 * u, w * 0.95)
    tall, wide = fitted.picture.shape[:2]
    x, at = round(26 * u), round(y + 12 * u)
    y = at + tall + 16 * u
    sheet.words(
        (26 * u, y),
        f"{scene.whole(1, 12)}:{scene.whole(10, 59)} PM · {scene.whole(1, 28)} Feb",
        scene.voice.font("plain", 19 * u),
        look.faint,
    )
    _row(sheet, y + 56 * u, look.faint, scene, (sheet.bubble, sheet.arrow, sheet.heart))
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
    return corners_cut(placed(fitted, sheet.picture(), x, at), (x, at, x + wide, at + tall), round(18 * u), look.ground)


def _row(sheet: Sheet, y: float, colour: Colour, scene: Scene, icons: tuple[Callable[..., None], ...]) -> None:
    for at, icon in enumerate(icons):
        x = sheet.width * (0.1 + 0.8 * at / len(icons))
        icon(x, y, sheet.width * 0.042, colour, 2)
        sheet.words(
            (x + sheet.width * 0.04, y), _count(scene), scene.voice.font("plain", sheet.width * 0.034), colour, "lm"
        )


def _photographs(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A photo app: the picture from edge to edge, icons and a caption under it."""
    w = 600
    sheet = Sheet(w, round(w * scene.between(1.6, 2.1)), look.ground)
    top = _clock(sheet, scene, look.ink)
    sheet.words((20, top), "Shutterbox", scene.voice.font("serif bold", 34), look.ink)
    sheet.heart(w - 90, top + 22, 30, look.ink)
    sheet.bubble(w - 40, top + 22, 30, look.ink)
    y = round(top + 62)
    sheet.face(40, y + 30, 22, scene)
    name = scene.voice.name(scene.chance)
    sheet.words((76, y + 30), name.lower().replace(" ", "."), scene.voice.font("bold", 22), look.ink, "lm")
    sheet.words((w - 24, y + 26), "...", scene.voice.font("bold", 26), look.ink, "rm")
    fitted = covering(edited, w, w) if scene.chance.random() < 0.35 else _fitted(edited, scene, w, w * 1.25)
    at = y + 62
    under = at + fitted.picture.shape[0] + 34
    for x, icon in ((34, sheet.heart), (90, sheet.bubble), (146, sheet.arrow)):
        icon(x, under, 34, look.ink, 3)
    sheet.words((20, under + 30), f"{scene.whole(100, 99999):,} likes", scene.voice.font("bold", 22), look.ink)
    script = scene.voice.script(scene.chance)
    words = scene.voice.phrase(scene.chance, script) + ". " + scene.voice.running(scene.chance, 12, script)
    end = sheet.lines(
        (20, under + 62, w - 40), words, scene.voice.font("plain", 22, script), look.ink, script=script, most=4
    )
    sheet.words((20, end + 8), "View all 214 comments", scene.voice.font("plain", 20), look.faint)
    return placed(fitted, sheet.picture(), 0, at)


def _channel(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A channel in a messenger: a bubble on a wallpaper, the picture at its top, words, views and hour."""
    w = 648
    wall: Colour = (196, 214, 190) if look is _LIGHT else (14, 26, 34)
    sheet = Sheet(w, round(w * scene.between(1.5, 2.1)), wall)
    step = 36
    tint = tuple(int(c * 0.94) for c in wall)
    for gy in range(0, sheet.height, step):
        for gx in range((gy // step % 2) * 18, w, step):
            sheet.draw.arc((gx, gy, gx + 14, gy + 14), 30, 300, fill=tint, width=2)
    top = _clock(sheet, scene, look.ink)
    sheet.bar((0, 0, w, top + 64), look.card)
    _clock(sheet, scene, look.ink)
    script = scene.voice.script(scene.chance)
    sheet.face(80, top + 26, 24, scene)
    sheet.words((120, top + 4), scene.voice.name(scene.chance, script), scene.voice.font("bold", 23, script), look.ink)
    sheet.words((120, top + 34), f"{scene.whole(2, 900)} 412 subscribers", scene.voice.font("plain", 18), look.faint)
    inside = w - 110
    fitted = _fitted(edited, scene, inside, w * 1.1)
    tall = fitted.picture.shape[0]
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
        f"{_count(scene)} views  14:{scene.whole(10, 59)}",
        scene.voice.font("plain", 17),
        look.faint,
        "ra",
    )
    return placed(fitted, sheet.picture(), 24, at)


def _network(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A network of friends: a coloured bar, date under the name, edge to edge, counts and three buttons."""
    w = 576
    sheet = Sheet(w, round(w * scene.between(1.7, 2.0)), look.ground)
    sheet.bar((0, 0, w, 96), (38, 84, 160) if look is _LIGHT else (26, 28, 34))
    _clock(sheet, scene, (255, 255, 255))
    sheet.bar((16, 48, w - 120, 86), (255, 255, 255) if look is _LIGHT else (52, 56, 62), 19)
    sheet.words((34, 67), "Search", scene.voice.font("plain", 19), (130, 130, 130), "lm")
    script = scene.voice.script(scene.chance)
    sheet.face(44, 136, 28, scene)
    sheet.words((84, 110), scene.voice.name(scene.chance, script), scene.voice.font("bold", 22, script), look.ink)
    sheet.words((84, 140), f"{scene.whole(1, 23)} hrs ·", scene.voice.font("plain", 17), look.faint)
    words = (
        scene.voice.running(scene.chance, scene.whole(6, 26), script) + " " + scene.voice.phrase(scene.chance, script)
    )
    y = sheet.lines((18, 178, w - 36), words, scene.voice.font("plain", 21, script), look.ink, script=script, most=6)
    fitted = _fitted(edited, scene, w, w * 1.15)
    at = round(y + 14)
    y = at + fitted.picture.shape[0]
    for x, colour in ((30, (40, 110, 230)), (50, (235, 60, 80))):
        sheet.disc(x, y + 24, 12, colour)
    sheet.words((72, y + 24), _count(scene), scene.voice.font("plain", 18), look.faint, "lm")
    sheet.words(
        (w - 20, y + 24),
        f"{_count(scene)} comments · {_count(scene)} shares",
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
    return placed(fitted, sheet.picture(), 0, at)


def _forum(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A forum: a bold title, a tag, the picture in a round frame, pills with votes."""
    w = 660
    sheet = Sheet(w, round(w * scene.between(1.55, 1.95)), look.card)
    sheet.bar((0, 0, w, 104), look.ground)
    top = _clock(sheet, scene, look.ink)
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
    fitted = _fitted(edited, scene, w - 44, w * 1.1)
    tall, wide = fitted.picture.shape[:2]
    at = round(y + 48)
    y = at + tall + 18
    for x, long in ((22, 150), (188, 110), (w - 140, 118)):
        sheet.bar((x, y, x + long, y + 44), look.card, 22)
        sheet.words((x + long / 2, y + 22), _count(scene), scene.voice.font("bold", 19), look.faint, "mm")
    sheet.lines(
        (22, y + 76, w - 44), scene.voice.running(scene.chance, 40), scene.voice.font("plain", 20), look.ink, most=12
    )
    return corners_cut(placed(fitted, sheet.picture(), 22, at), (22, at, 22 + wide, at + tall), 22, look.ground)


def _forwarded(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A chat: short bubbles before and after, and the picture in one that says it was forwarded."""
    w = 540
    wall: Colour = (236, 229, 221) if look is _LIGHT else (11, 20, 26)
    mine: Colour = (217, 253, 211) if look is _LIGHT else (0, 92, 75)
    sheet = Sheet(w, round(w * scene.between(1.8, 2.16)), wall)
    head: Colour = (7, 94, 84) if look is _LIGHT else (31, 44, 52)
    sheet.bar((0, 0, w, 108), head)
    _clock(sheet, scene, (255, 255, 255))
    sheet.face(72, 76, 20, scene)
    sheet.words((106, 76), scene.voice.name(scene.chance), scene.voice.font("bold", 22), (255, 255, 255), "lm")
    y = 128.0
    for _ in range(scene.whole(1, 3)):
        sheet.bar((14, y, 14 + scene.whole(180, 380), y + 46), look.ground, 10)
        sheet.words((28, y + 23), scene.voice.running(scene.chance, 3), scene.voice.font("plain", 19), look.ink, "lm")
        y += 58
    fitted = _fitted(edited, scene, 372, 480)
    tall, wide = fitted.picture.shape[:2]
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
    return corners_cut(placed(fitted, sheet.picture(), x, at), (x, at, x + wide, at + tall), 10, mine)


def _quoted(edited: Edited, scene: Scene, look: _Look) -> Edited:
    """A post that quotes another: the picture in a card with a thin line, the comment above it."""
    w = 720
    sheet = Sheet(w, round(w * scene.between(1.2, 1.7)), look.ground)
    _clock(sheet, scene, look.ink)
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
    fitted = _fitted(edited, scene, w - 130, w * 0.9)
    tall, wide = fitted.picture.shape[:2]
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
    _row(sheet, at + tall + 56, look.accent, scene, (sheet.heart, sheet.arrow, sheet.bubble, sheet.heart))
    return placed(fitted, sheet.picture(), x, at)


_LAYOUTS: dict[str, tuple[_Layout, ...]] = {
    "tuning": (_short, _photographs, _channel),
    "report": (_network, _forum, _forwarded, _quoted),
}


def post(theme: str) -> Step:
    """A screenshot of a post in one of the layouts of the set; `theme` is "light" or "dark"."""
    look = _DARK if theme == "dark" else _LIGHT

    def step(edited: Edited, scene: Scene) -> Edited:
        layouts = _LAYOUTS[scene.layouts]
        return layouts[scene.whole(0, len(layouts) - 1)](edited, scene, look)

    return step
