"""Pages saved as MHTML (RFC 2557), by Chrome, old Internet Explorer, and inside Hunchly's captures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.json_text import canonical_json
from firstseen.intake.kept import Kept
from firstseen.intake.mime.headers import Head, is_head
from firstseen.intake.mime.lines import Lines
from firstseen.intake.mime.parts import Mail, Part, read_mail
from firstseen.intake.page.addresses import absolute, web_address
from firstseen.intake.page.items import Held, PageOrigin, furniture_notices, page_items
from firstseen.intake.page.model import Page
from firstseen.intake.page.parsing import MAX_PAGE_BYTES
from firstseen.intake.page.reading import read_page
from firstseen.intake.platforms import platform_of
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.media.signatures import sniff
from firstseen.model.items import Item, Noticed, NoticeKind, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["MhtmlReader", "is_mhtml"]

_PAGES = ("text/html", "application/xhtml+xml")
_OF_MAIL = ("to", "received", "message-id", "return-path", "delivered-to")
_MAX_FRAMES = 50


def is_mhtml(head: Head, start: bytes) -> bool:
    """Whether a head is that of a saved page and not of a mail. `start`: the first bytes of the file."""
    if head.has("Snapshot-Content-Location") or (head.one("From") or "").lower().startswith("<saved by"):
        return head.kind.startswith("multipart/") or head.kind in _PAGES
    of_mail = any(head.has(name) for name in _OF_MAIL)
    return head.kind == "multipart/related" and not of_mail and b"content-location:" in start.lower()


class MhtmlReader:
    """Reads a page with all that was saved in its file."""

    name: ClassVar[str] = "MHTML"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the head is that of a saved page."""
        if not is_head(head):
            return False
        end = next((at for mark in (b"\r\n\r\n", b"\n\n") if (at := head.find(mark)) >= 0), len(head))
        return is_mhtml(Head(head[:end]), head)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The page, the posts in it, and the posts in its frames; raises `RefusedError` when no page is inside."""
        kept = Kept()
        with source.open() as stream:
            lines = Lines(stream)
            lines.next_mail()
            mail = read_mail(lines, kept)
            digest, size = lines.digest(), lines.size
        pages = [part for part in mail.parts if part.head.kind in _PAGES]
        main = _main(mail, pages)
        if main is None:
            raise RefusedError(source.name, "an MHTML file without a page in it")
        if main.cut or len(main.text) > MAX_PAGE_BYTES:
            raise RefusedError(source.name, f"the page is larger than {MAX_PAGE_BYTES >> 20} MiB")
        yield SourceRead(source.name, self.name, source.content())
        url = web_address(mail.head.one("Snapshot-Content-Location")) or web_address(main.head.one("Content-Location"))
        record = canonical_json({"name": source.name, "sha256": digest, "size": size})
        times = tuple(_times(mail.head))
        inside = _Inside(mail)
        page = read_page(main.text, source.name, url=url, charset=main.head.parameter("charset"))
        origin = PageOrigin(source.name, record, source.name, url or page.url, times)
        yield from page_items(page, origin, inside.of(page), "not saved with the page")
        yield from furniture_notices(page, source.name)
        for number, frame in enumerate((part for part in pages if part is not main), 1):
            if number <= _MAX_FRAMES:
                yield from _frame(source, frame, number, (record, times), inside)
        yield from (Refusal(source.name, fault) for fault in mail.faults)
        if not main.ended:
            yield Noticed(NoticeKind.MENDED, "page that is cut off", where=source.name)


def _main(mail: Mail, pages: list[Part]) -> Part | None:
    """The page that the file is of: at the address it names, by the identifier it names, else the first."""
    location = mail.head.one("Snapshot-Content-Location")
    start = (mail.head.parameter("start") or "").strip("<>")
    for part in pages:
        if location and part.head.one("Content-Location") == location:
            return part
        if start and (part.head.one("Content-ID") or "").strip("<>") == start:
            return part
    return next(iter(pages), None)


def _times(head: Head) -> Iterator[StatedTime]:
    if date := head.one("Date"):
        yield StatedTime(TimeRole.CAPTURED, date[:200], "MHTML Date")


def _frame(
    source: Source, frame: Part, number: int, origin: tuple[bytes, tuple[StatedTime, ...]], inside: _Inside
) -> Iterator[Item | Refusal]:
    """The posts in a frame of a platform; frames of others are adverts, maps and players."""
    location = web_address(frame.head.one("Content-Location"))
    if platform_of(location) is None or frame.cut:
        return
    place = f"{source.name}#frame{number}"
    try:
        page = read_page(frame.text, place, url=location, charset=frame.head.parameter("charset"))
    except RefusedError as error:
        yield Refusal(error.name, error.reason)
        return
    record, times = origin
    framed = canonical_json({"frame": number, "of": record.decode()})
    yield from page_items(
        page, PageOrigin(place, framed, place, location, times), inside.of(page), "not saved with the page"
    )


class _Inside:
    """The parts of the file by the addresses and identifiers that pages name them with."""

    def __init__(self, mail: Mail) -> None:
        self._parts: dict[str, tuple[int, Part]] = {}
        for number, part in enumerate(mail.parts):
            if part.content is None:
                continue
            location = part.head.one("Content-Location")
            if location:
                self._parts.setdefault(location, (number, part))
                self._parts.setdefault(location.partition("#")[0], (number, part))
            if identifier := part.head.one("Content-ID"):
                self._parts.setdefault(f"cid:{identifier.strip('<>')}", (number, part))

    def of(self, page: Page) -> _Finder:
        """What finds the references of one page."""
        return _Finder(self._parts, page)


class _Finder:
    def __init__(self, parts: dict[str, tuple[int, Part]], page: Page) -> None:
        self._parts = parts
        self._base = page.base

    def __call__(self, reference: str) -> Held | None:
        """The part that a reference means; None where it was not saved."""
        for name in (reference, absolute(self._base, reference), reference.partition("#")[0]):
            if name and name in self._parts:
                number, part = self._parts[name]
                return _held(number, part, name)
        return None


def _held(number: int, part: Part, name: str) -> Held | None:
    content = part.content
    if content is None or content.size == 0:
        return None
    with content.open() as stream:
        kind = sniff(stream.read(4096))
    if kind is not None and kind.medium not in ("picture", "video"):
        return Held(name[:1000], is_picture=False)
    missing = None if part.ended else "cut off with the file it was saved in"
    shown = (part.head.file_name or name).rpartition("/")[2].partition("?")[0] or f"part {number}"
    return Held(shown[:1000], content if missing is None else None, missing=missing)
