"""Direct messages of an X archive: sealed, and counted, unless they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.json_fields import dict_of, dicts_of, list_of, text_of
from firstseen.intake.json_text import canonical_json
from firstseen.intake.media_beside import Addressed, Beside, file_name_of
from firstseen.model.items import Author, Item, ItemKind
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["direct_messages", "message_count"]


def message_count(record: Mapping[str, Any]) -> int:
    """How many messages a conversation holds."""
    return sum(1 for _ in _created(record))


def _created(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in dicts_of(dict_of(record, "dmConversation"), "messages"):
        created = dict_of(entry, "messageCreate")
        if created:
            yield created


def direct_messages(record: Mapping[str, Any], number: int, beside: Beside) -> Iterator[Item]:
    """The messages of a conversation as items."""
    conversation = text_of(dict_of(record, "dmConversation"), "conversationId") or str(number)
    for position, created in enumerate(_created(record), 1):
        message_id = text_of(created, "id") or f"at position {position}"
        stated = text_of(created, "createdAt")
        addresses = [one for one in list_of(created, "mediaUrls") if isinstance(one, str)]
        media = [
            beside.medium(
                Addressed(
                    address,
                    (f"{message_id}-{file_name_of(address)}",),
                    (message_id,),
                    place,
                    alone=len(addresses) == 1,
                    film=file_name_of(address).endswith(".mp4"),
                )
            )
            for place, address in enumerate(addresses)
        ]
        sender = text_of(created, "senderId")
        yield Item(
            key=f"x:dm/{conversation}/{message_id}",
            kind=ItemKind.MESSAGE,
            record=canonical_json(created),
            locator=f"message {message_id} of conversation {conversation}",
            platform="x",
            author=Author(id=sender) if sender else None,
            text=text_of(created, "text"),
            times=(StatedTime(TimeRole.PUBLISHED, stated, "createdAt of the message"),) if stated else (),
            media=tuple(media),
            extra={"conversation": conversation},
        )
