"""Pages that a person saved: HTML with its folder of files, and SingleFile, where one file carries everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.json_text import canonical_json
from firstseen.intake.names import OUTSIDE, resolved
from firstseen.intake.page.addresses import absolute, is_data_uri, leads_out, paths, web_address
from firstseen.intake.page.items import Held, PageOrigin, furniture_notices, page_items
from firstseen.intake.page.marks import Mark
from firstseen.intake.page.model import Page, PageFurniture
from firstseen.intake.page.parsing import MAX_PAGE_BYTES, decode
from firstseen.intake.page.reading import read_page
from firstseen.intake.page.variants import saved_name
from firstseen.intake.source import Reading, ReadOptions, Source, TreeContent
from firstseen.media.signatures import EXAMINED_FORMATS, sniff
from firstseen.model.identifiers import sha256_hex
from firstseen.model.items import ShownMedium, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["FURNITURE_READER", "SavedPageReader"]

FURNITURE_READER = "saved page: furniture"
"""Under this name the files of a page's furniture are kept: unchanged, and not shown by any item."""
_REFERENCES = 8
"""Addresses of a piece of furniture that are looked for beside the page."""

_START = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*+-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
_START_BYTES = 1 << 14
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(\S+)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile[^\n]*\n(.{0,8000}?)-->", re.S)
_SINGLE_FILE_LINE = re.compile(r"^\s*(url|saved date):\s*(\S.*?)\s*$", re.M)
_MARKS_IN = 1 << 16
_ZONE = re.compile(r"\bGMT([+-])(\d\d):?(\d\d)\b")
_MAX_COMPANIONS = 20_000
_SMALLEST_BYTES = 200
"""Files below this size in the page's folder are points and lines, no pictures."""


class SavedPageReader:
    """Reads HTML files. The pictures are looked for in the page itself and beside it, and nowhere else."""

    name: ClassVar[str] = "saved page"
    general: ClassVar[bool] = True

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes begin as a page does, after comments and white space."""
        return _START.match(decode(head[:_START_BYTES])) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The page, then the posts in it; raises `RefusedError` when it is no page or too large."""
        with source.open() as stream:
            data = stream.read(MAX_PAGE_BYTES + 1)
        if len(data) > MAX_PAGE_BYTES:
            raise RefusedError(source.name, f"the page is larger than {MAX_PAGE_BYTES >> 20} MiB")
        url, times = _marks(decode(data[:_MARKS_IN]))
        page = read_page(data, source.name, url=url)
        beside = _Beside(source, page)
        companions = tuple(beside.companions())
        yield SourceRead(source.name, self.name, source.content(), companions)
        record = canonical_json({"name": source.name, "sha256": sha256_hex(data), "size": len(data)})
        origin = PageOrigin(source.name, record, source.name, url or page.url, times)
        unnamed = tuple(beside.unnamed(companions))
        named = (one for picture in page.pictures for one in picture.references)
        shows = any(is_data_uri(one) or beside.find(one) is not None for one in named)
        page = replace(page, furniture=(*page.furniture, *_told(unnamed))) if shows else page
        yield from page_items(
            page, origin, beside.find, "not saved with the page", () if shows else _shown(source, unnamed)
        )
        yield from furniture_notices(page, source.name)
        for name in (*beside.furniture(), *(unnamed if shows else ())):
            yield SourceRead(name, FURNITURE_READER, Source(source.tree, name).content())


def _told(names: tuple[str, ...]) -> Iterator[PageFurniture]:
    return (PageFurniture((name,), Mark.UNNAMED.value) for name in names)


def _shown(source: Source, names: tuple[str, ...]) -> tuple[ShownMedium, ...]:
    return tuple(ShownMedium(name, TreeContent(source.tree, name)) for name in names)


def _marks(text: str) -> tuple[str | None, tuple[StatedTime, ...]]:
    """(address, times) that the program which saved the page wrote into a comment."""
    single = _SINGLE_FILE.search(text)
    if single is None:
        saved = _SAVED_FROM.search(text)
        return (web_address(saved[1]) if saved else None), ()
    stated = dict(_SINGLE_FILE_LINE.findall(single[1]))
    date = stated.get("saved date")
    if not date:
        return web_address(stated.get("url")), ()
    zone = _ZONE.search(date)
    offset = f"{zone[1]}{zone[2]}:{zone[3]}" if zone else None
    return web_address(stated.get("url")), (StatedTime(TimeRole.CAPTURED, date[:200], "SingleFile saved date", offset),)


class _Beside:
    """The files beside a page, as the page's references name them."""

    def __init__(self, source: Source, page: Page) -> None:
        self._tree = source.tree
        self._page_name = source.name
        self._page = page
        self._named: dict[str, str | Held] = {}
        self._folder: dict[str, list[str]] = {}
        for picture in page.pictures:
            for reference in picture.references:
                self._named[reference] = self._look(reference)

    def find(self, reference: str) -> Held | None:
        """What is known of a reference."""
        place = self._named.get(reference) or self._look(reference)
        if isinstance(place, Held):
            named = None if place.missing else self._called(reference)
            if named is None:
                return place if place.missing else None
            place = named
        kind = sniff(Source(self._tree, place).head()[:4096])
        if kind is not None and kind.medium not in ("picture", "video"):
            return Held(place, is_picture=False)
        return Held(place, TreeContent(self._tree, place))

    def _look(self, reference: str) -> str | Held:
        """The name of the file, or a `Held` without bytes, which says why when the path leads out of the source."""
        if leads_out(reference):
            return Held(reference[:1000], missing=OUTSIDE)
        for path in paths(reference):
            try:
                place = resolved(self._tree, self._page_name, path)
            except ValueError:
                known = absolute(self._page.base, reference) if self._page.base else None
                return Held(reference[:1000], missing=None if known else OUTSIDE)
            if place is not None:
                return place
        if (
            reference.startswith("/")
            and not reference.startswith("//")
            and absolute(self._page.base, reference) is None
        ):
            return Held(reference[:1000], missing=OUTSIDE)
        return Held(reference[:1000])

    def _called(self, reference: str) -> str | None:
        """The one file of the page's own folder that is called as a browser calls the file at this address."""
        name = saved_name(reference)
        places = self._folder.get(name, ()) if name else ()
        return places[0] if len(places) == 1 else None

    def companions(self) -> Iterator[str]:
        """The files of the page's own folder ("NAME_files", "NAME-Dateien" ...), and what else it names."""
        named = {place for place in self._named.values() if isinstance(place, str)}
        named.update(self.furniture())
        folder, _, file = self._page_name.rpartition("/")
        stem = file.rpartition(".")[0] or file
        inside = f"{folder}/{stem}" if folder else stem
        own = re.compile(re.escape(inside) + r"[ ._-][^/]{1,40}/")
        linked = (self._look(reference) for reference in self._page.resources)
        leading = (place for place in (*named, *linked) if isinstance(place, str))
        prefixes = {found[0] for place in leading if (found := own.match(place))}
        if prefixes:
            below = tuple(prefixes)
            for name in self._tree.names():
                if name.startswith(below) and len(named) < _MAX_COMPANIONS:
                    named.add(name)
                    self._folder.setdefault(saved_name(name) or "", []).append(name)
        yield from sorted(named)

    def furniture(self) -> Iterator[str]:
        """The files of the page's furniture, each once, those that are also shown left out."""
        given = {place for place in self._named.values() if isinstance(place, str)}
        for place in (
            self._look(reference) for one in self._page.furniture for reference in one.references[:_REFERENCES]
        ):
            if isinstance(place, str) and place not in given:
                given.add(place)
                yield place

    def unnamed(self, companions: tuple[str, ...]) -> Iterator[str]:
        """Pictures in the page's folder that its HTML does not name: those its style sheets and scripts showed."""
        named = {place for place in self._named.values() if isinstance(place, str)}
        named.update(self.furniture())
        named.update(filter(None, (self._called(reference) for reference in self._named)))
        for name in companions:
            if name in named:
                continue
            try:
                kind = sniff(Source(self._tree, name).head()[:4096])
            except RefusedError:
                continue
            if kind is not None and kind.format in EXAMINED_FORMATS and self._tree.size(name) >= _SMALLEST_BYTES:
                yield name
