"""Fonts, names and words for what is drawn, in four sets that have nothing in common but the alphabet.

Fonts are taken from those installed; where none has a script, its words are left out, and where there is none at
all, Pillow's own font writes Latin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import ImageFont

from bench.copies.edits.phrases import NAMES, PHRASES, WORDS, Script

__all__ = ["FILES", "SETS", "Font", "Layouts", "Voice", "Weight", "fonts_found", "voice_of"]

Layouts = Literal["tuning", "second", "third", "report"]
SETS: tuple[Layouts, ...] = ("tuning", "second", "third", "report")

Weight = Literal["plain", "bold", "serif", "serif bold"]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)

FILES: dict[Layouts, dict[tuple[Weight, Script], tuple[str, ...]]] = {
    "tuning": {
        ("plain", "latin"): ("DejaVuSans", "Arial", "LiberationSans-Regular"),
        ("bold", "latin"): ("DejaVuSansCondensed-Bold", "arialbd", "LiberationSans-Bold"),
        ("serif", "latin"): ("DejaVuSerif", "Georgia", "LiberationSerif-Regular"),
        ("serif bold", "latin"): ("DejaVuSerifCondensed-Bold", "georgiab", "LiberationSerif-Bold"),
        ("plain", "arabic"): ("NotoKufiArabic-Regular", "tahoma"),
        ("bold", "arabic"): ("NotoKufiArabic-Bold", "tahomabd"),
    },
    "second": {
        ("plain", "latin"): ("NotoSans-Regular", "Verdana", "FreeSans", "DejaVuSansCondensed"),
        ("bold", "latin"): ("NotoSansDisplay-Bold", "NotoSans-Bold", "verdanab", "FreeSansBold", "DejaVuSans-Bold"),
        ("serif", "latin"): ("NotoSerif-Regular", "times", "FreeSerif", "DejaVuSerifCondensed"),
        ("serif bold", "latin"): ("NotoSerifDisplay-Bold", "NotoSerif-Bold", "timesbd", "DejaVuSerif-Bold"),
        ("plain", "arabic"): ("NotoNaskhArabic-Regular", "NotoSansArabic-Regular", "arabtype"),
        ("bold", "arabic"): ("NotoNaskhArabic-Bold", "NotoSansArabic-Bold", "arabtype"),
    },
    "third": {
        ("plain", "latin"): ("NotoSansDisplay-Regular", "calibri", "FreeSans", "DejaVuSans-ExtraLight"),
        ("bold", "latin"): ("DejaVuSans-Bold", "calibrib", "NimbusSans-Bold"),
        ("serif", "latin"): ("NotoSerifDisplay-Regular", "cambria", "FreeSerif", "DejaVuSerif-Italic"),
        ("serif bold", "latin"): ("DejaVuSerif-Bold", "cambriab", "FreeSerifBold"),
        ("plain", "arabic"): ("NotoSansArabic-Regular", "segoeui"),
        ("bold", "arabic"): ("NotoSansArabic-Bold", "segoeuib"),
        ("plain", "bengali"): ("NotoSansBengali-Regular", "Nirmala", "Vrinda"),
        ("bold", "bengali"): ("NotoSansBengali-Bold", "NirmalaB", "vrindab"),
        ("serif", "bengali"): ("NotoSerifBengali-Regular", "Nirmala"),
        ("serif bold", "bengali"): ("NotoSerifBengali-Bold", "NirmalaB"),
    },
    "report": {
        ("plain", "latin"): ("DejaVuSans-Oblique", "candara", "LiberationSans-Italic"),
        ("bold", "latin"): ("DejaVuSans-BoldOblique", "candarab", "LiberationSans-BoldItalic"),
        ("serif", "latin"): ("DejaVuSerif-Italic", "constan", "LiberationSerif-Italic"),
        ("serif bold", "latin"): ("DejaVuSerif-BoldItalic", "constanb", "LiberationSerif-BoldItalic"),
        ("plain", "arabic"): ("NotoNaskhArabicUI-Regular", "NotoSansArabicUI-Regular", "trado"),
        ("bold", "arabic"): ("NotoNaskhArabicUI-Bold", "NotoSansArabicUI-Bold", "tradbdo"),
        ("plain", "devanagari"): ("NotoSansDevanagari-Regular", "mangal"),
        ("bold", "devanagari"): ("NotoSansDevanagari-Bold", "mangalb"),
        ("serif", "devanagari"): ("NotoSerifDevanagari-Regular", "mangal"),
        ("serif bold", "devanagari"): ("NotoSerifDevanagari-Bold", "mangalb"),
    },
}


@cache
def _installed() -> dict[str, Path]:
    return {
        path.stem.lower(): path
        for folder in _FOLDERS
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in {".ttf", ".otf"}
    }


@cache
def _path(layouts: Layouts, weight: Weight, script: Script) -> Path | None:
    alphabet: Script = "latin" if script == "cyrillic" else script
    thick: Weight = ("bold" if "bold" in weight else "plain") if script == "arabic" else weight
    names = FILES[layouts].get((thick, alphabet), ())
    return next((_installed()[name.lower()] for name in names if name.lower() in _installed()), None)


@cache
def _font(layouts: Layouts, weight: Weight, script: Script, size: int) -> Font:
    path = _path(layouts, weight, script)
    return ImageFont.load_default(size) if path is None else ImageFont.truetype(str(path), size)


def fonts_found() -> list[str]:
    """The names of the fonts that drawing uses here: other fonts make other pictures."""
    paths = (_path(layouts, weight, script) for layouts, files in FILES.items() for weight, script in files)
    return sorted({path.name if path else "Pillow's own" for path in paths})


@dataclass(frozen=True, slots=True)
class Voice:
    """How one set writes: its fonts, names, phrases and running text."""

    layouts: Layouts

    def scripts(self) -> list[Script]:
        """The scripts that there are fonts for."""
        wanted: tuple[Script, ...] = ("latin", "cyrillic", "arabic", "bengali", "devanagari")
        return [script for script in wanted if script == "latin" or _path(self.layouts, "plain", script)]

    def script(self, chance: np.random.Generator) -> Script:
        """One of the scripts; half of what is written is Latin."""
        scripts = self.scripts()
        return "latin" if chance.random() < 0.5 else scripts[int(chance.integers(len(scripts)))]

    def font(self, weight: Weight, size: float, script: Script = "latin") -> Font:
        """A font of this set at a size in pixels."""
        return _font(self.layouts, weight, script, max(round(size), 6))

    def phrase(self, chance: np.random.Generator, script: Script = "latin") -> str:
        """One of the few lines that this set puts on pictures: many pictures carry the same one."""
        lines = PHRASES[self.layouts, script]
        return lines[int(chance.integers(len(lines)))]

    def name(self, chance: np.random.Generator, script: Script = "latin") -> str:
        """Who posts."""
        names = NAMES[self.layouts, script]
        return names[int(chance.integers(len(names)))]

    def running(self, chance: np.random.Generator, count: int, script: Script = "latin") -> str:
        """That many words of running text, in sentences."""
        words = WORDS[self.layouts, script]
        out: list[str] = []
        left = 0
        for at in chance.integers(0, len(words), count):
            word = words[int(at)]
            if not left:
                left = int(chance.integers(6, 15))
                word = word.capitalize()
            left -= 1
            out.append(word if left else word + ".")
        return " ".join(out)


def voice_of(layouts: Layouts) -> Voice:
    """The voice of one set of layouts."""
    return Voice(layouts)
