"""The real file of the case, and clips of it to search for: sources of `bench.video`, joined without encoding anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np

from bench.video.chance import chance_of
from bench.video.coding import RATE, Picture, heard_in, shown_at, write_sound, write_video
from bench.video.sounds import laid_over
from bench.video.sounds.speech import speech

__all__ = ["KINDS", "Clip", "clips_of", "joined"]

SECONDS: Final = 10.0
FRAMES: Final = 25
KINDS: Final = ("clean", "mirrored", "cropped", "240p", "sound", "sound under speech")
"""Cropped: to 70 % of each side. 240p: 426 x 240 pixels, x264's factor 32. Sound: Opus; speech as loud over it."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A file to search for; `start`: where in the joined file it begins, None for one that is not there."""

    kind: str
    path: Path
    start: float | None


def joined(sources: Sequence[Path], path: Path) -> list[float]:
    """The packets of the files one after the other; gives where each begins, in seconds."""
    starts, offset = [], 0.0
    with av.open(str(path), "w") as out:
        streams: dict[int, Any] = {}
        for source in sources:
            with av.open(str(source)) as container:
                for stream in container.streams:
                    if stream.index not in streams:
                        streams[stream.index] = out.add_stream_from_template(stream)
                for packet in container.demux():
                    if packet.dts is None or packet.pts is None or packet.time_base is None:
                        continue
                    shift = round(offset / packet.time_base)
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = streams[packet.stream.index]
                    out.mux_one(packet)
                starts.append(offset)
                offset += (container.duration or 0) / 1_000_000 + 0.2
    return starts


def clips_of(salt: str, sources: Sequence[Path], starts: Sequence[float], folder: Path) -> Iterator[Clip]:
    """Ten seconds of each source in each way; what is in the folder already is not made again."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (source, start) in enumerate(zip(sources, starts, strict=True)):
        long = len(heard_in(source)) / RATE
        for kind in KINDS:
            begin = round(float(chance_of(salt, "clip", kind, number).uniform(0.5, long - SECONDS - 0.5)), 2)
            end = "opus" if kind.startswith("sound") else "mp4"
            path = folder / f"{kind.replace(' ', '-')}-{number:02}.{end}"
            if not path.exists():
                _make(kind, source, begin, path, f"{salt} {number}")
            yield Clip(kind, path, start + begin)


def _make(kind: str, source: Path, begin: float, path: Path, seed: str) -> None:
    sound = heard_in(source)[round(begin * RATE) : round((begin + SECONDS) * RATE)]
    part = path.with_name(f"partial-{path.name}")
    if kind.startswith("sound"):
        over = kind != "sound"
        write_sound(part, laid_over(sound, speech(chance_of(seed, "over"), SECONDS)) if over else sound)
    else:
        times = (begin + np.arange(round(SECONDS * FRAMES)) / FRAMES).tolist()
        frames = (_edited(kind, frame) for frame in shown_at(source, times))
        write_video(part, frames, FRAMES, sound, 32 if kind == "240p" else 25)
    part.rename(path)


def _edited(kind: str, frame: Picture) -> Picture:
    rows, columns = frame.shape[:2]
    if kind == "mirrored":
        return np.ascontiguousarray(frame[:, ::-1])
    if kind == "cropped":
        top, left, high, wide = rows // 10, columns // 5, rows * 7 // 20 * 2, columns * 7 // 20 * 2
        return np.ascontiguousarray(frame[top : top + high, left : left + wide])
    if kind == "240p":
        return np.asarray(cv2.resize(frame, (426, 240), interpolation=cv2.INTER_AREA), np.uint8)
    return frame
