"""A chat of a Telegram export: what kind it is, whether it is private, and what its messages are called elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.model.items import ItemKind

__all__ = ["CHAT_TYPES", "PRIVATE_TYPES", "Chat"]

_OPEN_TYPES: Final = frozenset(
    {"private_group", "private_supergroup", "private_channel", "public_supergroup", "public_channel"}
)
PRIVATE_TYPES: Final = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"})
"""Chats of one person with another, or with nobody: sealed in the export of a whole account."""
CHAT_TYPES: Final = _OPEN_TYPES | PRIVATE_TYPES
"""The kinds of chats that Telegram Desktop writes."""

_MASKED: Final = 2 << 32
"""Exports of before 2021 add this to the identifiers of channels and supergroups, to tell them from persons."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat: `type` as the export names it ("public_channel"), `id` the bare number."""

    name: str | None = None
    type: str | None = None
    id: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is left sealed in an export of a whole account. One without a type is not known to be."""
        return self.type is not None and self.type not in _OPEN_TYPES

    @property
    def kind(self) -> ItemKind:
        """What a message in it is: in a channel, a post."""
        return ItemKind.POST if self.type in ("public_channel", "private_channel") else ItemKind.MESSAGE

    @property
    def title(self) -> str:
        """What it is called, for people."""
        return self.name or "a chat without a name"

    def place(self, chat: int | None = None) -> str | None:
        """What stands before a message's number on all of Telegram ("c/1234"); None where the chat has no number.

        `chat`: another chat of the same kind. Numbers of messages in basic groups and with persons are counted by
        account, so that they mean something only in the exports of one account.
        """
        number = self.id if chat is None else chat
        if number is None:
            return None
        if self.type in ("private_group", *PRIVATE_TYPES):
            return f"-{number}"
        return f"c/{_bare(number)}" if self.type is not None else None

    def post_id(self, message: int | None, chat: int | None = None) -> str | None:
        """What a message is called on all of Telegram, as in its addresses: "c/1234/56"."""
        place = self.place(chat)
        return None if place is None or message is None else f"{place}/{message}"

    def url(self, message: int | None) -> str | None:
        """The address of a message, for those who may see it; None in chats whose messages have none."""
        post = self.post_id(message)
        return f"https://t.me/{post}" if post is not None and post.startswith("c/") else None


def _bare(number: int) -> int:
    return number - _MASKED if _MASKED <= number < _MASKED + (1 << 32) else number
