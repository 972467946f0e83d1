"""The fingerprints of one video or sound file, as they travel between the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.picture import PicturePrints

__all__ = ["FramePrints", "KeyFrame", "MovingPrints", "SoundPrints"]


@dataclass(frozen=True, slots=True, eq=False)
class FramePrints:
    """The frames by which two videos are laid over each other in time; n of them, in order of time.

    A frame stands for those after it that are nearly identical. Times are presentation times in seconds from the
    start of the file's picture.

    - `times`: (n,) float32: when the frame is first shown.
    - `until`: (n,) float32: when the last frame that it stands for ends.
    - `pdq`: (n, 2, 32) uint8: PDQ of what is shown without bars, as it is and mirrored, bits packed.
    - `quality`: (n,) uint8: PDQ's quality, 0 to 100; 0 for frames that never count (black, plain, test card, title).
    - `shot`: (n,) uint16: the number of the shot that it belongs to.
    """

    times: NDArray[np.float32]
    until: NDArray[np.float32]
    pdq: NDArray[np.uint8]
    quality: NDArray[np.uint8]
    shot: NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class KeyFrame:
    """A frame described as a picture of its own, with its regions: by it, other pictures and videos are found.

    `time` in seconds; coordinates in `prints` are pixels of the shown frame, after rotation and pixel aspect.
    """

    time: float
    prints: PicturePrints


@dataclass(frozen=True, slots=True, eq=False)
class SoundPrints:
    """What is heard: the peaks of the spectrogram, in order of time (see `prints/moving/sound.py`).

    - `seconds`: length of the sound.
    - `times`: (p,) uint32: hops of `HOP` samples at `RATE` from the start, of the peaks that stand out most.
    - `bins`: (p,) uint8: their frequency, in steps of a 24th of an octave from `LOWEST`.
    - `faint_times`, `faint_bins`: (q,) the same of all other peaks: what a voice laid over a sound leaves of it.
    """

    seconds: float
    times: NDArray[np.uint32]
    bins: NDArray[np.uint8]
    faint_times: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    faint_bins: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    def every(self) -> SoundPrints:
        """The same with all peaks among those that stand out, in order of time."""
        times = np.concatenate([self.times, self.faint_times])
        bins = np.concatenate([self.bins, self.faint_bins])
        order = np.lexsort((bins, times))
        return SoundPrints(self.seconds, times[order], bins[order])


@dataclass(frozen=True, slots=True, eq=False)
class MovingPrints:
    """Everything by which a video or a sound is found and compared.

    `seconds` is its length; `width` and `height` are pixels of the shown frame (0 for sound alone); `keys` are in order
    of time; `sound` is that of the first track that can be heard, None where there is none.
    """

    seconds: float
    width: int
    height: int
    frames: FramePrints
    keys: tuple[KeyFrame, ...]
    sound: SoundPrints | None
