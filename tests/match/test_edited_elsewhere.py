"""Edits made by somebody else's code: 40 versions of one picture (`augly` of the real inputs)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Relation
from firstseen.model.pictures import Box
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

NOT_FOUND = {"split_and_shuffle"}
"""Nine pieces in another order: no two of them lie as in the picture, and a shelf behind looks alike throughout."""

BOXES: dict[str, tuple[Box, Box]] = {
    "crop": ((480, 270, 1440, 810), (0, 0, 960, 540)),
    "pad": ((0, 0, 1920, 1080), (480, 270, 2400, 1350)),
    "pad_square": ((0, 0, 1920, 1080), (0, 420, 1920, 1500)),
    "meme_format": ((0, 0, 1920, 1080), (0, 250, 1920, 1330)),
    "overlay_onto_background_image": ((0, 0, 1920, 1080), (1536, 864, 3456, 1944)),
    "scale": ((0, 0, 1920, 1080), (0, 0, 960, 540)),
}
"""Where the picture is in the original and in the version, as the names and sizes of the files tell."""

CHANGES = {
    "grayscale": "grey",
    "crop": "cropped",
    "pad": "bordered",
    "meme_format": "text added",
    "overlay_text": "text added",
    "rotate": "rotated",
    "hflip": "mirrored",
    "vflip": "mirrored",
    "saturation": "filtered",
    "RandomBlur": "blurred",
    "scale": "resized",
    "overlay_onto_screenshot": "inside another picture",
}


def described(path: Path) -> PicturePrints:
    with Image.open(path) as image:
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    rgb = np.asarray(ground)
    return describe(rgb, hashlib.sha256(repr(rgb.shape).encode() + rgb.tobytes()).hexdigest())


@pytest.fixture(scope="module")
def versions(real_inputs: Path) -> dict[str, Copy | None]:
    """What is said of the original and each version, by its name."""
    folder = real_inputs / "augly" / "image"
    original = described(folder / "inputs" / "dfdc_1.jpg")
    return {
        path.stem.removeprefix("test_"): verify("0", original, "1", described(path))
        for path in sorted((folder / "dfdc_expected_output").iterdir())
    }


def test_every_version_is_found_but_the_one_in_pieces(versions: dict[str, Copy | None]) -> None:
    assert len(versions) == 40
    missed = {name for name, copy in versions.items() if copy is None or copy.relation not in JOINING}
    assert missed == NOT_FOUND


def test_only_the_flipped_ones_are_mirrored(versions: dict[str, Copy | None]) -> None:
    assert {name for name, copy in versions.items() if copy and copy.mirrored} == {"hflip", "vflip"}


@pytest.mark.parametrize("name", BOXES)
def test_boxes(versions: dict[str, Copy | None], name: str) -> None:
    copy = versions[name]
    assert copy and copy.box_a and copy.box_b
    for found, true in zip((copy.box_a, copy.box_b), BOXES[name], strict=True):
        assert max(abs(one - other) for one, other in zip(found, true, strict=True)) <= 20, (found, true)


@pytest.mark.parametrize(("name", "word"), CHANGES.items())
def test_changes(versions: dict[str, Copy | None], name: str, word: str) -> None:
    copy = versions[name]
    assert copy is not None
    assert word in copy.changes


def test_what_lies_on_a_page_is_a_part(versions: dict[str, Copy | None]) -> None:
    for name in ("overlay_onto_screenshot", "overlay_onto_background_image"):
        copy = versions[name]
        assert copy is not None
        assert copy.relation is Relation.PART
