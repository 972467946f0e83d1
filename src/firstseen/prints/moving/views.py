"""The ways to look at a video: each key frame, and each region of it. By these it is entered in the index."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from firstseen.model.pictures import Box
from firstseen.prints.moving.moving import FramePrints, MovingPrints
from firstseen.prints.pdq import LEFT_RIGHT
from firstseen.prints.picture import PicturePrints, RegionPrints

__all__ = ["FrameView", "as_frames", "as_picture", "views"]


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


def as_frames(picture: PicturePrints) -> FramePrints:
    """A picture as frames of videos are asked for: each of its views, the whole first, is a frame at 0 seconds."""
    each = [picture, *(region.prints for region in picture.regions)]
    nothing = np.zeros(len(each), np.float32)
    return FramePrints(
        times=nothing,
        until=nothing,
        pdq=np.stack([one.pdq[[0, LEFT_RIGHT]] for one in each]),
        quality=np.array([one.pdq_quality for one in each], np.uint8),
        shot=np.zeros(len(each), np.uint16),
    )
