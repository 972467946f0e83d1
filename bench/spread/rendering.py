"""The versions of a cascade, really rendered: each from the file of another, through an edit and an upload."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from bench.copies.edits import Layouts, Matrix, Picture, badges, frames, overlays, pages, papers, phones, plain, tones
from bench.copies.edits.canvas import Edited, Scene, Step, project, start
from bench.copies.edits.voices import voice_of
from bench.spread.cascade import Made
from bench.spread.platforms import Platform, drawn
from bench.spread.tree import Tree

__all__ = ["ON_PAGES", "STEPS", "Rendered", "render"]

_LEAST_SIDE = 110
"""Pixels of the shorter side of the photograph in a version, below which another edit is drawn: nobody passes it on."""
_LEAST_SHOWN = 0.12
_TRIES = 6
_SAVED_FIRST = 0.7
"""Share of edits that were saved by the program they were made with before they were uploaded."""
_MARKING = frozenset({"grey", "filtered", "text over", "logo"})
_PAGES = frozenset({"screenshot", "web page", "front page"})


def _kept(edited: Edited, scene: Scene) -> Edited:
    return edited


def _crop(edited: Edited, scene: Scene) -> Edited:
    return plain.crop(scene.between(0.40, 0.95))(edited, scene)


def _smaller(edited: Edited, scene: Scene) -> Edited:
    return plain.size(scene.between(0.55, 0.9))(edited, scene)


def _one_of(*steps: Step) -> Step:
    return lambda edited, scene: steps[scene.whole(0, len(steps) - 1)](edited, scene)


STEPS: dict[str, tuple[float, Step]] = {
    "re-encoded": (0.2, _kept),
    "smaller": (0.1, _smaller),
    "crop": (0.26, _crop),
    "caption strip": (0.08, frames.caption_strip),
    "bordered": (0.05, _one_of(frames.border, frames.letterbox)),
    "text over": (0.08, _one_of(overlays.meme, overlays.subtitles)),
    "mirrored": (0.05, plain.mirror),
    "grey": (0.03, tones.grey),
    "filtered": (0.05, tones.filtered),
    "logo": (0.06, badges.badge_over),
    "screenshot": (0.06, _one_of(phones.post("light"), phones.post("dark"))),
    "web page": (0.03, pages.web_page),
    "front page": (0.02, papers.front_page(0.5)),
}
"""What is done to a picture before it is shown again, and how often."""

ON_PAGES = ("re-encoded", "smaller", "cut out")
"""What is done to a page that holds the picture: it is passed on, or the picture is cut out of it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A version as it was made, and the platform it was first shown on."""

    made: Made
    edited: Edited
    platform: Platform


def render(
    base: Picture, tree: Tree, others: Sequence[Picture], half: Layouts, chance: np.random.Generator
) -> list[Rendered]:
    """The versions of a tree."""
    scene = Scene(others, chance, voice_of(half))
    done: list[Rendered] = []
    for number, parent in enumerate(tree.parents):
        if parent is None:
            done.append(_uploaded(start(base), "first", None, number, scene))
        else:
            done.append(_next(done[parent], number, tree.kinds.get(number), scene))
    return done


def _next(parent: Rendered, number: int, wanted: str | None, scene: Scene) -> Rendered:
    for _ in range(_TRIES):
        kind = wanted or _kind(parent, scene)
        step = papers.cut_out if kind == "cut out" else STEPS[kind][1]
        try:
            edited = step(parent.edited, scene)
        except ValueError:
            continue
        if _side(edited) >= _LEAST_SIDE and edited.shown >= _LEAST_SHOWN:
            return _uploaded(edited, kind, parent, number, scene)
    return _uploaded(parent.edited, "re-encoded", parent, number, scene)


def _kind(parent: Rendered, scene: Scene) -> str:
    if parent.made.page:
        return ON_PAGES[scene.whole(0, len(ON_PAGES) - 1)]
    kinds = list(STEPS)
    weights = np.array([STEPS[kind][0] for kind in kinds])
    return kinds[int(scene.chance.choice(len(kinds), p=weights / weights.sum()))]


def _uploaded(edited: Edited, kind: str, parent: Rendered | None, number: int, scene: Scene) -> Rendered:
    platform = drawn(scene.chance)
    if kind not in ("re-encoded", "first") and scene.chance.random() < _SAVED_FIRST:
        edited = replace(edited, picture=_decoded(_jpeg(edited.picture, scene.whole(80, 95), rough=False)))
    height, width = edited.picture.shape[:2]
    longest = platform.longest
    if longest and max(height, width) > longest and scene.chance.random() < 0.5:
        fitted = plain.size(longest / max(height, width))(edited, scene)
        edited = fitted if _side(fitted) >= _LEAST_SIDE else edited
    quality = scene.whole(*platform.quality) if platform.quality else scene.whole(82, 95)
    data = _jpeg(edited.picture, quality, rough=scene.chance.random() < 0.8)
    shown = replace(edited, picture=_decoded(data))
    marks = parent.made.marks if parent else frozenset()
    made = Made(
        number,
        parent.made.number if parent else None,
        kind,
        f"{scene.chance.bytes(6).hex()}.jpg",
        data,
        _in_base(shown),
        marks | {number} if kind in _MARKING else marks,
        _side(shown),
        collected=True,
        page=kind in _PAGES or (parent is not None and parent.made.page),
    )
    return Rendered(made, shown, platform)


def _in_base(edited: Edited) -> Matrix:
    """The outline of what is still shown, where the photograph goes from 0 to 1."""
    back = project(np.asarray(np.linalg.inv(edited.move), np.float64), edited.outline)
    return np.asarray((back + 0.5) / np.array(edited.photograph, np.float64))


def _side(edited: Edited) -> int:
    left, top, right, bottom = edited.box
    return min(right - left, bottom - top)


def _jpeg(picture: Picture, quality: int, *, rough: bool) -> bytes:
    stream = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(picture))
    image.save(stream, "JPEG", quality=quality, subsampling=2 if rough else 0)
    return stream.getvalue()


def _decoded(data: bytes) -> Picture:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
