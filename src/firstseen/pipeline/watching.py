"""What a worker does with one video, sound or animated picture: watch it once from start to end, and listen to it.

Runs inside the sandbox; only numbers, checked text and the packed prints come back.
"""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from firstseen.media.moving.facts import Film
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.packing import pack
from firstseen.prints.moving.sound import Listener
from firstseen.prints.moving.watching import Watcher
from firstseen.sandbox.answer import Answer

__all__ = ["watch"]


def watch(film: Film) -> Answer:
    """Facts (`values["moving"]`, the fields of `MovingFacts`) and packed prints (`arrays["prints"]`) of an opened film.

    Raises `RefusedError` when neither picture nor sound could be read.
    """
    watcher, listener = Watcher(), Listener()
    for piece in film.play():
        if isinstance(piece, np.ndarray):
            listener.feed(piece)
        else:
            watcher.see(piece)
    frames, keys = watcher.finish(film.played.seconds)
    sound = listener.prints() if film.played.sound_seconds > 0 else None
    facts = film.facts(watcher.size, watcher.shots)
    prints = MovingPrints(facts.seconds, facts.width, facts.height, frames, keys, sound)
    return Answer({"moving": asdict(facts)}, {"prints": np.frombuffer(pack(prints), dtype=np.uint8)})
