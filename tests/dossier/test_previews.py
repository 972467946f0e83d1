from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.dossier.addresses import picture_address, small_picture_address
from firstseen.dossier.previews import LONGEST, Previews

from . import drawn

A, B, C = "a" * 64, "b" * 64, "c" * 64


def hand_back(pixels: object, reason: str | None = None) -> object:
    def maker(
        digests: Iterable[str], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        assert longest_side == LONGEST
        for digest in digests:
            yield digest, pixels, reason  # type: ignore[misc]

    return maker


def made(pixels: object, folder: Path, reason: str | None = None) -> Previews:
    previews = Previews()
    told: list[int] = []
    previews.make([A], hand_back(pixels, reason), folder, told.append)  # type: ignore[arg-type]
    assert told == [1]
    return previews


def test_pictures_are_made_anew_in_two_sizes(tmp_path: Path) -> None:
    preview = made(drawn.scene(1), tmp_path).of(A)
    assert preview is not None
    assert (preview.width, preview.height) == (960, 640)
    with Image.open(tmp_path / picture_address(A)) as large, Image.open(tmp_path / small_picture_address(A)) as small:
        assert large.size == (960, 640)
        assert small.size == (480, 320)
        assert not large.getexif()


def test_nothing_can_be_made_out_in_the_veil(tmp_path: Path) -> None:
    import base64
    import io

    preview = made(drawn.scene(1), tmp_path).of(A)
    assert preview is not None and len(preview.veil) < 400
    with Image.open(io.BytesIO(base64.b64decode(preview.veil.partition(",")[2]))) as veil:
        assert max(veil.size) <= 8


def test_a_picture_too_large_is_reduced(tmp_path: Path) -> None:
    preview = made(np.zeros((10, 4000, 3), np.uint8), tmp_path).of(A)
    assert preview is not None
    assert (preview.width, preview.height) == (1280, 3)


def test_reasons_are_kept_where_there_is_no_picture(tmp_path: Path) -> None:
    assert made(None, tmp_path, "it is cut off").reason(A) == "it is cut off"
    assert made(None, tmp_path).reason(A) == "no picture came back"
    for odd in (np.zeros((5, 5), np.uint8), np.zeros((5, 5, 3), np.float32), np.zeros((0, 5, 3), np.uint8)):
        previews = made(odd, tmp_path)
        assert previews.of(A) is None
        assert previews.reason(A) == "what came back is not a picture"
