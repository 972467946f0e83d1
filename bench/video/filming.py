"""Which scene and which sound each source, each negative and each filling has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bench.video.chance import chance_of
from bench.video.coding import RATE, Picture, Sound
from bench.video.scenes import Scene
from bench.video.scenes.shore import Shore
from bench.video.scenes.shots import Shots
from bench.video.scenes.street import Stand, Street
from bench.video.sounds import to_level
from bench.video.sounds.music import music
from bench.video.sounds.speech import speech
from bench.video.sounds.street import street

__all__ = ["Filming", "host", "street_of"]

_EACH = 10
"""Photographs of a source that is made of them."""
_FIXED = (4, 10)
"""Sources that are filmed by a camera that hangs on a wall."""
_LATE = 0.7
"""Seconds that a second camera starts after the first."""


def host(seed: str) -> Scene:
    """A scene of its own, for what is shown inside one."""
    chance = chance_of(seed, "host")
    return (
        Shore(chance) if chance.random() < 0.5 else street_of(f"{seed} host", f"{seed} host", f"{seed} host", Stand())
    )


def street_of(place: str, moment: str, camera: str, stand: Stand) -> Street:
    """A street by the words that its place, its moment and its camera are drawn from."""
    return Street(chance_of(place, "place"), chance_of(moment, "moment"), chance_of(camera, "camera"), stand)


@dataclass(frozen=True)
class Filming:
    """The scenes and sounds of one set."""

    salt: str
    photographs: tuple[Path, ...]

    def scene(self, number: int, seconds: float) -> Scene:
        """Source by source: photographs, a street, a shore. Without photographs, a street instead."""
        if number % 3 == 2:
            return Shore(chance_of(self.salt, "shore", number))
        some = self._some(number // 3 * _EACH, _EACH)
        if number % 3 == 0 and some:
            return Shots(chance_of(self.salt, "shots", number), some, seconds)
        return street_of(*self._words(number), _stand(number))

    def sound(self, number: int, seconds: float) -> Sound:
        """Source by source: music, a street, speech, speech in a street."""
        chance = chance_of(self.salt, "sound", number)
        if number % 4 == 0:
            return music(chance, seconds)
        if number % 4 == 1:
            return street(chance, seconds)
        if number % 4 == 2:
            return speech(chance, seconds)
        return to_level(0.35 * street(chance, seconds) + speech(chance, seconds))

    def another_moment(self, number: int) -> tuple[Scene, Sound]:
        """The place of a source at another time: others go by."""
        place, _, camera = self._words(number)
        later = f"{self.salt} later {number}"
        held = camera if number in _FIXED else later
        return street_of(place, later, held, _stand(number)), street(chance_of(later, "sound"), 30)

    def second_camera(self, number: int, seconds: float) -> tuple[Scene, Sound]:
        """The moment of a source from another stand, and what is heard there."""
        place, moment, _ = self._words(number)
        chance = chance_of(self.salt, "stand", number)
        along = float(chance.choice([-1, 1]) * chance.uniform(5, 9))
        stand = Stand(along, float(chance.uniform(2, 6)), float(chance.uniform(0.9, 1.4)), float(chance.uniform(-5, 5)))
        scene = street_of(place, moment, f"{self.salt} second {number}", stand)
        near = self.sound(number, seconds)[round(_LATE * RATE) :]
        dull = np.convolve(near, np.hanning(12) / np.hanning(12).sum(), "same").astype(np.float32)
        return _Late(scene, _LATE), to_level(dull + 0.02 * chance.standard_normal(len(dull)).astype(np.float32))

    def same_song(self, number: int, seconds: float) -> tuple[Scene, Sound]:
        """Another picture to the music of a source, from its fourth second on."""
        scene = host(f"{self.salt} song {number}")
        return scene, self.sound(number, seconds)[4 * RATE :]

    def filling(self, seconds: float) -> Filling:
        """What the long video is made of."""
        return Filling(self, seconds)

    def _words(self, number: int) -> tuple[str, str, str]:
        return f"{self.salt} street {number}", f"{self.salt} then {number}", f"{self.salt} held {number}"

    def _some(self, start: int, count: int) -> Sequence[Path]:
        return self.photographs[start : start + count]

    def spare(self, start: int, count: int) -> Sequence[Path]:
        """Photographs that no source shows."""
        return self.photographs[4 * _EACH :][start : start + count]


class _Late:
    """A scene filmed from a later second on."""

    def __init__(self, scene: Scene, late: float) -> None:
        self._scene, self._late = scene, late

    def frame(self, t: float) -> Picture:
        """What the camera sees."""
        return self._scene.frame(t + self._late)


class Filling:
    """Scene after scene, each 40 seconds long, with a sound of its own."""

    _LONG = 40.0

    def __init__(self, filming: Filming, seconds: float) -> None:
        self._filming = filming
        self._count = int(seconds // self._LONG) + 1
        self._scene = lru_cache(maxsize=1)(self._made)

    def frame(self, t: float) -> Picture:
        """What is on the screen."""
        return self._scene(int(t // self._LONG)).frame(t % self._LONG)

    def _made(self, number: int) -> Scene:
        seed = f"{self._filming.salt} filling {number}"
        some = self._filming.spare(number // 2 * 8, 8)
        if number % 2 == 0 and len(some) == 8:
            return Shots(chance_of(seed), some, self._LONG)
        return host(seed)

    def sound(self) -> Sound:
        """The sound of it all."""
        makers = (street, music, speech)
        pieces = [
            makers[number % 3](chance_of(self._filming.salt, "filling", number), self._LONG)
            for number in range(self._count)
        ]
        return np.concatenate(pieces)


def _stand(number: int) -> Stand:
    return Stand(drift=0.0, shake=0.0) if number in _FIXED else Stand()
