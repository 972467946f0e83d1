"""What cannot be true, through the whole chronicle: kept as stated, spans wide, nothing crashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.chronicle.building import (
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
    says,
    show,
    taken,
    tiktok_id,
    x_id,
)

from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.items import ItemKind, Link, LinkKind
from firstseen.model.time import TimeRole, TimeSpan

NOTHING = TimeSpan(None, None)
UNKNOWN = timedelta(hours=14)
FIRST, SECOND_ONE = "a" * 64, "b" * 64


def of_one(one: ShownEvidence) -> tuple[Chronicle, TimeSpan]:
    """Beside a sound post of the same group, so that everything that compares appearances meets it."""
    sound = on_x("sound", at(5), medium=FIRST)
    chronicle = ordered([sound, replace(one, medium=SECOND_ONE)], [copy_of(FIRST, SECOND_ONE, mirrored=False)])
    assert chronicle.first_seen["g"].appearance is not None
    assert chronicle.spans["sound"].earliest == at(5)
    return chronicle, chronicle.spans[one.appearance]


def found(chronicle: Chronicle, kind: FindingKind) -> list[Finding]:
    return [one for one in chronicle.findings if one.kind is kind and one.outcome is Outcome.FOUND]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1970-01-01T00:00:00Z", "the clock was never set"),
        ("1970-01-01 02:00:00 +02:00", "before 1990"),
        ("2038-01-19T03:14:07Z", "in the future"),
        ("2147483647", "in the future"),
        ("000000000", "the clock was never set"),
        ("0000-00-00 00:00:00", "the clock was never set"),
        ("0000-01-01T00:00:00Z", "not a date and time that can be read"),
        ("0001-01-01T00:00:00Z", "before 1990"),
        ("9998-12-31T23:59:59Z", "in the future"),
        ("9999-12-31T23:59:59Z", "not a date and time that can be read"),
        ("2022-02-30T12:00:00Z", "not a date and time that can be read"),
        ("2022-06-05T25:00:00Z", "not a date and time that can be read"),
        ("2022-06-05T12:00:61Z", "not a date and time that can be read"),
    ],
)
@pytest.mark.parametrize("role", [TimeRole.PUBLISHED, TimeRole.CAPTURED, TimeRole.PAGE_PUBLISHED, TimeRole.UPLOADED])
def test_a_time_that_cannot_be_is_kept_as_stated_and_limits_nothing(text: str, why: str, role: TimeRole) -> None:
    chronicle, span = of_one(show("bad", says(role, text)))
    assert span == NOTHING
    (note,) = chronicle.notes["bad"]
    assert f'"{text}"' in note
    assert why in note
    assert chronicle.first_seen["g"].appearance == "sound"
    assert found(chronicle, FindingKind.TIME_CONTRADICTION) == []
    assert found(chronicle, FindingKind.OLDER_THAN_EVENT) == []


@pytest.mark.parametrize("text", ["1970:01:01 00:00:00", "2038:01:19 03:14:07", "0000:00:00 00:00:00"])
def test_a_camera_whose_clock_was_not_set_makes_nothing_older(text: str) -> None:
    chronicle, span = of_one(show("bad", metadata=taken(text)))
    assert span == NOTHING
    assert text in chronicle.notes["bad"][0]
    assert found(chronicle, FindingKind.OLDER_THAN_EVENT) == []
    assert chronicle.made.get(SECOND_ONE, NOTHING).latest is None


@pytest.mark.parametrize(
    "text", ["2016-12-31T23:59:60Z", "2016-12-31T15:59:60-08:00", "1 January 2017 08:59:60 +09:00"]
)
def test_a_leap_second_is_the_first_of_the_next_day(text: str) -> None:
    midnight = datetime(2017, 1, 1, tzinfo=UTC)
    chronicle, span = of_one(show("leap", published(text), captured(at(1)), platform="x", post_id=x_id(midnight)))
    assert (span.earliest, span.latest) == (midnight, midnight + SECOND)
    assert found(chronicle, FindingKind.TIME_CONTRADICTION) == []


def test_a_time_in_the_gap_of_summer_time_never_was() -> None:
    chronicle, span = of_one(show("gap", says(TimeRole.PUBLISHED, "2022-03-27 02:30:00", zone="Europe/Berlin")))
    assert span == NOTHING
    assert "never was" in chronicle.notes["gap"][0]
    assert '"2022-03-27 02:30:00"' in chronicle.notes["gap"][0]


def test_a_time_that_came_twice_spans_both() -> None:
    _, span = of_one(show("twice", says(TimeRole.PUBLISHED, "2021-10-31 02:30:00", zone="Europe/Berlin")))
    first = datetime(2021, 10, 31, 0, 30, tzinfo=UTC)
    assert (span.earliest, span.latest) == (first, first + HOUR + SECOND)


@pytest.mark.parametrize(
    ("platform", "identifier"),
    [
        ("x", "123"),
        ("x", "0"),
        ("x", "-1537000000000000000"),
        ("x", x_id(at(5)) + "0000"),
        ("x", "9" * 400),
        ("x", tiktok_id(at(5))),
        ("tiktok", x_id(at(5))),
        ("tiktok", "7"),
        ("instagram", x_id(at(5))[:9]),
        ("instagram", "C" * 40),
        ("mastodon", x_id(at(5)) * 2),
        ("bluesky", x_id(at(5))),
        ("bluesky", "3kaheyt6vpc2"),
        ("bluesky", "3kaheyt6vpc22z"),
        ("discord", "12"),
        ("x", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩"),
        ("x", "\x00\u202e1"),
    ],
)
def test_an_identifier_that_is_none_of_the_platform_says_nothing(platform: str, identifier: str) -> None:
    one = replace(show("bad", platform=platform, post_id=identifier), kind=ItemKind.POST)
    chronicle, span = of_one(one)
    assert span == NOTHING
    assert found(chronicle, FindingKind.TIME_CONTRADICTION) == []
    _, stated = of_one(replace(one, times=(published(at(9)),)))
    assert (stated.earliest, stated.latest) == (at(9), at(9) + SECOND)


def test_an_address_of_another_platform_says_nothing_of_a_named_one() -> None:
    url = f"https://x.com/ana/status/{x_id(at(5))}"
    _, span = of_one(replace(show("bad", platform="tiktok", url=url), kind=ItemKind.POST))
    assert span == NOTHING


def post(name: str, *links: Link, **more: str) -> ShownEvidence:
    return replace(
        show(name, platform="telegram", url=f"https://t.me/channel/{name}", **more),  # type: ignore[arg-type]
        links=links,
        kind=ItemKind.POST,
    )


def reposts(number: str) -> Link:
    return Link(LinkKind.REPOST_OF, url=f"https://t.me/channel/{number}")


def test_a_circle_of_reposts_ends_gives_all_one_time_and_no_circle_of_edges() -> None:
    circle = [post("1", reposts("2")), post("2", reposts("3")), post("3", reposts("1"))]
    timed = [replace(circle[0], times=(published(at(5)),)), *circle[1:]]
    chronicle = ordered(timed)
    assert chronicle == ordered(timed[::-1])
    assert {(span.earliest, span.latest) for span in chronicle.spans.values()} == {(at(5), at(5) + SECOND)}
    (spread,) = chronicle.spreads
    assert len(spread.taken) == 2
    assert len({edge.target for edge in spread.taken}) == 2


def test_a_circle_of_reposts_that_cannot_be_true_is_named_and_no_identifier_given_up() -> None:
    one, two = on_x("1", at(5)), on_x("2", at(9))
    there = Link(LinkKind.REPOST_OF, "x", two.post_id)
    back = Link(LinkKind.REPOST_OF, "x", one.post_id)
    shown = [replace(one, links=(there,), kind=ItemKind.POST), replace(two, links=(back,), kind=ItemKind.POST)]
    chronicle = ordered(shown)
    (finding,) = found(chronicle, FindingKind.TIME_CONTRADICTION)
    assert "reposts it" in finding.reason
    assert [chronicle.spans[name].earliest for name in "12"] == [at(5), at(9)]


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_post_that_refers_to_itself_says_nothing(kind: LinkKind) -> None:
    itself = replace(post("1"), times=(published(at(5)),))
    other = post("2")
    plain = ordered([itself, other])
    linked = ordered([replace(itself, links=(Link(kind, url="https://t.me/s/channel/1?single"),)), other])
    assert linked == plain


@pytest.mark.parametrize(
    "text",
    ["2022-06-05 12:00:00 Kyiv time", "5 June 2022 12:00:00 Moscow Standard Time", "2022-06-05 12:00:00 local time",
     "2022-06-05 12:00:00 (Uhrzeit von hier)", "2022-06-05 12:00:00 IST", "2022-06-05 12:00:00 Mars/Olympus_Mons"],
)  # fmt: skip
def test_a_zone_in_words_that_is_not_known_leaves_the_span_wide(text: str) -> None:
    chronicle, span = of_one(show("words", published(text)))
    assert (span.earliest, span.latest) == (at(5) - UNKNOWN, at(5) + SECOND + UNKNOWN)
    assert f'"{text}"' in span.basis[0].detail
    assert "is not known: up to 14 hours either way" in span.basis[0].detail
    assert found(chronicle, FindingKind.OLDER_THAN_EVENT) == []


@pytest.mark.parametrize("zone", ["Kyiv time", "heure de Paris", "по местному времени", "🕰"])
def test_a_zone_in_words_stated_apart_leaves_the_span_wide(zone: str) -> None:
    _, span = of_one(show("words", says(TimeRole.PUBLISHED, "2022-06-05 12:00:00", zone=zone)))
    assert (span.earliest, span.latest) == (at(5) - UNKNOWN, at(5) + SECOND + UNKNOWN)


@pytest.mark.parametrize(
    "text",
    ["٢٠٢٢-٠٦-٠٥ ١٢:٠٠:٠٠ +00:00", "২০২২-০৬-০৫ ১২:০০:০০ +০০:০০", "۲۰۲۲/۰۶/۰۵ ۱۲:۰۰:۰۰ UTC",
     "२०२२-०६-०५T१२:००:००Z", "\u200f٠٥.٠٦.٢٠٢٢\u060c ١٢:٠٠:٠٠ UTC"],
)  # fmt: skip
def test_dates_in_the_digits_of_other_scripts_are_read_and_kept(text: str) -> None:
    chronicle, span = of_one(show("digits", published(text)))
    assert (span.earliest, span.latest) == (at(5), at(5) + SECOND)
    assert text.strip("\u200f")[:10] in span.basis[0].detail
    assert "digits" not in chronicle.notes


def test_all_of_it_at_once_gives_the_same_in_any_order() -> None:
    bad = ["1970-01-01", "2038-01-19T03:14:08Z", "0000", "২০২২", "2016-12-31T23:59:60Z", "٢٠٢٢-٠٦-٠٥", "soon", ""]
    shown = [
        replace(post(str(number), reposts(str((number * 5 + 1) % 8))), times=(published(text), captured(text)))
        for number, text in enumerate(bad)
    ]
    chronicle = ordered(shown)
    assert chronicle == ordered(shown[::-1])
    for span in chronicle.spans.values():
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest
        assert span.earliest is None or START - timedelta(days=20_000) < span.earliest <= NOW
