"""How fast videos are examined, beside decoding alone: `python -m bench.moving [--hours N] [FILE ...]`.

Without files a video of 720p at 30 frames a second is made (H.264 by x264's defaults, AAC): cameras that move over
drawn scenes, a cut every five seconds, a little noise. With `--hours` it is repeated until it is as long: memory must
not grow with it, but for the list of packets that a container begins or ends with (24 bytes and more for each, 13 MB an
hour of MP4 at 30 frames a second) and for the prints. Seconds are processor time of one core; the worker is the one
that `trace` starts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from bench.used import Used
from firstseen.pipeline.examining import examination_options, examination_pool, understood_moving
from firstseen.sandbox.pool import Fault, Job

SIZE = (720, 1280)
RATE = 30
SHOT_SECONDS = 5
WORKER_SECONDS = 7200.0
DECODED_HOURS = 1.0
"""Hours up to which decoding alone is measured beside."""


def main() -> None:
    """Measures each file and prints a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--hours", type=float, default=0.0, help="repeat the drawn video until it has so many hours")
    parser.add_argument("--seconds", type=int, default=40, help="length of what is drawn")
    parser.add_argument("--small", action="store_true", help="draw 320 x 180 pixels")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = chosen.files
        if not files:
            size = (180, 320) if chosen.small else SIZE
            drawn = _drawn(Path(folder) / "drawn.mp4", chosen.seconds, size)
            files = [_repeated(drawn, Path(folder) / "long.mp4", chosen.hours * 3600)] if chosen.hours else [drawn]
        for file in files:
            _measure(file, with_decoding=chosen.hours <= DECODED_HOURS)


def _measure(file: Path, *, with_decoding: bool) -> None:
    started = time.monotonic()
    # What workers in bubblewrap use is not handed up to the program, so they are looked at while they run.
    with Used(os.getpid(), own=False) as used, examination_pool(1, WORKER_SECONDS) as pool:
        [(_, answer)] = pool.run([Job("k", file, dict(examination_options(WORKER_SECONDS)))])
    clock = time.monotonic() - started
    if isinstance(answer, Fault):
        print(f"{file.name}: {answer.reason}")
        return
    facts, prints, packed = understood_moving(answer)
    spent = used.seconds
    alone = f", decoding every frame alone {facts.seconds / _decoding(file):.1f} x" if with_decoding else ""
    print(
        f"{file.name}: {facts.seconds:.1f} s of {facts.width} x {facts.height}; examined at "
        f"{facts.seconds / spent:.1f} x real time ({spent:.1f} s of processor time, start of the worker included; "
        f"{clock:.1f} s on the clock){alone}; {len(prints.frames.times)} frames, {len(prints.keys)} key frames, "
        f"{len(facts.shots)} shots, {len(packed):,} bytes of prints = "
        f"{len(packed) / facts.seconds * 3600 / 1e6:.2f} MB an hour; {used.peak_mib:.0f} MiB at most, "
        f"{_opened_mib(file):.0f} of them for its container when it is opened (a list of all its packets)"
    )
    for note in facts.notes:
        print(f"  {note}")


def _opened_mib(file: Path) -> float:
    """Memory that opening the container takes, without reading anything: it is measured in a process of its own."""
    told = (
        "import sys, av, psutil; rss = lambda: psutil.Process().memory_info().rss / 2**20; "
        "before = rss(); opened = av.open(sys.argv[1]); print(rss() - before)"
    )
    return float(subprocess.run([sys.executable, "-c", told, str(file)], capture_output=True, check=True).stdout)


def _decoding(file: Path) -> float:
    """Processor seconds of decoding every frame of the picture, on one core."""
    started = time.process_time()
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        for _ in container.decode(stream):
            pass
    return time.process_time() - started


def _scene(seed: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """A wide picture with structure at all scales, and shapes with edges."""
    chance = np.random.default_rng(seed)
    rows, columns = size[0] * 5 // 4, size[1] * 4 // 3
    field = np.zeros((rows, columns, 3), np.float32)
    for octave in range(2, 9):
        coarse = chance.normal(size=(2**octave, 2**octave, 3)).astype(np.float32)
        field += cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC) * (90 / octave**1.3)
    canvas = np.clip(field + 120, 0, 255).astype(np.uint8)
    for _ in range(80):
        centre = chance.integers([0, 0], [columns, rows])
        reach = chance.integers(-rows // 12, rows // 12, (int(chance.integers(3, 6)), 2))
        cv2.fillPoly(canvas, [centre + reach], [int(value) for value in chance.integers(0, 256, 3)], cv2.LINE_AA)
    return canvas


def _drawn(path: Path, seconds: int, size: tuple[int, int]) -> Path:
    rows, columns = size
    chance = np.random.default_rng(1)
    grain = chance.integers(-5, 6, (8, rows, columns, 1), dtype=np.int16)
    with av.open(str(path), "w") as out:
        picture: Any = out.add_stream("libx264", rate=RATE)
        picture.width, picture.height, picture.pix_fmt = columns, rows, "yuv420p"
        sound: Any = out.add_stream("aac", rate=44100, layout="stereo")
        scene = _scene(0, size)
        for number in range(seconds * RATE):
            within = number % (SHOT_SECONDS * RATE)
            if within == 0:
                scene = _scene(number, size)
            x = (scene.shape[1] - columns) * within // (SHOT_SECONDS * RATE)
            y = int((scene.shape[0] - rows) * (0.5 + 0.4 * np.sin(within / 20)))
            shown = scene[y : y + rows, x : x + columns].astype(np.int16) + grain[number % len(grain)]
            frame = av.VideoFrame.from_ndarray(np.clip(shown, 0, 255).astype(np.uint8), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(picture.encode(frame))
        out.mux(picture.encode())
        for second in range(seconds):
            heard = (0.2 * chance.normal(size=(2, 44100))).clip(-1, 1).astype(np.float32)
            block = av.AudioFrame.from_ndarray(heard, "fltp", "stereo")
            block.sample_rate, block.pts = 44100, second * 44100
            out.mux(sound.encode(block))
        out.mux(sound.encode())
    return path


def _repeated(source: Path, path: Path, seconds: float) -> Path:
    """The packets of a file again and again, without encoding anything."""
    with av.open(str(path), "w") as out:
        offset = 0.0
        streams: dict[int, Any] = {}
        while offset < seconds:
            with av.open(str(source)) as container:
                for stream in container.streams:
                    if stream.index not in streams:
                        streams[stream.index] = out.add_stream_from_template(stream)
                for packet in container.demux():
                    if packet.dts is None or packet.pts is None:
                        continue
                    shift = round(offset / packet.time_base)
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = streams[packet.stream.index]
                    out.mux_one(packet)
                assert container.duration is not None
                offset += container.duration / 1_000_000 + 0.1
    return path


if __name__ == "__main__":
    main()
