"""Killed at any moment, then run again: the same result as an undisturbed run."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import FIRSTSEEN

KINDS = ("copies", "groups", "appearances", "findings", "items", "media")
KILLS = 20


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    rows = ["post_id,platform,url,author,published,text,media"]
    for seed in range(12):
        picture = photograph(seed, 480, 360)
        versions = (picture, picture[40:300, 60:400], np.ascontiguousarray(picture[:, ::-1]))
        for number, version in enumerate(versions):
            name = f"{seed:02}-{number}.jpg"
            (folder / name).write_bytes(jpeg(version, 85 - 10 * number))
            post = 1789500000000000000 + (seed * 10 + number) * 10**14
            rows.append(f"{post},x,https://x.com/a/status/{post},a{seed},,words {number},{name}")
    (folder / "posts.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def _run(*arguments: object) -> str:
    done = subprocess.run([*FIRSTSEEN, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _lists(case: Path) -> dict[str, str]:
    return {kind: _run("list", case, kind, "--format", "jsonl") for kind in KINDS}


def _killed(seconds: float, *arguments: object) -> bool:
    """Starts a command and kills it after a while; False if it was done before."""
    process = subprocess.Popen([*FIRSTSEEN, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


@pytest.mark.slow
def test_killed_twenty_times_gives_the_same_lists(tmp_path: Path, source: Path) -> None:
    new = ("--event", "Flood", "--from", "2024-05-12")
    calm = tmp_path / "calm" / "case"
    _run("new", calm, *new)
    took = {}
    for command, arguments in (("add", (source,)), ("trace", ())):
        began = time.monotonic()
        _run(command, calm, *arguments)
        took[command] = time.monotonic() - began
    expected = _lists(calm)
    assert len(expected["copies"].splitlines()) >= 24

    chance = random.Random(7)
    kills = number = 0
    while kills < KILLS:
        case = tmp_path / f"disturbed{number}" / "case"
        number += 1
        assert number <= KILLS, "hardly a kill came before the end"
        _run("new", case, *new)
        for command, arguments in (("add", (source,)), ("trace", ())):
            for _ in range(3):
                kills += _killed(chance.uniform(0.05, 1.0) * took[command], command, case, *arguments)
                _run("verify", case)
            _run(command, case, *arguments)
        assert _lists(case) == expected, f"after {kills} kills"
        _run("verify", case)


def test_stopped_by_hand_it_says_so_and_goes_on(tmp_path: Path, source: Path) -> None:
    case = tmp_path / "case"
    _run("new", case)
    for command, arguments in (("add", (source,)), ("trace", ())):
        stopped = _interrupted(command, case, *arguments)
        assert stopped.returncode == 4, stopped.stderr
        assert "stopped" in stopped.stderr
        assert "run the same command again" in stopped.stderr
        _run("verify", case)
        _run(command, case, *arguments)
    assert len(_run("list", case, "media", "--json").splitlines()) == 36


def _interrupted(command: str, case: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Starts a command and interrupts it, as Ctrl-C does, as soon as it holds the case."""
    (case / "case.lock").write_bytes(b"")
    process = subprocess.Popen(
        [*FIRSTSEEN, command, str(case), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and command.encode() not in (case / "case.lock").read_bytes():
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.mark.slow
def test_killed_while_it_tells_and_decides(tmp_path: Path, source: Path) -> None:
    """`set`, `decide` and `publish`, killed at random moments: verify passes each time, what was reported is there."""
    case, dossier = tmp_path / "case", tmp_path / "dossier"
    _run("new", case, "--event", "Flood", "--from", "2024-05-12")
    _run("add", case, source)
    _run("trace", case)
    finding = json.loads(_run("list", case, "findings", "--json").splitlines()[0])["finding"]
    chance = random.Random(13)
    kept, kills, took = [], 0, 1.0
    for number in range(16):
        note = f"note {number}"
        commands = (
            ("decide", case, finding, "--note", note),
            ("set", case, "--place", note),
            ("publish", case, dossier),
        )
        command = commands[number % 3]
        began = time.monotonic()
        if number < 3:
            _run(*command)
            took = time.monotonic() - began if number == 0 else took
            killed = False
        else:
            killed = _killed(chance.uniform(0.3, 1.1) * took, *command)
        kills += killed
        if not killed and command[0] == "decide":
            kept.append(note)
        _run("verify", case)
    record = next(
        one
        for one in map(json.loads, _run("list", case, "findings", "--json").splitlines())
        if one["finding"] == finding
    )
    notes = [decision["note"] for decision in record["decisions"]]
    assert set(kept) <= set(notes)
    assert len(notes) == len(set(notes))
    assert kills >= 5
    _run("set", case, "--place", "the end")
    assert json.loads(_run("verify", case, "--json"))["unchecked"] == []
