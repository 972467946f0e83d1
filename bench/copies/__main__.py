"""`python -m bench.copies`: how many copies are found and how many are made up, beside rivals, on the same pictures."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.copies.corpus import Corpus, corpus_of
from bench.copies.edits import KINDS, SETS
from bench.copies.gate import FLOORS, figures_of
from bench.copies.page import write_page
from bench.copies.report import Report, details, report_of
from bench.copies.rivals import RIVALS, is_slow
from bench.copies.running import Sift, ask, build, spring
from bench.copies.table import lines_of
from bench.floors import hold

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"


DOCS = Path(__file__).resolve().parents[2] / "docs"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--folder", type=Path, action="append", help="photographs, no two of them copies (repeatable)")
    parser.add_argument("--set", choices=SETS, default="report", dest="layouts", help="of pictures, layouts and words")
    parser.add_argument("--quick", action="store_true", help="8 queries of each kind, without SIFT")
    parser.add_argument("--each", type=int, help="queries of each kind (24; 8 with --quick)")
    parser.add_argument("--references", type=int, default=300, help="photographs in the index at most")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument("--sift-queries", type=int, default=6, help="of each kind, asked of SIFT too; 0: no SIFT")
    parser.add_argument("--sift-references", type=int, default=6, help="that SIFT compares a query with")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="names every miss, false alarm and wrong word")
    parser.add_argument("--save", type=Path, metavar="DIR", help="writes the queries as JPEG")
    parser.add_argument("--write-docs", action="store_true", help="writes docs/benchmarks.md and its plots")
    parser.add_argument("--gate", action="store_true", help="fails when a figure is under its floor")
    parser.add_argument("--raise-floors", action="store_true", help="pins what is better than the floors")
    return parser.parse_args()


def _run(chosen: argparse.Namespace, corpus: Corpus, work: Path) -> tuple[Report, list[str]]:
    each = chosen.each or (8 if chosen.quick else 24)
    slow = not chosen.quick and chosen.sift_queries > 0
    rivals = [rival.name for rival in RIVALS if slow or not is_slow(rival.name)]
    sift = Sift(chosen.sift_queries, chosen.sift_references)
    kept = build(corpus, corpus.referred(1 if chosen.quick else 3), rivals, work, chosen.workers)
    queries = corpus.asked(chosen.kinds, each) + corpus.unanswered(chosen.kinds, each)
    answers = ask(corpus, queries, work, chosen.workers, sift, chosen.save)
    trapped = spring(corpus, max(each // 2, 8), rivals, chosen.workers)
    return report_of(answers, kept, trapped), details(answers, trapped)


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a figure is under its floor, 2 when it cannot be run."""
    chosen = _options()
    folders = chosen.folder or [SHARED]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        print(f"{absent[0]} is absent: give a folder of photographs with --folder")
        return 2
    start = time.monotonic()
    corpus = corpus_of(folders, chosen.layouts, chosen.references)
    with tempfile.TemporaryDirectory() as work:
        report, wrong = _run(chosen, corpus, Path(work))
    for line in lines_of(report):
        print(line)
    if chosen.details:
        print("\n" + "\n".join(wrong))
    print(f"{time.monotonic() - start:.0f} s with {chosen.workers} workers; corpus {corpus.digest[:12]}")
    if chosen.write_docs:
        said = " ".join(word for word in sys.argv[1:] if word not in {"--write-docs", "--gate", "--raise-floors"})
        command = f"python -m bench.copies {said}" if said else "make bench-copies"
        for path in write_page(report, DOCS, command, corpus.digest):
            print(f"wrote {path}")
    figures = figures_of(report, corpus.run_digest(chosen.kinds, report.queries))
    return hold(figures, FLOORS, raising=chosen.raise_floors, checking=chosen.gate)


if __name__ == "__main__":
    sys.exit(main())
