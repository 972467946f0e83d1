"""A picture, video or sound as one side of a comparison: its prints, its time and what of it can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.match.moving.sound import Heard
from firstseen.match.places import Running
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.views import FrameView, views
from firstseen.prints.picture import PicturePrints

__all__ = ["Medium", "moving_medium", "still_medium"]

TELLING: Final = 60
TELLING_A_SECOND: Final = 4.0
"""Peaks that a sound must have, and have in each second on average, for its absence elsewhere to say anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Medium:
    """One side of a comparison: a still (`still`), or a video or sound (`moving`) with its facts and its views."""

    digest: Digest
    still: PicturePrints | None = None
    moving: MovingPrints | None = None
    facts: MovingFacts | None = None
    views: tuple[FrameView, ...] = ()
    heard: Heard | None = None

    @property
    def running(self) -> Running | None:
        """Its time; None for a still."""
        if self.moving is None:
            return None
        return Running(self.moving.seconds, self.facts.shots if self.facts else ())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is shown; (0, 0) for sound alone."""
        shown = self.still or self.moving
        return (shown.width, shown.height) if shown else (0, 0)

    @property
    def sounds(self) -> bool | None:
        """Whether it has a sound that can be recognised; None where too little of it stands out to say."""
        if self.heard is None:
            return False
        peaks = len(self.heard.prints.times)
        return True if peaks >= max(TELLING, TELLING_A_SECOND * self.heard.prints.seconds) else None

    def frame(self, view: int) -> tuple[int, float, PicturePrints, int] | None:
        """The frame that a view of the index is of: its number, its time, its prints, and which view of it it is."""
        if self.still is not None:
            return 0, 0.0, self.still, view
        if self.moving is None or not 0 <= view < len(self.views):
            return None
        found = self.views[view]
        return found.key, found.time, self.moving.keys[found.key].prints, found.view


def still_medium(digest: Digest, prints: PicturePrints) -> Medium:
    """A picture as one side of a comparison."""
    return Medium(digest, still=prints)


def moving_medium(digest: Digest, prints: MovingPrints, facts: MovingFacts | None) -> Medium:
    """A video or sound as one side of a comparison."""
    heard = Heard(prints.sound) if prints.sound is not None and len(prints.sound.times) else None
    return Medium(digest, moving=prints, facts=facts, views=tuple(views(prints)), heard=heard)
