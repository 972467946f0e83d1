from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chronicle.building import (
    DAY,
    HOUR,
    NOW,
    SECOND,
    START,
    at,
    captured,
    copy_of,
    on_x,
    ordered,
    published,
    show,
    taken,
    x_id,
)

from firstseen.chronicle.bounds.together import Together, solve_together
from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.orders import MAX_IN_GROUP, METHOD
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import date
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.items import ItemKind, Link, LinkKind
from firstseen.model.pictures import ContentCredentials, Metadata
from firstseen.model.spread import Edge, Sign, SignKind, Spread, Version
from firstseen.model.time import BoundKind, Side, TimeSpan

A, B, C = "a" * 64, "b" * 64, "c" * 64


def together(*shown: ShownEvidence, spreads: tuple[Spread, ...] = ()) -> Together:
    dated = {one.appearance: date(gather(one, now=NOW)) for one in shown}
    return solve_together(shown, dated, spreads, now=NOW)


def posted(
    appearance: str,
    number: int,
    *times: object,
    to: ShownEvidence | Link | None = None,
    kind: LinkKind = LinkKind.REPOST_OF,
    **more: object,
) -> ShownEvidence:
    """A message of a channel, whose number holds no time."""
    url = f"https://t.me/channel/{number}"
    one = show(appearance, *times, platform="telegram", post_id=f"channel/{number}", url=url, **more)  # type: ignore[arg-type]
    return linked(replace(one, kind=ItemKind.MESSAGE), to, kind)


def linked(one: ShownEvidence, to: ShownEvidence | Link | None, kind: LinkKind = LinkKind.REPOST_OF) -> ShownEvidence:
    if to is None:
        return replace(one, kind=ItemKind.POST)
    link = to if isinstance(to, Link) else Link(kind, to.platform, to.post_id, to.url)
    return replace(one, links=(link,), kind=ItemKind.POST)


def uncollected(moment: datetime, kind: LinkKind = LinkKind.REPOST_OF) -> Link:
    return Link(kind, "x", x_id(moment))


def edge(source: str, target: str, kind: SignKind = SignKind.SHOWS_LESS, *, decided: bool = True) -> Spread:
    signs = (Sign(kind, 2.0, "it shows less"),)
    versions = tuple(Version(one, one) for one in (source, target))
    return Spread("g", versions, (Edge(source, target, decided, 0.9, (), signs, "so"),), (), (), (source,))


def contradictions(*shown: ShownEvidence) -> list[Finding]:
    found = ordered(shown, start=None).findings
    return [one for one in found if one.kind is FindingKind.TIME_CONTRADICTION and one.method == METHOD]


@pytest.mark.parametrize("kind", list(LinkKind))
def test_what_refers_to_a_post_is_not_before_it_and_the_post_not_after(kind: LinkKind) -> None:
    first = on_x("first", at(5))
    late = posted("late", 2, to=first, kind=kind)
    early = posted("early", 1)
    answer = replace(posted("answer", 3, captured(at(9)), to=early, kind=kind))
    solved = together(first, late, early, answer)
    span = solved.dated["late"].span
    assert (span.earliest, span.latest) == (at(5), None)
    assert [bound.kind for bound in span.basis] == [BoundKind.STATED]
    assert span.basis[0].detail.startswith("not before a post by ana on X (https://x.com/ana/status/")
    assert "X post identifier" in span.basis[0].detail
    assert solved.dated["early"].span.latest == at(9) + SECOND
    assert solved.dated["early"].surely_by == at(9) + SECOND


def test_a_post_that_was_not_collected_counts_by_its_identifier() -> None:
    solved = together(posted("a", 1, to=uncollected(at(5), LinkKind.QUOTES)))
    assert solved.dated["a"].span.earliest == at(5)
    assert "uncollected post" in solved.dated["a"].span.basis[0].detail
    assert together(posted("a", 1, to=Link(LinkKind.REPLY_TO, "telegram", "7"))).dated["a"].span == TimeSpan(None, None)


def test_one_post_collected_twice_has_one_time() -> None:
    timed = posted("timed", 1, published(at(5)), item="i")
    again = posted("again", 1, item="j")
    assert together(timed, again).dated["again"].span.earliest == at(5)
    other = posted("other", 1, published(at(9)), item="j")
    (finding,) = contradictions(timed, other)
    assert finding.outcome is Outcome.FOUND
    assert "both are of one post" in finding.reason


def test_numbers_of_two_chats_are_not_one_post() -> None:
    one = replace(show("one", published(at(5)), platform="telegram", post_id="12"), kind=ItemKind.MESSAGE)
    two = replace(show("two", platform="telegram", post_id="12"), kind=ItemKind.MESSAGE)
    assert together(one, two).dated["two"].span == TimeSpan(None, None)


def test_a_chain_carries_a_limit_and_counts_its_steps() -> None:
    shown = [on_x("p0", at(5))]
    for number in range(1, 4):
        shown.append(posted(f"p{number}", number, to=shown[-1]))
    span = together(*shown).dated["p3"].span
    assert span.earliest == at(5)
    assert "3 steps away" in span.basis[0].detail


def test_a_page_may_be_older_than_the_post_it_holds_but_its_capture_is_not() -> None:
    link = Link(LinkKind.QUOTES, "x", x_id(at(5)))
    page = replace(show("page", published(at(1)), captured(at(9)), url="https://a.example/story"), kind=ItemKind.PAGE)
    assert contradictions(replace(page, links=(link,))) == []
    assert together(replace(page, links=(link,))).dated["page"].span == together(page).dated["page"].span
    too_early = replace(page, times=(captured(at(3)),), links=(link,))
    (finding,) = contradictions(too_early)
    assert finding.outcome is Outcome.FOUND
    assert "holds it, as it was captured" in finding.reason


def test_what_a_repost_shows_had_been_shown_by_the_post() -> None:
    old = START - 400 * DAY
    repost = posted("a", 1, published(at(5)), to=uncollected(old), medium=A)
    solved = together(repost)
    assert solved.made[A].surely_by == old + SECOND
    (finding,) = [one for one in ordered([repost]).findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert finding.outcome is Outcome.FOUND
    assert finding.reason.startswith("Made 1 year and 1 month before the event began")
    assert "reposts it" in finding.reason
    assert finding.evidence == ("a",)
    quote = posted("a", 1, published(at(5)), to=uncollected(old, LinkKind.QUOTES), medium=A)
    (finding,) = [one for one in ordered([quote]).findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert finding.outcome is Outcome.NOT_FOUND, "a post that quotes shows pictures of its own"


def test_a_version_was_made_before_what_was_cut_from_it_was_shown() -> None:
    whole, crop = posted("whole", 1, published(at(20)), medium=A), on_x("crop", at(5), medium=B)
    solved = together(whole, crop, spreads=(edge(A, B),))
    assert solved.made[A].surely_by == at(5) + SECOND
    assert solved.made[A].span.basis[-1].kind is BoundKind.COPY_OF
    assert "made by then, for a post by ana on X" in solved.made[A].span.basis[-1].detail
    assert solved.made[A].shown == ("crop",)
    for other in (edge(A, B, decided=False), edge(A, B, SignKind.TIME)):
        assert together(whole, crop, spreads=(other,)).made[A].surely_by == at(20) + SECOND


def test_when_a_picture_was_taken_reaches_what_came_from_it_as_weak() -> None:
    whole = posted("whole", 1, medium=A, metadata=taken("2022:06:03 12:00:00", "+00:00"))
    crop = posted("crop", 2, medium=B)
    dated = together(whole, crop, spreads=(edge(A, B),)).dated["crop"]
    assert (dated.span.earliest, dated.weak_earliest, dated.surely_after) == (at(3), True, None)
    assert [bound.kind for bound in dated.span.basis] == [BoundKind.COPY_OF]
    earlier = on_x("crop", at(1), medium=B)
    solved = together(whole, earlier, spreads=(edge(A, B),))
    assert solved.dated["crop"].span.earliest == at(1), "weak never overrides strong"
    (conflict,) = solved.conflicts.found
    assert conflict.weak
    assert conflict.path[0].versions


def test_a_region_is_made_before_its_page_and_shown_with_it() -> None:
    page = replace(on_x("page", at(5), medium=A), kind=ItemKind.POST)
    region = replace(page, appearance="region", region=(0, 0, 9, 9))
    solved = together(page, region)
    assert solved.made[f"{A}#0,0,9,9"].surely_by == at(5) + SECOND
    known = Spread("g", (Version("v", A, (0, 0, 9, 9)),), (), (), (), ("v",))
    assert "v" in together(page, region, spreads=(known,)).made


def test_the_signing_of_a_file_is_by_when_it_was_made_and_weak() -> None:
    def signed(validation: str) -> Metadata:
        credentials = ContentCredentials(validation, signed_by="Ana Co", signed_at="2022-05-01T00:00:00+00:00")
        return Metadata(content_credentials=credentials)

    shown = posted("a", 1, published(at(5)), medium=A, metadata=signed("valid"))
    made = together(replace(shown, times=())).made[A]
    assert made.span.latest == datetime(2022, 5, 1, 0, 0, 1, tzinfo=UTC)
    assert made.weak_latest
    assert made.surely_by is None
    chronicle = ordered([shown])
    (finding,) = [one for one in chronicle.findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert finding.outcome is Outcome.CANNOT_SAY
    assert "signed by Ana Co" in finding.reason
    invalid = ordered([replace(shown, file_metadata=signed("invalid"))])
    assert "limits nothing" in " ".join(invalid.notes["a"])
    assert all("signed by" not in bound.detail for bound in invalid.spans["a"].basis)


def test_a_contradiction_names_its_statements_and_keeps_both_in_the_basis() -> None:
    target = posted("target", 1, published(at(9)), group="h")
    repost = posted("repost", 2, published(at(3)), to=target)
    (finding,) = contradictions(target, repost)
    assert (finding.outcome, finding.about) == (Outcome.FOUND, ("h", "g", "target", "repost"))
    assert finding.evidence == ("target", "repost", "i-target", "i-repost")
    assert finding.reason.startswith("These cannot all be true, by 5 days and 23 hours: (1) a post on Telegram")
    assert "(2) a post on Telegram (https://t.me/channel/2) reposts it; (3)" in finding.reason
    spans = ordered([target, repost]).spans
    assert (spans["target"].earliest, spans["target"].latest) == (None, at(9) + SECOND)
    assert (spans["repost"].earliest, spans["repost"].latest) == (at(3), None)
    details = [bound.detail for bound in spans["repost"].basis]
    assert sum("does not fit: other statements contradict it" in detail for detail in details) == 2
    assert {bound.time for bound in spans["repost"].basis} == {at(3), at(3) + SECOND, at(9)}


def test_an_identifier_that_a_platform_made_is_not_given_up() -> None:
    target = on_x("target", at(9))
    repost = posted("repost", 2, published(at(3)), to=target)
    spans = ordered([target, repost]).spans
    assert (spans["target"].earliest, spans["target"].latest) == (at(9), at(9) + SECOND)
    assert spans["repost"].latest is None


def test_clocks_may_differ_a_little() -> None:
    target = on_x("target", at(5, 12))
    repost = posted("repost", 2, published(at(5, 12) - timedelta(minutes=5)), to=target)
    assert contradictions(target, repost) == []
    span = ordered([target, repost]).spans["repost"]
    assert span.earliest is not None
    assert span.latest is not None
    assert span.earliest <= span.latest
    assert len(contradictions(target, replace(repost, times=(published(at(5, 12) - HOUR),)))) == 1


def test_one_wrong_clock_behind_many_reposts_is_told_a_few_times_and_counted() -> None:
    target = posted("target", 1, published(at(20)))
    reposts = [posted(f"r{number:02}", number, published(at(3)), to=target) for number in range(10, 40)]
    found = contradictions(target, *reposts)
    assert len(found) == MAX_IN_GROUP
    assert sum("25 more such sets are not listed." in one.reason for one in found) == 1
    assert len({one.id for one in found}) == MAX_IN_GROUP


def test_what_one_item_says_of_itself_is_not_told_again() -> None:
    odd = linked(on_x("a", at(5), published(at(9)), captured(at(2)), item="i"), None)
    twice = replace(odd, appearance="b", medium="n", times=(published(at(5)),))
    assert contradictions(odd, twice) == []


def test_reposts_in_a_circle_and_a_post_that_quotes_itself_end() -> None:
    first, second = posted("a", 1), posted("b", 2, published(at(5)))
    circle = [linked(first, second), linked(second, first)]
    spans = ordered(circle).spans
    assert (spans["a"].earliest, spans["a"].latest) == (at(5), at(5) + SECOND)
    itself = linked(second, second, LinkKind.QUOTES)
    assert ordered([itself]).spans["b"] == ordered([second]).spans["b"]
    apart = [linked(posted("a", 1, published(at(9))), second), linked(second, first)]
    (finding,) = contradictions(*apart)
    assert finding.outcome is Outcome.FOUND


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01T00:00:00Z",
        "2038-01-19T03:14:07Z",
        "0000-00-00 00:00:00",
        "0000-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2022-03-27 02:30:00 Europe/Berlin",
        "2022-06-05 12:00:00 by the old clock",
        "٢٠٢٢-٠٦-٠٥ ١٢:٠٠:٠٠",
        "০৫/০৬/২০২২",
        "-62135596800",
        "99999999999999999999",
    ],
)
def test_times_that_say_little_or_nothing_stay_as_stated_and_spans_wide(text: str) -> None:
    odd = posted("odd", 1, published(text))
    answer = posted("answer", 2, published(at(6)), to=odd, kind=LinkKind.REPLY_TO)
    chronicle = ordered([odd, answer])
    span = chronicle.spans["odd"]
    assert span.earliest is None or span.latest is None or span.earliest <= span.latest
    kept = [*(bound.detail for bound in span.basis), *chronicle.notes.get("odd", ())]
    assert any(text[:8] in detail for detail in kept)
    if "odd" in chronicle.notes:
        assert (span.earliest, span.latest) == (None, at(6) + SECOND)


@pytest.mark.parametrize(
    ("platform", "post_id"),
    [
        ("x", "12"),
        ("x", "9" * 40),
        ("x", "Cabc_-12345"),
        ("tiktok", "7"),
        ("instagram", "1"),
        ("bluesky", "3k"),
        ("mastodon", "109"),
        ("", ""),
    ],
)
def test_identifiers_of_no_use_link_to_nothing_wrong(platform: str, post_id: str) -> None:
    one = posted("a", 1, to=Link(LinkKind.REPOST_OF, platform or None, post_id or None))
    assert together(one).dated["a"].span == TimeSpan(None, None)


def test_the_group_is_older_through_a_crop_and_a_mirrored_version() -> None:
    for mirrored in (False, True):
        shown = [on_x("new", at(5), medium=A), on_x("old", START - 9 * DAY, medium=B)]
        chronicle = ordered(shown, [copy_of(A, B, mirrored=mirrored)])
        (finding,) = [one for one in chronicle.findings if one.kind is FindingKind.OLDER_THAN_EVENT]
        assert finding.outcome is Outcome.FOUND
        assert chronicle.first_seen["g"].appearance == "old"
    region = replace(on_x("page", START - 9 * DAY, medium=C), region=(0, 0, 9, 9))
    chronicle = ordered([on_x("new", at(5), medium=A), region])
    (finding,) = [one for one in chronicle.findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert finding.outcome is Outcome.FOUND


def many(size: int) -> list[ShownEvidence]:
    shown: list[ShownEvidence] = []
    for number in range(size):
        moment = at(1) + number * 60 * SECOND
        to = shown[number // 3] if number else None
        one = on_x(f"a{number:05}", moment, medium=f"m{number % 900}") if number % 2 else None
        shown.append(linked(one, to) if one else posted(f"a{number:05}", number, published(moment), to=to, medium="m"))
    return shown


@pytest.mark.timeout(120)
@pytest.mark.parametrize("wrong", [0, 1])
def test_five_thousand_appearances_are_solved(wrong: int) -> None:
    """With `wrong` the first of them is dated last, so that every other one contradicts it."""
    shown = many(5_000)
    if wrong:
        shown[0] = replace(shown[0], times=(published(at(1, month=9)),))
    dated = {one.appearance: date(gather(one, now=NOW)) for one in shown}
    spread = replace(edge("m", "m1"), edges=tuple(edge("m", f"m{number}").edges[0] for number in range(1, 900, 2)))
    solved = solve_together(shown, dated, (spread,), now=NOW)
    assert bool(solved.conflicts.found) == bool(wrong)


@st.composite
def cascades(draw: st.DrawFn) -> tuple[list[ShownEvidence], dict[str, datetime]]:
    """Posts that repost earlier ones, each dated truly, roughly or not at all."""
    truth: dict[str, datetime] = {}
    shown: list[ShownEvidence] = []
    for number in range(draw(st.integers(1, 7))):
        before = draw(st.sampled_from([None, *shown]))
        base = truth[before.appearance] if before else at(1)
        name = f"a{number}"
        truth[name] = base + draw(st.integers(0, 500)) * HOUR
        how = draw(st.sampled_from(["x", "stated", "day", "captured", "none"]))
        times = {
            "stated": (published(truth[name]),),
            "day": (published(truth[name].strftime("%Y-%m-%d")),),
            "captured": (captured(truth[name] + draw(st.integers(0, 99)) * HOUR),),
        }.get(how, ())
        one = on_x(name, truth[name]) if how == "x" else posted(name, number, *times)
        shown.append(linked(one, before, draw(st.sampled_from(LinkKind))))
    return shown, truth


@settings(max_examples=200, deadline=None)
@given(cascades())
def test_the_truth_is_inside_every_span_when_all_is_true(case: tuple[list[ShownEvidence], dict[str, datetime]]) -> None:
    shown, truth = case
    solved = together(*shown)
    assert solved.conflicts.found == []
    for appearance, when in truth.items():
        span = solved.dated[appearance].span
        assert span.earliest is None or span.earliest <= when + SECOND
        assert span.latest is None or when <= span.latest


@settings(max_examples=200, deadline=None)
@given(cascades(), st.data())
def test_spans_are_never_inside_out_and_rest_on_the_basis_whatever_is_wrong(
    case: tuple[list[ShownEvidence], dict[str, datetime]], data: st.DataObject
) -> None:
    shown, _ = case
    shown = [
        replace(one, times=(published(at(1) + data.draw(st.integers(-900, 900)) * HOUR),))
        if data.draw(st.booleans())
        else one
        for one in shown
    ]
    shown = [linked(one, data.draw(st.sampled_from(shown))) for one in shown]
    solved = together(*shown)
    assert together(*reversed(shown)).dated == solved.dated
    for dated in solved.dated.values():
        span = dated.span
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest
        for end in (span.earliest, span.latest):
            assert end is None or any(bound.time == end for bound in span.basis)
        assert any(bound.side is Side.LATEST for bound in span.basis) or span.latest is None
