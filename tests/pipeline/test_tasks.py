"""The names of what workers run, apart from the code that they name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from firstseen.pipeline.tasks import ANY_TASK, EXAMINE_TASK, FRAME_TASK, FRAMES_TASK, PREVIEW_TASK, SOUND_TASK
from firstseen.sandbox.tasks import task_named

ONLY_IN_WORKERS = ("av", "c2pa", "pillow_heif", "firstseen.media.examine", "firstseen.dossier.publish", "jinja2")


@pytest.mark.parametrize("name", [ANY_TASK, EXAMINE_TASK, FRAME_TASK, FRAMES_TASK, PREVIEW_TASK, SOUND_TASK])
def test_each_name_is_that_of_a_task(name: str) -> None:
    assert callable(task_named(name))


def test_find_loads_no_decoder_and_no_page_maker() -> None:
    told = f"import sys, firstseen.cli.find_; print(*[name for name in {ONLY_IN_WORKERS} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert not loaded
