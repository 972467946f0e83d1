"""The wheel, installed alone into an empty environment, carries everything: `firstseen demo` works from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = ROOT / ".venv" / "bin" / "uv"


def _run(*command: object, cwd: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE", "PYTHON"))
    }
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-3000:])
    return done.stdout


@pytest.mark.slow
def test_the_wheel_alone_runs_the_demo(tmp_path: Path) -> None:
    if not UV.exists():
        pytest.skip("uv is not in .venv: run make setup")
    _run(UV, "build", "--quiet", "--wheel", "--out-dir", tmp_path / "dist", cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    python = tmp_path / "empty" / "bin" / "python"
    _run(UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "empty", cwd=tmp_path)
    _run(UV, "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "-o", tmp_path / "locked.txt", cwd=ROOT)
    _run(UV, "pip", "install", "--quiet", "--python", python, "-r", tmp_path / "locked.txt", wheel, cwd=tmp_path)

    demo = json.loads(_run(tmp_path / "empty" / "bin" / "firstseen", "demo", "--json", cwd=tmp_path))
    assert Path(tmp_path / demo["dossier"]).is_file()
    found = demo["found"]
    assert found["older_than_event"] >= 1
    assert found["time_contradiction"] >= 1
    assert found["mirrored"] >= 1
    again = json.loads(_run(tmp_path / "empty" / "bin" / "firstseen", "demo", "--json", cwd=tmp_path))
    assert again == demo, "a second run changes nothing"
