"""The spread of a traced case, as it is shown, listed, exported and published; and on a terminal of 80 columns."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from PIL import Image
from prov.model import ProvDocument
from tests.e2e.conftest import FIRSTSEEN, Done

from firstseen.model.questions import Question

Run = Callable[..., Done]


@pytest.fixture
def case(tmp_path: Path, collected: Path, firstseen: Run) -> Path:
    folder = tmp_path / "case"
    assert firstseen("new", folder, "--event", "Flood", "--from", "2024-05-12").code == 0
    assert firstseen("add", folder, collected).code == 0
    assert firstseen("trace", folder).code == 0
    return folder


def group_of(case: Path, firstseen: Run, versions: int = 2) -> str:
    groups = firstseen("list", case, "groups", "--json").lines()
    return str(next(group["group"] for group in groups if len(group["media"]) == versions))


def test_show_answers_in_the_order_an_editor_asks(case: Path, firstseen: Run) -> None:
    said = firstseen("show", case, group_of(case, firstseen)).out
    places = [said.index(question.value) for question in Question]
    rest = [said.index(words) for words in ("Versions, in", "Spread: which version", "Appearances, in the order")]
    assert [*places, *rest] == sorted([*places, *rest])
    assert "It existed by" in said and "First seen is the earliest appearance known here, not the source." in said


REPOSTS = """platform,url,author,published,text,media,repost_of
telegram,https://t.me/ana/1,ana,2022-06-04T08:00:00Z,the river,one.png,
telegram,https://t.me/ana/2,ana,2022-06-05T08:00:00Z,the mill,one.png,
telegram,https://t.me/ana/3,ana,2022-06-06T08:00:00Z,the bridge,one.png,https://t.me/ana/2
"""


def test_what_was_taken_is_told_by_appearance_what_is_sure_first(firstseen: Run, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    Image.effect_noise((320, 240), 60).save(source / "one.png")
    (source / "posts.csv").write_text(REPOSTS, encoding="utf-8")
    folder = tmp_path / "case"
    for done in (firstseen("new", folder), firstseen("add", folder, source), firstseen("trace", folder)):
        assert done.code == 0
    (group,) = firstseen("list", folder, "groups", "--json").lines()
    shown = {line["text"]: line["appearance"] for line in firstseen("list", folder, "appearances", "--json").lines()}
    told = re.findall(r"\((a-[0-9a-f]{16})\)\s+(took|and)", firstseen("show", folder, group["group"]).out)
    assert told == [(shown["the bridge"], "took"), (shown["the mill"], "and")]


def test_the_spread_is_listed_as_lines_csv_and_table(case: Path, firstseen: Run) -> None:
    lines = firstseen("list", case, "spread", "--format", "jsonl").lines()
    fields = {"group", "kind", "source", "target", "decided", "confidence", "changes", "reason", "missing_ancestor"}
    assert lines and all(fields <= line.keys() for line in lines)
    rows = list(csv.DictReader(io.StringIO(firstseen("list", case, "spread", "--format", "csv").out)))
    assert [row["source"] for row in rows] == [line["source"] or "" for line in lines]
    table = firstseen("list", case, "spread").out.splitlines()
    assert table[0].split("\t") == ["group", "edge", "sure", "why"] and len(table) == len(lines) + 1


def test_show_as_json_holds_the_spread(case: Path, firstseen: Run) -> None:
    group = group_of(case, firstseen)
    (shown,) = firstseen("show", case, group, "--json").lines()
    listed = [line for line in firstseen("list", case, "spread", "--json").lines() if line["group"] == group]
    assert shown["spread"]["edges"] == listed
    assert {one["medium"] for one in shown["spread"]["versions"]} == set(shown["media"])


def test_the_spread_of_a_group_is_written_for_other_programs(case: Path, firstseen: Run, tmp_path: Path) -> None:
    group, graphml, prov = group_of(case, firstseen), tmp_path / "one.graphml", tmp_path / "one.prov.json"
    done = firstseen("show", case, group, "--graphml", graphml, "--prov", prov, "--json")
    assert done.lines() == [{"group": group, "graphml": str(graphml), "prov": str(prov)}]
    graph = networkx.read_graphml(graphml)
    assert {data["group"] for _, data in graph.nodes(data=True)} == {group}
    assert ProvDocument.deserialize(str(prov), format="json").get_records()
    again = firstseen("show", case, group, "--graphml", graphml)
    assert again.code == 2 and "is there already" in again.err
    inside = firstseen("show", case, group, "--prov", case / "x.json")
    assert inside.code == 2 and "lies in the case" in inside.err and not (case / "x.json").exists()
    assert firstseen("show", case, "a.jpg", "--prov", tmp_path / "y.json").code == 2


def test_publish_writes_the_spread_of_all_groups(case: Path, firstseen: Run, tmp_path: Path) -> None:
    assert firstseen("publish", case, tmp_path / "dossier").code == 0
    data = tmp_path / "dossier" / "data"
    groups = {group["group"] for group in firstseen("list", case, "groups", "--json").lines()}
    graph = networkx.read_graphml(data / "spread.graphml")
    assert {values["group"] for _, values in graph.nodes(data=True)} == groups
    assert ProvDocument.deserialize(str(data / "spread.prov.json"), format="json").get_records()
    listed = firstseen("list", case, "spread", "--json").lines()
    assert [json.loads(line) for line in (data / "spread.jsonl").read_text("utf-8").splitlines()] == listed


@pytest.mark.parametrize("what", ["show", "list"])
def test_it_fits_a_terminal_of_80_columns(case: Path, firstseen: Run, what: str) -> None:
    arguments = ["show", str(case), group_of(case, firstseen)] if what == "show" else ["list", str(case), "spread"]
    said = on_terminal(arguments)
    assert len(said) > 10 and max(map(len, said)) <= 80
    assert all(len(line.strip()) != 1 for line in said), "a column as narrow as a letter"
    if what == "show":
        assert "    “Повінь у місті”" in said, "words have a line of their own"


def on_terminal(arguments: list[str]) -> list[str]:
    """What a command prints on a terminal of 80 columns, line by line, without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    with subprocess.Popen([*FIRSTSEEN, *arguments], stdout=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:
            pass  # the way Linux tells that the other end is closed
        os.close(ours)
        assert process.wait() == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode("utf-8")).replace("\r", "").splitlines()
