from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.copies.corpus import Corpus, corpus_of, drawn

from bench.copies.edits import TEMPLATED


def _pools(corpus: Corpus) -> list[Path]:
    pools = (corpus.references, corpus.distractors, corpus.left_out, corpus.pasted, corpus.pasted_elsewhere)
    assert all(pools)
    return [path for pool in pools for path in pool]


def test_no_picture_serves_two_ends(folder: Path, corpus: Corpus) -> None:
    mine, theirs = _pools(corpus), _pools(corpus_of([folder], "second", 300))
    assert len(mine) == len(set(mine))
    assert not set(mine) & set(theirs)
    assert len(mine) + len(theirs) == 90


def test_the_third_set_has_every_picture_in_another_role(folder: Path, corpus: Corpus) -> None:
    second, third = corpus_of([folder], "second", 300), corpus_of([folder], "third", 300)
    assert len(_pools(third)) == len(set(_pools(third))) == 90
    for before in (corpus, second):
        for role in ("references", "distractors", "left_out", "pasted", "pasted_elsewhere"):
            assert not set(getattr(before, role)) & set(getattr(third, role)), role


def test_the_reported_set_has_every_picture_in_an_order_of_its_own(folder: Path) -> None:
    third, report = corpus_of([folder], "third", 300), corpus_of([folder], "report", 300)
    assert len(_pools(report)) == len(set(_pools(report))) == 90
    assert set(report.references) - set(third.references)
    assert report.digest != third.digest


def test_queries_without_an_answer_are_of_no_reference(corpus: Corpus) -> None:
    held = {item.path for item in corpus.referred(2)}
    asked = corpus.unanswered(TEMPLATED, 3)
    assert not held & {item.path for item in asked}
    assert {item.kind for item in asked} == {"", *TEMPLATED}
    assert {item.path for item in corpus.asked(["meme"], 5)} <= set(corpus.references)


def test_a_query_is_drawn_the_same_each_time(corpus: Corpus) -> None:
    item = corpus.asked(["post, dark"], 1)[0]
    first, truth = drawn(item, corpus)
    again, _ = drawn(item, corpus)
    assert truth is not None
    assert np.array_equal(first, again)


def test_the_digest_is_that_of_names_and_bytes(folder: Path, corpus: Corpus, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert corpus_of([tmp_path], "tuning", 300).digest == corpus.digest
    corpus_path = tmp_path / corpus.references[0].name
    corpus_path.write_bytes(corpus_path.read_bytes() + b"\0")
    assert corpus_of([tmp_path], "tuning", 300).digest != corpus.digest
    assert corpus.run_digest(["meme"], 8) != corpus.run_digest(["meme"], 9)


def test_too_few_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="30 are needed"):
        corpus_of([tmp_path], "tuning", 300)
