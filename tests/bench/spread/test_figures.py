"""A hand-made answer about hand-made cascades gives known figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bench.spread.cascade import Cascade
from bench.spread.figures import Figures, figures_of
from bench.spread.making import Setting
from bench.spread.program import Answer
from tests.bench.spread.conftest import START, made, post

from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.spread import Edge, MissingAncestor, Spread, Version
from firstseen.model.time import TimeSpan

LEFT, RIGHT = made(1, 0, (0, 0, 0.7, 1)), made(2, 0, (0.3, 0, 1, 1))
VERSIONS = (made(0, None, collected=False), LEFT, RIGHT, made(3, 1, (0, 0, 0.5, 1)))
CASCADE = Cascade("c", VERSIONS, (post(1, -5), post(2, 2, "clock"), post(3, 9)), older=True)


def _figures(
    *findings: Finding, missing: tuple[str, ...] = (), start: datetime = START, late: timedelta = timedelta(0)
) -> Figures:
    shown = tuple(
        ShownEvidence(
            f"p{one.version}", f"i{one.version}", CASCADE.by_number[one.version].digest, "g", author=one.author
        )
        for one in CASCADE.posts
    )
    spans = {f"p{one.version}": TimeSpan(one.when + late, one.when + late) for one in CASCADE.posts}
    versions = tuple(Version(one.digest, one.digest) for one in CASCADE.collected)
    edge = Edge(LEFT.digest, VERSIONS[3].digest, True, 0.9, (), (), "")
    ancestors = (MissingAncestor("m", missing, (), None, ""),) if missing else ()
    spread = Spread("g", versions, (edge,), (), ancestors, ())
    chronicle = Chronicle(spans, {}, findings, spreads=(spread,))
    groups = {"g": tuple(one.digest for one in CASCADE.collected)}
    return figures_of([CASCADE], Answer(shown, groups, (), chronicle), Setting(0, start, start + timedelta(days=4)))


def _found(kind: FindingKind, *about: str, outcome: Outcome = Outcome.FOUND) -> Finding:
    return Finding("f", kind, outcome, about, "", (), "m", "1")


def test_an_answer_that_is_all_right() -> None:
    figures = _figures(
        _found(FindingKind.OLDER_THAN_EVENT, "g"),
        _found(FindingKind.TIME_CONTRADICTION, "p2"),
        missing=(LEFT.digest, RIGHT.digest),
    )
    assert (figures.edges.right, figures.edges.f1, figures.whole) == (1, 1.0, 1)
    assert (figures.missing.precision, figures.missing.recall) == (1.0, 1.0)
    assert (figures.contradictions.recall, figures.contradictions.wrong) == (1.0, 0)
    assert (figures.older.found, figures.older.planted, figures.after) == (1, 1, 0)
    assert (figures.inside, figures.appearances, figures.inside_planted) == (2, 2, 1)
    assert figures.wrong == []


def test_what_is_told_as_cut_off_is_held_against_the_truth() -> None:
    deep = VERSIONS[3]
    right = replace(
        _found(FindingKind.CROPPED_CONTEXT, "g", deep.digest),
        reason=f"Of the photograph that {LEFT.name} shows, {deep.name} lacks 29 % (29 % of its width on the right). "
        f"Of the photograph that {RIGHT.name} shows, the picture on {deep.name} lacks 71 %; {LEFT.name} lacks 20 %.",
    )
    figures = _figures(right)
    assert (figures.cut_off.right, figures.cut_off.wrong) == (2, 1)
    assert (figures.cut_off.found, figures.cut_off.planted) == (1, 3)
    assert [line for line in figures.wrong if "cut off" in line] == [
        f"cut off: {LEFT.name} lacks 0.20 of {RIGHT.name}: it does not"
    ]


def test_what_was_not_found_is_told() -> None:
    figures = _figures(_found(FindingKind.OLDER_THAN_EVENT, "g", outcome=Outcome.CANNOT_SAY))
    assert figures.missing.recall == figures.contradictions.recall == figures.older.recall == 0.0
    assert len(figures.wrong) == 3


def test_what_was_made_up_is_counted_and_told() -> None:
    figures = _figures(
        _found(FindingKind.OLDER_THAN_EVENT, "g"),
        _found(FindingKind.TIME_CONTRADICTION, "p3"),
        missing=(VERSIONS[3].digest,),
        start=START - timedelta(days=1),
        late=timedelta(hours=1),
    )
    assert (figures.older.wrong, figures.after) == (1, 1)
    assert figures.contradictions.wrong == 1
    assert (figures.missing.wrong, figures.missing.found) == (1, 0)
    assert (figures.inside, figures.appearances) == (0, 2)


def test_cases_are_added_up() -> None:
    total = Figures()
    for _ in range(2):
        total.add(_figures(missing=(LEFT.digest, RIGHT.digest)))
    assert (total.cascades, total.edges.right, total.missing.found, total.contradictions.planted) == (2, 2, 2, 2)
    assert total.by_plant["clock"].planted == 2
