"""Stills of shots that have no key frame: a video of many shots has fewer key frames than shots."""

from __future__ import annotations

import shutil
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
SHOTS, EACH, RATE = 24, 20, 30
"""Shots, frames of each, and frames a second: two shots in three begin between two hundredths of a second."""


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
def without_key(case: Path) -> list[int]:
    """Some of the shots that have no key frame, first those that begin a little after a hundredth of a second."""
    with reading_case(case) as opened:
        (medium,) = opened.reading.media()
        prints = MovingShelf(opened.read_engine).get(medium.digest)
    assert prints is not None
    keyed = {round(key.time * RATE) // EACH for key in prints.keys}
    return sorted(set(range(SHOTS)) - keyed, key=lambda shot: (shot % 3 != 2, shot))[:4]


@pytest.fixture(scope="module")
def stills(montage: list[Picture], without_key: list[int], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pictures of these shots, one of them mirrored, and another one."""
    drawn = {f"still {number}": montage[shot] for number, shot in enumerate(without_key)}
    drawn |= {"mirrored 0": montage[without_key[0]][:, ::-1], "other": photograph(900, 320, 180)}
    folder = tmp_path_factory.mktemp("stills-of-it")
    for name, picture in drawn.items():
        (folder / f"{name}.jpg").write_bytes(jpeg(np.ascontiguousarray(picture)))
    return {name: folder / f"{name}.jpg" for name in drawn}


@pytest.mark.parametrize("name", ["still 0", "still 1", "still 2", "still 3", "mirrored 0"])
def test_find_tells_the_moment_of_a_still_of_a_shot_without_key_frame(
    name: str, case: Path, stills: dict[str, Path], without_key: list[int], firstseen: Run
) -> None:
    (found,) = firstseen("find", case, stills[name], "--json").lines()
    (segment,) = found["segments"]
    assert found["relation"] in {"copy", "part"}
    assert segment["mirrored"] is name.startswith("mirrored")
    at = segment["a_from"] if found["a"] == found["medium"] else segment["b_from"]
    shot = without_key[int(name.split()[1])]
    assert shot * EACH / RATE - 0.01 <= at <= (shot + 1) * EACH / RATE


def test_another_picture_is_not_found(case: Path, stills: dict[str, Path], firstseen: Run) -> None:
    assert firstseen("find", case, stills["other"], "--json").lines() == []


@pytest.fixture(scope="module")
def another(montage: list[Picture], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same montage, slower."""
    path = tmp_path_factory.mktemp("another") / "another.mp4"
    path.write_bytes(film([shot for shot in montage for _ in range(EACH)], rate=24))
    return path


def test_a_still_that_comes_with_a_video_is_compared_with_those_that_were_there_before(
    case: Path, another: Path, stills: dict[str, Path], tmp_path: Path, firstseen: Run
) -> None:
    folder = Path(shutil.copytree(case, tmp_path / "case"))
    assert firstseen("add", folder, another, stills["still 0"]).code == 0
    assert firstseen("trace", folder).code == 0
    copies = firstseen("list", folder, "copies", "--format", "jsonl").lines()
    names = [frozenset(copy["a_names"] + copy["b_names"]) for copy in copies]
    still = stills["still 0"].name
    assert {frozenset({still, "montage.mp4"}), frozenset({still, another.name})} <= set(names)


@pytest.mark.parametrize("order", [("video", "stills"), ("stills", "video"), ("both",)])
def test_they_are_found_whichever_comes_first(
    order: tuple[str, ...], video: Path, stills: dict[str, Path], tmp_path: Path, firstseen: Run
) -> None:
    folder, given = tmp_path / "case", {"video": [video], "stills": [*stills.values()]}
    given["both"] = [*given["video"], *given["stills"]]
    assert firstseen("new", folder).code == 0
    for what in order:
        assert firstseen("add", folder, *given[what]).code == 0
        assert firstseen("trace", folder).code == 0
    copies = firstseen("list", folder, "copies", "--format", "jsonl").lines()
    with_video = [{*copy["a_names"], *copy["b_names"]} - {video.name} for copy in copies if copy["segments"]]
    assert sorted(map(sorted, with_video)) == [[path.name] for name, path in sorted(stills.items()) if name != "other"]


def test_find_tells_the_stills_of_a_video(video: Path, stills: dict[str, Path], tmp_path: Path, firstseen: Run) -> None:
    folder = tmp_path / "case"
    assert firstseen("new", folder).code == 0
    assert firstseen("add", folder, *stills.values()).code == 0
    assert firstseen("trace", folder).code == 0
    assert len(firstseen("find", folder, video, "--json").lines()) == len(stills) - 1
