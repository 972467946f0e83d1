"""Samples of two sounds in, whether they are one recording, wave for wave, out.

A recording keeps its wave under whatever is laid over it and however it is coded; music that is played again has other
waves, even by the same instruments. All frequencies count alike, so that neither a voice that is laid over a sound nor
its own lowest tones outweigh the rest: with that, the two fit in one place alone.

After C. H. Knapp and G. C. Carter, The Generalized Correlation Method for Estimation of Time Delay (IEEE Transactions
on Acoustics, Speech, and Signal Processing, 1976).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.runs import strongest_run
from firstseen.model.moving import Stretch
from firstseen.prints.moving.sound import RATE

__all__ = ["REACH", "Samples", "Waves", "waves"]

Samples = NDArray[np.float32]
"""Mono samples, (n,) float32, `RATE` a second."""

REACH: Final = 0.5
"""Seconds by which the one is moved against the other, to either side, to see where it fits."""
WINDOW: Final = 4096
"""Samples (0.37 s) whose frequencies are made alike at once: tones of music 3 Hz apart are told from one another."""
ACROSS: Final = 5
"""Frequencies over whose mean each is made alike."""
BAND: Final = (120.0, 5000.0)
"""Hz that are looked at: below are hum and wind, above is what telephones cut off."""
QUIET: Final = 1e-4
"""Magnitude of a full tone below which a frequency is not made louder: nothing is heard there."""
LOUDEST: Final = 4.0
"""What a sample counts at most: files of numbers with a point can hold any."""
PLACE: Final = 30
"""Samples (2.7 ms) around the best place that are the same place."""
FITS: Final = 2.5
"""How many times as well two sounds fit in the best place as in the second best. Of 144 stretches of 5 s (music,
streets, speech) under speech as loud, in three encodings, all fit 3.3 times as well at least; of 3,250 stretches of
other sounds none more than 1.5; of 420 of music played again by the same instruments, the same sampled drum among
them, none more than 2.1. Measured once, with tuning sounds of `bench/video`; `python -m bench.listening` draws others,
and tells how many are told so."""
BLOCK: Final = 0.5
"""Seconds looked at on their own to see where what is shared begins and ends; blocks overlap by half."""
USUAL: Final = 1.5
CLEAR: Final = 6.0
"""How far, in deviations of a block in other places, a block must fit to speak for what is shared, and from where it
speaks no louder."""


@dataclass(frozen=True, slots=True)
class Waves:
    """How two sounds fit: `later`, by how many seconds b begins later in a than it was laid there, how many times as
    well they fit there as in the second best place, and `within`, seconds of b from its first sample in which they do.
    """

    later: float
    times_as_well: float
    within: Stretch


def waves(a: Samples, b: Samples, core: Stretch) -> Waves | None:
    """Where a stretch of b fits in a, if it does; None where the two are not one recording, or too short to say.

    `a` begins `REACH` before the first sample of b and ends `REACH` after its last. `core`: seconds of b, from its
    first sample, by which it is told whether they fit; where they go on fitting is told for all of b.
    """
    reach = round(REACH * RATE)
    first, last = round(core[0] * RATE), min(round(core[1] * RATE), len(b), len(a) - 2 * reach)
    if first < 0 or last - first < WINDOW:
        return None
    white_a, white_b = _whitened(a), _whitened(b)
    fit = _fit(white_a[first : last + 2 * reach], white_b[first:last])
    place = int(np.abs(fit).argmax())
    far = np.abs(np.arange(len(fit)) - place) > PLACE
    second = float(np.abs(fit[far]).max(initial=0.0))
    if not (second > 0 and abs(fit[place]) >= FITS * second):
        return None
    within = _within(white_a, white_b, place, positive=bool(fit[place] > 0))
    return Waves((place - reach) / RATE, float(abs(fit[place])) / second, within)


def _whitened(samples: Samples) -> Samples:
    """The same with all frequencies of `BAND` about as loud as one another, moment by moment."""
    hop = WINDOW // 2
    count = -(-len(samples) // hop) + 1
    heard = np.clip(np.nan_to_num(samples, posinf=0.0, neginf=0.0), -LOUDEST, LOUDEST)
    padded = np.pad(heard, (hop, (count + 1) * hop - len(samples)))
    shape = np.hanning(WINDOW).astype(np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::hop][:count]
    spectrum = np.fft.rfft(pieces * shape, axis=1)
    mean = cv2.blur(np.abs(spectrum).astype(np.float32), (ACROSS, 1), borderType=cv2.BORDER_REFLECT)
    spectrum /= np.maximum(mean, QUIET * float(shape.sum()) / 2)
    frequencies = np.fft.rfftfreq(WINDOW, 1 / RATE)
    spectrum[:, (frequencies < BAND[0]) | (frequencies > BAND[1])] = 0
    out = np.zeros(len(padded), np.float32)
    for number, piece in enumerate(np.fft.irfft(spectrum, axis=1)):
        out[number * hop : number * hop + WINDOW] += piece
    return out[hop : hop + len(samples)]


def _fit(a: Samples, b: Samples) -> NDArray[np.float64]:
    """How well b fits in a at each sample from which all of it lies in a."""
    size = cv2.getOptimalDFTSize(len(a))
    found = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    return np.asarray(found[: len(a) - len(b) + 1], np.float64)


def _within(a: Samples, b: Samples, place: int, *, positive: bool) -> Stretch:
    """From where to where b fits in a at that place, in seconds of b: the run of blocks that speaks for it most."""
    size = round(BLOCK * RATE)
    starts = np.arange(0, max(1, len(b) - size // 2), size // 2)
    speaks = np.zeros(len(starts))
    for number, start in enumerate(starts.tolist()):
        block = b[start : start + size]
        fit = _fit(a[start : start + len(block) + 2 * round(REACH * RATE)], block)
        if place >= len(fit):
            continue
        spread = float(fit.std())
        here = float(fit[place] if positive else -fit[place])
        speaks[number] = min(here / spread, CLEAR) if spread > 0 else 0.0
    first, last = strongest_run(speaks - USUAL)
    return float(starts[first]) / RATE, min(len(b), int(starts[last]) + size) / RATE
