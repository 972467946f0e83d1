from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from bench.copies.edits.looks import LOOKS
from bench.copies.edits.phrases import NAMES, PHRASES, WORDS
from bench.copies.edits.voices import FILES, SETS, Layouts, fonts_found, voice_of


@pytest.mark.parametrize(("first", "second"), list(combinations(SETS, 2)))
def test_the_sets_share_no_phrase_name_word_or_font(first: Layouts, second: Layouts) -> None:
    for pool in (PHRASES, NAMES, WORDS):
        mine, theirs = (
            {word for (one, _), words in pool.items() if one == of for word in words} for of in (first, second)
        )
        assert mine and theirs
        assert not mine & theirs
    for kind in ("plain", "bold", "serif", "serif bold"):
        assert FILES[first][kind, "latin"][0] != FILES[second][kind, "latin"][0]


@pytest.mark.parametrize("layouts", SETS)
def test_every_script_of_a_set_has_its_words(layouts: Layouts) -> None:
    scripts = {script for of, script in PHRASES if of == layouts}
    assert {"latin", "cyrillic", "arabic"} <= scripts
    for pool in (NAMES, WORDS):
        assert {script for of, script in pool if of == layouts} == scripts
    assert set(voice_of(layouts).scripts()) <= scripts


def test_the_sets_share_no_advert_watermark_or_login() -> None:
    looks = [LOOKS[layouts] for layouts in SETS]
    for first, second in combinations(looks, 2):
        assert not {words for *_, words in first.adverts} & {words for *_, words in second.adverts}
        assert first.watermark != second.watermark
        assert first.login.words != second.login.words


def test_running_text_has_as_many_words_as_asked() -> None:
    text = voice_of("tuning").running(np.random.default_rng(0), 50)
    assert len(text.split()) == 50
    assert text[0].isupper()


def test_fonts_are_told() -> None:
    assert fonts_found()
    assert voice_of("report").font("bold", 20).getlength("abc") > 0
