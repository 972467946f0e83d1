"""One message of Telegram's HTML export as an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from firstseen.intake.page.parsing import Element, classes, elements, said
from firstseen.intake.telegram.albums import Sent
from firstseen.intake.telegram.files import Files, Named
from firstseen.intake.telegram.page_words import marked_words
from firstseen.model.items import Author, Item, ItemKind, Link, LinkKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["Before", "author_of", "number_of", "page_message"]

_NUMBER: Final = re.compile(r"message(\d{1,18})")
_ANSWERED: Final = re.compile(r"#go_to_message(\d{1,18})")
_PICTURED: Final = {
    "photo_wrap": "photo",
    "video_file_wrap": "video file",
    "animated_wrap": "animation",
    "sticker_wrap": "sticker",
}
_LISTED: Final = {
    "media_photo": "photo", "media_video": "video file", "media_voice_message": "voice message",
    "media_audio_file": "audio file", "media_file": "file",
}  # fmt: skip
_SHOWN: Final = {
    "media_location": "location", "media_live_location": "location", "media_venue": "venue", "media_game": "game",
    "media_invoice": "invoice", "media_call": "call", "media_poll": "poll", "media_giveaway": "giveaway",
}  # fmt: skip
_KNOWN: Final = frozenset(
    {"date", "from_name", "reply_to", "media_wrap", "text", "signature", "forwarded", "reactions", "userpic_wrap",
     "via", "bot_buttons_table", "details", "body"}
)  # fmt: skip


@dataclass(slots=True)
class Before:
    """What a message takes over from the one above it: its author, and whom that one was forwarded from."""

    author: str | None = None
    forwarded: str | None = None


def number_of(message: Element) -> int | None:
    """The number of a message; None for the lines that only tell the day."""
    match = _NUMBER.fullmatch(message.get("id") or "")
    return int(match[1]) if match else None


def author_of(message: Element) -> str | None:
    """Who is named as a message's author; None where it is joined to the one above, or nobody is named."""
    body = _child(message, "body")
    name = _child(body, "from_name") if body is not None else None
    return said(name) if name is not None else None


def page_message(
    message: Element, chat: str, files: Files, before: Before, *, include_private: bool
) -> tuple[Item, Sent] | None:
    """The item of a message; None for one that is only counted: what Telegram itself says, without a picture."""
    number = number_of(message)
    body = _child(message, "body")
    if body is None:
        files.notices.unknown_record("message without a body")
        return None
    service = "service" in classes(message)
    locator = f"message {number} of {chat}"
    media, extra = _media(body, files, locator, include_private=include_private)
    if service and not media:
        files.notices.unknown_record("service message")
        return None
    if "joined" not in classes(message):
        before.author, before.forwarded = None, None
    before.author = author_of(message) or before.author
    forwarded = _child(body, "forwarded")
    if forwarded is not None:
        extra |= _forwarded(forwarded, before)
    _count_unknown(body, files)
    text, entities = marked_words(_child(forwarded if forwarded is not None else body, "text"))
    stated = _date(_child(body, "date"))
    item = Item(
        key=f"telegram:{chat}/{number}",
        kind=ItemKind.MESSAGE,
        record=_record(message, include_private=include_private),
        locator=locator,
        platform="telegram",
        author=Author(name=before.author) if before.author else None,
        text=text,
        entities=entities,
        times=(StatedTime(TimeRole.PUBLISHED, stated, "date of the message"),) if stated else (),
        media=tuple(media),
        links=tuple(_links(body, forwarded is not None)),
        counts=_counts(body),
        extra={"chat": chat, **extra},
    )
    sender = f"{before.author}\n{extra.get('forwarded_from')}"
    visual = bool(media) and not extra.get("file")
    return item, Sent(sender, stated or "", number, visual and extra.get("kind of medium") in ("photo", "video file"))


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if isinstance(one.tag, str) and name in classes(one)), None)


def _date(element: Element | None) -> str | None:
    title = (element.get("title") or "").strip() if element is not None else ""
    return title or None


def _forwarded(forwarded: Element, before: Before) -> dict[str, str]:
    """Whom it was forwarded from and the date of the earlier message, which this export keeps."""
    name = _child(forwarded, "from_name")
    extra = {}
    if name is not None:
        date = _child(name, "details")
        before.forwarded = (name.text or "").strip() or said(name)
        if (stated := _date(date)) is not None:
            extra["forwarded_date"] = stated
        elif date is not None and (words := said(date)):
            extra["forwarded_date"] = words
    if before.forwarded:
        extra["forwarded_from"] = before.forwarded
    return extra


def _links(body: Element, forwarded: bool) -> Iterator[Link]:
    reply = _child(body, "reply_to")
    if reply is not None:
        addresses = [one.get("href") or "" for one in elements(reply) if one.tag == "a"]
        match = next((found for one in addresses if (found := _ANSWERED.search(one))), None)
        yield Link(LinkKind.REPLY_TO, "telegram", match[1] if match else None)
    if forwarded:
        yield Link(LinkKind.FORWARDED_FROM, "telegram")


def _media(
    body: Element, files: Files, locator: str, *, include_private: bool
) -> tuple[list[ShownMedium], dict[str, str]]:
    media: list[ShownMedium] = []
    extra: dict[str, str] = {}
    for wrap in (one for one in elements(body) if "media_wrap" in classes(one) or "userpic_photo" in classes(one)):
        for part in wrap:
            if not isinstance(part.tag, str):
                continue
            named = _named(part)
            if named is not None:
                medium, word = files.shown(named, locator)
                extra["kind of medium"] = named.what
                if medium is not None:
                    media.append(medium)
                if word is not None:
                    extra["small version" if medium is not None else "file"] = word
            else:
                _further(part, files, extra, include_private=include_private)
    return media, extra


def _named(part: Element) -> Named | None:
    """The file that a part of a message shows, or says was not exported."""
    kinds = classes(part)
    pictured = next((_PICTURED[kind] for kind in kinds if kind in _PICTURED), None)
    if pictured is not None:
        small = next((one.get("src") for one in elements(part) if one.tag == "img"), None)
        return Named(part.get("href") or "", pictured, thumbnail=small)
    listed = next((_LISTED[kind] for kind in kinds if kind in _LISTED), None)
    if listed is None:
        return None
    title = next((said(one) for one in elements(part) if "title" in classes(one)), None)
    is_medium = listed != "file"
    if part.get("href"):
        return Named(part.get("href"), listed, title, is_medium=is_medium)
    why = next((said(one) for one in elements(part) if "description" in classes(one)), None)
    return Named(f"({why or 'File not included'})", listed, title, is_medium=is_medium)


def _further(part: Element, files: Files, extra: dict[str, str], *, include_private: bool) -> None:
    kinds = classes(part)
    if "media_contact" in kinds:
        if include_private:
            extra["contact card"] = said(part) or ""
        else:
            files.notices.sealed("contact card")
            extra["contact card"] = "sealed"
        return
    known = next((_SHOWN[kind] for kind in kinds if kind in _SHOWN), None)
    if known is None:
        own = next((kind for kind in kinds if kind.startswith("media_")), kinds[0] if kinds else part.tag)
        files.notices.unknown_record(f"part of a message: {own}")
        return
    words = said(part)
    address = part.get("href")
    extra[known] = " ".join(one for one in (words, address) if one) or known


def _counts(body: Element) -> dict[str, int]:
    """The reactions: how many there are of each is told, or who gave them is shown."""
    total = 0
    for reaction in (one for one in elements(body) if "reaction" in classes(one)):
        count = next((said(one) for one in elements(reaction) if "count" in classes(one)), None)
        people = sum("userpic_wrap" in classes(one) for one in elements(reaction))
        total += int(count) if count is not None and count.isdecimal() and len(count) < 12 else max(people, 1)
    return {"reactions": total} if total else {}


def _count_unknown(body: Element, files: Files) -> None:
    for part in body:
        if isinstance(part.tag, str) and not set(classes(part)) & _KNOWN:
            files.notices.unknown_field(f"message.{' '.join(classes(part)) or part.tag}")


def _record(message: Element, *, include_private: bool) -> bytes:
    """The message's HTML; without the words of a contact card unless it was asked for."""
    data: bytes = etree.tostring(message, encoding="utf-8", with_tail=False)
    if include_private or b"media_contact" not in data:
        return data
    copy = etree.fromstring(data)
    for part in copy.iter():
        if isinstance(part.tag, str) and "media_contact" in (part.get("class") or "").split():
            for inner in list(part):
                part.remove(inner)
            part.text = "sealed"
    sealed: bytes = etree.tostring(copy, encoding="utf-8")
    return sealed
