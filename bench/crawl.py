"""Makes a web archive as large as wanted, of what a browser that records brings home from pages.

What a page is made of is the median page of the HTTP Archive (Web Almanac 2024, "Page Weight", desktop): 1,054 kB in 18
pictures, 613 kB in 24 scripts, 78 kB of style sheets, 131 kB of fonts, 18 kB of HTML, as sent. A third of the pictures,
the smallest, are furniture. Each answer has its request beside it, with a Referer. Texts are kept unpacked in records
that are packed one by one, which is what recording browsers write and Heritrix asks for.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

__all__ = ["crawl", "pictures_only"]

START: Final = datetime(2026, 11, 14, 5, tzinfo=UTC)
PICTURES, PICTURE_BYTES = 18, 1_054_000 / 18
SPREAD: Final = 1.2
"""Sigma of the logarithm of the sizes of pictures: half are below 28 kB, one in twenty above 200 kB."""
SCRIPTS, SCRIPT_BYTES = 24, 613_000 / 24
STYLES, STYLE_BYTES = 8, 78_000 / 8
FONTS, FONT_BYTES = 4, 131_000 / 4
PACKED: Final = 3.4
"""How many bytes of the words made here zlib packs into one."""
FURNITURE: Final = 6
PARAGRAPHS, MENU = 40, 120
_SYLLABLES: Final = ("во", "да", "ни", "ма", "ре", "ко", "ст", "ла", "пра", "ти", "го", "не", "ви", "зе", "мо", "ря")


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    mime: str
    body: bytes


class _Words:
    """Text that packs about as well as scripts do."""

    def __init__(self, rng: random.Random) -> None:
        letters = "abcdefghijklmnopqrstuvwxyz_$"
        self._rng = rng
        self._names = ["".join(rng.choices(letters, k=rng.randrange(1, 14))) for _ in range(3000)]
        self._marks = ["(", ")", "{", "}", ";", ",", ".", "=", "=>", "return ", "function(", "var ", "this.", '"', ":"]
        self._weights = [1 / (place + 2) ** 1.4 for place in range(len(self._names))]

    def text(self, size: int) -> bytes:
        """So many bytes of it."""
        count = max(1, size // 7)
        names = self._rng.choices(self._names, self._weights, k=count)
        marks = self._rng.choices(self._marks, k=count)
        return "".join(name + mark for name, mark in zip(names, marks, strict=True)).encode()[:size]


def crawl(path: Path, megabytes: int) -> int:
    """A WARC of so many MB (10**6) of pages with all that they load; gives how many records it has."""
    rng = random.Random(7)
    words = _Words(rng)
    return _written(path, megabytes, lambda number: _page(number, rng, words), requests=True)


def pictures_only(path: Path, megabytes: int) -> int:
    """A WARC of short pages with three large pictures each and nothing else, the hardest for a program that keeps
    pictures; gives how many records it has."""
    rng = random.Random(7)
    return _written(path, megabytes, lambda number: _short_page(number, rng), requests=False)


def _written(path: Path, megabytes: int, answers: Callable[[int], Iterator[_Answer]], *, requests: bool) -> int:
    records = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        number = 0
        while file.tell() < megabytes * 1_000_000:
            page = ""
            for answer in answers(number):
                date = (START + timedelta(seconds=records)).strftime("%Y-%m-%dT%XZ")
                _write(writer, answer, date)
                records += 1
                if requests:
                    _write_request(writer, answer.url, date, page)
                    records += 1
                page = page or answer.url
            number += 1
    return records


def _write(writer: WARCWriter, answer: _Answer, date: str) -> None:
    head = StatusAndHeaders("200 OK", [("Content-Type", answer.mime), ("Server", "nginx")], protocol="HTTP/1.1")
    fields = {"WARC-Date": date}
    record = writer.create_warc_record(
        answer.url, "response", payload=BytesIO(answer.body), http_headers=head, warc_headers_dict=fields
    )
    writer.write_record(record)


def _write_request(writer: WARCWriter, url: str, date: str, page: str) -> None:
    fields = [("Host", "news.example"), ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"), ("Accept", "*/*")]
    fields += [("Referer", page)] if page else []
    head = StatusAndHeaders("GET / HTTP/1.1", fields, is_http_request=True)
    writer.write_record(
        writer.create_warc_record(url, "request", http_headers=head, warc_headers_dict={"WARC-Date": date})
    )


def _page(number: int, rng: random.Random, words: _Words) -> Iterator[_Answer]:
    site = f"https://news.example/{number}"
    sizes = sorted(rng.lognormvariate(math.log(PICTURE_BYTES) - SPREAD**2 / 2, SPREAD) for _ in range(PICTURES))
    pictures = [f"{site}/{'icons/' if place < FURNITURE else ''}{place}.jpg" for place in range(PICTURES)]
    scripts = [f"{site}/{place}.js" for place in range(SCRIPTS)]
    styles = [f"{site}/{place}.css" for place in range(STYLES)]
    yield _Answer(site, "text/html; charset=utf-8", _html(number, pictures, scripts, styles, rng))
    for url in styles:
        yield _Answer(url, "text/css", words.text(int(STYLE_BYTES * PACKED)))
    for url in scripts:
        yield _Answer(url, "application/javascript", words.text(int(SCRIPT_BYTES * PACKED)))
    for place in range(FONTS):
        yield _Answer(f"{site}/{place}.woff2", "font/woff2", b"wOF2" + rng.randbytes(int(FONT_BYTES)))
    for url, size in zip(pictures, sizes, strict=True):
        yield _Answer(url, "image/jpeg", _noise(rng, int(size) + 400))


def _html(number: int, pictures: list[str], scripts: list[str], styles: list[str], rng: random.Random) -> bytes:
    heads = [f'<link rel="stylesheet" href="{url}">' for url in styles]
    heads += [f'<script src="{url}"></script>' for url in scripts]
    menu = "".join(
        f'<li class="menu-item menu-item-{place}"><a class="menu-link" href="/section/{rng.randrange(10**6)}">'
        f"Розділ {rng.randrange(1000)}</a></li>"
        for place in range(MENU)
    )
    figures = [
        f'<figure class="picture"><img src="{url}" width="900" height="600" alt="What it shows"><figcaption>Caption '
        f"{rng.randrange(1000)} of {number}</figcaption></figure>"
        for url in pictures[FURNITURE:]
    ]
    body = ""
    for place in range(PARAGRAPHS):
        body += "<p>" + " ".join("".join(rng.choices(_SYLLABLES, k=3)) for _ in range(70)) + "</p>"
        body += figures.pop() if figures and place % 3 == 0 else ""
    icons = "".join(f'<img class="icon" src="{url}" width="24" height="24" alt="">' for url in pictures[:FURNITURE])
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Page {number}</title>{''.join(heads)}</head>"
        f"<body><header><nav><ul>{menu}</ul></nav>{icons}</header><article><h1>Page {number}</h1>{body}</article>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def _short_page(number: int, rng: random.Random) -> Iterator[_Answer]:
    site = f"https://news.example/{number}"
    pictures = [f"{site}/{place}.jpg" for place in range(3)]
    words = " ".join(f"слово{rng.randrange(5000)}" for _ in range(900))
    shown = "".join(
        f'<figure><img src="{url}" width="900" height="600" alt="a"><figcaption>Caption {number}</figcaption></figure>'
        for url in pictures
    )
    page = (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Page {number}</title></head>"
        f"<body><article><h1>Page {number}</h1><p>{words}</p>{shown}</article></body></html>"
    )
    yield _Answer(site, "text/html; charset=utf-8", page.encode())
    for url in pictures:
        yield _Answer(url, "image/jpeg", _noise(rng, rng.randrange(60_000, 260_000)))


def _noise(rng: random.Random, size: int) -> bytes:
    """As large as a picture of a page, and as hard to pack."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + rng.randbytes(size) + b"\xff\xd9"
