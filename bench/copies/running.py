"""The run: references described, queries drawn and asked, in worker processes."""

from __future__ import annotations

import multiprocessing
import pickle
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench.copies.corpus import Corpus, Drawn, drawn
from bench.copies.edits import Edited, Picture
from bench.copies.program import Found, Program, prints_of, verified
from bench.copies.rivals import Scored, is_slow, rival_named
from bench.copies.traps import TRAPS, pair_of
from firstseen.model.copies import JOINING
from firstseen.pipeline.matching import one_thread
from firstseen.prints.picture import PicturePrints

__all__ = ["Answer", "Kept", "Sift", "Trapped", "Truth", "ask", "build", "spring"]

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Truth:
    """What should be said of a query that has an answer."""

    name: str
    relations: tuple[str, ...]
    words: frozenset[str]
    mirrored: bool
    box_query: Box
    box_reference: Box


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one query, by the program and by each rival."""

    item: Drawn
    truth: Truth | None
    found: tuple[Found, ...]
    seconds: float
    rivals: dict[str, Scored] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many references there are, and the bytes kept of them by the program and each rival."""

    names: tuple[str, ...]
    program: int
    rivals: dict[str, int]
    seconds_each: float


@dataclass(frozen=True, slots=True)
class Trapped:
    """What was said of one pair that is no copy. `rivals`: the score of each."""

    trap: str
    number: int
    relation: str | None
    confidence: float
    joins: bool
    rivals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Sift:
    """How much the slow rival is asked: about so many queries of each kind, with so many references each."""

    queries: int
    references: int


@dataclass(slots=True)
class _Worker:
    corpus: Corpus
    program: Program
    references: dict[str, list[tuple[str, Any]]]
    sift: Sift
    save: Path | None


_here: list[_Worker] = []


def _described(corpus: Corpus, rivals: Sequence[str], item: Drawn) -> tuple[str, PicturePrints, dict[str, Any], float]:
    one_thread()
    picture, _ = drawn(item, corpus)
    start = time.process_time()
    prints = prints_of(picture)
    spent = time.process_time() - start
    return item.name, prints, {name: rival_named(name).prints(picture) for name in rivals}, spent


def build(corpus: Corpus, items: Sequence[Drawn], rivals: Sequence[str], folder: Path, workers: int) -> Kept:
    """Describes the references and writes them, for the program and the rivals, into a folder."""
    task = partial(_described, corpus, rivals)
    described = list(_mapped(task, items, workers, "describing references"))
    program = Program.build(folder, ((name, prints) for name, prints, _, _ in described))
    kept = {rival: [(name, prints[rival]) for name, _, prints, _ in described] for rival in rivals}
    with (folder / "rivals.pickle").open("wb") as stream:
        pickle.dump(kept, stream)
    sizes = {name: sum(rival_named(name).size(prints) for _, prints in of) for name, of in kept.items()}
    names = tuple(name for name, _, _, _ in described)
    return Kept(names, program, sizes, float(np.mean([spent for *_, spent in described])))


def ask(  # noqa: PLR0917
    corpus: Corpus, items: Sequence[Drawn], folder: Path, workers: int, sift: Sift, save: Path | None = None
) -> list[Answer]:
    """Draws every query and asks the program and the rivals about it."""
    # Kinds differ in cost: mixed, the workers end together.
    seen: Counter[tuple[str, str]] = Counter()
    mixed = []
    for item in items:
        mixed.append((item, seen[item.kind, item.role] < sift.queries))
        seen[item.kind, item.role] += 1
    random.Random(0).shuffle(mixed)
    if save:
        save.mkdir(parents=True, exist_ok=True)
    start = (corpus, folder, sift, save)
    answers = list(_mapped(_asked, mixed, workers, "asking", _open, start))
    return sorted(answers, key=lambda answer: (answer.item.kind, answer.item.role, answer.item.path.name))


def spring(corpus: Corpus, each: int, rivals: Sequence[str], workers: int) -> list[Trapped]:
    """Makes every trap and asks the program and the rivals about it."""
    items = [(name, number) for name in TRAPS for number in range(each)]
    said = _mapped(partial(_sprung, corpus, rivals), items, workers, "traps")
    return sorted(said, key=lambda one: (one.trap, one.number))


def _sprung(corpus: Corpus, rivals: Sequence[str], item: tuple[str, int]) -> Trapped:
    one_thread()
    a, b = pair_of(*item, corpus)
    copy = verified(prints_of(a), prints_of(b))
    scores = {name: rival_named(name).scores(b, [("a", rival_named(name).prints(a))]).ranked[0][1] for name in rivals}
    if copy is None:
        return Trapped(*item, None, 0.0, False, scores)
    return Trapped(*item, copy.relation.value, copy.confidence, copy.relation in JOINING, scores)


def _open(corpus: Corpus, folder: Path, sift: Sift, save: Path | None) -> None:
    one_thread()
    with (folder / "rivals.pickle").open("rb") as stream:
        references = pickle.load(stream)  # noqa: S301 - written by `build` in this run
    _here[:] = [_Worker(corpus, Program(folder), references, sift, save)]


def _asked(question: tuple[Drawn, bool]) -> Answer:
    item, slowly = question
    worker = _here[0]
    picture, edited = drawn(item, worker.corpus)
    if worker.save:
        name = f"{item.kind or 'as it is'} {item.role} {item.path.stem[:8]}.jpg".replace("/", "-")
        Image.fromarray(np.ascontiguousarray(picture)).save(worker.save / name, quality=92)
    start = time.process_time()
    found = worker.program.find(picture)
    spent = time.process_time() - start
    truth = _truth(item, edited) if edited is not None and item.role == "query" else None
    rivals = {name: _rival(name, worker, picture, truth) for name in worker.references if slowly or not is_slow(name)}
    return Answer(item, truth, tuple(found), spent, rivals)


def _rival(name: str, worker: _Worker, picture: Picture, truth: Truth | None) -> Scored:
    references = worker.references[name]
    if is_slow(name):
        count = max(worker.sift.references, 1)
        some = references[:: max(len(references) // count, 1)][:count]
        true = [one for one in references if truth and one[0] == truth.name]
        references = [*true, *(one for one in some if not truth or one[0] != truth.name)]
    return rival_named(name).scores(picture, references)


def _truth(item: Drawn, edited: Edited) -> Truth:
    return Truth(item.path.name, edited.relations, edited.words, edited.mirrored, edited.box, edited.box_shown)


def _mapped(  # noqa: PLR0917
    task: Callable[[Any], Any],
    items: Sequence[Any],
    workers: int,
    words: str,
    opening: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[Any]:
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(workers, opening, given) as pool:
        for done, result in enumerate(pool.imap_unordered(task, items, chunksize=2), start=1):
            yield result
            if done % 100 == 0 or done == len(items):
                print(f"  {words}: {done} of {len(items)}, {time.monotonic() - start:.0f} s", flush=True)
