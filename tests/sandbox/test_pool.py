"""The pool: what a file does to its worker costs that file only, and no worker outlives the pool."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.processes import children, workers

from firstseen.errors import FirstseenError
from firstseen.sandbox import Answer, Fault, Job, Limits, Pool, process
from firstseen.sandbox import pool as pool_module

LIMITS = Limits(memory_mib=512, seconds=60.0, output_mib=2)


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def jobs(folder: Path, *contents: str) -> Iterator[Job]:
    for position, content in enumerate(contents):
        path = folder / f"{position}"
        path.write_text(content)
        yield Job(str(position), path)


def test_answers_carry_values_options_and_arrays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    with Pool("hostile_tasks:measure", 1, LIMITS) as pool:
        [(job, answer)] = pool.run([Job("k", path, {"side": 3, "words": "Ünï"})])
    assert job.key == "k"
    assert isinstance(answer, Answer)
    assert answer.values["bytes"] == 3
    assert answer.values["options"] == {"side": 3, "words": "Ünï"}
    assert answer.arrays["data"].tobytes() == b"abc"


def test_a_worker_that_is_started_before_there_is_a_job_does_the_first(tmp_path: Path) -> None:
    with Pool("hostile_tasks:measure", 2, LIMITS) as pool:
        pool.start()
        pool.start()
        until = time.monotonic() + 30
        while not workers() and time.monotonic() < until:
            time.sleep(0.05)
        early = {worker.pid for worker in workers()}
        assert len(early) == 1
        [(_, answer)] = pool.run(jobs(tmp_path, "abc"))
        assert isinstance(answer, Answer)
        assert {worker.pid for worker in workers()} == early
    assert not workers()


def test_what_keeps_an_early_worker_from_starting_is_told_by_the_first_job(tmp_path: Path) -> None:
    with Pool("hostile_tasks:no_such_task", 1, LIMITS) as pool:
        pool.start()
        with pytest.raises(FirstseenError, match="did not start"):
            list(pool.run(jobs(tmp_path, "abc")))


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("leave", "examining it broke off: its process ended with status 7"),
        ("crash", "examining it made the decoder crash (SIGSEGV)"),
        ("spin", "examining it took too much processor time and was stopped"),
        ("grow", "examining it needs more memory than the limit of 512 MiB"),
        ("opencv_memory", "examining it needs more memory than the limit of 512 MiB"),
        ("much", "what came back from examining it is larger than 2 MiB"),
        ("refuse", "it shows [31m nothing at all"),
        ("fail", "examining it failed in a way nobody foresaw (KeyError: 'a table that is not there')"),
        ("strange_numbers", "examining it failed in a way nobody foresaw (NonsenseError: the array c holds complex128"),
        ("lie_garbage", "what came back from examining it cannot be right: the answer does not start as one"),
        ("lie_length", "what came back from examining it is larger than 2 MiB"),
        ("lie_not_json", "what came back from examining it cannot be right: the header is no JSON"),
        ("lie_other_file", "what came back from examining it belongs to another file"),
        ("lie_array", "what came back from examining it cannot be right: an array holds a kind of number"),
        ("lie_huge_array", "what came back from examining it cannot be right: the arrays are larger than allowed"),
        ("lie_cut_off", "examining it broke off: its process ended with status 0"),
        ("say_more", "what came back from examining it cannot be right: there is more of it"),
        ("unknown_status", "what came back from examining it cannot be right: unknown status"),
    ],
)
def test_a_bad_file_costs_itself_only(tmp_path: Path, deed: str, reason: str) -> None:
    with Pool("hostile_tasks:by_content", 1, LIMITS) as pool:
        outcomes = {job.key: outcome for job, outcome in pool.run(jobs(tmp_path, "fine", deed, "fine"))}
    assert isinstance(outcomes["0"], Answer)
    assert isinstance(outcomes["1"], Fault)
    assert outcomes["1"].reason.startswith(reason)
    assert isinstance(outcomes["2"], Answer)


@pytest.mark.timeout(60)
def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with Pool("hostile_tasks:by_content", 1, Limits(512, 1.5)) as pool:
        outcomes = {job.key: outcome for job, outcome in pool.run(jobs(tmp_path, "hang", "fine"))}
    assert outcomes["0"] == Fault("examining it took longer than 1.5 seconds and was stopped")
    assert isinstance(outcomes["1"], Answer)


def test_an_ordinary_refusal_keeps_the_worker_and_a_death_replaces_it(tmp_path: Path) -> None:
    with Pool("hostile_tasks:by_content", 1, LIMITS) as pool:
        deeds = jobs(tmp_path, "fine", "refuse", "fine", "leave", "fine")
        pids = {job.key: answer.values["who"] for job, answer in pool.run(deeds) if isinstance(answer, Answer)}
    assert pids["0"] == pids["2"] != pids["4"]


def test_workers_are_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "JOBS_PER_WORKER", 2)
    with Pool("hostile_tasks:by_content", 1, LIMITS) as pool:
        answers = [answer for _, answer in pool.run(jobs(tmp_path, *["fine"] * 5))]
    pids = [answer.values["who"] for answer in answers if isinstance(answer, Answer)]
    assert len(pids) == 5
    assert len(set(pids)) == 3


def test_stray_prints_harm_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Pool("hostile_tasks:by_content", 1, LIMITS) as pool:
        [(_, answer)] = pool.run(jobs(tmp_path, "print_much"))
    assert isinstance(answer, Answer)
    assert answer.values == {"read": ""}
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_speaks_unasked_costs_no_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")
    with Pool("hostile_tasks:say_later", 1, LIMITS) as pool:
        [(_, before)] = pool.run([Job("a", path)])
        time.sleep(0.6)
        [(_, after)] = pool.run([Job("b", path)])
    assert isinstance(before, Answer)
    assert isinstance(after, Answer)
    assert before.values["who"] != after.values["who"]


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    named = [Job("gone", tmp_path / "gone"), Job("folder", tmp_path), Job("pipe", tmp_path / "pipe")]
    with Pool("hostile_tasks:fine", 2, LIMITS) as pool:
        outcomes = {job.key: outcome for job, outcome in pool.run(named)}
    assert outcomes["gone"] == Fault("it cannot be opened (No such file or directory)")
    assert outcomes["folder"] == outcomes["pipe"] == Fault("it is not a file that can be read from start to end")


def test_answers_come_as_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALLS", ("calls",))  # in a bubble no sign could be seen
    path = tmp_path / "file"
    path.write_bytes(b"")
    sign = tmp_path / "sign"
    slow, quick = Job("slow", path, {"file": str(sign)}), Job("quick", path, {"file": None})
    with Pool("hostile_tasks:wait_for", 2, LIMITS) as pool:
        run = pool.run([slow, quick])
        assert next(run)[0] == quick
        sign.touch()
        [(last, answer)] = run
    assert last == slow
    assert isinstance(answer, Answer)


def test_jobs_are_taken_only_as_needed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        while True:
            taken += 1
            yield Job(str(taken), path)

    with Pool("hostile_tasks:fine", 2, LIMITS) as pool:
        run = pool.run(endless())
        for done in range(1, 51):
            next(run)
            assert taken - done < pool_module.LOOK_AHEAD * 2
        run.close()  # type: ignore[attr-defined]
        assert children() == []
        assert len(list(pool.run([Job("again", path)]))) == 1


def test_no_worker_is_alive_at_the_end(tmp_path: Path) -> None:
    with Pool("hostile_tasks:by_content", 2, LIMITS) as pool:
        assert children() == []
        run = pool.run(jobs(tmp_path, "fine", "hang", "hang", "hang"))
        next(run)
        assert len(workers()) == 2
    assert children() == []


def test_few_jobs_start_few_workers(tmp_path: Path) -> None:
    with Pool("hostile_tasks:by_content", 8, LIMITS) as pool:
        assert len(list(pool.run(jobs(tmp_path, "fine")))) == 1
        assert len(workers()) == 1


def test_an_error_of_the_jobs_ends_the_run(tmp_path: Path) -> None:
    def broken() -> Iterator[Job]:
        yield from jobs(tmp_path, "hang")
        raise RuntimeError("the catalogue is gone")

    with Pool("hostile_tasks:by_content", 2, LIMITS) as pool, pytest.raises(RuntimeError, match="catalogue is gone"):
        list(pool.run(broken()))
    assert children() == []


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with Pool("hostile_tasks:by_content", 1, LIMITS) as pool:
        first = pool.run(jobs(tmp_path, "fine", "fine"))
        next(first)
        with pytest.raises(RuntimeError, match="one run"):
            next(pool.run([]))
        assert len(list(first)) == 1


@pytest.mark.parametrize("task", ["hostile_tasks:nothing_of_the_kind", "no_such_module:task"])
def test_a_task_that_cannot_be_found_is_said(tmp_path: Path, task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "START_PAUSE_SECONDS", 0.0)
    with Pool(task, 1, LIMITS) as pool, pytest.raises(FirstseenError, match=r"did not start .*(Attribute|ModuleNot)"):
        list(pool.run(jobs(tmp_path, "x")))


def test_a_worker_that_never_comes_up_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "START_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Pool("hostile_tasks:fine", 1, LIMITS) as pool, pytest.raises(FirstseenError, match="ended with status 1"):
        list(pool.run(jobs(tmp_path, "x")))


def test_protections_are_those_that_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    file = tmp_path / "file"
    file.write_bytes(b"")
    with Pool("hostile_tasks:protections", 1, LIMITS) as pool:
        stated = pool.protections
        [(_, answer)] = pool.run([Job("k", file)])
        status = Path(f"/proc/{workers()[0].pid}/status").read_text()
        session = os.getsid(workers()[0].pid)
    assert isinstance(answer, Answer)
    tried = answer.values
    assert "nothing can be written into a file" in stated
    assert "at most 32 open files" in stated
    assert tried["open"] == "Too many open files"
    assert "no memory dump is left behind by a crash" in stated
    assert tried["core"] == [0, 0]
    assert "no new privileges can be gained" in stated
    assert "NoNewPrivs:\t1" in status
    assert "memory: 512 MiB beyond what it needs to start" in stated
    assert "it ends when the program ends" in stated
    assert "SECRET_TOKEN" not in tried["environment"]
    assert tried["environment"]["OMP_NUM_THREADS"] == "1"
    assert tried["SIGINT ignored"]
    assert session != os.getsid(0)


def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "job").write_text("hang")
    program = textwrap.dedent(f"""
        import sys, threading, psutil, time
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from firstseen.sandbox import Job, Limits, Pool
        pool = Pool("hostile_tasks:by_content", 1, Limits(512, 300))
        run = threading.Thread(target=lambda: list(pool.run([Job("k", Path({str(tmp_path / "job")!r}))])), daemon=True)
        run.start()
        while not pool._lanes or not pool._lanes[0]._worker:
            time.sleep(0.05)
        print(psutil.Process().children(recursive=True)[-1].pid, flush=True)
        time.sleep(300)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        worker = psutil.Process(int(started.stdout.readline()))
        sessions = [os.getsid(process) for process in (worker.pid, started.pid)]
        os.kill(worker.pid, signal.SIGINT)
        time.sleep(0.2)
        running = worker.is_running()
        started.kill()
    assert running, "a worker must leave Ctrl-C to the program"
    assert sessions[0] != sessions[1], "Ctrl-C in a terminal must not reach what is around a worker"
    psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Pool("hostile_tasks:fine", 0, LIMITS)
