"""What is drawn over two pictures to show why they are copies: shared box, the other's frame, matched points."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.copies import Copy
from firstseen.model.matrices import Point, inverse, transformed
from firstseen.model.pictures import Box

__all__ = ["Overlay", "of_box", "overlays"]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Shapes over one picture, in its own pixels. `box`: x, y, width, height of the shared part; `frame`: corners of
    the other picture's frame where it lies on this one; `points`: the matched points, in the same order in both;
    `outline`: corners of the shared part as it really lies, turned or slanted, empty where only the box is known."""

    width: int
    height: int
    box: tuple[int, int, int, int] | None
    frame: tuple[Point, ...]
    points: tuple[Point, ...]
    outline: tuple[Point, ...] = ()


def overlays(copy: Copy, size_a: tuple[int, int], size_b: tuple[int, int]) -> tuple[Overlay, Overlay]:
    """The overlays of a and of b; sizes are width and height in pixels of the stored pictures."""
    frame_on_a: tuple[Point, ...] = ()
    frame_on_b: tuple[Point, ...] = ()
    outline_a: tuple[Point, ...] = ()
    outline_b: tuple[Point, ...] = ()
    back = inverse(copy.transform) if copy.transform is not None else None
    if copy.transform is not None and back is not None:
        frame_on_b = transformed(copy.transform, _corners((0, 0, *size_a)))
        frame_on_a = transformed(back, _corners((0, 0, *size_b)))
        if copy.box_a:
            outline_a = _corners(copy.box_a)
            outline_b = transformed(copy.transform, outline_a)
    return (
        Overlay(*size_a, _rectangle(copy.box_a), frame_on_a, tuple(first for first, _ in copy.points), outline_a),
        Overlay(*size_b, _rectangle(copy.box_b), frame_on_b, tuple(second for _, second in copy.points), outline_b),
    )


def of_box(box: Box, size: tuple[int, int]) -> Overlay:
    """An overlay that shows one box; `size` is width and height of the picture in pixels."""
    return Overlay(*size, _rectangle(box), (), ())


def _corners(box: Box) -> tuple[Point, ...]:
    left, top, right, bottom = (float(edge) for edge in box)
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _rectangle(box: Box | None) -> tuple[int, int, int, int] | None:
    if box is None:
        return None
    left, top, right, bottom = box
    return (left, top, max(0, right - left), max(0, bottom - top))
