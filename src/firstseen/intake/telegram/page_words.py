"""The words of a message in Telegram's HTML export, with their marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from firstseen.intake.page.parsing import Element, classes
from firstseen.model.items import Entity

__all__ = ["marked_words"]

_KINDS: Final = {
    "strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline", "s": "strikethrough",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_MOST_DEPTH: Final = 60


@dataclass(slots=True)
class _Words:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[str, int, int, str | None]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)


def marked_words(element: Element | None) -> tuple[str | None, tuple[Entity, ...]]:
    """The text of an element and what is marked in it; None and none where it says nothing."""
    if element is None:
        return None, ()
    words = _Words()
    _walk(element, words, 0)
    whole = "".join(words.parts)
    text = whole.strip()
    if not text:
        return None, ()
    cut = len(whole) - len(whole.lstrip())
    return text, tuple(_moved(words.marks, cut, len(text)))


def _moved(marks: list[tuple[str, int, int, str | None]], cut: int, length: int) -> Iterator[Entity]:
    for kind, start, end, target in sorted(marks, key=lambda mark: (mark[1], -mark[2], mark[0])):
        first, last = max(start - cut, 0), min(end - cut, length)
        if first < last:
            yield Entity(kind, first, last, target)


def _walk(element: Element, words: _Words, depth: int) -> None:
    words.add(element.text)
    for inner in element:
        if not isinstance(inner.tag, str):
            words.add(inner.tail)
            continue
        start = words.length
        if inner.tag == "br":
            words.add("\n")
        elif depth < _MOST_DEPTH:
            _walk(inner, words, depth + 1)
        else:
            words.add("".join(inner.itertext()))
        said = "".join(words.parts)[start:] if inner.tag == "a" else ""
        kind, target = _meaning(inner, said)
        if kind is not None and words.length > start:
            words.marks.append((kind, start, words.length, target))
        words.add(inner.tail)


def _meaning(element: Element, said: str) -> tuple[str | None, str | None]:
    if element.tag == "a":
        done: Any = element.get("onclick") or ""
        if "ShowMentionName" in done:
            return "mention", said
        if "ShowHashtag" in done:
            return "hashtag", said
        if "ShowBotCommand" in done:
            return "bot_command", said
        if "ShowCashtag" in done:
            return "cashtag", said
        address = element.get("href")
        if address and said.startswith("@"):
            return "mention", address
        return ("link", address) if address else (None, None)
    if "spoiler" in classes(element):
        return "spoiler", None
    return _KINDS.get(str(element.tag)), None
