"""`python -m bench.spread`: who took it from whom, when and what is missing, on cascades with known truth."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.floors import hold
from bench.spread.gate import FLOORS, pinned
from bench.spread.page import write_page
from bench.spread.running import Plan, digest_of, run
from bench.spread.table import lines_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"
DOCS = Path(__file__).resolve().parents[2] / "docs"
DEFAULT, FULL = 200, 1400
"""Cascades of a run of three to four minutes on two free cores, and of one for the figures of the documentation: in a
thousand groups of these nothing is older than the event."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.spread", description=__doc__)
    parser.add_argument("--folder", type=Path, action="append", help="photographs, no two of them copies (repeatable)")
    parser.add_argument("--seeds", choices=("tuning", "report"), default="report", help="of cascades and base pictures")
    parser.add_argument("--cascades", type=int, default=DEFAULT, metavar="N")
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} cascades")
    parser.add_argument("--each", type=int, default=200, help="cascades in one case at most")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keeps traced cases there, and goes on from them")
    parser.add_argument("--details", action="store_true", help="names everything that went wrong")
    parser.add_argument("--write-docs", action="store_true", help="writes docs/benchmarks.md and its plot")
    parser.add_argument("--gate", action="store_true", help="fails when a figure is under its floor")
    parser.add_argument("--raise-floors", action="store_true", help="pins what is better than the floors")
    return parser.parse_args()


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a figure is under its floor, 2 when it cannot be run."""
    chosen = _options()
    folders = chosen.folder or [SHARED]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        print(f"{absent[0]} is absent: give a folder of photographs with --folder")
        return 2
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as passing:
        count = FULL if chosen.full else chosen.cascades
        work = chosen.keep or Path(passing)
        plan = Plan(tuple(folders), chosen.seeds, count, chosen.each, work, chosen.workers)
        figures = run(plan)
    for line in lines_of(figures):
        print(line)
    if chosen.details:
        print("\n" + "\n".join(figures.wrong))
    digest = digest_of(plan)
    print(f"{time.monotonic() - start:.0f} s with {chosen.workers} workers; cascades {digest[:12]}")
    if chosen.write_docs:
        command = "make bench-spread" if chosen.full else "python -m bench.spread --write-docs"
        for path in write_page(figures, DOCS, command, digest):
            print(f"wrote {path}")
    return hold(pinned(figures, digest), FLOORS, raising=chosen.raise_floors, checking=chosen.gate)


if __name__ == "__main__":
    sys.exit(main())
