from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.drawing import photograph

from firstseen.prints.moving.views import as_frames
from firstseen.prints.pdq import pdq
from firstseen.prints.picture import PicturePrints, RegionPrints


def described(picture: np.ndarray) -> PicturePrints:
    hashes, quality = pdq(picture)
    none = np.zeros((0, 32), np.uint8)
    return PicturePrints(
        picture.shape[1], picture.shape[0], hashes, quality, np.zeros((0, 4), np.float32), none, none,
        picture[::4, ::4, 0], "0" * 64, 0.5,
    )  # fmt: skip


def test_a_picture_is_asked_for_as_it_is_and_mirrored_with_each_of_its_regions() -> None:
    whole, part = photograph(1), photograph(2, 320, 240)
    picture = replace(described(whole), regions=(RegionPrints((10, 10, 330, 250), described(part)),))
    frames = as_frames(picture)
    assert frames.pdq.shape == (2, 2, 32)
    for row, shown in enumerate((whole, part)):
        turned = pdq(np.ascontiguousarray(shown[:, ::-1]))[0][0]
        assert np.array_equal(frames.pdq[row, 0], pdq(shown)[0][0])
        assert int(np.bitwise_count(frames.pdq[row, 1] ^ turned).sum()) <= 8
    assert frames.quality.tolist() == [picture.pdq_quality, picture.regions[0].prints.pdq_quality]
    assert not frames.times.any()
