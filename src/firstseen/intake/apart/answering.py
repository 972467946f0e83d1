"""The worker's side: it is asked which readers fit a file, to read one, for what is next, and for bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO, Final

from firstseen.errors import RefusedError
from firstseen.intake import known_readers
from firstseen.intake.apart.crossing import departing
from firstseen.intake.apart.handed import HandedTree
from firstseen.intake.loose import loose_item
from firstseen.intake.sidecars import by_downloader, is_sidecar
from firstseen.intake.source import Found, Reading, ReadOptions, Source, TreeContent
from firstseen.model.items import Content
from firstseen.sandbox.answer import Json
from firstseen.sandbox.telling import Asked, Frame, Teller

__all__ = ["CHUNK", "TASK", "converse"]

TASK: Final = "firstseen.intake.apart.answering:converse"
CHUNK: Final = 1 << 20
"""Bytes of a content that cross at once."""


def converse(teller: Teller) -> None:
    """Answers until the program has no question left, or memory has run out: what is left is not trusted then."""
    desk = _Desk(teller)
    while (asked := teller.listen()) is not None:
        header, body = desk.answer(asked)
        teller.tell(header, body)
        if header.get("fault") in ("memory", "outside"):
            return


class _Desk:
    """What is open: one reading, the contents of what it found last, and one stream."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._readers = {reader.name: reader for reader in known_readers()}
        self._tree = HandedTree("", teller)
        self._reading: Iterator[Found] = iter(())
        self._contents: list[Content] = []
        self._stream: BinaryIO | None = None
        self._open = ExitStack()

    def answer(self, asked: Asked) -> Frame:
        """The answer to a question; whatever goes wrong is one too."""
        try:
            return getattr(self, f"_{asked.header['ask']}")(asked)  # type: ignore[no-any-return]
        except RefusedError as refused:
            return {"refused": [refused.name, refused.reason]}, b""
        except (PermissionError, FileNotFoundError) as error:
            if error.filename is None:
                return _failed(error), b""
            return {"fault": "outside", "what": os.fsdecode(error.filename)}, b""
        except MemoryError:
            return {"fault": "memory"}, b""
        except OSError as error:
            return _failed(error), b""
        except Exception as error:  # noqa: BLE001 - whatever a reader raises costs this one file
            return {"fault": "error", "what": f"{type(error).__name__}: {error}"}, b""

    def _source(self, asked: Json) -> Source:
        self._settle()
        self._reading = iter(())
        if asked["tree"] != self._tree.name:
            self._tree = HandedTree(asked["tree"], self._teller)
        return Source(self._tree, asked["name"])

    def _settle(self) -> None:
        """What was found last is done with."""
        self._close_stream()
        self._contents = []

    def _fits(self, asked: Asked) -> Frame:
        source = self._source(asked.header)
        fitting = [name for name, reader in self._readers.items() if reader.fits(source, asked.body)]
        return {"fits": fitting}, b""

    def _says(self, asked: Asked) -> Frame:
        source = self._source(asked.header)
        if asked.header["what"] == "by downloader":
            return {"is": by_downloader(source.tree, source.name)}, b""
        return {"is": is_sidecar(source, taken=True)}, b""

    def _read(self, asked: Asked) -> Frame:
        source = self._source(asked.header)
        options = ReadOptions(**asked.header["options"])
        self._reading = iter(self._readers[asked.header["reader"]].read(source, options))
        return {}, b""

    def _loose(self, asked: Asked) -> Frame:
        source = self._source(asked.header)
        reading: Reading = loose_item(
            source.tree, source.name, asked.header["sidecars"], asked.header["listed"], asked.header["proofs"]
        )
        self._reading = iter(reading)
        return {}, b""

    def _next(self, asked: Asked) -> Frame:
        self._settle()
        found = next(self._reading, None)
        if found is None:
            return {"end": True}, b""
        return departing(found, self._placed)

    def _placed(self, content: Content) -> Json:
        if isinstance(content, TreeContent) and content.tree is self._tree:
            return {"file": content.name}
        self._contents.append(content)
        return {"number": len(self._contents) - 1}

    def _open_content(self, asked: Asked) -> Frame:
        self._close_stream()
        self._stream = self._open.enter_context(self._contents[asked.header["number"]].open())
        return self._bytes(asked)

    def _bytes(self, asked: Asked) -> Frame:
        """The next bytes of the open content; fewer than `CHUNK` only at its end."""
        pieces: list[bytes] = []
        left = CHUNK
        while left and self._stream is not None and (piece := self._stream.read(left)):
            pieces.append(piece)
            left -= len(piece)
        return {}, b"".join(pieces)

    def _close_stream(self) -> None:
        self._stream = None
        self._open.close()


def _failed(error: OSError) -> dict[str, Any]:
    return {"failed": (error.strerror or str(error)).lower()}
