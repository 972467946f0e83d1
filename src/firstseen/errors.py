"""The one exception tree: what happened, to which input, and what the person can do next.

FirstseenError                  exit code 1
├── WrongUseError               2   the command was called in a way that cannot work
│   ├── NotACaseError           2   the folder is no case
│   └── CaseExistsError         2   a case is already there
├── CaseLockedError             2   another process writes to the case
├── CaseDamagedError            3   stored bytes or the catalogue do not agree with themselves
├── StoppedError                4   stopped half-way; the same command goes on from there
│   └── StorageFullError        4   the disk is full
└── RefusedError                1   one input was refused; the rest goes on
"""

from __future__ import annotations

__all__ = [
    "CaseDamagedError",
    "CaseExistsError",
    "CaseLockedError",
    "FirstseenError",
    "NotACaseError",
    "RefusedError",
    "StoppedError",
    "StorageFullError",
    "WrongUseError",
]


class FirstseenError(Exception):
    """Base of all errors that a person is told about. `advice` says what can be done next."""

    exit_code = 1
    http_status = 500

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class WrongUseError(FirstseenError):
    """The command was called in a way that cannot work."""

    exit_code = 2
    http_status = 400


class NotACaseError(WrongUseError):
    """The folder named is not a case."""

    http_status = 404


class CaseExistsError(WrongUseError):
    """A case, or another thing, is already where a new case should be."""

    http_status = 409


class CaseLockedError(FirstseenError):
    """Another process is writing to the case."""

    exit_code = 2
    http_status = 423


class CaseDamagedError(FirstseenError):
    """Stored bytes, log or catalogue do not agree with themselves."""

    exit_code = 3
    http_status = 500


class StoppedError(FirstseenError):
    """Work stopped half-way, nothing is lost, the same command goes on from there."""

    exit_code = 4
    http_status = 503


class StorageFullError(StoppedError):
    """The disk that holds the case is full."""

    http_status = 507


class RefusedError(FirstseenError):
    """One input cannot be used. `name` is the input, `reason` a sentence; the rest of the work goes on."""

    exit_code = 1
    http_status = 422

    def __init__(self, name: str, reason: str, *, advice: str | None = None) -> None:
        super().__init__(f"{name}: {reason}", advice=advice)
        self.name = name
        self.reason = reason
