"""Other exposures of one scene: what they share agrees, and they are no copies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps
from tests.drawing import photograph

from firstseen.match.aligned import Aligned, align
from firstseen.match.exposures import lit_alike
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

Grey = NDArray[np.float64]

ONE_PLACE = [
    ("2a711e77-ef04-47ca-8b5c-f1729d0ce04e", "2074bc3b-b374-4fc6-b520-83dd51b98976"),
    ("2a711e77-ef04-47ca-8b5c-f1729d0ce04e", "6eaff8d0-517f-4fad-ad54-4249b8c53ff9"),
]
"""Two dresses on one door each, photographed one after the other: what lies below them agrees closely."""


def described(path: Path) -> PicturePrints:
    with Image.open(path) as image:
        rgb = np.ascontiguousarray(ImageOps.exif_transpose(image).convert("RGB"))
    return describe(rgb, hashlib.sha256(rgb.tobytes()).hexdigest())


@pytest.mark.parametrize(("one", "other"), ONE_PLACE)
def test_two_things_before_one_door_are_no_copies(real_inputs: Path, one: str, other: str) -> None:
    a, b = (described(real_inputs / "clothing" / f"{name}.jpg") for name in (one, other))
    copy = verify("0", a, "1", b)
    assert copy is None or copy.relation not in JOINING


def _laid(change: Callable[[Grey], Grey]) -> Aligned:
    grey = photograph(5, 256, 192).mean(axis=2)
    box = (0, 0, 256, 192)
    first, second = (np.clip(picture, 0, 255).astype(np.uint8) for picture in (grey, change(grey)))
    aligned = align(first, second, np.eye(3), box, box)
    assert aligned is not None and aligned.agree.sum() > 100
    return aligned


def test_a_tone_curve_keeps_the_order_of_brightness_and_a_lamp_does_not() -> None:
    curve = lit_alike(_laid(lambda grey: 255 * (grey / 255) ** 0.6))
    lamp = lit_alike(_laid(lambda grey: grey * np.linspace(0.35, 1.0, grey.shape[1])))
    assert curve > 0.97
    assert lamp < 0.9
