"""What people write, cut into passages of one thought each, without addresses and names of accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Passage", "passages"]

_NOISE: Final = re.compile(
    r"\S*(?:https?://|www\.|t\.co/|…$)\S*|\b(?:RT|MT|via)\s+@\w+:?|@\w+|&(?:amp|gt|lt|quot|#\d+);"
)
_ENDS: Final = re.compile(r"(?<=[.!?؟۔])\s+(?!\d)|[\r\n|•]+")
_PICTURE: Final = re.compile(
    r"\b(?:photo(?:s|graph\w*)?|pictures?|pics?|images?|videos?|footage|taken|shot|filmed|captured|fotos?|bild(?:er)?|"
    r"imagen(?:es)?|immagin[ei]|zdj[eę]ci\w+|foto\w*|фото\w*|відео\w*|видео\w*|сним\w+|знім\w+|світлин\w+|знято|снято|"
    r"photos?|prise|tomada|tirada|scattata|aufgenommen|fotoğraf\w*|görüntü\w*)\b|صور\w*|فيديو|مقطع|التقط\w*|مشهد|مشاهد",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or line. `of_picture`: it speaks of a photograph or a video."""

    words: str
    of_picture: bool


def passages(text: str) -> list[Passage]:
    """The passages of a text, in its order. Addresses, names of accounts and signs of reposting are taken out."""
    plain = _NOISE.sub(" ", text)
    return [
        Passage(words, _PICTURE.search(words) is not None) for part in _ENDS.split(plain) if (words := part.strip())
    ]
