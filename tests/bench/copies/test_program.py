from __future__ import annotations

from pathlib import Path

import numpy as np
from bench.copies.edits.canvas import cropped, resized, start
from bench.copies.figures import overlap
from bench.copies.program import Program, prints_of, verified
from tests.drawing import photograph


def test_what_the_program_finds_is_told_as_seen_from_the_query(tmp_path: Path) -> None:
    pictures = {f"{seed}.jpg": photograph(seed) for seed in range(4)}
    kept = Program.build(tmp_path, ((name, prints_of(picture)) for name, picture in pictures.items()))
    assert kept > 0
    edited = resized(cropped(start(pictures["2.jpg"]), (160, 120, 560, 420)), 300)
    found = [one for one in Program(tmp_path).find(edited.picture) if one.joins]
    assert [one.name for one in found] == ["2.jpg"]
    assert overlap(found[0].box_query, edited.box) > 0.9
    assert overlap(found[0].box_reference, edited.box_shown) > 0.9
    assert "cropped" in found[0].changes


def test_two_pictures_alone() -> None:
    one, other = photograph(1), photograph(2)
    assert verified(prints_of(one), prints_of(np.ascontiguousarray(one[::2, ::2]))) is not None
    assert verified(prints_of(one), prints_of(other)) is None
