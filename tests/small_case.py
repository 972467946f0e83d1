"""A small case, traced, for tests that need a whole one: three photographs, each in two posts."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.drawing import jpeg, photograph

from firstseen.cli import run
from firstseen.pipeline.case import reading_case
from firstseen.settings import settings

__all__ = ["case", "collected", "copied", "desk", "done", "listed", "lists"]

KINDS = ("sources", "items", "collected", "media", "appearances", "copies", "groups", "findings", "decisions")


def listed(case: Path, kind: str) -> list[dict[str, Any]]:
    """What the case holds of one kind."""
    with reading_case(case) as opened:
        found: Iterator[Any] = getattr(opened.reading, kind)()
        return [record.as_json() for record in found]


def lists(case: Path) -> dict[str, list[dict[str, Any]]]:
    """All that the case holds."""
    return {kind: listed(case, kind) for kind in KINDS}


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose keys are the desk's, while the session runs."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTSEEN_KEY_DIR", str(folder / "keys"))
        patch.setenv("FIRSTSEEN_OPERATOR", "a desk")
        settings.cache_clear()
        yield folder
    settings.cache_clear()


def done(*arguments: object) -> None:
    """Runs a command of the program, which must succeed."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run([str(argument) for argument in arguments]) == 0, out.getvalue()


@pytest.fixture(scope="session")
def collected(desk: Path) -> Path:
    """Three photographs in two versions each, and a table of the posts that showed them."""
    folder = desk / "collected"
    folder.mkdir()
    rows = ["post_id,platform,url,author,published,text,media"]
    for seed in range(3):
        picture = photograph(seed, 320, 240)
        for number, version in enumerate((picture, picture[20:200, 30:280])):
            name = f"{seed}-{number}.jpg"
            (folder / name).write_bytes(jpeg(version, 85 - 10 * number))
            post = 1789500000000000000 + (seed * 10 + number) * 10**14
            rows.append(f"{post},x,https://x.com/a/status/{post},a{seed},,words {number},{name}")
    (folder / "posts.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def case(desk: Path, collected: Path) -> Path:
    """The case, traced. Tests that write in it use a copy."""
    folder = desk / "case"
    done("new", folder, "--event", "Flood", "--from", "2024-05-12")
    done("add", folder, collected)
    done("trace", folder)
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path], Path]:
    """A copy of a folder that a test may change."""

    def copy(folder: Path) -> Path:
        target = tmp_path / f"copy-{folder.name}"
        shutil.copytree(folder, target)
        for path in target.rglob("*"):
            if path.is_file():
                path.chmod(0o644)
        return target

    return copy
