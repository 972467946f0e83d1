"""The records of a list inside a large JSON document, one at a time; a broken one costs itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.notices import Notices
from firstseen.model.items import Refusal

__all__ = ["NEVER", "records"]

NEVER = re.compile(r"(?!)")
"""Matches nowhere."""


def records(
    stream: JsonStream, place: str, notices: Notices, start: re.Pattern[str]
) -> Iterator[tuple[int, Value] | Refusal]:
    """(number from 1, record) for each element of the array here; a refusal, named after `place`, for what is broken.

    `start` matches where a record begins, from its brace on, and nowhere inside one. Raises `BrokenJsonError` where
    the document ends, or cannot be told apart any more.
    """
    for number, _ in enumerate(stream.elements(), 1):
        try:
            value = stream.value()
        except BrokenJsonError as error:
            if error.cut:
                raise
            yield Refusal(f"{place} {number}", f"no JSON: {error.reason}")
            stream.resume(start, NEVER)
            continue
        if value.mended:
            notices.mended(value.mended)
        yield number, value
