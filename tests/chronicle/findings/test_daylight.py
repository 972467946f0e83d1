from __future__ import annotations

from datetime import datetime, timedelta

from tests.chronicle.building import at, on_x, says
from tests.chronicle.known import facts, group_of, known_of

from firstseen.chronicle.findings.daylight import daylight
from firstseen.model.findings import Finding, Outcome
from firstseen.model.pictures import Light, Metadata, Place
from firstseen.model.records import CaseFacts
from firstseen.model.time import TimeRole

A = "a" * 64
SKY, BLACK, DULL = Light(0.6, 0.0, 0.4), Light(0.03, 0.95, 0.0), Light(0.4, 0.1, 0.02)
KYIV = Place(50.45, 30.52)


def judged(
    light: Light | None,
    *taken: tuple[str, str | None],
    place: Place | None = KYIV,
    case: CaseFacts | None = None,
) -> Finding | None:
    times = tuple(says(TimeRole.TAKEN, text, "EXIF", zone) for text, zone in taken)
    shown = [on_x("p", at(5), medium=A, name="небо.jpg")]
    known = known_of(shown, media={A: facts(metadata=Metadata(times=times, place=place), light=light)}, case=case)
    return daylight(group_of(shown), known)


NOON, NIGHT = ("2022:06:01 12:30:00", "+03:00"), ("2022:01:10 01:00:00", "+02:00")


def test_a_blue_sky_in_the_night_does_not_fit() -> None:
    finding = judged(SKY, NIGHT)
    assert finding is not None
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", A)
    assert "takes 40 % of the upper half of небо.jpg" in finding.reason
    assert "9 January 2022 at 23:00:00 UTC, the sun stood at least 6" in finding.reason
    assert "must be wrong, or it is no sky" in finding.reason


def test_a_blue_sky_by_day_fits() -> None:
    finding = judged(SKY, NOON)
    assert finding is not None
    assert finding.outcome is Outcome.NOT_FOUND


def test_a_dark_picture_by_day_cannot_be_said() -> None:
    finding = judged(BLACK, NOON)
    assert finding is not None
    assert finding.outcome is Outcome.CANNOT_SAY
    assert judged(BLACK, NIGHT) is None


def test_nothing_where_place_hour_or_light_are_not_plain() -> None:
    assert judged(DULL, NIGHT) is None
    assert judged(None, NIGHT) is None
    assert judged(SKY, NIGHT, place=None) is None
    assert judged(SKY) is None
    assert judged(SKY, ("2022:01:10 01:00:00", None)) is None
    assert judged(SKY, ("2022:01:10", "+02:00")) is None
    assert judged(SKY, NIGHT, NOON) is None
    assert judged(SKY, ("0000:00:00 25:00", "؟؟")) is None
    assert judged(SKY, ("2022:06:01 04:50:00", "+03:00")) is None


def test_a_place_in_words_counts_where_it_is_one_town() -> None:
    finding = judged(SKY, NIGHT, place=Place(words="Харків, Україна"))
    assert finding is not None
    assert finding.outcome is Outcome.FOUND
    assert judged(SKY, NIGHT, place=Place(words="Україна")) is None
    assert judged(SKY, NIGHT, place=Place(words="Paris")) is None
    assert judged(SKY, NIGHT, place=Place(words="\n{}")) is None


def test_the_event_is_asked_where_the_file_says_nothing() -> None:
    start = datetime.fromisoformat("2022-01-10T01:00:00+00:00")
    case = CaseFacts("case", place="حلب", start=start, end=start + timedelta(hours=1))
    finding = judged(SKY, place=None, case=case)
    assert finding is not None
    assert finding.outcome is Outcome.FOUND
    assert "at حلب, when the event began" in finding.reason
    long = CaseFacts("case", place="حلب", start=start, end=start + timedelta(hours=3))
    assert judged(SKY, place=None, case=long) is None
