"""All that people are shown of a video or sound, as one task for the sandbox, so that one worker does all of it."""

from __future__ import annotations

from typing import BinaryIO, Final

from firstseen.media.moving.clip import clip
from firstseen.media.moving.heard import heard
from firstseen.media.preview import preview
from firstseen.sandbox.answer import Answer, Json

__all__ = ["SHOWING_TASK", "show"]

SHOWING_TASK: Final = "firstseen.media.moving.showing:show"
_SHOWN: Final = {"frame": preview, "sound": heard, "clip": clip}


def show(stream: BinaryIO, options: Json) -> Answer:
    """What `options["show"]` names: "frame" (`firstseen.media.preview`), "sound" (`heard`) or "clip" (`clip`), with the
    options of that task."""
    return _SHOWN[options["show"]](stream, options)
