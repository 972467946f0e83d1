"""Videos and sound: what their files say, and the stretches of time that two of them share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firstseen.model.pictures import Box, Metadata

__all__ = ["MovingFacts", "Segment", "Stretch", "Track", "TrackFacts"]

Stretch = tuple[float, float]
"""From and to, in seconds from the start of a video or a sound."""


class Track(StrEnum):
    """What of two media agrees (the values are those of the machine formats)."""

    PICTURE = "picture"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a that is a stretch of b. Times are seconds from the start of each; what a still shows is told
    as the one moment (from = to) at which the other shows it, and 0 for the still itself.

    `speed` is how much faster b runs than a (seconds of a for each second of b). The boxes are what is shared as seen
    in each, in pixels of the shown frame; None for sound. `confidence` is 0 to 1.
    """

    a_from: float
    a_to: float
    b_from: float
    b_to: float
    speed: float
    mirrored: bool
    box_a: Box | None
    box_b: Box | None
    track: Track
    confidence: float

    def as_json(self) -> dict[str, object]:
        """The machine format of a segment in `list copies`."""
        return {
            "a_from": self.a_from,
            "a_to": self.a_to,
            "b_from": self.b_from,
            "b_to": self.b_to,
            "speed": self.speed,
            "mirrored": self.mirrored,
            "box_a": list(self.box_a) if self.box_a else None,
            "box_b": list(self.box_b) if self.box_b else None,
            "track": self.track.value,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """One track of a file: `kind` is "picture", "sound", "subtitle" or "data"; what is unknown is None."""

    kind: str
    codec: str | None
    seconds: float | None
    width: int | None = None
    height: int | None = None
    rate: float | None = None
    channels: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MovingFacts:
    """What a video or sound file is and says of itself.

    `width` and `height`: pixels as shown (rotated by `rotation` degrees, square pixels); 0 for sound alone. `rate`:
    mean frames a second. `shots`: where each begins, in seconds. `metadata`: dates, device, software, place and title
    as the container and its tracks state them. `notes`: what could not be read and why, in plain sentences.
    """

    format: str
    mime: str
    seconds: float
    width: int
    height: int
    rotation: int
    rate: float | None
    tracks: tuple[TrackFacts, ...]
    shots: tuple[float, ...]
    metadata: Metadata
    notes: tuple[str, ...]
