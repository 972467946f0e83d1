"""Chats as WhatsApp exports them from iPhones and Android phones."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MARK", "android", "iphone", "photo", "said"]

MARK = "\u200e"
"""The invisible sign that WhatsApp writes before what it says itself."""

Message = tuple[str, str]


def said(when: str, who: str, words: str) -> Message:
    """A message in words."""
    return when, f"{who}: {words}"


def photo(when: str, who: str, name: str) -> Message:
    """A message with a file, as an iPhone writes it."""
    return when, f"{who}: {MARK}<attached: {name}>"


def iphone(messages: Sequence[Message]) -> bytes:
    """`_chat.txt`: times in brackets; messages end with CR LF, lines inside them with LF."""
    return "".join(f"{MARK if MARK in rest else ''}[{when}] {rest}\r\n" for when, rest in messages).encode()


def android(messages: Sequence[Message]) -> bytes:
    """`WhatsApp Chat with ….txt`."""
    return "".join(f"{when} - {rest}\n" for when, rest in messages).encode()
