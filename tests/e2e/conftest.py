"""A small folder of collected things, and the program as a user runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.drawing import jpeg, photograph

from firstseen.cli import run

FIRSTSEEN = [sys.executable, "-m", "firstseen"]


@dataclass(frozen=True)
class Done:
    """What a command gave: its exit code and what it printed."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def firstseen(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs a command as the program would, in this process."""

    def call(*arguments: object) -> Done:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


_TABLE = """\
post_id,platform,url,author,published,text,media
1789551061324566528,x,https://x.com/olena/status/1789551061324566528,olena,2024-05-12T06:59:55Z,Повінь у місті,a.jpg
1789600000000000000,x,https://x.com/samir/status/1789600000000000000,samir,,فيضان في المدينة,b.jpg;c.jpg
1058000000000000000,x,https://x.com/old/status/1058000000000000000,old,,the river,a-small.jpg
1789610000000000000,x,,lost,,gone,not-there.jpg
"""


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five pictures (two photographs in three versions, and one more) and a table of four posts."""
    folder = tmp_path_factory.mktemp("collected")
    first, second, third = photograph(1), photograph(2), photograph(3)
    (folder / "a.jpg").write_bytes(jpeg(first))
    (folder / "a-small.jpg").write_bytes(jpeg(first[::2, ::2], 70))
    (folder / "b.jpg").write_bytes(jpeg(second))
    (folder / "c.jpg").write_bytes(jpeg(np.ascontiguousarray(second[:, ::-1]), 75))
    (folder / "loose.jpg").write_bytes(jpeg(third))
    (folder / "posts.csv").write_text(_TABLE, encoding="utf-8")
    return folder
