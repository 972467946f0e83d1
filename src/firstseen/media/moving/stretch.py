"""Frames of one stretch of a video, small, for comparing closely and for people to look at: tasks for the sandbox."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from firstseen.errors import RefusedError
from firstseen.media.moving.facts import Film, open_film
from firstseen.media.moving.frame import Frame, StoredFrame
from firstseen.media.moving.limits import Clock, MovingLimits
from firstseen.media.moving.playing import frame_aspect, packets_of, prepare_picture, start_of
from firstseen.media.moving.tracks import Chosen
from firstseen.media.moving.upright import UPRIGHT, turn_of
from firstseen.sandbox.answer import Answer, Json

__all__ = ["frames_at", "frames_from", "limits_of", "poster", "shown_at", "sought"]

MOST_BYTES: Final = 48 * 1024 * 1024
"""Of all frames of one answer: an answer may have 64 MiB."""
AHEAD: Final = 0.001
"""Seconds by which times may differ through rounding."""
_BACK: Final = (0.0, 2.0, 12.0, math.inf)
"""Seconds before the wanted beginning to which it is sought, one after the other: transport streams have no index, and
where they are sought in, the next key frame may lie behind the beginning."""
_MICROSECONDS: Final = 1_000_000
_POSTER_SHARES: Final = (0.1, 0.3, 0.5, 0.7, 0.0)
"""Where in a video a frame is sought that shows something, as shares of its length, in this order."""
_POSTER_SPREAD: Final = 12.0
"""Standard deviation in grey levels from which a frame shows something."""


def limits_of(options: Json) -> MovingLimits:
    """The limits that a job's options state."""
    return MovingLimits(
        max_seconds=float(options["max_seconds"]),
        max_pixels=int(options["max_pixels"]),
        max_tracks=int(options["max_tracks"]),
        work_seconds=float(options["work_seconds"]),
    )


def frames_at(stream: BinaryIO, options: Json) -> Answer:
    """Frames of a stretch as array "rgb" (n, h, w, 3) uint8, upright, and their times as array "times" (n,) float64;
    as array "grey" (n, h, w) uint8 where option `grey` is true.

    Options: `from` and `to` in seconds from the start of the file, `rate` in frames a second, `side`, the most pixels
    on the longer side, `exact` (decode every frame in full, for people to look at; else frames that nothing needs are
    passed over, and times lie within a tenth of a second), and the limits (`limits_of`). For each moment from `from`
    to `to`, `1 / rate` apart, the frame that is shown then is given, each frame once, with the time at which it is
    first shown. Values: `width` and `height` of the shown frame in pixels, and `complete`: whether all fitted into an
    answer.

    Raises `RefusedError` when there is no picture there. Seeks to the key frame before, where the file allows it.
    """
    film = _film(stream, options)
    first, last, rate = float(options["from"]), float(options["to"]), float(options["rate"])
    if not (math.isfinite(first) and math.isfinite(last) and 0 < rate <= 1000 and last >= first):
        raise ValueError("a stretch has a beginning, an end after it, and a rate")
    given: list[NDArray[np.uint8]] = []
    times: list[float] = []
    size = (0, 0)
    complete = True
    room = MOST_BYTES
    side = int(options["side"])
    for frame in shown_at(frames_from(film, max(0.0, first), exact=bool(options.get("exact"))), first, last, rate):
        picture = frame.grey(side) if options.get("grey") else frame.rgb(side)
        if given and picture.shape != given[0].shape:
            # Of a video that changes its size only the frames of the first one fit into one array.
            continue
        if picture.nbytes > room:
            complete = False
            break
        room -= picture.nbytes
        size = size if given else frame.size
        given.append(picture)
        times.append(frame.time)
    if not given:
        raise RefusedError("", f"it shows nothing from {first:g} to {last:g} seconds")
    values = {"width": size[1], "height": size[0], "complete": complete}
    shown = {"grey" if options.get("grey") else "rgb": np.stack(given)}
    return Answer(values, {**shown, "times": np.array(times, np.float64)})


def poster(stream: BinaryIO, options: Json) -> tuple[NDArray[np.uint8], tuple[int, int]] | None:
    """One frame for people, (h, w, 3) RGB at most `side` pixels long, and (rows, columns) of the shown frame.

    At `time` seconds where the options state one, else one that shows something. None for what is no video; raises
    `RefusedError` for a video that cannot be shown and for sound.
    """
    limits = limits_of(options)
    film = open_film(stream, limits)
    if film is None:
        return None
    if film.image is None and film.tracks.picture is None:
        raise RefusedError("", "it is sound alone: there is nothing to be seen")
    side = int(options["side"])
    if options.get("time") is not None:
        wanted = [float(options["time"])]
    else:
        length = _length(film)
        wanted = [share * length for share in _POSTER_SHARES] if length else [0.0]
    best: Frame | None = None
    for time in wanted:
        stream.seek(0)
        again = _film(stream, options)
        frame = next(shown_at(frames_from(again, time, exact=True), time, time, 1.0), None)
        if frame is not None and (best is None or frame.look().std() > best.look().std()):
            best = frame
            if best.look().std() >= _POSTER_SPREAD:
                break
    if best is None:
        raise RefusedError("", "no frame of it can be read")
    return best.rgb(side), best.size


def _film(stream: BinaryIO, options: Json) -> Film:
    film = open_film(stream, limits_of(options))
    if film is None:
        raise RefusedError("", "it is no video")
    if film.image is None and film.tracks.picture is None:
        raise RefusedError("", "it is sound alone: there is nothing to be seen")
    return film


def _length(film: Film) -> float:
    if film.container is None or film.container.duration is None:
        return 0.0
    return min(float(film.container.duration) / _MICROSECONDS, film.limits.max_seconds)


def shown_at(frames: Iterator[Frame], first: float, last: float, rate: float) -> Iterator[Frame]:
    """Of frames in order of time, those that are shown at the moments wanted, each once."""
    moment, step = first, 1.0 / rate
    before: Frame | None = None
    for frame in frames:
        # The frame before is shown until this one comes.
        if before is not None and frame.time > moment + AHEAD:
            yield before
            while moment < frame.time - AHEAD:
                moment += step
        if moment > last + AHEAD:
            return
        before = frame
    if before is not None and moment <= last + AHEAD:
        yield before


def frames_from(film: Film, start: float, *, exact: bool) -> Iterator[Frame]:
    """Frames in order of time, from one before `start` on, where the file can be sought in; else from its beginning."""
    if film.image is not None:
        for animated in film.play():
            if not isinstance(animated, np.ndarray):
                yield animated
        return
    container, stream = film.container, film.tracks.picture
    film.tracks = Chosen(stream, None, film.tracks.facts, film.tracks.notes)
    prepare_picture(stream, film.limits, fast=not exact)
    zero = start_of(container)
    clock = Clock(film.limits.work_seconds)
    for back in _BACK:
        beginning = start - back
        if not sought(container, beginning + zero if beginning > 0 else 0.0):
            return
        frames = _decoded(film, stream, zero, clock)
        first = next(frames, None)
        if first is None and beginning > 0:
            continue
        if first is not None and (first.time <= start + AHEAD or beginning <= 0):
            yield first
            yield from frames
            return


def sought(container: Any, time: float) -> bool:
    """Goes to the key frame before `time` (seconds of the container's clock), else to its beginning, where it can."""
    try:
        container.seek(int(time * _MICROSECONDS), backward=True, any_frame=False)
    except (FFmpegError, ValueError, OSError):
        try:
            container.seek(0, backward=True, any_frame=True)
        except (FFmpegError, ValueError, OSError):
            return False
    return True


def _decoded(film: Film, stream: Any, zero: float, clock: Clock) -> Iterator[Frame]:
    turn, aspect = UPRIGHT, frame_aspect(stream)
    last = -math.inf
    flushed = False
    packets = packets_of(film.container, [stream])
    while not clock.is_over and not flushed:
        try:
            packet = next(packets, None)
        except (FFmpegError, ValueError, OSError):
            packet = None
        flushed = packet is None or packet.size == 0
        try:
            frames = list(stream.codec_context.decode(packet))
        except (FFmpegError, ValueError, OSError):
            continue
        for frame in frames:
            if frame.time is None or frame.width * frame.height > film.limits.max_pixels:
                continue
            time = float(frame.time) - zero
            if not math.isfinite(time) or time <= last:
                continue
            if last == -math.inf:
                turn = turn_of(frame)
            last = time
            yield StoredFrame(frame, max(0.0, time), turn, aspect)
