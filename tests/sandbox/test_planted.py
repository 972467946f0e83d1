"""A decoder that was taken over is stopped in whatever it tries, and the message names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.processes import children

from firstseen.errors import FirstseenError
from firstseen.sandbox import Answer, Fault, Job, Limits, Pool, bubble, process, system_calls
from firstseen.sandbox import pool as pool_module
from firstseen.sandbox.process import Worker
from firstseen.sandbox.walls import ALL_WALLS, PROTECTIONS
from firstseen.settings import settings

LIMITS = Limits(memory_mib=512, seconds=3.0, output_mib=2)
STOPPED = "examining it was stopped: its decoder tried to "
NOT_HANDED = ", which it was not handed"

TOLD = {
    "open_a_socket": STOPPED + "open a network connection (socket), which none may",
    "resolve_a_name": STOPPED + "open a network connection (socket), which none may",
    "open_a_raw_socket": STOPPED + "open a network connection (socket), which none may",
    "fork": STOPPED + "start another process (clone), which none may",
    "fork_natively": STOPPED + "start another process (clone), which none may",
    "run_a_program": STOPPED + "start another process (",
    "become_a_program": STOPPED + "start another program (execve), which none may",
    "allocate_10_gb": "examining it needs more memory than the limit of 512 MiB",
    "loop_for_ever": "examining it took ",
    "write_to_disk": STOPPED + "write or change a file (openat), which none may",
    "write_into_what_was_handed": STOPPED + "write or change a file (openat), which none may",
    "remove_a_file": STOPPED + "write or change a file (unlink",
    "signal_the_program": STOPPED + "send a signal (kill), which none may",
    "trace_the_program": STOPPED + "look into another process (ptrace), which none may",
    "load_a_kernel_program": STOPPED + "use a part of the kernel that decoders have no use for (bpf), which none may",
    "set_up_io_uring": STOPPED + "use a part of the kernel that decoders have no use for (io_uring_setup), which none",
    "abort": "examining it made the decoder crash (SIGABRT)",
}

needs_filter = pytest.mark.skipif(system_calls.filter_program() is None, reason="no libseccomp on this machine")


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "outside"
    path.write_text("somebody's notes")
    yield path
    assert path.read_text() == "somebody's notes"


def outcomes(target: Path, *deeds: str) -> dict[str, Answer | Fault]:
    jobs = []
    for deed in deeds:
        path = target.parent / deed
        path.write_text(deed)
        jobs.append(Job(deed, path, {"target": str(target)}))
    with Pool("planted_decoder:planted", 1, LIMITS) as pool:
        found = {job.key: outcome for job, outcome in pool.run(jobs)}
    assert children() == []
    return found


def standing(target: Path) -> set[str]:
    worker = Worker("planted_decoder:planted", LIMITS)
    worker.close()
    return {protection.deed for protection in worker.tried if protection.active}


@needs_filter
@pytest.mark.parametrize("deed", TOLD)
def test_each_deed_is_stopped_and_named(target: Path, deed: str) -> None:
    found = outcomes(target, deed, "nothing")
    outcome = found[deed]
    assert isinstance(outcome, Fault)
    assert outcome.reason.startswith(TOLD[deed])
    assert isinstance(found["nothing"], Answer)


@pytest.mark.parametrize("walls", [("files",), ("bubble",), ALL_WALLS])
def test_a_file_outside_cannot_be_read(target: Path, walls: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALLS", walls)
    if "files" not in standing(target):
        pytest.skip("this wall cannot be put up on this machine")
    outcome = outcomes(target, "read_a_file_outside")["read_a_file_outside"]
    assert outcome == Fault(STOPPED + f"open {target}" + NOT_HANDED)
    if "files" not in walls:
        return  # a bubble has a /proc of its own, in which the program is not
    outcome = outcomes(target, "read_the_environment_of_the_program")["read_the_environment_of_the_program"]
    assert isinstance(outcome, Fault)
    assert outcome.reason.startswith(STOPPED + "open /proc/")


def test_each_wall_holds_what_it_should(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And none claims more: what a wall alone does not stop is not named."""
    monkeypatch.setenv("FIRSTSEEN_WITHOUT_SANDBOX", "1")
    settings.cache_clear()
    held = {}
    for wall in ALL_WALLS:
        monkeypatch.setattr(process, "WALLS", (wall,))
        held[wall] = standing(target)
    settings.cache_clear()
    if system_calls.filter_program() is not None:
        assert held["calls"] >= {"network", "write", "process", "program"}
        assert "files" not in held["calls"]
    assert held["network"] <= {"network"}
    assert held["files"] <= {"files", "write", "program"}
    assert "process" not in held["bubble"]


def test_what_is_active_is_said_in_words(target: Path) -> None:
    worker = Worker("planted_decoder:planted", LIMITS)
    worker.close()
    assert [protection.deed for protection in worker.tried] == list(PROTECTIONS)
    for protection in worker.tried:
        assert (protection.words in worker.protections) == protection.active


def test_without_any_wall_nothing_is_opened_unless_asked_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALLS", ())
    monkeypatch.setattr(pool_module, "START_PAUSE_SECONDS", 0.0)
    settings.cache_clear()
    with pytest.raises(FirstseenError, match="no wall can be put around the workers") as refused:
        outcomes(target, "nothing")
    assert "FIRSTSEEN_WITHOUT_SANDBOX=1" in str(refused.value.advice)
    assert children() == []
    monkeypatch.setenv("FIRSTSEEN_WITHOUT_SANDBOX", "1")
    settings.cache_clear()
    try:
        assert isinstance(outcomes(target, "nothing")["nothing"], Answer)
    finally:
        settings.cache_clear()


def test_without_the_libraries_the_rest_still_stands(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = standing(target)
    monkeypatch.setattr(process, "bubble_works", lambda readable: False)
    monkeypatch.setattr("firstseen.sandbox.walls.filter_program", lambda: None)
    left = standing(target)
    assert "process" not in left
    assert left < everything or not everything


def test_a_bubble_that_cannot_be_made_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    bubble.bubble_works.cache_clear()
    monkeypatch.setattr(bubble, "_program", lambda: "/bin/false")
    assert not bubble.bubble_works(("/usr/lib",))
    monkeypatch.setattr(bubble, "_program", lambda: None)
    assert not bubble.bubble_works(("/usr/bin",))
    bubble.bubble_works.cache_clear()
