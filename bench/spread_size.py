"""`python -m bench.spread_size`: one group of 5,000 appearances over 300 versions, solved, stored and drawn.

The case is made of rows, not of pictures: versions form a tree of crops and re-encodings of one picture, every pair of
them is a copy (as `trace` finds them), and each is posted again and again. What is measured, in a process of its own:
the order of the case (`chronicle.order` and storing its result), the page of the group with its drawing, the exports of
the spread, and the peak of memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert

from firstseen.catalog import tables
from firstseen.catalog.cells import Links, Mapped, Times, to_cell
from firstseen.catalog.results import StepResult, put_copies, put_results
from firstseen.dossier.footage import Footage
from firstseen.dossier.graphml import write_graphml
from firstseen.dossier.group_page import write_group
from firstseen.dossier.pages import Pages
from firstseen.dossier.pair_page import PairPages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.previews import Previews
from firstseen.dossier.prov import write_prov
from firstseen.dossier.spread_parts import all_parts
from firstseen.dossier.survey import survey_of
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.identifiers import Digest, sha256_hex
from firstseen.model.items import Author
from firstseen.model.pictures import Box, Metadata, PictureFacts
from firstseen.model.records import CaseFacts
from firstseen.model.time import StatedTime, TimeRole
from firstseen.pipeline.case import WriteCase, create, writing_case
from firstseen.pipeline.ordering import order_case
from firstseen.pipeline.steps import EXAMINE, MATCH

VERSIONS, APPEARANCES = 300, 5000
SECONDS, MEGABYTES = 10.0, 1000.0
"""What solving and drawing such a group may take. It runs in one process, so that its time of the processor is what it
takes on a machine with nothing else to do; the clock is told beside it."""
JUDGED = ("order, stored", "page, drawn")
START = datetime(2026, 11, 14, 5, tzinfo=UTC)
PLATFORMS = ("x", "telegram", "facebook", "mastodon", "instagram")
SIDE = 4000  # pixels of the first version


@dataclass(frozen=True, slots=True)
class Made:
    """A version: which part of the first picture it shows, at which scale, made from which, and when."""

    digest: Digest
    box: Box
    scale: float
    parent: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the clock and of the processor for each part, and the peak of the process's memory in MB (10**6)."""

    seconds: dict[str, tuple[float, float]]
    peak: float


def versions(count: int, seed: int) -> list[Made]:
    """A tree of versions: a third are crops, all are smaller than what they came from."""
    rng = random.Random(seed)
    made = [Made(sha256_hex(b"version 0"), (0, 0, SIDE, SIDE), 0.5, None, START)]
    for number in range(1, count):
        parent = rng.randrange(max(0, number - 40), number) if rng.random() < 0.7 else 0
        left, top, right, bottom = made[parent].box
        if rng.random() < 0.33 and right - left > 1500:
            cut = [rng.randrange((right - left) // 12) for _ in range(4)]
            left, top, right, bottom = left + cut[0], top + cut[1], right - cut[2], bottom - cut[3]
        scale = made[parent].scale * rng.choice((1.0, 0.97, 0.9))
        at = made[parent].at + timedelta(minutes=rng.expovariate(1 / 240))
        made.append(Made(sha256_hex(f"version {number}".encode()), (left, top, right, bottom), scale, parent, at))
    return made


def _size(one: Made) -> tuple[int, int]:
    left, top, right, bottom = one.box
    return max(1, round((right - left) * one.scale)), max(1, round((bottom - top) * one.scale))


def _copies(made: list[Made]) -> Iterator[Copy]:
    for place, one in enumerate(made):
        for other in made[place + 1 :]:
            yield _copy(*sorted((one, other), key=lambda version: version.digest))


def _copy(a: Made, b: Made) -> Copy:
    shared = (max(a.box[0], b.box[0]), max(a.box[1], b.box[1]), min(a.box[2], b.box[2]), min(a.box[3], b.box[3]))
    factor = b.scale / a.scale
    shift = ((a.box[0] - b.box[0]) * b.scale, (a.box[1] - b.box[1]) * b.scale)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a.box, b.box, shared)]
    more = ShowsMore.SAME if areas[0] == areas[1] else ShowsMore.A if areas[0] > areas[1] else ShowsMore.B
    changes = ("re-encoded", "resized", "cropped") if more is not ShowsMore.SAME else ("re-encoded", "resized")
    shown = {"shown_a": areas[0] / max(areas[:2]), "shown_b": areas[1] / max(areas[:2])}
    return Copy(
        a.digest, b.digest, Relation.COPY, 0.97, False, _seen(a, shared), _seen(b, shared),
        ((factor, 0.0, shift[0]), (0.0, factor, shift[1])), more, changes, "The same photograph.",
        figures={"points": 90.0, "agreement": 0.99, "scale": factor, **shown},
    )  # fmt: skip


def _seen(one: Made, shared: Box) -> Box:
    left, top = one.box[0], one.box[1]
    edges = ((shared[0] - left), (shared[1] - top), (shared[2] - left), (shared[3] - top))
    return (
        round(edges[0] * one.scale), round(edges[1] * one.scale), round(edges[2] * one.scale),
        round(edges[3] * one.scale),
    )  # fmt: skip


def fill(case: WriteCase, count: int, shown: int, seed: int) -> None:
    """Writes the rows of the case."""
    made = versions(count, seed)
    with case.engine.begin() as connection:
        media = [{"digest": one.digest, "bytes": 90_000, "mime": "image/jpeg", "medium": "picture"} for one in made]
        connection.execute(insert(tables.media), media)
        put_results(connection, [_facts(one) for one in made])
        put_copies(connection, MATCH[1], _copies(made))
        _show(connection, made, shown, random.Random(seed + 1))


def _facts(one: Made) -> StepResult:
    facts = PictureFacts("JPEG", "image/jpeg", *_size(one), 1, 1, "0" * 64, "0" * 64, 90, Metadata())
    return StepResult(one.digest, *EXAMINE, values=to_cell(PictureFacts, facts))


def _show(connection: Connection, made: list[Made], shown: int, rng: random.Random) -> None:
    source = {"id": "s-1", "name": "posts.csv", "reader": "table", "digest": None, "added_at": START.isoformat()}
    connection.execute(insert(tables.sources), [source])
    items, appearances = [], []
    for number in range(shown):
        version = made[number] if number < len(made) else made[int(len(made) * rng.random() ** 2.5)]
        at = version.at + timedelta(minutes=1 if number < len(made) else rng.expovariate(1 / 3000))
        platform = rng.choice(PLATFORMS)
        item = f"i-{number:016x}"
        items.append(
            {
                "id": item, "source": "s-1", "kind": "post", "key": str(number), "locator": f"row {number}",
                "platform": platform, "post_id": str(number), "url": f"https://example.invalid/{number}",
                "author": to_cell(Author, Author(handle=f"author{number % 900}")), "title": None,
                "text": f"حسن in Kastel Street, {number}", "links": to_cell(Links, ()), "extra": to_cell(Mapped, {}),
                "times": to_cell(Times, (StatedTime(TimeRole.PUBLISHED, at.isoformat(), "column published"),)),
                "record": b"{}",
            }
        )  # fmt: skip
        appearances.append(
            {
                "id": f"a-{number:016x}", "item": item, "ordinal": 0, "medium": version.digest,
                "name": f"{number}.jpg", "times": to_cell(Times, ()),
            }
        )  # fmt: skip
    connection.execute(insert(tables.items), items)
    connection.execute(insert(tables.appearances), appearances)


def measured(folder: Path, count: int, shown: int, seed: int) -> Measured:
    """Orders, draws and exports a case that was filled, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(_filled, folder, count, shown, seed).result()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, folder).result()


def _filled(folder: Path, count: int, shown: int, seed: int) -> None:
    create(folder, CaseFacts("size", "A flood", start=START))
    with writing_case(folder, "bench") as case:
        fill(case, count, shown, seed)


def _measured(folder: Path) -> Measured:
    seconds: dict[str, tuple[float, float]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began, used = time.perf_counter(), time.process_time()
        work()
        seconds[name] = time.perf_counter() - began, time.process_time() - used

    with writing_case(folder, "bench") as case:
        timed("order, stored", lambda: order_case(case, lambda *_: None))
        timed("page, drawn", lambda: _drawn(case, folder))
        timed("GraphML", lambda: write_graphml(all_parts(case.reading), folder / "spread.graphml"))
        timed("PROV-JSON", lambda: write_prov(all_parts(case.reading), folder / "spread.prov.json"))
    return Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


def _drawn(case: WriteCase, folder: Path) -> None:
    reading = case.reading
    survey = survey_of(reading)
    target = folder / "dossier"
    target.mkdir()
    pictures, pairs = Previews(), PairPages()
    wanted = (medium.digest for medium in reading.media())
    pictures.make(wanted, _grey, target, lambda _: None)
    pages = Pages(
        target,
        title="size",
        facts=survey.facts,
        pictures=pictures,
        footage=Footage(),
        pairs=pairs,
        links=survey.links,
        decisions=survey.findings.decisions,
        made_at=None,
    )
    pages.write_style()
    platforms = Platforms(Counter(survey.platforms))
    for group in reading.groups():
        write_group(reading, group, survey, platforms, pages, pairs=pairs)


def _grey(
    digests: Iterable[Digest], longest_side: int, /
) -> Iterator[tuple[Digest, NDArray[np.uint8] | None, str | None]]:
    for digest in digests:
        yield digest, np.full((30, 40, 3), int(digest[:2], 16), np.uint8), None


def main() -> None:
    """Measures and prints; fails where a bound is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.spread_size", description=__doc__)
    parser.add_argument("--versions", type=int, default=VERSIONS)
    parser.add_argument("--appearances", type=int, default=APPEARANCES)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--keep", type=Path, help="a new folder where the case and its page stay")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.keep or Path(passing) / "case"
        found = measured(folder, chosen.versions, chosen.appearances, chosen.seed)
    print(f"{chosen.appearances:,} appearances over {chosen.versions:,} versions")
    print(f"{'':<16}{'clock':>8}   {'processor':>8}")
    for name, (clock, used) in found.seconds.items():
        print(f"{name:<16}{clock:8.2f} s {used:8.2f} s")
    clock, total = (sum(found.seconds[name][part] for name in JUDGED) for part in (0, 1))
    print(f"{'solved, drawn':<16}{clock:8.2f} s {total:8.2f} s  (at most {SECONDS:.0f} of the processor)")
    print(f"{'peak memory':<16}{found.peak:8.0f} MB  (at most {MEGABYTES:.0f})")
    if total > SECONDS or found.peak > MEGABYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
