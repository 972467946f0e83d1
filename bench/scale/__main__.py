"""`python -m bench.scale`: grows an index to 1,000, 10,000 and 100,000 pictures (`--million`: and on) and measures it.

Real pictures are the photographs of the folders; beyond their number mixed ones are made of their descriptors. The
queries are edits of photographs that the vocabulary has not learned from: half of them were entered. `--multiply 10`
makes the last index ten times as large in some minutes (`bench.scale.multiplied`), where adding would take an hour.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from pathlib import Path

from bench.scale.crowd import crowd_of
from bench.scale.measure import Measured, grown, measured
from bench.scale.multiplied import MOST, multiply
from bench.scale.report import row, titles, write_docs

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"
SIZES = (1000, 10_000, 100_000)
MORE_SIZES = (300_000, 1_000_000)


def main() -> None:
    """Measures, prints, and writes the docs when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED], help="photographs; queries are of the first")
    parser.add_argument("--million", action="store_true", help="on to 1,000,000: an hour, and 25 GB of disk")
    parser.add_argument("--sizes", nargs="*", type=int, help="other sizes, ascending")
    parser.add_argument("--multiply", type=int, default=1, metavar="TIMES", help="at last so many times as large")
    parser.add_argument("--work", type=Path, help="where the index is kept and grown further the next time")
    parser.add_argument("--write-docs", action="store_true", help="write docs/benchmarks.md and its curve")
    chosen = parser.parse_args()
    if not 1 <= chosen.multiply <= MOST:
        parser.error(f"--multiply is between 1 and {MOST}")
    crowd = crowd_of(chosen.folders)
    print(f"{len(crowd.real)} real pictures, {len(crowd.descriptors)} descriptors, {len(crowd.queries)} queries")
    print(titles(), flush=True)
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as passing:
        folder = (chosen.work or Path(passing)) / "index"
        for size in chosen.sizes or (*SIZES, *(MORE_SIZES if chosen.million else ())):
            rows.append(measured(folder, crowd.queries, grown(folder, crowd, size)))
            print(row(rows[-1]), flush=True)
        if chosen.multiply > 1:
            for pictures in multiply(folder, chosen.multiply):
                print(f"{pictures:,} pictures", flush=True)
            rows.append(measured(folder, crowd.queries, (math.nan, math.nan)))
            print(row(rows[-1]), flush=True)
    if chosen.write_docs:
        write_docs(rows, len(crowd.real), times=chosen.multiply)


if __name__ == "__main__":
    main()
