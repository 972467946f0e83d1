"""The pictures that really circulated: all 2,016 pairs of them, with the truth pinned."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.prints.describe import describe

PAIRS = {
    ("bowie_david_2", "bowie_david_3"): ShowsMore.A,
    ("burst_kfc_1", "burst_kfc_2"): ShowsMore.B,
    ("bush_book_1", "bush_book_2"): ShowsMore.B,
    ("bush_book_1", "bush_book_3"): ShowsMore.B,
    ("bush_book_2", "bush_book_3"): ShowsMore.SAME,
    ("five_headed_snake_2", "five_headed_snake_6"): ShowsMore.A,
    ("five_headed_snake_3", "five_headed_snake_4"): ShowsMore.A,
    ("five_headed_snake_3", "five_headed_snake_5"): ShowsMore.A,
    ("five_headed_snake_4", "five_headed_snake_5"): ShowsMore.SAME,
    ("fuji_lenticular_1", "fuji_lenticular_2"): ShowsMore.SAME,
    ("fuji_lenticular_3", "fuji_lenticular_4"): ShowsMore.B,
    ("gandhi_dancing_1", "gandhi_dancing_2"): ShowsMore.SAME,
    ("john_guevara_1", "john_guevara_2"): ShowsMore.SAME,
    ("mc_donalds_fee_1", "mc_donalds_fee_2"): ShowsMore.B,
    ("north_korea_2", "north_korea_3"): ShowsMore.B,
    ("rio_moon_1", "riom_moon_2"): ShowsMore.SAME,
}
"""The 16 true pairs, and which shows more of the photograph."""

Found = dict[tuple[str, str], Copy]


@pytest.fixture(scope="module")
def found(real_inputs: Path) -> Found:
    """Everything that verification says about any two of the 64."""
    prints = {}
    for path in sorted((real_inputs / "viral64" / "pictures").iterdir()):
        with Image.open(path) as image:
            rgb = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
        prints[path.stem] = describe(rgb, hashlib.sha256(rgb.tobytes()).hexdigest())
    assert len(prints) == 64
    return {
        (a, b): copy
        for a, b in itertools.combinations(sorted(prints), 2)
        if (copy := verify(a, prints[a], b, prints[b])) is not None
    }


def test_all_16_pairs_join_and_no_other(found: Found) -> None:
    assert {pair for pair, copy in found.items() if copy.relation in JOINING} == set(PAIRS)


def test_the_same_placard_and_the_same_rally_never_join(found: Found) -> None:
    for family in ("immigrants_fear", "not_afraid"):
        inside = {p: c.relation for p, c in found.items() if p[0].startswith(family) and p[1].startswith(family)}
        assert set(inside.values()) <= {Relation.SAME_SUBJECT}, inside


def test_only_the_lenticular_pair_is_mirrored(found: Found) -> None:
    assert [p for p, c in found.items() if c.mirrored and c.relation in JOINING] == [
        ("fuji_lenticular_1", "fuji_lenticular_2")
    ]


@pytest.mark.parametrize(("pair", "more"), PAIRS.items(), ids=["-".join(pair) for pair in PAIRS])
def test_which_shows_more(found: Found, pair: tuple[str, str], more: ShowsMore) -> None:
    assert found[pair].shows_more == more
