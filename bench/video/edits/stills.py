"""Stills taken from videos: a frame as it is, cropped, with a caption, on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cv2
import numpy as np

from bench.video.coding import Picture
from bench.video.edits.looks import captioned, lettering
from bench.video.scenes.things import colour
from bench.video.sounds.speech import sentence

__all__ = ["STILLS"]

Still = Callable[[np.random.Generator, Picture], Picture]


def _plain(chance: np.random.Generator, frame: Picture) -> Picture:
    return frame


def _cropped(chance: np.random.Generator, frame: Picture) -> Picture:
    rows, columns = frame.shape[:2]
    high, wide = (round(side * float(chance.uniform(0.55, 0.8))) for side in (rows, columns))
    top, left = int(chance.integers(0, rows - high + 1)), int(chance.integers(0, columns - wide + 1))
    return np.ascontiguousarray(frame[top : top + high, left : left + wide])


def _captioned(chance: np.random.Generator, frame: Picture) -> Picture:
    return captioned(chance)(frame, 0.0)


def _on_page(chance: np.random.Generator, frame: Picture) -> Picture:
    """A column of a news page: a heading above, words below."""
    ground = colour(chance, 225, 255)
    ink = (24, 24, 28)
    wide = int(chance.integers(760, 1000))
    page = np.full((1080, wide, 3), ground, np.uint8)
    shown = round(wide * float(chance.uniform(0.55, 0.9)))
    high = round(shown * frame.shape[0] / frame.shape[1])
    left, top = int(chance.integers(10, wide - shown - 9)), int(chance.integers(180, 330))
    page[top : top + high, left : left + shown] = cv2.resize(frame, (shown, high), interpolation=cv2.INTER_AREA)
    _written(page, sentence(chance).capitalize(), 38, ink, (left, 60))
    row = top + high + 24
    while row < 1020:
        _written(page, sentence(chance).capitalize() + ". " + sentence(chance), 17, ink, (left, row))
        row += 30
    return page


def _written(page: Picture, words: str, size: int, ink: tuple[int, int, int], at: tuple[int, int]) -> None:
    letters = lettering(words, size, (255, 255, 255))
    left, top = at
    part = page[top : top + letters.shape[0], left : left + letters.shape[1]]
    inked = letters[: part.shape[0], : part.shape[1], :1] > 127
    np.copyto(part, np.array(ink, np.uint8), where=inked)


STILLS: Mapping[str, Still] = {
    "still": _plain,
    "still, cropped": _cropped,
    "still, captioned": _captioned,
    "still on a page": _on_page,
}
