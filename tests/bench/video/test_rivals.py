from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.video.rivals import BITS, WORDS_A_SECOND, sound_said, vpdq_said

from bench.video import rivals


def _hashes(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return chance.integers(0, 256, (count, 32), dtype=np.uint8), np.arange(count, dtype=float)


def test_a_trim_is_all_of_one_side() -> None:
    hashes, times = _hashes(1, 30)
    said = vpdq_said("a", (hashes[10:20], times[10:20]), "b", (hashes, times))
    assert said is not None
    assert said.score == 1.0
    assert said.joins


def test_half_of_both_sides_is_a_score_and_no_match() -> None:
    one, other = _hashes(1, 20), _hashes(2, 20)
    other[0][:10] = one[0][:10]
    said = vpdq_said("a", one, "b", other)
    assert said is not None
    assert said.score == 0.5
    assert not said.joins


def test_other_frames_say_nothing_and_a_still_is_told_its_moment() -> None:
    one, other = _hashes(1, 20), _hashes(2, 20)
    assert vpdq_said("a", one, "b", other) is None
    said = vpdq_said("still", (one[0][7:8], np.zeros(1)), "b", one)
    assert said is not None
    assert said.spells[0].b_from == 7.0


def test_words_are_found_at_their_offset_with_bits_turned() -> None:
    chance = np.random.default_rng(5)
    words = chance.integers(0, 2**32, 600, dtype=np.uint32)
    piece = words[200:300].copy()
    for bit in chance.integers(0, 32, 4):
        piece ^= (chance.integers(0, 2, 100, dtype=np.uint32) << np.uint32(bit)).astype(np.uint32)
    said = sound_said("a", piece, "b", words)
    assert said is not None
    assert said.joins
    assert 32 - said.score < BITS
    offset = said.spells[0].b_from - said.spells[0].a_from
    assert offset == pytest.approx(200 / WORDS_A_SECOND)
    assert said.spells[0].a_to - said.spells[0].a_from > 10
    turned = sound_said("b", words, "a", piece)
    assert turned is not None
    assert turned.spells[0].a_from - turned.spells[0].b_from == pytest.approx(200 / WORDS_A_SECOND)


def test_other_words_are_no_match() -> None:
    chance = np.random.default_rng(6)
    some, others = (chance.integers(0, 2**32, count, dtype=np.uint32) for count in (300, 700))
    said = sound_said("a", some, "b", others)
    assert said is None or not said.joins


def test_a_rival_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answers = rivals.chromaprint({}, lambda a, b: True)
    assert answers.notes == ("fpcalc is not installed",)
    assert answers.said == ()
