"""`python -m bench [FOLDER]`: speed and memory of the whole of `trace` and of `find`, beside a rival, in one run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.speed import find_in, photographs, resized, throughput

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "clothing"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="photographs of about 500 px")
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 5000], help="pictures in the cases for find")
    parser.add_argument("--rounds", type=int, default=3, help="times that trace and rival are timed, in turn")
    parser.add_argument("--pictures", type=int, default=300, help="pictures in each round")
    parser.add_argument("--side", type=int, help="bring the photographs to so many pixels on their longer side first")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pictures = photographs(chosen.folder, work)
        if chosen.side:
            pictures = resized(pictures[: chosen.pictures], chosen.side, work / "resized")
        for words in throughput(pictures[: chosen.pictures], work, chosen.rounds):
            print(words, flush=True)
        for size in chosen.sizes:
            for words in find_in(pictures, size, work):
                print(words, flush=True)


if __name__ == "__main__":
    main()
