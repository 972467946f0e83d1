"""Makes the files of a set, or takes them from the cache: a folder named by the generator's code and the set."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.video.chance import chance_of
from bench.video.coding import RATE, Picture, heard_in, shown_at, write_sound, write_video
from bench.video.corpus import CLEAN, EXCERPT_KINDS, LONG_KINDS, NEGATIVES, REAL, Corpus
from bench.video.edits import Piece, Plan, render
from bench.video.edits.stills import STILLS
from bench.video.sounds import laid_over
from bench.video.sounds.speech import speech
from bench.video.truth import File

__all__ = ["CACHE", "make_all"]

CACHE = Path(tempfile.gettempdir()) / "firstseen-bench-video"

_RATE, _QUALITY = 25, 23
_LONG_RATE = 15
"""Frames a second of the long video: a quarter of an hour would take minutes to draw."""


def make_all(corpus: Corpus, cache: Path, workers: int) -> dict[str, Path]:
    """All files of the set by name; makes those that the cache lacks. Raises what drawing or encoding raises."""
    folder = cache / f"{corpus.name}-{_code()[:12]}-{corpus.digest[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    files = [file for file in corpus.files if file.kind != REAL]
    # The long video takes longest, and what is cut from it comes after it.
    for round_ in (
        [file for file in files if file.kind == "source"],
        sorted((file for file in files if file.kind not in {"source", LONG_KINDS[1]}), key=_longest_first),
        [file for file in files if file.kind == LONG_KINDS[1]],
    ):
        _made(corpus, folder, round_, workers)
    found = {file.name: folder / file.name for file in files}
    if corpus.real is not None:
        found.update({file.name: corpus.real / file.name for file in corpus.files if file.kind == REAL})
    return found


def _longest_first(file: File) -> float:
    return -file.seconds


def _made(corpus: Corpus, folder: Path, files: Sequence[File], workers: int) -> None:
    missing = [file for file in files if not (folder / file.name).exists()]
    if not missing:
        return
    task = partial(_make, corpus, folder)
    with multiprocessing.get_context("forkserver").Pool(workers) as pool:
        for number, name in enumerate(pool.imap_unordered(task, missing), start=1):
            if sys.stderr.isatty():
                print(f"\rdrawing {number}/{len(missing)} {name:40}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _make(corpus: Corpus, folder: Path, file: File) -> str:
    cv2.setNumThreads(1)
    partial_ = folder / f"partial-{file.name}"
    turn = int(file.name.rsplit(".", 1)[0].rsplit("-", 1)[-1]) if "-" in file.name else 0
    sources = {source.name: folder / source.name for source in corpus.sources}
    if file.kind == "source":
        scene, sound = corpus.filming.scene(turn, file.seconds), corpus.filming.sound(turn, file.seconds)
        write_video(partial_, _filmed(scene, file.seconds), _RATE, sound, _QUALITY)
    elif file.kind in NEGATIVES:
        _negative(corpus, file, turn, partial_)
    elif file.kind == LONG_KINDS[0]:
        _long(corpus, file, sources, partial_)
    elif file.kind == LONG_KINDS[1]:
        (long, spells), *_ = file.shares.items()
        plan = Plan([Piece(long, spells[0].b_from, spells[0].b_to)], file.name)
        render(plan, {long: folder / long}, partial_)
    elif file.kind in STILLS:
        source, moment = corpus.still(file.kind, turn)
        frame = next(iter(shown_at(sources[source.name], [moment])))
        still = STILLS[file.kind](chance_of(corpus.salt, file.name), frame)
        Image.fromarray(still).save(partial_, "JPEG", quality=86)
    elif file.kind in EXCERPT_KINDS:
        source, start = corpus.excerpt(file.kind, turn)
        sound = heard_in(sources[source.name])[round(start * RATE) : round((start + file.seconds) * RATE)]
        if file.kind != CLEAN:
            sound = laid_over(sound, speech(chance_of(corpus.salt, file.name), file.seconds))
        write_sound(partial_, sound)
    else:
        render(corpus.plan(file.kind, turn), sources, partial_)
    partial_.rename(folder / file.name)
    return file.name


def _filmed(scene, seconds: float, rate: int = _RATE) -> Iterator[Picture]:  # type: ignore[no-untyped-def]
    return (scene.frame(k / rate) for k in range(round(seconds * rate)))


def _negative(corpus: Corpus, file: File, number: int, path: Path) -> None:
    long = corpus.sources[number].seconds
    if file.kind == "another moment":
        scene, sound = corpus.filming.another_moment(number)
    elif file.kind == "two cameras":
        scene, sound = corpus.filming.second_camera(number, long)
    else:
        scene, sound = corpus.filming.same_song(number, long)
    write_video(path, _filmed(scene, file.seconds), _RATE, sound[: round(file.seconds * RATE)], _QUALITY)


def _long(corpus: Corpus, file: File, sources: dict[str, Path], path: Path) -> None:
    """Filling, with some seconds of the sources let in."""
    filling = corpus.filming.filling(file.seconds)
    sound = filling.sound()[: round(file.seconds * RATE)]
    inserts = [(spells[0], sources[name]) for name, spells in file.shares.items()]
    for spell, source in inserts:
        count = round((spell.a_to - spell.a_from) * RATE)
        start = round(spell.a_from * RATE)
        sound[start : start + count] = heard_in(source)[round(spell.b_from * RATE) :][:count]

    def frames() -> Iterator[Picture]:
        number, count = 0, round(file.seconds * _LONG_RATE)
        starts = {round(spell.a_from * _LONG_RATE): (spell, source) for spell, source in inserts}
        while number < count:
            if number in starts:
                spell, source = starts[number]
                long = round((spell.a_to - spell.a_from) * _LONG_RATE)
                yield from shown_at(source, [spell.b_from + k / _LONG_RATE for k in range(long)])
                number += long
            else:
                yield filling.frame(number / _LONG_RATE)
                number += 1

    write_video(path, frames(), _LONG_RATE, np.asarray(sound), _QUALITY)


def _code() -> str:
    """The digest of the modules that decide what is drawn."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    chosen = [here / name for name in ("chance.py", "coding.py", "corpus.py", "filming.py", "making.py", "real.py")]
    for path in sorted(
        [*chosen, *(here / "scenes").glob("*.py"), *(here / "sounds").glob("*.py"), *(here / "edits").glob("*.py")]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()
