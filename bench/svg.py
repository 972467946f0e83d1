"""Pieces of plots as SVG, written by hand: on a light ground of their own, to be read on dark pages too."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["dot", "line", "svg", "text"]

_INK, _FAINT, _GROUND = "#1d2229", "#d9dde3", "#fbfbfa"


def text(x: float, y: float, words: str, anchor: str = "start", size: int = 11, *, weight: str = "normal") -> str:
    """Words at a place; `anchor` is start, middle or end."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}"'
    return f'<text {place} fill="{_INK}">{escape(words)}</text>'


def line(x: float, y: float, to_x: float, to_y: float, colour: str = _FAINT) -> str:
    """A straight line."""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """A disc with a light edge."""
    place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
    return f'<circle {place} fill="{colour}" fill-opacity="0.9" stroke="{_GROUND}"/>'


def svg(width: float, height: float, parts: Sequence[str]) -> str:
    """The whole drawing, of that size in pixels."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
    ground = f'<rect width="100%" height="100%" rx="6" fill="{_GROUND}"/>'
    return "\n".join([f'{head} font-family="sans-serif">', ground, *parts, "</svg>", ""])
