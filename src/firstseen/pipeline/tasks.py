"""The names of what workers run. Apart from the code they name, so that the program starts a worker without loading
decoders that only the worker needs: they are half of what `find` would have to load."""

from __future__ import annotations

from typing import Final

__all__ = ["ANY_TASK", "EXAMINE_TASK", "FRAMES_TASK", "FRAME_TASK", "PREVIEW_TASK", "SOUND_TASK"]

EXAMINE_TASK: Final = "firstseen.pipeline.examination:examine"
FRAME_TASK: Final = "firstseen.pipeline.frame_examination:examine_frame"
FRAMES_TASK: Final = "firstseen.media.moving.stretch:frames_at"
PREVIEW_TASK: Final = "firstseen.media.preview:preview"
SOUND_TASK: Final = "firstseen.media.moving.heard:heard"
ANY_TASK: Final = "firstseen.pipeline.any_task:run"
"""One of these five, which each job names as its option "task"."""
