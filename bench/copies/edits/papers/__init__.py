"""Front pages of newspapers, in colour, grey, or through a halftone screen, then scanned. Each set has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from bench.copies.edits.canvas import Edited, Picture, Scene, Step, covering, cropped, painted, placed, warped
from bench.copies.edits.papers import report, second, third, tuning
from bench.copies.edits.papers.parts import Slot
from bench.copies.edits.print import halftoned
from bench.copies.edits.sheet import Sheet
from bench.copies.edits.tones import grain, grey_of
from bench.copies.edits.voices import Layouts

__all__ = ["cut_out", "front_page"]

_WRITTEN_OVER = 0.3
"""Share of the colour pages that have a headline over the picture."""

_TALLEST, _TALLEST_WIDE = 1.35, 1.1
"""Height over width of a picture at most, on a narrow and on a wide place: papers cut upright pictures to fit."""

_LAYOUTS: dict[Layouts, tuple[tuple[int, Callable[[tuple[int, int], Scene], Slot]], ...]] = {
    "tuning": ((1200, tuning.broadsheet), (1000, tuning.tabloid), (1100, tuning.regional)),
    "second": ((1300, second.berliner), (1060, second.blocks), (1180, second.from_right)),
    "third": ((900, third.poster), (1280, third.gazette), (960, third.weekly), (1240, third.morning)),
    "report": ((980, report.cover), (1160, report.courier), (1020, report.bulletin)),
}
"""With the width of each page."""


def front_page(share: float, ink: str = "colour") -> Step:
    """On a front page, at that share of its width; `ink` is "colour", "grey" or "halftone"."""

    def step(edited: Edited, scene: Scene) -> Edited:
        layouts = _LAYOUTS[scene.layouts]
        page_width, layout = layouts[scene.whole(0, len(layouts) - 1)]
        wide = round(page_width * share)
        height, width = edited.picture.shape[:2]
        tallest = _TALLEST_WIDE if share >= 0.5 else _TALLEST
        tall = round(min(wide * height / width * scene.between(0.88, 1.0), wide * tallest))
        fitted = covering(edited, wide, tall)
        slot = layout((wide, tall), scene)
        page = slot.sheet.picture()
        if ink == "halftone":
            fitted = painted(fitted, halftoned(fitted.picture, scene))
        on_page = placed(fitted, page, slot.x, slot.y)
        if slot.over:
            above = Sheet(0, 0, under=on_page.picture)
            slot.over(above)
            on_page = painted(on_page, above.picture())
        if ink == "colour" and not slot.over and scene.chance.random() < _WRITTEN_OVER:
            on_page = _written_over(on_page, slot, tall, scene)
        if ink != "colour":
            on_page = painted(on_page, grey_of(on_page.picture)).saying("grey")
        return _scanned(on_page, scene)

    return step


def _written_over(page: Edited, slot: Slot, tall: int, scene: Scene) -> Edited:
    """With a headline in white over the lower part of the picture."""
    left, _, right, _ = page.box
    sheet = Sheet(0, 0, under=page.picture)
    script = scene.voice.script(scene.chance)
    size = (right - left) / 13
    font = scene.voice.font("serif bold", size, script)
    box = (left + size * 0.4, slot.y + tall - size * 2.9, right - left - size * 0.8)
    sheet.lines(box, scene.voice.phrase(scene.chance, script), font, (255, 255, 255), script=script, edge=1, most=2)
    return painted(page, sheet.picture())


def _scanned(page: Edited, scene: Scene) -> Edited:
    """As a scanner or a file of the paper gives it: hardly turned, paper not quite white, a little soft."""
    height, width = page.picture.shape[:2]
    angle = scene.between(-0.7, 0.7)
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1.0]])
    behind: Picture = np.full_like(page.picture, 245)
    turned = warped(page, matrix, width, height, behind)
    soft = cv2.GaussianBlur(turned.picture, (0, 0), scene.between(0.3, 0.7))
    toned = np.asarray(soft * scene.between(0.93, 1.0) + scene.between(0, 8), np.float32)
    return replace(turned, picture=grain(np.asarray(np.clip(toned, 0, 255), np.uint8), 2.0, scene))


def cut_out(edited: Edited, scene: Scene) -> Edited:
    """A clipping: a piece of the page that holds most of the picture and some of what is printed round it."""
    left, top, right, bottom = edited.box
    wide, tall = right - left, bottom - top
    height, width = edited.picture.shape[:2]
    box = (
        max(round(left + wide * scene.between(-0.25, 0.2)), 0),
        max(round(top + tall * scene.between(-0.2, 0.12)), 0),
        min(round(right + wide * scene.between(-0.2, 0.3)), width),
        min(round(bottom + tall * scene.between(-0.12, 0.35)), height),
    )
    return replace(cropped(edited, box), relations=("part", "copy"))
