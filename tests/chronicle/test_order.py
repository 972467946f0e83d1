from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chronicle.building import (
    NOW,
    START,
    at,
    captured,
    copy_of,
    on_x,
    ordered,
    published,
    says,
    show,
    taken,
    x_id,
)
from tests.chronicle.spread.building import same

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.order import order
from firstseen.model.copies import ShowsMore
from firstseen.model.findings import Outcome
from firstseen.model.items import ItemKind, Link, LinkKind
from firstseen.model.pictures import Box
from firstseen.model.records import CaseFacts
from firstseen.model.spread import SignKind
from firstseen.model.time import StatedTime, TimeRole

NUMBER_FOR_SPEED = 10_000
"""100,000 appearances are to take less than 20 s; a tenth of them may take a little more than a tenth of that."""


def some_case(size: int) -> list[ShownEvidence]:
    shown = []
    for index in range(size):
        moment = at(1) + timedelta(minutes=index * 7 % 9973)
        times = (published(moment), captured(at(20)), says(TimeRole.EDITED, at(21)))
        shown.append(
            on_x(f"a{index:06}", moment, *times, medium=f"m{index % 997}", group=f"g{index % 97}", name="IMG_1.jpg")
        )
    return shown


def test_every_appearance_has_a_span_and_every_group_a_first() -> None:
    shown = [*some_case(300), show("lone", medium=None, group=None), show("empty", medium="x", group="alone")]
    chronicle = ordered(shown)
    assert set(chronicle.spans) == {one.appearance for one in shown}
    assert len(chronicle.first_seen) == 98
    assert chronicle.first_seen["alone"].appearance is None
    assert [one.id for one in chronicle.findings] == sorted(one.id for one in chronicle.findings)
    assert len({one.id for one in chronicle.findings}) == len(chronicle.findings)
    assert set(chronicle.notes) == {one.appearance for one in shown if one.times}


def test_a_group_without_appearances_is_answered_too() -> None:
    chronicle = order(CaseFacts("case", start=START), [], {"g": ("m",)}, [], now=NOW)
    assert chronicle.first_seen["g"].reason == "No appearance of it is known."
    assert [one.outcome.value for one in chronicle.findings] == ["cannot_say"]


def test_the_order_of_the_input_does_not_matter() -> None:
    shown = [*some_case(200), show("odd", published("soon"), metadata=taken("2012:01:01 00:00:01"), group="g1")]
    copies = [copy_of("m1", "m2"), copy_of("m3", "m4")]
    expected = ordered(shown, copies)
    random.Random(7).shuffle(shown)
    assert ordered(shown, copies[::-1]) == expected


def test_the_present_is_the_clock_s_unless_given() -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=3)
    later = datetime.now(UTC) + timedelta(days=3)
    shown = [show("a", published(tomorrow)), show("b", published(later))]
    spans = order(CaseFacts("case"), shown, {}, []).spans
    assert spans["a"].earliest == tomorrow
    assert spans["b"].earliest is None


def test_a_version_is_not_missing_because_of_a_time_that_cannot_be_true() -> None:
    full = on_x("full", at(5), medium="m2")
    crop = show("crop", published(at(3)), medium="m1", platform="telegram")
    repost = replace(crop, kind=ItemKind.POST, links=(Link(LinkKind.REPOST_OF, "x", full.post_id),))
    kept: Box = (100, 50, 400, 350)
    copy = same("m1", "m2", "cropped", boxes=((0, 0, 300, 300), kept), more=ShowsMore.B, shown=(0.375, 1.0))
    (believed,) = ordered([full, crop], [copy]).spreads
    assert believed.missing
    chronicle = ordered([full, repost], [copy])
    assert "orders" in {one.method for one in chronicle.findings if one.outcome is Outcome.FOUND}
    (spread,) = chronicle.spreads
    assert spread.missing == ()


@pytest.mark.timeout(120)
def test_many_appearances_are_ordered_without_a_pair_being_compared_twice() -> None:
    shown = some_case(NUMBER_FOR_SPEED)
    assert len(ordered(shown).spans) == len(shown)


texts = st.one_of(st.none(), st.text(max_size=30), st.text("0123456789-:/ T@x.", max_size=30))
stated = st.builds(StatedTime, st.sampled_from(TimeRole), st.text(max_size=30), st.text(max_size=10), texts)
dates = st.builds(
    lambda role, moment, zone: StatedTime(role, moment.isoformat(" "), "somewhere", zone),
    st.sampled_from(TimeRole),
    st.datetimes(datetime(1960, 1, 1), datetime(2040, 1, 1)),
    st.sampled_from([None, "UTC", "+14:00", "Europe/Berlin", "by the sea"]),
)
platforms = st.sampled_from([None, "x", "mastodon", "tiktok", "instagram", "bluesky", "discord", "telegram"])


@st.composite
def appearances(draw: st.DrawFn) -> ShownEvidence:
    number = draw(st.integers(0, 10**6))
    return ShownEvidence(
        appearance=f"a{number}",
        item=draw(st.sampled_from(["i", "j", f"i{number}"])),
        medium=draw(st.sampled_from([None, "m", "n"])),
        group=draw(st.sampled_from([None, "g", "h"])),
        platform=draw(st.one_of(platforms, st.text(max_size=10))),
        post_id=draw(st.one_of(texts, st.integers(2**58, 2**62).map(str))),
        url=draw(texts),
        times=tuple(draw(st.lists(st.one_of(stated, dates), max_size=4))),
        name=draw(texts),
        author=draw(texts),
        media_url=draw(texts),
    )


@settings(max_examples=300)
@given(st.lists(appearances(), max_size=6, unique_by=lambda one: one.appearance))
def test_hostile_input_never_raises_and_spans_are_never_inside_out(shown: list[ShownEvidence]) -> None:
    chronicle = ordered(shown, [copy_of("m", "n")])
    for span in chronicle.spans.values():
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest
        for end in (span.earliest, span.latest):
            assert end is None or any(bound.time == end for bound in span.basis)
    for finding in chronicle.findings:
        assert finding.reason.isprintable()


def test_the_spread_is_found_with_the_times_that_links_leave() -> None:
    """Without its link the second version could be of any time; it reposts a post of the 9th, so it came after."""
    first, second = "a" * 64, "b" * 64
    early = on_x("early", at(5), medium=first)
    late = replace(
        show("late", medium=second, platform="telegram", post_id="channel/12"),
        kind=ItemKind.MESSAGE,
        links=(Link(LinkKind.REPOST_OF, "x", x_id(at(9))),),
    )
    match = copy_of(first, second, mirrored=False)
    times = [
        [sign.detail for edge in chronicle.spreads[0].edges for sign in edge.signs if sign.kind is SignKind.TIME]
        for chronicle in (ordered([early, late], [match]), ordered([early, replace(late, links=())], [match]))
    ]
    assert len(times[0]) == 1
    assert "had been shown by 5 June 2022" in times[0][0]
    assert times[1] == []
