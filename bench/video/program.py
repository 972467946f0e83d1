"""The program under test, run as its users run it: `new`, `add`, `trace`, `list copies`. The only door to it.

It is asked by its commands and read by its machine formats alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

from bench.video.answers import Answers, Said
from bench.video.truth import Spell

__all__ = ["PROGRAM", "answers_of", "said_of"]

PROGRAM = "firstseen"

_JOINING = frozenset({"exact", "copy", "part", "altered"})
_REFUSED_IN_PART = 1
_CATALOGUE = "case.sqlite"


def answers_of(files: Mapping[str, Path], work: Path, workers: int) -> Answers:
    """Makes a case of the files, traces it and gives what it says of every pair.

    Raises `RuntimeError` with what the program said when a command fails.
    """
    collected, case = work / "collected", work / "case"
    collected.mkdir()
    for name, path in files.items():
        (collected / name).symlink_to(path.resolve())
    names = {hashlib.sha256(path.read_bytes()).hexdigest(): name for name, path in files.items()}
    # Words printed on pages are not read: no figure here rests on them.
    environment = {**os.environ, "FIRSTSEEN_WORKERS": str(workers), "FIRSTSEEN_TESSDATA": str(work)}
    _run(environment, "new", str(case))
    added = json.loads(_run(environment, "add", "--json", str(case), *map(str, files.values())).splitlines()[-1])
    before = _spent()
    _run(environment, "trace", str(case))
    seconds = _spent() - before
    rows = [
        json.loads(line) for line in _run(environment, "list", str(case), "copies", "--format", "jsonl").splitlines()
    ]
    notes = [f"refused {one['name']}: {one['reason']}" for one in added.get("refused", ())]
    notes.append(f"the index takes {_indexed(case) / 1e6:.1f} MB beside the prints")
    return Answers(
        PROGRAM, tuple(said_of(row, names) for row in rows), seconds, _kept(case, names), notes, "its own decision"
    )


def said_of(row: Mapping[str, Any], names: Mapping[str, str]) -> Said:
    """A line of `list copies`; `names` are files by digest."""
    spells = tuple(
        Spell(one["a_from"], one["a_to"], one["b_from"], one["b_to"], one["track"], 1 / one["speed"], one["mirrored"])
        for one in row.get("segments") or ()
    )
    joins = row["relation"] in _JOINING
    return Said(names[row["a"]], names[row["b"]], float(row["confidence"]), joins, spells)


def _run(environment: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "firstseen", *words]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode not in {0, _REFUSED_IN_PART}:
        raise RuntimeError(f"firstseen {words[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _kept(case: Path, names: Mapping[str, str]) -> int:
    """Bytes of the prints of videos and sounds in the catalogue."""
    with closing(connect(f"file:{case / _CATALOGUE}?mode=ro", uri=True)) as catalogue:
        rows = catalogue.execute("select digest, length(bytes) from results where bytes is not null")
        return sum(size for digest, size in rows if not names[digest].endswith(".jpg"))


def _indexed(case: Path) -> int:
    """Bytes of the index."""
    return sum(path.stat().st_size for path in (case / "index").rglob("*") if path.is_file())
