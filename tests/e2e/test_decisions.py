"""What people decide about findings: kept, shown, and still there after a new trace."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.conftest import Done

from firstseen.pipeline.case import writing_case

Run = Callable[..., Done]


@pytest.fixture
def case(tmp_path: Path, collected: Path, firstseen: Run) -> Path:
    folder = tmp_path / "case"
    assert firstseen("new", folder, "--event", "Flood", "--from", "2024-05-12").code == 0
    assert firstseen("add", folder, collected).code == 0
    assert firstseen("trace", folder).code == 0
    return folder


def _finding(case: Path, firstseen: Run, kind: str) -> str:
    found = [record for record in firstseen("list", case, "findings", "--json").lines() if record["kind"] == kind]
    return str(found[0]["finding"])


def test_a_decision_is_shown_wherever_the_finding_is(case: Path, tmp_path: Path, firstseen: Run) -> None:
    finding = _finding(case, firstseen, "older_than_event")
    note = "Confirmed by phone: the photographer says 2018 <b>&"
    done = firstseen("decide", case, finding, "--agree", "--note", note, "--by", "Олена", "--json")
    assert done.code == 0
    kept = done.lines()[0]
    assert firstseen("decide", case, finding, "--disagree", "--by", "Samir").code == 0
    record = next(one for one in firstseen("list", case, "findings", "--json").lines() if one["finding"] == finding)
    assert [(one["by"], one["verdict"], one["note"]) for one in record["decisions"]] == [
        ("Олена", "agree", note),
        ("Samir", "disagree", None),
    ]
    assert record["decisions"][0] == {name: value for name, value in kept.items() if name != "finding"}
    shown = firstseen("show", case, finding).out
    assert "Олена agrees" in shown
    assert "Samir does not agree" in shown
    assert "Олена: agree, Samir: disagree" in firstseen("list", case, "findings").out
    assert firstseen("publish", case, tmp_path / "dossier").code == 0
    page = (tmp_path / "dossier" / "findings.html").read_text(encoding="utf-8")
    assert "Confirmed by phone: the photographer says 2018 &lt;b&gt;&amp;" in page
    assert firstseen("status", case, "--json").lines()[0]["decisions"] == {"all": 2, "about_findings_that_are_gone": 0}
    assert firstseen("verify", case).code == 0


def test_a_decision_outlives_the_finding(case: Path, tmp_path: Path, firstseen: Run) -> None:
    finding = _finding(case, firstseen, "older_than_event")
    assert firstseen("decide", case, finding, "--note", "asked the author").code == 0
    assert firstseen("set", case, "--from", "").code == 0
    assert firstseen("trace", case).code == 0
    assert finding not in firstseen("list", case, "findings", "--json").out
    shown = firstseen("show", case, finding)
    assert shown.code == 0
    assert "no longer there" in shown.out
    assert "asked the author" in shown.out
    assert firstseen("show", case, finding, "--json").lines()[0]["gone"] is True
    assert "1 of them about findings that are no longer there" in firstseen("status", case).out
    assert firstseen("publish", case, tmp_path / "dossier").code == 0
    assert "asked the author" in (tmp_path / "dossier" / "index.html").read_text(encoding="utf-8")
    assert firstseen("set", case, "--from", "2024-05-12").code == 0
    assert firstseen("trace", case).code == 0
    back = next(one for one in firstseen("list", case, "findings", "--json").lines() if one["finding"] == finding)
    assert [one["note"] for one in back["decisions"]] == ["asked the author"]
    assert firstseen("verify", case).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["f-0123456789abcdef", "--agree"], "no such finding"),
        (["FINDING"], "nothing is decided"),
        (["FINDING", "--note", "  "], "nothing is decided"),
        (["FINDING", "--note", "x" * 20_001], "longer than 20,000"),
        (["FINDING", "--agree", "--by", "x" * 201], "longer than 200"),
        (["FINDING", "--note", "\udc80"], "not text"),
    ],
)
def test_what_cannot_be_decided(case: Path, firstseen: Run, arguments: list[str], said: str) -> None:
    finding = _finding(case, firstseen, "older_than_event")
    done = firstseen("decide", case, *(finding if one == "FINDING" else one for one in arguments))
    assert done.code == 2
    assert said in done.err
    assert firstseen("status", case, "--json").lines()[0]["decisions"]["all"] == 0


def test_a_published_dossier_is_told(case: Path, tmp_path: Path, firstseen: Run) -> None:
    folder = tmp_path / "dossier"
    assert firstseen("publish", case, folder, "--json").lines()[0]["told"] is True
    told = [json.loads(line) for line in (case / "log" / "custody.jsonl").read_bytes().splitlines()][-1]
    assert told["what"] == "publish"
    listed = subprocess.run(
        ["sh", "-c", "find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum"],
        cwd=folder,
        capture_output=True,
        check=True,
    ).stdout
    assert told["about"] == {
        "kind": "dossier",
        "files": len(listed.splitlines()),
        "manifest": hashlib.sha256(listed).hexdigest(),
    }
    with writing_case(case, "add"):
        done = firstseen("publish", case, folder)
    assert done.code == 0
    assert "The custody log does not tell of it" in done.out
    assert firstseen("verify", case).code == 0
