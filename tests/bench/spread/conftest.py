"""Cascades drawn by hand, and a folder of drawn photographs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from bench.spread.cascade import Cascade, Made, Post
from tests.drawing import jpeg, photograph

START = datetime(2024, 5, 14, tzinfo=UTC)


def made(
    number: int,
    parent: int | None,
    box: tuple[float, float, float, float] = (0, 0, 1, 1),
    *,
    collected: bool = True,
    marks: frozenset[int] = frozenset(),
    side: int = 400,
) -> Made:
    left, top, right, bottom = box
    outline = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)
    return Made(number, parent, "crop", f"{number}.jpg", b"%d" % number, outline, marks, side, collected)


def post(version: int, hours: float | None, plant: str = "") -> Post:
    when = START + timedelta(hours=hours or 0)
    sure = None if hours is None else when
    return Post(version, f"a_{version}", "x", str(version), "", "", "", "", when, sure, sure, (), plant)


def cascade(*versions: Made, hours: dict[int, float | None] | None = None) -> Cascade:
    times = hours or {}
    posts = tuple(post(one.number, times.get(one.number, float(one.number))) for one in versions if one.collected)
    return Cascade("c", versions, posts)


@pytest.fixture(scope="session")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photographs")
    for seed in range(44):
        (folder / f"{seed}.jpg").write_bytes(jpeg(photograph(seed, 400, 300)))
    return folder
