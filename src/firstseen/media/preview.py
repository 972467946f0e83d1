"""A small picture of a stored medium, to be shown in a dossier: a task for the sandbox."""

from __future__ import annotations

from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.media.moving.stretch import poster
from firstseen.media.pixels import decode
from firstseen.sandbox.answer import Answer, Json

__all__ = ["preview"]

_WHOLE_SIDE: Final = 4096
"""Pixels of the longer side of a frame of which a part is cut out."""


def preview(stream: BinaryIO, options: Json) -> Answer:
    """The picture upright, as array "rgb" (h, w, 3) uint8; raises `RefusedError` for what cannot be decoded.

    Options: `side`, the most pixels on the longer side (never enlarged); `max_pixels` of a frame and, where they have
    a limit of their own, `max_picture_pixels`; `box`, [left, top, right,
    bottom] in pixels of the upright picture, to show only that part (cut to the picture). Values: `width` and
    `height` of the whole upright picture, `box` as shown.

    Of a video one frame is shown: at `time` seconds, where that is given. The limits for videos (see
    `firstseen.media.moving.stretch.limits_of`) are asked for in that case.
    """
    if "max_seconds" in options:
        whole = {**options, "side": options["side"] if options.get("box") is None else _WHOLE_SIDE}
        moving = poster(stream, whole)
        if moving is not None:
            return _part(*moving, options)
        stream.seek(0)
    rgb = decode(stream.read(), int(options.get("max_picture_pixels") or options["max_pixels"])).rgb
    return _part(rgb, (rgb.shape[0], rgb.shape[1]), options)


def _part(rgb: NDArray[np.uint8], size: tuple[int, int], options: Json) -> Answer:
    """The answer: `size` is (rows, columns) of the whole picture, of which `rgb` is all, perhaps reduced."""
    height, width = size
    left, top, right, bottom = options.get("box") or (0, 0, width, height)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    right, bottom = min(max(right, left + 1), width), min(max(bottom, top + 1), height)
    down, across = rgb.shape[0] / height, rgb.shape[1] / width
    rows = slice(int(top * down), max(int(bottom * down), int(top * down) + 1))
    columns = slice(int(left * across), max(int(right * across), int(left * across) + 1))
    shown = Image.fromarray(np.ascontiguousarray(rgb[rows, columns]))
    # Reducing by whole steps first is six times faster for large pictures, and no worse at this size.
    shown.thumbnail((options["side"], options["side"]), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Answer({"width": width, "height": height, "box": [left, top, right, bottom]}, {"rgb": np.asarray(shown)})
