"""`python -m bench.intake`: large sources added at a steady rate, in bounded memory; a WARC beside warcio's iteration.

Three sources are made: NDJSON of 100,000 posts, a Telegram export of 50,000 messages with pictures, and a WARC of 1 GB.
Each is added by the program as a user runs it, in a process of its own. Told are seconds on the clock and of the
processor (workers inside bubblewrap too, see `bench.used`), items a second, how the rate of the last quarter stands to
that of the first (by the times of the custody log's entries), and the peak of memory of the program with all its
workers.

Beside the WARC, in turn with it in the same run: warcio reading every byte of every record without its codings. It
checks no digests, as the program checks none of the WARC's own. Two archives are made, see `bench.crawl`: what a
recording browser brings home from median pages, which the limit is for, and nothing but large pictures, which is told
without a limit: there warcio only copies, while all that is read is hashed, twice, and written, twice (the archive, and
each picture).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psutil
from tests.drawing import jpeg, photograph
from tests.exports import telegram, zeeschuimer

from bench import crawl
from bench.used import Used

MEMORY_MB: Final = 500
"""MB (10**6) that adding may take, workers included."""
TIMES_WARCIO: Final = 3.0
STEADY: Final = 0.7
"""The rate of the last quarter, as part of the first quarter's, from which a rate is steady."""
START: Final = datetime(2026, 11, 14, 5, tzinfo=UTC)

_ITERATE: Final = """
import sys
from warcio.archiveiterator import ArchiveIterator
count = 0
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream):
        body = record.content_stream()
        while body.read(1 << 16):
            pass
        count += 1
print(count)
"""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one source took: items, seconds on the clock and of the processor, the ratio of the last quarter's
    rate to that of the first, and the peak of memory in MB (10**6)."""

    items: int
    seconds: float
    processor: float
    steady: float
    peak: float


def posts(path: Path, count: int) -> None:
    """NDJSON of posts of X as Zeeschuimer writes it, each with an address of a picture that was not collected."""
    with path.open("wb") as file:
        for number in range(count):
            post = zeeschuimer.snowflake(START + timedelta(seconds=number))
            picture = zeeschuimer.x_picture(f"https://pbs.twimg.com/media/G{number:011d}.jpg")
            text = f"Вода піднялась на вулиці {number} " + "слово " * (number % 40)
            file.write(zeeschuimer.lines(zeeschuimer.x_line(zeeschuimer.x_post(post, text, [picture]))))


def messages(folder: Path, count: int, pictures: int) -> None:
    """A channel's export: `result.json`, every so many messages with a picture of its own."""
    (folder / "photos").mkdir(parents=True)
    each = max(1, count // max(1, pictures))
    kept = jpeg(photograph(1, 640, 480))
    with (folder / "result.json").open("w", encoding="utf-8") as file:
        file.write(json.dumps(dict(telegram.CHANNEL), ensure_ascii=False)[:-1] + ', "messages": [\n')
        for number in range(count):
            fields: dict[str, object] = {"text": f"Повідомлення {number}. " + "слово " * (number % 30)}
            if number % each == 0:
                name = f"photos/photo_{number}@14-11-2026_05-00-00.jpg"
                # Bytes after the end of a JPEG make each a file of its own, without drawing it.
                (folder / name).write_bytes(kept + number.to_bytes(4, "big"))
                fields |= {"photo": name, "width": 640, "height": 480}
            line = telegram.message(number, seconds=int(START.timestamp()) + number, **fields)
            file.write(json.dumps(line, ensure_ascii=False) + (",\n" if number + 1 < count else "\n"))
        file.write("]}")


def watched(command: list[str]) -> tuple[float, float, float, str]:
    """(seconds on the clock, and of the processor; peak of memory of the process and all it started in MB; what it
    printed)."""
    start = time.monotonic()
    peak = 0
    with tempfile.TemporaryFile("w+") as out:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        process = psutil.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        with Used(process.pid) as used:
            while process.poll() is None:
                peak = max(peak, sum(_held(one) for one in _family(process)))
                time.sleep(0.05)
            clock = time.monotonic() - start
        out.seek(0)
        return clock, used.seconds, peak / 1e6, out.read()


def _family(process: psutil.Process) -> Iterator[psutil.Process]:
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.NoSuchProcess:
        return


def _held(process: psutil.Process) -> int:
    """Bytes that a process alone holds: what it shares with the others is counted once, with none of them."""
    try:
        return int(process.memory_full_info().uss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, FileNotFoundError):
        return 0


def added(case: Path, source: Path) -> Added:
    """Adds a source to a new case as a user does."""
    firstseen = [sys.executable, "-m", "firstseen"]
    subprocess.run([*firstseen, "new", str(case)], check=True, stdout=subprocess.DEVNULL)
    seconds, processor, peak, out = watched([*firstseen, "add", str(case), str(source), "--json"])
    told = json.loads(out.splitlines()[-1])
    return Added(told["read"]["items"], seconds, processor, _steady(case), peak)


def _steady(case: Path) -> float:
    """The rate of the last quarter of the batches as part of that of the first, by when the log tells of them."""
    times = [
        datetime.fromisoformat(entry["at"])
        for entry in map(json.loads, (case / "log" / "custody.jsonl").read_bytes().splitlines())
        if entry["what"] == "add"
    ]
    quarter = len(times) // 4
    if quarter < 2:
        return 1.0
    first, last = times[quarter] - times[0], times[-1] - times[-1 - quarter]
    return first / max(last, timedelta(milliseconds=1))


def _told(name: str, one: Added, more: str = "") -> bool:
    good = one.peak <= MEMORY_MB and one.steady >= STEADY
    rate = one.items / one.seconds
    line = f"{name:<16}{one.items:>9,}{one.seconds:>9.1f}{one.processor:>11.1f}{rate:>9,.0f}"
    print(f"{line}{one.steady:>9.2f}{one.peak:>9,.0f}  {'' if good else 'OVER'} {more}".rstrip(), flush=True)
    return good


def _beside_warcio(name: str, warc: Path, rounds: int, limit: float) -> bool:
    """Adds a WARC and has warcio read it, in turn; the medians of their ratios are told, that of the clock is held to
    `limit`: it is the time that a person waits."""
    good = True
    clocks, processors = [], []
    for number in range(rounds):
        clock, processor, _, records = watched([sys.executable, "-c", _ITERATE, str(warc)])
        # Not deleted before the end: the file system is slow to give places that were just given back.
        one = added(warc.with_name(f"case-{name}-{number}"), warc)
        clocks.append(one.seconds / clock)
        processors.append(one.processor / processor)
        beside = f"warcio {clock:.1f} s, of the processor {processor:.1f} s, {int(records):,} records"
        good &= _told(f"WARC, {name}", one, beside)
    on_clock, of_processor = statistics.median(clocks), statistics.median(processors)
    print(f"WARC, {name}: {on_clock:.2f} times warcio's time, {of_processor:.2f} times its time of the processor")
    return good and on_clock <= limit


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a limit is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.intake", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--pictures", type=int, default=5_000, help="of the messages")
    parser.add_argument("--warc", type=int, default=1_000, help="MB")
    parser.add_argument("--rounds", type=int, default=3, help="of each WARC beside warcio")
    chosen = parser.parse_args()
    good = True
    print(f"{'source':<16}{'items':>9}{'seconds':>9}{'processor':>11}{'items/s':>9}{'steady':>9}{'MB':>9}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made: list[tuple[str, Path, Callable[[Path], object]]] = [
            ("posts", folder / "posts.ndjson", lambda path: posts(path, chosen.posts)),
            ("messages", folder / "chat", lambda path: messages(path, chosen.messages, chosen.pictures)),
        ]
        for name, path, make in made:
            make(path)
            good &= _told(name, added(folder / f"case-{name}", path))
        for name, make_archive, limit in (
            ("pages", crawl.crawl, TIMES_WARCIO),
            ("pictures", crawl.pictures_only, math.inf),
        ):
            warc = folder / f"{name}.warc.gz"
            make_archive(warc, chosen.warc)
            good &= _beside_warcio(name, warc, chosen.rounds, limit)
            warc.unlink()
    if not good:
        print(f"limits: {MEMORY_MB} MB, steady {STEADY}, {TIMES_WARCIO:g} times warcio")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
