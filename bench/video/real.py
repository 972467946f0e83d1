"""Videos that others made, where they are at hand: versions of a chair and of a pattern, and two that are alone.

They come with ThreatExchange (its samples for TMK). Their names tell what they are; where each lies in the one that it
was made of was measured frame by frame (24 x 32 grey pixels, normed, nearest frame; median of the differences in time).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av

from bench.video.truth import File, Spell

__all__ = ["real_files"]

_BASES = {"chair": "chair-orig-22-sd-bar.mp4", "pattern": "pattern-longer-no-bar.mp4"}
_STARTS = {
    "chair-19-sd-bar.mp4": 3.7,
    "chair-20-sd-bar.mp4": 2.0,
    "chair-22-sd-grey-bar.mp4": 0.0,
    "chair-22-sd-sepia-bar.mp4": 0.0,
    "chair-22-with-large-logo-bar.mp4": 0.0,
    "chair-22-with-small-logo-bar.mp4": 0.0,
    "pattern-hd-no-bar.mp4": 0.03,
    "pattern-sd-grey-bar.mp4": 0.03,
    "pattern-sd-with-large-logo-bar.mp4": 0.03,
    "pattern-sd-with-small-logo-bar.mp4": 0.03,
}
"""Seconds of the base at which a version begins."""
_ALONE = ("doorknob-hd-no-bar.mp4", "test-padded-dimensions.mp4")


def real_files(folder: Path | None) -> Iterator[File]:
    """The files that are in the folder, with what is true of them."""
    if folder is None or not folder.is_dir():
        return
    for name in sorted((*_BASES.values(), *_STARTS, *_ALONE)):
        if (folder / name).is_file():
            yield _told(folder / name)


def _told(path: Path) -> File:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        seconds = float((stream.duration or 0) * (stream.time_base or 0))
    subject = path.name.split("-")[0]
    takes = frozenset({f"real {subject}"})
    shares = {}
    if path.name in _STARTS:
        start = _STARTS[path.name]
        told = (0.0, seconds, start, start + seconds)
        shares = {_BASES[subject]: (Spell(*told, "picture"), Spell(*told, "sound"))}
    return File(path.name, "real versions", seconds, takes, takes, shares)
