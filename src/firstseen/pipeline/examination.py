"""What a worker does with one medium: decode it, read what it says about itself, describe it.

Runs inside the sandbox; only numbers, checked text and the packed prints come back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, BinaryIO

import numpy as np

from firstseen.media.examine import look
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.stretch import limits_of
from firstseen.model.pictures import PictureFacts
from firstseen.pipeline.watching import watch
from firstseen.prints.describe import describe
from firstseen.prints.light import light_of
from firstseen.prints.packing import pack
from firstseen.prints.pdq import hexadecimal
from firstseen.sandbox.answer import Answer

__all__ = ["examine"]


def examine(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    """Facts and packed prints (`arrays["prints"]`) of a medium.

    The facts of a picture are `values["facts"]`, with the fields of `PictureFacts`; those of a video, a sound or an
    animated picture are `values["moving"]`, with the fields of `MovingFacts`. `options` holds "max_picture_pixels" and
    the limits for videos (`firstseen.media.moving.stretch.limits_of`). Raises `RefusedError` when it cannot be
    examined.
    """
    film = open_film(stream, limits_of(options))
    if film is not None:
        return watch(film)
    stream.seek(0)
    looked = look(stream.read(), max_pixels=int(options["max_picture_pixels"]))
    picture = looked.picture
    prints = describe(picture.rgb, looked.pixels_digest)
    facts = PictureFacts(
        format=picture.format,
        mime=picture.mime,
        width=prints.width,
        height=prints.height,
        orientation=picture.orientation,
        frames=picture.frames,
        pixels=looked.pixels_digest,
        pdq=hexadecimal(prints.pdq[0]),
        pdq_quality=prints.pdq_quality,
        metadata=looked.metadata,
        light=light_of(picture.rgb),
    )
    return Answer({"facts": asdict(facts)}, {"prints": np.frombuffer(pack(prints), dtype=np.uint8)})
