"""Sound in, the peaks of its spectrogram out: by them it is recognised under noise, speech and other encodings.

Peaks that stand out most are told apart from the others: by them sound is looked up. The others are faint, or lie
beside one that is louder, as those of music lie beside those of a voice laid over it: they tell two sounds to be one.

Frequencies are counted in steps of a 24th of an octave, so that sound played faster moves all peaks by the same number
of steps. Peaks stand out in time as well as in frequency: a steady tone, a hum and silence have none. So many are kept
in each band of each second that loud speech over quiet music leaves some of the music's.

After A. Wang, An Industrial-Strength Audio Search Algorithm (ISMIR 2003), which pairs such peaks.
"""

from __future__ import annotations

from array import array
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.moving.moving import SoundPrints

__all__ = ["BESIDE", "BESIDE_ALL", "BINS", "HOP", "HOPS_A_SECOND", "LOWEST", "RATE", "STEPS", "Listener", "peaks_of"]

RATE: Final = 11025
"""Samples a second that are listened to: what telephones and loud streets leave lies below 5 kHz."""
HOP: Final = 256
HOPS_A_SECOND: Final = RATE / HOP
WINDOW: Final = 2048
"""Samples in a window: tones a 24th of an octave apart are told from one another from 190 Hz on."""
LOWEST: Final = 220.0
STEPS: Final = 24
"""Steps to the octave."""
BINS: Final = 108
"""Steps from `LOWEST` (220 Hz) to 4.9 kHz."""

AROUND: Final = (5, 3)
"""Hops and steps to either side in which a peak is the highest."""
FAINT_AROUND: Final = (3, 2)
"""The same of a faint peak."""
MEAN: Final = 30
"""Hops to either side (0.7 s) whose mean in its band a peak must stand out from."""
ABOVE: Final = 0.4
"""By how much, in the natural logarithm of the magnitude (3.5 dB). Crowds, wind and engines are noise, and are to be
recognised too: what stands out in noise is enough for that; a steady tone and a hum have nothing that does."""
FAINT_ABOVE: Final = 0.2
"""The same of a faint peak (1.7 dB). With these two, of the peaks that stood out in 12 stretches of 5 s (music, street,
speech) 28 to 98 were found under speech as loud beyond what chance explains, of other sounds at most 15 of 1,056;
among the peaks that stand out alone 19 to 68, and 22 (tuning sounds of `bench/video`)."""
QUIET: Final = 2e-4
"""Magnitude of a full tone of -74 dB, below which nothing is heard: telephones record quiet rooms at -50 dB."""
BANDS: Final = 4
A_SECOND: Final = 7
"""Peaks kept in each of `BANDS` bands in each second, the most outstanding: 28 a second at most."""
FAINT_A_SECOND: Final = 24
"""Faint peaks kept in each band of each second at most."""
BESIDE: Final = (2, 1)
"""Hops and steps by which a peak may lie beside its place in another recording of the sound."""
BESIDE_ALL: Final = (1, 0)
"""The same where all peaks are looked among, and the sound runs as it is: there are more than twice as many."""
_CHUNK: Final = 1024
"""Hops worked on at once (24 s)."""
_MARGIN: Final = MEAN + AROUND[0]


def _filters() -> NDArray[np.int64]:
    """For each step, the first of the bins of the transform that it takes the highest of; one more at the end."""
    edges = LOWEST * 2.0 ** ((np.arange(BINS + 1) - 0.5) / STEPS)
    return np.round(edges * WINDOW / RATE).astype(np.int64)


_EDGES: Final = _filters()
_HANN: Final = np.hanning(WINDOW).astype(np.float32)
_SCALE: Final = 2.0 / float(_HANN.sum())


_Peaks = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], NDArray[np.bool_]]
"""Rows and steps of peaks in order of time, their heights, and whether each stands out."""


class _Kept:
    """Peaks that are kept, in order of time: five bytes each."""

    def __init__(self) -> None:
        self._times = array("I")
        self._bins = array("B")

    def add(self, times: NDArray[np.int64], bins: NDArray[np.int64]) -> None:
        """Those of some more seconds, in order of time."""
        self._times.frombytes(times.astype(np.uintc).tobytes())
        self._bins.frombytes(bins.astype(np.uint8).tobytes())

    def all(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Times in hops, and steps, of all."""
        return np.array(self._times, np.uint32), np.array(self._bins, np.uint8)


class Listener:
    """Sound in blocks of samples, peaks at the end. Memory does not grow with the length, but for the peaks that are
    kept: 2 MB an hour at most."""

    def __init__(self) -> None:
        self._samples = np.zeros(WINDOW // 2, np.float32)
        self._spectrum = np.zeros((0, BINS), np.float32)
        self._first = 0
        """The hop of the spectrum's first row."""
        self._done = 0
        """Hops in which peaks were looked for."""
        self._heard = 0
        self._waiting = peaks_of(self._spectrum)
        """The peaks of the second under way: rows, steps, heights, and whether each stands out."""
        self._stand_out = _Kept()
        self._faint = _Kept()

    def feed(self, block: NDArray[np.float32]) -> None:
        """The next samples, (n,) float32 in -1 to 1, mono, at `RATE`. What is no number counts as silence."""
        samples = np.nan_to_num(block.astype(np.float32, copy=False).ravel(), posinf=0.0, neginf=0.0)
        self._heard += len(samples)
        self._samples = np.concatenate([self._samples, np.clip(samples, -4.0, 4.0)])
        while len(self._samples) >= WINDOW + (_CHUNK - 1) * HOP:
            self._transform(_CHUNK)
            self._look(last=False)

    def prints(self) -> SoundPrints:
        """The peaks of all that was fed; nothing can be fed afterwards."""
        self._samples = np.concatenate([self._samples, np.zeros(WINDOW, np.float32)])
        left = (len(self._samples) - WINDOW) // HOP
        if left > 0:
            self._transform(left)
        self._look(last=True)
        return SoundPrints(self._heard / RATE, *self._stand_out.all(), *self._faint.all())

    def _transform(self, hops: int) -> None:
        """Adds so many rows to the spectrum: the natural logarithm of the highest magnitude in each step."""
        windows = np.lib.stride_tricks.sliding_window_view(self._samples, WINDOW)[: hops * HOP : HOP]
        magnitude = np.abs(np.fft.rfft(windows * _HANN, axis=1)).astype(np.float32) * _SCALE
        steps = np.maximum.reduceat(magnitude[:, : _EDGES[-1]], _EDGES[:-1], axis=1)
        rows = np.log(np.maximum(steps, QUIET / 10)).astype(np.float32)
        self._spectrum = np.concatenate([self._spectrum, rows])
        self._samples = self._samples[hops * HOP :]

    def _look(self, *, last: bool) -> None:
        """Finds the peaks in what can be judged by now, and lets go of what is no longer needed."""
        end = self._first + len(self._spectrum)
        to = end if last else end - _MARGIN
        if to <= self._done:
            return
        found = peaks_of(self._spectrum)
        rows = found[0] + self._first
        now = (rows >= self._done) & (rows < to)
        self._done = to
        self._keep((rows[now], found[1][now], found[2][now], found[3][now]), last=last)
        keep_from = max(self._first, to - _MARGIN)
        self._spectrum = self._spectrum[keep_from - self._first :]
        self._first = keep_from

    def _keep(self, found: _Peaks, *, last: bool) -> None:
        """Keeps the most outstanding peaks of the seconds that are over; what was found comes after what waits."""
        waiting = self._waiting
        times, bins = np.concatenate([waiting[0], found[0]]), np.concatenate([waiting[1], found[1]])
        height, stands = np.concatenate([waiting[2], found[2]]), np.concatenate([waiting[3], found[3]])
        second = (times / HOPS_A_SECOND).astype(np.int64)
        # In order of time, so that those of the second under way are the last.
        over = len(times) if last else int(np.searchsorted(second, int(self._done / HOPS_A_SECOND)))
        self._waiting = times[over:], bins[over:], height[over:], stands[over:]
        times, bins, height, stands = times[:over], bins[:over], height[:over], stands[:over]
        most = np.flatnonzero(stands)
        kept = most[_thinned(times[most], bins[most], height[most], A_SECOND)]
        faint = np.setdiff1d(np.arange(len(times)), kept, assume_unique=True)
        faint = faint[_thinned(times[faint], bins[faint], height[faint], FAINT_A_SECOND)]
        self._stand_out.add(times[kept], bins[kept])
        self._faint.add(times[faint], bins[faint])


def peaks_of(spectrum: NDArray[np.float32]) -> _Peaks:
    """Rows, steps and heights (over the mean around) of the peaks of an (n, `BINS`) logarithmic spectrogram, faint ones
    among them, and whether each stands out enough not to be faint."""
    if not len(spectrum):
        empty = np.zeros(0, np.int64)
        return empty, empty, np.zeros(0, np.float32), np.zeros(0, np.bool_)
    above = spectrum - _mean(spectrum)
    highest = spectrum >= _highest(spectrum, FAINT_AROUND)
    rows, steps = np.nonzero(highest & (above >= FAINT_ABOVE) & (spectrum >= np.log(QUIET)))
    height = above[rows, steps]
    stands = (height >= ABOVE) & (spectrum[rows, steps] >= _highest(spectrum, AROUND)[rows, steps])
    return rows.astype(np.int64), steps.astype(np.int64), height, stands


def _mean(spectrum: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each step over `MEAN` hops to either side, as far as there are any."""
    total = np.concatenate([np.zeros((1, BINS)), np.cumsum(spectrum, axis=0, dtype=np.float64)])
    rows = np.arange(len(spectrum))
    low, high = np.maximum(rows - MEAN, 0), np.minimum(rows + MEAN + 1, len(spectrum))
    mean: NDArray[np.float32] = ((total[high] - total[low]) / (high - low)[:, None]).astype(np.float32)
    return mean


def _highest(spectrum: NDArray[np.float32], around: tuple[int, int]) -> NDArray[np.float32]:
    """The highest value so many hops and steps around each place."""
    hops, steps = around
    kernel = np.ones((2 * hops + 1, 2 * steps + 1), np.uint8)
    padded = cv2.dilate(spectrum, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=-np.inf)
    return np.asarray(padded, np.float32)


def _thinned(
    times: NDArray[np.int64], bins: NDArray[np.int64], height: NDArray[np.float32], most: int
) -> NDArray[np.int64]:
    """The most outstanding peaks of each band of each second, in order of time and step."""
    cell = (times / HOPS_A_SECOND).astype(np.int64) * BANDS + bins * BANDS // BINS
    order = np.lexsort((bins, times, -height, cell))
    first = np.searchsorted(cell[order], cell[order])
    kept = order[np.arange(len(order)) - first < most]
    return kept[np.lexsort((bins[kept], times[kept]))]
