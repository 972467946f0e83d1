"""The ways to look at a video: each key frame, and each region of it. By these it is entered in the index."""

from __future__ import annotations

from dataclasses import dataclass, replace

from firstseen.model.pictures import Box
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.picture import PicturePrints, RegionPrints

__all__ = ["FrameView", "as_picture", "views"]


@dataclass(frozen=True, slots=True, eq=False)
class FrameView:
    """One view of a video: the key frame (its number and its time in seconds), and which view of that frame it is (0:
    the whole frame, i: its region i - 1)."""

    key: int
    time: float
    view: int
    box: Box
    prints: PicturePrints


def views(moving: MovingPrints) -> list[FrameView]:
    """All views, in a fixed order: each key frame, followed by its regions."""
    found: list[FrameView] = []
    for number, key in enumerate(moving.keys):
        whole = (0, 0, key.prints.width, key.prints.height)
        found.append(FrameView(number, key.time, 0, whole, key.prints))
        for place, region in enumerate(key.prints.regions, start=1):
            found.append(FrameView(number, key.time, place, region.box, region.prints))
    return found


def as_picture(moving: MovingPrints) -> PicturePrints | None:
    """A video as the index takes it: one picture whose views are those of the video. None where no frame is described.

    The index's view i is `views(moving)[i]`.
    """
    found = views(moving)
    if not found:
        return None
    return replace(found[0].prints, regions=tuple(RegionPrints(one.box, one.prints) for one in found[1:]))
