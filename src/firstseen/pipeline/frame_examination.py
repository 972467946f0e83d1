"""What a worker does with one frame of a video: decode it in full and describe it as a picture. Runs in the sandbox."""

from __future__ import annotations

import hashlib
from typing import Any, BinaryIO

import numpy as np

from firstseen.errors import RefusedError
from firstseen.media.moving.stretch import poster
from firstseen.prints.describe import describe
from firstseen.prints.packing import pack
from firstseen.sandbox.answer import Answer

__all__ = ["examine_frame"]


def examine_frame(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    """Packed prints (`arrays["prints"]`) of the frame that is shown at `options["time"]` seconds, at most
    `options["side"]` pixels long; the other options are those of `firstseen.media.moving.stretch.poster`.

    Raises `RefusedError` where there is no such frame.
    """
    found = poster(stream, options)
    if found is None:
        raise RefusedError("", "it is no video")
    rgb = np.ascontiguousarray(found[0])
    prints = describe(rgb, hashlib.sha256(rgb.tobytes()).hexdigest())
    return Answer({"width": found[1][1], "height": found[1][0]}, {"prints": np.frombuffer(pack(prints), np.uint8)})
