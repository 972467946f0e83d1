"""One message of a WhatsApp export as an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from firstseen.intake.names import resolved
from firstseen.intake.notices import Notices
from firstseen.intake.source import Source, TreeContent
from firstseen.intake.whatsapp.attached import Attached, attached
from firstseen.intake.whatsapp.lines import Header
from firstseen.intake.whatsapp.order import Order, written_date
from firstseen.model.items import Author, Item, ItemKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["Chat", "Message", "message_item"]

_MARK: Final = "\u200e"
_SAID: Final = re.compile(r"(?P<name>[^:\n]{1,120}?):(?: (?P<text>.*)|(?P<signs>\W*))$", re.S)
_EDITED: Final = re.compile(r"\u200e<(?P<how>[^<>\n:]{5,60})>\s*$")
_QUOTES: Final = (('"', '"'), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"))


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands: its header, the number of its first line, its further lines, and all of it as written."""

    header: Header
    line: int
    text: str
    raw: str


@dataclass(slots=True)
class Chat:
    """The chat that is read. `name` as the export's own name says it; `id` tells it from other chats."""

    source: Source
    id: str
    name: str | None
    order: Order
    notices: Notices
    companions: set[str] = field(default_factory=set)
    include_private: bool = False


def message_item(message: Message, chat: Chat, again: int) -> Item | None:
    """The item of a message; None for what WhatsApp itself wrote (somebody joined), which is counted.

    `again`: how many messages with the same header and words came just before.
    """
    who, text = _who(message)
    if who is None:
        chat.notices.unknown_record("line of WhatsApp itself")
        return None
    found = attached(text)
    media, extra = _media(found, chat, message) if found is not None else (None, {})
    if found is not None and (found.sure or media is not None):
        text = found.words
    text, how = _edited(text)
    own = text.startswith(_MARK)
    text = text.replace(_MARK, "").strip()
    if media is not None and not text:
        chat.notices.lost("the words written to a picture or video (many exports leave them out)")
    return Item(
        key=f"whatsapp:{chat.id}/{message.header.written}/{who}" + (f"/{again + 1}" if again else ""),
        kind=ItemKind.MESSAGE,
        record=message.raw.encode("utf-8", "backslashreplace"),
        locator=f"line {message.line}",
        platform="whatsapp",
        author=Author(name=who),
        text=text or None,
        times=(_time(message.header, chat.order),),
        media=(media,) if media is not None else (),
        extra={
            **({"chat": chat.name} if chat.name else {}),
            **extra,
            **({"edited": how} if how else {}),
            **({"written by": "WhatsApp, in the author's name"} if own and media is None and text else {}),
        },
    )


def _who(message: Message) -> tuple[str | None, str]:
    """Author and words; no author for a line of WhatsApp itself."""
    rest = message.header.rest
    match = _SAID.match(rest)
    if match is None:
        return None, ""
    name = match["name"].replace(_MARK, "").strip("~ \u202a\u202c\u2068\u2069\u00a0\u202f")
    if not name or any(name.count(opening) % 2 if opening == closing else name.count(opening) != name.count(closing)
                       for opening, closing in _QUOTES):  # fmt: skip
        return None, ""
    first = match["text"] if match["text"] is not None else match["signs"] or ""
    return name, f"{first}\n{message.text}".rstrip("\n") if message.text else first


def _edited(text: str) -> tuple[str, str | None]:
    start = max(text.rfind(_MARK), 0)
    match = _EDITED.match(text, start)
    return (text[:start].rstrip(), match["how"]) if match else (text, None)


def _time(header: Header, order: Order) -> StatedTime:
    how = f"{order.name}: {order.reason}" if order.name else order.reason
    where = f"the line's date {header.written!r}, by the phone's clock ({how})"
    return StatedTime(TimeRole.PUBLISHED, written_date(header, order), where)


def _media(found: Attached, chat: Chat, message: Message) -> tuple[ShownMedium | None, dict[str, str]]:
    tree = chat.source.tree
    if found.name is None:
        chat.notices.missing("medium that WhatsApp left out")
        kind = (found.sentence or "").strip("<>")
        return ShownMedium(
            f"medium of line {message.line}", None, missing=f"not exported: WhatsApp writes {kind!r} in its place"
        ), {}
    try:
        place = resolved(tree, chat.source.name, found.name)
    except ValueError:
        place = None
    if found.contact:
        if place is not None:
            chat.companions.add(place)
        if found.sure or place is not None:
            chat.notices.sealed("contact card")
        return None, {"contact card": "sealed"}
    if place is not None:
        return ShownMedium(place, TreeContent(tree, place)), {}
    if not found.sure:
        return None, {}
    chat.notices.missing("file that is named, but not in the source")
    return ShownMedium(found.name, None, missing="the file is named, but not in the source"), {}
