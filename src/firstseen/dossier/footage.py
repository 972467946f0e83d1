"""What is shown of videos and sounds: the same moments side by side, spectrograms, clips. Made before the pages are.

All of it is made in the sandbox, from stored bytes, and bounded: what there is no room for is told, not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.dossier.addresses import pair_picture_address
from firstseen.dossier.clips import Clip, Clips, begins
from firstseen.dossier.comparisons import Comparison
from firstseen.dossier.moments import Moment, moments_of
from firstseen.dossier.overlay import Overlay, of_box
from firstseen.dossier.previews import Preview, is_picture, written
from firstseen.dossier.sound_pair import Scale, Window, scale_of, window_of
from firstseen.dossier.spectrogram import spectrogram
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.model.records import MediumRecord

__all__ = ["SOUND_RATE", "Drawn", "Footage", "FootageMaker", "Frame", "Heard", "PairFootage"]

SOUND_RATE: Final = 11025
"""Samples a second of what `FootageMaker.sounds` gives."""
FRAME_SIDE: Final = 560
"""Pixels of the longer side of a frame: sharp at half a page's width."""
MOST_PAIRS: Final = 300
"""Pairs of which frames and spectrograms are shown: with four moments each about 100 MB."""

PairKey = tuple[Digest, Digest]


class FootageMaker(Protocol):
    """Decodes videos and sounds where untrusted bytes may be touched (the sandbox). Each gives, for each key that was
    wanted, in any order, what was made, or None and the reason."""

    def frames(
        self, wanted: Iterable[tuple[str, Digest, float]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """The frames shown at these seconds, (h, w, 3) uint8 RGB, upright."""
        ...

    def sounds(
        self, wanted: Iterable[tuple[str, Digest, float, float]], /
    ) -> Iterator[tuple[str, NDArray[np.float32] | None, str | None]]:
        """What is heard from one second to another: mono, `SOUND_RATE` a second, (n,) float32."""
        ...

    def clips(
        self, wanted: Iterable[tuple[str, Digest, float]], seconds: float, longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """WebM files, (n,) uint8, that begin at these seconds and last `seconds` at most."""
        ...


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that was written, and where what is shared lies in it; `time` is None for a still."""

    address: str
    preview: Preview
    time: float | None
    overlay: Overlay | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A spectrogram that was written, and its scale."""

    address: str
    scale: Scale


@dataclass(frozen=True, slots=True)
class Heard:
    """Spectrograms of a and of b, and what of them is drawn."""

    a: Drawn
    b: Drawn
    window: Window


@dataclass(frozen=True, slots=True)
class PairFootage:
    """What is shown of a pair: the same moments in a and b, and what is heard; `reason` where frames are missing."""

    moments: tuple[tuple[Frame, Frame], ...] = ()
    heard: Heard | None = None
    reason: str | None = None


class Footage:
    """What is shown of all videos and sounds of a dossier: clips by digest, the rest by pair."""

    def __init__(self) -> None:
        self.clips = Clips()
        self._pairs: dict[PairKey, PairFootage] = {}

    def of(self, copy: Copy) -> PairFootage | None:
        """What is shown of a pair; None for two still pictures, and for pairs there was no room for."""
        return self._pairs.get((copy.a, copy.b))

    def clip(self, digest: Digest) -> Clip | None:
        """The clip of a medium."""
        return self.clips.of(digest)

    def make(
        self,
        pairs: Sequence[Comparison],
        media: Mapping[Digest, MediumRecord],
        maker: FootageMaker,
        folder: Path,
        *,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """Write everything under `folder`: of these pairs, and clips of these media, both in order of importance.

        `progress` gets how many pairs and media are done, of how many.
        """
        moving = {(one.copy.a, one.copy.b): one for one in pairs if one.left.moving or one.right.moving}
        shown = dict(list(moving.items())[:MOST_PAIRS])
        moments = _moments(shown, maker, folder)
        heard = _heard(shown, maker, folder)
        total = len(shown) + len(media)
        for key in shown:
            frames, reason = moments.get(key, ((), None))
            self._pairs[key] = PairFootage(frames, heard.get(key), reason)
        starts: dict[Digest, float] = {}
        for one in moving.values():
            for medium in (one.left, one.right):
                starts.setdefault(medium.digest, begins(medium, one.copy))
        progress(len(shown), total)
        self.clips.make(media, starts, maker.clips, folder, progress=lambda done: progress(len(shown) + done, total))


def _of(one: Comparison) -> tuple[MediumRecord, MediumRecord]:
    """The media of a and of b."""
    return (one.left, one.right) if one.left_is_a else (one.right, one.left)


def _moments(
    pairs: Mapping[PairKey, Comparison], maker: FootageMaker, folder: Path
) -> dict[PairKey, tuple[tuple[tuple[Frame, Frame], ...], str | None]]:
    chosen = {key: moments_of(one.copy) for key, one in pairs.items()}
    wanted = {
        f"{number} {at} {side}": (key, at, side)
        for number, (key, moments) in enumerate(chosen.items())
        for at in range(len(moments))
        for side in ("a", "b")
    }

    def asked() -> Iterator[tuple[str, Digest, float]]:
        for name, (key, at, side) in wanted.items():
            moment = chosen[key][at]
            yield name, key[0] if side == "a" else key[1], moment.at_a if side == "a" else moment.at_b

    made: dict[tuple[PairKey, int, str], Frame] = {}
    reasons: dict[PairKey, str] = {}
    for name, pixels, reason in maker.frames(asked(), FRAME_SIDE) if wanted else ():
        key, at, side = wanted[name]
        if pixels is None or not is_picture(pixels):
            reasons.setdefault(key, reason or "what came back is not a picture")
            continue
        address = pair_picture_address(*key, f"{at + 1}{side}")
        preview = written(pixels, folder / address)
        made[key, at, side] = _frame(address, preview, chosen[key][at], side, _of(pairs[key])[side == "b"])
    found = {}
    for key, moments in chosen.items():
        both = [(made.get((key, at, "a")), made.get((key, at, "b"))) for at in range(len(moments))]
        found[key] = tuple((a, b) for a, b in both if a and b), reasons.get(key)
    return found


def _frame(address: str, preview: Preview, moment: Moment, side: str, medium: MediumRecord) -> Frame:
    box: Box | None = moment.box_a if side == "a" else moment.box_b
    time = (moment.at_a if side == "a" else moment.at_b) if medium.moving else None
    overlay = of_box(box, medium.size) if box is not None and medium.size is not None else None
    return Frame(address, preview, time, overlay)


def _heard(pairs: Mapping[PairKey, Comparison], maker: FootageMaker, folder: Path) -> dict[PairKey, Heard]:
    windows: dict[PairKey, tuple[Window, float, float]] = {}
    for key, one in pairs.items():
        a, b = (medium.moving.seconds if medium.moving else 0.0 for medium in _of(one))
        window = window_of(one.copy, a, b)
        if window is not None:
            windows[key] = window, a, b
    wanted: dict[str, tuple[PairKey, str, tuple[float, float]]] = {}
    for number, (key, (window, a, b)) in enumerate(windows.items()):
        for side, shown, seconds in (("a", window.shown_a, a), ("b", window.shown_b, b)):
            wanted[f"{number} {side}"] = key, side, (max(0.0, shown[0]), min(seconds, shown[1]))
    asked = ((name, key[side == "b"], *part) for name, (key, side, part) in wanted.items())
    addresses: dict[tuple[PairKey, str], str] = {}
    for name, samples, _ in maker.sounds(asked) if wanted else ():
        key, side, part = wanted[name]
        if samples is None or samples.ndim != 1 or samples.dtype != np.float32 or not np.isfinite(samples).all():
            continue
        path = folder / (address := pair_picture_address(*key, f"sound-{side}", "png"))
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = Image.fromarray(spectrogram(samples, SOUND_RATE, part[1] - part[0]))
        drawn.quantize(64, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
        addresses[key, side] = address
    found = {}
    for key, (window, a, b) in windows.items():
        if (key, "a") in addresses and (key, "b") in addresses:
            found[key] = Heard(
                Drawn(addresses[key, "a"], scale_of(window.shown_a, window.shared_a, a)),
                Drawn(addresses[key, "b"], scale_of(window.shown_b, window.shared_b, b)),
                window,
            )
    return found
