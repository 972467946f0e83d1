"""The program's side: questions to a reading worker, and what it is handed. A worker that fails costs one file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import BinaryIO, Final, Self, cast

from firstseen.errors import RefusedError
from firstseen.intake.apart.answering import TASK
from firstseen.intake.apart.crossing import arrived
from firstseen.intake.apart.streaming import ContentStream
from firstseen.intake.loose import loose_item
from firstseen.intake.source import Reading, ReadOptions, Source, Tree, TreeContent
from firstseen.model.items import Content, Refusal
from firstseen.sandbox.answer import Json, NonsenseError
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import started_talk
from firstseen.sandbox.process import Trouble
from firstseen.sandbox.talk import Handed, Talk
from firstseen.sandbox.telling import Frame
from firstseen.settings import settings

__all__ = ["Apart"]

SPOOL_MIB: Final = 4 * 1024 + 1
"""The largest member of an archive that is unpacked (`zip_tree.MAX_MEMBER_BYTES`), and a little."""
OPEN_FILES: Final = 128
READINGS_PER_WORKER: Final = 200
"""Then it is replaced, so that what libraries leak never counts as a file's memory."""
NAMES_AT_ONCE: Final = 5_000


class GaveUpError(RefusedError):
    """A file was refused because its worker failed, and not by a reader."""


class Apart:
    """One reading worker after the other, started when the first file needs it. A context manager: after it none is
    alive. One reading at a time: contents of what was found can be opened, once each, until the next is asked for. When
    all were read the worker goes on by itself: what it finds next is worked out while the last is stored."""

    def __init__(self, task: str = TASK) -> None:
        chosen = settings()
        self._task = task
        self._limits = Limits(
            chosen.worker_memory_mib, chosen.worker_seconds, spool_mib=SPOOL_MIB, open_files=OPEN_FILES
        )
        self._talk: Talk | None = None
        self._readings = 0
        self._tree: Tree | None = None
        self._names: list[str] | None = None
        self._fitting: tuple[Tree, str, frozenset[str]] | None = None
        self._turn = 0
        self._ahead = False
        self._gone: GaveUpError | None = None
        self._left: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the worker and waits until it is gone."""
        talk, self._talk = self._talk, None
        self._readings = 0
        if talk is not None:
            talk.close()

    def fits(self, source: Source, head: bytes) -> frozenset[str]:
        """The names of the readers that fit; asked once for a file. Raises `RefusedError`."""
        if self._fitting is None or self._fitting[0] is not source.tree or self._fitting[1] != source.name:
            header, _ = self._ask(source, {"ask": "fits"}, head)
            fits = header.get("fits")
            names = frozenset(name for name in fits if isinstance(name, str)) if isinstance(fits, list) else frozenset()
            self._fitting = (source.tree, source.name, names)
        return self._fitting[2]

    def says(self, source: Source, what: str) -> bool:
        """Whether a file "is sidecar" although a reader takes it, or is "by downloader" (`firstseen.intake.sidecars`);
        False where that cannot be said."""
        try:
            return self._ask(source, {"ask": "says", "what": what})[0].get("is") is True
        except RefusedError:
            return False

    def read(self, source: Source, reader: str, options: ReadOptions) -> Reading:
        """What the reader yields; raises `RefusedError` as it does, and when its worker fails."""
        told = {
            "columns": dict(options.columns),
            "include_private": options.include_private,
            "reader": options.reader,
        }
        return self._reading(source, {"ask": "read", "reader": reader, "options": told})

    def loose(
        self, source: Source, sidecars: Sequence[str], listed: Mapping[str, str], proofs: Sequence[str]
    ) -> Reading:
        """The item of a medium with sidecars and proofs (`firstseen.intake.loose.loose_item`); raises `RefusedError`.

        Those that bring the worker down are refused, and the medium is read without them.
        """
        try:
            beside = {"sidecars": list(sidecars), "listed": dict(listed), "proofs": list(proofs)}
            yield from self._reading(source, {"ask": "loose", **beside})
        except GaveUpError as error:
            yield from (Refusal(file, error.reason) for file in (*sidecars, *proofs))
            yield from loose_item(source.tree, source.name, (), listed)

    def _reading(self, source: Source, question: Json) -> Reading:
        self._ask(source, question)
        self._go_on(source)
        while True:
            header, record = self._answered(source)
            if header.get("end") is True:
                return
            places = _Places(self, source, self._turn)
            try:
                found = arrived(header, record, places)
            except NonsenseError as error:
                self.close()
                raise GaveUpError(source.name, f"what came back from reading it cannot be right: {error}") from error
            self._left = places.numbers
            self._go_on_when_done(source)
            yield found
            if not self._ahead:
                self._go_on(source)

    def _go_on(self, source: Source) -> None:
        """Asks for what is next, without waiting: contents of what was found last cannot be opened any more. That the
        worker is gone is told by `_answered`, so that it never counts as a fault of what was read before."""
        self._turn += 1
        self._ahead = True
        self._gone = None
        try:
            if self._talk is not None:
                self._talk.begin({"ask": "next"})
        except Trouble as trouble:
            self._gone = self._refused(source, trouble)

    def _answered(self, source: Source) -> Frame:
        """What `_go_on` asked for; raises `RefusedError`."""
        self._ahead = False
        if self._gone is not None:
            raise self._gone
        if self._talk is None:
            raise RefusedError(source.name, "its reading was given up")
        try:
            return self._judged(source, self._talk.end())
        except Trouble as trouble:
            raise self._refused(source, trouble) from trouble

    def _go_on_when_done(self, source: Source) -> None:
        """Lets the worker read on while what it found is stored, once it has given all contents of it."""
        if not self._left and self._talk is not None:
            self._go_on(source)

    def _ask(self, source: Source, question: Json, body: bytes = b"") -> Frame:
        """A question that begins with a file."""
        talk = self._talk
        if talk is not None and (self._readings >= READINGS_PER_WORKER or not talk.is_quiet()):
            self.close()
        if self._talk is None:
            self._talk = started_talk(self._task, self._limits, self._hand)
        self._readings += 1
        self._turn += 1
        if self._tree is not source.tree:
            self._names = None
        self._tree = source.tree
        return self._ask_again(source, {**question, "tree": source.tree.name, "name": source.name}, body)

    def _ask_again(self, source: Source, question: Json, body: bytes = b"") -> Frame:
        """A question about the file that is being read."""
        talk = self._talk
        if talk is None:
            raise RefusedError(source.name, "its reading was given up")
        try:
            return self._judged(source, talk.ask(question, body))
        except Trouble as trouble:
            raise self._refused(source, trouble) from trouble

    def _refused(self, source: Source, trouble: Trouble) -> GaveUpError:
        if trouble.fatal:
            self.close()
        return GaveUpError(source.name, trouble.reason)

    @staticmethod
    def _judged(source: Source, answer: Frame) -> Frame:
        header = answer[0]
        refused, failed = header.get("refused"), header.get("failed")
        if isinstance(refused, list) and len(refused) == 2:
            name, reason = (str(words).encode("utf-8", "replace").decode() for words in refused)
            raise RefusedError(name, reason)
        if isinstance(failed, str):
            raise RefusedError(source.name, f"cannot be read: {failed.encode('utf-8', 'replace').decode()}")
        return answer

    @contextmanager
    def stream(self, source: Source, number: int, turn: int) -> Iterator[BinaryIO]:
        """The bytes of a content, by its number, once; raises `RefusedError`."""
        talk = self._talk
        if talk is None or turn != self._turn:
            raise RefusedError(source.name, "its reading went on before this was opened")

        def ask() -> None:
            talk.begin({"ask": "bytes"})

        def answer() -> bytes:
            try:
                return self._judged(source, talk.end())[1]
            except Trouble as trouble:
                raise self._refused(source, trouble) from trouble

        try:
            _, first = self._ask_again(source, {"ask": "open_content", "number": number})
            stream = ContentStream(first, ask, answer)
            yield cast(BinaryIO, stream)
        finally:
            self._left.discard(number)
        if turn == self._turn:
            self._go_on_when_done(source)

    def _hand(self, untrusted: Json) -> Handed:
        """What a worker may ask back for: the files of the tree it reads in, by name, and a file to write in."""
        tree, name = self._tree, untrusted.get("name")
        if untrusted["want"] == "spool":
            with tempfile.TemporaryFile(prefix="firstseen-") as spool:
                return Handed({}, os.dup(spool.fileno()))
        if tree is None:
            raise NonsenseError("it asked for a file when nothing was read")
        if untrusted["want"] == "names":
            return self._some_names(tree, untrusted.get("from"))
        if not isinstance(name, str):
            raise NonsenseError("it asked for a file without a name")
        match untrusted["want"]:
            case "has":
                return Handed({"has": tree.has(name)})
            case "size" | "open" as what:
                try:
                    if what == "size":
                        return Handed({"size": tree.size(name)})
                    with tree.open(name) as stream:
                        return Handed({}, os.dup(stream.fileno()))
                except (RefusedError, OSError) as error:
                    if isinstance(error, RefusedError):
                        return Handed({"refused": [error.name, error.reason]})
                    return Handed({"refused": [name, f"cannot be read: {(error.strerror or str(error)).lower()}"]})
        raise NonsenseError("it asked for something that nobody gives")

    def _some_names(self, tree: Tree, start: object) -> Handed:
        if type(start) is not int or start < 0:
            raise NonsenseError("it asked for names from nowhere")
        if self._names is None or start == 0:
            self._names = list(tree.names())
        some = self._names[start : start + NAMES_AT_ONCE]
        return Handed({"names": some, "more": start + len(some) < len(self._names)})


class _Places:
    """Makes contents of the places that a worker told."""

    def __init__(self, apart: Apart, source: Source, turn: int) -> None:
        self._apart = apart
        self._source = source
        self._turn = turn
        self.numbers: set[int] = set()
        """The contents that only the worker can open."""

    def __call__(self, untrusted: object) -> Content:
        match untrusted:
            case {"file": str(name)}:
                return TreeContent(self._source.tree, name)
            case {"number": int(number)}:
                self.numbers.add(number)
                return _Numbered(self._apart, self._source, number, self._turn)
        raise NonsenseError("it told no place of a content")


class _Numbered:
    """A content that only its worker can open."""

    def __init__(self, apart: Apart, source: Source, number: int, turn: int) -> None:
        self._apart, self._source, self._number, self._turn = apart, source, number, turn

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A stream over the bytes, from start to end."""
        with self._apart.stream(self._source, self._number, self._turn) as stream:
            yield stream
