"""`python -m bench.hours [--hours 10 100 1000]`: `find` of clips of 10 s in a case that is grown to so many hours.

Eight minutes are a real file, added and traced: sources of `bench.video` (scenes and sounds drawn by our own code)
joined. The rest are hours of which only prints are made, from real ones, perturbed (`bench/hours/strangers.py`); their
bytes are those of the real file, for where one is compared by chance. Clips are of the real file; others show and sound
like nothing in the case.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.hours.finding import Asked, ask
from bench.hours.growing import Grown, grow
from bench.hours.planted import KINDS, Clip, clips_of, joined
from bench.hours.strangers import Material
from bench.scale.crowd import crowd_of
from bench.section import write_section
from bench.video.corpus import LONG_KINDS, SETS, Corpus, corpus_of
from bench.video.making import CACHE, make_all
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create
from firstseen.pipeline.examining import examination_options, examination_pool, understood_moving
from firstseen.pipeline.tracing import trace
from firstseen.prints.moving.moving import MovingPrints
from firstseen.sandbox.pool import Fault, Job

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DOCS = Path(__file__).resolve().parents[2] / "docs"
MARKERS = ("<!-- hours: written by python -m bench.hours -->", "<!-- hours: end -->")
LONG = "long.mp4"
SECONDS = 600.0


def main() -> int:
    """Grows, searches, prints a line for each size; writes the docs when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.hours", description=__doc__)
    parser.add_argument("--hours", nargs="*", type=int, default=[10, 100], help="sizes, ascending")
    parser.add_argument("--set", choices=SETS, default="report", dest="name", help="of seeds and photographs")
    parser.add_argument("--sources", type=int, default=12, help="of the real file, 30 to 48 seconds each")
    parser.add_argument("--cold", type=int, default=6, help="clips that are searched for from the disk too")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder in which what was drawn is kept")
    parser.add_argument("--work", type=Path, help="where the case is kept and grown further the next time")
    parser.add_argument("--write-docs", action="store_true", help="writes docs/benchmarks.md")
    chosen = parser.parse_args()
    if not (SHARED / "clothing").is_dir():
        print(f"photographs to make key frames of are absent: {SHARED / 'clothing'}")
        return 1
    corpus = corpus_of(chosen.name, 1, SHARED / "clothing", None, (LONG_KINDS[0],))
    drawn = make_all(corpus, chosen.cache, 1)
    with tempfile.TemporaryDirectory() as passing:
        work = chosen.work or Path(passing)
        work.mkdir(parents=True, exist_ok=True)
        film, clips = _planted(corpus, drawn, work, chosen.sources)
        planted = hashlib.sha256(film.read_bytes()).hexdigest()
        material = _material(drawn[LONG], corpus)
        lines = [_HEAD]
        print(_HEAD, flush=True)
        for before, hours in zip([0, *chosen.hours], chosen.hours, strict=False):
            grown = _grown(work, material, before, hours, film)
            warm = list(ask(work / "case", clips, planted, apart=False))[1:]
            cold = list(ask(work / "case", clips[:: max(1, len(clips) // max(1, chosen.cold))], planted, apart=True))
            lines += [_line(hours, grown, warm, cold)]
            print(lines[-1], flush=True)
            print(_by_kind(warm), flush=True)
    if chosen.write_docs:
        told = [
            "## Hours of video",
            "",
            *(__doc__ or "").splitlines()[2:],
            "",
            *lines,
            "",
            *_by_kind(warm).splitlines(),
        ]
        write_section(DOCS, MARKERS, [*told, "", *_LEGEND.splitlines()], {})
    return 0


def _planted(corpus: Corpus, drawn: dict[str, Path], work: Path, count: int) -> tuple[Path, list[Clip]]:
    """The real file in a case of its own, traced; and the clips to search for, those that are not there among them."""
    sources = [drawn[source.name] for source in corpus.sources[:count]]
    film = work / "film.mp4"
    starts = joined(sources, film)
    if not (work / "case").exists():
        create(work / "case", CaseFacts("hours"))
        add(work / "case", [film], ReadOptions())
        trace(work / "case")
    clips = list(clips_of(corpus.salt, sources, starts, work / "clips"))
    strange = [Clip("not there", drawn[file.name], None) for file in corpus.files if file.kind == "another moment"]
    # The first is searched for once more: with it the worker starts.
    return film, [clips[0], *clips, *strange]


def _material(long: Path, corpus: Corpus) -> Material:
    """Prints of the long video of the set and of the real ones, and descriptors of photographs."""
    files = [long, *sorted((SHARED / "videos").glob("*.mp4"))]
    films: list[MovingPrints] = []
    with examination_pool(1, SECONDS) as pool:
        for _, answer in pool.run([Job(path.name, path, dict(examination_options(SECONDS))) for path in files]):
            if not isinstance(answer, Fault):
                films.append(understood_moving(answer)[1])
    return Material(films, crowd_of([SHARED / "clothing"]))


def _grown(work: Path, material: Material, before: int, hours: int, film: Path) -> Grown:
    held = work / "hours.txt"
    first = max(before, int(held.read_text()) if held.exists() else 0)
    grown = grow(work / "case", material, min(first, hours), hours, film)
    held.write_text(str(max(first, hours)))
    return grown


_HEAD = """\
| hours | find ms | 90 % | of processor | cold ms | of processor | found | at the right second | others | frames \
| prints MB | index MB | add s |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""
_LEGEND = """\
*find*: median on the clock of one search after another in one program, examining the clip in the worker included
(90 %: of nine in ten); *of processor*: worker included. *cold*: a searcher of its own for each, and nothing of the
indexes and the catalogue in memory before; starting the worker included. *found*: share of the clips for which the real
file was named as a copy; *at the right second*: to within a second; *others*: strangers named beside, of all searches.
*frames*, *prints*, *index*, *add*: for each hour; the index of pictures and that of frames and sounds; seconds of
processor for both."""


def _line(hours: int, grown: Grown, warm: Sequence[Asked], cold: Sequence[Asked]) -> str:
    there = [one for one in warm if one.kind in KINDS]
    clock, processor = np.array([one.clock for one in warm]), np.array([one.processor for one in warm])
    cells = [
        f"{hours:,}",
        f"{1000 * np.median(clock):.0f}",
        f"{1000 * np.quantile(clock, 0.9):.0f}",
        f"{1000 * np.median(processor):.0f}",
        f"{1000 * np.median([one.clock for one in cold]):.0f}" if cold else "",
        f"{1000 * np.median([one.processor for one in cold]):.0f}" if cold else "",
        f"{np.mean([one.found for one in there]):.3f}",
        f"{np.mean([one.placed for one in there]):.3f}",
        f"{sum(one.others for one in warm)}",
        f"{grown.frames:,}",
        f"{grown.prints / 1e6:.2f}",
        f"{grown.pictures / 1e6:.2f} + {grown.moving / 1e6:.2f}",
        f"{grown.adding:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _by_kind(warm: Sequence[Asked]) -> str:
    rows = ["| kind | clips | found | at the right second | find ms | of processor |", "|---|---:|---:|---:|---:|---:|"]
    for kind in (*KINDS, "not there"):
        some = [one for one in warm if one.kind == kind]
        if some:
            told = f"{np.mean([one.found for one in some]):.2f} | {np.mean([one.placed for one in some]):.2f}"
            clock, spent = (1000 * np.median([getattr(one, of) for one in some]) for of in ("clock", "processor"))
            rows.append(f"| {kind} | {len(some)} | {told} | {clock:.0f} | {spent:.0f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join([*rows, "", f"At most {peak:.0f} MiB of memory, mapped pages and the bench's own included."])


if __name__ == "__main__":
    os.environ.setdefault("FIRSTSEEN_WORKERS", "1")
    sys.exit(main())
