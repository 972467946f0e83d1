"""The task of test_hostile: everything that is learnt from a picture, in words."""

from __future__ import annotations

from typing import Any, BinaryIO

from firstseen.media.examine import look
from firstseen.sandbox.answer import Answer


def examine(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    looked = look(stream.read(), max_pixels=options["max_pixels"])
    return Answer({"format": looked.picture.format, "notes": list(looked.metadata.notes)}, {"rgb": looked.picture.rgb})
