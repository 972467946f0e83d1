"""Items from a web archive: each captured page with its pictures, and the pictures that no page names.

A picture belongs to the page whose HTML names it, or whose address its request gave as Referer: on pages made by
scripts the HTML names none. Every capture carries its own time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from firstseen.errors import RefusedError
from firstseen.intake.notices import Notices
from firstseen.intake.page.addresses import absolute
from firstseen.intake.page.advertisers import address_mark
from firstseen.intake.page.items import Held, PageOrigin, page_items
from firstseen.intake.page.marks import Mark, path_mark
from firstseen.intake.page.model import Page, PageFurniture
from firstseen.intake.page.parsing import MAX_PAGE_BYTES
from firstseen.intake.page.post_address import post_address
from firstseen.intake.page.reading import read_page
from firstseen.intake.page.variants import variant_key
from firstseen.intake.webarchive.captures import Archive, Capture, same_address
from firstseen.intake.webarchive.contents import CaptureContent, OpenedArchive, header_bytes
from firstseen.intake.webarchive.records import records
from firstseen.intake.webarchive.repeated import Repeated
from firstseen.model.items import Content, Item, ItemKind, Noticed, Refusal, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["ListedPage", "archive_items"]

_MEDIA = frozenset({"picture", "video"})
_PAGES = frozenset({"page"})
_SMALLEST_BYTES = 200
"""Captured images below this size are tracking points and bullets; those in the sample archives have 35 to 190."""
_FEW_PAGES, _PAGES_COMPARED = 5, 2000
_COMPARED_BYTES = 1 << 20
"""Pages of an archive from which their pictures are compared with each other, pages that are, and bytes of each."""
_ONLY_ADDRESS = re.compile(r"(?:https?://\S+\s*)+")
_NOT_HELD = "not in the web archive"
_ELSEWHERE = "a revisit record whose bytes are in another archive"
_NAMED_IN_REFUSAL = 3


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What a list of pages beside the archive says of one: its title, its words as a browser showed them, and when it
    was captured (None: not told). Of a page captured twice the list may mean either, so its time counts only where the
    capture tells none.
    """

    title: str | None
    text: str | None
    captured: str | None = None


@dataclass(slots=True)
class _Reading:
    """One archive being read. `named` holds the addresses that pages name, `used` the captures that pages asked for."""

    name: str
    content: Content
    archive: Archive
    listed: Mapping[str, ListedPage]
    named: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    asked_for: dict[int, list[Capture]] = field(default_factory=dict)
    elsewhere: list[Capture] = field(default_factory=list)
    notices: Notices = field(default_factory=Notices)
    repeated: Repeated = field(default_factory=Repeated)


def archive_items(
    name: str, content: Content, listed: Mapping[str, ListedPage] | None = None
) -> Iterator[Item | Refusal | Noticed]:
    """The items of a WARC or ARC, a refusal for each damaged place, and what its pages show beside their articles.

    `listed` gives pages by `same_address`. Raises `RefusedError` naming `name` when there is no item at all.
    """
    opened = OpenedArchive(content)
    with opened.kept_open() as stream:
        archive = Archive()
        for record in records(stream):
            archive.note(record)
        yield from _items(_Reading(name, opened, archive, listed or {}))


def _items(reading: _Reading) -> Iterator[Item | Refusal | Noticed]:
    archive, name = reading.archive, reading.name
    _note_askers(reading)
    _note_repeated(reading)
    items = 0
    faults = list(_damage(name, archive))
    if any(capture.kind in ("page", "picture") for capture in archive.captures):
        for found in _all_items(reading):
            items += isinstance(found, Item)
            if items or not isinstance(found, Refusal):
                yield found
            else:
                faults.append(found)
    if not items:
        raise RefusedError(name, "; ".join([_holds(reading), *(fault.reason for fault in faults[:_NAMED_IN_REFUSAL])]))
    yield from faults
    yield from reading.notices.told()
    if reading.elsewhere:
        yield Refusal(name, _elsewhere(reading.elsewhere))


def _all_items(reading: _Reading) -> Iterator[Item | Refusal]:
    for capture in reading.archive.captures:
        if capture.kind == "page":
            try:
                yield from _page(reading, capture)
            except RefusedError as error:
                yield Refusal(f"{reading.name}: {capture.url}", error.reason)
    for capture in reading.archive.captures:
        if capture.kind == "picture" and not _is_shown(reading, capture):
            try:
                yield from _lone_picture(reading, capture)
            except RefusedError as error:
                yield Refusal(f"{reading.name}: {capture.url}", error.reason)


def _is_shown(reading: _Reading, capture: Capture) -> bool:
    return capture.number in reading.used or same_address(capture.url) in reading.named


def _page(reading: _Reading, capture: Capture) -> Iterator[Item]:
    original = reading.archive.original(capture)
    if original is None:
        reading.elsewhere.append(capture)
        return
    with CaptureContent(reading.content, original).open() as stream:
        data = stream.read(MAX_PAGE_BYTES + 1)
    repeated = reading.repeated.on_many_pages(capture.url)
    page = read_page(data, capture.url, url=capture.url, charset=original.charset, on_many=repeated)
    listed = reading.listed.get(same_address(capture.url))
    if listed is not None:
        page = replace(page, title=page.title or listed.title, text=_longer(page.text, listed.text))
    asked = tuple(_asked_for(reading, capture, page))
    more = tuple(medium for medium in asked if _furniture(medium, repeated) is None)
    page = replace(
        page, furniture=(*page.furniture, *(one for medium in asked if (one := _furniture(medium, repeated))))
    )
    shows = page.pictures or page.posts or more
    if not shows and (page.text is None or _ONLY_ADDRESS.fullmatch(page.text)):
        return  # a frame for scripts, or a page that only leads on to another
    origin = PageOrigin(
        key=f"{capture.url} {capture.date}",
        record=header_bytes(reading.content, capture),
        locator=f"{reading.name}, {capture.position}",
        url=capture.url,
        times=_captured(capture) or _listed(listed),
    )
    yield from page_items(page, origin, lambda reference: _find(reading, page, capture, reference), _NOT_HELD, more)
    for one in page.furniture:
        reading.notices.furniture(one.reason)


def _furniture(medium: ShownMedium, repeated: frozenset[str]) -> PageFurniture | None:
    """A picture that a page asked for and does not name, when its address says what it is, or the pages beside it."""
    address = medium.url or medium.name
    mark = address_mark(address) or path_mark(address.partition("?")[0])
    if mark is None and medium.url in repeated:
        mark = Mark.REPEATED
    return PageFurniture((address,), mark.value) if mark else None


def _longer(own: str | None, listed: str | None) -> str | None:
    """The words of the page, or those a browser showed where scripts had made most of them."""
    return listed if listed and len(listed) > 2 * len(own or "") else own


def _find(reading: _Reading, page: Page, capture: Capture, reference: str) -> Held | None:
    url = absolute(page.base, reference)
    found = reading.archive.find(url, capture.date, _MEDIA) if url else None
    if found is None:
        return None
    reading.named.add(same_address(found.url))
    return _held(reading, found)


def _held(reading: _Reading, capture: Capture) -> Held:
    original = reading.archive.original(capture)
    name = _file_name(capture.url)
    if original is None:
        return Held(name, missing=_ELSEWHERE)
    if original.length < _SMALLEST_BYTES and not original.resource:
        return Held(name, is_picture=False)
    return Held(name, CaptureContent(reading.content, original), _captured(capture))


def _asked_for(reading: _Reading, capture: Capture, page: Page) -> Iterator[ShownMedium]:
    """The pictures that the page's requests brought and its HTML does not name; notes those it does name."""
    named = {url for picture in page.pictures for url in _addresses(page, picture.references)}
    named.update(same_address(url) for url in page.passed_over)
    reading.named.update(named)
    given: set[str] = set()
    versions = {variant_key(url) for picture in page.pictures for url in _absolute(page, picture.references)}
    for asked in reading.asked_for.get(capture.number, ()):
        reading.used.add(asked.number)
        address = same_address(asked.url)
        if address in named or address in given or variant_key(asked.url) in versions:
            continue
        given.add(address)
        held = _held(reading, asked)
        if held.is_picture:
            yield ShownMedium(held.name, held.content, asked.url, missing=held.missing, times=held.times)


def _addresses(page: Page, references: tuple[str, ...]) -> Iterator[str]:
    return map(same_address, _absolute(page, references))


def _absolute(page: Page, references: tuple[str, ...]) -> Iterator[str]:
    return (url for reference in references if (url := absolute(page.base, reference)))


def _note_askers(reading: _Reading) -> None:
    """Which page asked for each picture, by the request's Referer."""
    archive = reading.archive
    for capture in archive.captures:
        if capture.kind != "picture":
            continue
        referer = archive.referer(capture)
        page = archive.find(referer, capture.date, _PAGES) if referer else None
        if page is not None:
            reading.asked_for.setdefault(page.number, []).append(capture)


def _note_repeated(reading: _Reading) -> None:
    """Which pictures many pages of a site show. A page whose bytes cannot be had is told of when it is read."""
    pages = [capture for capture in reading.archive.captures if capture.kind == "page" and not capture.revisit]
    for capture in pages[:_PAGES_COMPARED] if len(pages) >= _FEW_PAGES else ():
        with suppress(RefusedError), CaptureContent(reading.content, capture).open() as stream:
            reading.repeated.note(capture.url, stream.read(_COMPARED_BYTES))


def _lone_picture(reading: _Reading, capture: Capture) -> Iterator[Item]:
    original = reading.archive.original(capture)
    if original is None:
        reading.elsewhere.append(capture)
        return
    held = _held(reading, capture)
    if not held.is_picture:
        return
    referer = reading.archive.referer(capture)
    post = post_address(referer)
    extra = {"asked for by": referer} if referer else {}
    if post is not None:
        extra["asked for by post"] = f"{post.platform}:{post.post_id}"
    yield Item(
        key=f"{capture.url} {capture.date}",
        kind=ItemKind.FILE,
        record=header_bytes(reading.content, capture),
        locator=f"{reading.name}, {capture.position}",
        url=capture.url,
        times=_captured(capture),
        media=(ShownMedium(held.name, held.content, capture.url, missing=held.missing, times=held.times),),
        extra=extra,
    )


def _captured(capture: Capture) -> tuple[StatedTime, ...]:
    """The time of capture; web archives write it in UTC, also where they leave the Z out."""
    if not capture.date:
        return ()
    zone = None if capture.date.endswith(("Z", "z")) else "+00:00"
    return (StatedTime(TimeRole.CAPTURED, capture.date, "WARC-Date", zone),)


def _listed(page: ListedPage | None) -> tuple[StatedTime, ...]:
    return (
        (StatedTime(TimeRole.CAPTURED, page.captured, "the archive's list of pages"),) if page and page.captured else ()
    )


def _file_name(url: str) -> str:
    path = url.partition("#")[0].partition("?")[0]
    return (path.rstrip("/").rpartition("/")[2] or url)[:200]


def _damage(name: str, archive: Archive) -> Iterator[Refusal]:
    for gap in archive.gaps:
        after = "what follows was not read" if gap.last else "reading went on at the next record"
        yield Refusal(name, f"at {gap.position}: {gap.reason}; {after}")
    if archive.cut is not None:
        what = archive.cut.fields.get("warc-target-uri") or archive.cut.kind or "no address"
        yield Refusal(
            name, f"at {archive.cut.position}: the file ends inside this record ({what}); the rest is missing"
        )
    if archive.full:
        yield Refusal(name, f"holds more than {len(archive.captures)} captures; those after them were not read")


def _holds(reading: _Reading) -> str:
    """Why an archive gives no item."""
    others = reading.archive.others.copy()
    for capture in reading.archive.captures:
        others[f"{'revisit of a ' if capture.revisit else ''}{capture.kind}"] += 1
    if reading.elsewhere:
        return _elsewhere(reading.elsewhere)
    if not others:
        return "no record of it can be read"
    kinds = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in others.most_common(8))
    total = sum(others.values())
    return f"holds no page and no picture: {total} {'record' if total == 1 else 'records'}: {kinds}"


def _elsewhere(captures: list[Capture]) -> str:
    count = len(captures)
    what = f"{count} captures are revisit records" if count > 1 else "1 capture is a revisit record"
    named = ", ".join(capture.url for capture in captures[:_NAMED_IN_REFUSAL])
    return f"{what} whose bytes are in another archive; join the two (`cat A B > BOTH`) and add that ({named})"
