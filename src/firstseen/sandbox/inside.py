"""What code can ask for when it runs inside a worker that talks with the program (`firstseen.sandbox.talk`).

Such a worker cannot make a file. Where a library or a reader wants a temporary one, the program hands over a file
without a name. And a worker starts no other: what a reader would give to one is done where it is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, cast

__all__ = ["Inside", "enter", "inside", "opened"]

_HANDED: Final = "/handed-over/"
"""How a temporary file that has no name is named to code that wants one; no such folder exists."""


@dataclass(slots=True)
class Inside:
    """This process as a talking worker: how to ask for a file to write in, how to say that work goes on."""

    spool: Callable[[], int]
    progress: Callable[[], None]
    named: dict[str, int] = field(default_factory=dict)


_here: list[Inside] = []


def inside() -> Inside | None:
    """The state of a talking worker; None in the program and in other workers."""
    return _here[0] if _here else None


def enter(state: Inside) -> None:
    """From now on temporary files of this process come from the program."""
    _here[:] = [state]

    def temporary(*_: Any, **__: Any) -> BinaryIO:
        return cast(BinaryIO, os.fdopen(state.spool(), "w+b"))

    @contextmanager
    def named(*_: Any, **__: Any) -> Iterator[_Named]:
        file = _Named(state.spool())
        state.named[file.name] = file.fileno()
        try:
            yield file
        finally:
            state.named.pop(file.name, None)
            with suppress(OSError):
                file.close()

    tempfile.TemporaryFile = temporary  # type: ignore[assignment]
    tempfile.NamedTemporaryFile = named  # type: ignore[assignment]


class _Named:
    """A handed-over file with a name for `opened`; everything else is the file's own."""

    def __init__(self, file: int) -> None:
        self._file = os.fdopen(file, "w+b")
        self.name = f"{_HANDED}{file}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def opened(path: str) -> int | None:
    """A descriptor of its own for the file that is named so here, at its start; None for any other name."""
    state = inside()
    if state is None or path not in state.named:
        return None
    file = os.dup(state.named[path])
    os.lseek(file, 0, os.SEEK_SET)
    return file
