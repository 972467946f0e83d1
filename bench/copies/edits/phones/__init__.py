"""Posts as they look in screenshots of phones, light and dark. Each set has layouts of its own."""

from __future__ import annotations

from collections.abc import Callable

from bench.copies.edits.canvas import Edited, Scene, Step
from bench.copies.edits.phones import report, second, third, tuning
from bench.copies.edits.phones.parts import DARK, LIGHT, Theme
from bench.copies.edits.voices import Layouts

__all__ = ["post"]

_LAYOUTS: dict[Layouts, tuple[Callable[[Edited, Scene, Theme], Edited], ...]] = {
    "tuning": (tuning.short, tuning.photographs, tuning.channel),
    "second": (second.network, second.forum, second.forwarded, second.quoted),
    "third": (third.story, third.thread, third.desktop, third.group),
    "report": (report.letter, report.pins, report.beside_answers),
}


def post(theme: str) -> Step:
    """A screenshot of a post in one of the layouts of the set; `theme` is "light" or "dark"."""
    look = DARK if theme == "dark" else LIGHT

    def step(edited: Edited, scene: Scene) -> Edited:
        layouts = _LAYOUTS[scene.layouts]
        return layouts[scene.whole(0, len(layouts) - 1)](edited, scene, look)

    return step
