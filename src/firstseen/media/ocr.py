"""The words printed on a picture, read by Tesseract (its LSTM engine, through tesserocr): a task for the sandbox.

Latin and Cyrillic are told apart line by line by the engine itself; where most letters of a page are Arabic it is read
again in that script alone, because the engine is too ready to take an Arabic word for an English one.

A page is looked at three times, each time for what the last left over: as it is, by the engine's own layout; at half
its size, where large type is found that the layout took for a drawing; and white type on pictures, as memes and
subtitles have it. What was read is covered before the next look, so nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.media.pixels import decode
from firstseen.media.words import clean
from firstseen.model.pictures import Box
from firstseen.sandbox.answer import Answer, Json

__all__ = ["TASK", "read"]

TASK: Final = "firstseen.media.ocr:read"

READ_PIXELS: Final = 4_000_000
"""Larger pages are reduced to so many pixels: a broadsheet at 1700 x 2300 has body type 20 px high then. Time grows
with the number of letters, not of pixels; this bounds the layout."""

SMALL_TYPE: Final = 18.0
GOOD_TYPE: Final = 28.0
ENLARGE_AT_MOST: Final = 2.5
LEAST_TYPE: Final = 4
"""Rows lower than the first are enlarged to the second, in pixels; what is lower than the last is no type. A page of
600 x 800 with type 12 px high gave garbled Arabic at its own size, and was read whole when enlarged."""

SURE: Final = 0.75
"""Mean confidence of a line below which it is dropped: drawn lines in three scripts have 0.81 and more; what the
engine makes of textured photographs has mostly less."""

ARABIC_SCRIPT: Final = frozenset({"ara", "fas", "urd", "pus", "snd", "uig", "kur_ara"})
"""Language packs of that script."""

SURE_OVER: Final = 0.80
LETTERS_OVER: Final = 4
"""What a line must have in the second and third look, where most of what is seen is no type at all. Of 164 real
photographs (`python -m bench.reading FOLDER`), the 7 on which lines were told had words there, two of them misread."""

WHITE: Final = 222
"""Lowest channel of a pixel that can be white type on a picture."""

LOOKED_OVER: Final = 1000
"""Longer side at which white type is sought, in pixels: type over pictures is large."""

LEAST_PICTURE: Final = 90
"""Sides, in pixels as read, from which a block without words counts as a picture and not as a rule or a sign."""

MOST_PICTURES: Final = 8
MOST_LINES: Final = 2000
LAYOUT: Final = 3
SPARSE: Final = 11
"""Page segmentation modes of Tesseract: PSM_AUTO and PSM_SPARSE_TEXT."""

_LSTM_ONLY: Final = 1
_RESOLUTION: Final = 150
"""Dots per inch that are told to the engine, which else guesses anew for every page, and complains."""

_LINE: Final = "4" + "\t0" * 10 + "\t"
_WORD: Final = "5"
"""Levels in Tesseract's table."""

Grey = NDArray[np.uint8]
_Line = tuple[str, Box, float, float]


def read(stream: BinaryIO, options: Json) -> Answer:
    """The lines of a picture as `values["lines"]`: objects of `text`, `box`, `size`, `confidence` (see `ReadLine`).

    Options: `tessdata` (folder), `languages` (list), `max_pixels`. Values: `width` and `height` of the upright picture;
    or `missing`, a sentence, when the engine cannot be loaded. Raises `RefusedError` for what cannot be decoded.
    """
    languages = tuple(options["languages"])
    try:
        _engine(options["tessdata"], languages)
    except (ImportError, RuntimeError) as error:
        return Answer({"missing": f"tesserocr does not work ({error})"})
    rgb = decode(stream.read(), options["max_pixels"]).rgb
    height, width = rgb.shape[:2]
    found = sorted(_lines(rgb, options["tessdata"], languages), key=lambda line: (line[1][1], line[1][0]))
    lines = [
        {"text": text, "box": _within(box, width, height), "size": size, "confidence": confidence}
        for text, box, size, confidence in found[:MOST_LINES]
    ]
    return Answer({"width": width, "height": height, "lines": lines})


def _lines(rgb: NDArray[np.uint8], tessdata: str, languages: tuple[str, ...]) -> Iterator[_Line]:
    engine = _engine(tessdata, languages)
    grey, factor = _at_reading_size(engine, _grey(rgb))
    kept, pictures = _first_look(engine, grey)
    leftward = tuple(language for language in languages if language in ARABIC_SCRIPT)
    if leftward and _mostly_arabic(kept):
        engine = _engine(tessdata, leftward)
        arabic, pictures = _first_look(engine, grey)
        kept = arabic + [line for line in kept if not any(_overlap(line[1], other[1]) for other in arabic)]
    found = [_scaled(line, factor) for line in kept]
    large, _ = _look(engine, _resized(_covered(grey, kept), 0.5), SPARSE)
    found += [_scaled(line, factor / 2) for line in large if _is_sure(line)]
    yield from found
    boxes = [_scaled(("", box, 0.0, 0.0), factor)[1] for box in pictures[:MOST_PICTURES]]
    yield from _white_types(engine, rgb, boxes, [line[1] for line in found])


@lru_cache(maxsize=2)
def _engine(tessdata: str, languages: tuple[str, ...]) -> Any:
    # Imported here: a worker loads the engine, 0.3 s and 100 MB, only when there is something to read.
    from tesserocr import PyTessBaseAPI  # noqa: PLC0415

    engine = PyTessBaseAPI(init=False)
    # What it has to say it writes into a file of its own choice, which no worker may open; without one, to stderr.
    engine.SetVariable("debug_file", "")
    engine.Init(path=tessdata, lang="+".join(languages), oem=_LSTM_ONLY, psm=LAYOUT)
    return engine


def _grey(rgb: NDArray[np.uint8]) -> Grey:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY), np.uint8)


def _resized(picture: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    if factor == 1.0:
        return picture
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)


def _show(engine: Any, grey: Grey, mode: int) -> None:
    height, width = grey.shape
    # What was learnt from one page must not change how the next is read.
    engine.ClearAdaptiveClassifier()
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(_RESOLUTION)


def _rows(iterator: Any) -> Iterator[Any]:
    """The iterator at each line of type in turn."""
    from tesserocr import RIL, iterate_level  # noqa: PLC0415

    if iterator is not None:
        yield from iterate_level(iterator, RIL.TEXTLINE)


def _at_reading_size(engine: Any, grey: Grey) -> tuple[Grey, float]:
    """The page at the size at which its type is read well, told by the engine's layout alone, and the factor."""
    from tesserocr import PT, RIL  # noqa: PLC0415

    factor = min(1.0, (READ_PIXELS / grey.size) ** 0.5)
    page = _resized(grey, factor)
    _show(engine, page, LAYOUT)
    rows = (row for row in _rows(engine.AnalyseLayout()) if row.BlockType() < PT.FLOWING_IMAGE)
    boxes = [box for row in rows if (box := row.BoundingBox(RIL.TEXTLINE))]
    sizes = [box[3] - box[1] for box in boxes if box[3] - box[1] >= LEAST_TYPE]
    middle = float(np.median(sizes)) if sizes else GOOD_TYPE
    if middle >= SMALL_TYPE:
        return page, factor
    enlarged = min(factor * min(GOOD_TYPE / middle, ENLARGE_AT_MOST), (2 * READ_PIXELS / grey.size) ** 0.5)
    return _resized(grey, enlarged), enlarged


def _first_look(engine: Any, grey: Grey) -> tuple[list[_Line], list[Box]]:
    lines, pictures = _look(engine, grey, LAYOUT)
    return [line for line in lines if line[3] >= SURE and _letters(line[0]) >= 2], pictures


def _white_types(engine: Any, rgb: NDArray[np.uint8], pictures: list[Box], read_already: list[Box]) -> Iterator[_Line]:
    """Lines of white type on any of these pictures of a page, where none was read."""
    height, width = rgb.shape[:2]
    for box in pictures:
        left, top, right, bottom = _within(box, width, height)
        piece = rgb[top:bottom, left:right]
        if 0 not in piece.shape:
            for line in _white_type(engine, piece, (left, top)):
                if not any(_overlap(line[1], other) for other in read_already):
                    yield line


def _mostly_arabic(lines: list[_Line]) -> bool:
    letters = [character for line in lines for character in line[0] if character.isalpha()]
    return 2 * sum("\u0600" <= character <= "\u06ff" for character in letters) > len(letters)


def _look(engine: Any, grey: Grey, mode: int) -> tuple[list[_Line], list[Box]]:
    """Lines as read in pixels of `grey`, and the boxes of what looks like pictures, the largest first."""
    from tesserocr import RIL  # noqa: PLC0415

    _show(engine, grey, mode)
    engine.Recognize()
    sizes = {}
    pictures = set()
    for row in _rows(engine.GetIterator()):
        # A row without words has no attributes: asking for them ends the process.
        if not row.Empty(RIL.TEXTLINE) and row.GetUTF8Text(RIL.TEXTLINE).strip():
            sizes[row.BoundingBox(RIL.TEXTLINE)] = row.RowAttributes()["row_height"]
        block = row.BoundingBox(RIL.BLOCK) or (0, 0, 0, 0)
        if row.BlockType() in _pictures() and min(block[2] - block[0], block[3] - block[1]) >= LEAST_PICTURE:
            pictures.add(block)
    lines = [
        (text, box, sizes.get(box, float(box[3] - box[1])), confidence)
        for text, box, confidence in _told(engine.GetTSVText(0))
    ]
    engine.Clear()
    by_size = sorted(pictures, key=lambda box: ((box[0] - box[2]) * (box[3] - box[1]), box))
    return lines, by_size


def _pictures() -> tuple[int, ...]:
    from tesserocr import PT  # noqa: PLC0415

    return (PT.FLOWING_IMAGE, PT.HEADING_IMAGE, PT.PULLOUT_IMAGE)


def _told(table: str) -> Iterator[tuple[str, Box, float]]:
    """Text, box and confidence of each line of Tesseract's own table (TSV): a row a word, each with the number of its
    block, paragraph and line. tesserocr's text of a line turns words from right to left around; the table does not."""
    line: list[tuple[str, float]] = []
    box: Box = (0, 0, 0, 0)
    for row in [*table.splitlines(), _LINE]:
        level, *_, left, top, width, height, confidence, text = row.split("\t", 11)
        if level == _LINE[0]:
            words = clean(" ".join(word for word, _ in line))
            if words:
                letters = sum(len(word) for word, _ in line)
                yield words, box, sum(sure * len(word) for word, sure in line) / letters / 100
            line = []
            box = (int(left), int(top), int(left) + int(width), int(top) + int(height))
        elif level == _WORD and text.strip():
            line.append((text, float(confidence)))


def _white_type(engine: Any, piece: NDArray[np.uint8], at: tuple[int, int]) -> Iterator[_Line]:
    """Lines of white type on a picture that lies at (left, top) of the page."""
    factor = min(1.0, LOOKED_OVER / max(piece.shape[:2]))
    white = _resized(piece, factor).min(axis=2) >= WHITE
    if not 0.002 < white.mean() < 0.5:
        return
    ink = np.where(white, 0, 255).astype(np.uint8)
    for line in _look(engine, ink, SPARSE)[0]:
        if _is_sure(line):
            text, (left, top, right, bottom), size, confidence = _scaled(line, factor)
            yield text, (left + at[0], top + at[1], right + at[0], bottom + at[1]), size, confidence


def _covered(grey: Grey, lines: list[_Line]) -> Grey:
    """The page with these lines painted over in the colour of their paper."""
    page = grey.copy()
    for _, (left, top, right, bottom), _, _ in lines:
        piece = page[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2]
        if piece.size:
            piece[...] = np.median(piece)
    return page


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _is_sure(line: _Line) -> bool:
    return line[3] >= SURE_OVER and _letters(line[0]) >= LETTERS_OVER


def _scaled(line: _Line, factor: float) -> _Line:
    text, box, size, confidence = line
    left, top, right, bottom = (round(side / factor) for side in box)
    return text, (left, top, right, bottom), size / factor, confidence


def _within(box: Box, width: int, height: int) -> list[int]:
    return [min(max(side, 0), most) for side, most in zip(box, (width, height, width, height), strict=True)]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
