"""One frame, as it is shown, in the sizes that are asked for: nothing is converted before that."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.media.moving.upright import Turn

__all__ = ["DrawnFrame", "Frame", "StoredFrame", "fitted"]

LOOK_SIDE: Final = 320
GLANCE_SIDE: Final = 48
"""As `firstseen.prints.moving.seen` asks for them."""

_LUMA_FIRST: Final = frozenset(
    {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "yuv410p", "yuv411p", "nv12", "nv21", "gray"}
)
"""Pixel formats of which the first plane is 8-bit luma: no conversion is needed to see a frame in grey."""
_FULL_RANGE: Final = 2


class Frame(Protocol):
    """A frame as it is shown, upright with square pixels; see `firstseen.prints.moving.seen.Seen`."""

    @property
    def time(self) -> float:
        """Seconds from the start of the file."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns as shown."""
        ...

    def glance(self) -> NDArray[np.uint8]:
        """(h, w) grey, `GLANCE_SIDE` on the longer side."""
        ...

    def look(self) -> NDArray[np.uint8]:
        """(h, w) grey, `LOOK_SIDE` on the longer side at most."""
        ...

    def rgb(self, side: int) -> NDArray[np.uint8]:
        """(h, w, 3) RGB, at most `side` pixels on the longer side."""
        ...

    def grey(self, side: int) -> NDArray[np.uint8]:
        """(h, w) grey, at most `side` pixels on the longer side."""
        ...


def fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Rows and columns of a picture of `size` reduced to `side` pixels on its longer side; never enlarged."""
    factor = min(1.0, side / max(size))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


@lru_cache(maxsize=1)
def _stretched() -> NDArray[np.uint8]:
    """Luma of 16 to 235 (ITU-R BT.601) to grey of 0 to 255."""
    return np.asarray(np.clip(np.rint((np.arange(256) - 16.0) * 255.0 / 219.0), 0, 255), np.uint8)


class StoredFrame:
    """A decoded frame (`av.VideoFrame`) of a video."""

    def __init__(self, frame: Any, time: float, turn: Turn, aspect: float) -> None:
        self._frame = frame
        self._time = time
        self._turn = turn
        stored = (frame.height, max(1, round(frame.width * aspect)))
        self._stored = stored
        self._size = (stored[1], stored[0]) if turn.crossed else stored
        self._look: NDArray[np.uint8] | None = None

    @property
    def time(self) -> float:
        """Seconds from the start of the file."""
        return self._time

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns as shown."""
        return self._size

    def glance(self) -> NDArray[np.uint8]:
        """(h, w) grey, `GLANCE_SIDE` on the longer side, from a sample of the pixels."""
        luma = self._luma()
        if luma is None:
            return np.asarray(_reduced(self.look(), fitted(self._size, GLANCE_SIDE)), np.uint8)
        rows, columns = fitted(self._stored, GLANCE_SIDE)
        # Four samples for each pixel of the result.
        step = max(1, min(luma.shape[0] // (2 * rows), luma.shape[1] // (2 * columns)))
        return self._turn.applied(_reduced(luma[::step, ::step], (rows, columns)))

    def look(self) -> NDArray[np.uint8]:
        """(h, w) grey, `LOOK_SIDE` on the longer side at most."""
        if self._look is None:
            self._look = self._turn.applied(self._grey(fitted(self._stored, LOOK_SIDE)))
        return self._look

    def _grey(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        luma = self._luma()
        if luma is None:
            return np.asarray(cv2.cvtColor(self._converted(size), cv2.COLOR_RGB2GRAY), np.uint8)
        small = _reduced(luma, size)
        return small if self._is_full() else np.asarray(cv2.LUT(small, _stretched()), np.uint8)

    def rgb(self, side: int) -> NDArray[np.uint8]:
        """(h, w, 3) RGB, at most `side` pixels on the longer side; what is clear lies on white."""
        return self._turn.applied(self._converted(fitted(self._stored, side)))

    def grey(self, side: int) -> NDArray[np.uint8]:
        """(h, w) grey, at most `side` pixels on the longer side."""
        luma, size = self._luma(), fitted(self._stored, side)
        if luma is None:
            return self._turn.applied(self._grey(size))
        # Reduced last: levels that are rounded and then stretched are off by more.
        return self._turn.applied(_reduced(luma if self._is_full() else cv2.LUT(luma, _stretched()), size))

    def _is_full(self) -> bool:
        """Whether its luma goes from 0 to 255."""
        return bool(self._frame.color_range == _FULL_RANGE or self._frame.format.name.startswith(("yuvj", "gray")))

    def _luma(self) -> NDArray[np.uint8] | None:
        frame = self._frame
        if frame.format.name not in _LUMA_FIRST:
            return None
        plane = frame.planes[0]
        rows = np.frombuffer(plane, np.uint8)
        return rows[: plane.line_size * frame.height].reshape(frame.height, plane.line_size)[:, : frame.width]

    def _converted(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        rows, columns = size
        clear = any(component.is_alpha for component in self._frame.format.components)
        made = self._frame.reformat(
            width=columns, height=rows, format="rgba" if clear else "rgb24", interpolation="AREA", threads=1
        ).to_ndarray()
        return _on_white(made) if clear else np.asarray(made, np.uint8)


class DrawnFrame:
    """A frame of an animated picture, (h, w, 3) RGB as it is shown; `pixels` is called when they are needed."""

    def __init__(self, time: float, size: tuple[int, int], pixels: Callable[[], NDArray[np.uint8]]) -> None:
        self._time = time
        self._size = size
        self._pixels = pixels
        self._made: NDArray[np.uint8] | None = None

    @property
    def time(self) -> float:
        """Seconds from the start of the file."""
        return self._time

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns as shown."""
        return self._size

    def _whole(self) -> NDArray[np.uint8]:
        if self._made is None:
            self._made = self._pixels()
        return self._made

    def glance(self) -> NDArray[np.uint8]:
        """(h, w) grey, `GLANCE_SIDE` on the longer side."""
        return _reduced(self.look(), fitted(self._size, GLANCE_SIDE))

    def look(self) -> NDArray[np.uint8]:
        """(h, w) grey, `LOOK_SIDE` on the longer side at most."""
        small = _reduced(self._whole(), fitted(self._size, LOOK_SIDE))
        return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)

    def rgb(self, side: int) -> NDArray[np.uint8]:
        """(h, w, 3) RGB, at most `side` pixels on the longer side."""
        return _reduced(self._whole(), fitted(self._size, side))

    def grey(self, side: int) -> NDArray[np.uint8]:
        """(h, w) grey, at most `side` pixels on the longer side."""
        return np.asarray(cv2.cvtColor(self.rgb(side), cv2.COLOR_RGB2GRAY), np.uint8)


def _reduced(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if picture.shape[:2] == size:
        return np.ascontiguousarray(picture)
    return np.asarray(cv2.resize(picture, (size[1], size[0]), interpolation=cv2.INTER_AREA), np.uint8)


def _on_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    share = rgba[..., 3:].astype(np.uint16)
    return np.asarray((rgba[..., :3].astype(np.uint16) * share + 255 * (255 - share)) // 255, np.uint8)
