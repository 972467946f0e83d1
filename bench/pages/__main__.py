"""`python -m bench.pages`: an article's pictures apart from its furniture, on drawn pages with known truth."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from bench.floors import hold
from bench.pages.gate import FLOORS, pinned
from bench.pages.page import write_page
from bench.pages.running import run
from bench.pages.saving import SETS, digest_of, drawn
from bench.pages.table import lines_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
EACH = 12
"""Pages of each layout: three as a folder, three as one file, six as the HTML alone."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--set", choices=list(SETS), default="report", help="which layouts")
    parser.add_argument("--each", type=int, default=EACH, metavar="N", help="pages of each layout")
    parser.add_argument("--details", metavar="LAYOUT", help="what went wrong, of tuning layouts that begin so")
    parser.add_argument("--write-docs", action="store_true", help="writes docs/benchmarks.md")
    parser.add_argument("--gate", action="store_true", help="fails when a figure is under its floor")
    parser.add_argument("--raise-floors", action="store_true", help="pins what is better than the floors")
    return parser.parse_args()


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a figure is under its floor."""
    chosen = _options()
    start = time.monotonic()
    pages = drawn(chosen.set, chosen.each)
    figures = run(pages)
    print("\n".join(lines_of(figures)))
    if chosen.details is not None and chosen.set == "tuning":
        print("\n".join(line for line in figures.wrong if line.startswith(chosen.details)))
    digest = digest_of(pages)
    print(f"{len(pages)} pages, {time.monotonic() - start:.0f} s; pages {digest[:12]}")
    if chosen.write_docs:
        for path in write_page(figures, DOCS, "make bench-pages", digest):
            print(f"wrote {path}")
    return hold(pinned(figures, digest), FLOORS, raising=chosen.raise_floors, checking=chosen.gate)


if __name__ == "__main__":
    sys.exit(main())
