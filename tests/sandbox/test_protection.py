"""Protections name themselves only where they hold. What they do is tested on real workers, in test_pool."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable

import pytest

from firstseen.sandbox import Limits, protection

LIMITS = Limits(64, 5.0)
Unlimited = resource.RLIM_INFINITY


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """The limits of an imaginary process, all open; nothing here touches those of the test run."""
    held: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda which: held.get(which, (Unlimited, Unlimited)))
    monkeypatch.setattr(resource, "setrlimit", held.__setitem__)
    monkeypatch.setattr(protection, "_prctl", lambda option, value: 1)
    return held


def test_all_that_hold_are_named(limits: dict[int, tuple[int, int]]) -> None:
    stated = protection.protect(LIMITS)
    assert len(stated) == 6
    assert limits[resource.RLIMIT_FSIZE] == limits[resource.RLIMIT_CORE] == (0, 0)
    memory = limits[resource.RLIMIT_AS][0]
    assert memory == limits[resource.RLIMIT_AS][1]
    assert 64 * 1024**2 < memory < 64 * 1024**2 + 2**42
    assert 5 < limits[resource.RLIMIT_CPU][0] < 10_000_000


def test_what_does_not_hold_is_not_named(limits: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "setrlimit", lambda which, value: None)
    monkeypatch.setattr(protection, "_prctl", lambda option, value: 0)
    assert protection.protect(LIMITS) == ("processor time: about 5 s for one file",)


def test_a_lower_limit_from_outside_stays(limits: dict[int, tuple[int, int]]) -> None:
    limits[resource.RLIMIT_NOFILE] = (8, 8)
    assert protection._limited(resource.RLIMIT_NOFILE, 32)
    assert limits[resource.RLIMIT_NOFILE] == (8, 8)
    limits[resource.RLIMIT_CPU] = (3, 3)
    protection.limit_processor_time(1000.0)
    assert limits[resource.RLIMIT_CPU] == (3, 3)


@pytest.mark.parametrize(("parent", "ends"), [(os.getppid, False), (lambda: -5, True)])
def test_a_worker_whose_parent_is_gone_ends(
    parent: Callable[[], int], ends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "_prctl", lambda option, value: 0)
    if ends:
        with pytest.raises(SystemExit):
            protection.end_with_parent(parent())
    else:
        assert protection.end_with_parent(parent())
