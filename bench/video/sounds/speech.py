"""Speech: sentences by chance, spoken by espeak-ng where it is installed, else a babble of vowels."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from functools import cache

import numpy as np

from bench.video.coding import RATE, Sound
from bench.video.sounds import to_level

__all__ = ["SPEAKER", "sentence", "speaker", "speech"]

SPEAKER = "espeak-ng"

_WHO = ("the driver", "a neighbour", "our reporter", "the mayor", "an old teacher", "two nurses", "a boy", "the baker")
_DID = ("saw", "counted", "carried", "heard about", "photographed", "was told of", "could not reach", "waited beside")
_THINGS = (
    *("the bridge", "seven boats", "a broken window", "the power station", "water in the cellar", "the blue car"),
    *("bread and blankets", "the school roof", "a long queue", "smoke over the hill", "the railway", "an empty square"),
)
_TIMES = (
    *("this morning", "before noon", "late at night", "for the third time", "on Tuesday", "again", "without warning"),
    *("since the storm", "as every year", "an hour ago", "and nobody answered", "while it rained"),
)
_VOICES = ("en-us", "en-gb", "en-gb-scotland", "en-us+f3", "en-gb+f2", "en-us+m3", "en-gb+m7")


@cache
def speaker() -> str | None:
    """The program that speaks, where it is installed."""
    return shutil.which(SPEAKER)


def speech(chance: np.random.Generator, seconds: float) -> Sound:
    """Speech of that length: no two of them say the same."""
    count = round(seconds * RATE)
    program = speaker()
    if program is None:
        return to_level(_babble(chance, count))
    voice, pace, pitch = chance.choice(_VOICES), int(chance.integers(135, 180)), int(chance.integers(30, 65))
    words = ". ".join(sentence(chance) for _ in range(round(seconds / 2.2) + 2))
    command = [program, "-v", str(voice), "-s", str(pace), "-p", str(pitch), "--stdout", words]
    spoken = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
    sound = np.interp(np.arange(0, len(samples), rate / RATE), np.arange(len(samples)), samples).astype(np.float32)
    return to_level(np.resize(sound, count))


def sentence(chance: np.random.Generator) -> str:
    """Something that somebody might say, by chance."""
    return " ".join(str(chance.choice(words)) for words in (_WHO, _DID, _THINGS, _TIMES))


def _babble(chance: np.random.Generator, count: int) -> Sound:
    """Syllables: a pulse of changing pitch with two resonances that jump, and pauses."""
    out = np.zeros(count, np.float32)
    at = 0
    base = chance.uniform(95, 200)
    while at < count:
        t = np.arange(round(chance.uniform(0.09, 0.26) * RATE)) / RATE
        pitch = base * chance.uniform(0.85, 1.2)
        first, second = chance.uniform(280, 850), chance.uniform(900, 2400)
        wave_ = np.zeros(len(t))
        for k in range(1, int(3600 / pitch)):
            near = np.exp(-(((k * pitch - first) / 130) ** 2)) + 0.6 * np.exp(-(((k * pitch - second) / 170) ** 2))
            wave_ += (near + 0.03) * np.sin(2 * np.pi * k * pitch * t)
        piece = (wave_ * np.hanning(len(t))).astype(np.float32)[: count - at]
        out[at : at + len(piece)] += piece
        at += len(t) + (round(chance.uniform(0.15, 0.5) * RATE) if chance.random() < 0.15 else 0)
    return out
