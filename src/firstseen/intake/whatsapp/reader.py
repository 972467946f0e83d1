"""WhatsApp's exports of a chat as text: `_chat.txt` from iPhones, `WhatsApp Chat with ….txt` from Android phones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import ClassVar, Final

from firstseen.errors import RefusedError
from firstseen.intake.json_text import clean
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.table_text import encoding_of, text_of
from firstseen.intake.whatsapp.attached import attached
from firstseen.intake.whatsapp.lines import Header, Shape, header_of
from firstseen.intake.whatsapp.message import Chat, Message, message_item
from firstseen.intake.whatsapp.order import Order, order_of
from firstseen.model.identifiers import sha256_hex
from firstseen.model.items import Refusal, SourceRead

__all__ = ["WhatsAppReader"]

_MAX_LINE: Final = 1 << 20
_MAX_MESSAGE: Final = 1 << 20
"""Signs of one message that are kept; WhatsApp takes 65,536."""
_LOOKED_AT: Final = 200
_CHAT_NAME: Final = re.compile(
    r"(?:.*/)?(?:WhatsApp Chat (?:with|mit|con|avec|com|met) |WhatsApp Chat - |Чат WhatsApp (?:с|з) (?:контактом )?|"
    r"Chat de WhatsApp con |Chat WhatsApp con |Discussion WhatsApp avec |Conversa do WhatsApp com )(?P<name>.+)\.txt",
    re.I,
)
_NAMED: Final = re.compile(r"[^:\n]{1,120}?: ")
_LEAST_NAMED: Final = 10
"""One dated line in so many has an author, at least: a group can begin with a list of who joined."""
_LOG: Final = re.compile(r"[\w.\[\]-]*(?:ERROR|INFO|WARN(?:ING)?|DEBUG|TRACE|FATAL|CRITICAL|NOTICE|ALERT)\b")


class WhatsAppReader:
    """Reads a chat: a message an item, its medium beside it joined by the name of the file."""

    name: ClassVar[str] = "WhatsApp chat"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether it begins with messages that are dated in one way, most of them with an author."""
        encoding = encoding_of(io.BytesIO(head))[0] if b"\x00" in head else "utf-8"
        text = head.decode(encoding, "replace").lstrip("\ufeff")
        lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
        if not lines or header_of(lines[0]) is None:
            return False
        headers = [header for line in lines if (header := header_of(line)) is not None]
        ours = [header for header in headers if header.shape == headers[0].shape]
        named = sum(_NAMED.match(header.rest) is not None for header in ours)
        if _signed(text, ours):
            return named > 0 or len(ours) > 1
        log = any(_LOG.match(header.rest) is not None for header in ours)
        return not log and named * _LEAST_NAMED >= len(ours) and named > 0

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The messages in the order of the file; the order of day and month is worked out from all of it first."""
        with source.open() as stream:
            encoding = encoding_of(stream)
        with text_of(source, encoding) as text:
            shape, order, identity = _looked_through(text)
        if shape is None:
            raise RefusedError(source.name, "no WhatsApp chat: none of its lines begins a message")
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        if not encoding[0].startswith("utf"):
            notices.mended(f"not in UTF-8: read as {encoding[0]}, worked out from its letters")
        name = _chat_name(source)
        chat = Chat(source, sha256_hex((name or identity).encode())[:16], name, order, notices)
        with text_of(source, encoding) as text:
            again: dict[str, int] = {}
            minute = ""
            for message in _messages(text, shape, source.name):
                if isinstance(message, Refusal):
                    yield message
                    continue
                if message.header.written != minute:
                    minute, again = message.header.written, {}
                item = message_item(message, chat, again.get(message.raw, 0))
                again[message.raw] = again.get(message.raw, 0) + 1
                if item is not None:
                    yield item
        if chat.companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(chat.companions)))
        yield from notices.told()


def _chat_name(source: Source) -> str | None:
    """What the chat is called, by the name of the file or, on iPhones, of the zip or folder that it came in."""
    for name in (source.name, f"{source.tree.name.rpartition('/')[2].removesuffix('.zip')}.txt"):
        if (match := _CHAT_NAME.fullmatch(name)) is not None:
            return match["name"]
    return None


def _signed(text: str, headers: list[Header]) -> bool:
    """Whether there is something that only WhatsApp writes: its invisible mark, or a file in its manner."""
    if "\u200e" in text and any("\u200e" in header.rest for header in headers):
        return True
    return any(attached(header.rest.partition(": ")[2]) is not None for header in headers)


def _looked_through(text: io.TextIOWrapper) -> tuple[Shape | None, Order, str]:
    """The shape of the first header, the order that fits all of that shape, and the first lines: they name the chat."""
    first: list[Header] = []
    kept: list[str] = []

    def headers() -> Iterator[Header]:
        for line in _lines(text):
            header = header_of(line)
            if header is None or (first and header.shape != first[0].shape):
                continue
            if len(kept) < 3:
                first.append(header)
                kept.append(line)
            yield header

    order = order_of(headers())
    return (first[0].shape if first else None), order, "\n".join(kept)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_MAX_LINE):
        yield clean(line.lstrip("\ufeff"))


def _messages(text: io.TextIOWrapper, shape: Shape, name: str) -> Iterator[Message | Refusal]:
    """The messages with their further lines. A line that is dated in another way belongs to the message it is in."""
    header: Header | None = None
    began = 0
    lines: list[str] = []
    length = 0
    for number, line in enumerate(_lines(text), 1):
        found = header_of(line)
        if found is not None and found.shape == shape:
            if header is not None:
                yield from _whole(header, began, lines, length, name)
            header, began, lines, length = found, number, [line], len(line)
        elif header is None:
            if line.strip():
                yield Refusal(f"{name}, line {number}", "belongs to no message: no date stands before it")
        else:
            length += len(line)
            if length <= _MAX_MESSAGE:
                lines.append(line)
    if header is not None:
        yield from _whole(header, began, lines, length, name)


def _whole(header: Header, began: int, lines: list[str], length: int, name: str) -> Iterator[Message | Refusal]:
    raw = "".join(lines)
    more = "".join(lines[1:]).replace("\r\n", "\n").rstrip("\r\n")
    rest = header.rest.rstrip("\r\n")
    header = Header(header.shape, header.numbers, header.widths, header.clock, header.written, rest)
    yield Message(header, began, more, raw)
    if length > _MAX_MESSAGE:
        reason = f"longer than {_MAX_MESSAGE >> 20} million characters; its end was not read"
        yield Refusal(f"{name}, line {began}", reason)
