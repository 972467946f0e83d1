"""Pages with words beside pictures, drawn for tests: a front page, a post in a screenshot, words on a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, features

from firstseen.model.pictures import Box

__all__ = ["ARABIC", "LATIN", "UKRAINIAN", "Drawn", "Words", "front_page", "meme", "screenshot"]

NOTO: Final = Path("/usr/share/fonts/truetype/noto")
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Words:
    """What a page says, and the language it says it in. `plain`, `bold`: names of fonts of Debian's fonts-noto-core."""

    language: str
    headline: str
    caption: str
    article: str
    plain: str = "NotoSerif-Regular.ttf"
    bold: str = "NotoSerif-Bold.ttf"
    leftward: bool = False


LATIN: Final = Words(
    "eng",
    "River takes the old bridge",
    "Residents carry a boat through Mill Street on Sunday.",
    "The water rose through the night and by the morning the lower town could be reached by boat alone. "
    "Nobody was hurt, the mayor said, but forty families had to leave their houses before sunrise. "
    "The bridge had stood for two hundred years and was closed an hour before it fell. ",
)
UKRAINIAN: Final = Words(
    "ukr",
    "Річка забрала старий міст",
    "Мешканці несуть човен вулицею Млинарською у неділю.",
    "Вода піднімалася всю ніч, і до ранку до нижнього міста можна було дістатися лише човном. "
    "Ніхто не постраждав, сказав міський голова, але сорок родин мусили залишити свої будинки до сходу сонця. ",
)
ARABIC: Final = Words(
    "ara",
    "النهر يجرف الجسر القديم",
    "سكان يحملون قاربا في شارع الطاحونة يوم الأحد",
    "ارتفعت المياه طوال الليل وفي الصباح لم يكن الوصول إلى المدينة السفلى ممكنا إلا بالقوارب. "
    "وقال رئيس البلدية إن أحدا لم يصب بأذى لكن أربعين عائلة اضطرت إلى مغادرة منازلها قبل شروق الشمس. ",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Bold.ttf",
    leftward=True,
)


@dataclass(frozen=True)
class Drawn:
    """A page as pixels, and where its picture lies."""

    rgb: Picture
    box: Box


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    path = NOTO / name
    if not path.is_file():
        pytest.skip(f"the font {name} is not installed (Debian: fonts-noto-core)")
    return ImageFont.truetype(str(path), size)


class _Sheet:
    def __init__(self, width: int, height: int, words: Words, ground: str = "#f7f5ef") -> None:
        if words.leftward and not features.check("raqm"):
            pytest.skip("Pillow cannot shape Arabic letters here (it was built without raqm)")
        self.image = Image.new("RGB", (width, height), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.words = words

    def picture(self, picture: Picture, box: Box) -> None:
        self.image.paste(Image.fromarray(picture).resize((box[2] - box[0], box[3] - box[1])), box[:2])

    def write(self, text: str, box: tuple[int, int, int], size: int, *, bold: bool = False, fill: str = "#111") -> int:
        """Writes from (left, top) within `right`, broken into lines; gives the row below."""
        font = _font(self.words.bold if bold else self.words.plain, size)
        left, top, right = box
        line, lines = "", []
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > right - left:
                lines.append(line)
                line = word
            else:
                line = longer
        for each in [*lines, line]:
            at = right if self.words.leftward else left
            self.draw.text((at, top), each, fill, font, anchor="ra" if self.words.leftward else "la")
            top += round(size * 1.45)
        return top

    def done(self, box: Box) -> Drawn:
        return Drawn(np.asarray(self.image), box)


def front_page(picture: Picture, words: Words, *, scale: float = 1.0, wide: bool = False) -> Drawn:
    """A page of 1200 x 1600: title, headline over a photograph of two columns of three (`wide`: of all), caption below
    it, columns of an article."""
    page = _Sheet(1200, 1600, words)
    page.write("THE DAILY LEDGER" if words.language == "eng" else words.headline[:14], (60, 30, 1140), 84, bold=True)
    page.draw.line([(60, 170), (1140, 170)], "#111", 4)
    below = page.write(words.headline, (60, 190, 1140), 66, bold=True)
    right = 1140 if wide else 780
    box = (60, below + 24, right, below + 24 + (right - 60) * 2 // 3)
    page.picture(picture, box)
    foot = page.write(words.caption, (60, box[3] + 10, right), 21)
    if not wide:
        page.write(words.article * 3, (820, box[1], 1140), 23)
    for left in (60, 430, 800) if wide else (60, 430):
        page.write(words.article * 2, (left, foot + 60, left + 330), 23)
    drawn = page.done(box)
    if scale == 1.0:
        return drawn
    small = Image.fromarray(drawn.rgb).resize((round(1200 * scale), round(1600 * scale)), Image.Resampling.LANCZOS)
    left, top, right, bottom = (round(side * scale) for side in box)
    return Drawn(np.asarray(small), (left, top, right, bottom))


def screenshot(picture: Picture, words: Words) -> Drawn:
    """A post as a telephone shows it, 1080 x 1400: account, text of the post, its picture, the row of buttons."""
    page = _Sheet(1080, 1400, words, "#ffffff")
    page.draw.ellipse([(40, 90), (130, 180)], "#5577aa")
    page.write("Anna Reporter", (150, 90, 1000), 36, bold=True) if words.language == "eng" else None
    page.write("@anna_reports" if words.language == "eng" else words.headline, (150, 135, 1000), 30, fill="#667")
    below = page.write(words.caption, (40, 220, 1040), 42)
    box = (40, below + 20, 1040, below + 20 + 660)
    page.picture(picture, box)
    page.write("12 Reposts   48 Likes", (40, box[3] + 30, 1040), 30, fill="#667") if words.language == "eng" else None
    return page.done(box)


def meme(picture: Picture, words: Words) -> Drawn:
    """A picture with words written over it, white with a dark edge."""
    height, width = picture.shape[:2]
    image = Image.fromarray(picture)
    font = _font(words.bold, height // 11)
    ImageDraw.Draw(image).text(
        (width // 2, height // 20), words.headline, "white", font, anchor="ma", stroke_width=4, stroke_fill="black"
    )
    return Drawn(np.asarray(image), (0, 0, width, height))
