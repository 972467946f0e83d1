from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done

Run = Callable[..., Done]


@pytest.fixture
def case(tmp_path: Path, collected: Path, firstseen: Run) -> Path:
    folder = tmp_path / "case"
    assert firstseen("new", folder, "--event", "Flood", "--place", "Велигород", "--from", "2024-05-12").code == 0
    assert firstseen("add", folder, collected).code == 0
    return folder


def test_from_a_folder_to_what_does_not_fit(case: Path, firstseen: Run) -> None:
    traced = firstseen("trace", case, "--json")
    assert traced.code == 0
    (summary,) = traced.lines()
    assert summary["holds"] == {
        "sources": 2,
        "items": 5,
        "media": 5,
        "appearances": 6,
        "copies": 2,
        "groups": 3,
        "findings": summary["holds"]["findings"],
    }
    assert summary["found"] == {"mirrored": 1, "older_than_event": 1}

    copies = firstseen("list", case, "copies", "--format", "jsonl").lines()
    pairs = {frozenset(copy["a_names"] + copy["b_names"]): copy for copy in copies}
    assert set(pairs) == {frozenset({"a.jpg", "a-small.jpg"}), frozenset({"b.jpg", "c.jpg"})}
    assert pairs[frozenset({"b.jpg", "c.jpg"})]["mirrored"] is True
    assert pairs[frozenset({"a.jpg", "a-small.jpg"})]["mirrored"] is False

    groups = firstseen("list", case, "groups", "--format", "jsonl").lines()
    appearances = {record["appearance"]: record for record in firstseen("list", case, "appearances", "--json").lines()}
    oldest = groups[0]
    assert appearances[oldest["first_seen"]]["author"] == "old"
    assert oldest["first_seen_span"]["latest"].startswith("2018-11-")
    lost = [record for record in appearances.values() if record["medium"] is None]
    assert [record["author"] for record in lost] == ["lost"]
    assert lost[0]["earliest"] is not None, "a post without its picture keeps its place in time"


def test_adding_and_tracing_again_changes_nothing(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    kinds = ("copies", "groups", "appearances", "findings", "items", "media")
    before = [firstseen("list", case, kind, "--json").out for kind in kinds]
    again = firstseen("add", case, collected, "--json")
    assert again.lines()[0]["new"] == {"items": 0, "media": 0, "appearances": 0}
    traced = firstseen("trace", case, "--json").lines()[0]
    assert (traced["examined"], traced["matched"], traced["ordered"]) == (0, 0, False)
    assert [firstseen("list", case, kind, "--json").out for kind in kinds] == before


def test_a_picture_that_is_collected_later_takes_its_place(
    tmp_path: Path, collected: Path, case: Path, firstseen: Run
) -> None:
    (collected / "not-there.jpg").write_bytes(jpeg(photograph(9)))
    try:
        added = firstseen("add", case, collected, "--json").lines()[0]
    finally:
        (collected / "not-there.jpg").unlink()
    assert added["new"] == {"items": 0, "media": 1, "appearances": 1}
    shown = firstseen("list", case, "appearances", "--json").lines()
    assert len(shown) == 6
    assert all(record["medium"] for record in shown)


def test_find_says_where_a_picture_is_and_adds_nothing(tmp_path: Path, case: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    before = firstseen("status", case, "--json").out
    query = tmp_path / "query.jpg"
    query.write_bytes(jpeg(photograph(1)[60:400, 90:560], 60))
    found = firstseen("find", case, query, "--json")
    assert found.code == 0
    names = {name for record in found.lines() for name in record["a_names"] + record["b_names"]} - {"query.jpg"}
    assert names == {"a.jpg", "a-small.jpg"}
    assert {record["first_seen_span"]["latest"][:4] for record in found.lines()} == {"2018"}
    stranger = tmp_path / "stranger.jpg"
    stranger.write_bytes(jpeg(photograph(77)))
    assert firstseen("find", case, stranger, "--json").lines() == []
    assert "no copy of it was found" in firstseen("find", case, stranger).out
    assert firstseen("status", case, "--json").out == before


def test_find_knows_the_very_same_file(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    relations = {record["relation"] for record in firstseen("find", case, collected / "b.jpg", "--json").lines()}
    assert relations == {"exact", "copy"}


def test_the_event_can_be_set_later_and_findings_follow(tmp_path: Path, collected: Path, firstseen: Run) -> None:
    case = tmp_path / "case"
    firstseen("new", case)
    firstseen("add", case, collected)
    assert "older_than_event" not in firstseen("trace", case, "--json").lines()[0]["found"]
    assert firstseen("set", case, "--from", "2024-05-12", "--event", "Повінь").code == 0
    assert firstseen("status", case, "--json").lines()[0]["left"] == {
        "examine": 0,
        "match": 0,
        "measure": 0,
        "read": 0,
        "order": 1,
    }
    assert firstseen("trace", case, "--json").lines()[0]["found"]["older_than_event"] == 1
    assert firstseen("set", case, "--from", "").code == 0
    assert "older_than_event" not in firstseen("trace", case, "--json").lines()[0]["found"]


def test_every_identifier_that_is_listed_can_be_shown(case: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    for kind, key in (
        ("groups", "group"),
        ("appearances", "appearance"),
        ("findings", "finding"),
        ("items", "item"),
        ("media", "medium"),
    ):
        for record in firstseen("list", case, kind, "--json").lines():
            shown = firstseen("show", case, record[key], "--json")
            assert shown.code == 0
            assert shown.lines()[0][key] == record[key]
            told = firstseen("show", case, record[key])
            assert told.code == 0
            assert len(told.out.splitlines()) >= 3
    assert firstseen("show", case, "a-small.jpg").code == 0
    for nonsense in ("g-0000000000000000", "nothing", "%", "a-"):
        refused = firstseen("show", case, nonsense)
        assert refused.code == 2
        assert nonsense in refused.err


def test_people_and_machines_get_the_same_lists(case: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    for kind in ("copies", "groups", "appearances", "findings", "items", "media"):
        records = firstseen("list", case, kind, "--format", "jsonl").lines()
        assert len(firstseen("list", case, kind).out.splitlines()) == len(records) + 1
        header = firstseen("list", case, kind, "--format", "csv").out.splitlines()[0]
        assert header == ",".join(records[0])


def test_the_summary_says_what_an_editor_asks(case: Path, firstseen: Run) -> None:
    told = firstseen("trace", case).out
    assert "OLDER THAN THE EVENT" in told
    assert "MIRRORED" in told
    assert "2018-11-" in told
    assert "firstseen publish" in told
    assert firstseen("trace", case).out.startswith("Everything was up to date.")


def test_verify_finds_a_changed_byte_a_missing_file_and_a_changed_log(case: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    assert firstseen("verify", case).code == 0
    log = case / "log" / "custody.jsonl"
    (added,) = [entry for line in log.read_text().splitlines() if (entry := json.loads(line))["what"] == "add"]
    manifest = next((case / "blobs").rglob(added["about"]["collected"]))
    media = sorted(path for path in (case / "blobs").rglob("*") if path.is_file() and path != manifest)
    for changed in (media[0], manifest):
        changed.chmod(0o644)
        whole = changed.read_bytes()
        changed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    media[1].unlink()
    log.write_bytes(log.read_bytes().replace(b'"what":"add"', b'"what":"odd"'))
    checked = firstseen("verify", case, "--json")
    assert checked.code == 3
    wrong = "\n".join(checked.lines()[0]["wrong"])
    assert f"{media[0].name}: the stored bytes were changed" in wrong
    assert f"{manifest.name}: the stored bytes were changed" in wrong, "a changed log no longer names it"
    assert f"{media[1].name}: the stored bytes are missing" in wrong
    assert f"{log}: entry 3 was changed" in wrong
    assert "WRONG" in firstseen("verify", case).out


def test_verify_finds_a_changed_index_and_trace_makes_it_anew(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("trace", case)
    asked = ["find", case, collected / "a-small.jpg", "--json"]
    found = firstseen(*asked).lines()
    (segment,) = (case / "index").glob("*.segment")
    held = segment.read_bytes()
    segment.chmod(0o644)
    segment.write_bytes(held[:-20] + bytes([held[-20] ^ 1]) + held[-19:])
    checked = firstseen("verify", case, "--json")
    assert checked.code == 3
    assert segment.name in "\n".join(checked.lines()[0]["wrong"])
    segment.unlink()
    assert firstseen("trace", case).code == 0
    assert firstseen("verify", case).code == 0
    assert segment.is_file()
    assert firstseen(*asked).lines() == found
