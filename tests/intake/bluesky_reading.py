"""What the tests of Bluesky's readers share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.model.items import Item, Noticed, NoticeKind, Refusal

__all__ = ["items", "noticed", "read", "refused"]


def read(folder: Path, content: Any, name: str = "source.json") -> list[Found]:
    """What is found in a file of the folder: bytes, text, or anything that is written as JSON."""
    data = (
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    (folder / name).write_bytes(data)
    return list(read_path(folder / name, ReadOptions()))


def items(found: list[Found]) -> list[Item]:
    """The items."""
    return [one for one in found if isinstance(one, Item)]


def refused(found: list[Found]) -> list[Refusal]:
    """The refusals."""
    return [one for one in found if isinstance(one, Refusal)]


def noticed(found: list[Found]) -> dict[tuple[NoticeKind, str], int]:
    """How often each thing was noticed."""
    return {(one.kind, one.what): one.count for one in found if isinstance(one, Noticed)}
