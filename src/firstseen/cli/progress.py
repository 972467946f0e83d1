"""Progress on a terminal: what is being done, how far, at what rate, how long still. Silent elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from firstseen.pipeline.progress import Progress as Teller
from firstseen.pipeline.progress import silent

__all__ = ["shown_progress"]

_REFRESH_SECONDS = 0.1


class _Rate(ProgressColumn):
    def render(self, task: Any) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="dim")


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Teller]:
    """A teller that draws on standard error while the block runs, if that is a terminal and not `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as drawn:
        yield _Drawn(drawn)


class _Drawn:
    """Draws one bar a stage, and not more often than an eye can follow."""

    def __init__(self, drawn: Progress) -> None:
        self._drawn = drawn
        self._tasks: dict[str, Any] = {}
        self._last = 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if stage in self._tasks and done != total and now - self._last < _REFRESH_SECONDS:
            return
        self._last = now
        if stage not in self._tasks:
            self._tasks[stage] = self._drawn.add_task(stage, total=total)
        self._drawn.update(self._tasks[stage], completed=done, total=total)
