"""Stills of shots that have no key frame: a video of many shots has fewer key frames than shots."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done
from tests.films import film

from firstseen.cli import run
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.shelf import MovingShelf

Picture = NDArray[np.uint8]
Run = Callable[..., Done]
SHOTS, EACH, RATE = 24, 20, 25
"""Shots, frames of each, and frames a second."""


def moment(shot: int) -> float:
    """The middle of a shot, in seconds."""
    return (shot + 0.5) * EACH / RATE


@pytest.fixture(scope="module")
def montage() -> list[Picture]:
    return [photograph(300 + shot, 320, 180) for shot in range(SHOTS)]


@pytest.fixture(scope="module")
def video(montage: list[Picture], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("montage") / "montage.mp4"
    path.write_bytes(film([shot for shot in montage for _ in range(EACH)], rate=RATE))
    return path


@pytest.fixture(scope="module")
def case(video: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stills") / "case"
    for command in (("new", folder), ("add", folder, video), ("trace", folder)):
        assert run([str(part) for part in command]) == 0
    return folder


@pytest.fixture(scope="module")
def without_key(case: Path) -> int:
    """A shot that has no key frame."""
    with reading_case(case) as opened:
        (medium,) = opened.reading.media()
        prints = MovingShelf(opened.read_engine).get(medium.digest)
    assert prints is not None
    keyed = {round(key.time * RATE) // EACH for key in prints.keys}
    return max(set(range(SHOTS)) - keyed)


@pytest.fixture(scope="module")
def stills(montage: list[Picture], without_key: int, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The picture of that shot, the same mirrored, and another one."""
    shown = montage[without_key]
    drawn = {"still": shown, "mirrored": shown[:, ::-1], "other": photograph(900, 320, 180)}
    folder = tmp_path_factory.mktemp("stills-of-it")
    for name, picture in drawn.items():
        (folder / f"{name}.jpg").write_bytes(jpeg(np.ascontiguousarray(picture)))
    return {name: folder / f"{name}.jpg" for name in drawn}


@pytest.mark.parametrize("name", ["still", "mirrored"])
def test_find_tells_the_moment_of_a_still_of_a_shot_without_key_frame(
    name: str, case: Path, stills: dict[str, Path], without_key: int, firstseen: Run
) -> None:
    (found,) = firstseen("find", case, stills[name], "--json").lines()
    (segment,) = found["segments"]
    assert found["relation"] in {"copy", "part"}
    assert segment["mirrored"] is (name == "mirrored")
    at = segment["a_from"] if found["a"] == found["medium"] else segment["b_from"]
    assert at == pytest.approx(moment(without_key), abs=EACH / RATE / 2 + 0.05)


def test_another_picture_is_not_found(case: Path, stills: dict[str, Path], firstseen: Run) -> None:
    assert firstseen("find", case, stills["other"], "--json").lines() == []


@pytest.mark.parametrize("order", [("video", "still"), ("still", "video"), ("both",)])
def test_they_are_found_whichever_comes_first(
    order: tuple[str, ...], video: Path, stills: dict[str, Path], tmp_path: Path, firstseen: Run
) -> None:
    folder, still = tmp_path / "case", stills["still"]
    given = {"video": (video,), "still": (still,), "both": (video, still)}
    assert firstseen("new", folder).code == 0
    for what in order:
        assert firstseen("add", folder, *given[what]).code == 0
        assert firstseen("trace", folder).code == 0
    (copy,) = firstseen("list", folder, "copies", "--format", "jsonl").lines()
    assert {*copy["a_names"], *copy["b_names"]} == {"still.jpg", "montage.mp4"}
