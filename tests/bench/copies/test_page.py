from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from bench.copies.corpus import Drawn
from bench.copies.gate import figures_of
from bench.copies.page import BEGIN, END, write_page
from bench.copies.program import Found
from bench.copies.report import Report, details, report_of
from bench.copies.rivals import Scored
from bench.copies.running import Answer, Kept, Trapped, Truth
from bench.copies.table import lines_of


def _answers() -> list[Answer]:
    truth = Truth("a.jpg", ("copy",), frozenset({"grey"}), False, (0, 0, 10, 10), (0, 0, 10, 10))
    right = Found("a.jpg", 0.9, "copy", True, False, (0, 0, 10, 10), (0, 0, 10, 10), ("grey",))
    wrong = Found("b.jpg", 0.4, "part", True, False, (0, 0, 10, 10), (0, 0, 10, 10), ())
    unsure = Found("a.jpg", 0.8, "same_subject", False, False, None, None, ())
    rivals = {"pdqhash": Scored((("a.jpg", 240.0), ("b.jpg", 130.0)), 0.001, 2)}
    path = Path("a.jpg")
    return [
        Answer(Drawn("grey", path, "query"), truth, (right,), 0.01, rivals),
        Answer(Drawn("meme", path, "query"), truth, (unsure,), 0.01, rivals),
        Answer(Drawn("meme", Path("c.jpg"), "left out"), None, (wrong,), 0.01, {"pdqhash": Scored((), 0.001, 2)}),
    ]


def _report() -> Report:
    trapped = [Trapped("one badge", 0, None, 0.0, False, {"pdqhash": 100.0})]
    trapped += [Trapped("one badge", 1, "copy", 0.7, True, {"pdqhash": 250.0})]
    return report_of(_answers(), Kept(("a.jpg", "b.jpg"), 2048, {"pdqhash": 64}, 0.01), trapped)


def test_a_run_comes_to_its_figures() -> None:
    report = _report()
    program, pdq = report.systems
    assert (program.decided, program.false_alarms, program.pairs) == (0.5, 1, 4)
    assert program.by_kind == {"grey": 1.0, "meme": 0.0}
    assert program.ranking.recall_unmistaken == 0.5
    assert pdq.decided == 1.0
    trap = report.traps[0]
    assert (trap.pairs, trap.joined, trap.rivals) == (2, 1, {"pdqhash": 1})
    assert [(kind.kind, kind.found, kind.words) for kind in report.kinds[:1]] == [("grey", 1.0, 1.0)]
    assert figures_of(report, "c").low["trap called a copy: one badge"] == 0.5


def test_details_name_misses_and_false_alarms() -> None:
    lines = details(_answers())
    assert [line.split()[0] for line in lines] == ["false", "missed"]
    assert "b.jpg" in lines[0]
    assert "same_subject" in lines[1]


def test_the_table_has_a_line_for_each_kind_and_trap() -> None:
    lines = list(lines_of(_report()))
    for words in ("firstseen", "pdqhash", "grey", "meme", "one badge"):
        assert any(line.startswith(words) for line in lines)


def test_the_section_is_replaced_and_the_rest_kept(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Benchmarks\n\nbefore\n\n{BEGIN}\nstale section\n{END}\n\nafter\n", encoding="utf-8")
    write_page(_report(), tmp_path, "make bench-copies", "c" * 64)
    text = page.read_text(encoding="utf-8")
    assert "before" in text
    assert "stale section" not in text
    assert text.endswith("\n\nafter\n")
    assert text.count(BEGIN) == text.count(END) == 1
    again = write_page(_report(), tmp_path, "make bench-copies", "c" * 64)
    assert page.read_text(encoding="utf-8") == text
    drawings = [path for path in again if path.suffix == ".svg"]
    assert len(drawings) == 3
    for path in drawings:
        assert ET.parse(path).getroot().tag.endswith("svg")
        assert f"benchmarks/{path.name}" in text


def test_a_page_that_is_absent_is_begun(tmp_path: Path) -> None:
    write_page(_report(), tmp_path, "make bench-copies", "c" * 64)
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8").startswith("# Benchmarks\n\n" + BEGIN)


def test_the_slow_rival_gets_the_best_threshold_among_plain_photographs() -> None:
    truth = Truth("a.jpg", ("copy",), frozenset(), False, (0, 0, 10, 10), (0, 0, 10, 10))
    ranked = (("b.jpg as meme", 60.0), ("a.jpg", 20.0), ("b.jpg", 12.0))
    asked = Answer(Drawn("meme", Path("a.jpg"), "query"), truth, (), 0.01, {"SIFT + RANSAC": Scored(ranked, 0.1, 3)})
    other = Answer(Drawn("grey", Path("a.jpg"), "query"), truth, (), 0.01)
    sift = report_of([asked, other], Kept(("a.jpg", "b.jpg"), 0, {"SIFT + RANSAC": 0}, 0.0)).systems[1]
    assert 12 < sift.threshold < 13
    assert (sift.decided, sift.false_alarms, sift.by_kind) == (1.0, 1, {"meme": 1.0})
    assert sift.ahead == ("meme",)
