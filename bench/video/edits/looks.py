"""How the frames of an edit look: cropped, framed, written on, coloured, filmed from a screen."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.video.coding import Picture
from bench.video.edits.plan import Look
from bench.video.scenes import HIGH, WIDE, Scene
from bench.video.scenes.camera import Shake
from bench.video.scenes.things import colour
from bench.video.sounds.speech import sentence

__all__ = [
    "blurred_sides",
    "captioned",
    "filmed_screen",
    "graded",
    "inset",
    "letterboxed",
    "lettering",
    "logo_ticker",
    "shrunk",
    "subtitled",
    "tall",
]


def lettering(words: str, size: int, fill: tuple[int, int, int], wide: int = 0) -> Picture:
    """Words as pixels with their outline as a fourth channel; broken at `wide` pixels if given."""
    face = ImageFont.load_default(size)
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if wide and line and face.getlength(longer) > wide - 8:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    across = int(max(face.getlength(one) for one in lines)) + 8
    image = Image.new("RGBA", (across, int(1.35 * size) * len(lines) + 6))
    draw = ImageDraw.Draw(image)
    for number, one in enumerate(lines):
        at = (across // 2, number * int(1.35 * size) + 2)
        draw.text(
            at, one, fill=(*fill, 255), font=face, anchor="ma", stroke_width=max(size // 12, 1), stroke_fill="black"
        )
    return np.asarray(image)


def _laid(rgb: Picture, letters: Picture, left: int, top: int) -> None:
    """Lays lettering onto a picture, mixing at its edges; what is outside is cut."""
    high, wide = letters.shape[:2]
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + wide, rgb.shape[1]), min(top + high, rgb.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = letters[y0 - top : y1 - top, x0 - left : x1 - left]
    share = part[..., 3:].astype(np.uint16)
    under = rgb[y0:y1, x0:x1]
    under[:] = ((under * (255 - share) + part[..., :3] * share) // 255).astype(np.uint8)


def shrunk(high: int) -> Look:
    """Scaled to a height."""

    def look(rgb: Picture, t: float) -> Picture:
        wide = round(rgb.shape[1] * high / rgb.shape[0] / 2) * 2
        return np.asarray(cv2.resize(rgb, (wide, high), interpolation=cv2.INTER_AREA))

    return look


def letterboxed(chance: np.random.Generator) -> Look:
    """Black bars above and below, or at the sides."""
    flat = chance.random() < 0.6
    share = float(chance.uniform(0.12, 0.2))

    def look(rgb: Picture, t: float) -> Picture:
        out = np.zeros((HIGH, WIDE, 3), np.uint8)
        if flat:
            bar = round(share * HIGH)
            # A wide film: its upper and lower parts are cut, not squeezed.
            out[bar : HIGH - bar] = cv2.resize(rgb, (WIDE, HIGH))[bar : HIGH - bar]
        else:
            inner = round(WIDE * (1 - 2 * share))
            tall_ = round(HIGH * (1 - 2 * share))
            top, left = (HIGH - tall_) // 2, (WIDE - inner) // 2
            out[top : top + tall_, left : left + inner] = cv2.resize(rgb, (inner, tall_), interpolation=cv2.INTER_AREA)
        return out

    return look


def blurred_sides(chance: np.random.Generator) -> Look:
    """Cut to an upright picture, which stands before itself blurred, as television shows what telephones film."""
    across = float(chance.uniform(0.25, 0.75))

    def look(rgb: Picture, t: float) -> Picture:
        rows, columns = rgb.shape[:2]
        cut = round(rows * 0.8)
        left = round(across * (columns - cut))
        piece = np.ascontiguousarray(rgb[:, left : left + cut])
        soft = cv2.GaussianBlur(cv2.resize(piece, (80, 45)), (0, 0), 4)
        out = cv2.convertScaleAbs(cv2.resize(soft, (columns, rows)), alpha=0.7)
        out[:, (columns - cut) // 2 : (columns - cut) // 2 + cut] = piece
        return np.asarray(out)

    return look


def tall(chance: np.random.Generator) -> Look:
    """Cut to 4:5 and put into an upright frame, itself blurred above and below."""
    across = float(chance.uniform(0.3, 0.7))

    def look(rgb: Picture, t: float) -> Picture:
        rows, columns = rgb.shape[:2]
        cut = round(rows * 1.0)
        left = round(across * (columns - cut))
        piece = cv2.resize(rgb[:, left : left + cut], (360, 360), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(cv2.resize(piece, (45, 80)), (0, 0), 4)
        out = cv2.convertScaleAbs(cv2.resize(soft, (360, 640)), alpha=0.75)
        out[140:500] = piece
        return np.asarray(out)

    return look


def logo_ticker(chance: np.random.Generator) -> Look:
    """A broadcaster's mark in a corner, and a band of words that runs."""
    mark = lettering(f"{chance.choice(['TV', 'Kanal', 'News', 'Live'])} {chance.integers(2, 99)}", 22, (255, 255, 255))
    shade, band = colour(chance, 20, 160), colour(chance, 10, 90)
    words = lettering("   +++   ".join(sentence(chance) for _ in range(9)), 17, (255, 255, 255))
    left = 14 if chance.random() < 0.5 else WIDE - mark.shape[1] - 22

    def look(rgb: Picture, t: float) -> Picture:
        out = rgb.copy()
        cv2.rectangle(out, (left - 6, 12), (left + mark.shape[1] + 6, 18 + mark.shape[0]), shade, -1)
        _laid(out, mark, left, 14)
        cv2.rectangle(out, (0, HIGH - 36), (WIDE, HIGH - 6), band, -1)
        _laid(out, words, round(WIDE * 0.6 - 95 * t) % (words.shape[1] + WIDE) - words.shape[1], HIGH - 34)
        return out

    return look


def subtitled(chance: np.random.Generator) -> Look:
    """Lines of words near the foot, another every three seconds."""
    lines = [
        lettering(sentence(chance), 23, (255, 240, 120) if chance.random() < 0.3 else (255, 255, 255), 560)
        for _ in range(9)
    ]

    def look(rgb: Picture, t: float) -> Picture:
        out = rgb.copy()
        if t % 3 < 2.6:
            line = lines[int(t / 3) % len(lines)]
            _laid(out, line, (WIDE - line.shape[1]) // 2, HIGH - 16 - line.shape[0])
        return out

    return look


def captioned(chance: np.random.Generator, words: str | None = None) -> Look:
    """Words over the upper part for the whole time."""
    line = lettering(words or sentence(chance).upper(), 27, (255, 255, 255), 600)

    def look(rgb: Picture, t: float) -> Picture:
        out = rgb.copy()
        _laid(out, line, (out.shape[1] - line.shape[1]) // 2, 14)
        return out

    return look


def graded(chance: np.random.Generator) -> Look:
    """Another colour and contrast: warm, cold, faded, or grey."""
    style = int(chance.integers(4))
    shift = chance.uniform(0.8, 1.2, 3) if style else np.ones(3)
    gain, lift = chance.uniform(0.8, 1.35), chance.uniform(-25, 30)

    def look(rgb: Picture, t: float) -> Picture:
        if style == 0:
            rgb = cv2.cvtColor(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        table = np.clip((np.arange(256)[:, None] - 128) * gain * shift + 128 + lift, 0, 255).astype(np.uint8)
        shown: Picture = cv2.LUT(rgb, table[None])
        return shown

    return look


def inset(chance: np.random.Generator, host: Scene) -> Look:
    """Shown small before another scene, as in a studio or a reaction."""
    wide = round(WIDE * float(chance.uniform(0.4, 0.55)))
    high = round(wide * HIGH / WIDE)
    left = int(chance.integers(12, WIDE - wide - 12))
    top = int(chance.integers(12, HIGH - high - 12))

    def look(rgb: Picture, t: float) -> Picture:
        out = np.ascontiguousarray(host.frame(t))
        cv2.rectangle(out, (left - 3, top - 3), (left + wide + 2, top + high + 2), (240, 240, 240), -1)
        out[top : top + high, left : left + wide] = cv2.resize(rgb, (wide, high), interpolation=cv2.INTER_AREA)
        return out

    return look


def filmed_screen(chance: np.random.Generator) -> Look:
    """A telephone's screen that plays it, filmed by hand: aslant, between bars of buttons, with moiré and a glare."""
    corners = np.array([[0.07, 0.1], [0.93, 0.08], [0.94, 0.9], [0.06, 0.92]]) + chance.uniform(-0.045, 0.045, (4, 2))
    shake = Shake(chance, 3.0)
    bar, ground = colour(chance, 15, 60), colour(chance, 40, 110)
    title = lettering(sentence(chance)[:34], 17, (235, 235, 235))
    down, along = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    moire = 1 + 0.03 * np.sin(1.7 * along + 0.2 * down) * np.sin(1.9 * down - 0.1 * along)
    spot = chance.uniform(0.2, 0.8, 2) * [WIDE, HIGH]
    glare = 40 * np.exp(-(((along - spot[0]) / 120) ** 2) - ((down - spot[1]) / 90) ** 2)

    def look(rgb: Picture, t: float) -> Picture:
        page = np.full((HIGH + 84, WIDE, 3), bar, np.uint8)
        page[42 : 42 + HIGH] = rgb
        _laid(page, title, 46, 8)
        cv2.circle(page, (22, 20), 12, (200, 80, 60), -1, cv2.LINE_AA)
        cv2.line(page, (20, HIGH + 62), (WIDE - 20, HIGH + 62), (120, 120, 120), 3)
        cv2.circle(page, (20 + round(t * 17) % (WIDE - 40), HIGH + 62), 7, (230, 60, 50), -1, cv2.LINE_AA)
        quad = (corners * [WIDE, HIGH] + shake.at(t)).astype(np.float32)
        flat = np.array([[0, 0], [WIDE, 0], [WIDE, HIGH + 84], [0, HIGH + 84]], np.float32)
        matrix = cv2.getPerspectiveTransform(flat, quad)
        out = np.full((HIGH, WIDE, 3), ground, np.uint8)
        cv2.fillPoly(out, [((quad - quad.mean(0)) * 1.05 + quad.mean(0)).astype(np.int32)], (12, 12, 13), cv2.LINE_AA)
        cv2.warpPerspective(page, matrix, (WIDE, HIGH), dst=out, borderMode=cv2.BORDER_TRANSPARENT)
        lit = out * (0.93 * moire)[..., None] + (6 + glare)[..., None]
        shown: Picture = np.clip(lit, 0, 255).astype(np.uint8)
        return shown

    return look
