"""The rivals: frames hashed one by one with a share that must match, and the fingerprints of fpcalc laid alongside.

vPDQ is that of ThreatExchange: a frame a second, PDQ, frames of a quality under 50 left out, a frame matches at a
distance of at most 31 of 256 bits, and a video when at least 80 % of the frames of one of the two match. Its own rule
wants the share in the query; here either side will do, so that it misses no trim for want of the right side.

Chromaprint is fpcalc's raw fingerprint, a word of 32 bits about eight times a second; two sounds match where, at some
offset, the words of `WINDOW` differ by at most 10 bits on average (the threshold of the library's own matcher).
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image

from bench.video.answers import Answers, Said
from bench.video.truth import Spell

__all__ = ["CHROMAPRINT", "FPCALC", "VPDQ", "chromaprint", "sound_said", "vpdq", "vpdq_said"]

VPDQ, CHROMAPRINT, FPCALC = "vPDQ", "Chromaprint", "fpcalc"

DISTANCE, QUALITY, SHARE = 31, 50, 0.8
BITS, WINDOW = 10.0, 32
"""Most bits of a word of 32 that differ on average; words (4 s) over which that is taken, or all where there are fewer.
Over 20 words it joined three times as many pairs that share no sound (set "tuning")."""
WORDS_A_SECOND = 11025 / (4096 / 3)

Hashes = tuple[NDArray[np.uint8], NDArray[np.float64]]
"""Packed hashes (n, 32) and their seconds (n,)."""

Pairs = Callable[[str, str], bool]
"""Whether a pair is to be compared."""


def vpdq(files: Mapping[str, Path], wanted: Pairs) -> Answers:
    """Hashes every picture and video, and compares the pairs."""
    start = time.process_time()
    hashed = {name: _hashed(path) for name, path in files.items() if path.suffix in {".mp4", ".jpg"}}
    said = [
        one
        for a, b in combinations(hashed, 2)
        if wanted(a, b) and (one := vpdq_said(a, hashed[a], b, hashed[b])) is not None
    ]
    kept = sum(hashes.nbytes for hashes, _ in hashed.values())
    rule = (
        f"a frame a second, distance of at most {DISTANCE}, quality of at least {QUALITY}, {SHARE:.0%} of either side"
    )
    return Answers(VPDQ, tuple(said), time.process_time() - start, kept, (), rule)


def vpdq_said(a: str, hashed_a: Hashes, b: str, hashed_b: Hashes) -> Said | None:
    """The larger of the two shares as the score; a still is told with the moment of its nearest frame."""
    if not (len(hashed_a[0]) and len(hashed_b[0])):
        return None
    distances = np.bitwise_count(hashed_a[0][:, None] ^ hashed_b[0][None]).sum(axis=2)
    near = distances <= DISTANCE
    share = float(max(near.any(axis=1).mean(), near.any(axis=0).mean()))
    if share == 0:
        return None
    spells: tuple[Spell, ...] = ()
    if 1 in distances.shape:
        at_a, at_b = np.unravel_index(int(distances.argmin()), distances.shape)
        moment_a, moment_b = float(hashed_a[1][at_a]), float(hashed_b[1][at_b])
        spells = (Spell(moment_a, moment_a, moment_b, moment_b, "picture"),)
    return Said(a, b, share, share >= SHARE, spells)


def _hashed(path: Path) -> Hashes:
    hashes, times = [], []
    if path.suffix == ".jpg":
        with Image.open(path) as image:
            frames = [(0.0, np.asarray(image.convert("RGB")))]
    else:
        frames = _frames(path)
    for moment, rgb in frames:
        bits, quality = pdqhash.compute(np.ascontiguousarray(rgb))
        if quality >= QUALITY:
            hashes.append(np.packbits(np.asarray(bits, np.uint8)))
            times.append(moment)
    return np.array(hashes, np.uint8).reshape(-1, 32), np.array(times)


def _frames(path: Path) -> list[tuple[float, NDArray[np.uint8]]]:
    out = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        due = 0.0
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= due:
                out.append((float(frame.time), np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)))
                due += 1.0
    return out


def chromaprint(files: Mapping[str, Path], wanted: Pairs) -> Answers:
    """Fingerprints every sound with fpcalc, where it is installed, and compares the pairs."""
    program = shutil.which(FPCALC)
    if program is None:
        return Answers(CHROMAPRINT, (), 0.0, 0, (f"{FPCALC} is not installed",), "not installed")
    start, spent = time.process_time(), _children()
    heard = [name for name, path in files.items() if path.suffix != ".jpg"]
    with ThreadPoolExecutor(1) as threads:
        words = dict(zip(heard, threads.map(lambda name: _words(program, files[name]), heard), strict=True))
    said = [
        one
        for a, b in combinations(heard, 2)
        if wanted(a, b) and (one := sound_said(a, words[a], b, words[b])) is not None
    ]
    seconds = time.process_time() - start + _children() - spent
    kept = sum(some.nbytes for some in words.values())
    rule = f"at most {BITS:.0f} of 32 bits differ over {WINDOW / WORDS_A_SECOND:.1f} s"
    return Answers(CHROMAPRINT, tuple(said), seconds, kept, (), rule, only_hears=True)


def sound_said(a: str, words_a: NDArray[np.uint32], b: str, words_b: NDArray[np.uint32]) -> Said | None:
    """The least mean of differing bits over a window as the score (32 less it), and the stretch at that offset."""
    window = min(WINDOW, len(words_a), len(words_b))
    if window < WINDOW // 4:
        return None
    # Each row holds one offset of b against a: row k is b moved by k - len(a) + 1 words.
    count_a, count_b = len(words_a), len(words_b)
    padded = np.concatenate([np.zeros(count_a, np.uint32), words_b, np.zeros(count_a, np.uint32)])
    best, place = 32.0, (0, 0)
    for block in range(1, count_a + count_b, 512):
        rows = np.arange(block, min(block + 512, count_a + count_b))
        moved = padded[rows[:, None] + np.arange(count_a)[None]]
        bits = np.bitwise_count(moved ^ words_a[None]).astype(np.float32)
        reach = rows[:, None] + np.arange(count_a)[None]
        bits[(reach < count_a) | (reach >= count_a + count_b)] = 32
        sums = np.cumsum(np.pad(bits, ((0, 0), (1, 0))), axis=1)
        means = (sums[:, window:] - sums[:, :-window]) / window
        least = np.unravel_index(int(means.argmin()), means.shape)
        if means[least] < best:
            best, place = float(means[least]), (int(rows[least[0]]), int(least[1]))
    joins = best <= BITS
    if best > 16:
        return None
    return Said(a, b, 32 - best, joins, _spelled(words_a, words_b, *place, window) if joins else ())


def _spelled(
    words_a: NDArray[np.uint32], words_b: NDArray[np.uint32], row: int, start: int, window: int
) -> tuple[Spell, ...]:
    """The stretch round a window, as far as windows match at its offset."""
    offset = row - len(words_a)
    low, high = max(0, -offset), min(len(words_a), len(words_b) - offset)
    bits = np.bitwise_count(words_a[low:high] ^ words_b[low + offset : high + offset]).astype(np.float32)
    sums = np.cumsum(np.pad(bits, (1, 0)))
    good = (sums[window:] - sums[:-window]) / window <= BITS
    first = last = start - low
    while first > 0 and good[first - 1]:
        first -= 1
    while last + 1 < len(good) and good[last + 1]:
        last += 1
    # A word tells of the two seconds or so that follow it.
    begin, end = (low + first) / WORDS_A_SECOND, (low + last + window) / WORDS_A_SECOND + 2.0
    moved = offset / WORDS_A_SECOND
    return (Spell(begin, end, begin + moved, end + moved, "sound"),)


def _words(program: str, path: Path) -> NDArray[np.uint32]:
    command = [program, "-raw", "-length", "0", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    line = next((one for one in told.splitlines() if one.startswith("FINGERPRINT=")), "FINGERPRINT=")
    numbers = line.removeprefix("FINGERPRINT=").split(",")
    return np.array([int(number) for number in numbers if number], np.uint32)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def decoding_seconds(paths: Sequence[Path]) -> float:
    """Processor seconds that decoding every picture of the videos takes on one thread."""
    start = time.process_time()
    for path in paths:
        if path.suffix == ".mp4":
            with av.open(str(path)) as container:
                container.streams.video[0].thread_count = 1
                for _ in container.decode(container.streams.video[0]):
                    pass
    return time.process_time() - start
