"""Encodings, sizes, crops, turns: what happens to a picture when it is saved and sent on."""

from __future__ import annotations

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Scene, Step, cropped, flipped, jpeg, moved, resized, warped

__all__ = ["crop", "encode", "mirror", "narrow", "perspective", "quarter_turn", "size", "thumbnail", "tilt"]


def encode(low: int, high: int) -> Step:
    """Saved as JPEG at a quality between those two."""

    def step(edited: Edited, scene: Scene) -> Edited:
        return jpeg(edited, scene.whole(low, high), rough=scene.chance.random() < 0.7)

    return step


def size(share: float) -> Step:
    """That share of its width and height."""
    return lambda edited, scene: resized(edited, round(edited.picture.shape[1] * share))


def narrow(edited: Edited, scene: Scene) -> Edited:
    """At most 720 px wide, as messengers send pictures on."""
    width = edited.picture.shape[1]
    return resized(edited, 720) if width > 720 else edited


def thumbnail(edited: Edited, scene: Scene) -> Edited:
    """160 px on its longer side."""
    height, width = edited.picture.shape[:2]
    return resized(edited, round(width * 160 / max(width, height)))


def crop(share: float) -> Step:
    """That share of its area, in a shape near its own: of three places the one with most detail.

    Nobody passes on a piece of bare wall.
    """

    def step(edited: Edited, scene: Scene) -> Edited:
        height, width = edited.picture.shape[:2]
        shape = scene.between(0.85, 1.18)
        wide = min(round(width * share**0.5 * shape), width)
        tall = min(round(height * share**0.5 / shape), height)
        places = [(scene.whole(0, width - wide), scene.whole(0, height - tall)) for _ in range(3)]
        detail = np.abs(cv2.Laplacian(cv2.cvtColor(edited.picture, cv2.COLOR_RGB2GRAY), cv2.CV_32F, ksize=3))
        left, top = max(places, key=lambda at: float(detail[at[1] : at[1] + tall, at[0] : at[0] + wide].mean()))
        return cropped(edited, (left, top, left + wide, top + tall))

    return step


def mirror(edited: Edited, scene: Scene) -> Edited:
    """Left and right swapped."""
    return flipped(edited)


def quarter_turn(edited: Edited, scene: Scene) -> Edited:
    """A quarter turn to the left or right."""
    height, width = edited.picture.shape[:2]
    if scene.chance.random() < 0.5:
        matrix = np.array([[0.0, 1, 0], [-1, 0, width - 1], [0, 0, 1]])
        return moved(edited, np.ascontiguousarray(np.rot90(edited.picture)), matrix)
    matrix = np.array([[0.0, -1, height - 1], [1, 0, 0], [0, 0, 1]])
    return moved(edited, np.ascontiguousarray(np.rot90(edited.picture, -1)), matrix)


def tilt(edited: Edited, scene: Scene) -> Edited:
    """Ten degrees either way, about its middle; the corners are black, or cropped away."""
    height, width = edited.picture.shape[:2]
    angle = scene.between(8, 12) * (1 if scene.chance.random() < 0.5 else -1)
    zoom = scene.look.tilt_zoom
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, zoom), [0, 0, 1.0]])
    return warped(edited, matrix, width, height)


def perspective(edited: Edited, scene: Scene) -> Edited:
    """Seen from the side, as a picture of a print or poster."""
    height, width = edited.picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = scene.chance.uniform(0.0, 0.14, (4, 2)) * [[1, 1], [-1, 1], [-1, -1], [1, -1]] * [width, height]
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, (corners + inward).astype(np.float32)), np.float64)
    behind = np.zeros_like(edited.picture)
    behind[:] = scene.look.behind_prints
    return warped(edited, matrix, width, height, behind)
