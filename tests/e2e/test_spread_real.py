"""The spread of pictures that really circulated: what must be missing, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstseen.chronicle.evidence import Chronicle
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.model.spread import SignKind, Spread
from firstseen.pipeline import ordering
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, writing_case
from firstseen.pipeline.tracing import trace

MISSING = {"bush_book", "burst_kfc", "five_headed_snake", "mc_donalds_fee", "north_korea"}

Found = tuple[Chronicle, dict[str, str]]


@pytest.fixture(scope="module")
def found(real_inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What is worked out of the posts, and the name of each medium."""
    folder = tmp_path_factory.mktemp("viral") / "case"
    create(folder, CaseFacts("case"))
    add(folder, [real_inputs / "viral64" / "posts.csv"], ReadOptions())
    trace(folder)
    with writing_case(folder, "test") as case, case.read_engine.connect() as connection:
        _, shown, _, chronicle = ordering._worked_out(connection, case)
    names = {one.medium: Path(one.name).stem for one in shown if one.medium and one.name}
    return chronicle, names


def family(spread: Spread, names: dict[str, str]) -> str:
    first = min(names[version.medium] for version in spread.versions)
    return first.rstrip("0123456789").rstrip("_")


def test_where_the_earlier_post_shows_less_a_version_is_missing(found: Found) -> None:
    chronicle, names = found
    missing = [family(spread, names) for spread in chronicle.spreads if spread.missing]
    assert sorted(missing) == sorted(MISSING)
    for spread in chronicle.spreads:
        for one in spread.missing:
            assert one.before is not None
            assert one.outlines


def test_of_five_headed_snakes_the_fourth_shows_less_than_the_third(found: Found) -> None:
    chronicle, names = found
    (spread,) = [spread for spread in chronicle.spreads if spread.missing and "snake" in family(spread, names)]
    assert {"five_headed_snake_3", "five_headed_snake_4"} <= {names[id] for id in spread.missing[0].versions}


def test_a_frame_is_none_of_what_a_missing_version_must_have_shown(found: Found) -> None:
    chronicle, names = found
    (spread,) = [spread for spread in chronicle.spreads if spread.missing and "fee" in family(spread, names)]
    outlines = {names[version]: box for version, box in spread.missing[0].outlines}
    left, top, right, bottom = outlines["mc_donalds_fee_1"]
    assert (left, right, bottom) == pytest.approx((0, 600, 340), abs=6)
    assert -top / 340 == pytest.approx(0.19, abs=0.02)


def test_a_letterbox_is_not_more_of_the_photograph(found: Found) -> None:
    chronicle, names = found
    (spread,) = [spread for spread in chronicle.spreads if "rio_moon_1" in {names[v.medium] for v in spread.versions}]
    assert not spread.missing
    (edge,) = spread.edges
    assert (names[edge.source], names[edge.target], edge.decided) == ("rio_moon_1", "riom_moon_2", True)


def test_no_crop_is_the_source_of_what_it_was_cut_from(found: Found) -> None:
    chronicle, _ = found
    for spread in chronicle.spreads:
        for edge in spread.edges:
            finer = sum(sign.weight for sign in edge.signs if sign.kind is SignKind.SHOWS_LESS)
            assert not edge.decided or finer >= 0, edge.reason
