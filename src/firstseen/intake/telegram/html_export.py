"""Telegram Desktop's export in HTML: `messages.html` and its further pages, of one chat or of an account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from firstseen.errors import RefusedError
from firstseen.intake.names import resolved
from firstseen.intake.notices import Notices
from firstseen.intake.page.parsing import MAX_PAGE_BYTES, Element, classes, elements, parse, said
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.telegram.albums import Albums
from firstseen.intake.telegram.files import Files
from firstseen.intake.telegram.page_message import Before, author_of, number_of, page_message
from firstseen.model.items import SourceRead

__all__ = ["TelegramHtmlReader"]

_CHAT_PAGE: Final = re.compile(rb"<div class=\"page_body chat_page\"")
_OTHER_PAGE: Final = re.compile(rb"<div class=\"page_body(?: [^\"]{0,40})?\"")
_STYLE: Final = re.compile(rb"<link href=\"((?:\.\./){0,3})css/style\.css\" rel=\"stylesheet\"")
_WRAP: Final = b'class="page_wrap"'
_IN_ACCOUNT: Final = re.compile(r"(?:.*/)?chats/[^/]+/messages\d*\.html")
_NUMBERED: Final = re.compile(r"(?P<folder>.*/)?messages(?P<number>[1-9]\d{0,5})?\.html")
_FURNITURE: Final = ("css/", "js/", "images/")
_OPEN: Final = frozenset({"group", "channel"})
_RESULT: Final = "result.json"
_MOST_COMPANIONS: Final = 100_000


class TelegramHtmlReader:
    """Reads the pages of a chat, one after the other; lists of an account are counted and stay sealed."""

    name: ClassVar[str] = "Telegram HTML export"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether it is a page in the shape and with the style sheet of Telegram's exports."""
        start = head[:16384]
        if _STYLE.search(start) is None or _WRAP not in start:
            return False
        return _CHAT_PAGE.search(start) is not None or _OTHER_PAGE.search(start) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The messages of the page, then what was noticed."""
        with source.open() as stream:
            data = stream.read(MAX_PAGE_BYTES + 1)
        if len(data) > MAX_PAGE_BYTES:
            raise RefusedError(source.name, f"the page is larger than {MAX_PAGE_BYTES >> 20} MiB")
        page = parse(data, source.name)
        style = _STYLE.search(data[:16384])
        companions = tuple(_furniture(source, style[1].decode() if style else ""))
        yield SourceRead(source.name, self.name, source.content(), companions)
        notices = Notices()
        files = Files(source, notices)
        history = next((one for one in elements(page) if "history" in classes(one)), None)
        if history is None:
            entries = sum(1 for one in elements(page) if "entry" in classes(one))
            notices.sealed("entry of a list of the account", entries)
        elif _beside(source, _RESULT) is not None:
            # Both formats were exported: the other says more, and is read as its own source.
            notices.unknown_record("page of messages that result.json beside it holds too")
        elif _IN_ACCOUNT.fullmatch(source.name) and not options.include_private and _sealed(source):
            _seal(source, history, files)
        else:
            yield from _messages(
                page, history, files, _before(source, history), include_private=options.include_private
            )
        if files.companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(files.companions)))
        yield from notices.told()


def _messages(page: Element, history: Element, files: Files, before: Before, *, include_private: bool) -> Reading:
    chat = next((said(one) for one in elements(page) if {"text", "bold"} <= set(classes(one))), None)
    title = chat or "a chat without a name"
    albums = Albums()
    for message in _each(history):
        made = page_message(message, title, files, before, include_private=include_private)
        if made is not None:
            yield from albums.take(*made)
    yield from albums.rest()


def _before(source: Source, history: Element) -> Before:
    """What the first message takes over, where it goes on from the page before."""
    first = next(_each(history), None)
    match = _NUMBERED.fullmatch(source.name)
    if first is None or "joined" not in classes(first) or match is None:
        return Before()
    number = int(match["number"] or 1) - 1
    earlier = f"{match['folder'] or ''}messages{number if number > 1 else ''}.html"
    if number < 1 or not source.tree.has(earlier):
        return Before()
    try:
        with source.tree.open(earlier) as stream:
            page = parse(stream.read(MAX_PAGE_BYTES), earlier)
    except (RefusedError, OSError):
        return Before()
    named = [name for message in _each(page) if (name := author_of(message)) is not None]
    return Before(named[-1]) if named else Before()


def _each(history: Element) -> Iterator[Element]:
    for message in elements(history):
        if "message" in classes(message) and number_of(message) is not None:
            yield message


def _beside(source: Source, path: str) -> str | None:
    try:
        return resolved(source.tree, source.name, path)
    except ValueError:
        return None


def _sealed(source: Source) -> bool:
    """Whether a chat of an account is with a person or a bot, as the list of chats says; or is not named there."""
    listed = _beside(source, "../../lists/chats.html")
    if listed is None:
        return _beside(source, "../../export_results.html") is not None
    try:
        with source.tree.open(listed) as stream:
            page = parse(stream.read(MAX_PAGE_BYTES), listed)
    except (RefusedError, OSError):
        return True
    own = "/".join(source.name.split("/")[-3:-1])
    for entry in (one for one in elements(page) if "entry" in classes(one)):
        if f"{own}/messages" in (entry.get("href") or ""):
            kind = next((said(one) for one in elements(entry) if {"info", "details"} <= set(classes(one))), None)
            return not (kind and set(re.findall(r"[a-z]+", kind.lower())) & _OPEN)
    return True


def _seal(source: Source, history: Element, files: Files) -> None:
    files.notices.sealed("message in a private chat", sum(1 for _ in _each(history)))
    folder = source.name.rpartition("/")[0] + "/"
    names = (name for name in source.tree.names() if name.startswith(folder))
    files.companions.update(name for name in names if not name.endswith(".html"))


def _furniture(source: Source, up: str) -> Iterator[str]:
    """The style sheets, scripts and icons of the export itself, as far as they lie in the tree."""
    parts = source.name.split("/")[:-1]
    climbs = up.count("../")
    if climbs > len(parts):
        return
    root = "/".join(parts[: len(parts) - climbs])
    prefixes = tuple(f"{root}/{name}" if root else name for name in _FURNITURE)
    if not source.tree.has(f"{prefixes[0]}style.css"):
        return
    count = 0
    for name in source.tree.names():
        if name.startswith(prefixes) and count < _MOST_COMPANIONS:
            count += 1
            yield name
