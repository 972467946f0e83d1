"""What a package holds, and what others say of it: `bagit`, Debian's `age`, Python without our packages."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pyrage
import pytest
from tests.package.conftest import VERIFY, verify_py
from tests.small_case import done

from firstseen.cli import run
from firstseen.custody.packaged import check_package
from firstseen.pipeline.case import reading_case

AGE = shutil.which("age")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_bagit_accepts_the_bag(package: Path) -> None:
    bag = bagit.Bag(str(package))
    bag.validate(processes=1)
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info["Payload-Oxum"]


def test_it_holds_all_that_the_case_holds(package: Path, case: Path) -> None:
    with reading_case(case) as opened:
        reading = opened.reading
        for kind in ("items", "media", "appearances", "copies", "groups", "findings", "sources"):
            records: Any = getattr(reading, kind)()
            assert _lines(package / f"data/records/{kind}.jsonl") == [record.as_json() for record in records]
        for medium in reading.media():
            path = package / f"data/blobs/{medium.digest[:2]}/{medium.digest}"
            assert sha256(path.read_bytes()).hexdigest() == medium.digest
        journal = opened.log.path.read_bytes()
        records = {item.id: reading.record(item.id) for item in reading.items()}
    told = (package / "data/log/custody.jsonl").read_bytes()
    assert journal.startswith(told)
    assert json.loads(told.splitlines()[-1])["what"] == "publish"
    collected = _lines(package / "data/records/collected.jsonl")
    assert [line["record"]["text"].encode() for line in collected] == list(records.values())
    assert (package / "data/dossier/index.html").is_file()
    assert (package / "verify.py").read_bytes() == VERIFY.read_bytes()
    with (package / "data/originals.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["names as collected"] for row in rows} == {f"{a}-{b}.jpg" for a in range(3) for b in range(2)}
    assert all((package / row["file"]).is_file() for row in rows)


def test_the_readme_says_what_it_proves_and_what_it_does_not(package: Path) -> None:
    words = (package / "README.txt").read_text(encoding="utf-8")
    (key,) = [path.read_text().strip() for path in (package / "data/log/keys").iterdir()]
    for said in ("Flood", "by a desk", key, "WHAT IT DOES NOT PROVE", "python3 verify.py", "6 items", "3 groups"):
        assert said in words
    assert "THIS IS A PART" not in words
    assert "the original" not in words.lower().replace("original files", "")


def test_verify_py_needs_the_standard_library_only(package: Path, tmp_path: Path) -> None:
    """Isolated, without site-packages, in an empty folder: what any machine with Python has."""
    command = [sys.executable, "-I", "-S", str(package / "verify.py")]
    done_ = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)
    assert done_.returncode == 0, done_.stdout + done_.stderr
    assert "Nothing is wrong" in done_.stdout
    assert done_.stderr == ""
    assert not list(package.rglob("__pycache__")), "it only reads"


def test_verify_py_called_in_a_way_that_cannot_work(tmp_path: Path) -> None:
    assert verify_py(tmp_path / "not there").code == 2
    assert verify_py(tmp_path, "another").code == 2
    assert verify_py(tmp_path, "--key", "nonsense").code == 2
    assert verify_py(tmp_path).code == 3, "an empty folder is no package"


def test_the_same_case_gives_the_same_bytes(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    for name in ("first", "second"):
        done("publish", own, tmp_path / name, "--package")
    assert _tree(tmp_path / "first") == _tree(tmp_path / "second")
    done("set", own, "--place", "Town")
    done("publish", own, tmp_path / "third", "--package")
    third = _tree(tmp_path / "third")
    changed = {name for name, data in _tree(tmp_path / "first").items() if third.get(name) != data}
    assert "data/log/custody.jsonl" in changed
    assert not any(name.startswith(("data/blobs/", "data/records/f", "data/records/g")) for name in changed)


def test_a_part_of_a_case_holds_only_what_it_needs(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    with reading_case(own) as opened:
        group = next(opened.reading.groups())
        others = {medium.digest for medium in opened.reading.media()} - set(group.media)
    part = tmp_path / "part"
    done("publish", own, part, "--package", "--group", group.id)
    assert verify_py(part).code == 0, verify_py(part).out
    assert check_package(part).wrong == []
    blobs = {path.name for path in (part / "data/blobs").rglob("*") if path.is_file()}
    assert blobs == set(group.media)
    for kind, key in (("groups", "group"), ("media", "group"), ("appearances", "group")):
        assert {line[key] for line in _lines(part / f"data/records/{kind}.jsonl")} == {group.id}
    assert {line["group"] for line in _lines(part / "data/records/spread.jsonl")} <= {group.id}
    assert len(_lines(part / "data/records/collected.jsonl")) == 2
    for name, data in _tree(part).items():
        if not name.startswith("data/log/"):
            assert not any(digest.encode() in data for digest in others), name
    words = (part / "README.txt").read_text(encoding="utf-8")
    assert "THIS IS A PART OF A CASE" in words
    assert "digests" in words
    pages = list((part / "data/dossier").rglob("*.html"))
    assert pages


def test_a_finding_brings_its_group(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    with reading_case(own) as opened:
        finding = next(opened.reading.findings()).finding
    part = tmp_path / "part"
    done("publish", own, part, "--package", "--finding", finding.id)
    assert finding.id in [line["finding"] for line in _lines(part / "data/records/findings.jsonl")]
    held = {line["medium"] for line in _lines(part / "data/records/media.jsonl")}
    named = {id for id in (*finding.about, *finding.evidence) if len(id) == 64}
    assert named <= held
    assert len(_lines(part / "data/records/groups.jsonl")) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--group", "g-0"],
        ["--finding", "f-0"],
        ["--encrypt-to", "age1nobody"],
        ["--encrypt-to", "age1x", "--passphrase-file", "x"],
        ["--passphrase-file", "not there"],
    ],
)
def test_what_cannot_be_is_wrong_use(case: Path, tmp_path: Path, options: list[str]) -> None:
    assert run(["publish", str(case), str(tmp_path / "out"), "--package", *options]) == 2
    assert not list(tmp_path.iterdir())


def test_nothing_that_is_there_is_touched(case: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine").write_text("mine")
    assert run(["publish", str(case), str(there), "--package"]) == 2
    assert run(["publish", str(case), str(case / "blobs" / "x"), "--package"]) == 2
    assert run(["publish", str(case), str(tmp_path / "x"), "--group", "g-0"]) == 2, "only with --package"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (there / "mine").read_text() == "mine"


@pytest.mark.skipif(AGE is None, reason="age is not installed")
def test_age_opens_an_encrypted_package(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    receiver = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True).stdout.strip()
    done("publish", own, tmp_path / "sealed", "--package", "--encrypt-to", receiver)
    sealed = tmp_path / "sealed.tar.age"
    assert run(["verify", str(sealed)]) == 2
    tar = tmp_path / "sealed.tar"
    subprocess.run([str(AGE), "--decrypt", "-i", key, "-o", tar, sealed], check=True)
    subprocess.run(["tar", "xf", tar, "-C", tmp_path], check=True)
    assert verify_py(tmp_path / "sealed").code == 0, verify_py(tmp_path / "sealed").out
    assert check_package(tmp_path / "sealed").wrong == []
    left = [path.name for path in (*tmp_path.iterdir(), *own.parent.iterdir()) if "unfinished" in path.name]
    assert left == [], "nothing readable stays behind"
    entry = json.loads((tmp_path / "sealed/data/log/custody.jsonl").read_bytes().splitlines()[-1])
    assert entry["about"]["receivers"] == [receiver]


def test_a_passphrase_opens_a_package(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    words = tmp_path / "words"
    words.write_text("four words are not enough\n")
    done("publish", own, tmp_path / "sealed.tar.age", "--package", "--passphrase-file", words)
    data = (tmp_path / "sealed.tar.age").read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(data, "four other words than these")
    (tmp_path / "sealed.tar").write_bytes(pyrage.passphrase.decrypt(data, "four words are not enough"))
    subprocess.run(["tar", "xf", tmp_path / "sealed.tar", "-C", tmp_path], check=True)
    assert check_package(tmp_path / "sealed").wrong == []
