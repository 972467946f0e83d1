"""`python -m bench.intake`: large sources added at a steady rate, in bounded memory; a WARC beside warcio's iteration.

Three sources are made: NDJSON of 100,000 posts, a Telegram export of 50,000 messages with pictures, and a WARC of 1 GB.
Each is added by the program as a user runs it, in a process of its own. Told are seconds, items a second, how the rate
of the last quarter stands to that of the first (by the times of the custody log's entries), and the peak of memory of
the program with all its workers. Beside the WARC, in the same run: warcio reading every byte of every record. The two
are compared by the time of the processor, which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import psutil
from tests.drawing import jpeg, photograph
from tests.exports import telegram, zeeschuimer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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


def archive(path: Path, megabytes: int) -> int:
    """A WARC of pages and pictures, compressed record by record; gives how many records it has."""
    rng = random.Random(7)
    records = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        while file.tell() < megabytes * 1_000_000:
            number = records // 4
            pictures = [f"https://news.example/{number}/{place}.jpg" for place in range(3)]
            for place, url in enumerate((f"https://news.example/{number}", *pictures)):
                body = _page(number, pictures, rng) if place == 0 else _noise(rng)
                kind = "text/html; charset=utf-8" if place == 0 else "image/jpeg"
                answer = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(
                        url,
                        "response",
                        payload=BytesIO(body),
                        http_headers=answer,
                        warc_headers_dict={"WARC-Date": (START + timedelta(seconds=records)).strftime("%Y-%m-%dT%XZ")},
                    )
                )
                records += 1
    return records


def _page(number: int, pictures: list[str], rng: random.Random) -> bytes:
    words = " ".join(f"слово{rng.randrange(5000)}" for _ in range(900))
    shown = "".join(
        f'<figure><img src="{url}" width="900" height="600" alt="a"><figcaption>Caption {number}</figcaption></figure>'
        for url in pictures
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Page {number}</title></head>"
        f"<body><article><h1>Page {number}</h1><p>{words}</p>{shown}</article></body></html>"
    ).encode()


def _noise(rng: random.Random) -> bytes:
    """As large as a picture of a page, and as hard to compress."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + rng.randbytes(rng.randrange(60_000, 260_000)) + b"\xff\xd9"


def watched(command: list[str]) -> tuple[float, float, float, str]:
    """(seconds on the clock, and of the processor; peak of memory of the process and all it started in MB; what it
    printed)."""
    start, before = time.monotonic(), _processor()
    peak = 0
    with tempfile.TemporaryFile("w+") as out:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        process = psutil.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        while process.poll() is None:
            peak = max(peak, sum(_held(one) for one in _family(process)))
            time.sleep(0.05)
        out.seek(0)
        return time.monotonic() - start, _processor() - before, peak / 1e6, out.read()


def _processor() -> float:
    """Seconds of the processor of all processes that were started and have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


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
    line = f"{name:<10}{one.items:>9,}{one.seconds:>9.1f}{one.processor:>11.1f}{rate:>9,.0f}"
    print(f"{line}{one.steady:>9.2f}{one.peak:>9,.0f}  {'' if good else 'OVER'} {more}".rstrip(), flush=True)
    return good


def main() -> int:
    """Runs the bench; gives the exit code: 1 when a limit is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.intake", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--pictures", type=int, default=5_000, help="of the messages")
    parser.add_argument("--warc", type=int, default=1_000, help="MB")
    chosen = parser.parse_args()
    good = True
    print(f"{'source':<10}{'items':>9}{'seconds':>9}{'processor':>11}{'items/s':>9}{'steady':>9}{'MB':>9}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made: list[tuple[str, Path, Callable[[Path], object]]] = [
            ("posts", folder / "posts.ndjson", lambda path: posts(path, chosen.posts)),
            ("messages", folder / "chat", lambda path: messages(path, chosen.messages, chosen.pictures)),
        ]
        for name, path, make in made:
            make(path)
            good &= _told(name, added(folder / f"case-{name}", path))
        warc = folder / "pages.warc.gz"
        archive(warc, chosen.warc)
        clock, alone, _, records = watched([sys.executable, "-c", _ITERATE, str(warc)])
        one = added(folder / "case-warc", warc)
        times = one.processor / alone
        beside = f"{times:.2f} times warcio's {alone:.1f} s of the processor ({clock:.1f} s), {int(records):,} records"
        good &= _told("WARC", one, beside)
        good &= times <= TIMES_WARCIO
    if not good:
        print(f"limits: {MEMORY_MB} MB, steady {STEADY}, {TIMES_WARCIO:g} times warcio")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
