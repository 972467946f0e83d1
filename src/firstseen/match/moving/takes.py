"""How far two stretches agree in how their picture jerks, moment by moment: one footage does, two takes do not.

A hand that holds a camera, and whatever goes by, changes its pace from one moment to the next as it never does again.
So of each video the second difference in time is taken (what a picture is more or less than the mean of the one a
quarter of a second before and the one as much after), which steady panning and what stands still hardly enter, and the
two are laid over each other. Where one is made from the other they agree, along the line in time that was found and
nowhere else; two takes of one scene show the same things, and jerk each for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch, laid_within
from firstseen.match.moving.tops import beside_top
from firstseen.model.copies import Matrix

__all__ = ["AROUND", "NOTHING", "RATE", "Agreement", "Line", "agreement"]

RATE: Final = 8.0
"""Frames a second: hands tremble one to four times a second."""
APART: Final = 0.25
"""Seconds to either side of a moment between which its jerk is measured."""
REACH: Final = 3.0
"""Seconds by which the one is moved against the other, to either side of the line."""
AROUND: Final = REACH + APART
"""Seconds of b, to either side of what is compared, for which frames of a are needed."""
BESIDE: Final = 2.0
"""Of these, seconds that the line may lie beside the truth: lines of short stretches do, by a second and more."""
AWAY: Final = 0.6
"""Seconds from the best one from which another place in time is another: the agreement of one jerk lasts as long."""
SHIFT: Final = 5
"""Small pixels by which the one may lie beside the other: matrices come of key frames a moment apart."""
JERK: Final = 1.0
"""Grey levels (root of the mean square) from which a moment jerks: less is what compression leaves."""
MOMENTS: Final = 12
"""Moments that must jerk in both for anything to be said: a second and a half."""
CLEARLY: Final = 2.15
"""What the mean correlation must be, times the root of the number of moments. On bench sources of two salts: of 80
stretches laid over another take of the place the highest was 1.94, and there it stood 1.3 times as high as elsewhere;
of 98 laid over what one was made of, whatever was done to it, two lines of a wrong speed had less (1.49, 1.65),
the next 2.51."""
STANDING: Final = 1.4
"""How many times as high as anywhere else in time it must be."""
SURELY, SURELY_STANDING = 3.0, 1.28
"""The same from which it need be but so many times as high: of 28 other takes of three sets drawn anew all but one had
1.84 or less (by one the same went by again before a camera on a wall: 2.67); two stretches of compilations, with a hand
that trembles evenly, had 3.2 and 3.6, and stood 1.33 and 1.30 times as high."""
AGREES, FOR_LONG, SWINGING = 0.7, 24, 1.15
"""Mean correlation, over how many moments, from which it need be but so many times as high as elsewhere: what swings to
and fro agrees a swing later too. Two stretches with such things in them had 0.73 and 0.77 over 41 and 28 moments, 1.19
and 1.39 times as high; no other take had more than 0.56."""

_Pictures = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A line in time: `time_a` in a is shown with `time_b` in b, and `speed` seconds of a pass for each of b."""

    time_a: float
    time_b: float
    speed: float

    def at(self, time_b: float) -> float:
        """The time in a that is shown with one in b."""
        return self.time_a + (time_b - self.time_b) * self.speed


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two stretches agree: mean correlation of their jerks along the line (`along`) and anywhere else in time
    (`elsewhere`), over how many `moments`, and by how many seconds of b the line lies beside (`late`)."""

    along: float
    elsewhere: float
    moments: int
    late: float

    @property
    def one_take(self) -> bool | None:
        """Whether the two are one footage; None where too little moves to say."""
        if self.moments < MOMENTS:
            return None
        swings = self.along >= AGREES and self.moments >= FOR_LONG
        times = SWINGING if swings else SURELY_STANDING if self.much else STANDING
        return self._in_all >= CLEARLY and self.along >= times * self.elsewhere

    @property
    def much(self) -> bool:
        """Whether more agrees than of another take that has the same things in it for a moment."""
        return self._in_all >= SURELY

    @property
    def _in_all(self) -> float:
        return self.along * float(np.sqrt(self.moments))


NOTHING: Final = Agreement(0.0, 0.0, 0, 0.0)


def agreement(a: Stretch, b: Stretch, line: Line, matrix: Matrix) -> Agreement:
    """How the jerks of two stretches agree along a line in time. `a` should begin and end `REACH` and `APART` seconds
    of the line beyond `b`; `matrix` takes pixels of a's frame to those of b's (mirroring included)."""
    half = max(1, round(APART / b.step))
    reach = round(REACH / b.step)
    if len(b.frames) < 2 * half + MOMENTS or len(a.frames) < 2:
        return NOTHING
    # Frames of a as they would be, were they taken when those of b were, and for the time around.
    times = b.start + b.step * np.arange(-reach, len(b.frames) + reach)
    places = np.asarray((line.at(0.0) + times * line.speed - a.start) / a.step, np.float64)
    laid = laid_within(a, b, matrix)
    if laid is None:
        return NOTHING
    over_a, over_b, inside = laid
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    inside = inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    there = (places >= -0.5) & (places <= len(a.frames) - 0.5)
    jerks_a, tell_a = _jerks(_between(over_a, places), half, there)
    jerks_b, tell_b = _jerks(over_b, half, np.ones(len(over_b), np.bool_))
    return _best(_spectra(jerks_a, inside), tell_a, _spectra(jerks_b, inside), tell_b, inside.shape, b.step)


def _between(frames: _Pictures, places: NDArray[np.float64]) -> _Pictures:
    """Frames at places between whole numbers, each mixed of its two neighbours."""
    held = np.clip(places, 0.0, len(frames) - 1.0)
    before = np.floor(held).astype(np.int64)
    share = (held - before).astype(np.float32)[:, None]
    mixed: _Pictures = frames[before] * (1 - share) + frames[np.minimum(before + 1, len(frames) - 1)] * share
    return mixed


def _jerks(frames: _Pictures, half: int, there: NDArray[np.bool_]) -> tuple[_Pictures, NDArray[np.bool_]]:
    """The jerk of each frame, of length 1, and which of them say anything; `there`: which frames there are at all."""
    jerks = np.zeros_like(frames)
    jerks[half:-half] = frames[: -2 * half] - 2 * frames[half:-half] + frames[2 * half :]
    tell = np.zeros(len(frames), np.bool_)
    tell[half:-half] = there[: -2 * half] & there[half:-half] & there[2 * half :]
    # Without what is made lighter or darker: two cameras under one sky open their lenses at the same moments.
    jerks -= jerks.mean(axis=1, keepdims=True)
    even = frames - frames.mean(axis=1, keepdims=True)
    share = (jerks * even).sum(axis=1) / np.maximum((even * even).sum(axis=1), 1e-6)
    jerks -= share[:, None] * even
    length = np.linalg.norm(jerks, axis=1)
    tell &= length >= JERK * np.sqrt(frames.shape[1])
    jerks *= (tell / np.maximum(length, 1e-6)).astype(np.float32)[:, None]
    return jerks, tell


def _spectra(jerks: _Pictures, inside: NDArray[np.bool_]) -> NDArray[np.complex64]:
    pictures = np.zeros((len(jerks), inside.shape[0] + SHIFT, inside.shape[1] + SHIFT), np.float32)
    pictures[:, : inside.shape[0], : inside.shape[1]][:, inside] = jerks
    return np.fft.rfft2(pictures).astype(np.complex64)


def _best(  # noqa: PLR0917
    of_a: NDArray[np.complex64],
    tell_a: NDArray[np.bool_],
    of_b: NDArray[np.complex64],
    tell_b: NDArray[np.bool_],
    shape: tuple[int, ...],
    step: float,
) -> Agreement:
    """The best agreement near the line, and the best elsewhere. The frames of b begin `REACH` after those of a."""
    reach = (len(of_a) - len(of_b)) // 2
    late = (np.arange(2 * reach + 1) - reach) * step
    moments, height = np.zeros(len(late), np.int64), np.zeros(len(late))
    for number in range(len(late)):
        moments[number] = int((tell_a[number : number + len(of_b)] & tell_b).sum())
        if moments[number]:
            together = np.einsum("kyx,kyx->yx", of_b, np.conj(of_a[number : number + len(of_b)]))
            over = np.fft.irfft2(together, s=(shape[0] + SHIFT, shape[1] + SHIFT))
            near = np.roll(over, (SHIFT, SHIFT), axis=(0, 1))[: 2 * SHIFT + 1, : 2 * SHIFT + 1]
            height[number] = float(near.max()) / moments[number]
    # Where the videos lie beside each other for a moment only, anything may agree.
    height[2 * moments < moments.max()] = 0.0
    best = int(np.argmax(np.where(np.abs(late) <= BESIDE, height, -1.0)))
    elsewhere = height[np.abs(late - late[best]) >= AWAY]
    return Agreement(
        float(height[best]),
        float(max(elsewhere.max(initial=0.0), 0.0)),
        int(moments[best]),
        float(late[best]) + _beside(height, best) * step,
    )


def _beside(height: NDArray[np.float64], best: int) -> float:
    """How far from the highest of steps the top lies, in steps, where its neighbours say anything."""
    if not 0 < best < len(height) - 1:
        return 0.0
    before, top, after = height[best - 1 : best + 2]
    if min(before, after) <= 0 or before + after >= 2 * top:
        return 0.0
    return float(beside_top(before, top, after))
