"""What a worker does with one picture: decode it, read what it says about itself, describe it.

Runs inside the sandbox; only numbers, checked text and the packed prints come back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, BinaryIO, Final

import numpy as np

from firstseen.media.examine import look
from firstseen.model.pictures import PictureFacts
from firstseen.prints.describe import describe
from firstseen.prints.light import light_of
from firstseen.prints.packing import pack
from firstseen.prints.pdq import hexadecimal
from firstseen.sandbox.answer import Answer

__all__ = ["TASK", "examine"]

TASK: Final = "firstseen.pipeline.examination:examine"


def examine(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    """Facts (`values["facts"]`, the fields of `PictureFacts`) and packed prints (`arrays["prints"]`) of a picture.

    `options["max_pixels"]` bounds the picture. Raises `RefusedError` when it cannot be examined.
    """
    looked = look(stream.read(), max_pixels=int(options["max_pixels"]))
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
