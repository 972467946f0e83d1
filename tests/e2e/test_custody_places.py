"""Where the key and the log cannot be written, or should not be: what goes on, what stops, and what is said."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.conftest import FIRSTSEEN, Done

from firstseen.custody.note import VerifierKey
from firstseen.settings import settings

Run = Callable[..., Done]


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own."""
    return _keys_in(tmp_path / "keys", monkeypatch)


def _keys_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTSEEN_KEY_DIR", str(folder))
    settings.cache_clear()
    monkeypatch.setattr("firstseen.settings.settings.cache_clear", settings.cache_clear, raising=False)
    return folder


@pytest.fixture(autouse=True)
def fresh_settings() -> None:
    settings.cache_clear()


def _signed(case: Path, firstseen: Run) -> tuple[int, dict[str, object], list[str]]:
    checked = firstseen("verify", case, "--json")
    (record,) = checked.lines()
    return checked.code, record["checkpoints"], record["unchecked"]


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path, keys: Path, firstseen: Run) -> None:
    for name in ("one", "two"):
        assert firstseen("new", tmp_path / name).code == 0
    (file,) = keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"BEGIN PRIVATE KEY" in file.read_bytes()
    public = []
    for name in ("one", "two"):
        (vkey,) = (tmp_path / name / "log" / "keys").iterdir()
        public.append(VerifierKey.parse(vkey.read_text().strip()))
        assert file.read_bytes().splitlines()[1] not in b"".join(
            path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()
        )
    assert public[0].public == public[1].public
    assert public[0].name != public[1].name
    status = firstseen("status", tmp_path / "one")
    assert f"signed, key {public[0].id.hex()}" in status.out


@pytest.mark.parametrize("where", ["inside", "file", "open", "nonsense", "other"])
def test_without_a_key_the_work_goes_on_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, firstseen: Run, where: str
) -> None:
    case = tmp_path / "case"
    keys = tmp_path / "keys"
    if where == "inside":
        keys = case / "keys"
    elif where == "file":
        keys.write_text("a file")
    else:
        keys.mkdir()
        key = keys / "desk.pem"
        key.write_text("nonsense")
        key.chmod(0o644 if where == "open" else 0o600)
        if where == "other":
            subprocess.run(["openssl", "genpkey", "-algorithm", "X25519", "-out", key], check=True, capture_output=True)
    _keys_in(keys, monkeypatch)
    assert firstseen("new", case).code == 0
    assert firstseen("set", case, "--event", "Flood").code == 0
    code, checkpoints, unchecked = _signed(case, firstseen)
    assert code == 0
    assert checkpoints == {"all": 2, "signed": 0, "keys": []}
    assert all("not signed: " in sentence for sentence in unchecked)
    assert len(unchecked) == 2
    assert "Not signed: " in firstseen("status", case).out
    assert firstseen("status", case, "--json").lines()[0]["custody"]["key"] is None
    assert not (case / "keys").exists()
    _keys_in(tmp_path / "good", monkeypatch)
    assert firstseen("set", case, "--place", "here").code == 0
    code, checkpoints, _ = _signed(case, firstseen)
    assert (code, checkpoints["signed"]) == (0, 1)


def test_two_desks_sign_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, firstseen: Run) -> None:
    case = tmp_path / "case"
    for number, desk in enumerate(("one", "two", "one")):
        _keys_in(tmp_path / desk, monkeypatch)
        assert firstseen(*(("set", case, "--event", str(number)) if number else ("new", case))).code == 0
    code, checkpoints, unchecked = _signed(case, firstseen)
    assert (code, unchecked) == (0, [])
    assert checkpoints["signed"] == 3
    assert isinstance(checkpoints["keys"], list) and len(checkpoints["keys"]) == 2
    told = [json.loads(line) for line in (case / "log" / "custody.jsonl").read_bytes().splitlines()]
    assert [entry["number"] for entry in told if entry["what"] == "key"] == [2, 4, 6]


def test_the_machine_is_named_only_where_it_is_asked_for(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, firstseen: Run
) -> None:
    assert firstseen("new", tmp_path / "case").code == 0
    monkeypatch.setenv("FIRSTSEEN_MACHINE", "desk-3")
    settings.cache_clear()
    assert firstseen("set", tmp_path / "case", "--event", "Flood").code == 0
    told = [
        json.loads(line)["from"] for line in (tmp_path / "case" / "log" / "custody.jsonl").read_bytes().splitlines()
    ]
    assert told == [None, None, "desk-3"]


def _without_root_rights(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs a command for which the permissions of files hold: root is else above them."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.getuid() == 0 else []
    if drop and shutil.which("setpriv") is None:
        pytest.skip("the rights of root cannot be laid down here")
    command = [*drop, *FIRSTSEEN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_case_that_may_only_be_read_is_verified_and_not_written(tmp_path: Path, keys: Path, firstseen: Run) -> None:
    case = tmp_path / "case"
    assert firstseen("new", case, "--event", "Flood").code == 0
    for path in (case, *case.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        checked = _without_root_rights("verify", case)
        assert checked.returncode == 0, checked.stderr
        changed = _without_root_rights("set", case, "--event", "Fire")
        assert changed.returncode == 2, changed.stderr
        assert "no permission" in changed.stderr
    finally:
        for path in (case, *case.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("part", ["log/custody.jsonl", "log"])
def test_a_log_that_may_not_be_written_stops_before_anything_is_changed(
    tmp_path: Path, keys: Path, firstseen: Run, part: str
) -> None:
    case = tmp_path / "case"
    assert firstseen("new", case, "--event", "Flood").code == 0
    for path in (case / part, *(case / part).rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = _without_root_rights("set", case, "--event", "Fire")
    assert done.returncode == 2, done.stderr
    assert "no permission" in done.stderr
    assert firstseen("status", case, "--json").lines()[0]["event"] == "Flood"
    for path in (case / part, *(case / part).rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert firstseen("verify", case).code == 0


def test_a_journal_that_is_no_file_is_said(tmp_path: Path, keys: Path, firstseen: Run) -> None:
    case = tmp_path / "case"
    assert firstseen("new", case, "--event", "Flood").code == 0
    journal = case / "log" / "custody.jsonl"
    held = journal.read_bytes()
    journal.unlink()
    journal.mkdir()
    assert firstseen("set", case, "--event", "Fire").code != 0
    assert firstseen("status", case, "--json").lines()[0]["event"] == "Flood"
    journal.rmdir()
    journal.write_bytes(held)
    assert firstseen("verify", case).code == 0


def test_a_link_in_the_log_is_not_followed(tmp_path: Path, keys: Path, firstseen: Run) -> None:
    case = tmp_path / "case"
    assert firstseen("new", case).code == 0
    (case / "log" / "tile").rename(tmp_path / "elsewhere")
    (case / "log" / "tile").symlink_to(tmp_path / "elsewhere")
    done = firstseen("set", case, "--event", "Flood")
    assert done.code == 3
    assert "a link to another place" in done.err


def test_a_key_that_is_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, firstseen: Run) -> None:
    case = tmp_path / "case"
    _keys_in(tmp_path / "one", monkeypatch)
    assert firstseen("new", case).code == 0
    (ours,) = ((case / "log" / "keys").iterdir(),)
    key = next(ours).read_text().strip()
    assert firstseen("verify", case, "--key", key).code == 0
    assert firstseen("verify", case, "--key", "nonsense").code == 2
    _keys_in(tmp_path / "two", monkeypatch)
    assert firstseen("set", case, "--event", "Flood").code == 0
    done = firstseen("verify", case, "--key", key)
    assert done.code == 3
    assert "which is not expected" in done.out
    both = [option for path in (case / "log" / "keys").iterdir() for option in ("--key", path.read_text().strip())]
    assert firstseen("verify", case, *both).code == 0
