"""Hours of video of which the prints alone are made: real prints, perturbed until they are strangers to one another.

- Frames: runs of the hashes of real videos (4 to 12 seconds, a shot), in each of which the same bits are turned round,
  by chance: within a shot hashes lie as far apart as they really do, and shots are strangers.
- Sound: second for second the peaks of real sounds, in another order, moved up or down by up to an octave; each peak
  may lie a step or two hops aside.
- Key frames: 80 an hour, 200 points in four pieces of real descriptors (`bench/scale/crowd.py`), every third with a
  region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.scale.crowd import Crowd, digest
from firstseen.prints.moving.moving import FramePrints, KeyFrame, MovingPrints, SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND
from firstseen.prints.picture import PicturePrints, RegionPrints

__all__ = ["Material", "hour", "name_of"]

SECONDS: Final = 3600
KEYS: Final = 80
"""`prints/moving/keys.py`: 1.5 MB of key frames an hour."""
HOURS_AT_ONCE: Final = 25
POINTS, REGION_POINTS, REGION_EVERY = 200, 120, 3
SHOT: Final = (4.0, 12.0)
OCTAVE: Final = 24
_SEED: Final = 20261128


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What strangers are made of: prints of real videos, and descriptors of real pictures."""

    films: Sequence[MovingPrints]
    crowd: Crowd


def name_of(number: int) -> str:
    """The digest of an hour."""
    return digest("hour", number)


def hour(material: Material, number: int) -> MovingPrints:
    """The prints of one hour; the same number gives the same prints."""
    chance = np.random.default_rng((_SEED, number))
    return MovingPrints(
        float(SECONDS), 1280, 720, _frames(material, chance), _keys(material, number), _sound(material, chance)
    )


def _frames(material: Material, chance: np.random.Generator) -> FramePrints:
    films = [film.frames for film in material.films if len(film.frames.times) > 1]
    parts: list[tuple[FramePrints, slice, np.ndarray, float]] = []
    at = 0.0
    while at < SECONDS:
        film = films[int(chance.integers(len(films)))]
        long = min(float(chance.uniform(*SHOT)), SECONDS - at)
        start = float(chance.uniform(0, max(0.0, float(film.until[-1]) - long)))
        rows = slice(*np.searchsorted(film.times, (start, start + long)).tolist())
        if rows.start < rows.stop:
            parts.append((film, rows, chance.integers(0, 256, (1, 2, 32), np.uint8), at - start))
        at += long
    times = np.concatenate([film.times[rows] + moved for film, rows, _, moved in parts]).astype(np.float32)
    return FramePrints(
        times=times,
        until=np.append(times[1:], np.float32(SECONDS)),
        pdq=np.concatenate([film.pdq[rows] ^ mask for film, rows, mask, _ in parts]),
        quality=np.concatenate([film.quality[rows] for film, rows, _, _ in parts]),
        shot=np.repeat(np.arange(len(parts), dtype=np.uint16), [rows.stop - rows.start for _, rows, _, _ in parts]),
    )


def _sound(material: Material, chance: np.random.Generator) -> SoundPrints:
    sounds = [film.sound for film in material.films if film.sound is not None and film.sound.seconds >= 2]
    seconds = [(sound, second) for sound in sounds for second in range(int(sound.seconds) - 1)]
    drawn = chance.integers(0, len(seconds), SECONDS).tolist()
    higher = chance.integers(-OCTAVE, OCTAVE + 1, SECONDS)
    pieces = [seconds[one] for one in drawn]
    stand_out = _mixed([(sound.times, sound.bins, start) for sound, start in pieces], higher, chance)
    faint = _mixed([(sound.faint_times, sound.faint_bins, start) for sound, start in pieces], higher, chance)
    return SoundPrints(float(SECONDS), *stand_out, *faint)


def _mixed(
    pieces: Sequence[tuple[NDArray[np.uint32], NDArray[np.uint8], int]],
    higher: NDArray[np.int64],
    chance: np.random.Generator,
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Peaks second by second, each second of other sound (its peaks and the second at which it begins), and higher."""
    times, bins = [], []
    for second, (of_times, of_bins, start) in enumerate(pieces):
        low, high = np.searchsorted(of_times, (start * HOPS_A_SECOND, (start + 1) * HOPS_A_SECOND))
        times.append(of_times[low:high].astype(np.int64) + round((second - start) * HOPS_A_SECOND))
        bins.append(of_bins[low:high].astype(np.int64) + int(higher[second]))
    at = np.maximum(np.concatenate(times) + chance.integers(-2, 3, sum(map(len, times))), 0)
    step = np.concatenate(bins) + chance.integers(-1, 2, len(at))
    heard = (step >= 0) & (step < BINS)
    order = np.lexsort((step[heard], at[heard]))
    return at[heard][order].astype(np.uint32), step[heard][order].astype(np.uint8)


def _keys(material: Material, number: int) -> tuple[KeyFrame, ...]:
    pictures = _some(material.crowd, number // HOURS_AT_ONCE)[number % HOURS_AT_ONCE * KEYS :][:KEYS]
    return tuple(
        KeyFrame((place + 0.5) * SECONDS / KEYS, _short(material, place, prints))
        for place, prints in enumerate(pictures)
    )


@lru_cache(maxsize=1)
def _some(crowd: Crowd, block: int) -> list[PicturePrints]:
    """The pictures of so many hours."""
    count = HOURS_AT_ONCE * KEYS
    return [prints for _, prints in crowd.mixed(block * count, (block + 1) * count)]


def _short(material: Material, place: int, prints: PicturePrints) -> PicturePrints:
    """As a key frame is described: with fewer points, and what packing asks for."""
    small = material.crowd.real[place % len(material.crowd.real)][1].small
    whole = _first(prints, POINTS, small)
    if place % REGION_EVERY:
        return whole
    box = (0, 0, prints.width, prints.height)
    return replace(whole, regions=(RegionPrints(box, _first(prints, -REGION_POINTS, small)),))


def _first(prints: PicturePrints, count: int, small: np.ndarray) -> PicturePrints:
    """The first points, or with a number below 0 the last."""
    rows = slice(0, count) if count > 0 else slice(count, None)
    return replace(
        prints,
        points=prints.points[rows],
        descriptors=prints.descriptors[rows],
        mirrored=prints.mirrored[rows],
        pdq=np.repeat(prints.pdq[:1], 8, axis=0),
        small=small,
        pixels="0" * 64,
        regions=(),
    )


def hours(material: Material, first: int, end: int) -> Iterator[tuple[str, MovingPrints]]:
    """The hours of these numbers."""
    for number in range(first, end):
        yield name_of(number), hour(material, number)
