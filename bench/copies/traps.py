"""Pairs of pictures that are no copies, though much of what they show is the same.

A second camera is not at hand: a second exposure is made from layers of one picture, each moved as its depth would
have it, with the nearest layer bent, lit anew and cropped anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.copies.corpus import Corpus, load, salt_of
from bench.copies.edits import KINDS, Picture
from bench.copies.edits.badges import badge
from bench.copies.edits.canvas import Scene, covering, start
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.tones import grain
from bench.copies.edits.voices import voice_of

__all__ = ["TRAPS", "Trap", "login_screen", "pair_of"]

Light = NDArray[np.float32]
Trap = Callable[[list[Picture], Scene], tuple[Picture, Picture]]
"""Photographs to make it of (four, all different), and what to draw from."""

_SIZE = (500, 375)

_LEAST_CUT, _MOST_CUT = 0.1, 0.6
"""Shares of the picture between which a cut-out is taken for a thing."""


def _sized(picture: Picture) -> Picture:
    return covering(start(picture), *_SIZE).picture


def _view(picture: Picture, scene: Scene, depth: float) -> Light:
    """A layer as seen from elsewhere: `depth` is how much it moves, as a share of the width (near layers more)."""
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # Somewhat enlarged, so that the edge of the layer stays out of the frame.
    away = (corners - [width / 2, height / 2]) * (1.12 + scene.between(0, depth)) + [width / 2, height / 2]
    away = away + scene.chance.normal(0, 1, 2) * depth * width * 0.5
    away = away + scene.chance.normal(0, 0.2, (4, 2)) * depth * width
    matrix = cv2.getPerspectiveTransform(corners, away.astype(np.float32))
    flags, border = cv2.INTER_CUBIC, cv2.BORDER_REFLECT
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height), flags=flags, borderMode=border), np.float32)


def _bent(layer: Light, scene: Scene, reach: float) -> Light:
    """Bent as cloth, faces and leaves are between two exposures: by up to `reach` pixels, smoothly."""
    height, width = layer.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    field = [
        cv2.resize(
            scene.chance.normal(0, reach, (5, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
        for _ in range(2)
    ]
    return np.asarray(
        cv2.remap(layer, xs + field[0], ys + field[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), np.float32
    )


def _ellipse(scene: Scene, share: float) -> Light:
    """A soft ellipse near the middle."""
    width, height = _SIZE
    mask = np.zeros((height, width), np.float32)
    at = (round(width * scene.between(0.42, 0.58)), round(height * scene.between(0.45, 0.6)))
    cv2.ellipse(
        mask, at, (round(width * share * 0.8), round(height * share * 1.2)), scene.between(-15, 15), 0, 360, 1.0, -1
    )
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 6), np.float32)


def _cut_out(picture: Picture, scene: Scene) -> Light:
    """The outline of what stands in the middle of a picture, or an ellipse where none is found, with soft edges."""
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    height, width = half.shape[:2]
    marks = np.zeros((height, width), np.uint8)
    box = (width // 8, height // 12, width * 3 // 4, height * 5 // 6)
    cv2.setRNGSeed(0)
    cv2.grabCut(half[..., ::-1].copy(), marks, box, np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_RECT)
    found = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    if not _LEAST_CUT < found.mean() < _MOST_CUT:
        return _ellipse(scene, 0.33)
    whole = cv2.morphologyEx(cv2.resize(found, _SIZE), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return np.asarray(cv2.GaussianBlur(whole, (0, 0), 1.6), np.float32)


def _exposed(light: Light, scene: Scene) -> Picture:
    """With its own exposure, white balance, shadow and cut."""
    height, width = light.shape[:2]
    gain = scene.between(0.82, 1.15) * scene.chance.uniform(0.94, 1.06, 3)
    shade = np.linspace(scene.between(0.8, 1.0), scene.between(0.9, 1.1), width)[None, :, None]
    out = np.clip(light * gain * shade, 0, 255) ** scene.between(0.95, 1.04)
    left, top = scene.whole(0, width // 12), scene.whole(0, height // 12)
    right, bottom = width - scene.whole(0, width // 12), height - scene.whole(0, height // 12)
    return grain(np.asarray(np.clip(out, 0, 255), np.uint8)[top:bottom, left:right], 3.0, scene)


def _layered(far: Picture, near: Picture, mask: Light, scene: Scene) -> Picture:
    """One exposure: far, middle (the lower half of the far picture) and near layers, each moved on its own."""
    height = far.shape[0]
    behind = _view(far, scene, 0.05)
    middle = _view(far, scene, 0.12)
    edge = 1 / (1 + np.exp(-(np.arange(height) - height * 0.62) / 6.0)).astype(np.float32)[:, None, None]
    light = behind * (1 - edge) + middle * edge
    front = _bent(_view(near, scene, 0.2), scene, 4.0)
    share = _view(np.asarray(np.stack([mask * 255] * 3, axis=2), np.uint8), scene, 0.1) / 255
    return _exposed(np.asarray(light * (1 - share) + front * share, np.float32), scene)


def _twice(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same thing in the same place, taken twice."""
    far, near = _sized(pictures[0]), _sized(pictures[1])
    mask = _cut_out(near, scene)
    return _layered(far, near, mask, scene), _layered(far, near, mask, scene)


def _subject(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same thing in two places."""
    near = _sized(pictures[0])
    mask = _cut_out(near, scene)
    return _layered(_sized(pictures[1]), near, mask, scene), _layered(_sized(pictures[2]), near, mask, scene)


def _place(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same place with other things in it."""
    far = _sized(pictures[0])
    first, second = _sized(pictures[1]), _sized(pictures[2])
    return _layered(far, first, _cut_out(first, scene), scene), _layered(far, second, _cut_out(second, scene), scene)


def _placard(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same placard held up in two photographs."""
    board = Sheet(260, 180, (250, 246, 230))
    words = scene.voice.phrase(scene.chance).upper()
    font = scene.voice.font("bold", 30)
    board.lines((16, 16, 228), words, font, scene.look.placard, middle=True, most=4)
    out = []
    for picture in pictures[:2]:
        sheet = _sized(picture).astype(np.float32)
        corners = np.array([[0, 0], [260, 0], [260, 180], [0, 180]], np.float32)
        place = corners * scene.between(0.55, 0.85) + [scene.between(20, 220), scene.between(10, 160)]
        place = place + scene.chance.normal(0, 7, (4, 2))
        matrix = cv2.getPerspectiveTransform(corners, place.astype(np.float32))
        front = cv2.warpPerspective(board.picture(), matrix, _SIZE).astype(np.float32)
        share = cv2.warpPerspective(np.full((180, 260), 1.0, np.float32), matrix, _SIZE)[..., None]
        out.append(_exposed(np.asarray(sheet * (1 - share) + front * share, np.float32), scene))
    return out[0], out[1]


def _badges(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same badge on two photographs."""
    state = scene.chance.bit_generator.state
    first = badge(_sized(pictures[0]), scene)
    scene.chance.bit_generator.state = state
    return first, badge(_sized(pictures[1]), scene)


def _framed(kind: str, pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """The same frame with the same words round two photographs."""
    seed = int(scene.chance.integers(2**32))
    made = [
        KINDS[kind](_sized(picture), pictures[2:], np.random.default_rng(seed), scene.layouts).picture
        for picture in pictures[:2]
    ]
    return made[0], made[1]


def login_screen(scene: Scene) -> Picture:
    """The screen on which a platform asks who one is: the hour and the name are drawn anew each time."""
    look = scene.look.login
    sheet = Sheet(540, 1100, look.ground)
    bold, plain = scene.voice.font("bold", 34), scene.voice.font("plain", 22)
    sheet.words((24, 12), f"{scene.whole(6, 23)}:{scene.whole(10, 59)}", scene.voice.font("bold", 20), look.ink)
    sheet.disc(270, 260, 70, look.accent)
    sheet.words((270, 260), look.letter, scene.voice.font("bold", 70), (255, 255, 255), "mm")
    sheet.words((270, 390), look.words, bold, look.ink, "mm")
    for y, words in ((470, scene.voice.name(scene.chance).lower()), (550, "•" * scene.whole(6, 14))):
        sheet.bar((50, y, 490, y + 60), (128, 128, 128), 10, 2)
        sheet.words((70, y + 30), words, plain, look.ink, "lm")
    sheet.bar((50, 650, 490, 710), look.accent, 30)
    sheet.words((270, 680), "Log in", plain, (255, 255, 255), "mm")
    sheet.words((270, 770), "Forgot your password?", plain, (128, 128, 128), "mm")
    return sheet.picture()


def _login(pictures: list[Picture], scene: Scene) -> tuple[Picture, Picture]:
    """That screen at two hours, with two names."""
    return login_screen(scene), login_screen(scene)


TRAPS: dict[str, Trap] = {
    "one scene taken twice": _twice,
    "one subject in two places": _subject,
    "one place, other subjects": _place,
    "one placard in two photographs": _placard,
    "one badge on two photographs": _badges,
    "one post frame round two photographs": partial(_framed, "post, light"),
    "one caption over two photographs": partial(_framed, "caption strip"),
    "one ticker on two photographs": partial(_framed, "video frame"),
    "one login screen": _login,
}
"""By name, as they are told in the table."""


def pair_of(name: str, at: int, corpus: Corpus) -> tuple[Picture, Picture]:
    """The pair of that number of a trap, made of references. The same each time."""
    words = f"{salt_of(corpus.layouts)} {name} {at}"
    chance = np.random.default_rng(int.from_bytes(hashlib.sha256(words.encode()).digest()[:8]))
    paths: list[Path] = [corpus.references[int(i)] for i in chance.choice(len(corpus.references), 4, replace=False)]
    return TRAPS[name]([load(path) for path in paths], Scene((), chance, voice_of(corpus.layouts)))
