"""Evidence packages of ours, read back into a case: items with their raw records and bytes, as they were collected.

The package is checked first, and refused when anything in it is wrong. Its custody log is kept as sources of its own:
journal, checkpoint, keys and time stamps, so that the history of what it holds can be checked from the new case too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from firstseen.custody.bag_check import bounded_lines
from firstseen.custody.packaged import BLOBS, COLLECTED, LOG, SOURCES, check_package
from firstseen.errors import RefusedError
from firstseen.intake.json_text import load_json
from firstseen.intake.source import Reading, TreeContent
from firstseen.intake.tree import FolderTree
from firstseen.model.collected import Collected, ShownHere, collected_from_json
from firstseen.model.identifiers import Digest, is_digest
from firstseen.model.items import Refusal, ShownMedium, SourceRead

__all__ = ["READER", "read_package"]

READER: Final = "evidence package"
_HISTORY: Final = re.compile(rf"{LOG}/(?:custody\.jsonl|checkpoint|keys/[^/]+|timestamps/.+)")
_LEFT_OUT: Final = "left out of the evidence package that it came in"


def read_package(path: Path, tree: FolderTree) -> Reading:
    """What the package at `path`, which is the folder of `tree`, holds; raises `RefusedError` when it is not whole."""
    check = check_package(path)
    if check.wrong:
        more = f" (and {len(check.wrong) - 1} more)" if len(check.wrong) > 1 else ""
        raise RefusedError(
            tree.name,
            f"is not as it was published: {check.wrong[0]}{more}",
            advice=f"`firstseen verify {path}` names everything that is wrong.",
        )
    yield SourceRead(tree.name, READER, TreeContent(tree, "bag-info.txt"))
    for name in tree.names():
        if _HISTORY.fullmatch(name):
            yield SourceRead(f"{tree.name}/{name}", "custody log", TreeContent(tree, name))
    yield from _Reading(path, tree).items()


@dataclass(slots=True)
class _Reading:
    """One package being read."""

    path: Path
    tree: FolderTree
    _sources: dict[str, tuple[str, str, Digest | None]] = field(default_factory=dict)
    _current: str | None = None
    _told: set[str] = field(default_factory=set)

    def items(self) -> Reading:
        for line in self._lines(SOURCES):
            if isinstance(line, Refusal):
                yield line
                continue
            id, name, reader, digest = (line.get(field) for field in ("source", "name", "reader", "digest"))
            if isinstance(id, str) and isinstance(name, str) and isinstance(reader, str):
                known = digest if isinstance(digest, str) and is_digest(digest) else None
                self._sources[id] = (name, reader, known)
        for line in self._lines(COLLECTED):
            if isinstance(line, Refusal):
                yield line
                continue
            try:
                collected = collected_from_json(line)
            except ValueError as error:
                yield Refusal(f"{self.tree.name}/{COLLECTED}", f"holds a line that is no item: {error}")
                continue
            yield from self._source_of(collected)
            yield replace(collected.item, media=tuple(self._shown(here) for here in collected.shown))

    def _lines(self, name: str) -> Iterator[dict[str, object] | Refusal]:
        place = f"{self.tree.name}/{name}"
        try:
            for line in bounded_lines(self.path, name):
                try:
                    value = load_json(line)
                except ValueError as error:
                    yield Refusal(place, f"holds a line that is not JSON: {error}")
                    continue
                if isinstance(value, dict):
                    yield value
        except OSError as error:
            yield Refusal(place, f"cannot be read: {error.strerror or error}")

    def _source_of(self, collected: Collected) -> Iterator[SourceRead]:
        """The source that the items from here on were read from, under the name it had; its bytes the first time."""
        if collected.source == self._current:
            return
        self._current = collected.source
        name, reader, digest = self._sources.get(collected.source, ("source not named", READER, None))
        content = None
        if digest is not None and collected.source not in self._told:
            content = self._blob(digest)
        self._told.add(collected.source)
        yield SourceRead(f"{self.tree.name}/{name}", reader, content)

    def _shown(self, here: ShownHere) -> ShownMedium:
        content = self._blob(here.kept.digest) if here.kept else None
        if here.kept is None:
            return replace(here.shown, missing=here.missing)
        return replace(here.shown, content=content, missing=None if content else _LEFT_OUT)

    def _blob(self, digest: Digest) -> TreeContent | None:
        name = f"{BLOBS}{digest[:2]}/{digest}"
        return TreeContent(self.tree, name) if self.tree.has(name) else None
