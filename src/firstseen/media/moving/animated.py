"""Animated pictures (GIF, WebP, PNG) as videos: frames in order of time, as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.errors import RefusedError
from firstseen.media.damage import DAMAGE, reason_for
from firstseen.media.moving.frame import DrawnFrame
from firstseen.media.moving.limits import Clock, MovingLimits
from firstseen.media.moving.playing import Played
from firstseen.media.signatures import HEAD_BYTES, Kind, sniff
from firstseen.media.stills import open_still, quiet

__all__ = ["animation", "play_animation"]

_ANIMATED: Final = frozenset({"GIF", "WebP", "PNG"})
SHORTEST: Final = 20
USUAL: Final = 100
"""Milliseconds below which browsers do not believe how long a frame is to be shown, and what they take instead."""


def animation(stream: BinaryIO, max_pixels: int) -> tuple[Image.Image, Kind] | None:
    """The opened picture and its kind, if it has more than one frame; None for anything else, damage among it."""
    stream.seek(0)
    kind = sniff(stream.read(HEAD_BYTES))
    stream.seek(0)
    if kind is None or kind.format not in _ANIMATED:
        return None
    try:
        with quiet():
            image = open_still(stream.read(), kind, max_pixels)
            return (image, kind) if getattr(image, "is_animated", False) else None
    except (RefusedError, *DAMAGE):
        return None
    finally:
        stream.seek(0)


def play_animation(image: Image.Image, limits: MovingLimits, played: Played) -> Iterator[DrawnFrame]:
    """Its frames, each once; what was learnt is in `played` when it ends. Damage never raises."""
    clock = Clock(limits.work_seconds)
    size = (image.height, image.width)
    at = 0.0
    number = 0
    while True:
        reason = None
        with quiet():
            try:
                image.seek(number)
                image.load()
                shown: NDArray[np.uint8] = _on_white(image)
                duration = _milliseconds(image)
            except EOFError:
                break
            except DAMAGE as error:
                reason = f"from frame {number + 1} on it cannot be read: {reason_for(error)}"
        if clock.is_over:
            reason = f"reading it took longer than {limits.work_seconds:g} seconds: {number} frames were read"
        elif at > limits.max_seconds:
            reason = f"it is longer than {limits.max_seconds:g} seconds, and was read up to there"
        if reason:
            played.notes.append(f"{reason[:1].upper()}{reason[1:]}.")
            break
        yield DrawnFrame(at, size, lambda shown=shown: shown)  # type: ignore[misc]
        number += 1
        at += duration / 1000.0
        played.frames, played.seconds = number, at


def _milliseconds(image: Image.Image) -> float:
    stated: Any = image.info.get("duration", 0)
    value = float(stated) if isinstance(stated, (int, float)) else 0.0
    return value if SHORTEST <= value < 24 * 3600 * 1000 else float(USUAL)


def _on_white(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode == "RGB":
        return np.asarray(image, np.uint8)
    if not image.has_transparency_data:
        return np.asarray(image.convert("RGB"), np.uint8)
    clear = image.convert("RGBA")
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return np.asarray(ground, np.uint8)
