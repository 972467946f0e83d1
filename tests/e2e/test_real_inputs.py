"""The main job on inputs that nobody on this project made."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from tests.e2e.conftest import FIRSTSEEN, Done

Run = Callable[..., Done]

TRUE_PAIRS = 16
JOINING = {"exact", "copy", "part", "altered"}
TRAPS = (
    ("immigrants_fear_1", "immigrants_fear_2", "immigrants_fear_4"),
    ("not_afraid_1", "not_afraid_2", "not_afraid_3", "not_afraid_4"),
)


def _run(*arguments: object, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([*FIRSTSEEN, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode in codes, (arguments, done.stderr[-3000:])
    assert "Traceback" not in done.stderr
    return done.stdout


def _records(*arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in _run(*arguments).splitlines()]


def _stems(copy: dict[str, object]) -> frozenset[str]:
    names = [*copy["a_names"], *copy["b_names"]]  # type: ignore[misc]
    return frozenset(Path(name).stem for name in names)


def test_posts_that_really_circulated(real_inputs: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    _run("new", case)
    _run("add", case, real_inputs / "viral64" / "posts.csv")
    _run("trace", case)

    copies = _records("list", case, "copies", "--format", "jsonl")
    joined = {_stems(copy): copy for copy in copies if copy["relation"] in JOINING}
    assert len(joined) == TRUE_PAIRS
    for pair in joined:
        families = {stem.rstrip("0123456789").replace("riom", "rio") for stem in pair}
        assert len(families) == 1, f"{sorted(pair)} are no copies"
    assert joined[frozenset({"fuji_lenticular_1", "fuji_lenticular_2"})]["mirrored"] is True
    for trap in TRAPS:
        assert not {frozenset(pair) for pair in combinations(trap, 2)} & set(joined)

    items = {str(item["item"]): item for item in _records("list", case, "items", "--format", "jsonl")}
    assert len(items) == 721
    shown = _records("list", case, "appearances", "--format", "jsonl")
    assert len(shown) == 721
    only_identifier = 0
    for record in shown:
        kinds = {bound["kind"] for bound in record["basis"]}  # type: ignore[attr-defined]
        assert "post_id" in kinds
        earliest, latest = (datetime.fromisoformat(str(record[side])) for side in ("earliest", "latest"))
        stated = items[str(record["item"])]["times"]
        only_identifier += not stated
        for time in stated:  # type: ignore[attr-defined]
            said = datetime.fromisoformat(time["text"])
            assert (earliest - said).total_seconds() <= 3
            assert (said - latest).total_seconds() <= 3
    assert only_identifier == 10
    findings = _records("list", case, "findings", "--format", "jsonl")
    assert not [one for one in findings if one["kind"] == "time_contradiction" and one["outcome"] == "found"]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("folder", ["webarchives", "pages"])
def test_every_web_archive_and_page_gives_items_or_a_clear_refusal(
    real_inputs: Path, tmp_path: Path, firstseen: Run, folder: str
) -> None:
    case = tmp_path / "case"
    firstseen("new", case)
    for path in _files(real_inputs / folder):
        done = firstseen("add", case, path, "--json")
        assert done.code in (0, 1), (path, done.err)
        (report,) = done.lines()
        assert report["read"]["items"] or report["refused"], path
        for refusal in report["refused"]:
            assert len(refusal["reason"]) > 10, path
            assert path.name.startswith("LICENSE") or "no reader" not in refusal["reason"], path
        assert (done.code == 1) == bool(report["refused"])


def test_the_archived_x_page_gives_its_pictures_with_capture_times(
    real_inputs: Path, tmp_path: Path, firstseen: Run
) -> None:
    case = tmp_path / "case"
    firstseen("new", case)
    (archive,) = (real_inputs / "webarchives" / "replayweb").rglob("netpreserve-twitter.warc")
    firstseen("add", case, archive)
    firstseen("trace", case)
    shown = firstseen("list", case, "appearances", "--json").lines()
    pictures = [record for record in shown if record["medium"] and "pbs.twimg.com/media" in (record["media_url"] or "")]
    assert pictures
    for record in shown:
        if record["medium"]:
            assert "captured" in {bound["kind"] for bound in record["basis"]}
            assert record["latest"] is not None


@pytest.mark.slow
def test_hostile_files_are_refused_by_name_and_harm_nothing(real_inputs: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    _run("new", case)
    (added,) = (
        json.loads(line) for line in _run("add", case, real_inputs / "hostile", "--json", codes=(1,)).splitlines()
    )
    (traced,) = (json.loads(line) for line in _run("trace", case, "--json", codes=(1,)).splitlines())
    media = _records("list", case, "media", "--format", "jsonl")
    assert {record["state"] for record in media} <= {"examined", "refused"}
    refused = [record for record in media if record["state"] == "refused"]
    assert len(traced["refused"]) == len(refused) > 100
    for refusal in added["refused"] + traced["refused"]:
        assert refusal["name"]
        assert len(refusal["reason"]) > 8
        assert "Error(" not in refusal["reason"]
    _run("verify", case)
