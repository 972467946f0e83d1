"""The words of a Telegram message: a string, or a list of strings and marked pieces."""

from __future__ import annotations

from typing import Any, Final

from firstseen.intake.json_fields import as_text, text_of
from firstseen.intake.notices import Notices
from firstseen.model.items import Entity

__all__ = ["words"]

_KINDS: Final = {
    "text_link": "link",
    "mention_name": "mention",
    "cashtag": "cashtag",
    "expandable_blockquote": "blockquote",
}
_KNOWN: Final = frozenset(
    {"plain", "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "link", "mention", "hashtag",
     "bot_command", "email", "phone", "bank_card", "custom_emoji", "blockquote", "unknown", *_KINDS}
)  # fmt: skip
_TARGETS: Final = ("href", "user_id", "document_id", "language")
_NAMED_BY_ITSELF: Final = frozenset({"link", "mention", "hashtag"})


def words(text: Any, notices: Notices) -> tuple[str | None, tuple[Entity, ...]]:
    """The whole text and its entities; None and none where the message has no words."""
    pieces = text if isinstance(text, list) else [text]
    joined: list[str] = []
    entities: list[Entity] = []
    at = 0
    for piece in pieces:
        kind, said, target = _piece(piece, notices)
        if not said:
            continue
        if kind not in ("plain", "unknown"):
            entities.append(Entity(kind, at, at + len(said), target))
        joined.append(said)
        at += len(said)
    whole = "".join(joined)
    return (whole, tuple(entities)) if whole.strip() else (None, ())


def _piece(piece: Any, notices: Notices) -> tuple[str, str, str | None]:
    if isinstance(piece, str):
        return "plain", piece, None
    if not isinstance(piece, dict):
        return "plain", as_text(piece) or "", None
    said = piece.get("text")
    said = said if isinstance(said, str) else as_text(said) or ""
    stated = text_of(piece, "type") or "plain"
    if stated not in _KNOWN:
        notices.unknown_record(f"kind of text: {stated}")
    notices.unknown_fields(piece, ("type", "text", "collapsed", *_TARGETS), "text.")
    kind = _KINDS.get(stated, stated)
    target = text_of(piece, *_TARGETS) or (said if kind in _NAMED_BY_ITSELF else None)
    return kind, said, target
