"""The program under test, and the only module that knows how it is asked: a case is made, traced, and read back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from firstseen.catalog.evidence import all_copies
from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.intake.source import ReadOptions
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.records import CaseFacts
from firstseen.pipeline import ordering
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, writing_case
from firstseen.pipeline.tracing import trace
from firstseen.settings import settings

__all__ = ["Answer", "answer", "collect"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says of a case: appearances, groups, copies and the chronicle with its spreads.

    A group that has no spread counts as undecided.
    """

    shown: tuple[ShownEvidence, ...]
    groups: Mapping[str, tuple[Digest, ...]]
    copies: tuple[Copy, ...]
    chronicle: Chronicle


def collect(case: Path, source: Path, facts: CaseFacts) -> None:
    """Makes the case and adds what was collected. Raises `ValueError` when something of it is refused."""
    create(case, facts)
    report = add(case, [source], ReadOptions())
    if report.refusals:
        raise ValueError(f"refused: {report.refusals[0].name}: {report.refusals[0].reason}")


def answer(case: Path, *, workers: int) -> Answer:
    """Traces the case (only what is missing) and gives what follows; the order is worked out anew each time.

    Words printed on pages are not read: reading takes seconds a page, and no figure of this bench rests on them.
    """
    with _set(FIRSTSEEN_WORKERS=str(workers), FIRSTSEEN_TESSDATA=str(case)):
        trace(case)
    with writing_case(case, "bench") as opened, opened.read_engine.connect() as connection:
        groups, shown, _, chronicle = ordering._worked_out(connection, opened)
        copies = all_copies(connection)
    return Answer(tuple(shown), groups, tuple(copies), chronicle)


@contextmanager
def _set(**values: str) -> Iterator[None]:
    """The settings of the program for a while; afterwards they are what they were."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    settings.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
        settings.cache_clear()
