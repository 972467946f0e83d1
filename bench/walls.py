"""`python -m bench.walls [FOLDER]`: what custody and walls cost: `add` and `trace` with both and with neither, in turn.

Without: workers have their limits but no wall, readers work in the program, and the log is not written. Processor
seconds of all processes are compared, so that the ratio holds on a busy machine; those of the clock are told beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import photographs
from bench.used import Used
from firstseen.model.records import CaseFacts
from firstseen.pipeline.case import create
from firstseen.sample.case import write_sample

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "clothing"
MOST = 1.25
"""Custody and walls together may take a quarter more (ratio of processor seconds)."""

_WITHOUT = """
import sys
from firstseen.sandbox import process
from firstseen.pipeline import adding, case, tracing
from firstseen.intake import folder
process.WALLS = ()
adding.read_path = lambda path, options, apart=None: folder.read_path(path, options)
case.WriteCase.record = lambda self, what, about: None
case.seal_log = lambda case: None
tracing.derived_digests = lambda *arguments: {}
from firstseen.cli import run
sys.exit(run(sys.argv[1:]))
"""


def _spent(arguments: list[str], *, walls: bool) -> tuple[float, float]:
    """(processor seconds, seconds of the clock) of a command and all its processes."""
    command = ["-m", "firstseen"] if walls else ["-c", _WITHOUT]
    environment = {**os.environ, "FIRSTSEEN_WITHOUT_SANDBOX": "0" if walls else "1"}
    began = time.perf_counter()
    running = subprocess.Popen([sys.executable, *command, *arguments], stdout=subprocess.DEVNULL, env=environment)
    with running, Used(running.pid) as used:
        code = running.wait()
    if code not in (0, 1):
        raise SystemExit(f"{arguments[0]} ended with {code}")
    return used.seconds, time.perf_counter() - began


def compare(folders: list[Path], work: Path, rounds: int) -> float:
    """Prints the comparison; gives the ratio of processor seconds, with by without (median of the rounds)."""
    spent: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for turn in range(rounds):
        for walls in (True, False) if turn % 2 else (False, True):
            case = work / "case"
            create(case, CaseFacts("walls"))
            for name, more in (("add", map(str, folders)), ("trace", ())):
                spent.setdefault((name, walls), []).append(_spent([name, str(case), *more], walls=walls))
            shutil.rmtree(case)
    print(f"custody and walls: {rounds} rounds in turn; processor seconds (seconds of the clock), medians")
    for name in ("add", "trace"):
        told = [
            [statistics.median(column) for column in zip(*spent[name, walls], strict=True)] for walls in (True, False)
        ]
        (on, on_clock), (off, off_clock) = told
        print(
            f"  {name:<6} with {on:6.2f} ({on_clock:6.2f})  without {off:6.2f} ({off_clock:6.2f})  {on / off:.2f} times"
        )
    both = [
        sum(spent[name, True][turn][0] for name in ("add", "trace"))
        / sum(spent[name, False][turn][0] for name in ("add", "trace"))
        for turn in range(rounds)
    ]
    ratio = statistics.median(both)
    print(f"  both   {ratio:.2f} times (may be {MOST:.2f}); rounds: {', '.join(f'{one:.2f}' for one in both)}")
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.walls", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="photographs of about 500 px")
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        collected = work / "collected"
        collected.mkdir()
        for picture in photographs(chosen.folder, work)[: chosen.pictures]:
            shutil.copy(picture, collected)
        sample = write_sample(work / "sample")
        if compare([collected, *sample.sources], work, chosen.rounds) > MOST:
            raise SystemExit("custody and walls cost more than they may")


if __name__ == "__main__":
    main()
