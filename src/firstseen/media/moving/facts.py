"""A video or sound opened, whichever kind it is, and in the end its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final

from PIL import Image

from firstseen.errors import RefusedError
from firstseen.media.credentials import read_credentials
from firstseen.media.metadata import metadata_of
from firstseen.media.moving.animated import animation, play_animation
from firstseen.media.moving.containers import cut_off, moving_kind, open_container
from firstseen.media.moving.credentials import moving_credentials
from firstseen.media.moving.frame import Frame
from firstseen.media.moving.limits import MovingLimits
from firstseen.media.moving.playing import Block, Played, play
from firstseen.media.moving.said import moving_said
from firstseen.media.moving.tracks import Chosen, chosen
from firstseen.media.signatures import Kind
from firstseen.model.moving import MovingFacts, TrackFacts
from firstseen.model.pictures import Metadata

__all__ = ["Film", "open_film"]

NO_TRACKS: Final = Chosen(None, None, (), ())


@dataclass(slots=True)
class Film:
    """An opened video, sound or animated picture. `container` and `tracks` are of PyAV, `image` of Pillow, and all
    read from `stream`."""

    stream: BinaryIO
    kind: Kind
    limits: MovingLimits
    container: Any = None
    tracks: Chosen = NO_TRACKS
    image: Image.Image | None = None
    played: Played = field(default_factory=Played)

    def play(self) -> Iterator[Frame | Block]:
        """Frames and blocks of sound from start to end; afterwards `facts` can be asked."""
        if self.image is not None:
            yield from play_animation(self.image, self.limits, self.played)
        else:
            yield from play(self.container, self.tracks, self.limits, self.played)

    def facts(self, size: tuple[int, int], shots: tuple[float, ...]) -> MovingFacts:
        """What is known after it was played; `size` is (rows, columns) of the shown frame, (0, 0) for sound alone.

        Raises `RefusedError` where neither picture nor sound could be read.
        """
        played = self.played
        cut = cut_off(self.stream, self.kind)
        notes = (*self.tracks.notes, *played.notes, *([cut] if cut else []))
        if played.frames == 0 and played.sound_seconds == 0:
            raise RefusedError("", _nothing_read(notes))
        return MovingFacts(
            format=self.kind.format,
            mime=self.kind.mime,
            seconds=round(played.seconds, 3),
            width=size[1],
            height=size[0],
            rotation=played.turn.degrees,
            rate=self._rate(),
            tracks=self._track_facts(),
            shots=tuple(round(shot, 3) for shot in shots),
            metadata=self._said(),
            notes=notes,
        )

    def _rate(self) -> float | None:
        played = self.played
        if self.image is not None:
            return round(played.frames / played.seconds, 3) if played.seconds > 0 else None
        if self.tracks.picture is None or not self.tracks.picture.average_rate:
            return None
        return round(float(self.tracks.picture.average_rate), 3)

    def _track_facts(self) -> tuple[TrackFacts, ...]:
        if self.image is None:
            return self.tracks.facts
        seconds = round(self.played.seconds, 3)
        one = TrackFacts(
            "picture", self.kind.format.lower(), seconds, self.image.width, self.image.height, self._rate()
        )
        return (one,)

    def _said(self) -> Metadata:
        if self.image is not None:
            self.stream.seek(0)
            credentials = read_credentials(self.stream.read(), self.kind.mime)
            return replace(metadata_of(self.image, self.kind.format), content_credentials=credentials)
        looked_at = list(self.container.streams)[: self.limits.max_tracks]
        said = moving_said(self.container.metadata, [stream.metadata for stream in looked_at], self.kind.format)
        return replace(said, content_credentials=moving_credentials(self.stream, self.kind))


def _nothing_read(notes: tuple[str, ...]) -> str:
    reasons = " ".join(notes)
    return (
        f"nothing of it can be shown or heard. {reasons}".rstrip(". ") if reasons else "it has no picture and no sound"
    )


def open_film(stream: BinaryIO, limits: MovingLimits) -> Film | None:
    """A video, sound or animated picture, opened; None for a file of another kind.

    Raises `RefusedError` for one that cannot be opened.
    """
    kind = moving_kind(stream)
    if kind is not None:
        container = open_container(stream, kind, limits)
        return Film(stream, kind, limits, container, chosen(container, limits))
    found = animation(stream, limits.max_pixels)
    return Film(stream, found[1], limits, image=found[0]) if found else None
