"""A drawn page as a person saves it: the HTML alone, with a folder of files, or as one file that carries everything."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bench.pages.drawing import Drawing, Picture, Truth
from bench.pages.report import FAMILIES as REPORT
from bench.pages.tuning import FAMILIES as TUNING

__all__ = ["SETS", "Saved", "digest_of", "drawn", "save"]

SETS = {"tuning": TUNING, "report": REPORT}
_WAYS = ("html", "html", "folder", "single")
_CHARSET = re.compile(r"charset=\"?([\w-]+)")


@dataclass(frozen=True, slots=True)
class Saved:
    """A page and its truth. `files` are the names and pictures of the folder beside it."""

    family: str
    name: str
    html: bytes
    files: dict[str, Picture]
    truth: Truth


def drawn(which: str, each: int) -> list[Saved]:
    """So many pages of each layout of a set; the same every time."""
    pages = []
    for family, (layout, language, site) in SETS[which].items():
        for number in range(each):
            drawing = Drawing(family, number, language, site)
            pages.append(_saved(family, number, layout(drawing), drawing))
    return pages


def _saved(family: str, number: int, html: str, drawing: Drawing) -> Saved:
    name = f"{drawing.slug}"
    way = _WAYS[number % len(_WAYS)]
    files: dict[str, Picture] = {}
    for picture in drawing.truth.pictures if way != "html" else ():
        if way == "folder":
            file = f"{name}_files/{picture.token}.jpg"
            files[file] = picture
            held = f"./{file}"
        else:
            held = picture.inline()
        html = re.sub(rf"(<img\b[^>]*?\ssrc=\")[^\"]*{picture.token}[^\"]*(\")", rf"\g<1>{held}\g<2>", html)
        html = re.sub(rf"(url\((?:'|&quot;)?)[^()'&]*{picture.token}[^()'&]*", rf"\g<1>{held}", html)
    start = f"<!-- saved from url=({len(drawing.url):04}){drawing.url} -->\n"
    if way == "single":
        start = f"<!--\n Page saved with SingleFile \n url: {drawing.url} \n saved date: Sat Nov 01 2025 10:00:00 GMT+0100 (CET)\n-->\n"  # noqa: E501
    doctype, rest = re.fullmatch(r"(<!doctype[^>]*>)?(.*)", html, re.I | re.S).groups()  # type: ignore[union-attr]
    charset = _CHARSET.search(html)
    data = ((doctype or "") + start + rest).encode(charset[1] if charset else "utf-8", "xmlcharrefreplace")
    return Saved(family, f"{name}.html", data, files, drawing.truth)


def save(page: Saved, folder: Path) -> Path:
    """Writes a page, with its folder, into an empty folder; gives the page's path."""
    path = folder / page.name
    path.write_bytes(page.html)
    for name, picture in page.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(picture.bytes())
    return path


def digest_of(pages: list[Saved]) -> str:
    """SHA-256 of pages and truth: figures are compared with those of the same pages only."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(page.html)
        digest.update(repr(page.truth).encode())
    return digest.hexdigest()
