"""Words printed on a page, as an engine for reading them (OCR) gave them, and what they are to a picture there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from firstseen.model.pictures import Box

__all__ = ["PRINTED_WORDS", "PageWords", "PrintKind", "Printed", "ReadLine"]


class PrintKind(StrEnum):
    """What printed words are to a picture, as far as their place and size say it (values of the machine formats)."""

    HEADLINE = "headline"
    CAPTION = "caption"
    OVER = "over"
    POST_TEXT = "post_text"
    NEAR = "near"


PRINTED_WORDS: Final = {
    PrintKind.HEADLINE: "headline",
    PrintKind.CAPTION: "caption",
    PrintKind.OVER: "over the picture",
    PrintKind.POST_TEXT: "text of the post",
    PrintKind.NEAR: "near the picture",
}
"""What people are told."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of type: its words in reading order, its box, the height of its row in pixels, the confidence, 0 to 1."""

    text: str
    box: Box
    size: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """Every line that was read on a picture of `width` x `height` pixels, from above; none when it has no words."""

    width: int
    height: int
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Words printed over or next to a picture: what they are to it, their box, and the confidence, 0 to 1."""

    kind: PrintKind
    text: str
    box: Box
    confidence: float

    def as_json(self) -> dict[str, Any]:
        """The machine format."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "box": list(self.box),
            "confidence": round(self.confidence, 2),
        }
