"""Lines of type joined into blocks: a headline of two lines, a caption, a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from firstseen.model.pictures import Box
from firstseen.model.printed import ReadLine

__all__ = ["Block", "blocks", "body_size", "union"]

SAME_SIZE: Final = 1.3
"""Ratio of the heights of two rows up to which they can be one block: the same type differs by up to 1.25, for rows
without descenders (measured on the drawn pages of `tests/pages_drawn.py`)."""

LEADING: Final = 0.7
"""Gap between two rows of one block, at most, in heights of a row; lines set with much air between them (1.45) have
0.4. A caption and the column below it are further apart than the rows of either, or they are one block."""

IN_COLUMN: Final = 0.5
"""Share of the narrower row that lies above or below the wider one, at least, when both are of one column."""


@dataclass(slots=True)
class Block:
    """Lines of one size that follow one another in one column. `box` holds them all, `size` is their row's height."""

    lines: list[ReadLine] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around all lines."""
        return union(line.box for line in self.lines)

    @property
    def size(self) -> float:
        """The height of a row, in pixels."""
        return median(line.size for line in self.lines)

    @property
    def text(self) -> str:
        """All words, in the order of the lines."""
        return " ".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """The mean over the lines, each by its length, 0 to 1."""
        letters = sum(len(line.text) for line in self.lines)
        return sum(line.confidence * len(line.text) for line in self.lines) / letters


def blocks(lines: Iterable[ReadLine]) -> list[Block]:
    """The blocks that these lines make, from above. Each line is in one of them."""
    found: list[Block] = []
    for line in sorted(lines, key=lambda line: (line.box[1], line.box[0], line.box)):
        above = [block for block in found if _follows(line, block.lines[-1])]
        if above:
            max(above, key=lambda block: block.lines[-1].box[3]).lines.append(line)
        else:
            found.append(Block([line]))
    return found


def body_size(lines: Iterable[ReadLine]) -> float | None:
    """The height of a row of the type that most letters of the page are set in; None for a page without words."""
    by_size = sorted(lines, key=lambda line: line.size)
    half = sum(len(line.text) for line in by_size) / 2
    passed = 0
    for line in by_size:
        passed += len(line.text)
        if passed >= half:
            return line.size
    return None


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _follows(line: ReadLine, last: ReadLine) -> bool:
    small, large = sorted((line.size, last.size))
    if large > SAME_SIZE * small:
        return False
    gap = line.box[1] - last.box[3]
    shared = min(line.box[2], last.box[2]) - max(line.box[0], last.box[0])
    narrower = min(line.box[2] - line.box[0], last.box[2] - last.box[0])
    return -0.5 * large <= gap <= LEADING * large and shared >= IN_COLUMN * narrower
