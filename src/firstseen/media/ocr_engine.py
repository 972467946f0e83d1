"""Whether the engine that reads printed words (OCR) is installed, and with which languages. Nothing is loaded here."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Engine", "Missing", "find_engine"]

PACKAGE: Final = "tesserocr"
FOLDERS: Final = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata")
"""Where systems put language packs: Debian in a folder of the engine's version below the first."""

FIRST: Final = ("eng", "ukr", "rus", "ara")
"""Languages that are loaded first. The engine tries them in this order, line by line, while it is in doubt."""

MOST_LANGUAGES: Final = 6
"""Every language costs time wherever the engine is in doubt: a page read in four took twice as long as in one
(`tests/media/test_ocr.py` draws it). With more packs than this installed, the settings choose."""

_NO_LANGUAGES: Final = frozenset({"osd", "equ", "snum"})
"""Packs that tell the script, formulas and numbers."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that can read: the folder of its language packs, and the languages to read in, in their order."""

    tessdata: Path
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Why no words can be read. `reason` is a clause that names the package to install."""

    reason: str


def find_engine(tessdata: Path | None = None, languages: str = "") -> Engine | Missing:
    """The engine as installed. `tessdata` names the folder of packs, else the system's places are looked through;
    `languages` names those to read in ("eng+ukr"), else those installed are taken, up to `MOST_LANGUAGES`."""
    if importlib.util.find_spec(PACKAGE) is None:
        return Missing(f"{PACKAGE} is not installed")
    for folder in _folders(tessdata):
        installed = _installed(folder)
        wanted = [name for name in languages.split("+") if name] or _chosen(installed)
        missing = [name for name in wanted if name not in installed]
        if wanted and not missing:
            return Engine(folder, tuple(wanted))
        if installed and missing:
            return Missing(f"no language pack for {missing[0]}: install tesseract-ocr-{missing[0].replace('_', '-')}")
    return Missing("no language pack: install tesseract-ocr-eng")


def _folders(tessdata: Path | None) -> list[Path]:
    if tessdata is not None:
        return [tessdata, tessdata / "tessdata"]
    places = [Path(name) for name in FOLDERS]
    return [folder for place in places for folder in (place, *sorted(place.glob("*/tessdata"), reverse=True))]


def _installed(folder: Path) -> list[str]:
    names = (path.name.removesuffix(".traineddata") for path in sorted(folder.glob("*.traineddata")))
    return [name for name in names if name not in _NO_LANGUAGES]


def _chosen(installed: list[str]) -> list[str]:
    first = [name for name in FIRST if name in installed]
    return (first + [name for name in installed if name not in FIRST])[:MOST_LANGUAGES]
