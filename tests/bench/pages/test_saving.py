"""Drawn pages: the same every time, their truth in them, the two sets apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bench.pages.saving import SETS, Saved, digest_of, drawn, save


@pytest.fixture(scope="module")
def pages() -> dict[str, list[Saved]]:
    return {which: drawn(which, 4) for which in SETS}


def test_pages_are_the_same_every_time(pages: dict[str, list[Saved]]) -> None:
    assert digest_of(pages["tuning"]) == digest_of(drawn("tuning", 4))
    assert digest_of(pages["tuning"]) != digest_of(pages["report"])


def test_the_sets_share_no_layout_and_no_site() -> None:
    tuning, report = SETS["tuning"], SETS["report"]
    assert not set(tuning) & set(report)
    assert not {layout for layout, _, _ in tuning.values()} & {layout for layout, _, _ in report.values()}
    assert {site for _, _, site in tuning.values()} & {site for _, _, site in report.values()} == {"t.me"}
    assert len(tuning) >= 12 and len(report) >= 12


def test_every_picture_of_the_truth_stands_in_its_page(pages: dict[str, list[Saved]]) -> None:
    for page in (page for which in pages.values() for page in which):
        text = page.html.decode("iso-8859-2" if b"iso-8859-2" in page.html else "utf-8", "replace")
        for picture in page.truth.pictures:
            assert picture.token in text or picture.inline() in text, (page.family, picture)
        assert any(picture.furniture is None for picture in page.truth.pictures), page.family
        assert all(post.post_id.partition("/")[0] in text for post in page.truth.posts)


def test_pages_are_saved_in_three_ways(pages: dict[str, list[Saved]], tmp_path: Path) -> None:
    first, _, folder, single = pages["tuning"][:4]
    assert not first.files and b"saved from url" in first.html
    assert folder.files and b"saved from url" in folder.html
    assert b"SingleFile" in single.html and b"data:image/jpeg" in single.html
    path = save(folder, tmp_path)
    names = re.findall(rb'src="\./([^"]+)"', path.read_bytes())
    assert names and all((tmp_path / name.decode()).is_file() for name in names)
