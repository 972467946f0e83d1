"""Pictures that share a template: one platform's post, one newspaper's page, one channel's logo, one login screen.

Names, words, hours and counts differ from picture to picture, the furniture does not. In each but the login screen is a
photograph that two to five of the pictures show: cropped a little, in another tone and encoded anew, the third cropped
to a half, the fourth with words over it, the fifth mirrored. What makes two of these copies is the photograph
alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.copies.edits import overlays, plain
from bench.copies.edits.canvas import Edited, Picture, Scene, covering, cropped, encoded, start
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.voices import voice_of
from bench.copies.traps import login_screen
from bench.scale.crowd import opened

__all__ = ["TEMPLATES", "Templated", "templated"]

_SEED = 20261128
_COPIES = (2, 3, 3, 4, 5)
"""Pictures that show one photograph, photograph after photograph."""
_GREY = (120, 126, 134)
_INK = (20, 22, 26)


@dataclass(frozen=True, slots=True)
class Templated:
    """A picture, and the number of the photograph in it; None where it holds none."""

    picture: Picture
    shows: int | None


def _post(photograph: Picture, scene: Scene) -> Picture:
    """A phone's screenshot of a post: the platform's bar, buttons and labels are the same on all."""
    sheet = Sheet(540, 1100)
    bold, plain = scene.voice.font("bold", 22), scene.voice.font("plain", 19)
    sheet.words((24, 12), f"{scene.whole(6, 23)}:{scene.whole(10, 59)}", scene.voice.font("bold", 19), _INK)
    sheet.words((24, 62), "chirper", scene.voice.font("serif bold", 34), (20, 90, 200))
    for at in range(3):
        sheet.disc(372 + 58 * at, 82, 21, (228, 232, 238))
    sheet.heart(372, 82, 22, _INK)
    sheet.bubble(430, 82, 22, _INK)
    sheet.arrow(488, 82, 22, _INK)
    sheet.face(50, 156, 26, scene)
    sheet.words((90, 132), scene.voice.name(scene.chance), bold, _INK)
    sheet.words((90, 160), f"{scene.whole(1, 23)} h · Public", plain, _GREY)
    y = sheet.lines((24, 200, 492), scene.voice.running(scene.chance, scene.whole(6, 14)), plain, _INK, most=3)
    sheet.put(photograph, 0, round(y) + 12)
    y += 12 + photograph.shape[0] + 24
    sheet.words((24, y), f"{scene.whole(2, 999)} people like this", plain, _GREY)
    sheet.draw.line((16, y + 34, 524, y + 34), fill=(220, 224, 230), width=2)
    for x, words, icon in ((70, "Like", sheet.heart), (235, "Comment", sheet.bubble), (420, "Share", sheet.arrow)):
        icon(x - 34, y + 64, 26, _GREY)
        sheet.words((x - 10, y + 64), words, bold, _GREY, "lm")
    sheet.bar((16, 1010, 524, 1066), (238, 240, 244), 28)
    sheet.words((40, 1038), "Write a public comment…", plain, _GREY, "lm")
    sheet.words((500, 1038), "Post", bold, (20, 90, 200), "rm")
    return sheet.picture()


def _page(photograph: Picture, scene: Scene) -> Picture:
    """A newspaper's page: title, rules, labels and one advertisement are the same on all."""
    sheet = Sheet(1000, 1400, (247, 244, 236))
    title, label = scene.voice.font("serif bold", 84), scene.voice.font("bold", 20)
    serif = scene.voice.font("serif", 17)
    sheet.words((500, 40), "The Harbour Courier", title, _INK, "ma")
    for y in (150, 188):
        sheet.draw.line((30, y, 970, y), fill=_INK, width=3)
    sheet.words((30, 158), "Founded 1871 · Independent · Two crowns", label, _INK)
    sheet.words((970, 158), f"{scene.whole(1, 28)} March", label, _INK, "ra")
    headline = scene.voice.font("serif bold", 50)
    at = round(sheet.lines((30, 206, 940), scene.voice.phrase(scene.chance), headline, _INK, most=2)) + 14
    sheet.put(photograph, 250, at)
    below = at + photograph.shape[0] + 16
    for column in range(4):
        top = at if column in {0, 3} else below
        words = scene.voice.running(scene.chance, 150)
        sheet.lines((30 + 240 * column, top, 212), words, serif, _INK, most=(1060 - top) // 22)
    sheet.bar((30, 1090, 970, 1370), (26, 58, 96))
    sheet.words((500, 1120), "MARITIME INSURANCE SINCE 1902", scene.voice.font("bold", 38), (255, 255, 255), "ma")
    sheet.words(
        (500, 1200), "For every harbour, every hull, every storm", scene.voice.font("serif", 30), (220, 228, 240), "ma"
    )
    for at_x in (300, 500, 700):
        sheet.disc(at_x, 1300, 34, (240, 190, 60))
        sheet.words((at_x, 1300), "MI", scene.voice.font("bold", 26), (26, 58, 96), "mm")
    return sheet.picture()


def _logo(photograph: Picture, scene: Scene) -> Picture:
    """A channel's frame: a logo, a banner and a ticker over the photograph; only the hour and the line differ."""
    under = cv2.resize(photograph, (800, 450), interpolation=cv2.INTER_AREA)
    sheet = Sheet(0, 0, under=np.ascontiguousarray(under))
    sheet.bar((680, 20, 780, 74), (190, 16, 30), 8)
    sheet.words((730, 47), "KANAL 9", scene.voice.font("bold", 21), (255, 255, 255), "mm")
    sheet.bar((0, 350, 210, 388), (190, 16, 30))
    sheet.words((12, 369), "BREAKING NEWS", scene.voice.font("bold", 22), (255, 255, 255), "lm")
    sheet.bar((0, 388, 800, 450), (245, 245, 245))
    sheet.words((12, 402), scene.voice.phrase(scene.chance), scene.voice.font("bold", 22), _INK)
    sheet.bar((700, 410, 800, 450), (30, 34, 60))
    sheet.words(
        (750, 430),
        f"{scene.whole(0, 23):02d}:{scene.whole(10, 59)}",
        scene.voice.font("bold", 20),
        (255, 255, 255),
        "mm",
    )
    return sheet.picture()


def _login(_: Picture, scene: Scene) -> Picture:
    """The screen on which a platform asks who one is: name and hour differ."""
    return login_screen(scene)


TEMPLATES: dict[str, tuple[Callable[[Picture, Scene], Picture], tuple[int, int]]] = {
    "post": (_post, (540, 500)),
    "page": (_page, (500, 400)),
    "logo": (_logo, (800, 450)),
    "login": (_login, (64, 64)),
}
"""By name: what draws it, and the size at which the photograph is given to it."""


def templated(name: str, number: int, photographs: list[Path]) -> Templated:
    """The picture of that number in one template. The same each time."""
    draw, size = TEMPLATES[name]
    shown, turn = _shown(number)
    chance = np.random.default_rng((_SEED, number))
    scene = Scene((), chance, voice_of("third"))
    piece = _piece(shown, photographs)
    edited = _worn(_cut(start(piece), chance), turn, scene)
    made = covering(edited, *size).picture
    toned = np.clip(made * chance.uniform(0.92, 1.08) + chance.uniform(-8, 8), 0, 255) if turn else made
    picture = draw(encoded(np.asarray(toned, np.uint8), int(chance.integers(45, 85))), scene)
    return Templated(encoded(picture, int(chance.integers(70, 92))), None if name == "login" else shown)


def _shown(number: int) -> tuple[int, int]:
    """Which photograph the picture of a number shows, and how many before it show the same."""
    rounds, rest = divmod(number, sum(_COPIES))
    for place, copies in enumerate(_COPIES):
        if rest < copies:
            return rounds * len(_COPIES) + place, rest
        rest -= copies
    raise AssertionError("a rest is less than the sum")


def _piece(shown: int, photographs: list[Path]) -> Picture:
    """Whole photographs, and when all are used, a quarter of each in turn: no two share a pixel with one another."""
    turn, place = divmod(shown, len(photographs))
    picture = opened(photographs[place])
    if not turn:
        return picture
    height, width = picture.shape[0] // 2, picture.shape[1] // 2
    top, left = divmod(turn - 1, 2)
    return np.ascontiguousarray(picture[top * height :][:height, left * width :][:, :width])


def _worn(edited: Edited, turn: int, scene: Scene) -> Edited:
    """What a photograph has gone through before: nothing, nothing, cropped to a half, words over it, mirrored."""
    if turn == 2:
        return plain.crop(0.5)(edited, scene)
    if turn == 3:
        return overlays.meme(edited, scene)
    return plain.mirror(edited, scene) if turn == 4 else edited


def _cut(edited: Edited, chance: np.random.Generator) -> Edited:
    """Cut by up to a twelfth at each side."""
    height, width = edited.picture.shape[:2]
    left, right, top, bottom = chance.uniform(0, 1 / 12, 4)
    return cropped(edited, (int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom))))
