"""What screenshots of phones have in common: themes, the bar at the top, counts, rows of icons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.copies.edits.canvas import Edited, Scene, cropped, resized
from bench.copies.edits.sheet import Colour, Sheet

__all__ = ["DARK", "LIGHT", "Theme", "clock", "count", "fitted", "row"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a theme: ground, ink, faint ink, a card on the ground, an accent."""

    ground: Colour
    ink: Colour
    faint: Colour
    card: Colour
    accent: Colour


LIGHT = Theme((255, 255, 255), (18, 20, 24), (110, 118, 128), (240, 242, 245), (29, 120, 220))
DARK = Theme((16, 18, 22), (232, 234, 238), (128, 136, 146), (34, 38, 44), (90, 160, 250))


def clock(sheet: Sheet, scene: Scene, ink: Colour) -> float:
    """The bar at the top of every phone; gives its height."""
    u = sheet.width / 540
    font = scene.voice.font("bold", 20 * u)
    left = not scene.look.clock_anywhere or scene.chance.random() < 0.5
    hour = f"{scene.whole(6, 23)}:{scene.whole(10, 59)}"
    sheet.words((24 * u, 10 * u), hour, font, ink) if left else sheet.words(
        (sheet.width / 2, 10 * u), hour, font, ink, "ma"
    )
    x = sheet.width - 50 * u
    sheet.bar((x, 13 * u, x + 32 * u, 27 * u), ink, 3, 2)
    sheet.bar((x + 3, 13 * u + 3, x + scene.between(8, 27) * u, 27 * u - 3), ink, 1)
    for step in range(4):
        sheet.bar((x - (50 - 9 * step) * u, (24 - 4 * step) * u, x - (44 - 9 * step) * u, 28 * u), ink)
    if scene.look.island:
        sheet.bar((sheet.width / 2 - 62 * u, 7 * u, sheet.width / 2 + 62 * u, 39 * u), (0, 0, 0), 16 * u)
    return 44 * u


def count(scene: Scene) -> str:
    return f"{scene.between(1, 90):.1f}K" if scene.chance.random() < 0.5 else str(scene.whole(3, 999))


def fitted(edited: Edited, scene: Scene, width: float, tallest: float) -> Edited:
    """As wide as the place for it, cut below and above where it would be too tall."""
    wide = resized(edited, round(width))
    height = wide.picture.shape[0]
    if height <= tallest:
        return wide
    cut = round((height - tallest) / 2)
    return cropped(wide, (0, cut, wide.picture.shape[1], height - cut))


def row(sheet: Sheet, y: float, colour: Colour, scene: Scene, icons: tuple[Callable[..., None], ...]) -> None:
    for at, icon in enumerate(icons):
        x = sheet.width * (0.1 + 0.8 * at / len(icons))
        icon(x, y, sheet.width * 0.042, colour, 2)
        sheet.words(
            (x + sheet.width * 0.04, y), count(scene), scene.voice.font("plain", sheet.width * 0.034), colour, "lm"
        )
