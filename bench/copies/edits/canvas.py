"""What an edit gives, and the moves that edits are made of: each keeps the truth about where the photograph went.

Pixel centres are at whole numbers; the edge of a picture is half a pixel further out.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.copies.edits.looks import LOOKS, Look
from bench.copies.edits.voices import Layouts, Voice, voice_of

__all__ = [
    "Edit",
    "Edited",
    "Matrix",
    "Picture",
    "Scene",
    "Step",
    "bordered",
    "chain",
    "covering",
    "cropped",
    "encoded",
    "flipped",
    "jpeg",
    "moved",
    "painted",
    "placed",
    "resized",
    "scaled",
    "shift",
    "start",
    "warped",
]

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Box = tuple[int, int, int, int]

_RESIZED, _CROPPED, _ROTATED = 0.1, 0.85, 3.0
"""Relative change of scale, share still shown and degrees from which a change must be named."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit of a photograph, with everything a copy detector should say about it.

    - `move` (3, 3) takes pixels of the photograph to pixels of `picture`.
    - `outline` (n, 2): the part of the photograph that is still shown, as a convex outline in pixels of `picture`.
    - `photograph`: its width and height.
    - `said`: changes that must be named beyond those that follow from the geometry; see `words`.
    - `part`: it is one piece among others. `altered`: content was put in the place of other content.
    - `relations`: those that a person would accept.
    """

    picture: Picture
    move: Matrix
    outline: Matrix
    photograph: tuple[int, int]
    said: frozenset[str] = frozenset()
    part: bool = False
    altered: bool = False
    mirrored: bool = False
    relations: tuple[str, ...] = ("copy",)

    @property
    def box(self) -> Box:
        """The box round the photograph, in whole pixels of `picture`."""
        return _whole(self.outline, self.picture.shape)

    @property
    def box_shown(self) -> Box:
        """The box round what is still shown, in whole pixels of the photograph."""
        back = project(_inverse(self.move), self.outline)
        return _whole(back, (self.photograph[1], self.photograph[0]))

    @property
    def shown(self) -> float:
        """The share of the photograph that is still to be seen."""
        back = project(_inverse(self.move), self.outline).astype(np.float32)
        return min(float(cv2.contourArea(back)) / (self.photograph[0] * self.photograph[1]), 1.0)

    @property
    def words(self) -> frozenset[str]:
        """The changes that must be named."""
        linear = self.move[:2, :2] @ np.diag([-1.0 if self.mirrored else 1.0, 1.0])
        turn = abs(float(np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))))
        flat = bool(np.abs(self.move[2, :2]).max() < 1e-6)
        follows = {
            "resized": flat and abs(float(np.log(abs(np.linalg.det(linear)))) / 2) > np.log(1 + _RESIZED),
            "cropped": self.shown < _CROPPED,
            "rotated": flat and turn > _ROTATED,
            "mirrored": self.mirrored,
            "inside another picture": self.part,
        }
        return self.said | {word for word, is_so in follows.items() if is_so}

    def saying(self, *words: str) -> Edited:
        """The same, where these changes too must be named."""
        return replace(self, said=self.said | set(words))


@dataclass(slots=True)
class Scene:
    """What an edit draws from: photographs to paste, a source of chance, and the set of layouts with its voice."""

    others: Sequence[Picture]
    chance: np.random.Generator
    voice: Voice
    _waiting: list[int] = field(default_factory=list)

    @property
    def layouts(self) -> Layouts:
        """The set that layouts, fonts, badges and words are taken from."""
        return self.voice.layouts

    @property
    def look(self) -> Look:
        """The data of that set."""
        return LOOKS[self.layouts]

    def other(self) -> Picture:
        """One of the other photographs; none comes twice before all have come."""
        if not self._waiting:
            self._waiting = [int(at) for at in self.chance.permutation(len(self.others))]
        return self.others[self._waiting.pop()]

    def between(self, low: float, high: float) -> float:
        """An even draw."""
        return float(self.chance.uniform(low, high))

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` up to and with `high`."""
        return int(self.chance.integers(low, high + 1))


Step = Callable[[Edited, Scene], Edited]
"""One thing that is done to a picture on its way."""

Edit = Callable[[Picture, Sequence[Picture], np.random.Generator, Layouts], Edited]
"""A kind: the photograph, others to paste from, a source of chance, and the set of layouts."""


def chain(*steps: Step) -> Edit:
    """The kind that does these steps one after the other."""

    def edit(picture: Picture, others: Sequence[Picture], chance: np.random.Generator, layouts: Layouts) -> Edited:
        scene = Scene(others, chance, voice_of(layouts))
        edited = start(picture)
        for step in steps:
            edited = step(edited, scene)
        return edited

    return edit


def start(picture: Picture) -> Edited:
    """The photograph itself, as an edit that changes nothing."""
    height, width = picture.shape[:2]
    return Edited(picture, np.eye(3), _rectangle((0, 0, width, height)), (width, height))


def project(matrix: Matrix, points: Matrix) -> Matrix:
    """Points (n, 2) through a (3, 3) matrix."""
    through = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(through[:, :2] / through[:, 2:3])


def shift(x: float, y: float, scale: float = 1.0) -> Matrix:
    """The matrix that scales a picture and puts its upper left corner at (x, y)."""
    return np.array([[scale, 0, x + (scale - 1) / 2], [0, scale, y + (scale - 1) / 2], [0, 0, 1.0]])


def _inverse(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def moved(edited: Edited, picture: Picture, matrix: Matrix, within: Box | None = None) -> Edited:
    """The picture on its new place: `matrix` takes old pixels to pixels of `picture`. Seen only `within` that box."""
    height, width = picture.shape[:2]
    frame = _rectangle(within or (0, 0, width, height))
    return replace(
        edited,
        picture=picture,
        move=matrix @ edited.move,
        outline=_clipped(project(matrix, edited.outline), frame),
    )


def painted(edited: Edited, picture: Picture) -> Edited:
    """Other pixels on the same places."""
    return replace(edited, picture=picture)


def jpeg(edited: Edited, quality: int, *, rough: bool = False) -> Edited:
    """Encoded and decoded; `rough` with colour at half the resolution."""
    return painted(edited, encoded(edited.picture, quality, rough=rough)).saying("re-encoded")


def encoded(picture: Picture, quality: int, *, rough: bool = False) -> Picture:
    """The pixels after a JPEG of that quality; `rough` with colour at half the resolution."""
    stream = io.BytesIO()
    sampling = {"subsampling": 2} if rough else {}
    Image.fromarray(np.ascontiguousarray(picture)).save(stream, "JPEG", quality=quality, **sampling)
    return np.asarray(Image.open(stream).convert("RGB"))


def scaled(picture: Picture, width: int, height: int) -> Picture:
    """The picture at another size."""
    smaller = width * height < picture.shape[0] * picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (max(width, 1), max(height, 1)), interpolation=how), np.uint8)


def resized(edited: Edited, width: int, height: int | None = None) -> Edited:
    """At another width, with its shape kept unless a height is given."""
    old_height, old_width = edited.picture.shape[:2]
    tall = max(round(old_height * width / old_width), 1) if height is None else height
    across, down = width / old_width, tall / old_height
    matrix = np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1.0]])
    return moved(edited, scaled(edited.picture, width, tall), matrix)


def cropped(edited: Edited, box: Box) -> Edited:
    """Only what is in the box."""
    left, top, right, bottom = box
    return moved(edited, np.ascontiguousarray(edited.picture[top:bottom, left:right]), shift(-left, -top))


def covering(edited: Edited, width: int, height: int) -> Edited:
    """Resized and cropped about its middle so that it fills a frame."""
    tall, wide = edited.picture.shape[:2]
    scale = max(width / wide, height / tall)
    fitted = resized(edited, max(round(wide * scale), width), max(round(tall * scale), height))
    left, top = (fitted.picture.shape[1] - width) // 2, (fitted.picture.shape[0] - height) // 2
    return cropped(fitted, (left, top, left + width, top + height))


def flipped(edited: Edited) -> Edited:
    """Left and right swapped."""
    width = edited.picture.shape[1]
    matrix = np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])
    turned = moved(edited, np.ascontiguousarray(edited.picture[:, ::-1]), matrix)
    return replace(turned, mirrored=not edited.mirrored)


def placed(edited: Edited, page: Picture, x: int, y: int, *, part: bool = True) -> Edited:
    """Pasted on a page, of which it is one piece among others when `part`."""
    height, width = page.shape[:2]
    tall, wide = edited.picture.shape[:2]
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + wide, width), min(y + tall, height)
    out = page.copy()
    out[top:bottom, left:right] = edited.picture[top - y : bottom - y, left - x : right - x]
    on_page = moved(edited, out, shift(x, y), (left, top, right, bottom))
    return replace(on_page, part=True, relations=("part",)) if part else on_page


def bordered(edited: Edited, colour: int | tuple[int, int, int], *pads: int) -> Edited:
    """With a uniform border: above, below, left, right (in pixels)."""
    above, below, left, right = pads
    tall, wide = edited.picture.shape[:2]
    page = np.zeros((tall + above + below, wide + left + right, 3), np.uint8)
    page[:] = colour
    return placed(edited, page, left, above, part=False)


def warped(edited: Edited, matrix: Matrix, width: int, height: int, behind: Picture | None = None) -> Edited:
    """Under a transform of the plane, in a frame of that size, before another picture or black."""
    if behind is None:
        out = cv2.warpPerspective(edited.picture, matrix, (width, height), flags=cv2.INTER_CUBIC)
        return moved(edited, np.asarray(out, np.uint8), matrix)
    out = cv2.warpPerspective(edited.picture, matrix, (width, height), flags=cv2.INTER_LINEAR)
    mask = np.full(edited.picture.shape[:2], 255, np.uint8)
    share = cv2.warpPerspective(mask, matrix, (width, height), flags=cv2.INTER_LINEAR)[..., None] / 255.0
    return moved(edited, np.asarray(out * share + behind * (1 - share), np.uint8), matrix)


def _rectangle(box: Box) -> Matrix:
    left, top, right, bottom = (edge - 0.5 for edge in box)
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def _clipped(outline: Matrix, frame: Matrix) -> Matrix:
    hull = cv2.convexHull(outline.astype(np.float32))
    area, common = cv2.intersectConvexConvex(hull, frame.astype(np.float32))
    if area <= 0 or common is None:
        raise ValueError("nothing of the photograph is left to be seen")
    return np.asarray(common, np.float64).reshape(-1, 2)


def _whole(outline: Matrix, shape: tuple[int, ...]) -> Box:
    low, high = np.round(outline.min(axis=0) + 0.5), np.round(outline.max(axis=0) + 0.5)
    left, top = int(max(low[0], 0)), int(max(low[1], 0))
    return left, top, int(min(high[0], shape[1])), int(min(high[1], shape[0]))
