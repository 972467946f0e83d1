"""An evidence package of the small case, and `verify.py` as a module."""

from __future__ import annotations

import contextlib
import io
import runpy
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.small_case import case, collected, copied, desk, done

__all__ = ["case", "collected", "copied", "desk"]

VERIFY = Path(str(files("firstseen.package") / "verify.py"))


@dataclass(frozen=True)
class Verified:
    """What `verify.py` gave: its exit code and what it printed."""

    code: int
    out: str

    def wrong(self) -> list[str]:
        """What it found wrong."""
        return [line.removeprefix("WRONG  ") for line in self.out.splitlines() if line.startswith("WRONG  ")]


def verify_py(*arguments: object) -> Verified:
    """Runs `verify.py` in this process, as if anew."""
    names: dict[str, Any] = runpy.run_path(str(VERIFY))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = names["main"]([str(argument) for argument in arguments])
    return Verified(code, out.getvalue())


@pytest.fixture(scope="session")
def package(case: Path, desk: Path) -> Path:
    """Its package. Tests that change it use a copy."""
    folder = desk / "package"
    done("publish", case, folder, "--package")
    return folder
