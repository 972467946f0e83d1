"""What a video or sound says about itself: dates, place, device, software. Nothing here is checked against the world.

Sources: ISO/IEC 14496-12 (movie header), the QuickTime File Format's metadata keys, Matroska's DateUTC, RIFF INFO and
the Broadcast Wave chunk, ID3, Vorbis comments, by the names under which FFmpeg gives them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from firstseen.media.said import Said, position, together
from firstseen.media.words import clean
from firstseen.model.pictures import Metadata
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["UNSURE_ZONE", "moving_said"]

UNSURE_ZONE: Final = "UTC by the format, often local"
"""The movie header counts seconds in UTC, but many cameras write the time of their own clock there: the zone cannot be
relied on, so such a time is stretched as one without a zone."""

_EXACT: Final = (
    ("com.apple.quicktime.creationdate", TimeRole.TAKEN, "QuickTime creationdate"),
    ("com.apple.proapps.shootdate", TimeRole.TAKEN, "QuickTime shootdate"),
)
_WRITTEN: Final = (
    ("date_recorded", TimeRole.TAKEN, "DATE_RECORDED"),
    ("date_digitized", TimeRole.FILE_CREATED, "DATE_DIGITIZED"),
    ("date_encoded", TimeRole.FILE_CREATED, "DATE_ENCODED"),
    ("encoding_time", TimeRole.FILE_CREATED, "encoding time"),
    ("modification_time", TimeRole.FILE_MODIFIED, "modification time"),
)
_PLACES: Final = (
    "com.apple.quicktime.location.iso6709",
    "location",
    "location-eng",
    "com.apple.quicktime.location.name",
    "com.apple.quicktime.location.body",
)
_MAKERS: Final = ("com.apple.quicktime.make", "com.android.manufacturer", "make", "manufacturer", "device_manufacturer")
_MODELS: Final = ("com.apple.quicktime.model", "com.android.model", "model", "device_model", "com.apple.proapps.model")
_SOFTWARE: Final = ("com.apple.quicktime.software", "software", "encoder", "encoded_by", "writing_application", "tool")
_CREDIT: Final = (
    "artist",
    "author",
    "com.apple.quicktime.author",
    "composer",
    "copyright",
    "com.apple.quicktime.copyright",
    "publisher",
    "originator",
)
_CAPTION: Final = (
    "title",
    "com.apple.quicktime.title",
    "comment",
    "description",
    "synopsis",
    "com.apple.quicktime.description",
)
_DATED_BY_FILE: Final = frozenset({"MP4", "QuickTime", "3GP", "M4A", "AVI", "WAV"})
"""Kinds in which the plain field "date" tells of the file; in those of music it is the year of a song."""
_COUNTED: Final = frozenset({"MP4", "QuickTime", "3GP", "M4A"})
"""Kinds whose creation time is a number of seconds, to which FFmpeg adds a zone; elsewhere it is a text as written."""
_IN_TRACK: Final = frozenset({"Ogg"})
"""Kinds of which all that they say stands in their first track."""
_ISO6709: Final = re.compile(r"([+-]\d+(?:\.\d*)?)([+-]\d+(?:\.\d*)?)")
_ZONE: Final = re.compile(r"[+-]\d\d:?\d\d$|Z$")
Fields = Mapping[str, str]


def moving_said(container: Fields, tracks: list[Fields], format: str) -> Metadata:
    """Metadata from the fields of the container and of its tracks, the container's first."""
    if format in _IN_TRACK and tracks:
        container, tracks = {**tracks[0], **container}, tracks[1:]
    blocks = [_block(container, format, "")]
    for track in tracks:
        block = _block(track, format, " of a track")
        # Most writers put one moment everywhere; what the tracks only repeat is said once.
        block.times = [time for time in block.times if not any(_same(time, said) for said in _times_of(blocks))]
        blocks.append(block)
    return together(blocks)


def _times_of(blocks: list[Said]) -> list[StatedTime]:
    return [time for block in blocks for time in block.times]


def _same(one: StatedTime, other: StatedTime) -> bool:
    return (one.role, one.text, one.zone) == (other.role, other.text, other.zone)


def _block(raw: Fields, format: str, whose: str) -> Said:
    fields = {name.lower(): value for name, value in raw.items() if isinstance(value, str)}
    said = Said()
    _times(fields, format, whose, said)
    _place(fields, said)
    maker = next((clean(fields[name]) for name in _MAKERS if name in fields), None)
    model = next((clean(fields[name]) for name in _MODELS if name in fields), None)
    named = [part for part in (maker, model) if part]
    said.device = named[-1] if len(named) == 2 and named[1].casefold().startswith(named[0].casefold()) else None
    said.device = said.device or " ".join(named) or None
    said.software += [clean(fields[name]) for name in _SOFTWARE if name in fields]
    android = clean(fields.get("com.android.version", ""))
    said.software.append(f"Android {android}" if android else None)
    if not whose:
        said.credit += [clean(fields[name]) for name in _CREDIT if name in fields]
        said.caption += [clean(fields[name]) for name in _CAPTION if name in fields]
    return said


def _times(fields: Fields, format: str, whose: str, said: Said) -> None:
    for name, role, where in _EXACT:
        said.time(role, clean(fields.get(name, "")), where + whose)
    created = clean(fields.get("creation_time", ""))
    if created:
        if format not in _COUNTED:
            said.time(TimeRole.FILE_CREATED, created, f"creation time of the {format}{whose}")
        else:
            # FFmpeg writes the format's zone behind what it read; whether it is so cannot be said.
            said.time(TimeRole.FILE_CREATED, _ZONE.sub("", created), f"creation time{whose}", UNSURE_ZONE)
    for name, role, where in _WRITTEN:
        said.time(role, clean(fields.get(name, "")), where + whose)
    day = clean(fields.get("date", ""))
    if day and format in _DATED_BY_FILE:
        said.time(TimeRole.FILE_CREATED, day, f"date of the {format}{whose}")
    wave = " ".join(part for part in (fields.get("origination_date"), fields.get("origination_time")) if part)
    said.time(TimeRole.TAKEN, clean(wave), "Broadcast Wave origination")


def _place(fields: Fields, said: Said) -> None:
    for name in _PLACES:
        text = clean(fields.get(name, ""))
        if not text:
            continue
        # ISO 6709, Annex H: latitude and longitude in degrees, then perhaps a height.
        match = _ISO6709.match(text)
        if match is None:
            said.places.append(text)
        elif said.position is None:
            said.position = position(float(match[1]), float(match[2]), said.notes)
