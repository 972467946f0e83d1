from __future__ import annotations

import numpy as np
from bench.copies.edits.phrases import NAMES, PHRASES, WORDS
from bench.copies.edits.voices import fonts_found, voice_of


def test_the_sets_share_no_phrase_name_or_word() -> None:
    for pool in (PHRASES, NAMES, WORDS):
        for (layouts, script), words in pool.items():
            if layouts == "tuning":
                assert not set(words) & set(pool["report", script])


def test_running_text_has_as_many_words_as_asked() -> None:
    text = voice_of("tuning").running(np.random.default_rng(0), 50)
    assert len(text.split()) == 50
    assert text[0].isupper()


def test_fonts_are_told() -> None:
    assert fonts_found()
    assert voice_of("report").font("bold", 20).getlength("abc") > 0
