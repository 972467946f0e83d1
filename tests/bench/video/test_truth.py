from __future__ import annotations

import pickle

import pytest
from bench.video.corpus import CLEAN, EXCERPT_KINDS, NEGATIVES, SOURCES, Corpus, corpus_of
from bench.video.edits import KINDS
from bench.video.edits.stills import STILLS
from bench.video.truth import truth_of

TUNING, REPORT = corpus_of("tuning", 1, None, None), corpus_of("report", 1, None, None)


def _kinds(corpus: Corpus) -> set[str]:
    return {pair.kind for pair in truth_of(corpus.files).asked()}


def test_every_kind_has_pairs_to_be_found() -> None:
    assert {*KINDS, *STILLS, *EXCERPT_KINDS, "3 s within 10 minutes", "3 s of 10 minutes"} == _kinds(TUNING)


def test_stretches_lie_within_both_files_and_are_as_long_in_both_at_their_speed() -> None:
    seconds = {file.name: file.seconds for file in REPORT.files}
    for pair in truth_of(REPORT.files).asked():
        for spell in pair.spells:
            assert 0 <= spell.a_from <= spell.a_to <= seconds[pair.a] + 0.05, pair
            assert 0 <= spell.b_from <= spell.b_to <= seconds[pair.b] + 0.05, pair
            assert abs((spell.b_to - spell.b_from) - (spell.a_to - spell.a_from) * spell.speed) < 0.01, pair


def test_the_two_sets_share_no_chance() -> None:
    for kind in KINDS:
        assert TUNING.plan(kind, 0).seed != REPORT.plan(kind, 0).seed
    assert [source.seconds for source in TUNING.sources] != [source.seconds for source in REPORT.sources]
    assert TUNING.digest != REPORT.digest


def test_the_same_is_drawn_each_time() -> None:
    again = corpus_of("report", 1, None, None)
    assert again.files == REPORT.files
    assert again.digest == REPORT.digest


def test_near_misses_are_never_to_be_joined_nor_neutral() -> None:
    truth = truth_of(REPORT.files)
    near = [pair for pair in truth.expected.values() if pair.kind in NEGATIVES]
    assert len(near) == 11
    assert not any(pair.joins for pair in near)
    assert not any(frozenset((pair.a, pair.b)) in truth.neutral for pair in near)


def test_two_edits_of_one_source_are_neutral_and_of_two_sources_are_apart() -> None:
    truth = truth_of(REPORT.files)
    compilation = next(file for file in REPORT.files if file.kind == "compilation of ten")
    assert len(compilation.shares) == 10
    trim = next(file for file in REPORT.files if file.kind == "trim")
    pair = frozenset((trim.name, compilation.name))
    assert (pair in truth.neutral) == bool(trim.seen & compilation.seen)
    other = next(file for file in REPORT.files if file.kind == "source" and file.name not in trim.shares)
    assert frozenset((trim.name, other.name)) not in truth.neutral
    assert truth.between(trim.name, other.name) is None


def test_a_replaced_sound_is_no_stretch_of_sound() -> None:
    replaced = next(file for file in REPORT.files if file.kind == "sound replaced")
    spells = [spell for some in replaced.shares.values() for spell in some]
    assert {spell.track for spell in spells} == {"picture"}
    assert not replaced.heard


def test_excerpts_are_of_every_source_when_each_is_more_than_one() -> None:
    files = [file for file in corpus_of("report", 2, None, None, [CLEAN]).files if file.kind == CLEAN]
    assert len({name for file in files for name in file.shares}) == SOURCES


def test_a_set_drawn_anew_shares_no_chance_with_the_first_also_where_it_is_drawn() -> None:
    anew = pickle.loads(pickle.dumps(corpus_of("tuning", 1, None, None, again="second")))
    assert anew.salt != TUNING.salt
    assert anew.digest != TUNING.digest
    assert [source.seconds for source in anew.sources] != [source.seconds for source in TUNING.sources]
    assert anew.photographs == TUNING.photographs


def test_the_report_set_is_drawn_once() -> None:
    with pytest.raises(ValueError, match="drawn once"):
        corpus_of("report", 1, None, None, again="second")


def test_each_source_is_heard_in_each_encoding() -> None:
    files = [file for file in corpus_of("report", 4, None, None, [CLEAN]).files if file.kind == CLEAN]
    heard = {(name, file.name.rsplit(".", 1)[-1]) for file in files for name in file.shares}
    assert len(heard) == len(files) == 3 * SOURCES
