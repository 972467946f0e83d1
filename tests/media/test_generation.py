"""Pictures that we save ourselves, so that it is known how often and how."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from tests.drawing import photograph

from firstseen.errors import RefusedError
from firstseen.media.double_saved import standard_table, table_of
from firstseen.media.generation import measure, measured
from firstseen.model.generation import Generation

LARGE = 10**8


def picture(seed: int = 5) -> Image.Image:
    """A photograph with the fine noise of a camera, which our drawings lack."""
    drawn = photograph(seed, 640, 480).astype(np.int16)
    noise = np.random.default_rng(seed).normal(0, 4, drawn.shape[:2])[..., None]
    return Image.fromarray(np.clip(drawn + noise, 0, 255).astype(np.uint8))


def saved(image: Image.Image, quality: int, **more: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, **more)
    return stream.getvalue()


def png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("quality", [30, 62, 75, 88, 95, 100])
def test_quality_is_read_from_the_tables(quality: int) -> None:
    assert measured(saved(picture(), quality), LARGE).quality == quality


def test_tables_of_its_own_stand_for_no_quality() -> None:
    steps = [min(255, 3 + (at * 37) % 50) for at in range(64)]
    assert measured(saved(picture(), 75, qtables=[steps, steps]), LARGE).quality is None


@pytest.mark.parametrize(("first", "then"), [(60, 90), (70, 85), (75, 95), (80, 92)])
def test_an_earlier_saving_shows_with_its_quality(first: int, then: int) -> None:
    found = measured(saved(opened(saved(picture(), first)), then), LARGE)
    assert found.quality == then
    assert found.saved_before is not None
    assert abs(found.saved_before - first) <= 2


@pytest.mark.parametrize("seed", range(5, 13))
def test_what_was_saved_once_shows_no_earlier_saving(seed: int) -> None:
    for quality in (60, 75, 90):
        assert measured(saved(picture(seed), quality), LARGE).saved_before is None
    assert measured(png(picture(seed)), LARGE).saved_before is None


def test_saving_twice_alike_leaves_nothing_to_tell() -> None:
    assert measured(saved(opened(saved(picture(), 80)), 80), LARGE).saved_before is None


def test_a_lossless_copy_of_a_jpeg_shows_its_quality() -> None:
    found = measured(png(opened(saved(picture(), 70))), LARGE)
    assert (found.quality, found.saved_before) == (None, 70)


def test_a_lossless_crop_of_a_jpeg_shows_where_its_blocks_were() -> None:
    found = measured(png(opened(saved(picture(), 60)).crop((3, 5, 640, 480))), LARGE)
    assert found.grid == (5, 3)
    assert measured(png(picture()), LARGE).grid is None


def test_what_was_reduced_and_enlarged_is_less_sharp() -> None:
    image = picture()
    soft = image.resize((160, 120), Image.Resampling.LANCZOS).resize(image.size, Image.Resampling.BICUBIC)
    sharp = [measured(png(one), LARGE).sharp for one in (image, soft)]
    assert sharp[0] is not None
    assert sharp[1] is not None
    assert sharp[1] < 0.6 * sharp[0]


def test_grey_has_no_colour() -> None:
    assert measured(saved(picture().convert("L"), 80), LARGE).colour == 0
    assert (measured(saved(picture(), 80), LARGE).colour or 0) > 0.02


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (95, 95), (96, 97)])
def test_what_is_too_small_has_no_figures_but_its_quality(size: tuple[int, int]) -> None:
    found = measured(saved(picture().resize(size), 80), LARGE)
    assert found.quality == 80
    if min(size) < 96:
        assert (found.saved_before, found.grid, found.sharp) == (None, None, None)


def test_a_plain_picture_has_none_either() -> None:
    found = measured(saved(Image.new("RGB", (400, 300), (90, 120, 60)), 80), LARGE)
    assert (found.saved_before, found.grid, found.sharp) == (None, None, None)


def test_other_formats_and_colours_are_measured_as_far_as_can_be_said() -> None:
    stream = io.BytesIO()
    picture().save(stream, "WEBP", quality=80)
    found = measured(stream.getvalue(), LARGE)
    assert (found.quality, found.saved_before, found.grid) == (None, None, None)
    assert measured(saved(picture().convert("CMYK"), 80), LARGE).quality == 80


def test_the_task_answers_the_fields_of_the_model() -> None:
    answer = measure(io.BytesIO(saved(picture(), 80)), {"max_pixels": LARGE})
    assert Generation(**answer.values["generation"]).quality == 80


def test_what_cannot_be_decoded_is_refused() -> None:
    with pytest.raises(RefusedError):
        measured(saved(picture(), 80)[:300], LARGE)
    with pytest.raises(RefusedError):
        measured(saved(picture(), 80), 1000)


def test_a_table_that_is_none_is_left_out() -> None:
    assert table_of({}) is None
    assert table_of({0: [1] * 63}) is None
    assert table_of({0: [0] * 64}) is None
    assert standard_table(50)[0, 0] == 16
