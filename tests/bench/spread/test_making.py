from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from bench.spread.bases import bases_of
from bench.spread.cascade import Cascade, area
from bench.spread.making import Setting, cascades, setting_of
from PIL import Image

COUNT = 14


@pytest.fixture(scope="module")
def setting() -> Setting:
    return setting_of(0)


@pytest.fixture(scope="module")
def some(photographs: Path, setting: Setting) -> list[Cascade]:
    return list(cascades(bases_of([photographs], "tuning"), setting, COUNT))


def test_the_same_for_the_same_seed_and_others_for_another_case(photographs: Path, some: list[Cascade]) -> None:
    bases = bases_of([photographs], "tuning")
    again = next(iter(cascades(bases, setting_of(0), COUNT)))
    assert [one.data for one in again.versions] == [one.data for one in some[0].versions]
    assert again.posts == some[0].posts
    other = next(iter(cascades(bases, setting_of(1), COUNT)))
    assert other.posts != some[0].posts


def test_halves_share_no_photograph_and_pieces_no_pixel(photographs: Path) -> None:
    tuning, report = (bases_of([photographs], half) for half in ("tuning", "report"))
    assert not {*tuning.photographs, *tuning.pasted} & {*report.photographs, *report.pasted}
    assert not set(tuning.photographs) & set(tuning.pasted)
    cut = tuning.some(len(tuning.photographs) + 1, 0)[:2]
    assert cut[0].path == cut[1].path
    whole = np.concatenate([base.load() for base in cut], axis=1)
    assert np.array_equal(whole, np.asarray(Image.open(cut[0].path).convert("RGB")))
    with pytest.raises(ValueError, match="need"):
        tuning.some(2 * len(tuning.photographs) + 1, 0)


def test_a_version_shows_what_its_outline_says(photographs: Path, some: list[Cascade]) -> None:
    """The outline, cut from the photograph, is found where the crop shows it."""
    checked = 0
    bases = {base.name: base for base in bases_of([photographs], "tuning").some(COUNT, 0)}
    for cascade in some:
        first = cascade.by_number[0]
        for one in cascade.versions:
            if one.kind != "crop" or one.parent != 0:
                continue
            base = cv2.cvtColor(bases[cascade.name].load(), cv2.COLOR_RGB2GRAY)
            height, width = base.shape
            low, high = one.outline.min(axis=0) * (width, height), one.outline.max(axis=0) * (width, height)
            left, top, right, bottom = np.round([*low, *high]).astype(int)
            shown = np.asarray(Image.open(io.BytesIO(one.data)).convert("L"))
            told = cv2.resize(base[top:bottom, left:right], shown.shape[::-1], interpolation=cv2.INTER_AREA)
            assert np.corrcoef(told.ravel(), shown.ravel())[0, 1] > 0.9
            assert area(one.outline) < area(first.outline)
            checked += 1
    assert checked >= 3


def test_no_version_shows_more_than_the_one_it_was_made_from(some: list[Cascade]) -> None:
    for cascade in some:
        for one in cascade.versions:
            parent = cascade.parent(one)
            if parent is not None:
                assert area(one.outline) <= area(parent.outline) + 0.01
                assert parent.marks <= one.marks


def test_a_version_is_shown_after_the_one_it_was_made_from(some: list[Cascade]) -> None:
    for cascade in some:
        shown = {post.version: post.when for post in reversed(cascade.posts)}
        for one in cascade.collected:
            if one.parent in shown:
                assert shown[one.number] > shown[one.parent]


def test_what_is_withheld_is_told_nowhere_and_two_versions_are_left(some: list[Cascade]) -> None:
    assert any(not one.collected for cascade in some for one in cascade.versions)
    for cascade in some:
        assert len(cascade.collected) >= 2
        assert {post.version for post in cascade.posts} == {one.number for one in cascade.collected}


def test_the_true_time_lies_in_what_a_careful_reader_can_be_sure_of(some: list[Cascade]) -> None:
    # A platform's identifier is cut to the millisecond, and a status received from elsewhere comes later.
    slack = timedelta(seconds=1)
    posts = [post for cascade in some for post in cascade.posts if not post.plant]
    for post in posts:
        assert post.earliest is None or post.earliest <= post.when + slack
        assert post.latest is None or post.when - slack <= post.latest
    assert {post.platform for post in posts} >= {"x", "mastodon", "tiktok", "instagram", "telegram"}


def test_older_cascades_began_before_the_event_and_the_others_after(some: list[Cascade], setting: Setting) -> None:
    assert {cascade.older for cascade in some} == {True, False}
    for cascade in some:
        if cascade.older:
            assert cascade.by_number[0].collected is False or min(p.when for p in cascade.posts) < setting.start
        else:
            assert all(post.when > setting.start for post in cascade.posts)
