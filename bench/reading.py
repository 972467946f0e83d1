"""`python -m bench.reading [FOLDER]`: seconds and right words a page, on drawn pages in three scripts, in the sandbox.

With a FOLDER of photographs without words, every line that is told of them is printed: each is a false one, unless the
words are there to be seen.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from tests.drawing import jpeg, photograph
from tests.pages_drawn import ARABIC, LATIN, UKRAINIAN, Words, front_page

from firstseen.media.ocr import TASK
from firstseen.media.ocr_engine import Missing, find_engine
from firstseen.model.pictures import Box
from firstseen.model.printed import PageWords, ReadLine
from firstseen.sandbox import Answer, Fault, Job, Limits, Pool
from firstseen.text.beside import printed_beside

SECONDS: Final = 60.0
PICTURES: Final = frozenset({".jpg", ".jpeg", ".png"})


def understood(answer: Answer) -> PageWords:
    values = answer.values
    lines = (ReadLine(one["text"], tuple(one["box"]), one["size"], one["confidence"]) for one in values["lines"])
    return PageWords(values["width"], values["height"], tuple(lines))


def timed(pool: Pool, jobs: list[Job]) -> Iterator[tuple[Job, Answer | Fault, float]]:
    """One after the other, so that the time is that of one page. The first loads the engine."""
    for job in jobs:
        began = time.monotonic()
        ((_, answer),) = pool.run([job])
        yield job, answer, time.monotonic() - began


def pages(pool: Pool, options: dict[str, object], folder: Path, number: int) -> Iterator[str]:
    sets: list[tuple[Words, float]] = [(words, scale) for scale in (1.0, 0.5) for words in (LATIN, UKRAINIAN, ARABIC)]
    for words, scale in sets:
        if words.language not in str(options["languages"]):
            yield f"{words.language}: no language pack"
            continue
        boxes: dict[str, Box] = {}
        jobs = []
        for seed in range(number):
            page = front_page(photograph(seed, 1000, 660), words, scale=scale)
            path = folder / f"{words.language}-{scale}-{seed}.jpg"
            path.write_bytes(jpeg(page.rgb))
            boxes[str(path)] = page.box
            jobs.append(Job(str(path), path, options))
        right, seconds = 0, []
        for job, answer, took in timed(pool, jobs):
            seconds.append(took)
            if isinstance(answer, Answer):
                told = {printed.text for printed in printed_beside(understood(answer), boxes[job.key])}
                right += told == {words.headline, words.caption}
        size = f"{round(1200 * scale)} x {round(1600 * scale)}"
        yield (
            f"{words.language}, page of {size}: {median(seconds):.2f} s at the median, {max(seconds):.2f} s at most; "
            f"headline and caption right to the letter, and nothing else told, on {right} of {number}"
        )


def photographs(pool: Pool, options: dict[str, object], folder: Path, number: int) -> Iterator[str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICTURES)[:number]
    seconds = []
    with_lines = 0
    for job, answer, took in timed(pool, [Job(str(path), path, options) for path in files]):
        seconds.append(took)
        lines = understood(answer).lines if isinstance(answer, Answer) else ()
        with_lines += bool(lines)
        yield from (f"  {job.path.name}: {line.text!r} ({line.confidence:.2f})" for line in lines)
    yield f"{len(files)} photographs: lines on {with_lines}; {median(seconds):.2f} s at the median"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="photographs without words")
    parser.add_argument("--number", type=int, default=8, help="pages of each kind")
    parser.add_argument("--pictures", type=int, default=100, help="photographs")
    chosen = parser.parse_args()
    engine = find_engine()
    if isinstance(engine, Missing):
        raise SystemExit(engine.reason)
    options = {"tessdata": str(engine.tessdata), "languages": list(engine.languages), "max_pixels": 200_000_000}
    print(f"languages: {', '.join(engine.languages)}")
    with tempfile.TemporaryDirectory() as work, Pool(TASK, 1, Limits(2048, SECONDS)) as pool:
        for words in pages(pool, options, Path(work), chosen.number):
            print(words, flush=True)
        if chosen.folder:
            for words in photographs(pool, options, chosen.folder, chosen.pictures):
                print(words, flush=True)


if __name__ == "__main__":
    main()
