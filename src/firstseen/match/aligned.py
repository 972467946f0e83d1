"""Two small grey pictures laid over each other by a transform: where they agree, where not, where neither says.

The comparison is a normalised correlation in a small window round each pixel, so that brightness, contrast and colour
filters do not count. It is done at the resolution of the coarser of the two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.geometry import Transform, inverse

__all__ = ["CELL", "Agreement", "Aligned", "agreement", "align"]

Image = NDArray[np.float32]

WINDOW = 9
"""Pixels of the window of the local correlation: wide enough for some detail, small enough to see text over it."""

CELL = 8
"""Pixels of a cell, the unit in which agreement is counted."""

TEXTURE = 4.0
"""Grey levels (standard deviation in the window) below which a place shows nothing that could agree."""

STRONG = 8.0
"""Grey levels a cell must show in one of the two before it can disagree: weaker texture is lost in encoding."""

AGREES = 0.6
DISAGREES = 0.35
"""Local correlation from which a cell agrees, and below which it disagrees."""

STEPS = 3
"""Gauss-Newton steps that refine the transform on the pixels; points alone leave up to two pixels at this size."""

EXACT_ENOUGH = 0.93
"""Mean correlation from which refining would cost time and change nothing."""

BEYOND_HELP = 0.08
"""Mean correlation below which refining does not help: pairs of strangers have 0.03."""

AS_SHARP = 0.75
BLURS = (0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.2)
"""Share of the other's fine detail below which a picture is less sharp, and the blurs (sigma, pixels) that the sharper
one is given, the first that is enough."""

SMALLEST = 12
"""Overlaps with a shorter side, in pixels of the coarser picture, cannot be compared."""


class Agreement(NamedTuple):
    """Maps of cells and the mean correlation, as in `Aligned`."""

    agree: NDArray[np.bool_]
    disagree: NDArray[np.bool_]
    flat: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    alike: Image
    correlation: float


@dataclass(frozen=True, slots=True)
class Aligned:
    """`transform` (3, 3): pixels of small a to pixels of small b, refined.

    The maps (rows, columns) are of cells over the frame they were compared in: `agree`, `disagree`, `flat`, `inside`
    (bool each; a cell inside the overlap is at most one of the first three). `origin` is the frame's corner and `in_b`
    tells whether the frame is that of small b or of small a. `correlation` is the mean over textured pixels,
    `alike` that of each cell (0 where it is flat or outside).
    `first` and `second` are a and b as they were compared, `mask` where both have content.
    """

    transform: Transform
    agree: NDArray[np.bool_]
    disagree: NDArray[np.bool_]
    flat: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    alike: Image
    origin: tuple[int, int]
    in_b: bool
    correlation: float
    first: Image
    second: Image
    mask: Image

    @property
    def explained(self) -> float:
        """Share of the cells that say anything in which the two agree."""
        said = self.agree.sum() + self.disagree.sum()
        return float(self.agree.sum() / said) if said else 0.0

    def swapped(self) -> Aligned:
        """The same, from b to a."""
        back = inverse(self.transform)
        return replace(self, transform=back, in_b=not self.in_b, first=self.second, second=self.first)

    def pixels(self, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A map of cells as a map of the frame's pixels, inside the mask."""
        rows, columns = self.mask.shape
        return np.asarray(cells.repeat(CELL, axis=0).repeat(CELL, axis=1)[:rows, :columns] & (self.mask > 0))

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.intp]:
        """The cells (column, row) in which points (n, 2), in pixels of the small picture of the frame, lie."""
        cells = np.floor((points + 0.5 - np.array(self.origin)) / CELL).astype(np.intp)
        return np.asarray(np.clip(cells, 0, np.array(self.inside.shape[::-1]) - 1), np.intp)


def align(
    a: NDArray[np.uint8],
    b: NDArray[np.uint8],
    transform: Transform,
    box_a: tuple[int, int, int, int],
    box_b: tuple[int, int, int, int],
) -> Aligned | None:
    """Lays `a` over `b`; `transform` takes pixels of a to pixels of b, the boxes are the contents of each.

    None where the overlap is too small to compare.
    """
    in_b = abs(np.linalg.det(transform[:2, :2])) <= 1.0
    source, target, move = (a, b, transform) if in_b else (b, a, inverse(transform))
    source_box, target_box = (box_a, box_b) if in_b else (box_b, box_a)
    frame = _frame(move, source_box, target_box)
    if frame is None:
        return None
    left, top, right, bottom = frame
    fixed = cv2.GaussianBlur(target[top:bottom, left:right].astype(np.float32), (0, 0), 0.7)
    moving = _soften(source.astype(np.float32), move)
    valid = np.zeros(source.shape, np.float32)
    valid[source_box[1] : source_box[3], source_box[0] : source_box[2]] = 1.0
    offset = np.array([[1.0, 0, -left], [0, 1.0, -top], [0, 0, 1.0]])
    move = offset @ move
    moved, mask = _warp(moving, valid, move, fixed.shape)
    if mask.sum() < SMALLEST * SMALLEST:
        return None
    maps = agreement(fixed, moved, mask)
    if BEYOND_HELP < maps.correlation < EXACT_ENOUGH:
        move = _refined(fixed, moving, valid, move)
        moved, mask = _warp(moving, valid, move, fixed.shape)
        maps = agreement(fixed, moved, mask)
    if BEYOND_HELP < maps.correlation < EXACT_ENOUGH:
        maps = agreement(*_as_sharp(fixed, moved, mask), mask)
    back = inverse(offset) @ move
    first, second = (moved, fixed) if in_b else (fixed, moved)
    return Aligned(back if in_b else inverse(back), *maps[:5], (left, top), in_b, maps.correlation, first, second, mask)


def _frame(
    move: Transform, source: tuple[int, int, int, int], target: tuple[int, int, int, int]
) -> tuple[int, int, int, int] | None:
    """The part of the target's content in which the moved content of the source can lie."""
    x0, y0, x1, y1 = source
    corners = np.array([[x0, y0, 1.0], [x1, y0, 1.0], [x0, y1, 1.0], [x1, y1, 1.0]]) @ move.T
    if corners[:, 2].min() <= 0:
        return None
    xs, ys = corners[:, 0] / corners[:, 2], corners[:, 1] / corners[:, 2]
    left, top = max(target[0], int(np.floor(xs.min()))), max(target[1], int(np.floor(ys.min())))
    right, bottom = min(target[2], int(np.ceil(xs.max())) + 1), min(target[3], int(np.ceil(ys.max())) + 1)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        return None
    return left, top, right, bottom


def _soften(image: Image, move: Transform) -> Image:
    """Blurs what will be made smaller, as much as making it smaller asks for."""
    shrink = 1.0 / max(float(np.sqrt(abs(np.linalg.det(move[:2, :2])))), 1e-3)
    sigma = float(np.sqrt(max(0.7**2 * shrink**2, 0.0) + max(0.25 * (shrink**2 - 1.0), 0.0)))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def _warp(image: Image, valid: Image, move: Transform, shape: tuple[int, ...]) -> tuple[Image, Image]:
    size = (shape[1], shape[0])
    flat = abs(move[2, 0]) < 1e-12 and abs(move[2, 1]) < 1e-12
    warp, matrix = (cv2.warpAffine, move[:2] / move[2, 2]) if flat else (cv2.warpPerspective, move)
    moved = warp(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = warp(valid, matrix, size, flags=cv2.INTER_LINEAR)
    return np.asarray(moved, np.float32), np.asarray(mask > 0.99, np.float32)


def _local(image: Image, mask: Image, weight: Image) -> tuple[Image, Image]:
    """The image less its local mean, and its local standard deviation, both over the mask only."""
    mean = cv2.blur(image * mask, (WINDOW, WINDOW), borderType=cv2.BORDER_CONSTANT) / weight
    centred = (image - mean) * mask
    power = cv2.blur(centred * centred, (WINDOW, WINDOW), borderType=cv2.BORDER_CONSTANT) / weight
    spread = np.sqrt(np.maximum(power, 0.0))
    return np.asarray(centred, np.float32), np.asarray(spread, np.float32)


def _refined(fixed: Image, moving: Image, valid: Image, move: Transform) -> Transform:
    """Gauss-Newton on locally normalised pixels for the six affine numbers; kept only where it agrees better."""
    best, best_score = move, -1.0
    current = move
    for step in range(STEPS + 1):
        moved, mask = _warp(moving, valid, current, fixed.shape)
        if mask.sum() < SMALLEST * SMALLEST:
            break
        weight = cv2.blur(mask, (WINDOW, WINDOW), borderType=cv2.BORDER_CONSTANT) + 1e-3
        f, sf = _local(fixed, mask, weight)
        g, sg = _local(moved, mask, weight)
        f, g = f / (sf + TEXTURE), g / (sg + TEXTURE)
        score = float((f * g).sum() / np.sqrt((f * f).sum() * (g * g).sum() + 1e-9))
        if score <= best_score + 1e-3:
            break
        best, best_score = current, score
        if step == STEPS:
            break
        delta = _step(f, g, mask)
        if delta is None:
            break
        current = delta @ current
    return best


def _step(f: Image, g: Image, mask: Image) -> Transform | None:
    """One step: the small affine motion of g that brings it nearer to f, pixels that disagree much weighing less."""
    gx = cv2.Sobel(g, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8) * mask
    gy = cv2.Sobel(g, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8) * mask
    height, width = f.shape
    size = float(max(height, width)) / 2
    x = (np.arange(width, dtype=np.float32) - width / 2) / size
    y = ((np.arange(height, dtype=np.float32) - height / 2) / size)[:, None]
    design = (gx * x, gx * y, gx, gy * x, gy * y, gy)
    error = g - f
    weights = mask / (0.25 + error * error)
    normal = np.zeros((6, 6))
    against = np.zeros(6)
    for row in range(6):
        weighted = design[row] * weights
        against[row] = (weighted * error).sum()
        for column in range(row, 6):
            # Sums, not a matrix product: a product would wake threads that cost more than the work.
            normal[row, column] = normal[column, row] = (weighted * design[column]).sum()
    normal += np.eye(6) * (1e-4 * np.trace(normal) + 1e-6)
    p = np.linalg.solve(normal, against)
    if np.abs(p).max() > 6:
        return None
    cx, cy = width / 2, height / 2
    linear = np.array([[1 + p[0] / size, p[1] / size], [p[3] / size, 1 + p[4] / size]])
    shift = np.array([p[2] + cx, p[5] + cy]) - linear @ np.array([cx, cy])
    return np.array([[*linear[0], shift[0]], [*linear[1], shift[1]], [0.0, 0.0, 1.0]])


def agreement(fixed: Image, moved: Image, mask: Image) -> Agreement:
    """Agreement by cells of two (h, w) pictures in one frame, where the mask (0 or 1) says that both show something."""
    weight = cv2.blur(mask, (WINDOW, WINDOW), borderType=cv2.BORDER_CONSTANT) + 1e-3
    f, sf = _local(fixed, mask, weight)
    g, sg = _local(moved, mask, weight)
    product = cv2.blur(f * g, (WINDOW, WINDOW), borderType=cv2.BORDER_CONSTANT) / weight
    either = np.maximum(sf, sg) >= TEXTURE
    texture = (either & (mask > 0)).astype(np.float32)
    ncc = product / (np.maximum(sf, 1.0) * np.maximum(sg, 1.0)) * texture
    shape = (-(-fixed.shape[0] // CELL), -(-fixed.shape[1] // CELL))
    covered, textured, total = _cells(mask, shape), _cells(texture, shape), _cells(ncc, shape)
    inside = covered >= 0.5
    strength = _cells(np.maximum(sf, sg) * texture, shape) / np.maximum(textured, 1e-6)
    mean = total / np.maximum(textured, 1e-6)
    agree = inside & (textured >= 0.3) & (mean >= AGREES)
    disagree = inside & (textured >= 0.3) & (mean < DISAGREES) & (strength >= STRONG)
    flat = inside & (textured < 0.3)
    correlation = float(ncc.sum() / max(float(texture.sum()), 1.0))
    return Agreement(agree, disagree, flat, inside, np.asarray(mean * (inside & ~flat), np.float32), correlation)


def _as_sharp(fixed: Image, moved: Image, mask: Image) -> tuple[Image, Image]:
    """The two, the sharper one blurred until it is as sharp as the other: detail one never had is no difference."""
    detail = [_detail(image, mask) for image in (fixed, moved)]
    coarse, fine = (fixed, moved) if detail[0] < detail[1] else (moved, fixed)
    if min(detail) >= AS_SHARP * max(detail):
        return fixed, moved
    softer = fine
    for sigma in BLURS:
        softer = np.asarray(cv2.GaussianBlur(fine, (0, 0), sigma), np.float32)
        if _detail(softer, mask) <= min(detail):
            break
    return (coarse, softer) if coarse is fixed else (softer, coarse)


def _detail(image: Image, mask: Image) -> float:
    """Fine detail over contrast."""
    inside = cv2.erode(mask, np.ones((5, 5), np.uint8)) > 0
    if not inside.any():
        return 1.0
    spread = float(image[inside].std())
    return float(cv2.Laplacian(image, cv2.CV_32F)[inside].std()) / max(spread, 1.0)


def _cells(values: Image, shape: tuple[int, int]) -> Image:
    """Means over cells of `CELL` pixels; the last ones are filled up with zeros."""
    padded = np.zeros((shape[0] * CELL, shape[1] * CELL), np.float32)
    padded[: values.shape[0], : values.shape[1]] = values
    return np.asarray(padded.reshape(shape[0], CELL, shape[1], CELL).mean(axis=(1, 3)), np.float32)
