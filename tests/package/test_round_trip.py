"""A package added to a new case: the same digests, items, appearances and raw records, and the history with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.small_case import done, listed

from firstseen.cli import run
from firstseen.errors import RefusedError
from firstseen.intake.evidence_package import _Reading
from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import sha256_hex
from firstseen.model.items import Item, Refusal
from firstseen.pipeline.case import reading_case


def _without(records: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in record.items() if name not in names} for record in records]


def test_a_whole_package_gives_the_same_case(case: Path, package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done("new", again, "--event", "Flood", "--from", "2024-05-12")
    done("add", again, package)
    for kind in ("items", "collected"):
        assert _without(listed(again, kind), "source") == _without(listed(case, kind), "source")
    with reading_case(case) as old, reading_case(again) as new:
        media = [medium.digest for medium in old.reading.media()]
        assert [medium.digest for medium in new.reading.media()] == media
        assert all(new.blobs.is_unchanged(digest) for digest in media)
    done("trace", again)
    for kind in ("media", "appearances", "copies", "groups", "findings"):
        assert listed(again, kind) == listed(case, kind)
    done("verify", again)


def test_the_history_comes_along(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done("new", again)
    done("add", again, package)
    journal = (package / "data/log/custody.jsonl").read_bytes()
    checkpoint = (package / "data/log/checkpoint").read_bytes()
    with reading_case(again) as opened:
        told = {
            source["name"]: source["digest"]
            for entry in opened.log.entries()
            if entry.what == "add"
            for source in entry.about["sources"]
        }
        for name, data in (("data/log/custody.jsonl", journal), ("data/log/checkpoint", checkpoint)):
            digest = told[f"package/{name}"]
            assert digest == sha256_hex(data)
            with opened.blobs.open(digest) as stream:
                assert stream.read() == data
        readers = {source.name: source.reader for source in opened.reading.sources()}
    assert readers["package/posts.csv"] == "posts table", "a source keeps its name and reader"
    assert any(name.startswith("package/data/log/keys/") for name in readers)


def test_adding_it_twice_adds_nothing(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done("new", again)
    done("add", again, package)
    before = listed(again, "appearances")
    done("add", again, package)
    assert listed(again, "appearances") == before


def test_a_damaged_package_is_refused(
    package: Path, copied: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = copied(package)
    path = changed / "data/records/collected.jsonl"
    path.write_bytes(path.read_bytes().replace(b"words 0", b"words 9"))
    again = tmp_path / "again"
    done("new", again)
    assert run(["add", str(again), str(changed), "--json"]) == 1
    (refused,) = json.loads(capsys.readouterr().out.splitlines()[-1])["refused"]
    assert "is not as it was published: data/records/collected.jsonl" in refused["reason"]
    assert listed(again, "items") == []


def test_an_encrypted_package_must_be_opened_first(tmp_path: Path) -> None:
    path = tmp_path / "package.tar.age"
    path.write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
    with pytest.raises(RefusedError, match="is encrypted"):
        list(read_path(path, ReadOptions()))
    assert run(["verify", str(path)]) == 2


def test_hostile_lines_are_refused_one_by_one(case: Path, desk: Path, tmp_path: Path) -> None:
    """Whoever made a package may have put anything into it: signed by their key, it verifies."""
    folder = tmp_path / "hostile"
    (folder / "data/records").mkdir(parents=True)
    good = {"key": "a", "kind": "file", "record": {"text": "r"}, "locator": "a", "times": [], "links": [], "extra": {}}
    good |= {"entities": [], "counts": {}, "shown": [], "source": "s-1"}
    bad: list[Any] = [
        {**good, "kind": "nonsense"},
        {**good, "record": {"base64": "!"}},
        {**good, "extra": {"a": 1}},
        {**good, "counts": {"likes": True}},
        {**good, "shown": [{"name": "x", "times": [], "medium": {"digest": "../../etc/passwd", "bytes": 1}}]},
        {**good, "times": [{"role": "published", "text": 7}]},
    ]
    lines = [json.dumps(value) for value in (*bad, good)]
    lines += ["[" * 100_000, "not JSON"]
    (folder / "data/records/collected.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "data/records/sources.jsonl").write_text('{"source": 7}\n')
    found = list(_Reading(folder, FolderTree(folder)).items())
    assert sum(isinstance(one, Refusal) for one in found) == len(bad) + 2
    assert [one.key for one in found if isinstance(one, Item)] == ["a"]
