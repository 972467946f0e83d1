"""What one block of metadata (EXIF, XMP, IPTC, text of a PNG) says, before the blocks are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from firstseen.media.words import distinct
from firstseen.model.pictures import Metadata, Place
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["MAX_TIMES", "Said", "position", "together"]

MAX_TIMES = 32
"""Of one file. All blocks of a real one, each with all its dates, hold 14."""


@dataclass(slots=True)
class Said:
    """Values as one block gives them, cleaned; a list holds several in the order of their weight."""

    times: list[StatedTime] = field(default_factory=list)
    position: tuple[float, float] | None = None
    places: list[str | None] = field(default_factory=list)
    device: str | None = None
    software: list[str | None] = field(default_factory=list)
    credit: list[str | None] = field(default_factory=list)
    caption: list[str | None] = field(default_factory=list)
    digital_source_type: str | None = None
    instance: str | None = None
    notes: list[str] = field(default_factory=list)

    def time(self, role: TimeRole, text: str | None, where: str, zone: str | None = None) -> None:
        """Adds a stated time, unless it is one of the empty ones that cameras write (zeros, blanks)."""
        if text and any(digit in text for digit in "123456789"):
            self.times.append(StatedTime(role, text, where, zone))


def position(latitude: float, longitude: float, notes: list[str]) -> tuple[float, float] | None:
    """A position in degrees if it can be one; a note if it cannot. 0, 0 is what devices write that have none."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        notes.append("It states a position that is not on Earth, which was left out.")
        return None
    if latitude == 0 and longitude == 0:
        notes.append("It states the position 0, 0, which devices without a position write; it was left out.")
        return None
    return round(latitude, 7), round(longitude, 7)


def together(blocks: Iterable[Said]) -> Metadata:
    """One `Metadata` from all blocks; where only one value can stand, the earlier block's does."""
    parts = list(blocks)
    times = tuple(dict.fromkeys(time for part in parts for time in part.times))[:MAX_TIMES]
    found = next((part.position for part in parts if part.position), None)
    words = distinct((place for part in parts for place in part.places), ", ")
    latitude, longitude = found or (None, None)
    place = Place(latitude, longitude, words) if found or words else None
    return Metadata(
        times=times,
        place=place,
        device=next((part.device for part in parts if part.device), None),
        software=distinct((value for part in parts for value in part.software), "; "),
        credit=distinct((value for part in parts for value in part.credit), "; "),
        caption=distinct((value for part in parts for value in part.caption), " / "),
        digital_source_type=next((part.digital_source_type for part in parts if part.digital_source_type), None),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        instance=next((part.instance for part in parts if part.instance), None),
    )
