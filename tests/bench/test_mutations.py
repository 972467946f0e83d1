"""Broken files of a few formats, as `python -m bench.mutations` makes thousands of: nothing is left behind."""

from __future__ import annotations

import random

from bench.mutations import mutated, run
from tests.drawing import jpeg, photograph
from tests.processes import children

TABLE = b"post_id,platform,url,author,published,text,media\n1789551061324566528,x,,olena,,words,a.jpg\n"
PAGE = b"<!doctype html><html><title>t</title><body><p>words<img src=a.jpg></body></html>"


def test_the_same_seed_breaks_a_file_alike_and_another_does_not() -> None:
    data = bytes(range(256)) * 20
    first = [mutated(data, random.Random(f"1 {number}")) for number in range(50)]
    assert first == [mutated(data, random.Random(f"1 {number}")) for number in range(50)]
    assert first != [mutated(data, random.Random(f"2 {number}")) for number in range(50)]
    assert sum(one != data for one in first) > 45
    assert len(set(first)) > 45


def test_every_mutation_is_answered_or_refused_and_no_worker_is_left() -> None:
    for name, one in {
        "picture JPEG": ("a", jpeg(photograph(1))),
        "read table": ("posts.csv", TABLE),
        "read page": ("page.html", PAGE),
    }.items():
        report = run(name, one, 12)
        assert report.answered + report.refused == 12
        assert not report.stopped, name
        assert children() == []
