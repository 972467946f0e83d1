"""Signs of how often and how a picture was saved: what its file still shows of earlier compression and scaling."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Generation"]


@dataclass(frozen=True, slots=True)
class Generation:
    """Measured from one file. Each figure is None where it cannot be said (another format, too small, too plain).

    `quality`: JPEG quality that the quantisation tables stand for (1 to 100, standard tables).
    `saved_before`: quality of an earlier JPEG compression on the same grid of blocks, where one shows.
    `grid`: (x, y) of an earlier JPEG compression's grid of 8x8 blocks, in pixels 0 to 7 of the stored picture, where
    one shows that is not the file's own: it was cropped or moved after that compression.
    `sharp`: highest frequency with content beyond noise, as a share of what the pixels could hold (0 to 1).
    `colour`: mean colourfulness (0 for a grey picture, to 1).
    """

    quality: int | None = None
    saved_before: int | None = None
    grid: tuple[int, int] | None = None
    sharp: float | None = None
    colour: float | None = None
