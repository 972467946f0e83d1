"""The harness itself: the truth as the answer is perfect, a shuffled truth is worth nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench.floors import check, raise_floors
from bench.video.answers import Answers, Said
from bench.video.corpus import NEGATIVES, corpus_of
from bench.video.gate import figures_of
from bench.video.page import BEGIN, END, write_page
from bench.video.program import said_of
from bench.video.report import Report, details, report_of
from bench.video.table import lines_of
from bench.video.truth import Truth, truth_of

from firstseen.model.moving import Segment, Track


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of(corpus_of("report", 1, None, None).files)


def _right(truth: Truth) -> tuple[Said, ...]:
    return tuple(Said(pair.a, pair.b, 0.9, True, pair.spells) for pair in truth.asked())


def _answers(said: tuple[Said, ...]) -> Answers:
    return Answers("firstseen", said, 60.0, 1000)


def _report(truth: Truth, said: tuple[Said, ...], rival: tuple[Said, ...] = ()) -> Report:
    return report_of(truth, [_answers(said), Answers("vPDQ", rival, 1.0, 1)], 30.0)


def test_the_truth_as_the_answer_is_perfect(truth: Truth) -> None:
    report = _report(truth, _right(truth))
    program = report.program
    assert program.ranking.recall_unmistaken == program.decided == program.both.f1 == 1.0
    assert program.false_alarms == 0
    assert all(kind.found == 1.0 and kind.mirrored == 1.0 and kind.speed == 1.0 for kind in program.kinds.values())
    assert {kind.in_time for name, kind in program.kinds.items() if "still" in name or "5 s" in name} == {1.0}
    assert details(truth, _answers(_right(truth))) == []


def test_the_order_within_a_pair_does_not_matter(truth: Truth) -> None:
    turned = tuple(
        Said(one.b, one.a, one.score, one.joins, tuple(spell.turned() for spell in one.spells)) for one in _right(truth)
    )
    assert _report(truth, turned).program.both.f1 == pytest.approx(1.0)


def test_a_shuffled_answer_is_worth_little(truth: Truth) -> None:
    right = _right(truth)
    spells = [one.spells for one in right]
    others = [one.b for one in right]
    random.Random(3).shuffle(spells)
    random.Random(4).shuffle(others)
    shuffled = tuple(
        Said(one.a, b, 0.9, True, some) for one, b, some in zip(right, others, spells, strict=True) if one.a != b
    )
    report = _report(truth, shuffled)
    assert report.program.both.f1 < 0.1
    assert report.program.decided < 0.3
    assert report.program.false_alarms > 25
    assert report.program.ranking.recall_unmistaken == 0.0


def test_joining_a_near_miss_is_a_false_alarm_and_saying_same_subject_is_not(truth: Truth) -> None:
    near = [pair for pair in truth.expected.values() if pair.kind in NEGATIVES]
    joined = tuple(Said(pair.a, pair.b, 0.95, True) for pair in near)
    report = _report(truth, (*_right(truth), *joined))
    assert report.program.false_alarms == len(near)
    assert report.program.ranking.recall_unmistaken == 0.0
    assert all(count == pairs for count, pairs in report.program.joined.values())
    told = tuple(Said(pair.a, pair.b, 0.95, False) for pair in near)
    assert _report(truth, (*_right(truth), *told)).program.ranking.recall_unmistaken == 1.0


def test_neutral_pairs_are_neither_right_nor_wrong(truth: Truth) -> None:
    pairs = [sorted(pair) for pair in truth.neutral]
    neutral = tuple(Said(one, other, 0.99, True) for one, other in pairs)
    report = _report(truth, (*_right(truth), *neutral))
    assert report.program.false_alarms == 0
    assert report.program.ranking.recall_unmistaken == 1.0


def test_one_that_only_hears_is_not_blamed_for_a_sound_that_is_shared(truth: Truth) -> None:
    near = [pair for pair in truth.expected.values() if pair.kind == "same song"]
    said = tuple(Said(pair.a, pair.b, 30.0, True) for pair in near)
    hearing = Answers("Chromaprint", said, 1.0, 1, only_hears=True)
    assert report_of(truth, [_answers(_right(truth)), hearing], 1.0).systems[1].false_alarms == 0
    moment = next(pair for pair in truth.expected.values() if pair.kind == "another moment")
    hearing = Answers("Chromaprint", (Said(moment.a, moment.b, 30.0, True),), 1.0, 1, only_hears=True)
    assert report_of(truth, [_answers(_right(truth)), hearing], 1.0).systems[1].false_alarms == 1


def test_a_rival_that_finds_more_of_a_kind_is_named(truth: Truth) -> None:
    trims = tuple(one for one in _right(truth) if one.a.startswith("trim"))
    rest = tuple(one for one in _right(truth) if one not in trims)
    assert _report(truth, rest, trims).systems[1].ahead == ("trim",)
    assert _report(truth, _right(truth), trims).systems[1].ahead == ()


def test_a_line_of_the_machine_format_is_read_with_its_speed_turned() -> None:
    segment = Segment(0, 8, 10, 20, 0.8, True, None, None, Track.PICTURE, 0.9)
    row = {"a": "11", "b": "22", "relation": "part", "confidence": 0.9, "segments": [segment.as_json()]}
    one = said_of(row, {"11": "a.mp4", "22": "b.mp4"})
    assert (one.a, one.b, one.joins) == ("a.mp4", "b.mp4", True)
    # A second of a is 1.25 seconds of b.
    assert one.spells[0].speed == pytest.approx(1.25)
    assert one.spells[0].mirrored
    assert not said_of({**row, "relation": "same_subject", "segments": []}, {"11": "a", "22": "b"}).joins


def test_the_page_is_written_between_its_markers_and_the_gate_holds(truth: Truth, tmp_path: Path) -> None:
    report = _report(truth, _right(truth))
    (tmp_path / "benchmarks.md").write_text(
        f"# Benchmarks\n\nbefore\n\n{BEGIN}\nstale words\n{END}\n\nafter\n", encoding="utf-8"
    )
    written = write_page(report, tmp_path, "make bench-video", "abc")
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "stale words" not in page
    assert page.index("before") < page.index("## Video and sound") < page.index("after")
    assert "| compilation of ten | 10 | 1.00 |" in page
    assert all(path.exists() for path in written)
    assert any("compilation of ten" in line for line in lines_of(report))
    floors = tmp_path / "floors.json"
    raise_floors(figures_of(report, "abc"), floors)
    assert check(figures_of(report, "abc"), floors) == []
    worse = _report(truth, _right(truth)[1:])
    assert any("is under its floor" in line for line in check(figures_of(worse, "abc"), floors))
