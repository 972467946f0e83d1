"""Words drawn into pictures, with the font that Pillow carries (Latin letters)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

__all__ = ["Sheet", "font", "wrap"]


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font in a size in pixels."""
    chosen = ImageFont.load_default(size=size)
    if not isinstance(chosen, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, so no words can be drawn")
    return chosen


def wrap(words: str, size: int, width: int) -> list[str]:
    """The words broken into lines of at most `width` pixels."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and font(size).getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


class Sheet:
    """A sheet to lay pictures, words and shapes on."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.image = Image.new("RGB", (width, height), ground)
        self.draw = ImageDraw.Draw(self.image)

    def picture(self, rgb: NDArray[np.uint8], box: tuple[int, int, int, int]) -> None:
        """Lays a picture into the box (left, top, right, bottom), cutting what does not fit its shape."""
        wide, high = box[2] - box[0], box[3] - box[1]
        rows, columns = rgb.shape[:2]
        scale = max(wide / columns, high / rows)
        cut_w, cut_h = wide / scale, high / scale
        cut_w, cut_h = min(cut_w, columns), min(cut_h, rows)
        left, top = (columns - cut_w) / 2, (rows - cut_h) / 2
        piece = Image.fromarray(rgb).resize(
            (wide, high), Image.Resampling.LANCZOS, box=(left, top, left + cut_w, top + cut_h)
        )
        self.image.paste(piece, (box[0], box[1]))

    def words(
        self, text: str, at: tuple[int, int], size: int, fill: str = "#111", *, width: int = 0, bold: int = 0
    ) -> int:
        """Writes words from `at` (left, top), broken at `width` if given; gives the row below them."""
        y = at[1]
        for line in wrap(text, size, width) if width else [text]:
            self.draw.text((at[0], y), line, fill=fill, font=font(size), stroke_width=bold, stroke_fill=fill)
            y += int(size * 1.32)
        return y

    def rgb(self) -> NDArray[np.uint8]:
        """The sheet as pixels."""
        return np.asarray(self.image)
