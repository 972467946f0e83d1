"""Photographs of screens, and frames of video."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import (
    Edited,
    Picture,
    Scene,
    bordered,
    covering,
    jpeg,
    painted,
    placed,
    resized,
    start,
    warped,
)
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.tones import grain
from bench.copies.edits.voices import Layouts

__all__ = ["photographed", "video_frame"]

_FINE = 3
"""Pixels of the photograph's grid for each pixel of the screen: one each for red, green and blue."""


def photographed(edited: Edited, scene: Scene) -> Edited:
    """The picture on a screen, taken with a telephone: bezel, perspective, stripes, glare, a little blur."""
    shown = resized(edited, scene.whole(420, 560))
    screen = _bezel(shown, scene)
    fine = _striped(screen, scene)
    height, width = fine.picture.shape[:2]
    wide, tall = scene.whole(900, 1100), scene.whole(680, 820)
    fill = scene.between(0.8, 1.05) * min(wide / width, tall / height)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    centred = (corners - [width / 2, height / 2]) * fill
    turn = np.radians(scene.between(-5, 5))
    turned = centred @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    inward = 1 - scene.chance.uniform(0, 0.12, (4, 2))
    target = turned * inward + [wide / 2 + scene.between(-20, 20), tall / 2 + scene.between(-20, 20)]
    matrix = np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32)), np.float64)
    taken = warped(fine, matrix, wide, tall, _room(wide, tall, scene))
    soft = cv2.GaussianBlur(taken.picture, (0, 0), scene.between(0.7, 1.2))
    lit = _glare(np.asarray(soft, np.float32), scene)
    return replace(painted(taken, grain(lit, 4.0, scene)), relations=("copy", "part"))


def _screen(shown: Edited, scene: Scene, pad: int) -> Edited:
    return bordered(shown, (14, 14, 16), pad, pad * 2, pad, pad)


def _desktop(shown: Edited, scene: Scene, pad: int) -> Edited:
    """In the window of a viewer, on a desktop."""
    width = shown.picture.shape[1]
    window = bordered(shown, (222, 222, 226), round(width * 0.07), 4, 4, 4)
    sheet = Sheet(0, 0, under=window.picture)
    for at, colour in enumerate(((250, 90, 80), (250, 190, 50), (60, 200, 80))):
        sheet.disc(width * 0.04 + at * width * 0.035, width * 0.035, width * 0.012, colour)
    sheet.words((width / 2, width * 0.035), "Viewer", scene.voice.font("plain", width * 0.035), (60, 60, 60), "mm")
    desk = bordered(painted(window, sheet.picture()), (70, 90, 130), pad, pad, pad * 2, pad * 2)
    return bordered(desk, (40, 40, 42), pad, pad, pad, pad)


def _telephone(shown: Edited, scene: Scene, pad: int) -> Edited:
    """Black above and below the picture, with the hour and a line to swipe."""
    width = shown.picture.shape[1]
    edge = max(pad // 2, 4)
    screen = bordered(bordered(shown, (4, 4, 6), pad * 3, pad * 3, 0, 0), (70, 72, 80), edge, edge, edge, edge)
    sheet = Sheet(0, 0, under=screen.picture)
    hour = f"{scene.whole(1, 23)}:{scene.whole(10, 59)}"
    sheet.words((edge + pad, edge + pad), hour, scene.voice.font("bold", width * 0.045), (240, 240, 240))
    low = sheet.height - edge - pad
    sheet.bar((sheet.width * 0.32, low, sheet.width * 0.68, low + max(pad // 4, 3)), (240, 240, 240), 2)
    return painted(screen, sheet.picture())


def _television_or_telephone(shown: Edited, scene: Scene, pad: int) -> Edited:
    """A thin edge, a silver foot with a light, and how loud it is in a corner; for an upright picture a telephone."""
    height, width = shown.picture.shape[:2]
    if height > width:
        return _telephone(shown, scene, pad)
    edge = max(pad // 2, 4)
    screen = bordered(bordered(shown, (6, 6, 8), edge, edge, edge, edge), (150, 152, 156), 3, pad * 2, 3, 3)
    sheet = Sheet(0, 0, under=screen.picture)
    font = scene.voice.font("bold", width * 0.03)
    sheet.words((sheet.width / 2, sheet.height - pad), "Velara", font, (60, 62, 66), "mm")
    sheet.disc(sheet.width * 0.93, sheet.height - pad, width * 0.007, (220, 40, 40))
    for bar in range(10):
        x = edge + width * (0.62 + 0.03 * bar)
        lit = (60, 220, 90) if bar < scene.whole(3, 8) else (90, 96, 92)
        sheet.bar((x, edge + width * 0.03, x + width * 0.02, edge + width * 0.055), lit)
    return painted(screen, sheet.picture())


def _laptop(shown: Edited, scene: Scene, pad: int) -> Edited:
    """Full screen on a laptop: a black edge with a camera above, a hinge and a light case below."""
    screen = bordered(shown, (10, 10, 10), pad, pad, pad, pad)
    hinge = bordered(screen, (60, 62, 66), 0, max(pad // 2, 3), 0, 0)
    case = bordered(hinge, (198, 200, 204), 2, pad * 3, 2, 2)
    sheet = Sheet(0, 0, under=case.picture)
    sheet.disc(sheet.width / 2, pad / 2, max(pad * 0.12, 2), (40, 60, 90))
    low = sheet.height - pad * 2.4
    for key in range(24):
        x = sheet.width * (0.06 + 0.0367 * key)
        sheet.bar((x, low, x + sheet.width * 0.028, low + pad * 0.8), (50, 52, 56), 2)
    return painted(case, sheet.picture())


_BEZELS: dict[Layouts, Callable[[Edited, Scene, int], Edited]] = {
    "tuning": _screen,
    "second": _desktop,
    "third": _television_or_telephone,
    "report": _laptop,
}


def _bezel(shown: Edited, scene: Scene) -> Edited:
    """What lies round a picture on a screen."""
    return _BEZELS[scene.layouts](shown, scene, round(shown.picture.shape[1] * scene.between(0.03, 0.06)))


def _striped(screen: Edited, scene: Scene) -> Edited:
    """Every pixel as three upright stripes of red, green and blue: what makes moire when it is photographed."""
    height, width = screen.picture.shape[:2]
    fine = resized(screen, width * _FINE, height * _FINE)
    stripes = np.zeros((1, width * _FINE, 3), np.float32)
    for channel in range(3):
        stripes[0, channel::3, channel] = 3.0
    rows = np.where(np.arange(height * _FINE) % _FINE == _FINE - 1, 0.55, 1.15).astype(np.float32)[:, None, None]
    strength = scene.between(0.25, 0.48)
    # A lens does not quite resolve the stripes.
    gain = cv2.GaussianBlur((1 - strength) + strength * stripes * rows, (0, 0), 0.6)
    return painted(fine, np.asarray(np.clip(fine.picture * gain, 0, 255), np.uint8))


def _room(wide: int, tall: int, scene: Scene) -> Picture:
    """What is dark behind the screen: another photograph, dim and out of focus."""
    other = covering(start(scene.other()), wide, tall).picture
    return np.asarray(cv2.GaussianBlur(other, (0, 0), 14) * scene.between(0.15, 0.4), np.uint8)


def _glare(light: np.ndarray[tuple[int, ...], np.dtype[np.float32]], scene: Scene) -> Picture:
    """Reflections: a soft spot and a slanted band; and the vignette of a small lens."""
    height, width = light.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = scene.between(0.15, 0.85) * width, scene.between(0.1, 0.6) * height
    reach = scene.between(0.08, 0.18) * width
    spot = np.exp(-(((xs - x) / reach) ** 2 + ((ys - y) / (reach * 1.4)) ** 2))
    band = np.exp(-(((xs - 0.6 * ys - scene.between(0, width)) / (0.08 * width)) ** 2))
    far = np.hypot((xs - width / 2) / width, (ys - height / 2) / height)
    tint = np.array(scene.look.screen_tint)
    out = light * tint * (1.08 - 0.5 * far[..., None] ** 2) + (90 * spot + 22 * band)[..., None]
    return np.asarray(np.clip(out, 0, 255), np.uint8)


def video_frame(edited: Edited, scene: Scene) -> Edited:
    """A frame of a broadcast at 240 lines: badge, ticker, hard compression in blocks."""
    wide, tall = scene.look.video
    frame = covering(edited, wide, tall) if scene.chance.random() < 0.6 else _pillars(edited, wide, tall)
    lower = _compressed(frame, scene)
    ticker = _ticker(lower, scene)
    return jpeg(ticker, scene.whole(38, 55), rough=True).saying("text added")


def _pillars(edited: Edited, wide: int, tall: int) -> Edited:
    height, width = edited.picture.shape[:2]
    inside = min(round(width * tall / height), wide)
    fitted = covering(edited, inside, tall)
    return placed(fitted, np.zeros((tall, wide, 3), np.uint8), (wide - inside) // 2, 0, part=False)


def _compressed(frame: Edited, scene: Scene) -> Edited:
    """Blocks of 8 with few levels, then a filter that smooths their edges, as decoders do."""
    rough = jpeg(frame, scene.whole(14, 24), rough=True)
    smooth = cv2.bilateralFilter(rough.picture, 5, 18, 3)
    return painted(rough, np.asarray(smooth, np.uint8))


def _red_line(sheet: Sheet, scene: Scene, script: Script) -> None:
    wide, tall = sheet.width, sheet.height
    sheet.bar((0, tall * 0.88, wide, tall), (170, 10, 20))
    sheet.bar((0, tall * 0.88, wide * 0.16, tall), (250, 210, 30))
    sheet.words((6, tall * 0.94), "CW24", scene.voice.font("bold", 15), (20, 20, 20), "lm")
    font = scene.voice.font("bold", 15, script)
    sheet.words((wide * 0.18, tall * 0.94), scene.voice.running(scene.chance, 9, script), font, (255, 255, 255), "lm")
    sheet.bar((wide - 62, 10, wide - 12, 30), (255, 255, 255))
    sheet.words((wide - 37, 20), "LIVE", scene.voice.font("bold", 14), (190, 10, 20), "mm")


def _two_lines(sheet: Sheet, scene: Scene, script: Script) -> None:
    wide, tall = sheet.width, sheet.height
    sheet.bar((wide * 0.04, tall * 0.74, wide * 0.7, tall * 0.86), (255, 255, 255))
    font = scene.voice.font("bold", 14, script)
    place = (wide * 0.055, tall * 0.765, wide * 0.63)
    sheet.lines(place, scene.voice.phrase(scene.chance, script), font, (10, 40, 90), most=1)
    sheet.bar((0, tall * 0.9, wide, tall), (10, 40, 90))
    small = scene.voice.font("plain", 13, script)
    sheet.words((8, tall * 0.95), scene.voice.running(scene.chance, 8, script), small, (255, 255, 255), "lm")
    sheet.disc(30, 26, 16, (20, 130, 90))
    sheet.words((30, 26), "ew", scene.voice.font("bold", 15), (255, 255, 255), "mm")


def _name_and_hour(sheet: Sheet, scene: Scene, script: Script) -> None:
    """A dark band with a headline over a line that runs, the channel and the hour at its right."""
    wide, tall = sheet.width, sheet.height
    sheet.veil((0, tall * 0.77, wide, tall * 0.89), (20, 24, 40), 0.8)
    sheet.bar((0, tall * 0.77, 5, tall * 0.89), (255, 150, 30))
    font = scene.voice.font("bold", 14, script)
    sheet.lines((12, tall * 0.785, wide - 96), scene.voice.phrase(scene.chance, script), font, (255, 255, 255), most=1)
    sheet.bar((0, tall * 0.89, wide, tall), (236, 236, 240))
    small = scene.voice.font("plain", 13, script)
    sheet.words((4, tall * 0.945), scene.voice.running(scene.chance, 9, script), small, (20, 24, 40), "lm")
    sheet.bar((wide - 78, tall * 0.77, wide, tall * 0.89), (255, 150, 30))
    sheet.words((wide - 39, tall * 0.83), "NORDWIND", scene.voice.font("bold", 11), (20, 24, 40), "mm")
    sheet.bar((wide - 44, tall * 0.89, wide, tall), (20, 24, 40))
    hour = f"{scene.whole(0, 23):02}:{scene.whole(0, 59):02}"
    sheet.words((wide - 22, tall * 0.945), hour, scene.voice.font("bold", 12), (255, 255, 255), "mm")
    sheet.words((12, 10), "EXCLUSIVE", scene.voice.font("bold", 12), (255, 255, 255), edge=1)


def _tab_and_place(sheet: Sheet, scene: Scene, script: Script) -> None:
    """A slanted tab with the place at the upper left, one purple line of words low down, a round sign at its end."""
    wide, tall = sheet.width, sheet.height
    sheet.draw.polygon([(0, 8), (wide * 0.34, 8), (wide * 0.31, 30), (0, 30)], fill=(100, 20, 130))
    sheet.words((8, 19), scene.voice.name(scene.chance), scene.voice.font("bold", 13), (255, 255, 255), "lm")
    sheet.bar((0, tall * 0.86, wide, tall * 0.97), (60, 10, 80))
    font = scene.voice.font("plain", 14, script)
    words = scene.voice.running(scene.chance, 7, script)
    sheet.words((10, tall * 0.915), words, font, (255, 240, 160), "lm")
    sheet.disc(wide - 24, tall * 0.9, 20, (250, 250, 250))
    sheet.words((wide - 24, tall * 0.9), "8", scene.voice.font("bold", 24), (100, 20, 130), "mm")


_TICKERS: dict[Layouts, Callable[[Sheet, Scene, Script], None]] = {
    "tuning": _red_line,
    "second": _two_lines,
    "third": _name_and_hour,
    "report": _tab_and_place,
}


def _ticker(frame: Edited, scene: Scene) -> Edited:
    sheet = Sheet(0, 0, under=frame.picture)
    _TICKERS[scene.layouts](sheet, scene, scene.voice.script(scene.chance))
    return replace(frame, picture=sheet.picture())
