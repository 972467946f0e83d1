"""Pictures are compared in processes beside the one that searches and writes, with the same outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from tests.small_case import listed

from firstseen.catalog import tables
from firstseen.index.pictures import Candidate
from firstseen.pipeline import comparing, matching_waiting
from firstseen.pipeline.case import reading_case, writing_case
from firstseen.pipeline.comparing import Comparers
from firstseen.pipeline.matching import verified
from firstseen.pipeline.progress import silent
from firstseen.pipeline.shelf import PrintShelf
from firstseen.pipeline.steps import MATCH
from firstseen.settings import settings


def test_processes_beside_give_the_same_copies(
    case: Path, copied: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(case)
    before = listed(folder, "copies")
    assert len(before) == 3
    monkeypatch.setenv("FIRSTSEEN_WORKERS", "3")
    settings.cache_clear()
    monkeypatch.setattr(matching_waiting, "APART_FROM", 2)
    with writing_case(folder, "trace") as opened:
        with opened.engine.begin() as connection:
            connection.execute(delete(tables.copies))
            connection.execute(delete(tables.results).where(tables.results.c.step == MATCH[0]))
        started = _count_started(monkeypatch)
        assert matching_waiting.match_waiting(opened, silent) == 6
    settings.cache_clear()
    assert started == [2]
    assert listed(folder, "copies") == before


def test_outcomes_come_in_the_order_of_the_pictures_and_a_pair_is_compared_once(
    case: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(case)
    pairs = [(one["a"], one["b"]) for one in listed(folder, "copies")]
    met = [(a, [Candidate(b, 9.0, None, "points")]) for a, b in pairs]
    met += [(b, [Candidate(a, 9.0, None, "points")]) for a, b in pairs]
    with reading_case(folder) as opened, Comparers(PrintShelf(opened.read_engine), opened.catalogue, 1) as comparers:
        outcomes = [one for digest, candidates in met for one in comparers.compare(digest, candidates)]
        outcomes += comparers.rest()
    assert [one.digest for one in outcomes] == [digest for digest, _ in met]
    assert [len(one.copies) for one in outcomes] == [1, 1, 1, 0, 0, 0]


def test_what_the_processes_beside_have_no_time_for_is_compared_here_in_the_same_order(
    case: Path, copied: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(case)
    pairs = [(one["a"], one["b"]) for one in listed(folder, "copies")]
    apart = next([one, other] for one in pairs for other in pairs if not {*one} & {*other})
    monkeypatch.setattr(comparing, "AHEAD", 1)
    with reading_case(folder) as opened, Comparers(PrintShelf(opened.read_engine), opened.catalogue, 1) as comparers:
        here = _count_compared(monkeypatch)
        met = [one for a, b in apart for one in comparers.compare(a, [Candidate(b, 9.0, None, "points")])]
        met += comparers.rest()
    assert [one.digest for one in met] == [a for a, _ in apart]
    assert [(copy.a, copy.b) for one in met for copy in one.copies] == [tuple(pair) for pair in apart]
    assert here == [apart[1][0]]


def _count_compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures that this process compares."""
    compared: list[str] = []

    def counted(digest: str, *rest: Any, **named: Any) -> Any:
        compared.append(digest)
        return verified(digest, *rest, **named)

    monkeypatch.setattr(comparing, "verified", counted)
    return compared


def _count_started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    started: list[int] = []

    class Counted(Comparers):
        def __init__(self, shelf: PrintShelf, catalogue: Path, apart: int) -> None:
            started.append(apart)
            super().__init__(shelf, catalogue, apart)

    monkeypatch.setattr(matching_waiting, "Comparers", Counted)
    return started


def test_an_index_of_prints_of_another_version_is_made_anew(case: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(case)
    with writing_case(folder, "trace") as opened:
        before = sorted(path.name for path in opened.index.iterdir())
        held = matching_waiting.update_index(opened, PrintShelf(opened.read_engine), silent).digests()
        segment = next(opened.index.glob("*.segment"))
        kept = segment.stat().st_ino, segment.read_bytes()
        matching_waiting.update_index(opened, PrintShelf(opened.read_engine), silent)
        assert (segment.stat().st_ino, segment.read_bytes()) == kept
        (opened.index / matching_waiting.MADE_BY).write_text("6 moving-3\n")
        segment.rename(opened.index / "00000009-00000009.segment")
        found = matching_waiting.update_index(opened, PrintShelf(opened.read_engine), silent).digests()
        assert found == held
        assert len(held) > 0
        assert sorted(path.name for path in opened.index.iterdir()) == before
