"""Regions travel with their picture: described at their own scale, packed and checked."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from tests.drawing import photograph
from tests.layouts_drawn import LAYOUTS, collage, overlap

from firstseen.prints import packing
from firstseen.prints.describe import REGION_POINTS, describe
from firstseen.prints.packing import pack, unpack
from firstseen.prints.picture import NO_PIXELS, PicturePrints, RegionPrints

DIGEST = "cd" * 32


@pytest.fixture(scope="module")
def page() -> PicturePrints:
    """A page with one photograph."""
    prints = describe(LAYOUTS["page of columns"](60).rgb, DIGEST)
    assert prints.regions
    return prints


def test_a_region_is_described_as_a_picture_of_its_own(page: PicturePrints) -> None:
    drawn = LAYOUTS["page of columns"](60)
    region = max(page.regions, key=lambda each: overlap(each.box, drawn.boxes[0]))
    left, top, right, bottom = region.box
    alone = describe(np.ascontiguousarray(drawn.rgb[top:bottom, left:right]), DIGEST)
    prints = region.prints
    assert (prints.width, prints.height) == (right - left, bottom - top)
    assert prints.pixels == NO_PIXELS
    assert prints.regions == ()
    assert 100 < len(prints.points) <= REGION_POINTS
    assert prints.points[:, 0].max() < prints.width and prints.points[:, 1].max() < prints.height
    assert np.array_equal(prints.pdq, alone.pdq)
    assert np.array_equal(prints.photographed, alone.photographed)
    assert np.array_equal(prints.small, alone.small)


def test_regions_and_cells_come_back(page: PicturePrints) -> None:
    back = unpack(pack(page))
    assert np.array_equal(back.photographed, page.photographed)
    assert not page.photographed.all() and page.photographed.any()
    assert [region.box for region in back.regions] == [region.box for region in page.regions]
    for region, other in zip(page.regions, back.regions, strict=True):
        assert np.array_equal(region.prints.descriptors, other.prints.descriptors)
        assert np.array_equal(region.prints.pdq, other.prints.pdq)
        assert np.array_equal(region.prints.photographed, other.prints.photographed)
        assert region.prints.small.shape == other.prints.small.shape
        assert np.abs(region.prints.points - other.prints.points).max() < 0.2


def test_all_regions_of_a_collage_come_back_in_their_order() -> None:
    prints = describe(collage((61, 62, 63, 64)).rgb, DIGEST)
    assert len(prints.regions) >= 4
    assert [region.box for region in unpack(pack(prints)).regions] == [region.box for region in prints.regions]


def moved(prints: PicturePrints, shift: tuple[int, int]) -> PicturePrints:
    region = prints.regions[0]
    left, top, right, bottom = region.box
    box = (left + shift[0], top + shift[1], right + shift[0], bottom + shift[1])
    return replace(prints, regions=(RegionPrints(box, region.prints),))


@pytest.mark.parametrize("shift", [(700, 0), (0, 900), (-600, 0)])
def test_a_region_outside_its_picture_is_not_packed(page: PicturePrints, shift: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="region is not where its box says"):
        pack(moved(page, shift))


def test_a_region_of_another_size_than_its_box_is_not_packed(page: PicturePrints) -> None:
    region = page.regions[0]
    left, top, right, bottom = region.box
    wrong = replace(page, regions=(RegionPrints((left, top, right - 1, bottom), region.prints),))
    with pytest.raises(ValueError, match="region is not where its box says"):
        pack(wrong)


def place_of_first_box(prints: PicturePrints) -> int:
    return len(pack(replace(prints, regions=()))) - packing._CHECK.size


@pytest.mark.parametrize(
    ("number", "value"),
    [(0, 0), (0, 4_000_000_000), (1, 0), (2, 801), (2, 0), (3, 1001), (3, 4_294_967_295)],
)
def test_a_damaged_box_under_a_right_checksum_is_refused(page: PicturePrints, number: int, value: int) -> None:
    body = bytearray(pack(page)[: -packing._CHECK.size])
    place = place_of_first_box(page)
    assert struct.unpack_from("<IIII", body, place) == page.regions[0].box
    struct.pack_into("<I", body, place + 4 * number, value)
    with pytest.raises(ValueError, match="region is not where its box says"):
        unpack(bytes(body) + struct.pack("<I", zlib.crc32(body)))


@pytest.mark.parametrize("count", [0, 200])
def test_a_wrong_number_of_regions_is_refused(page: PicturePrints, count: int) -> None:
    body = bytearray(pack(page)[: -packing._CHECK.size])
    place = packing._HEADER.size - 32 - 32 - 1
    assert body[place] == len(page.regions)
    body[place] = count
    with pytest.raises(ValueError, match="prints are damaged"):
        unpack(bytes(body) + struct.pack("<I", zlib.crc32(body)))


def test_a_plain_photograph_packs_without_regions() -> None:
    prints = describe(photograph(65), DIGEST)
    assert prints.regions == unpack(pack(prints)).regions == ()
    assert np.array_equal(unpack(pack(prints)).photographed, prints.photographed)
