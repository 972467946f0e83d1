"""`python -m bench.mutations`: files of every kind that is read, broken in thousands of ways, given to the program.

One small file of each format is changed at random places, from a fixed seed: bits, bytes, lengths, pieces taken out,
doubled, moved, cut off. Pictures, videos and sounds go to the workers that examine them; all else is read as `add`
reads it, with every content read to its end. Told are the crashes, what the workers needed, and the memory of the
program.
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
from PIL import Image
from tests.exports.samples import SAMPLES

from firstseen.errors import RefusedError
from firstseen.intake import known_readers
from firstseen.intake.apart import Apart
from firstseen.intake.detect import medium_kind, reader_for
from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Item, Refusal, SourceRead
from firstseen.pipeline.examining import examination_options
from firstseen.pipeline.tasks import EXAMINE_TASK as TASK
from firstseen.sample.case import write_sample
from firstseen.sandbox import Answer, Job, Limits, Pool

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LARGEST_SEED = 400_000
GOOD_SEED = 15_000
SECONDS = 30.0
MEMORY_MIB = 1024
_LENGTHS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000)


@dataclass(slots=True)
class Report:
    """What became of the mutations of one format."""

    answered: int = 0
    refused: int = 0
    stopped: Counter[str] = field(default_factory=Counter)
    """Reasons that say that a worker died, hung or lied, without their particulars."""
    slowest: float = 0.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The same with one to eight faults."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        if not broken:
            break
        # Headers decide what is done: every third fault is in the first kilobyte.
        at = chance.randrange(len(broken) if chance.random() < 2 / 3 else min(len(broken), 1024))
        length = chance.randrange(1, 1 + min(512, len(broken)))
        match chance.randrange(8):
            case 0:
                broken[at] ^= 1 << chance.randrange(8)
            case 1:
                broken[at] = chance.randrange(256)
            case 2:
                number = chance.choice(_LENGTHS)
                size = chance.choice((2, 4, 8))
                order = chance.choice(("little", "big"))
                broken[at : at + size] = (number % 256**size).to_bytes(size, "big" if order == "big" else "little")
            case 3:
                del broken[at : at + length]
            case 4:
                broken[at:at] = broken[at : at + length]
            case 5:
                other = chance.randrange(len(broken))
                broken[at : at + length] = broken[other : other + length]
            case 6:
                broken[at:at] = chance.randbytes(length)
            case 7:
                del broken[at + 1 :]
    return bytes(broken)


def _picture(side: int = 96) -> Image.Image:
    rows, columns = np.mgrid[0:side, 0:side]
    return Image.fromarray(np.stack([rows * 2 % 256, columns * 2 % 256, (rows + columns) % 256], 2).astype(np.uint8))


def _pictures() -> Iterator[tuple[str, bytes]]:
    try:
        import pillow_heif  # noqa: PLC0415 - an extra of the program

        pillow_heif.register_heif_opener()
    except ImportError:
        pass
    for name in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF"):
        stream = io.BytesIO()
        try:
            _picture().save(stream, name)
        except (KeyError, OSError, ValueError):
            continue
        yield name, stream.getvalue()
    for name in ("GIF", "WEBP", "PNG"):
        stream = io.BytesIO()
        frames = [_picture().rotate(30 * turn) for turn in range(4)]
        frames[0].save(stream, name, save_all=True, append_images=frames[1:], duration=200)
        yield f"{name} that moves", stream.getvalue()


def _moving() -> Iterator[tuple[str, bytes]]:
    """Films and sounds of two seconds, in every container that this build can write."""
    films = {
        "mp4": "libx264",
        "mov": "libx264",
        "matroska": "libx264",
        "webm": "libvpx",
        "avi": "mpeg4",
        "mpegts": "libx264",
        "mpeg": "mpeg2video",
        "flv": "flv",
        "asf": "wmv2",
        "3gp": "libx264",
    }
    for container, codec in films.items():
        try:
            yield container, _film(container, codec)
        except (av.FFmpegError, ValueError):
            continue
    sounds = {
        "mp3": "libmp3lame",
        "adts": "aac",
        "ipod": "aac",
        "opus": "libopus",
        "ogg": "libvorbis",
        "wav": "pcm_s16le",
    }
    for container, codec in {**sounds, "flac": "flac", "amr": "libopencore_amrnb"}.items():
        try:
            yield container, _sound(container, codec)
        except (av.FFmpegError, ValueError):
            continue


def _film(container: str, codec: str) -> bytes:
    stream = io.BytesIO()
    with av.open(stream, "w", format=container) as out:
        track: Any = out.add_stream(codec, rate=25)
        track.width, track.height, track.pix_fmt = 96, 96, "yuv420p"
        for turn in range(50):
            frame = av.VideoFrame.from_ndarray(np.asarray(_picture().rotate(turn * 3)), "rgb24")
            out.mux(track.encode(frame))
        out.mux(track.encode())
    return stream.getvalue()


def _sound(container: str, codec: str) -> bytes:
    stream = io.BytesIO()
    rate = 8000 if container == "amr" else 48000
    with av.open(stream, "w", format=container) as out:
        track: Any = out.add_stream(codec, rate=rate)
        track.layout = "mono"
        tone = (8000 * np.sin(np.arange(rate) / 20)).astype(np.int16)
        resampler = av.AudioResampler(track.format, "mono", rate, frame_size=track.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(tone[None], "s16", "mono")
        frame.sample_rate = rate
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(track.encode(piece))
        out.mux(track.encode())
    return stream.getvalue()


def _collected(work: Path) -> Iterator[tuple[str, str, bytes]]:
    """(format, name, bytes) of a small file that each reader takes, from the sample and what is shared."""
    sample = write_sample(work / "sample")
    folders = [*sample.sources, *(SHARED / name for name in ("exports", "webarchives", "pages", "hostile", "viral64"))]
    best: dict[str, Path] = {}
    for path in sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()):
        if not 0 < path.stat().st_size <= LARGEST_SEED:
            continue
        source = Source(FolderTree(path.parent), path.name)
        head = source.head()
        try:
            reader = reader_for(source, head, known_readers())
        except RefusedError:
            continue
        if reader is None or medium_kind(head) is not None:
            continue
        key = f"{reader.name} ({path.suffix or 'no suffix'})"
        if key not in best or _unfit(path) < _unfit(best[key]):
            best[key] = path
    for key, path in best.items():
        yield key, path.name, path.read_bytes()


def _unfit(path: Path) -> int:
    """How far a file is from the size at which it holds something and is still read quickly, in bytes."""
    return abs(path.stat().st_size - GOOD_SEED)


def seeds(work: Path) -> dict[str, tuple[str, bytes]]:
    """format -> (name, bytes): one file of each format that is read."""
    found = {f"picture {name}": ("a", data) for name, data in _pictures()}
    found |= {f"moving {name}": ("a", data) for name, data in _moving()}
    found |= {f"read {key}": (name, data) for key, name, data in _collected(work)}
    taken = {key.removeprefix("read ").rpartition(" (")[0] for key in found}
    found |= {f"read {reader}": ("sample", make()) for reader, make in SAMPLES.items() if reader not in taken}
    beside = b'{"title": "words", "uploader": "somebody", "timestamp": 1447462732, "extractor": "x"}'
    return found | {"sidecar JSON": ("a.jpg.json", beside), "sidecar XMP": ("a.jpg.xmp", _XMP)}


_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li>words</rdf:li></rdf:Alt>
</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""


class Watch(threading.Thread):
    """Looks at the memory of the program and of its workers, five times a second (MiB of resident memory)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ours: list[float] = []
        self.largest = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        us = psutil.Process()
        while not self._ended.wait(0.2):
            self.ours.append(us.memory_info().rss / 2**20)
            for process in us.children(recursive=True):
                try:
                    self.largest = max(self.largest, process.memory_info().rss / 2**20)
                except psutil.Error:
                    continue

    def end(self) -> None:
        self._ended.set()
        self.join()


_FAULTS = ("crash", "broke off", "was stopped", "cannot be right", "nobody foresaw", "more memory", "processor time")


def _count(report: Report, reason: str) -> None:
    report.refused += 1
    if any(fault in reason for fault in _FAULTS):
        report.stopped[reason.partition("(")[0][:90].strip()] += 1


def examined(name: str, data: bytes, count: int, work: Path, seed: int) -> Report:
    """Mutations of a medium, through a worker that examines."""
    report = Report()
    options = examination_options(SECONDS)

    def jobs() -> Iterator[Job]:
        for number in range(count):
            path = work / f"{number % 8}"
            path.unlink(missing_ok=True)
            path.write_bytes(mutated(data, random.Random(f"{seed} {name} {number}")))
            yield Job(str(number), path, options)

    with Pool(TASK, 1, Limits(MEMORY_MIB, SECONDS)) as pool:
        last = time.monotonic()
        for _, outcome in pool.run(jobs()):
            report.slowest, last = max(report.slowest, time.monotonic() - last), time.monotonic()
            if isinstance(outcome, Answer):
                report.answered += 1
            else:
                _count(report, outcome.reason)
    return report


def read(name: str, seed_file: tuple[str, bytes], count: int, work: Path, seed: int) -> Report:
    """Mutations of all else, read as `add` reads, every content to its end."""
    report = Report()
    seed_name, data = seed_file
    picture = io.BytesIO()
    _picture().save(picture, "JPEG")
    (work / "a.jpg").write_bytes(picture.getvalue())
    with Apart() as apart:
        for number in range(count):
            (work / seed_name).write_bytes(mutated(data, random.Random(f"{seed} {name} {number}")))
            began = time.monotonic()
            reasons = list(_told(work, apart))
            report.slowest = max(report.slowest, time.monotonic() - began)
            report.answered += not reasons
            report.refused += bool(reasons)
            for reason in reasons:
                if any(fault in reason for fault in _FAULTS):
                    report.stopped[reason.partition("(")[0][:90].strip()] += 1
    return report


def _told(folder: Path, apart: Apart) -> Iterator[str]:
    for found in read_path(folder, ReadOptions(), apart):
        if isinstance(found, Refusal):
            yield found.reason
        shown: Sequence[Any] = found.media if isinstance(found, Item) else ()
        for one in (found,) if isinstance(found, SourceRead) else shown:
            if one.content is None:
                continue
            try:
                with one.content.open() as stream:
                    while stream.read(1 << 20):
                        pass
            except RefusedError as refused:
                yield refused.reason


def run(name: str, seed_file: tuple[str, bytes], count: int, seed: int = 1) -> Report:
    """`count` mutations of one format."""
    with tempfile.TemporaryDirectory() as folder:
        if name.startswith(("picture", "moving")):
            return examined(name, seed_file[1], count, Path(folder), seed)
        return read(name, seed_file, count, Path(folder), seed)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="mutations in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="formats whose name has this in it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {name: one for name, one in seeds(Path(folder)).items() if chosen.only in name}
    each = -(-chosen.count // len(found))
    print(f"{len(found)} formats, {each} mutations of each", flush=True)
    watch = Watch()
    watch.start()
    began = time.monotonic()
    done = 0
    for name, one in found.items():
        report = run(name, one, each, chosen.seed)
        done += each
        stopped = dict(report.stopped) or "none"
        print(
            f"  {name:<44} {len(one[1]):>7} bytes: {report.answered:>4} read, {report.refused:>4} refused; slowest "
            f"{report.slowest:4.1f} s; workers stopped: {stopped}; program {watch.ours[-1]:.0f} MiB",
            flush=True,
        )
    watch.end()
    quarter = max(1, len(watch.ours) // 4)
    alive = [one for one in psutil.Process().children(recursive=True) if one.is_running()]
    print(f"{done} mutations in {time.monotonic() - began:.0f} s; no crash of the program; {len(alive)} workers alive")
    print(f"memory of the program: {np.median(watch.ours[:quarter]):.0f} MiB (median of the first quarter), ", end="")
    print(f"{np.median(watch.ours[-quarter:]):.0f} MiB (of the last), {max(watch.ours):.0f} MiB at most")
    print(f"largest worker: {watch.largest:.0f} MiB resident (limit {MEMORY_MIB} MiB beyond what it starts with)")


if __name__ == "__main__":
    main()
