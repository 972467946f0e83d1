from datetime import UTC, datetime, timedelta, timezone

import pytest

from firstseen.dossier.wording import (
    basis_lines,
    before_words,
    between,
    confidence_words,
    counted,
    duration_words,
    is_older,
    kind_words,
    moment_words,
    printed_words,
    reveal_controls,
    shows_more_words,
    size_words,
    span_words,
    sureness_words,
    window_words,
)
from firstseen.model.copies import ShowsMore
from firstseen.model.printed import PrintKind
from firstseen.model.time import UNKNOWN_SPAN, Bound, BoundKind, Side, TimeSpan

NOON = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)


def after(**given: float) -> datetime:
    return NOON + timedelta(**given)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (UNKNOWN_SPAN, "no time known"),
        (TimeSpan(NOON, after(seconds=1)), "14 November 2026, 12:00 UTC"),
        (TimeSpan(NOON, after(hours=3)), "14 November 2026, between 12:00 and 15:00 UTC"),
        (TimeSpan(NOON, after(days=1)), "between 14 November 2026, 12:00 UTC and 15 November 2026, 12:00 UTC"),
        (TimeSpan(None, NOON), "by 14 November 2026, 12:00 UTC, no earliest time known"),
        (TimeSpan(NOON, None), "not before 14 November 2026, 12:00 UTC"),
    ],
)
def test_a_span_in_words(span: TimeSpan, words: str) -> None:
    assert span_words(span) == words


def test_times_are_told_in_utc() -> None:
    assert moment_words(NOON.astimezone(timezone(timedelta(hours=5)))) == "14 November 2026, 12:00 UTC"
    assert moment_words(after(seconds=7), seconds=True) == "14 November 2026, 12:00:07 UTC"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seconds": 1}, "1 second"),
        ({"minutes": 59, "seconds": 59}, "59 minutes"),
        ({"hours": 4, "minutes": 10}, "4 hours and 10 minutes"),
        ({"hours": 1}, "1 hour"),
        ({"days": 3, "hours": 1}, "3 days and 1 hour"),
        ({"days": 30}, "30 days"),
        ({"days": 100}, "3 months"),
        ({"days": 880}, "2 years and 4 months"),
        ({"days": -880}, "2 years and 4 months"),
        ({"days": 366}, "1 year"),
    ],
)
def test_a_duration_is_rounded_down(given: dict[str, float], words: str) -> None:
    assert duration_words(timedelta(**given)) == words


def test_how_sure_a_span_is() -> None:
    assert sureness_words(UNKNOWN_SPAN) == "nothing limits its time"
    assert sureness_words(TimeSpan(None, NOON)) == "known at one end only"
    assert sureness_words(TimeSpan(NOON, after(seconds=1))) == "known to the second"
    assert sureness_words(TimeSpan(NOON, after(hours=28))) == "known to within 28 hours"


def test_where_a_span_lies_against_the_event() -> None:
    start, end = NOON, after(days=3)
    assert before_words(TimeSpan(None, after(days=-5)), start, end) == "At least 5 days before the event began."
    assert before_words(TimeSpan(after(days=4), None), start, end) == "At least 24 hours after the event ended."
    assert before_words(TimeSpan(after(hours=1), after(hours=2)), start, end) == "Inside the time of the event."
    assert before_words(TimeSpan(after(hours=1), None), start, end) == "Not before the event began."
    doubt = "It cannot be said whether this was before the event began."
    assert before_words(TimeSpan(None, after(hours=1)), start, end) == doubt
    assert before_words(UNKNOWN_SPAN, start, end) is None
    assert before_words(TimeSpan(NOON, NOON), None, None) is None
    assert is_older(TimeSpan(None, after(seconds=-1)), start) and not is_older(TimeSpan(None, start), start)


def test_the_window_of_an_event() -> None:
    assert window_words(None, None) is None
    assert window_words(NOON, None) == "from 14 November 2026, 12:00 UTC"
    assert window_words(None, NOON) == "until 14 November 2026, 12:00 UTC"
    assert window_words(NOON, after(hours=2)) == "14 November 2026, 12:00 to 14:00 UTC"
    assert window_words(NOON, after(days=1)) == "14 November 2026, 12:00 UTC to 15 November 2026, 12:00 UTC"


def test_bounds_on_one_piece_of_evidence_are_told_together() -> None:
    shared = [Bound(side, NOON, BoundKind.POST_ID, "its identifier") for side in Side]
    lone = [
        Bound(Side.LATEST, after(hours=1), BoundKind.CAPTURED, "the capture"),
        Bound(Side.EARLIEST, after(hours=-1), BoundKind.EVENT, "the event"),
    ]
    lines = basis_lines(TimeSpan(NOON, NOON, (*shared, *lone)))
    assert [(line.bounds, line.detail) for line in lines] == [
        ("14 November 2026, 12:00 UTC", "its identifier"),
        ("Not after 14 November 2026, 13:00 UTC", "the capture"),
        ("Not before 14 November 2026, 11:00 UTC", "the event"),
    ]


def test_counts_sizes_and_confidence() -> None:
    assert [counted(number, "medium", "media") for number in (0, 1, 2345)] == ["0 media", "1 medium", "2,345 media"]
    sizes = (999, 1_234, 123_456, 9_900_000, 5_000_000_000_000)
    assert [size_words(size) for size in sizes] == ["999 bytes", "1.2 kB", "123 kB", "9.9 MB", "5,000 GB"]
    assert [confidence_words(value) for value in (0.98, 0.8, 0.5, 0.1)] == [
        "very sure (0.98)", "sure (0.80)", "likely (0.50)", "unsure (0.10)",
    ]  # fmt: skip
    assert kind_words("never_seen_before") == "Never seen before"


def test_which_shows_more() -> None:
    assert shows_more_words(ShowsMore.A, "One", "Two") == "One shows more of the photograph."
    assert shows_more_words(ShowsMore.B, "One", "Two") == "Two shows more of the photograph."
    assert "cannot say" in shows_more_words(None, "One", "Two")
    assert "same" in shows_more_words(ShowsMore.SAME, "One", "Two")


def test_characters_that_turn_or_hide_are_shown() -> None:
    assert reveal_controls("ok \u202egpj.exe\x00") == "ok ‹U+202E›gpj.exe‹U+0000›"
    assert reveal_controls("Вулиця صورة.jpg") == "Вулиця صورة.jpg"


def test_the_reason_of_a_copy_names_the_pictures_as_the_page_does() -> None:
    reason = "The same photograph: b shows 73 % of the photograph that a shows."
    assert between(reason, "Version 1", "Version 4", True) == (
        "The same photograph: version 4 shows 73 % of the photograph that version 1 shows."
    )
    assert "version 1 shows 73 %" in between(reason, "Version 1", "Version 4", False)


def test_every_kind_of_printed_words_has_a_label() -> None:
    assert printed_words(PrintKind.OVER) == "Printed on the page, over the picture"
    assert len({printed_words(kind) for kind in PrintKind}) == len(PrintKind)


def test_names_of_files_keep_their_capitals_inside_a_reason() -> None:
    reason = "A frame of a video: b is what a shows at 0:06.0."
    assert between(reason, "VID-1.mp4", "This picture", True) == (
        "A frame of a video: this picture is what VID-1.mp4 shows at 0:06.0."
    )
    assert between(reason, "Version 1", "IMG 2.jpg", False).startswith(
        "A frame of a video: version 1 is what IMG 2.jpg"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [(ShowsMore.A, "a has more of the recording."), (ShowsMore.SAME, "Both have as much of the recording.")],
)
def test_of_a_recording_it_is_not_the_photograph_that_is_shown(more: ShowsMore, words: str) -> None:
    assert shows_more_words(more, "a", "b", "recording") == words
