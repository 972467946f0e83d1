"""Pictures that hold other pictures: a post on a phone's screen, a newspaper's front page, a collage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.lettering import Sheet, font, wrap
from firstseen.sample.painting.canvas import chance

__all__ = ["chat", "collage", "front_page", "phone"]

Picture = NDArray[np.uint8]


def phone(rgb: Picture, handle: str, text: str, clock: str, *, dark: bool = False) -> Picture:
    """A screenshot of a post, 720 x 1480, as a phone would make it."""
    ground, ink, faint, line = (
        ("#15181c", "#e7e9ea", "#71767b", "#2f3336") if dark else ("#ffffff", "#0f1419", "#66727c", "#e3e7ea")
    )
    sheet = Sheet(720, 1480, ground)
    sheet.words(clock, (40, 18), 26, ink)
    sheet.draw.rectangle((630, 24, 672, 42), outline=ink, width=2)
    sheet.draw.rectangle((633, 27, 660, 39), fill=ink)
    for step in range(4):
        sheet.draw.rectangle((560 + step * 12, 42 - 5 * (step + 1), 567 + step * 12, 42), fill=ink)
    sheet.words("Post", (96, 82), 34, ink, bold=1)
    sheet.draw.line([(52, 84), (34, 102), (52, 120)], fill=ink, width=4)
    sheet.draw.line((0, 146, 720, 146), fill=line, width=2)
    rng = chance("avatar " + handle)
    tone = "#{:02x}{:02x}{:02x}".format(*(int(c) for c in rng.integers(70, 190, 3)))
    sheet.draw.ellipse((30, 172, 112, 254), fill=tone)
    sheet.words(handle[:1].upper(), (58, 190), 40, "#ffffff")
    sheet.words(handle.replace("_", " ").title(), (132, 176), 30, ink, bold=1)
    sheet.words("@" + handle, (132, 216), 27, faint)
    row = sheet.words(text, (30, 280), 33, ink, width=660) + 22
    high = min(round(660 * rgb.shape[0] / rgb.shape[1]), 1300 - row)
    sheet.picture(rgb, (30, row, 690, row + high))
    row += high + 28
    sheet.draw.line((30, row, 690, row), fill=line, width=2)
    numbers = [str(int(n)) for n in rng.integers(12, 980, 3)]
    for place, number in enumerate(numbers):
        x = 60 + place * 220
        sheet.draw.ellipse((x, row + 24, x + 30, row + 54), outline=faint, width=3)
        sheet.words(number, (x + 44, row + 22), 27, faint)
    sheet.draw.line((0, 1400, 720, 1400), fill=line, width=2)
    sheet.draw.rounded_rectangle((250, 1452, 470, 1460), 4, fill=ink)
    return sheet.rgb()


def chat(rgb: Picture, sender: str, text: str, clock: str) -> Picture:
    """A screenshot of a picture passed on in a chat, 828 x 1500."""
    sheet = Sheet(828, 1500, "#dfd6c8")
    rng = chance("chat " + sender)
    for _ in range(90):
        x, y, size = int(rng.integers(0, 828)), int(rng.integers(150, 1380)), int(rng.integers(8, 26))
        sheet.draw.ellipse((x, y, x + size, y + size), outline="#d3c9b9", width=2)
    sheet.draw.rectangle((0, 0, 828, 150), fill="#2f6f62")
    sheet.words(clock, (374, 14), 28, "#eef5f2")
    sheet.draw.ellipse((70, 66, 134, 130), fill="#c98d5a")
    sheet.words("Our stairs", (156, 68), 36, "#ffffff", bold=1)
    sheet.words("Oda, Kaela, Brannoch and 9 more", (156, 112), 22, "#cfe3dd")
    high = round(640 * rgb.shape[0] / rgb.shape[1])
    lines = len(wrap(text, 31, 620))
    foot = 330 + high + lines * 42 + 60
    sheet.draw.rounded_rectangle((30, 240, 702, foot), 26, fill="#ffffff")
    sheet.words(sender, (56, 254), 28, "#a2552b", bold=1)
    sheet.picture(rgb, (46, 306, 686, 306 + high))
    sheet.words(text, (56, 322 + high), 31, "#1d2422", width=620)
    sheet.words(clock, (600, foot - 40), 22, "#8a918e")
    sheet.draw.rounded_rectangle((330, foot + 40, 798, foot + 110), 26, fill="#cdebd3")
    sheet.words("Is this really today?", (356, foot + 54), 31, "#1d2422")
    sheet.draw.rounded_rectangle((24, 1400, 690, 1470), 34, fill="#ffffff")
    sheet.draw.ellipse((716, 1398, 790, 1472), fill="#2f6f62")
    return sheet.rgb()


_SENTENCES = (
    "The river rose faster in the night than the gauges had foretold.",
    "By six in the morning the lower town could be reached by boat alone.",
    "The bakery on Tanners' Row gave away what it had baked.",
    "Trains on the valley line end two stations before the town.",
    "The school on the hill has beds for two hundred people.",
    "Nobody is missing, the fire service said late in the evening.",
    "Drinking water is handed out at the market hall.",
    "The weir above the town has been open since Monday.",
    "Those who can are asked to leave their cars on high ground.",
    "The next crest is expected towards the weekend.",
    "Volunteers filled sandbags until the light failed.",
    "The library has carried its oldest books to the attic.",
)


def front_page(rgb: Picture, title: str, headline: str, date: str, caption: str, *, wide: bool = False) -> Picture:
    """The front page of a newspaper, 1100 x 1500; the picture takes two thirds of its width, or all of it (`wide`)."""
    rng = chance("front page " + title)
    sheet = Sheet(1100, 1500, "#f6f4ee" if wide else "#f3efe4")
    ink = "#17140f"
    sheet.draw.text(
        (550, 40), title, fill=ink, font=font(84 if wide else 96), anchor="ma", stroke_width=2, stroke_fill=ink
    )
    sheet.draw.line((40, 172, 1060, 172), fill=ink, width=3)
    sheet.words(date, (44, 180), 21, "#3a352c")
    sheet.words(f"No. {int(rng.integers(3000, 19000)):,}", (950, 180), 21, "#3a352c")
    sheet.draw.line((40, 214, 1060, 214), fill=ink, width=1)
    row = sheet.words(headline, (44, 232), 70 if wide else 62, ink, width=1010, bold=1) + 14
    across = 1012 if wide else 700
    high = round(across * (0.56 if wide else 0.64))
    sheet.picture(rgb, (44, row, 44 + across, row + high))
    foot = sheet.words(caption, (44, row + high + 8), 19, "#4a4438", width=across) + 18
    if wide:
        for left in (44, 394, 744):
            _column(sheet, rng, (left, foot + 8, 312, 1440), 22)
        return sheet.rgb()
    _column(sheet, rng, (776, row, 284, 1440), 19)
    sheet.words("Trains stop at the edge of the water", (44, foot), 34, ink, width=700, bold=1)
    for left in (44, 288, 532):
        _column(sheet, rng, (left, foot + 62, 212, 1440), 19)
    return sheet.rgb()


def _column(sheet: Sheet, rng: np.random.Generator, place: tuple[int, int, int, int], size: int) -> None:
    """A column of words; `place` is its left, top, width and foot."""
    left, top, wide, foot = place
    row = top
    while row < foot - size:
        order = rng.permutation(len(_SENTENCES))[:4]
        for line in wrap(" ".join(_SENTENCES[at] for at in order), size, wide):
            if row >= foot - size:
                break
            sheet.words(line, (left, row), size, "#2b2720")
            row += round(size * 1.32)
        row += 12


def collage(pictures: list[Picture], *, gap: int = 10) -> Picture:
    """Four pictures in a square of two rows, 1200 x 900, with white gaps."""
    sheet = Sheet(1200, 900, "#ffffff")
    half_w, half_h = (1200 - gap) // 2, (900 - gap) // 2
    for number, rgb in enumerate(pictures[:4]):
        left, top = (number % 2) * (half_w + gap), (number // 2) * (half_h + gap)
        sheet.picture(rgb, (left, top, left + half_w, top + half_h))
    return sheet.rgb()
