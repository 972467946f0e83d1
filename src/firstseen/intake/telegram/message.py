"""One message of a Telegram export in JSON as an item, with everything that the export says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, int_of, shown, text_of
from firstseen.intake.json_stream import Value
from firstseen.intake.json_text import canonical_json
from firstseen.intake.telegram.albums import Sent
from firstseen.intake.telegram.chat import Chat
from firstseen.intake.telegram.files import Files
from firstseen.intake.telegram.words import words
from firstseen.model.items import Author, Item, Link, LinkKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["message_item"]

_READ: Final = frozenset(
    {"id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "actor", "actor_id",
     "photo", "file", "file_name", "thumbnail", "media_type", "mime_type", "text", "text_entities",
     "reply_to_message_id", "reply_to_peer_id", "media_spoiler", "reactions", "contact_information", "contact_vcard",
     "grouped_id", "media_group_id", "views", "forwards"}
)  # fmt: skip
_SHOWN: Final = frozenset(
    {"action", "author", "forwarded_from", "forwarded_from_id", "saved_from", "via_bot", "photo_file_size", "width",
     "height", "file_size", "thumbnail_file_size", "sticker_emoji", "duration_seconds", "performer", "title",
     "self_destruct_period_seconds", "location_information", "live_location_period_seconds", "place_name", "address",
     "game_title", "game_description", "game_link", "poll", "invoice_information", "inline_bot_buttons",
     "message_id", "members", "inviter", "duration", "discard_reason", "emoticon", "boosts", "new_title",
     "new_icon_emoji_id", "show_forward_as_original", "paid_stars_amount", "giveaway_information",
     "giveaway_results", "todo_list"}
)  # fmt: skip
_SEALED: Final = ("contact_information", "contact_vcard")
_TYPES: Final = frozenset({"message", "service"})


def message_item(
    read: Value, chat: Chat, files: Files, place: tuple[str, int], *, include_private: bool
) -> tuple[Item, Sent] | None:
    """The item of a message; None for one that is counted only: a service message that shows no picture.

    `place`: the source's name, and the how manieth of its chat the message is, for one that has no number.
    """
    message, notices = read.value, files.notices
    kind = text_of(message, "type") or "message"
    number = int_of(message, "id")
    named = list(files.named_in(message))
    if kind not in _TYPES:
        notices.unknown_record(f"message of type {kind}")
    elif kind == "service" and not named:
        notices.unknown_record(f"service message: {text_of(message, 'action') or 'unknown'}")
        return None
    notices.unknown_fields(message, _READ | _SHOWN, "message.")
    if read.mended is not None:
        notices.mended(read.mended)
    locator = f"message {number if number is not None else f'at position {place[1]}'} of {chat.title}"
    text, entities = words(message.get("text"), notices)
    media, further = _media(files, message, locator)
    post_id = chat.post_id(number)
    forwarded = text_of(message, "forwarded_from") is not None or text_of(message, "forwarded_from_id") is not None
    if forwarded:
        notices.lost("the date of the message that was forwarded")
    item = Item(
        key=_key(chat, number, post_id, place),
        kind=chat.kind,
        record=_record(read, files, include_private=include_private),
        locator=locator,
        platform="telegram",
        post_id=post_id,
        url=chat.url(number),
        author=_author(message),
        text=text,
        entities=entities,
        times=tuple(_times(message)),
        media=tuple(media),
        links=tuple(_links(message, chat, forwarded=forwarded)),
        sensitive=True if message.get("media_spoiler") is True else None,
        counts=_counts(message),
        extra={**_extra(message, chat), **further},
    )
    return item, _sent(message, number, media)


def _key(chat: Chat, number: int | None, post_id: str | None, place: tuple[str, int]) -> str:
    if post_id is not None:
        return f"telegram:{post_id}"
    if number is not None:
        return f"telegram:{chat.title}/{number}"
    return f"message at position {place[1]} of {chat.title} in {place[0]}"


def _record(read: Value, files: Files, *, include_private: bool) -> bytes:
    """The message as it was written; a contact card is taken out of it unless it was asked for."""
    held = [name for name in _SEALED if read.value.get(name)]
    if not held or include_private:
        return read.record
    files.notices.sealed("contact card")
    files.seal(text_of(read.value, "contact_vcard"))
    return canonical_json({name: "sealed" if name in held else value for name, value in read.value.items()})


def _author(message: dict[str, Any]) -> Author | None:
    author = Author(id=text_of(message, "from_id", "actor_id"), name=text_of(message, "from", "actor"))
    return author if author.shown() else None


def _times(message: dict[str, Any]) -> Iterator[StatedTime]:
    """The seconds since 1970 where they are given: the date beside them is by the exporting computer's clock."""
    for name, role in (("date", TimeRole.PUBLISHED), ("edited", TimeRole.EDITED)):
        seconds = text_of(message, f"{name}_unixtime")
        if seconds is not None and seconds != "0":
            yield StatedTime(role, seconds, f"{name}_unixtime of the message")
        elif (local := text_of(message, name)) is not None and not local.startswith("1970-01-01"):
            yield StatedTime(role, local, f"{name} of the message, by the clock of the computer that exported it")


def _media(files: Files, message: dict[str, Any], locator: str) -> tuple[list[ShownMedium], dict[str, str]]:
    media: list[ShownMedium] = []
    further: dict[str, str] = {}
    for named in files.named_in(message):
        medium, word = files.shown(named, locator)
        if medium is not None:
            media.append(medium)
            if named.sent_as:
                further["file_name"] = named.sent_as
        if word is not None:
            further["small version" if medium is not None else "file"] = word
    return media, further


def _links(message: dict[str, Any], chat: Chat, *, forwarded: bool) -> Iterator[Link]:
    answered = int_of(message, "reply_to_message_id")
    if answered is not None:
        where = text_of(message, "reply_to_peer_id")
        if where is None:
            yield Link(LinkKind.REPLY_TO, "telegram", chat.post_id(answered) or str(answered), chat.url(answered))
        elif where.startswith("channel") and where[7:].isdecimal():
            post = f"c/{int(where[7:])}/{answered}"
            yield Link(LinkKind.REPLY_TO, "telegram", post, f"https://t.me/{post}")
        else:
            yield Link(LinkKind.REPLY_TO, "telegram")
    if forwarded:
        # The export keeps whom it was forwarded from, and neither the number nor the date of the earlier message.
        yield Link(LinkKind.FORWARDED_FROM, "telegram")


def _counts(message: dict[str, Any]) -> dict[str, int]:
    counts = {}
    reactions = [count for one in dicts_of(message, "reactions") if (count := int_of(one, "count")) is not None]
    if reactions:
        counts["reactions"] = sum(reactions)
    for name, ours in (("views", "views"), ("forwards", "reposts")):
        if (count := int_of(message, name)) is not None:
            counts[ours] = count
    return counts


def _extra(message: dict[str, Any], chat: Chat) -> dict[str, str]:
    extra = {"chat": chat.title}
    if chat.type:
        extra["kind of chat"] = chat.type
    for name, value in message.items():
        if name in _SHOWN and (text := shown(value)) is not None:
            extra[name] = text
    reactions = [
        f"{text_of(one, 'emoji', 'document_id', 'type') or 'other'} {int_of(one, 'count') or 0}"
        for one in dicts_of(message, "reactions")
    ]
    if reactions:
        extra["reactions"] = ", ".join(reactions)
    if dict_of(message, "contact_information"):
        extra["contact card"] = "sealed"
    if text_of(message, "date_unixtime") and (local := text_of(message, "date")):
        extra["date"] = f"{local}, by the clock of the computer that exported it"
    return extra


def _sent(message: dict[str, Any], number: int | None, media: list[ShownMedium]) -> Sent:
    sender = "\n".join(
        text_of(message, name) or "" for name in ("from_id", "from", "forwarded_from", "reply_to_message_id")
    )
    visual = "photo" in message or text_of(message, "media_type") == "video_file"
    return Sent(
        sender,
        text_of(message, "date_unixtime", "date") or "",
        number,
        bool(media) and visual,
        text_of(message, "grouped_id", "media_group_id"),
    )
