"""What one worker does that examines a file and decodes frames of files as they are asked for: each job names its task.

A worker takes half a second of processor to start, most of it for loading decoders that all of these tasks need.
"""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from firstseen.media.moving.heard import heard
from firstseen.media.moving.stretch import frames_at
from firstseen.media.preview import preview
from firstseen.pipeline.examination import examine
from firstseen.pipeline.frame_examination import examine_frame
from firstseen.pipeline.tasks import EXAMINE_TASK, FRAME_TASK, FRAMES_TASK, PREVIEW_TASK, SOUND_TASK
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.worker import Task

__all__ = ["run"]

_TASKS: Final[dict[str, Task]] = {
    EXAMINE_TASK: examine,
    FRAME_TASK: examine_frame,
    FRAMES_TASK: frames_at,
    PREVIEW_TASK: preview,
    SOUND_TASK: heard,
}


def run(stream: BinaryIO, options: dict[str, Any]) -> Answer:
    """The answer of the task that `options["task"]` names; the other options are those of that task.

    Raises `KeyError` for a name that is none of them, and what the task raises.
    """
    return _TASKS[options["task"]](stream, options)
