"""The figures that the changes of a copy rest on, in plain words with their units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from firstseen.model.copies import Copy

__all__ = ["Figure", "changed", "figures_of", "remaining"]

_Wording = Callable[[float, str, str], str]

_LEAST_TURN: Final = 0.1  # degrees: below this nobody sees a turn


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name in the machine format, what it is of, and its value in words."""

    name: str
    label: str
    words: str


def _percent(share: float) -> str:
    value = 100 * share
    return f"{value:.0f} %" if value >= 10 else f"{value:.1f} %"


def _turn(degrees: float, a: str, b: str) -> str:
    if abs(degrees) < _LEAST_TURN:
        return f"{b} is not turned against {a}"
    return f"{b} is turned by {abs(degrees):.1f}° {'clockwise' if degrees > 0 else 'anticlockwise'} against {a}"


def _brightness(levels: float, a: str, b: str) -> str:
    if abs(levels) < 0.5:
        return f"{b} is as bright as {a}"
    return f"{b} is {abs(levels):.0f} of 255 grey levels {'brighter' if levels > 0 else 'darker'} than {a}"


_WORDINGS: Final[Mapping[str, tuple[str, _Wording]]] = {
    "agreement": ("Agreement", lambda value, a, b: f"{_percent(value)} of the shared area looks the same"),
    "points": ("Matched points", lambda value, a, b: f"{value:.0f} agree on one transform"),
    "scale": ("Size", lambda value, a, b: f"{b} shows the photograph at {_percent(value)} of its size in {a}"),
    "rotation": ("Rotation", _turn),
    "shown_a": ("Extent", lambda value, a, b: f"{a} shows {_percent(value)} of what is known of the photograph"),
    "shown_b": ("Extent", lambda value, a, b: f"{b} shows {_percent(value)} of what is known of the photograph"),
    "area_a": ("Shared area", lambda value, a, b: f"the shared part takes {_percent(value)} of the frame of {a}"),
    "area_b": ("Shared area", lambda value, a, b: f"the shared part takes {_percent(value)} of the frame of {b}"),
    "contrast": ("Contrast", lambda value, a, b: f"{b} has {_percent(value)} of the contrast of {a}"),
    "brightness": ("Brightness", _brightness),
    "sharpness": ("Sharpness", lambda value, a, b: f"{b} has {_percent(value)} of the fine detail of {a}"),
}
"""By name (see `Copy.figures`), in the order in which they are told. A name not known here is passed over."""

_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {
    "resized": ("scale",),
    "cropped": ("shown_a", "shown_b"),
    "bordered": ("area_a", "area_b"),
    "rotated": ("rotation",),
    "filtered": ("contrast", "brightness"),
    "blurred": ("sharpness",),
    "inside another picture": ("area_a", "area_b"),
}
"""Which figures a change rests on."""


def figures_of(copy: Copy, a: str, b: str) -> list[Figure]:
    """The figures of a copy in words; `a` and `b` are the names of its two media inside a sentence."""
    return [
        Figure(name, label, wording(copy.figures[name], a, b))
        for name, (label, wording) in _WORDINGS.items()
        if name in copy.figures
    ]


def changed(copy: Copy, a: str, b: str) -> list[tuple[str, str]]:
    """Each change of a copy with the figures behind it in words ("" where there are none)."""
    words = {figure.name: figure.words for figure in figures_of(copy, a, b)}
    told: list[tuple[str, str]] = []
    already: set[str] = set()
    for change in copy.changes:
        names = [name for name in _BEHIND.get(change, ()) if name in words and name not in already]
        already.update(names)
        told.append((change, "; ".join(words[name] for name in names)))
    return told


def remaining(copy: Copy, a: str, b: str) -> list[Figure]:
    """The figures that stand behind no change of the copy."""
    told = {name for change in copy.changes for name in _BEHIND.get(change, ())}
    return [figure for figure in figures_of(copy, a, b) if figure.name not in told]
