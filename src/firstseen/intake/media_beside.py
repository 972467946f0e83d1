"""Media that were collected beside an export which only names their addresses: found by name, or by identifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from firstseen.intake.names import shown_name
from firstseen.intake.notices import Notices
from firstseen.intake.source import Source, TreeContent
from firstseen.model.items import ShownMedium

__all__ = ["NOT_COLLECTED", "Addressed", "Beside", "file_name_of"]

NOT_COLLECTED: Final = "not collected: only its address is given"
_MOST_FILES: Final = 200_000
"""Files of the tree that are looked through by name. A collection of 100,000 posts with their media has fewer."""
_TELLING: Final = 8
"""A shorter name ("1", "image") says which file is meant only in the export's own folder."""
_PICTURES: Final = frozenset({"jpg", "jpeg", "jfif", "png", "webp", "gif", "heic", "avif", "bmp", "tif", "tiff"})
_FILMS: Final = frozenset({"mp4", "mov", "m4v", "webm", "mkv", "avi", "ts", "mp3", "m4a", "aac", "ogg"})
_IDENTIFIER: Final = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_NUMBER: Final = re.compile(r"[_-](\d{1,3})$")
_LONGEST_NAME: Final = 1000


@dataclass(frozen=True, slots=True)
class Addressed:
    """A medium as a post names it.

    `names`: file names that it may have been saved under, the surest first. `identifiers`: of its post (or its own),
    where files are named by these; `position` counts the media of the post from 0. `still`: the address of the small
    picture that stands for a video.
    """

    address: str | None
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    position: int = 0
    alone: bool = True
    film: bool = False
    still: str | None = None
    alt: str | None = None
    caption: str | None = None


@dataclass(slots=True)
class _Index:
    by_name: dict[str, list[str]] = field(default_factory=dict)
    by_identifier: dict[str, list[str]] = field(default_factory=dict)


class Beside:
    """The media files of the tree an export lies in, by their names; looked through once, when first asked."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder = source.name.rpartition("/")[0]
        self._index: _Index | None = None

    def medium(self, wanted: Addressed) -> ShownMedium:
        """The medium with its bytes where they are found, else as an appearance without bytes."""
        place = self.find(wanted)
        if place is None and wanted.still is not None:
            place = self.find(_still_of(wanted, wanted.still))
        if place is not None:
            content = TreeContent(self._source.tree, place)
            return ShownMedium(place, content, wanted.address, wanted.caption, wanted.alt)
        return ShownMedium(
            _called(wanted)[:_LONGEST_NAME], None, wanted.address, wanted.caption, wanted.alt, missing=NOT_COLLECTED
        )

    def media(self, named: Iterable[Addressed], notices: Notices, companions: set[str]) -> Iterator[ShownMedium]:
        """The media of a post. A small picture beside the video that it stands for goes to `companions`."""
        for wanted in named:
            medium = self.medium(wanted)
            small = self.small_version(wanted) if medium.content is not None else None
            if small is not None and small != medium.name:
                companions.add(small)
                notices.thumbnail()
            if medium.content is None:
                notices.missing("medium whose address alone is given")
            yield medium

    def find(self, wanted: Addressed) -> str | None:
        """The name in the tree of the file that is meant, None where there is none or more than one may be meant."""
        index = self._looked_through()
        own = file_name_of(wanted.address) if wanted.address else None
        for name in dict.fromkeys((*wanted.names, *([own] if own else []))):
            place = self._named(index, name)
            if place is not None:
                return place
        for identifier in wanted.identifiers:
            place = _of_identifier(index.by_identifier.get(identifier, ()), wanted)
            if place is not None:
                return place
        return None

    def small_version(self, wanted: Addressed) -> str | None:
        """The file of the small picture that stands for a video whose own file is there."""
        if wanted.still is None or not wanted.film:
            return None
        return self.find(_still_of(wanted, wanted.still))

    def _named(self, index: _Index, name: str) -> str | None:
        places = index.by_name.get(shown_name(name.encode("utf-8", "surrogatepass")).lower(), [])
        near = [place for place in places if place.rpartition("/")[0] == self._folder]
        if near:
            return near[0]
        return places[0] if places and len(name.partition(".")[0]) >= _TELLING else None

    def _looked_through(self) -> _Index:
        if self._index is None:
            index = _Index()
            for name in islice(self._source.tree.names(), _MOST_FILES):
                last = name.rpartition("/")[2]
                if _suffix(last) in _PICTURES or _suffix(last) in _FILMS:
                    index.by_name.setdefault(last.lower(), []).append(name)
                    for key in dict.fromkeys(_identifiers(last)):
                        index.by_identifier.setdefault(key, []).append(name)
            self._index = index
        return self._index


def _still_of(wanted: Addressed, address: str) -> Addressed:
    """The small picture of a video, under its own name or with its post's identifier before it."""
    name = file_name_of(address)
    return Addressed(address, (*(f"{identifier}-{name}" for identifier in wanted.identifiers), name))


def _called(wanted: Addressed) -> str:
    """What a medium is called that was not collected: as in its address, where that ends in a file's name."""
    own = file_name_of(wanted.address) if wanted.address else None
    if own is not None and (_suffix(own) in _PICTURES or _suffix(own) in _FILMS or not wanted.names):
        return own
    return next(iter(wanted.names), own or "a medium without a name")


def _of_identifier(places: Iterable[str], wanted: Addressed) -> str | None:
    suffixes = _FILMS if wanted.film else _PICTURES
    fitting = [place for place in places if _suffix(place) in suffixes]
    if len(fitting) == 1 and wanted.alone:
        return fitting[0]
    numbered = {int(match[1]): place for place in fitting if (match := _NUMBER.search(place.rpartition(".")[0]))}
    return numbered.get(wanted.position + 1)


def _identifiers(name: str) -> Iterator[str]:
    """What a file may be named by: long numbers in it, and its stem without a number behind."""
    yield from _IDENTIFIER.findall(name)
    stem = name.rpartition(".")[0]
    yield _NUMBER.sub("", stem)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def file_name_of(address: str) -> str:
    """The file name at the end of an address; with the format that X writes behind a question mark."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    name = unquote(parts.path.rpartition("/")[2]) or address
    if "." not in name and parts.query and len(parts.query) < 400 and parts.query.count("&") < 10:
        form = parse_qs(parts.query).get("format", [""])[0]
        if form.isalnum():
            name = f"{name}.{form}"
    return name
