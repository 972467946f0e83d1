"""One page of a PDF (ISO 32000): drawn as a picture, its embedded pictures with their boxes, its words. A sandbox task.

Nothing in the file is run: no form is set up, so no script is either, and nothing that it names is fetched.
"""

from __future__ import annotations

import ctypes
import io
import math
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image
from pypdfium2 import raw

from firstseen.errors import RefusedError
from firstseen.sandbox.answer import Answer, Json

__all__ = ["MAX_PICTURES", "PAGE_TASK", "read_page"]

PAGE_TASK: Final = "firstseen.media.pdf:read_page"

DPI: Final = 200
"""Dots an inch of the drawn page. Newspapers print photographs at 200 to 300: less would lose detail."""
LONGEST_SIDE: Final = 4096
"""Pixels; a newspaper's page (16 in high) at 200 dots an inch has 3,200."""
LARGEST_SCALE: Final = 20.0
"""Pixels a point, for pages that state a size of next to nothing."""
SMALLEST_PICTURE: Final = 64
"""Pixels of the shorter side below which a picture is a rule, a bullet or an icon."""
MAX_PICTURES: Final = 40
"""Of one page, the largest first. A page made of strips has more of them, and is drawn as a whole anyway."""
MAX_OBJECTS: Final = 200_000
MAX_WORDS: Final = 200_000
MAX_FIELD: Final = 2_000
SCAN_SHARE: Final = 0.9
"""A single picture over this share of a page without visible letters is the page: shown once, in its own bytes."""
TOP_SHARE: Final = 0.3
"""Of the height: where a newspaper's name and date stand."""
FOOT_SHARE: Final = 0.08

_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_FIELDS = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate")
_DAMAGE = (pdfium.PdfiumError, ValueError, OSError, SyntaxError, KeyError, NotImplementedError)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A picture where it stands: (left, bottom, right, top) in points, and its own size in pixels."""

    image: Any
    bounds: Box
    width: int
    height: int

    @property
    def area(self) -> float:
        return (self.bounds[2] - self.bounds[0]) * (self.bounds[3] - self.bounds[1])


def read_page(stream: BinaryIO, options: Json) -> Answer:
    """The page number `page` (from 0). Raises `RefusedError` (empty name) with a plain reason.

    Options: `page`; `max_pixels` of one embedded picture. Values: `pages` of the document; `document` (what it says
    of itself); `points` (width, height); `words`, `top`, `foot` (the words, those in the upper part, those at the
    foot); `size` of the drawn page in pixels; `pictures`, each with `array`, `ending`, `size` (pixels of its own) and
    `box` in pixels of the drawn page; `scan` (True: the one picture is the page); `small` and `unread`, how many
    pictures were passed over. Arrays, uint8: the bytes of a PNG under "page", and of each picture.
    """
    try:
        document = pdfium.PdfDocument(stream)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise RefusedError("", "it is locked with a password; add a copy without one") from error
        raise RefusedError("", f"it cannot be opened: {_plain(str(error))}") from error
    try:
        return _read(document, options)
    except pdfium.PdfiumError as error:
        raise RefusedError("", f"it cannot be read: {_plain(str(error))}") from error
    finally:
        document.close()


def _read(document: Any, options: Json) -> Answer:
    page = document[int(options["page"])]
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise RefusedError("", "the page states no size")
    values: Json = {"pages": len(document), "document": _said(document), "points": [width, height]}
    values |= _words(page)
    placed, visible, small = _looked_through(page)
    unread = max(0, len(placed) - MAX_PICTURES)
    placed = sorted(placed, key=lambda picture: -picture.area)[:MAX_PICTURES]
    scale = min(DPI / 72, LARGEST_SCALE, LONGEST_SIDE / max(width, height))
    scale = max(scale, 1 / min(width, height))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True, limit_image_cache=True)
    drawn = Image.fromarray(np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]))
    to_pixels = bitmap.get_posconv(page)
    arrays: dict[str, NDArray[np.uint8]] = {}
    pictures: list[Json] = []
    for picture in placed:
        found = _bytes_of(picture, int(options["max_pixels"]))
        if found is None:
            unread += 1
            continue
        name = f"picture_{len(pictures)}"
        arrays[name] = np.frombuffer(found[0], np.uint8)
        box = _box(picture.bounds, to_pixels, drawn.size)
        pictures.append({"array": name, "ending": found[1], "size": [picture.width, picture.height], "box": box})
    scan = len(pictures) == len(placed) == 1 and not visible and _covers(pictures[0]["box"], drawn.size)
    if not scan:
        arrays["page"] = np.frombuffer(_png(drawn), np.uint8)
    values |= {"size": list(drawn.size), "pictures": pictures, "scan": scan, "small": small, "unread": unread}
    return Answer(values, arrays)


def _said(document: Any) -> dict[str, str]:
    said = {}
    for field in _FIELDS:
        try:
            text = _plain(document.get_metadata_value(field))
        except (*_DAMAGE, UnicodeError):
            continue
        if text:
            said[field] = text[:MAX_FIELD]
    return said


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _words(page: Any) -> Json:
    """The words, in the order of the file: all, those in the upper part, those at the foot."""
    try:
        text = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        height = top - bottom
        return {
            "words": _lines(text.get_text_range(0, min(text.count_chars(), MAX_WORDS))),
            "top": _lines(text.get_text_bounded(left, top - TOP_SHARE * height, right, top)),
            "foot": _lines(text.get_text_bounded(left, bottom, right, bottom + FOOT_SHARE * height)),
        }
    except _DAMAGE:
        return {"words": "", "top": "", "foot": ""}


def _lines(text: str) -> str:
    """Lines without control characters; a word that was divided at the end of its line is put together again."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in ("\x02\n", "\ufffe\n", "\u00ad\n"):
        text = text.replace(mark, "")
    lines = (_plain(line) for line in text[:MAX_WORDS].split("\n"))
    return "\n".join(line for line in lines if line)


def _looked_through(page: Any) -> tuple[list[_Placed], bool, int]:
    """(pictures, whether anything else can be seen on the page, how many pictures are too small to count)."""
    placed: list[_Placed] = []
    visible, small = False, 0
    for number, found in enumerate(page.get_objects(max_depth=8)):
        if number >= MAX_OBJECTS:
            break
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            try:
                width, height = found.get_px_size()
                bounds = _on_page(found)
            except _DAMAGE:
                continue
            if min(width, height) < SMALLEST_PICTURE:
                small += 1
            elif bounds is not None:
                placed.append(_Placed(found, bounds, width, height))
        elif found.type == raw.FPDF_PAGEOBJ_TEXT:
            visible = visible or raw.FPDFTextObj_GetTextRenderMode(found) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif found.type != raw.FPDF_PAGEOBJ_FORM:
            visible = visible or found.type == raw.FPDF_PAGEOBJ_SHADING or _drawn(found)
    return placed, visible, small


def _drawn(path: Any) -> bool:
    """Whether a path draws anything: those that only cut what is drawn after them do not."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke):
        return True
    return bool(fill.value or stroke.value)


def _on_page(found: Any) -> Box | None:
    """Where an object is on the page, in points: inside a form it states its place in the form's own space."""
    left, bottom, right, top = found.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    container = found.container
    while container is not None:
        matrix = container.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        container = container.container
    across, up = [x for x, _ in corners], [y for _, y in corners]
    bounds = (min(across), min(up), max(across), max(up))
    if not all(map(math.isfinite, bounds)) or bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
        return None
    return bounds


def _box(bounds: Box, to_pixels: Any, size: tuple[int, int]) -> list[int]:
    """[left, top, right, bottom] in pixels of the drawn page, cut to it."""
    first, second = to_pixels.to_bitmap(bounds[0], bounds[1]), to_pixels.to_bitmap(bounds[2], bounds[3])
    across, down = sorted((first[0], second[0])), sorted((first[1], second[1]))
    left, right = (min(max(0, int(x)), size[0]) for x in across)
    top, bottom = (min(max(0, int(y)), size[1]) for y in down)
    return [left, top, right, bottom]


def _covers(box: list[int], size: tuple[int, int]) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) >= SCAN_SHARE * size[0] * size[1]


def _bytes_of(picture: _Placed, max_pixels: int) -> tuple[bytes, str] | None:
    """(the bytes of a file, its ending): a JPEG as it lies in the document, all else as PNG; None if not readable."""
    if picture.width * picture.height > max_pixels:
        return None
    try:
        if picture.image.get_filters(skip_simple=True) == ["DCTDecode"]:
            simple = len(picture.image.get_filters()) > 1
            data = bytes(picture.image.get_data(decode_simple=simple))
            if data.startswith(b"\xff\xd8\xff"):
                return data, "jpg"
        return _png(picture.image.get_bitmap(render=False).to_pil()), "png"
    except _DAMAGE:
        return None


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    if picture.mode not in ("1", "L", "LA", "RGB", "RGBA"):
        picture = picture.convert("RGB")
    picture.save(stream, "PNG", compress_level=3)
    return stream.getvalue()
