"""What the custody log costs `add`: 10,000 small files added with the log as it is, and with everything of it left out.

    python -m bench.custody [--files 10000] [--rounds 5] [--folder /dev/shm]

Both in turn in one run, each in a process of its own. "Left out" writes no entry, computes no digest of rows, seals
nothing. Prints seconds on the clock and of processor time, and the ratios of their medians. On a disk the flushes of
the stored files take most of the time; in memory (/dev/shm) what the log costs shows most.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline import adding, case


def picture(number: int) -> bytes:
    """A PNG of one pixel, another for each number below 2**24."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + number.to_bytes(3, "big"))),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def make_source(folder: Path, files: int) -> None:
    """A table of posts, each with a picture of its own."""
    rows = ["post_id,platform,url,author,published,text,media"]
    for number in range(files):
        (folder / f"{number:06}.png").write_bytes(picture(number))
        post = 1789500000000000000 + number
        rows.append(
            f"{post},x,https://x.com/a/status/{post},a{number},2024-05-12T06:59:55Z,words {number},{number:06}.png"
        )
    (folder / "posts.csv").write_text("\n".join(rows), encoding="utf-8")


def leave_out_the_log() -> None:
    """Takes the custody log out of this process: no entries, no digests, no seal."""
    vars(adding)["_entries"] = lambda *_: iter(())
    vars(adding)["item_digests"] = lambda *_: iter(())
    vars(case)["seal_log"] = lambda *_: None


def add_once(source: Path, folder: Path, *, with_log: bool) -> None:
    """Adds the source to a new case at `folder`, and prints seconds on the clock and of processor time."""
    case.create(folder, CaseFacts("bench"))
    if not with_log:
        leave_out_the_log()
    clock, before = time.monotonic(), time.process_time()
    report = adding.add(folder, [source / "posts.csv"], ReadOptions())
    print(f"{time.monotonic() - clock:.3f} {time.process_time() - before:.3f} {report.new.items}")


def main() -> None:
    """Runs the comparison, or one part of it in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--once", nargs=3, metavar=("SOURCE", "CASE", "WITH"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        source, folder, with_log = chosen.once
        add_once(Path(source), Path(folder), with_log=with_log == "with")
        return
    work = Path(tempfile.mkdtemp(prefix="bench-custody-", dir=chosen.folder))
    try:
        compare(work, chosen.files, chosen.rounds)
    finally:
        shutil.rmtree(work)


def compare(work: Path, files: int, rounds: int) -> None:
    """Adds with and without in turn, and prints the medians and their ratio."""
    source = work / "source"
    source.mkdir()
    make_source(source, files)
    environment = {**os.environ, "FIRSTSEEN_KEY_DIR": str(work / "keys")}
    found: dict[str, list[tuple[float, float]]] = {"with": [], "without": []}
    for _ in range(rounds):
        for which, times in found.items():
            command = [sys.executable, "-m", "bench.custody", "--once", str(source), str(work / "case"), which]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            clock, processor, items = done.stdout.split()
            assert int(items) == files
            times.append((float(clock), float(processor)))
            shutil.rmtree(work / "case")
    for place, what in enumerate(("clock", "processor")):
        medians = {which: statistics.median(one[place] for one in times) for which, times in found.items()}
        print(
            f"{what}: with {medians['with']:.2f} s, without {medians['without']:.2f} s, "
            f"ratio {medians['with'] / medians['without']:.3f} (medians of {rounds})"
        )


if __name__ == "__main__":
    main()
