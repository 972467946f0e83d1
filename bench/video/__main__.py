"""`python -m bench.video`: copies of videos found, laid in time and made up, beside rivals, on the same files."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.floors import hold
from bench.video import program, rivals
from bench.video.corpus import SETS, Corpus, corpus_of
from bench.video.gate import FLOORS, figures_of
from bench.video.making import CACHE, make_all
from bench.video.page import write_page
from bench.video.report import Report, details, report_of
from bench.video.sounds.speech import SPEAKER, speaker
from bench.video.table import lines_of
from bench.video.truth import truth_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DOCS = Path(__file__).resolve().parents[2] / "docs"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.video", description=__doc__)
    parser.add_argument("--set", choices=SETS, default="report", dest="name", help="of seeds and photographs")
    parser.add_argument(
        "--again",
        default="",
        metavar="WORD",
        help="draws the tuning set anew, to try what was set",
    )
    parser.add_argument("--quick", action="store_true", help="1 edit of each kind, 2 stills, 3 excerpts")
    parser.add_argument("--each", type=int, help="edits of each kind (4; 1 with --quick); twice as many stills")
    parser.add_argument("--kinds", nargs="*", metavar="KIND", help="these kinds only")
    parser.add_argument("--photographs", type=Path, default=SHARED / "clothing", help="folder; may be absent")
    parser.add_argument(
        "--videos", type=Path, default=SHARED / "videos", help="ThreatExchange's samples; may be absent"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder in which what was drawn is kept")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-rivals", action="store_true", help="the program alone (no page, no gate)")
    parser.add_argument("--details", action="store_true", help="names every miss, false alarm and stretch told badly")
    parser.add_argument("--write-docs", action="store_true", help="writes docs/benchmarks.md and its plots")
    parser.add_argument("--gate", action="store_true", help="fails when a figure is under its floor")
    parser.add_argument("--raise-floors", action="store_true", help="pins what is better than the floors")
    chosen = parser.parse_args()
    if chosen.again and chosen.name == "report":
        parser.error("the report set is drawn once: --again goes with --set tuning")
    return chosen


def _missing(corpus: Corpus, chosen: argparse.Namespace) -> list[str]:
    out = []
    if not corpus.photographs:
        out.append(f"photographs: {chosen.photographs} is absent, and streets are drawn instead")
    if corpus.real is None:
        out.append(f"real videos: {chosen.videos} is absent")
    if speaker() is None:
        out.append(f"speech: {SPEAKER} is not installed, and a babble of vowels is heard instead")
    return out


def _run(chosen: argparse.Namespace, corpus: Corpus) -> tuple[Report, list[str]]:
    truth = truth_of(corpus.files)
    files = make_all(corpus, chosen.cache, chosen.workers)

    def wanted(a: str, b: str) -> bool:
        return frozenset((a, b)) not in truth.neutral

    with tempfile.TemporaryDirectory() as work:
        answers = [program.answers_of(files, Path(work), chosen.workers)]
    if not chosen.no_rivals:
        answers += [rivals.vpdq(files, wanted), rivals.chromaprint(files, wanted)]
    decoding = rivals.decoding_seconds(list(files.values()))
    report = report_of(truth, answers, decoding, _missing(corpus, chosen))
    return report, details(truth, answers[0]) if chosen.details else []


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a figure is under its floor."""
    chosen = _options()
    start = time.monotonic()
    each = chosen.each or (1 if chosen.quick else 4)
    videos = chosen.videos if chosen.videos.is_dir() else None
    corpus = corpus_of(chosen.name, each, chosen.photographs, videos, chosen.kinds, again=chosen.again)
    report, wrong = _run(chosen, corpus)
    print("\n".join(lines_of(report)))
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"{time.monotonic() - start:.0f} s with {chosen.workers} workers; corpus {corpus.digest[:12]}")
    if chosen.no_rivals:
        return 0
    if chosen.write_docs:
        for path in write_page(report, DOCS, "make bench-video", corpus.digest):
            print(f"wrote {path}")
    return hold(figures_of(report, corpus.digest), FLOORS, raising=chosen.raise_floors, checking=chosen.gate)


if __name__ == "__main__":
    sys.exit(main())
