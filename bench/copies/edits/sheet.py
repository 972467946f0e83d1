"""A sheet to draw pages on: words, boxes, round pictures, marks."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.copies.edits.canvas import Edited, Picture, Scene, painted
from bench.copies.edits.phrases import Script
from bench.copies.edits.voices import Font

__all__ = ["Colour", "Sheet", "corners_cut", "wrapped"]

Colour = tuple[int, int, int]


def wrapped(words: str, font: Font, width: float) -> list[str]:
    """Running words in lines that are at most as wide as given."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


class Sheet:
    """A page of pixels with a pen. Places are in pixels from the upper left corner."""

    def __init__(self, width: int, height: int, colour: Colour = (255, 255, 255), under: Picture | None = None) -> None:
        self.image = Image.fromarray(under) if under is not None else Image.new("RGB", (width, height), colour)
        self.draw = ImageDraw.Draw(self.image)
        self.width, self.height = self.image.size

    def picture(self) -> Picture:
        """The pixels as drawn so far."""
        return np.array(self.image)

    def words(  # noqa: PLR0917
        self, at: tuple[float, float], words: str, font: Font, colour: Colour, anchor: str = "la", edge: int = 0
    ) -> None:
        """One line; `anchor` as Pillow's; `edge` is the width of a black outline."""
        self.draw.text(at, words, fill=colour, font=font, anchor=anchor, stroke_width=edge, stroke_fill=(0, 0, 0))

    def lines(
        self,
        box: tuple[float, float, float],
        words: str,
        font: Font,
        colour: Colour,
        *,
        script: Script = "latin",
        middle: bool = False,
        edge: int = 0,
        most: int = 20,
    ) -> float:
        """Wrapped words in a box (left, top, width); gives how far down they reach."""
        left, top, width = box
        leading = _size(font) * 1.28
        anchor, x = ("ma", left + width / 2) if middle else ("ra", left + width) if script == "arabic" else ("la", left)
        for line in wrapped(words, font, width)[:most]:
            self.words((x, top), line, font, colour, anchor, edge)
            top += leading
        return top

    def bar(self, box: tuple[float, float, float, float], colour: Colour, radius: float = 0, line: int = 0) -> None:
        """A filled box, or with `line` only its outline of that width."""
        fill, outline = (None, colour) if line else (colour, None)
        self.draw.rounded_rectangle(box, radius, fill=fill, outline=outline, width=max(line, 1))

    def veil(self, box: tuple[float, float, float, float], colour: Colour, share: float) -> None:
        """A box in a colour that covers what is under it by that share."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).rectangle(box, fill=round(255 * share))
        self.image.paste(colour, mask=mask)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def face(self, x: float, y: float, radius: float, scene: Scene) -> None:
        """The round picture of whoever posts: a coloured disc with a head, or a letter."""
        tones = [(66, 133, 244), (219, 68, 55), (15, 157, 88), (171, 71, 188), (255, 167, 38), (84, 110, 122)]
        self.disc(x, y, radius, tones[scene.whole(0, len(tones) - 1)])
        if scene.chance.random() < 0.5:
            self.disc(x, y - radius * 0.2, radius * 0.36, (245, 225, 205))
            box = (x - radius * 0.6, y + radius * 0.2, x + radius * 0.6, y + radius * 0.95)
            self.draw.pieslice(box, 180, 360, fill=(245, 225, 205))
        else:
            letter = "ABDKMRST"[scene.whole(0, 7)]
            self.words((x, y), letter, scene.voice.font("bold", radius), (255, 255, 255), "mm")

    def put(self, picture: Picture, x: int, y: int) -> None:
        """Pastes another picture."""
        self.image.paste(Image.fromarray(np.ascontiguousarray(picture)), (x, y))

    def heart(self, x: float, y: float, size: float, colour: Colour, line: int = 2) -> None:
        """The outline of a heart about a point."""
        t = np.linspace(0, 2 * np.pi, 40)
        across = 16 * np.sin(t) ** 3
        down = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
        points = [(x + a * size / 34, y + d * size / 34) for a, d in zip(across, down, strict=True)]
        self.draw.line(points, fill=colour, width=line)

    def bubble(self, x: float, y: float, size: float, colour: Colour, line: int = 2) -> None:
        """The outline of a speech bubble about a point."""
        half = size / 2
        self.draw.ellipse((x - half, y - half, x + half, y + half * 0.8), outline=colour, width=line)
        self.draw.line(
            [(x - half * 0.5, y + half * 0.6), (x - half * 0.8, y + half), (x, y + half * 0.75)], colour, line
        )

    def arrow(self, x: float, y: float, size: float, colour: Colour, line: int = 2) -> None:
        """An arrow to the right, as on buttons that pass a post on."""
        half = size / 2
        self.draw.line(
            [(x - half, y + half * 0.6), (x - half * 0.4, y - half * 0.2), (x + half, y - half * 0.2)], colour, line
        )
        self.draw.line(
            [(x + half * 0.4, y - half * 0.8), (x + half, y - half * 0.2), (x + half * 0.4, y + half * 0.4)],
            colour,
            line,
        )


def _size(font: Font) -> float:
    size = getattr(font, "size", 12)
    return float(size)


def corners_cut(edited: Edited, box: tuple[int, int, int, int], radius: int, colour: Colour) -> Edited:
    """The corners of a box on the page rounded off in a colour."""
    left, top, right, bottom = box
    mask = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, right - left - 1, bottom - top - 1), radius, fill=255)
    share = cv2.GaussianBlur(np.asarray(mask), (0, 0), 0.6)[..., None] / 255.0
    out = edited.picture.copy()
    piece = out[top:bottom, left:right]
    out[top:bottom, left:right] = piece * share + np.array(colour) * (1 - share)
    return painted(edited, out)
