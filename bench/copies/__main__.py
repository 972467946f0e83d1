"""`python -m bench.copies`: how many copies are found and how many are made up, beside rivals, on the same pictures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.copies.corpus import corpus_of
from bench.copies.edits import KINDS
from bench.copies.report import details, report_of
from bench.copies.rivals import RIVALS
from bench.copies.running import ask, build, spring
from bench.copies.table import lines_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--folder", type=Path, action="append", help="photographs, no two of them copies (repeatable)")
    parser.add_argument("--half", choices=("tuning", "report"), default="report", help="of pictures, layouts and words")
    parser.add_argument("--quick", action="store_true", help="8 queries of each kind, without SIFT")
    parser.add_argument("--each", type=int, help="queries of each kind (40; 8 with --quick)")
    parser.add_argument("--references", type=int, default=300, help="photographs in the index at most")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument(
        "--sift-references", type=int, default=20, help="pictures that SIFT compares a query with; 0: no SIFT"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="names every miss, false alarm and wrong word")
    parser.add_argument("--save", type=Path, metavar="DIR", help="writes the queries as JPEG")
    return parser.parse_args()


def main() -> int:
    """Runs the bench; gives the exit code."""
    chosen = _options()
    folders = chosen.folder or [SHARED]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        print(f"{absent[0]} is absent: give a folder of photographs with --folder")
        return 2
    each = chosen.each or (8 if chosen.quick else 40)
    corpus = corpus_of(folders, chosen.half, chosen.references)
    sift = not chosen.quick and chosen.sift_references > 0
    rivals = [rival.name for rival in RIVALS if sift or not rival.name.startswith("SIFT")]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        kept = build(corpus, corpus.referred(1 if chosen.quick else 3), rivals, folder, chosen.workers)
        queries = corpus.asked(chosen.kinds, each) + corpus.unanswered(chosen.kinds, each)
        answers = ask(corpus, queries, folder, chosen.workers, chosen.sift_references, chosen.save)
    trapped = spring(corpus, max(each // 2, 8), rivals, chosen.workers)
    report = report_of(answers, kept, trapped)
    for line in lines_of(report):
        print(line)
    if chosen.details:
        print("\n" + "\n".join(details(answers, trapped)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
