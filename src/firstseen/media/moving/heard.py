"""The sound of one stretch of a video or sound, for people to look at: a task for the sandbox."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from firstseen.errors import RefusedError
from firstseen.media.moving.facts import Film, open_film
from firstseen.media.moving.limits import Clock
from firstseen.media.moving.playing import SOUND_RATE, Listening, Played, packets_of, start_of
from firstseen.media.moving.stretch import limits_of, sought
from firstseen.sandbox.answer import Answer, Json

__all__ = ["heard", "samples_of"]

LONGEST: Final = 240.0
"""Seconds of one answer: 10 MiB of samples."""
_BEFORE: Final = (0.5, math.inf)
"""Seconds before the wanted beginning to which it is sought: decoders need some to begin, and where a file cannot be
sought in, it is read from its beginning."""


def heard(stream: BinaryIO, options: Json) -> Answer:
    """Mono samples of a stretch as array "samples" (n,) float32, and `rate`, their number for a second.

    Options: `from` and `to` in seconds from the start of the file, and the limits
    (`firstseen.media.moving.stretch.limits_of`). The first sample is that of `from`; where the file ends before `to`
    there are fewer. Raises `RefusedError` where there is no sound.
    """
    film = open_film(stream, limits_of(options))
    if film is None or film.image is not None or film.tracks.sound is None:
        raise RefusedError("", "it has no sound that can be read")
    samples = samples_of(film, float(options["from"]), float(options["to"]))
    if samples.size == 0:
        raise RefusedError("", f"nothing is heard from {float(options['from']):g} to {float(options['to']):g} seconds")
    return Answer({"rate": SOUND_RATE}, {"samples": samples})


def samples_of(film: Film, first: float, last: float) -> NDArray[np.float32]:
    """Mono samples, (n,) float32 at `SOUND_RATE`, of an opened film from `first` to `last` seconds; empty where
    nothing is heard there. Raises `ValueError` for a stretch that is none."""
    if not (math.isfinite(first) and math.isfinite(last) and 0 <= first < last <= first + LONGEST):
        raise ValueError("a stretch has a beginning, and an end after it that is not too far away")
    zero = start_of(film.container)
    for before in _BEFORE:
        beginning = first - before
        if not sought(film.container, beginning + zero if beginning > 0 else 0.0):
            break
        begins, blocks = _blocks(film, zero, last)
        if begins > first and beginning > 0:
            continue
        joined = np.concatenate(blocks) if blocks else np.empty(0, np.float32)
        skipped = round((first - begins) * SOUND_RATE)
        silent = np.zeros(max(0, -skipped), np.float32)
        return np.concatenate([silent, joined[max(0, skipped) :]])[: round((last - first) * SOUND_RATE)]
    return np.empty(0, np.float32)


def _blocks(film: Film, zero: float, last: float) -> tuple[float, list[NDArray[np.float32]]]:
    """Where the sound that is read begins, in seconds of the file, and its blocks up to a little after `last`."""
    track = film.tracks.sound
    clock = Clock(film.limits.work_seconds)
    listening: Listening | None = None
    begins = math.inf
    blocks: list[NDArray[np.float32]] = []
    for packet in _packets(film, track):
        if clock.is_over:
            break
        if listening is None:
            if packet.pts is None or packet.time_base is None:
                continue
            begins = max(0.0, float(packet.pts * packet.time_base) - zero)
            listening = Listening(track, Played(), zero + begins)
        blocks += listening.decoded(packet)
        if packet.pts is not None and float(packet.pts * packet.time_base) - zero > last + 1.0:
            break
    if listening is not None:
        blocks += listening.rest()
    return begins, blocks


def _packets(film: Film, track: Any) -> Iterator[Any]:
    try:
        yield from packets_of(film.container, [track])
    except (FFmpegError, ValueError, OSError):
        return
