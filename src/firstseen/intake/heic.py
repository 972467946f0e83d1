"""What is said of HEIC pictures where nothing here can decode them: they are kept, and not examined."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from firstseen.media.signatures import Kind
from firstseen.model.items import Noticed, NoticeKind

__all__ = ["READABLE", "heic_notice", "is_heic"]

READABLE: Final = find_spec("pillow_heif") is not None
"""Whether the extra "heic" is installed. Its decoder runs in workers alone: here nothing is loaded."""


def is_heic(kind: Kind) -> bool:
    """Whether a file is a picture that needs the extra."""
    return kind.format == "HEIC"


def heic_notice(count: int) -> Iterator[Noticed]:
    """What is missing to examine `count` HEIC pictures, where something is."""
    if count and not READABLE:
        what = "decoder of HEIC pictures: they are kept, and examined once firstseen[heic] is installed"
        yield Noticed(NoticeKind.MISSING, what, count)
