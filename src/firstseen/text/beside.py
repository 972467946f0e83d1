"""Which of the words on a page belong to a picture on it, told by place and size alone.

Over it: inside its box. A headline: large type above it, or directly below. A caption: small type directly below or
beside it, within its column. The text of a post: type as large as the rest, directly above a picture that takes up the
page, below the line that names the account. What is as close but none of these is near. Nothing else is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from firstseen.model.pictures import Box
from firstseen.model.printed import PageWords, Printed, PrintKind
from firstseen.text.blocks import Block, blocks, body_size

__all__ = ["printed_beside", "printed_on_page"]

LARGE: Final = 1.6
"""Size of a headline, at least, in sizes of the body: the smallest of newspapers is set in about twice the body."""

SHORT: Final = 8
"""Lines of a caption, at most; a block of more is a column of an article."""

CLOSE: Final = 2.5
CLOSE_ABOVE: Final = 3.0
"""Gap to a picture, at most, in heights of a row, below and beside it, and above it, where headlines leave more."""

SMALLER: Final = 0.95
"""Size of a caption beside a picture, at most, in sizes of the body: a column of the article may stand there too."""

OVERHANG: Final = 0.08
"""Share of a picture's width by which a caption may leave its column on either side."""

OVER: Final = 0.6
"""Share of a block that lies on the picture when its words are printed over it."""

HALF: Final = 0.5
QUARTER: Final = 0.25
"""Share of the narrower of a block and a picture that is in the same column, at least, and so for a headline, which may
stand over several columns."""

WIDE: Final = 0.6
"""Share of the page's width that the picture of a post in a screenshot takes up at least."""

ACCOUNT: Final = 45
"""Letters in the line that names an account, at most."""

_HANDLE: Final = re.compile(r"(?<!\w)@\w{2,}")


def printed_on_page(words: PageWords, boxes: Iterable[Box]) -> tuple[Printed, ...]:
    """The words next to any of several pictures on one page; a block that is next to two is told once."""
    found: dict[Box, Printed] = {}
    for box in sorted(set(boxes)):
        for printed in printed_beside(words, box):
            known = found.get(printed.box)
            if known is None or _RANK[printed.kind] < _RANK[known.kind]:
                found[printed.box] = printed
    return _in_order(found.values())


_RANK: Final = {kind: place for place, kind in enumerate(PrintKind)}


def printed_beside(words: PageWords, picture: Box) -> tuple[Printed, ...]:
    """The words printed over or next to the picture whose box on the page is given, from above."""
    over = [line for line in words.lines if _share(line.box, picture) >= OVER]
    around = [line for line in words.lines if _share(line.box, picture) < OVER]
    found = [_printed(PrintKind.OVER, block) for block in blocks(over)]
    body = body_size(around)
    if body is not None:
        others = blocks(around)
        above = _above(others, picture, body, words.width)
        is_post = any(printed.kind is PrintKind.POST_TEXT for printed in above)
        for block in others:
            kind = _below(block, picture, body) or _beside(block, others, picture, body)
            if kind is not None:
                # Below the picture of a post stand its counts and buttons.
                above.append(_printed(PrintKind.NEAR if is_post else kind, block))
        found += above
    return _in_order(found)


def _in_order(found: Iterable[Printed]) -> tuple[Printed, ...]:
    return tuple(sorted(found, key=lambda printed: (printed.box[1], printed.box[0], printed.kind)))


def _printed(kind: PrintKind, block: Block) -> Printed:
    return Printed(kind, block.text, block.box, block.confidence)


def _above(others: list[Block], picture: Box, body: float, page_width: int) -> list[Printed]:
    """What stands on the picture: blocks one upon another, up to the headline, or to the line that names an account."""
    pile: list[Block] = []
    ceiling = picture
    for block in sorted(others, key=lambda block: (-block.box[3], block.box)):
        gap = ceiling[1] - block.box[3]
        large = block.size >= LARGE * body
        if gap < -block.size / 2 or not _in_reach(block, picture, QUARTER if large else HALF):
            continue
        if gap > CLOSE_ABOVE * max(block.size, body) or len(block.lines) > SHORT:
            break
        pile.append(block)
        ceiling = block.box
        if large:
            return [_printed(PrintKind.NEAR, each) for each in pile[:-1]] + [_printed(PrintKind.HEADLINE, block)]
    names = [block for block in pile[1:] if _names_account(block)]
    if names and picture[2] - picture[0] >= WIDE * page_width:
        post = pile[: pile.index(names[0])]
        rest = [_printed(PrintKind.NEAR, block) for block in pile if block not in post]
        return [_printed(PrintKind.POST_TEXT, block) for block in post] + rest
    return [_printed(PrintKind.NEAR, block) for block in pile[:1]]


def _names_account(block: Block) -> bool:
    short = [line for line in block.lines if len(line.text) <= ACCOUNT]
    return len(short) == len(block.lines) <= 2 or any(_HANDLE.search(line.text) for line in short)


def _below(block: Block, picture: Box, body: float) -> PrintKind | None:
    gap = block.box[1] - picture[3]
    if not -block.size / 2 <= gap <= CLOSE * block.size or len(block.lines) > SHORT:
        return None
    if not _in_reach(block, picture, HALF):
        return None
    if block.size >= LARGE * body:
        return PrintKind.HEADLINE
    overhang = OVERHANG * (picture[2] - picture[0])
    in_column = block.box[0] >= picture[0] - overhang and block.box[2] <= picture[2] + overhang
    return PrintKind.CAPTION if in_column else PrintKind.NEAR


def _beside(block: Block, others: list[Block], picture: Box, body: float) -> PrintKind | None:
    left, top, right, bottom = block.box
    gap = max(left - picture[2], picture[0] - right)
    level = min(bottom, picture[3]) - max(top, picture[1])
    if not -block.size <= gap <= CLOSE * block.size or level < OVER * (bottom - top) or len(block.lines) > SHORT:
        return None
    if any(_goes_on(block, other) for other in others if other is not block):
        return None
    return PrintKind.CAPTION if block.size <= SMALLER * body else PrintKind.NEAR


def _goes_on(block: Block, other: Block) -> bool:
    """Whether a block is a piece of a column that the other continues."""
    apart = max(block.box[1] - other.box[3], other.box[1] - block.box[3])
    small, large = sorted((block.size, other.size))
    return apart <= 2 * large and large <= LARGE * small and _in_reach(block, other.box, HALF)


def _in_reach(block: Block, picture: Box, least: float) -> bool:
    """Whether a block stands above or below the picture: at least this share of the narrower of the two does."""
    shared = min(block.box[2], picture[2]) - max(block.box[0], picture[0])
    return shared >= least * min(block.box[2] - block.box[0], picture[2] - picture[0])


def _share(box: Box, picture: Box) -> float:
    """The share of a box that lies in the picture's."""
    across = min(box[2], picture[2]) - max(box[0], picture[0])
    down = min(box[3], picture[3]) - max(box[1], picture[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max(0, across) * max(0, down) / area if area > 0 else 0.0
