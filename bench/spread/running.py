"""Cases made, traced and judged: each in a process of its own, and kept for the next run where that is asked for."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench.copies.edits import Layouts
from bench.spread.bases import bases_of
from bench.spread.cascade import Cascade
from bench.spread.figures import Figures, figures_of
from bench.spread.making import VERSION, Setting, cascades, setting_of
from bench.spread.program import Answer, answer, collect
from bench.spread.writing import write_cascades
from firstseen.model.records import CaseFacts

__all__ = ["Plan", "digest_of", "run", "traced"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: the folders of photographs, which half, how many cascades in how many cases, and where.

    `work`: the folder in which cases are made; what it holds already is used again. `workers` processes at a time.
    """

    folders: tuple[Path, ...]
    half: Layouts
    cascades: int
    each: int
    work: Path
    workers: int

    def cases(self) -> list[tuple[int, int]]:
        """The number of each case and how many cascades it holds: about as many in each."""
        count = max(-(-self.cascades // self.each), min(self.workers, self.cascades))
        return [(turn, len(range(turn, self.cascades, count))) for turn in range(count)]


def run(plan: Plan, told: Callable[[str], None] = print) -> Figures:
    """The figures over all cases."""
    figures = Figures()
    for turn, one in _done(plan):
        told(f"case {turn}: {one.cascades} cascades, {one.collected} versions collected, {one.groups} groups")
        figures.add(one)
    return figures


def _done(plan: Plan) -> Iterator[tuple[int, Figures]]:
    tasks = [(plan, turn, count) for turn, count in plan.cases()]
    if plan.workers == 1:
        yield from map(_one, tasks)
        return
    with ProcessPoolExecutor(min(plan.workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one, tasks)


def _one(task: tuple[Plan, int, int]) -> tuple[int, Figures]:
    plan, turn, count = task
    made, said, setting = traced(plan, turn, count)
    return turn, figures_of(made, said, setting)


def traced(plan: Plan, turn: int, count: int) -> tuple[list[Cascade], Answer, Setting]:
    """One case: its cascades, and what the program says of them."""
    setting = setting_of(turn)
    folder = plan.work / f"{plan.half}-{VERSION}-{turn}-{count}"
    kept = folder / "cascades.pickle"
    if not kept.exists():
        _make(plan, setting, count, folder)
    made: list[Cascade] = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this module
    return made, answer(folder / "case", workers=1), setting


def _make(plan: Plan, setting: Setting, count: int, folder: Path) -> None:
    bases = bases_of(plan.folders, plan.half)
    made = write_cascades(cascades(bases, setting, count), folder / "collected")
    facts = CaseFacts(f"cascades {setting.turn}", "an event", None, setting.start, setting.end)
    collect(folder / "case", folder / "collected", facts)
    # Written last: where it stands, the case holds everything.
    (folder / "cascades.pickle").write_bytes(pickle.dumps(made))


def digest_of(plan: Plan) -> str:
    """The digest of the base pictures, and of how cascades are made from them."""
    bases = bases_of(plan.folders, plan.half)
    return hashlib.sha256(f"{VERSION} {bases.digest} {plan.cases()}".encode()).hexdigest()
