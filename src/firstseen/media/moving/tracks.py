"""The tracks of a container: what each is, and which picture and which sound are examined."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from av.stream import Discard, Disposition

from firstseen.media.moving.limits import MovingLimits
from firstseen.media.words import clean
from firstseen.model.moving import TrackFacts

__all__ = ["Chosen", "chosen", "stated_seconds"]

_KINDS: Final = {"video": "picture", "audio": "sound", "subtitle": "subtitle"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The picture and the sound that are examined (streams of PyAV), all tracks' facts, and what is to be said."""

    picture: Any | None
    sound: Any | None
    facts: tuple[TrackFacts, ...]
    notes: tuple[str, ...]


def chosen(container: Any, limits: MovingLimits) -> Chosen:
    """Chooses tracks; those that are not chosen are not decoded, and not even unpacked."""
    notes: list[str] = []
    streams = list(container.streams)
    if len(streams) > limits.max_tracks:
        notes.append(f"It has {len(streams)} tracks; the first {limits.max_tracks} were looked at.")
    looked_at = streams[: limits.max_tracks]
    pictures = [stream for stream in looked_at if stream.type == "video" and not _is_cover(stream)]
    sounds = [stream for stream in looked_at if stream.type == "audio"]
    picture = _first(pictures, "picture", limits, notes)
    sound = _first(sounds, "sound", limits, notes)
    for stream in streams:
        if stream is not picture and stream is not sound:
            stream.discard = Discard.all
    return Chosen(picture, sound, tuple(_facts(stream) for stream in looked_at), tuple(notes))


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def _first(streams: list[Any], what: str, limits: MovingLimits, notes: list[str]) -> Any | None:
    """The first that can be decoded, within the limits."""
    for stream in streams:
        codec = stream.codec_context
        if codec is None:
            notes.append(f"A {what} track is written in a way that is not known; it was left out.")
            continue
        if what == "picture" and codec.width * codec.height > limits.max_pixels:
            notes.append(
                f"A picture track states {codec.width:,} x {codec.height:,} pixels, more than the limit of "
                f"{limits.max_pixels:,} in all; it was left out."
            )
            continue
        if len(streams) > 1:
            notes.append(f"It has {len(streams)} {what} tracks; one was examined, the first that can be read.")
        return stream
    return None


def stated_seconds(value: Any, base: Any) -> float | None:
    """A length as stated, in seconds; None where none is, or none that can be."""
    if value is None or base is None:
        return None
    seconds = float(value * base)
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _facts(stream: Any) -> TrackFacts:
    codec = stream.codec_context
    picture = stream.type == "video" and codec is not None
    rate = stream.average_rate if picture else None
    language = stream.language if stream.type != "video" else None
    return TrackFacts(
        kind=_KINDS.get(stream.type, "data"),
        codec=clean(codec.name) if codec is not None else None,
        seconds=_rounded(stated_seconds(stream.duration, stream.time_base)),
        width=int(codec.width) or None if picture else None,
        height=int(codec.height) or None if picture else None,
        rate=_rounded(float(rate)) if rate else None,
        channels=int(codec.channels) or None if stream.type == "audio" and codec is not None else None,
        language=clean(language) if language and language != "und" else None,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 3)
