"""What the program says was cut off in the sample case, against what `sample/pictures.py` cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from firstseen.intake.source import ReadOptions
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.records import CaseFacts
from firstseen.pipeline import ordering
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, writing_case
from firstseen.pipeline.tracing import trace
from firstseen.sample.case import SampleCase

CUT = {
    "GNh7vLmWsAEk9Qd.jpg": 43,
    "main_street_logo.jpg": 12,
    "e41c0f7a92.jpg": 28,
    "GNgLr0pWIAA5bHe.jpg": 59,
    "sandbags_insta.jpg": 32,
    "warehouse_crop.jpg": 52,
    "IMG_2118.jpg": 35,
    "GNjQ4eVXIAAt5Rc.jpg": 37,
    "GNjbK7sWcAAq2Zl.jpg": 48,
    "GNkWb9xXYAAd1Uf.jpg": 13,
    "GNmT6fYXEAAb3Kw.jpg": 26,
    "fields_filter.jpg": 14,
    "GNkA5nRWMAAv8Lj.jpg": 33,
    "old-bridge-900.jpg": 24,
}
"""Percent of each picture that was cut off (`_of(..., crop(...))`)."""

ON_PAGES = {"four_days_velmora.jpg", "the_valley_post_2024-05-17.jpg"}
"""What a collage and a front page cut off at the edges of what they show."""

ROUND_IT = {
    "7312264401.jpg", "Screenshot_20240515-081152.png", "Screenshot_20240515-101522.png", "weir_open_share.jpg",
    "Screenshot_20240515-203307.png", "the_morning_ledger_2024-05-15.jpg", "IMG_20240516_120744.jpg", *ON_PAGES,
}  # fmt: skip
"""Pages, screenshots, bars, and a photographed screen: never more of the photograph."""


@pytest.fixture(scope="module")
def findings(written: SampleCase, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    folder: Path = tmp_path_factory.mktemp("traced") / "case"
    create(folder, CaseFacts("case", written.event, written.place, written.start, written.end))
    add(folder, list(written.sources), ReadOptions())
    trace(folder)
    with writing_case(folder, "test") as case, case.read_engine.connect() as connection:
        chronicle = ordering._worked_out(connection, case)[3]
    return [one for one in chronicle.findings if one.outcome is Outcome.FOUND]


def test_all_that_was_cut_off_is_told_with_its_share_and_nothing_else(findings: list[Finding]) -> None:
    told = " ".join(one.reason for one in findings if one.kind is FindingKind.CROPPED_CONTEXT)
    shares = {name: int(share) for name, share in re.findall(r"(\S+) lacks (\d+) %", told)}
    assert shares.keys() - ON_PAGES == CUT.keys()
    assert {name: share for name, share in shares.items() if name in CUT} == pytest.approx(CUT, abs=2)
    assert all(8 <= shares[name] <= 18 for name in ON_PAGES)


def test_nothing_round_a_photograph_is_more_of_it(findings: list[Finding]) -> None:
    told = [one.reason for one in findings if one.kind is FindingKind.CROPPED_CONTEXT]
    fuller = {name for reason in told for name in re.findall(r"Of the photograph that (\S+) shows", reason)}
    assert len(fuller) == len(told) == 13
    assert not fuller & ROUND_IT


def test_nothing_is_missing_because_a_screen_was_photographed(findings: list[Finding]) -> None:
    assert [one.reason for one in findings if one.kind is FindingKind.MISSING_ANCESTOR] == []
