"""Clips of the dossier: small, made anew in the sandbox, for people to play. Stored bytes are never copied.

Their size is bounded: so many seconds of each, so many of all, and so many bytes of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.dossier.addresses import clip_address
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.records import MediumRecord

__all__ = ["CLIP_SECONDS", "Clip", "Clips", "begins", "planned"]

CLIP_SECONDS: Final = 90.0
"""Of one video or sound: about 3 MB (`firstseen.media.moving.clip`)."""
ALL_SECONDS: Final = 5400.0
"""Of all that are in a dossier: about 180 MB, which fits any USB stick and is copied in a minute."""
CLIP_BYTES: Final = 12_000_000
"""Of one clip: four times what 90 seconds take. Larger ones are not what was asked for."""
CLIP_SIDE: Final = 480
"""Pixels of the longer side."""
LEAD: Final = 5.0
"""Seconds of a long video before the shared stretch at which its clip begins."""
_EBML: Final = b"\x1a\x45\xdf\xa3"
"""What every WebM file begins with (RFC 8794)."""

ClipMaker = Callable[
    [Iterable[tuple[str, Digest, float]], float, int], Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]
]


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip that was written: at which second of the medium it begins, and whether it is all of it."""

    address: str
    begins: float
    whole: bool
    has_picture: bool


class Clips:
    """The clips of a dossier, by digest, and the reason for each that is not there."""

    def __init__(self) -> None:
        self._made: dict[Digest, Clip] = {}
        self._reasons: dict[Digest, str] = {}

    def of(self, digest: Digest) -> Clip | None:
        """The clip of a medium, None when there is none."""
        return self._made.get(digest)

    def reason(self, digest: Digest) -> str | None:
        """Why there is none; None for what is no video or sound."""
        return self._reasons.get(digest)

    def make(
        self,
        media: Mapping[Digest, MediumRecord],
        starts: Mapping[Digest, float],
        maker: ClipMaker,
        folder: Path,
        *,
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Write the clips of these media, as far as there is room, in their order; `starts`: at which second."""
        chosen = planned(media)
        for digest in media.keys() - set(chosen):
            self._reasons[digest] = "the dossier holds clips of other videos already, as many as it may"
        wanted = [(digest, digest, starts.get(digest, 0.0)) for digest in chosen]
        if not wanted:
            return
        for done, (digest, made, reason) in enumerate(maker(wanted, CLIP_SECONDS, CLIP_SIDE), start=1):
            progress(done)
            untrusted = b"" if made is None else made.tobytes()
            if not untrusted.startswith(_EBML) or len(untrusted) > CLIP_BYTES:
                self._reasons[digest] = reason or "what came back is no clip"
                continue
            path = folder / clip_address(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(untrusted)
            start = starts.get(digest, 0.0)
            moving = media[digest].moving
            whole = start == 0 and moving is not None and moving.seconds <= CLIP_SECONDS
            self._made[digest] = Clip(clip_address(digest), start, whole, media[digest].size is not None)


def planned(media: Mapping[Digest, MediumRecord]) -> list[Digest]:
    """Of which media there are clips: as many, in their order, as there is room for."""
    room = ALL_SECONDS
    chosen = []
    for digest, medium in media.items():
        seconds = min(CLIP_SECONDS, medium.moving.seconds) if medium.moving else CLIP_SECONDS
        if seconds <= room:
            room -= seconds
            chosen.append(digest)
    return chosen


def begins(medium: MediumRecord, copy: Copy) -> float:
    """At which second the clip of a long video begins: a little before the longest stretch it shares with another."""
    if medium.moving is None or medium.moving.seconds <= CLIP_SECONDS or not copy.segments:
        return 0.0
    is_a = medium.digest == copy.a
    longest = max(copy.segments, key=lambda one: (one.a_to - one.a_from, one.confidence, -one.a_from))
    start = longest.a_from if is_a else longest.b_from
    return round(max(0.0, min(start - LEAD, medium.moving.seconds - CLIP_SECONDS)), 1)
