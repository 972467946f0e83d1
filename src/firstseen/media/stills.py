"""Opening a picture: its kind checked, its size checked, nothing decoded yet. Formats other than ours stay shut."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from firstseen.errors import RefusedError
from firstseen.media.damage import DAMAGE, reason_for
from firstseen.media.signatures import EXAMINED_FORMATS, HEAD_BYTES, Kind, sniff

try:
    import pillow_heif
except ImportError:
    HEIC_READABLE = False
else:
    HEIC_READABLE = True
    # In the thread that asks: every core has a worker already.
    pillow_heif.options.DECODE_THREADS = 0
    pillow_heif.register_heif_opener()

__all__ = ["HEIC_READABLE", "examined_kind", "open_still", "quiet"]

AvifImagePlugin.DEFAULT_MAX_THREADS = 1
# Checked below against the caller's limit, for every format and before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

_OPENERS: Final = {
    "JPEG": (JpegImagePlugin.JpegImageFile.format,),
    "PNG": (PngImagePlugin.PngImageFile.format,),
    "WebP": (WebPImagePlugin.WebPImageFile.format,),
    "GIF": (GifImagePlugin.GifImageFile.format,),
    "TIFF": (TiffImagePlugin.TiffImageFile.format,),
    "BMP": (BmpImagePlugin.BmpImageFile.format,),
    "AVIF": (AvifImagePlugin.AvifImageFile.format,),
    "HEIC": ("HEIF",),
}
_TAIL_BYTES: Final = 26


@contextmanager
def quiet() -> Iterator[None]:
    """Decoders warn about what they repair; what matters of it is said in the notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def examined_kind(data: bytes) -> Kind:
    """The kind of a picture that is examined; raises `RefusedError` that says what the file is instead."""
    if not data:
        raise RefusedError("", "the file is empty (0 bytes)")
    kind = sniff(data[:HEAD_BYTES], data[-_TAIL_BYTES:])
    if kind is None:
        raise RefusedError("", "it is plain text, no picture" if _is_text(data) else "its content is of no known kind")
    if kind.format not in EXAMINED_FORMATS:
        raise RefusedError("", f"files of this kind are not examined: {_described(kind)}")
    if kind.format == "HEIC" and not HEIC_READABLE:
        raise RefusedError("", "reading HEIC pictures needs the extra firstseen[heic], which is not installed")
    return kind


def _is_text(data: bytes) -> bool:
    head = data[:HEAD_BYTES]
    return all(byte >= 32 or byte in b"\t\n\r\f" for byte in head)


def _described(kind: Kind) -> str:
    named = kind.medium not in ("picture", "video", "sound") or kind.medium in kind.format
    return kind.format if named else f"{kind.format} ({kind.medium})"


def open_still(data: bytes, kind: Kind, max_pixels: int) -> Image.Image:
    """The picture, opened but not decoded; raises `RefusedError` for damage and for sizes beyond `max_pixels`."""
    try:
        image = Image.open(io.BytesIO(data), formats=_OPENERS[kind.format])
    except DAMAGE as error:
        raise RefusedError(
            "", f"it begins like a picture in {kind.format} but cannot be opened: {_opening(error)}"
        ) from error
    check_size(image.size, max_pixels)
    return image


def _opening(error: BaseException) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "its beginning is damaged"
    return reason_for(error)


def check_size(size: tuple[int, int], max_pixels: int) -> None:
    """Raises `RefusedError` for a picture without pixels, or with more than `max_pixels`."""
    width, height = size
    if width < 1 or height < 1:
        raise RefusedError("", f"it states a size of {width} x {height} pixels")
    if width * height > max_pixels:
        raise RefusedError(
            "",
            f"it has {width:,} x {height:,} pixels, more than the limit of {max_pixels:,} in all",
            advice="Set FIRSTSEEN_MAX_PIXELS higher to examine it.",
        )
