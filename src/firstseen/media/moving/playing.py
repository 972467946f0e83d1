"""A video or sound from its start to its end, once: frames and blocks of sound as they come, memory flat in its length.

Of the frames, those that no other frame needs are passed over where the decoder can tell, and the deblocking filter
is left out: that decodes H.264 1.4 to 2.2 times as fast (five videos; least where nearly every frame is needed), and
moves PDQ by 2 to 7 of 256 bits (medians of four videos). Frames keep their own times: none is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from firstseen.media.moving.containers import why
from firstseen.media.moving.frame import Frame, StoredFrame
from firstseen.media.moving.limits import Clock, MovingLimits
from firstseen.media.moving.tracks import Chosen, stated_seconds
from firstseen.media.moving.upright import UPRIGHT, Turn, pixel_aspect, turn_of

__all__ = ["SOUND_RATE", "Block", "Listening", "Played", "packets_of", "play", "prepare_picture", "start_of"]

SOUND_RATE: Final = 11025
"""Samples a second of the sound that is given."""
Block = NDArray[np.float32]
"""(n,) float32: mono sound at `SOUND_RATE`, one block after the other without a gap."""

THIN: Final = 0.1
"""Seconds between frames of videos in which each frame stands alone: none between needs to be decoded."""
MOST_ERRORS: Final = 2000
"""Packets in a row that cannot be decoded, after which the rest is given up."""
GAP: Final = 0.1
"""Seconds of missing sound from which silence is put in its place."""
SILENCE: Final = 4 * SOUND_RATE
_SHORTER: Final = 0.03
_SHORTER_SECONDS: Final = 1.0
_SHORTER_CLIP: Final = 0.2
"""What is read may be shorter than stated by this share and as many seconds, or of a short clip by that share, before
that is said."""
_MICROSECONDS: Final = 1_000_000


@dataclass(slots=True)
class Played:
    """What was learnt while it was played. `seconds`: where picture or sound end; `notes`: plain sentences."""

    seconds: float = 0.0
    frames: int = 0
    sound_seconds: float = 0.0
    turn: Turn = UPRIGHT
    aspect: float = 1.0
    notes: list[str] = field(default_factory=list)


def start_of(container: Any) -> float:
    """Where the file's time begins, in seconds of its own clock: what players call 0."""
    start = container.start_time
    return start / _MICROSECONDS if start is not None and abs(start) < 2**62 else 0.0


def packets_of(container: Any, streams: list[Any]) -> Iterator[Any]:
    """The packets of these tracks in the order of the file; raises what PyAV raises for damage.

    Transport streams may bring tracks that were not there when they were opened, which PyAV does not know: their
    packets are passed over.
    """
    for _ in range(MOST_ERRORS):
        try:
            yield from container.demux(streams)
        except IndexError:
            continue
        return


def prepare_picture(stream: Any, limits: MovingLimits, *, fast: bool) -> None:
    """Sets the decoder of a picture track: one thread, bounded frames; `fast` leaves out what is not needed."""
    codec = stream.codec_context
    codec.thread_count = 1
    codec.options = {"max_pixels": str(limits.max_pixels), **({"skip_loop_filter": "all"} if fast else {})}
    if fast:
        codec.skip_frame = "NONREF"


def play(container: Any, tracks: Chosen, limits: MovingLimits, played: Played) -> Iterator[Frame | Block]:
    """Frames of the picture and blocks of sound, each in order; what was learnt is in `played` when it ends.

    Damage never raises: what can be read is given, and the notes say what cannot.
    """
    clock = Clock(limits.work_seconds)
    start = start_of(container)
    picture = _Picture(tracks.picture, limits, played, start) if tracks.picture is not None else None
    sound = Listening(tracks.sound, played, start) if tracks.sound is not None else None
    wanted = [track for track in (tracks.picture, tracks.sound) if track is not None]
    if not wanted:
        return
    packets = packets_of(container, wanted)
    while True:
        try:
            packet = next(packets, None)
        except (FFmpegError, ValueError, OSError) as error:
            played.notes.append(f"It can be read up to {_clock(played.seconds)}: {why(error)}.")
            packet = None
        if packet is None:
            break
        if clock.is_over:
            played.notes.append(
                f"Reading it took longer than {limits.work_seconds:g} seconds: it was read up to "
                f"{_clock(played.seconds)}."
            )
            break
        if played.seconds > limits.max_seconds:
            played.notes.append(f"It is longer than {_clock(limits.max_seconds)}, and was read up to there.")
            break
        if picture is not None and packet.stream is tracks.picture:
            yield from picture.decoded(packet)
        elif sound is not None and packet.stream is tracks.sound:
            yield from sound.decoded(packet)
    if picture is not None:
        yield from picture.rest()
        picture.tell()
    if sound is not None:
        yield from sound.rest()
        sound.tell()
    _compare(container, played)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _compare(container: Any, played: Played) -> None:
    stated = stated_seconds(container.duration, 1 / _MICROSECONDS)
    cut = any(note.startswith(("It can be read", "Reading it", "It is longer")) for note in played.notes)
    if stated is None or cut:
        return
    less = stated - played.seconds
    if less > max(min(_SHORTER_SECONDS, _SHORTER_CLIP * stated), _SHORTER * stated):
        played.notes.append(
            f"It states a length of {_clock(stated)}; {_clock(played.seconds)} could be read: the file was cut off, or "
            "states what is not so."
        )


class _Decoder:
    """Decodes packets of one track and counts what cannot be."""

    def __init__(self, stream: Any, what: str, played: Played) -> None:
        self._stream = stream
        self._codec = stream.codec_context
        self._what = what
        self._played = played
        self._broken = 0
        self._in_a_row = 0
        self._reason = ""
        self._flushed = False

    def _frames(self, packet: Any | None) -> list[Any]:
        """Decoded frames; a packet without data, or none, asks for what the decoder still holds: once."""
        flush = packet is None or packet.size == 0
        if self._in_a_row > MOST_ERRORS or self._flushed:
            return []
        self._flushed = flush
        try:
            frames = list(self._codec.decode(packet))
        except (FFmpegError, ValueError, OSError) as error:
            self._broken += 1
            self._in_a_row += 1
            self._reason = why(error)
            return []
        if frames:
            self._in_a_row = 0
        return frames

    def _tell_broken(self, any_read: bool) -> None:
        if not any_read:
            reason = self._reason or "there is nothing in its track"
            self._played.notes.append(f"Its {self._what} could not be read: {reason}.")
        elif self._broken:
            places = "one place" if self._broken == 1 else f"{self._broken} places"
            self._played.notes.append(f"Its {self._what} is damaged in {places}; what could be read was examined.")


class _Picture(_Decoder):
    def __init__(self, stream: Any, limits: MovingLimits, played: Played, start: float) -> None:
        super().__init__(stream, "picture", played)
        prepare_picture(stream, limits, fast=True)
        self._limits = limits
        self._start = start
        self._alone = bool(getattr(self._codec.codec, "intra_only", False))
        self._thinned = -math.inf
        self._last = -math.inf
        self._sizes: set[tuple[int, int]] = set()
        self._out_of_order = 0

    def decoded(self, packet: Any) -> Iterator[Frame]:
        """The frames that a packet completes."""
        base = packet.time_base
        if packet.pts is not None and base is not None:
            shown = float(packet.pts * base) - self._start
            end = shown + float((packet.duration or 0) * base)
            if math.isfinite(end) and end > self._played.seconds:
                self._played.seconds = end
            if self._alone and packet.size:
                if abs(shown - self._thinned) < THIN:
                    return
                self._thinned = shown
        yield from self._shown(self._frames(packet))

    def rest(self) -> Iterator[Frame]:
        """What the decoder still holds."""
        yield from self._shown(self._frames(None))

    def _shown(self, frames: list[Any]) -> Iterator[Frame]:
        for frame in frames:
            if frame.time is None or frame.width * frame.height > self._limits.max_pixels:
                continue
            time = float(frame.time) - self._start
            if not math.isfinite(time) or time <= self._last:
                self._out_of_order += 1
                continue
            if self._played.frames == 0:
                self._played.turn = turn_of(frame)
                ratio = frame_aspect(self._stream)
                self._played.aspect = ratio
            self._last = time
            self._sizes.add((frame.width, frame.height))
            self._played.frames += 1
            self._played.seconds = max(self._played.seconds, time)
            yield StoredFrame(frame, max(0.0, time), self._played.turn, self._played.aspect)

    def tell(self) -> None:
        """Adds what is to be said of the picture."""
        notes = self._played.notes
        self._tell_broken(self._played.frames > 0)
        if self._out_of_order:
            notes.append(f"{self._out_of_order} of its frames are not in order of time and were left out.")
        if len(self._sizes) > 1:
            notes.append(f"Its frames have {len(self._sizes)} different sizes.")
        if self._played.turn.mirrored:
            notes.append("It asks to be shown mirrored, and was examined so.")


def frame_aspect(stream: Any) -> float:
    """Width of a pixel for a height of 1, as the track states it, else as the frames do."""
    return pixel_aspect(stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio)


class Listening(_Decoder):
    """Decodes a track of sound (a stream of PyAV) to blocks at `SOUND_RATE`, which begin at `start` seconds of the
    container's own clock."""

    def __init__(self, stream: Any, played: Played, start: float) -> None:
        super().__init__(stream, "sound", played)
        self._codec.thread_count = 1
        self._start = start
        self._resampler: Any = None
        self._form: tuple[Any, ...] = ()
        self._given = 0
        self._heard = False
        self._parts: list[Block] = []
        self._waiting = 0

    def decoded(self, packet: Any) -> Iterator[Block]:
        """The blocks that a packet completes."""
        for frame in self._frames(packet):
            yield from self._block(frame)

    def rest(self) -> Iterator[Block]:
        """What decoder and resampler still hold."""
        for frame in self._frames(None):
            yield from self._block(frame)
        yield from self._resampled(None)
        yield from self._together()

    def _block(self, frame: Any) -> Iterator[Block]:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            yield from self._resampled(None)
            self._resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
            self._form = form
        if frame.time is not None:
            missing = float(frame.time) - self._start - self._given / SOUND_RATE
            if math.isfinite(missing) and missing > GAP:
                yield from self._silent(missing)
        yield from self._resampled(frame)

    def _silent(self, seconds: float) -> Iterator[Block]:
        """Silence where sound is missing, so that what follows keeps its time."""
        left = min(int(seconds * SOUND_RATE), int(24 * 3600 * SOUND_RATE))
        while left > 0:
            count = min(left, SILENCE)
            left -= count
            self._count(np.zeros(count, np.float32))
            yield from self._together()

    def _resampled(self, frame: Any | None) -> Iterator[Block]:
        if self._resampler is None:
            return
        try:
            made = self._resampler.resample(frame)
        except (FFmpegError, ValueError) as error:
            self._broken += 1
            self._reason = why(error)
            self._resampler, self._form = None, ()
            return
        for part in made:
            # Packed and mono: its one plane is the samples.
            samples = np.frombuffer(part.planes[0], np.float32, part.samples)
            self._heard = self._heard or samples.size > 0
            self._count(samples)
        if self._waiting >= SOUND_RATE:
            yield from self._together()

    def _count(self, samples: Block) -> None:
        self._parts.append(samples)
        self._waiting += samples.size
        self._given += samples.size
        self._played.sound_seconds = self._given / SOUND_RATE
        self._played.seconds = max(self._played.seconds, self._played.sound_seconds)

    def _together(self) -> Iterator[Block]:
        """What came since the last block, as one: a block of a second costs as much as one of 20 milliseconds."""
        parts, self._parts, self._waiting = self._parts, [], 0
        if parts:
            yield np.nan_to_num(np.concatenate(parts), nan=0.0, posinf=0.0, neginf=0.0)

    def tell(self) -> None:
        """Adds what is to be said of the sound."""
        self._tell_broken(self._heard)
