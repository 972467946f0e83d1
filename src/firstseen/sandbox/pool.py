"""Worker processes for files that are not trusted: jobs in, answers and faults out, as completed.

A worker that dies, hangs, needs too much memory or answers nonsense costs one file, and is replaced. Each worker has
a thread of its own in the program, which feeds it, keeps the time, and checks what it says. Jobs are taken from the
iterator only as they are needed, in the thread that calls `run`.
"""

from __future__ import annotations

import os
import queue
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from firstseen.errors import FirstseenError, RefusedError
from firstseen.sandbox.answer import Answer, Json
from firstseen.sandbox.inside import inside, opened
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.process import Trouble, Worker
from firstseen.sandbox.talk import Answering, Talk
from firstseen.sandbox.tasks import task_named
from firstseen.sandbox.walls import Protection

__all__ = ["Fault", "Job", "Pool", "started_talk"]

LOOK_AHEAD: Final = 2
"""Jobs under way for each worker: the one it does, and one so that it need not wait while its answer is stored."""
JOBS_PER_WORKER: Final = 500
"""Then it is replaced, so that what libraries leak never counts as a file's memory. Costs 0.4 s in 500 files."""
START_ATTEMPTS: Final = 3
START_PAUSE_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Job:
    """A file to examine. `key` is the caller's own; `options` go to the task as they are (JSON)."""

    key: str
    path: Path
    options: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that gave no answer. `reason` is a plain clause that can follow the file's name and a colon."""

    reason: str


Started = TypeVar("Started")
Outcome = tuple[Job, Answer | Fault | BaseException]


def _open(path: Path) -> int:
    """A regular file, opened for reading; raises `Trouble`. Never waits, as opening a pipe without a writer would."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise Trouble(f"it cannot be opened ({error.strerror})", fatal=False) from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise Trouble("it is not a file that can be read from start to end", fatal=False)
    return file


class _Lane(threading.Thread):
    """One worker's thread: takes jobs, puts outcomes, replaces the worker when it must."""

    def __init__(
        self,
        task: str,
        limits: Limits,
        jobs: queue.SimpleQueue[Job | None],
        outcomes: queue.SimpleQueue[Outcome],
        *,
        early: bool = False,
    ) -> None:
        super().__init__(name="sandbox", daemon=True)
        self._task = task
        self._limits = limits
        self._jobs = jobs
        self._outcomes = outcomes
        self._early = early
        self._worker: Worker | None = None
        self._done_by_worker = 0
        self._lock = threading.Lock()
        self._stopping = False

    def run(self) -> None:
        try:
            if self._early:
                # What keeps it from starting is told by the first job, which tries again.
                with suppress(FirstseenError, OSError):
                    self._ready_worker()
            while (job := self._jobs.get()) is not None:
                try:
                    outcome: Answer | Fault | BaseException = self._do(job)
                except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
                    outcome = error
                self._outcomes.put((job, outcome))
        finally:
            self._replace()

    def _do(self, job: Job) -> Answer | Fault:
        try:
            file = _open(job.path)
            try:
                worker = self._ready_worker()
                self._done_by_worker += 1
                return worker.examine(file, job.options)
            finally:
                os.close(file)
        except Trouble as trouble:
            if trouble.fatal:
                self._replace()
            return Fault(trouble.reason)

    def _ready_worker(self) -> Worker:
        worker = self._worker
        if worker is not None and self._done_by_worker < JOBS_PER_WORKER and worker.is_quiet():
            return worker
        self._replace()
        worker = _started(self._task, self._limits)
        with self._lock:
            self._worker = worker
            if self._stopping:
                worker.kill()
        return worker

    def _replace(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        self._done_by_worker = 0
        if worker is not None:
            worker.close()

    def stop(self) -> None:
        """Ends the worker at once, whatever it is doing; the thread ends when its queue says so."""
        with self._lock:
            self._stopping = True
            if self._worker is not None:
                self._worker.kill()


def _started(task: str, limits: Limits) -> Worker:
    return _patiently(lambda: Worker(task, limits))


def started_talk(task: str, limits: Limits, answering: Answering) -> Talk:
    """A worker to talk with, started with the patience that others are started with."""
    return _patiently(lambda: Talk(task, limits, answering))


def _patiently(start: Callable[[], Started]) -> Started:
    for _ in range(START_ATTEMPTS - 1):
        try:
            return start()
        except (FirstseenError, OSError):
            time.sleep(START_PAUSE_SECONDS)
    return start()


def _here(task: str, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer | Fault]]:
    """The same in a process that is a worker itself, and starts no other: its own walls and limits hold."""
    run, state = task_named(task), inside()
    for job in jobs:
        if state is not None:
            state.progress()
        try:
            handed = opened(str(job.path))
            with os.fdopen(_open(job.path) if handed is None else handed, "rb") as stream:
                yield job, run(stream, job.options)
        except Trouble as trouble:
            yield job, Fault(trouble.reason)
        except RefusedError as refused:
            yield job, Fault(refused.reason)


class Pool:
    """Runs `task` ("module:function", see `firstseen.sandbox.worker.Task`) over files in limited worker processes.

    A context manager: after it no worker is alive. Workers start when the first jobs need them, one before with
    `start`. One `run` at a time; one that is left early ends its workers, and the next starts new ones.
    """

    def __init__(self, task: str, workers: int, limits: Limits) -> None:
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._task = task
        self._workers = workers
        self._limits = limits
        self._lanes: list[_Lane] = []
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._running = False
        self._protections: tuple[tuple[str, ...], tuple[Protection, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def protections(self) -> tuple[str, ...]:
        """The limits and walls that are really active in a worker, in plain words; starts one to ask it."""
        return self._asked()[0]

    @property
    def tried(self) -> tuple[Protection, ...]:
        """What a worker tried before its first file, and whether it was refused; starts one to ask it."""
        return self._asked()[1]

    def _asked(self) -> tuple[tuple[str, ...], tuple[Protection, ...]]:
        if self._protections is None:
            worker = _started(self._task, self._limits)
            self._protections = worker.protections, worker.tried
            worker.close()
        return self._protections

    def start(self) -> None:
        """Has one worker get ready meanwhile, before there is a job for it."""
        if inside() is None and not self._lanes:
            self._add_lane(early=True)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer | Fault]]:
        """Outcomes as they come. Raises `FirstseenError` when no worker can be started at all."""
        if inside() is not None:
            yield from _here(self._task, jobs)
            return
        if self._running:
            raise RuntimeError("a pool does one run at a time")
        self._running = True
        waiting = iter(jobs)
        under_way = 0
        exhausted = False
        try:
            while True:
                while not exhausted and under_way < LOOK_AHEAD * self._workers:
                    job = next(waiting, None)
                    if job is None:
                        exhausted = True
                        break
                    self._submit(job, under_way)
                    under_way += 1
                if under_way == 0:
                    return
                job, outcome = self._outcomes.get()
                under_way -= 1
                if isinstance(outcome, BaseException):
                    raise outcome
                yield job, outcome
        finally:
            self._running = False
            if under_way:
                self.close()

    def _submit(self, job: Job, under_way: int) -> None:
        if len(self._lanes) <= under_way and len(self._lanes) < self._workers:
            self._add_lane(early=False)
        self._jobs.put(job)

    def _add_lane(self, *, early: bool) -> None:
        lane = _Lane(self._task, self._limits, self._jobs, self._outcomes, early=early)
        lane.start()
        self._lanes.append(lane)

    def close(self) -> None:
        """Ends all workers and waits until they are gone; what was under way is dropped."""
        lanes, self._lanes = self._lanes, []
        jobs, self._jobs, self._outcomes = self._jobs, queue.SimpleQueue(), queue.SimpleQueue()
        while not jobs.empty():
            jobs.get()
        for lane in lanes:
            lane.stop()
            jobs.put(None)
        for lane in lanes:
            lane.join()
