"""Pictures of the dossier: made anew from pixels that came back from the sandbox. Stored bytes are never copied.

Each preview has a veil: the picture reduced to a few pixels, in which nothing can be made out. It stands in its place
while it is covered.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.dossier.addresses import picture_address, small_picture_address
from firstseen.model.identifiers import Digest

__all__ = ["Preview", "PreviewMaker", "Previews", "is_picture", "written"]

LONGEST = 1280  # pixels of a preview's longest side: sharp at the full width of a page
_LONGEST_SMALL = 480  # pixels of the preview on a card, sharp at double density
_LONGEST_VEIL = 8  # pixels of the veil: colours, no shapes
_QUALITY, _QUALITY_SMALL, _QUALITY_VEIL = 84, 80, 60


class PreviewMaker(Protocol):
    """Decodes pictures where untrusted bytes may be touched (the sandbox), and hands back pixels."""

    def __call__(
        self, digests: Iterable[Digest], longest_side: int, /
    ) -> Iterator[tuple[Digest, NDArray[np.uint8] | None, str | None]]:
        """For each digest, in any order: (digest, (h, w, 3) uint8 RGB after EXIF orientation, None), or
        (digest, None, reason). Pictures larger than `longest_side` are reduced to it."""
        ...


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that was written: its width and height in pixels, and its veil as a data: address."""

    width: int
    height: int
    veil: str


class Previews:
    """The previews of a dossier, by digest, and the reason for each that could not be made."""

    def __init__(self) -> None:
        self._made: dict[Digest, Preview] = {}
        self._reasons: dict[Digest, str] = {}

    def of(self, digest: Digest) -> Preview | None:
        """The preview of a medium, None when there is none."""
        return self._made.get(digest)

    def reason(self, digest: Digest) -> str | None:
        """Why there is no preview."""
        return self._reasons.get(digest)

    def make(
        self, digests: Iterable[Digest], maker: PreviewMaker, folder: Path, progress: Callable[[int], None]
    ) -> None:
        """Write the previews of the media under `folder`. `progress` gets the number done so far."""
        for done, (digest, pixels, reason) in enumerate(maker(digests, LONGEST), start=1):
            if pixels is None:
                self._reasons[digest] = reason or "no picture came back"
            elif not is_picture(pixels):
                self._reasons[digest] = "what came back is not a picture"
            else:
                self._made[digest] = _write(Image.fromarray(np.ascontiguousarray(pixels)), digest, folder)
            progress(done)


def is_picture(pixels: NDArray[np.uint8]) -> bool:
    """Whether what came back is (h, w, 3) uint8 with something in it."""
    return pixels.dtype == np.uint8 and pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.size > 0


def written(pixels: NDArray[np.uint8], path: Path) -> Preview:
    """A picture ((h, w, 3) uint8 RGB) written as it is to a JPEG file, with its veil."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "JPEG", quality=_QUALITY)
    return Preview(picture.width, picture.height, _veil(picture))


def _write(picture: Image.Image, digest: Digest, folder: Path) -> Preview:
    large = _reduced(picture, LONGEST)
    path = folder / picture_address(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    large.save(path, "JPEG", quality=_QUALITY)
    small = _reduced(large, _LONGEST_SMALL)
    small.save(folder / small_picture_address(digest), "JPEG", quality=_QUALITY_SMALL)
    return Preview(large.width, large.height, _veil(small))


def _reduced(picture: Image.Image, longest: int) -> Image.Image:
    side = max(picture.size)
    if side <= longest:
        return picture
    size = (max(1, round(picture.width * longest / side)), max(1, round(picture.height * longest / side)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _veil(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    tiny = _reduced(_reduced(picture, _LONGEST_SMALL).resize((96, 96), Image.Resampling.BOX), _LONGEST_VEIL)
    tiny.save(buffer, "WEBP", quality=_QUALITY_VEIL, method=4)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
