"""How far under speech a recording is told: `python -m bench.listening [--again WORD] [--louder 1 2 4 8] [--each 3]`.

Sources are the sounds of a tuning set of `bench.video` (music, streets, speech, speech in a street), as AAC. Stretches
of 5 s of each, with speech laid over them that is so many times as loud, as AAC, MP3 and Opus, are compared with their
source and with three other sources: by their peaks alone, and where those leave a doubt by listening to both. Pieces of
music played a second time by the same instruments, each note a little beside, are compared with the first time.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bench.video.chance import chance_of
from bench.video.coding import RATE, Sound, heard_in, samples_in, write_sound
from bench.video.corpus import SOURCES, corpus_of
from bench.video.sounds import to_level
from bench.video.sounds.music import music
from bench.video.sounds.speech import speech
from firstseen.match.moving.listening import Listen, listened
from firstseen.match.moving.sound import Heard, shared_sound
from firstseen.match.moving.waves import FITS, REACH, Samples, waves
from firstseen.model.moving import Segment
from firstseen.prints.moving.sound import RATE as HEARD_RATE
from firstseen.prints.moving.sound import Listener

SECONDS = 5.0
ENDS = ("m4a", "mp3", "opus")
OTHERS = (1, 4, 8)
"""How far on the other sources are; the fourth and the eighth are of the same kind of sound."""
PIECES, PLAYED_SECONDS, BESIDE = 12, 30.0, 0.012
"""Pieces of music that are played twice, and the deviation of a note's beginning, in seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file as the program hears it."""

    samples: Samples
    heard: Heard


def main() -> None:
    """Measures each loudness and prints a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", default="", metavar="WORD", help="draws the sounds anew")
    parser.add_argument("--louder", type=float, nargs="+", default=[1.0, 2.0, 4.0, 8.0], help="of the speech")
    parser.add_argument("--each", type=int, default=3, help="stretches of each source")
    chosen = parser.parse_args()
    corpus = corpus_of("tuning", 1, None, None, again=chosen.again)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sounds, sources = [], []
        for number, source in enumerate(corpus.sources):
            path = folder / f"source-{number:02}.m4a"
            write_sound(path, corpus.filming.sound(number, source.seconds))
            sounds.append(heard_in(path))
            sources.append(_file(path))
        for louder in chosen.louder:
            print(_loudness(folder, corpus.salt, (sounds, sources), louder, chosen.each), flush=True)
        print(_played_again(folder, corpus.salt))


def _loudness(folder: Path, salt: str, known: tuple[list[Sound], list[File]], louder: float, each: int) -> str:
    by_peaks = by_listening = made_up = asked = 0
    for number, turn in ((number, turn) for number in range(SOURCES) for turn in range(each)):
        clip, start = _clip(folder, salt, known[0][number], (number, turn), louder)
        peaks, all_told = _told(known[1][number], clip)
        by_peaks += _is_there(peaks, start)
        by_listening += _is_there(all_told, start)
        for on in OTHERS:
            made_up += bool(_told(known[1][(number + on) % SOURCES], clip)[1])
            asked += 1
    return (
        f"speech {louder:g} times as loud: of {SOURCES * each} stretches {by_peaks} by peaks alone, {by_listening} "
        f"with listening; of {asked} pairs of other sounds {made_up} joined"
    )


def _clip(folder: Path, salt: str, sound: Sound, which: tuple[int, int], louder: float) -> tuple[File, float]:
    """A stretch under speech, and where it begins."""
    chance = chance_of(salt, "listening", louder, *which)
    start = round(float(chance.uniform(0.5, len(sound) / RATE - SECONDS - 0.5)), 2)
    part = to_level(sound[round(start * RATE) : round((start + SECONDS) * RATE)])
    both = part + louder * to_level(speech(chance, SECONDS)[: len(part)])
    path = folder / f"clip.{ENDS[sum(which) % len(ENDS)]}"
    write_sound(path, (0.9 * both / np.abs(both).max()).astype(np.float32))
    return _file(path), start


def _told(source: File, clip: File) -> tuple[list[Segment], list[Segment]]:
    found = shared_sound(source.heard, clip.heard)
    return list(found.segments), listened(found, source.heard, clip.heard, _listen(source, clip))


def _is_there(segments: list[Segment], start: float) -> bool:
    return any(abs(one.a_from - one.b_from - start) < 1 for one in segments)


def _listen(a: File, b: File) -> Listen:
    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples:
        return _between((a if which == "a" else b).samples, first, last)

    return listen


def _between(samples: Samples, first: float, last: float) -> Samples:
    """Silence where that lies beyond an end."""
    places = np.arange(round(first * HEARD_RATE), round(last * HEARD_RATE))
    inside = (places >= 0) & (places < len(samples))
    return np.where(inside, samples[np.clip(places, 0, len(samples) - 1)], 0).astype(np.float32)


def _played_again(folder: Path, salt: str) -> str:
    fits, asked = 0, 0
    for one, again in _pieces(folder, salt):
        for start in np.arange(1.0, PLAYED_SECONDS - SECONDS - 1, SECONDS):
            around = _between(one.samples, start - REACH, start + SECONDS + REACH)
            fits += waves(around, _between(again.samples, start, start + SECONDS), (0.0, SECONDS)) is not None
            asked += 1
    return f"music played again by the same instruments: of {asked} stretches {fits} fit {FITS:g} times as well"


def _pieces(folder: Path, salt: str) -> Iterator[tuple[File, File]]:
    """Each piece played twice by hands that differ: `bench.video.sounds.music` with notes a little beside."""
    for number in range(PIECES):
        files = []
        for hand in range(2):
            path = folder / f"played-{hand}.m4a"
            hands = chance_of(salt, "hand", hand, number)
            write_sound(path, music(chance_of(salt, "piece", number), PLAYED_SECONDS, hands, BESIDE))
            files.append(_file(path))
        yield files[0], files[1]


def _file(path: Path) -> File:
    samples = samples_in(path, HEARD_RATE)
    listener = Listener()
    listener.feed(samples)
    return File(samples, Heard(listener.prints()))


if __name__ == "__main__":
    main()
