"""What is put over a picture: memes, subtitles, stickers, badges, marks; and pieces that are replaced."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.copies.edits.canvas import Edited, Picture, Scene, painted, scaled
from bench.copies.edits.sheet import Sheet

__all__ = ["badge", "badge_over", "marks", "meme", "removed", "replaced", "stickers", "subtitles"]

_OVER = ("copy", "altered")


def meme(edited: Edited, scene: Scene) -> Edited:
    """Large white letters with a black edge, above and below (or in one block, in the other set)."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    script = scene.voice.script(scene.chance)
    font = scene.voice.font("bold", width * scene.between(0.06, 0.085), script)
    box = width * 0.04, height * 0.03, width * 0.92
    first, second = (scene.voice.phrase(scene.chance, script).upper() for _ in range(2))
    edge = max(round(width / 220), 1)
    if scene.layouts == "tuning":
        sheet.lines(box, first, font, (255, 255, 255), middle=True, edge=edge, most=2)
        low = (box[0], height * 0.8, box[2])
        sheet.lines(low, second, font, (255, 255, 255), middle=True, edge=edge, most=2)
    else:
        where = (box[0], height * scene.between(0.3, 0.62), box[2])
        colour = (255, 236, 60) if scene.chance.random() < 0.5 else (255, 255, 255)
        sheet.lines(where, f"{first} {second}", font, colour, script=script, edge=edge, most=4)
    return painted(edited, sheet.picture()).saying("text added")


def subtitles(edited: Edited, scene: Scene) -> Edited:
    """One or two lines near the lower edge, with an edge, or on a dark box."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    script = scene.voice.script(scene.chance)
    words = scene.voice.phrase(scene.chance, script)
    if scene.layouts == "tuning":
        font = scene.voice.font("plain", width * 0.045, script)
        sheet.lines(
            (width * 0.08, height * 0.84, width * 0.84), words, font, (255, 240, 90), middle=True, edge=2, most=2
        )
    else:
        font = scene.voice.font("bold", width * 0.05, script)
        long = min(font.getlength(words), width * 0.9)
        left, top = (width - long) / 2, height * 0.83
        sheet.bar((left - 8, top - 4, left + long + 8, top + width * 0.075), (0, 0, 0))
        sheet.lines((left, top, long + 2), words, font, (255, 255, 255), middle=True, most=1)
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


def stickers(edited: Edited, scene: Scene) -> Edited:
    """Two or three large stickers, as stories carry them."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    for _ in range(scene.whole(2, 3)):
        r = scene.between(0.08, 0.14) * min(width, height) * 1.15
        x, y = scene.between(r, width - r), scene.between(min(r, height / 2), max(height - r, height / 2))
        kinds = (_smiley, _star) if scene.layouts == "tuning" else (_angry, _bolt)
        kinds[scene.whole(0, 1)](sheet, x, y, r)
    return replace(painted(edited, sheet.picture()), relations=_OVER)


def _bolt(sheet: Sheet, x: float, y: float, r: float) -> None:
    shape = [(-0.2, -1), (0.55, -1), (0.15, -0.2), (0.6, -0.2), (-0.35, 1), (0.0, 0.1), (-0.5, 0.1)]
    points = [(x + a * r, y + b * r) for a, b in shape]
    sheet.draw.polygon(points, fill=(60, 200, 255), outline=(255, 255, 255), width=4)


def badge(picture: Picture, scene: Scene) -> Picture:
    """A channel's or agency's badge: the same few on many pictures."""
    sheet = Sheet(0, 0, under=picture)
    width, height = sheet.width, sheet.height
    which = scene.whole(0, 1)
    bold = scene.voice.font("bold", width * 0.05)
    if scene.layouts == "tuning" and which == 0:
        sheet.bar((width * 0.03, height * 0.04, width * 0.24, height * 0.15), (200, 20, 30))
        sheet.words((width * 0.045, height * 0.095), "CW24", bold, (255, 255, 255), "lm")
        sheet.bar((width * 0.24, height * 0.04, width * 0.34, height * 0.15), (255, 255, 255))
        sheet.words(
            (width * 0.255, height * 0.095), "LIVE", scene.voice.font("bold", width * 0.034), (200, 20, 30), "lm"
        )
    elif scene.layouts == "tuning":
        r = 0.09 * width
        x, y = width - 1.4 * r, height - 1.4 * r
        for share, colour in ((1.0, (255, 255, 255)), (0.9, (10, 60, 140)), (0.62, (255, 210, 40))):
            sheet.disc(x, y, r * share, colour)
        sheet.words((x, y), "HN", bold, (10, 60, 140), "mm")
    elif which == 0:
        top = height * 0.9
        sheet.bar((0, top, width, height), (245, 190, 0))
        sheet.words((width * 0.03, (top + height) / 2), "FRONTLINE", bold, (20, 20, 20), "lm")
        sheet.words(
            (width * 0.97, (top + height) / 2),
            "@frontline.daily",
            scene.voice.font("plain", width * 0.036),
            (20, 20, 20),
            "rm",
        )
    else:
        x, y, side = width * 0.84, height * 0.04, width * 0.12
        sheet.bar((x, y, x + side, y + side), (20, 130, 90), side * 0.2)
        sheet.draw.polygon(
            [(x + side * 0.2, y + side * 0.8), (x + side * 0.5, y + side * 0.15), (x + side * 0.8, y + side * 0.8)],
            (255, 255, 255),
        )
        sheet.words(
            (x - width * 0.01, y + side / 2),
            "eyewitness",
            scene.voice.font("bold", width * 0.04),
            (255, 255, 255),
            "rm",
            1,
        )
    return sheet.picture()


def _watermark(picture: Picture, scene: Scene) -> Picture:
    """Half transparent words across the picture."""
    height, width = picture.shape[:2]
    words = "HARBOUR NEWS AGENCY" if scene.layouts == "tuning" else "© eyewitness · not for resale"
    layer = Sheet(width * 2, height * 2, (0, 0, 0))
    font = scene.voice.font("bold", width * 0.075)
    for row in range(2 if scene.layouts == "tuning" else 6):
        y = height * (0.8 + 0.35 * row) if scene.layouts == "tuning" else height * (0.2 + 0.32 * row)
        layer.words((width, y), words, font, (255, 255, 255), "mm")
    turned = layer.image.rotate(24 if scene.layouts == "tuning" else -18, resample=Image.Resampling.BICUBIC)
    left, top = width // 2, height // 2
    share = np.asarray(turned)[top : top + height, left : left + width] / 255.0 * scene.between(0.3, 0.5)
    return np.asarray(picture * (1 - share) + 255 * share, np.uint8)


def badge_over(edited: Edited, scene: Scene) -> Edited:
    """A badge in a corner, or a watermark across."""
    way = badge if scene.chance.random() < 0.65 else _watermark
    return replace(painted(edited, way(edited.picture, scene)), relations=_OVER)


def marks(edited: Edited, scene: Scene) -> Edited:
    """Circles and arrows, as those who point something out draw them."""
    sheet = Sheet(0, 0, under=edited.picture)
    width, height = sheet.width, sheet.height
    line = max(round(width / 80), 3)
    for _ in range(scene.whole(1, 2)):
        x, y = scene.between(0.25, 0.75) * width, scene.between(0.25, 0.7) * height
        a, b = scene.between(0.08, 0.16) * width, scene.between(0.08, 0.16) * height
        colour = (230, 20, 20) if scene.layouts == "tuning" else (255, 230, 0)
        if scene.layouts == "tuning":
            sheet.draw.ellipse((x - a, y - b, x + a, y + b), outline=colour, width=line)
        else:
            sheet.draw.rectangle((x - a, y - b, x + a, y + b), outline=colour, width=line)
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


def replaced(edited: Edited, scene: Scene) -> Edited:
    """A piece of another photograph in the place of a tenth to a sixth of this one."""
    height, width = edited.picture.shape[:2]
    stranger = scaled(scene.other(), width, height).astype(np.float32)
    mask = np.zeros((height, width), np.float32)
    x, y = scene.between(0.3, 0.7) * width, scene.between(0.3, 0.7) * height
    a, b = scene.between(0.17, 0.23) * width, scene.between(0.17, 0.23) * height
    if scene.layouts == "tuning":
        cv2.ellipse(mask, (round(x), round(y)), (round(a), round(b)), 0, 0, 360, 1.0, -1)
    else:
        turns = np.sort(scene.chance.uniform(0, 2 * np.pi, 9))
        reach = scene.chance.uniform(0.85, 1.3, 9)
        points = np.column_stack([x + a * reach * np.cos(turns), y + b * reach * np.sin(turns)])
        cv2.fillPoly(mask, [points.astype(np.int32)], 1.0)
    soft = cv2.GaussianBlur(mask, (0, 0), 2.5)[..., None]
    mean = (edited.picture * mask[..., None]).sum((0, 1)) - (stranger * mask[..., None]).sum((0, 1))
    light = np.clip(stranger + 0.5 * mean / max(float(mask.sum()), 1.0), 0, 255)
    out = np.asarray(edited.picture * (1 - soft) + light * soft, np.uint8)
    return replace(painted(edited, out), altered=True, relations=("altered",))


def removed(edited: Edited, scene: Scene) -> Edited:
    """A tenth of it painted over with what lies around, as apps that remove people do."""
    height, width = edited.picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    x, y = scene.between(0.35, 0.65) * width, scene.between(0.35, 0.65) * height
    axes = (round(scene.between(0.12, 0.16) * width), round(scene.between(0.2, 0.26) * height))
    cv2.ellipse(mask, (round(x), round(y)), axes, scene.between(-20, 20), 0, 360, 255, -1)
    small = 4
    tiny = cv2.resize(edited.picture, (width // small, height // small), interpolation=cv2.INTER_AREA)
    hole = cv2.resize(mask, (width // small, height // small), interpolation=cv2.INTER_NEAREST)
    filled = cv2.inpaint(np.asarray(tiny, np.uint8), hole, 3, cv2.INPAINT_TELEA)
    large = scaled(np.asarray(filled, np.uint8), width, height).astype(np.float32)
    large += scene.chance.normal(0, 4, (height, width, 1))
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 2)[..., None]
    out = np.asarray(np.clip(edited.picture * (1 - soft) + large * soft, 0, 255), np.uint8)
    return replace(painted(edited, out), altered=True, relations=("altered",))
