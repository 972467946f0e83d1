"""The files of an archived post, found again where they lie now: the paths inside were true on another machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import as_text, list_of, text_of
from firstseen.intake.names import resolved
from firstseen.intake.source import Source, Tree
from firstseen.media.signatures import sniff

__all__ = ["Files", "kind_of"]

_MOST_NAMES = 200_000
_PLAIN = re.compile(r"[^/\\]+$")


def kind_of(tree: Tree, name: str) -> str | None:
    """ "picture", "video", "sound" or what else a file is, by its first bytes; None where that cannot be told."""
    try:
        with tree.open(name) as stream:
            kind = sniff(stream.read(4096))
    except (RefusedError, OSError):
        return None
    return kind.medium if kind else None


@dataclass
class Files:
    """The files beside a source, by their names and, where those are not met, by the last part of them."""

    source: Source
    asked: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def _by_last_part(self) -> dict[str, str | None]:
        """Names by their last part; None where several files have it, so that none is meant surely."""
        found: dict[str, str | None] = {}
        for name in islice(self.source.tree.names(), _MOST_NAMES):
            last = name.rpartition("/")[2]
            found[last] = name if last not in found else None
        return found

    def find(self, medium: Mapping[str, Any]) -> str | None:
        """The file of a medium as auto-archiver describes it: by its key, its addresses, its old path."""
        urls = [text for one in list_of(medium, "urls") if (text := as_text(one))]
        places = [text_of(medium, "key", "_key"), *urls, text_of(medium, "filename", "_filename")]
        return self.named([place for place in places if place])

    def named(self, places: list[str]) -> str | None:
        """The first of these places that is a file here; by the whole path first, then by the last part."""
        paths = [path for place in places if (path := _path(place))]
        for path in paths:
            for part in _ends(path):
                try:
                    found = resolved(self.source.tree, self.source.name, part)
                except ValueError:
                    continue
                if found is not None:
                    return found
        for path in paths:
            last = _PLAIN.search(path)
            found = self._by_last_part.get(last[0]) if last else None
            if found is not None and found != self.source.name:
                return found
        return None


def _path(place: str) -> str | None:
    if not place.lower().startswith(("https://", "http://")):
        return place if ".." not in re.split(r"[/\\]", place) else None
    try:
        return unquote(urlsplit(place).path) or None
    except ValueError:
        return None


def _ends(path: str) -> list[str]:
    """The path, and its ends with fewer folders before: "a/b/c.jpg", "b/c.jpg", "c.jpg"."""
    parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".")]
    return ["/".join(parts[start:]) for start in range(min(len(parts), 8))]
