"""What the tests of the readers share: reading a path into lists, and small files of every kind."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Item, Refusal, SourceRead

Read = Callable[..., tuple[list[Item], list[Refusal], list[SourceRead]]]


@pytest.fixture
def read() -> Read:
    """Reads a path with `--map` columns into its items, refusals and sources, each in order."""

    def reading(path: Path, **columns: str) -> tuple[list[Item], list[Refusal], list[SourceRead]]:
        found = list(read_path(path, ReadOptions(columns)))
        return (
            [entry for entry in found if isinstance(entry, Item)],
            [entry for entry in found if isinstance(entry, Refusal)],
            [entry for entry in found if isinstance(entry, SourceRead)],
        )

    return reading


@pytest.fixture
def jpeg() -> bytes:
    """Bytes that begin as a JPEG does; nothing here looks further."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(64))


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """Writes a zip of the members given, in their order, into the test's folder."""

    def making(members: Mapping[str, bytes], name: str = "bundle.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        return path

    return making
