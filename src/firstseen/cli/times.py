"""Dates and times as people type them for an event's window."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import click

__all__ = ["WINDOW_END", "WINDOW_START"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _WindowTime(click.ParamType[datetime | None]):
    """RFC 3339, or a day: its first instant for the start of a window, its last for the end. Without a zone: UTC."""

    name = "TIME"

    def __init__(self, *, end: bool) -> None:
        self._end = end

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime | None:
        if isinstance(value, datetime):
            return value
        words = str(value).strip()
        if words == "":
            return None
        try:
            time = datetime.fromisoformat(words)
        except ValueError:
            self.fail(f"{words!r} is not a time; write 2024-05-12 or 2024-05-12T06:30Z", param, ctx)
        if time.tzinfo is None:
            time = time.replace(tzinfo=UTC)
        try:
            if self._end and _DAY.fullmatch(words):
                time += timedelta(days=1) - timedelta(microseconds=1)
            return time.astimezone(UTC)
        except OverflowError:
            self.fail(f"{words!r} is beyond the years that can be counted", param, ctx)


WINDOW_START = _WindowTime(end=False)
WINDOW_END = _WindowTime(end=True)
