"""What front pages are put together from: columns of text, headlines, adverts, other photographs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.copies.edits.canvas import Scene, covering, start
from bench.copies.edits.phrases import Script
from bench.copies.edits.sheet import Colour, Sheet, wrapped

__all__ = ["INK", "Box", "Slot", "advert", "columns", "headline", "small"]

Box = tuple[float, float, float, float]
INK: Colour = (24, 22, 22)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the picture goes on a page, and the page so far. `over` draws what lies over the picture."""

    sheet: Sheet
    x: int
    y: int
    over: Callable[[Sheet], object] | None = None


def columns(  # noqa: PLR0917
    sheet: Sheet, scene: Scene, area: Box, count: int, taken: list[Box], script: Script, size: float
) -> None:
    """Columns of running text in an area, round whatever is there already."""
    left, top, right, bottom = area
    gap = sheet.width * 0.016
    width = (right - left - gap * (count - 1)) / count
    font = scene.voice.font("serif", size, script)
    leading = size * 1.22
    rows = max(int((bottom - top) / leading), 1)
    each = max(int(width / (font.getlength("information") * 0.5)), 1) + 2
    for column in range(count):
        x = left + column * (width + gap)
        lines = iter(wrapped(scene.voice.running(scene.chance, rows * each, script), font, width))
        for row in range(rows):
            y = top + row * leading
            if any(x < b[2] and x + width > b[0] and y < b[3] and y + leading > b[1] for b in taken):
                continue
            at, anchor = ((x + width, y), "ra") if script == "arabic" else ((x, y), "la")
            sheet.words(at, next(lines, ""), font, INK, anchor)


def headline(  # noqa: PLR0917
    sheet: Sheet,
    scene: Scene,
    box: tuple[float, float, float],
    size: float,
    script: Script,
    most: int = 2,
    **kind: bool,
) -> float:
    words = scene.voice.phrase(scene.chance, script)
    weight = "bold" if kind.get("sans") else "serif bold"
    font = scene.voice.font("bold" if weight == "bold" else "serif bold", size, script)
    return sheet.lines(box, words, font, INK, script=script, middle=kind.get("middle", False), most=most)


def advert(sheet: Sheet, scene: Scene, box: Box, which: int | None = None) -> None:
    """A drawn advertisement, by number or any: the same few in every paper of the set."""
    left, top, right, bottom = box
    adverts = scene.look.adverts
    ground, ink, words = adverts[scene.whole(0, len(adverts) - 1) if which is None else which % len(adverts)]
    sheet.bar(box, ground)
    size = min((bottom - top) * 0.3, (right - left) / max(len(words), 4) * 1.5)
    sheet.words(((left + right) / 2, (top + bottom) / 2), words, scene.voice.font("bold", size), ink, "mm")
    sheet.bar((left + 5, top + 5, right - 5, bottom - 5), ink, 0, 2)


def small(sheet: Sheet, scene: Scene, box: Box) -> None:
    """Another photograph."""
    left, top, right, bottom = (round(edge) for edge in box)
    sheet.put(covering(start(scene.other()), right - left, bottom - top).picture, left, top)
