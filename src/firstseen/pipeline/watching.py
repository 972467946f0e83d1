"""What a worker does with one video, sound or animated picture: watch it once from start to end, and listen to it.

Runs inside the sandbox; only numbers, checked text and the packed prints come back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from firstseen.media.moving.facts import Film
from firstseen.prints.moving.moving import MovingPrints, SoundPrints
from firstseen.prints.moving.packing import pack
from firstseen.prints.moving.watching import Watcher
from firstseen.sandbox.answer import Answer

__all__ = ["Hearing", "watch"]


class Hearing(Protocol):
    """Whoever makes prints of what is heard: fed blocks of mono sound at `SOUND_RATE`, one after the other."""

    def feed(self, block: NDArray[np.float32], /) -> None:
        """The next block."""
        ...

    def prints(self) -> SoundPrints:
        """The prints of all that was fed."""
        ...


def watch(film: Film, hearing: Hearing | None = None) -> Answer:
    """Facts (`values["moving"]`, the fields of `MovingFacts`) and packed prints (`arrays["prints"]`) of an opened film.

    What is heard is described where there is somebody to hear it. Raises `RefusedError` when neither picture nor sound
    could be read.
    """
    watcher = Watcher()
    for piece in film.play():
        if not isinstance(piece, np.ndarray):
            watcher.see(piece)
        elif hearing is not None:
            hearing.feed(piece)
    frames, keys = watcher.finish(film.played.seconds)
    facts = film.facts(watcher.size, watcher.shots)
    heard = hearing.prints() if hearing is not None and film.played.sound_seconds > 0 else None
    prints = MovingPrints(facts.seconds, facts.width, facts.height, frames, keys, heard)
    return Answer({"moving": asdict(facts)}, {"prints": np.frombuffer(pack(prints), dtype=np.uint8)})
