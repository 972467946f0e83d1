"""Rows of the catalogue, changed behind the log's back: each is named."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph

from firstseen.intake.source import ReadOptions
from firstseen.model.decisions import Verdict
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case, set_facts
from firstseen.pipeline.deciding import decide
from firstseen.pipeline.tracing import trace
from firstseen.pipeline.verifying import verify

POSTS = """\
post_id,platform,url,author,published,text,media
1789551061324566528,x,https://x.com/olena/status/1789551061324566528,olena,2024-05-12T06:59:55Z,Повінь у місті,a.jpg
1058000000000000000,x,https://x.com/old/status/1058000000000000000,old,,the river,b.jpg
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A traced case with a decision."""
    folder = tmp_path_factory.mktemp("rows")
    picture = photograph(4)
    (folder / "a.jpg").write_bytes(jpeg(picture))
    (folder / "b.jpg").write_bytes(jpeg(picture[::2, ::2], 70))
    (folder / "posts.csv").write_text(POSTS, encoding="utf-8")
    case = folder / "case"
    create(case, CaseFacts("case", "Flood"))
    add(case, [folder / "posts.csv"], ReadOptions())
    set_facts(case, {"start": datetime(2024, 5, 12, tzinfo=UTC)})
    trace(case)
    with reading_case(case) as opened:
        finding = next(opened.reading.findings()).finding
    decide(case, finding.id, Verdict.AGREE, "seen on the river", "Олена")
    return case


@pytest.fixture
def case(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "case")
    return tmp_path / "case"


def test_a_whole_case_is_right(case: Path) -> None:
    report = verify(case)
    assert (report.wrong, report.unchecked, report.unfinished) == ([], [], 0)
    assert (report.items, report.decisions) == (2, 1)
    assert report.signed == report.checkpoints == 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update items set text = 'fire' where text = 'the river'", "what it shows was changed after entry"),
        ("update items set record = x'00'", "what it shows was changed after entry"),
        ("update appearances set times = '[]', caption = 'x'", "what it shows was changed after entry"),
        ("update appearances set medium = (select max(digest) from media)", "shows other media than entry"),
        (
            "update items set id = 'i-0123456789abcdef' where text = 'the river'",
            "does not tell of item i-0123456789abcdef",
        ),
        ("update sources set name = 'other'", "is not as entry"),
        ("update case_facts set event = 'Fire'", "what the case is about (event)"),
        ("update decisions set verdict = 'disagree'", "is not as entry"),
        ("update decisions set at = '2020-01-01T00:00:00.000000Z'", "is not as entry"),
        ("delete from decisions", "is gone"),
        ("update decisions set id = 'd-0123456789abcdef'", "does not tell of decision d-0123456789abcdef"),
        ("update findings set outcome = 'not_found'", "what was worked out (findings)"),
        ("update copies set relation = 'altered'", "what was worked out (copies)"),
        ("update results set bytes = x'00'", "what was worked out (results)"),
        ("update appearances set earliest = null, latest = null", "what was worked out (appearances)"),
        ("update groups set reason = ''", "what was worked out (groups)"),
        ("delete from spread_edges", "what was worked out (spread_edges)"),
    ],
)
def test_a_changed_row_is_named(case: Path, change: str, said: str) -> None:
    with sqlite3.connect(case / "case.sqlite") as connection:
        assert connection.execute(change).rowcount > 0
    connection.close()
    wrong = verify(case).wrong
    assert any(said in sentence for sentence in wrong), wrong


def test_items_that_are_gone_are_an_add_to_be_done_again(case: Path) -> None:
    with sqlite3.connect(case / "case.sqlite") as connection:
        connection.execute("delete from appearances where region is null and item = (select min(id) from items)")
        connection.execute("delete from items where id = (select min(id) from items)")
    connection.close()
    assert any("add the source again" in sentence for sentence in verify(case).unchecked)


def test_more_added_after_a_trace_is_not_wrong(case: Path, whole: Path) -> None:
    """A picture that was missing takes the place of an appearance that trace had dated."""
    folder = case.parent
    (folder / "posts.csv").write_text(POSTS.replace("b.jpg", "c.jpg"), encoding="utf-8")
    add(case, [folder / "posts.csv"], ReadOptions())
    trace(case)
    assert (verify(case).wrong, verify(case).unchecked) == ([], [])
    (folder / "c.jpg").write_bytes(jpeg(photograph(9)))
    add(case, [folder / "posts.csv"], ReadOptions())
    report = verify(case)
    assert report.wrong == []
    assert any("run trace" in sentence for sentence in report.unchecked)
    trace(case)
    assert (verify(case).wrong, verify(case).unchecked) == ([], [])


def test_a_trace_that_was_stopped_is_said(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, [whole_picture(case.parent)], ReadOptions())
    with monkeypatch.context() as patch:
        patch.setattr("firstseen.pipeline.tracing.order_case", _stop)
        with pytest.raises(KeyboardInterrupt):
            trace(case)
    report = verify(case)
    assert report.wrong == []
    assert any("was stopped" in sentence and "run trace" in sentence for sentence in report.unchecked)
    trace(case)
    assert (verify(case).wrong, verify(case).unchecked) == ([], [])


def _stop(*_: object) -> bool:
    raise KeyboardInterrupt


def whole_picture(folder: Path) -> Path:
    path = folder / "loose.jpg"
    path.write_bytes(jpeg(photograph(11)))
    return path


def test_what_was_told_and_not_done_is_done_by_the_next_writer(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with reading_case(case) as opened:
        finding = next(opened.reading.findings()).finding
    with monkeypatch.context() as patch:
        patch.setattr("firstseen.pipeline.deciding.put_decision", _stop)
        with pytest.raises(KeyboardInterrupt):
            decide(case, finding.id, Verdict.DISAGREE, None, "Samir")
        patch.setattr("firstseen.pipeline.case.change_facts", _stop)
        patch.setattr("firstseen.pipeline.case.finish", lambda *_: None)
        patch.setattr("firstseen.pipeline.case.seal_log", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            set_facts(case, {"event": "Fire"})
    report = verify(case)
    assert report.wrong == []
    assert sum("the next command that writes does it" in sentence for sentence in report.unchecked) == 2
    set_facts(case, {"place": "Велигород"})
    with reading_case(case) as opened:
        assert [decision.by for decision in opened.reading.decisions()] == ["Олена", "Samir"]
        assert opened.reading.facts().event == "Fire"
    assert (verify(case).wrong, verify(case).unchecked) == ([], [])
