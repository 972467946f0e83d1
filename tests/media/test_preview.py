from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.media.drawn import CORNERS, quarters, saved

from firstseen.errors import RefusedError
from firstseen.media.preview import preview
from firstseen.sandbox import Answer, Job, Limits, Pool


def ask(data: bytes, **options: Any) -> Answer:
    return preview(io.BytesIO(data), {"max_pixels": 10**8, "side": 32, **options})


def test_the_longer_side_is_bounded_and_nothing_is_enlarged() -> None:
    assert ask(saved(quarters(64, 48), "PNG")).arrays["rgb"].shape == (24, 32, 3)
    assert ask(saved(quarters(48, 64), "PNG")).arrays["rgb"].shape == (32, 24, 3)
    assert ask(saved(quarters(20, 10), "PNG")).arrays["rgb"].shape == (10, 20, 3)
    assert ask(saved(quarters(2000, 4), "PNG")).arrays["rgb"].shape == (1, 32, 3)


def test_it_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    answer = ask(saved(quarters(64, 48), "PNG", exif=exif))
    assert answer.values == {"width": 48, "height": 64, "box": [0, 0, 48, 64]}
    assert np.abs(answer.arrays["rgb"][2, 2].astype(int) - CORNERS[2]).max() <= 3


def test_a_box_is_cut_out() -> None:
    answer = ask(saved(quarters(64, 48), "PNG"), box=[32, 24, 64, 48])
    assert answer.arrays["rgb"].shape == (24, 32, 3)
    assert (answer.arrays["rgb"] == CORNERS[3]).all()


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ([-50, -50, 500, 500], [0, 0, 64, 48]),
        ([60, 40, 500, 500], [60, 40, 64, 48]),
        ([100, 100, 120, 120], [63, 47, 64, 48]),
        ([30, 30, 10, 10], [30, 30, 31, 31]),
    ],
)
def test_a_box_is_cut_to_the_picture(box: list[int], shown: list[int]) -> None:
    answer = ask(saved(quarters(64, 48), "PNG"), box=box)
    assert answer.values["box"] == shown
    assert answer.arrays["rgb"].size > 0


def test_refusals_pass_through() -> None:
    with pytest.raises(RefusedError, match="PDF"):
        ask(b"%PDF-1.4")


def test_in_the_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(saved(quarters(640, 480), "JPEG"))
    with Pool("firstseen.media.preview:preview", 1, Limits(512, 20.0)) as pool:
        [(_, answer)] = pool.run([Job("k", path, {"side": 320, "max_pixels": 10**8})])
    assert isinstance(answer, Answer)
    assert answer.arrays["rgb"].shape == (240, 320, 3)
