from __future__ import annotations

from dataclasses import replace

import pytest
from tests.chronicle.building import at, on_x
from tests.chronicle.known import group_of, known_of

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.conflicting import DATES, NUMBERS, PLACES, conflicting_words
from firstseen.model.findings import Finding, FindingKind, Outcome


def saying(*texts: str) -> list[ShownEvidence]:
    return [replace(on_x(f"p{n}", at(n + 1), author=f"who{n}"), text=text) for n, text in enumerate(texts)]


def found(*texts: str) -> dict[str, Finding]:
    shown = saying(*texts)
    return {finding.method: finding for finding in conflicting_words(group_of(shown), known_of(shown))}


def test_two_places_are_quoted_with_who_said_them_and_when() -> None:
    finding = found("Fire in Aleppo tonight", "Взрыв в Харькове")[PLACES]
    assert (finding.kind, finding.outcome) == (FindingKind.CONFLICTING_WORDS, Outcome.FOUND)
    assert finding.about == ("g", "p0", "p1")
    assert finding.evidence == ("p0", "p1", "i-p0", "i-p1")
    assert '"Aleppo" in a post by who0 on X (https://x.com/who0/status/' in finding.reason
    assert ') by 1 June 2022 at 12:00:01 UTC but "Харькове" in a post by who1 on X' in finding.reason
    assert finding.reason.endswith("Both can be so only if they speak of different things.")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Explosion in Beirut", "انفجار في حلب"),
        ("Обстріл у Києві", "Explosion à Marseille"),
        ("Photo taken in Kharkiv", "Фото: обстріл у Маріуполі"),
        ("Flood in Amman, Jordan", "Flood in Nice, France"),
        ("Ankara'da patlama", "Blast in #Lahore"),
    ],
)
def test_places_that_cannot_be_one(a: str, b: str) -> None:
    assert found(a, b)[PLACES].outcome is Outcome.FOUND


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Shelling in Kyiv", "Бій в Україні"),
        ("Attack in Paris", "Vu à Paris"),
        ("Crowd in Paris", "Crowd in Saint-Denis"),
        ("Shelling in Kiev", "Обстріл у Києві"),
        ("Blast in Homs", "انفجار في حمص"),
        ("A bridge in London", "In Paris, not in London!"),
    ],
)
def test_places_that_can_be_one(a: str, b: str) -> None:
    assert found(a, b)[PLACES].outcome is Outcome.NOT_FOUND


def test_towns_of_one_country_conflict_only_when_said_of_a_picture() -> None:
    finding = found("Shelling in Kharkiv", "Shelling in Mariupol")[PLACES]
    assert finding.outcome is Outcome.CANNOT_SAY
    assert finding.reason.endswith("Cannot say whether both mean where the picture was taken.")


@pytest.mark.parametrize(
    "text",
    ["Pray for Lahore", "#PrayForLahore", "A Nice day", "Reading between the lines", "in Mobile mode", "with Pakistan",
     "from Germany with love", "@London hello", "https://a.b/in/London", "in london", "Man in Black", ""],
)  # fmt: skip
def test_words_that_state_no_place(text: str) -> None:
    assert PLACES not in found("Vu à Paris", text)


def test_one_text_alone_or_repeated_is_no_conflict() -> None:
    assert found("Fire in Aleppo") == {}
    same = found("Fire in Aleppo", "Fire in Aleppo", "Fire in Aleppo")[PLACES]
    assert same.outcome is Outcome.NOT_FOUND
    assert "Of 3 appearances" in same.reason


def test_the_first_to_say_it_is_quoted_and_the_others_counted() -> None:
    finding = found("Fire in Aleppo", "Fire in Aleppo", "Fire in Kyiv")[PLACES]
    assert "who0" in finding.reason
    assert "(and 1 other appearance)" in finding.reason


def test_dates_of_pictures() -> None:
    finding = found("Photo taken on 13 November 2015", "Фото: 24 лютого 2022 року")[DATES]
    assert finding.outcome is Outcome.FOUND
    assert '"13 November 2015"' in finding.reason
    assert '"24 лютого 2022"' in finding.reason
    assert found("صورة ١٣ نوفمبر ٢٠١٥", "Photo from 13/11/2015")[DATES].outcome is Outcome.NOT_FOUND
    assert found("Photo of 13 November", "Photo from 2015")[DATES].outcome is Outcome.NOT_FOUND
    assert found("Photo taken 12.11.2015", "Photo taken 13.11.2015")[DATES].outcome is Outcome.NOT_FOUND


def test_dates_that_stand_with_no_picture_cannot_be_said() -> None:
    finding = found("David Bowie, Jan. 8, 1947", "we said that on 3 May 2012")[DATES]
    assert finding.outcome is Outcome.CANNOT_SAY


def test_numbers_of_victims() -> None:
    finding = found("2 killed in the blast", "مقتل ٢٠ شخصا")[NUMBERS]
    assert finding.outcome is Outcome.FOUND
    assert '"2 killed"' in finding.reason
    assert "may have been right when written" in finding.reason
    assert found("at least 18 dead", "129 morts")[NUMBERS].outcome is Outcome.NOT_FOUND
    assert found("20 killed", "загинуло 20 людей")[NUMBERS].outcome is Outcome.NOT_FOUND
    assert found("20 killed", "5 injured")[NUMBERS].outcome is Outcome.NOT_FOUND
    assert NUMBERS not in found("20 killed", "in 2015 dead")


def test_a_text_that_names_many_places_says_none() -> None:
    assert PLACES not in found("Fire in Aleppo", "in Paris, in London, in Kyiv, in Lahore")


def test_hostile_words() -> None:
    nasty = "in Aleppo\u202e\x00\n" + "in Kyiv " * 5000 + "٢" * 500 + "{0}%s<script>"
    for finding in found(nasty, "Fire in Paris", "\ud800 in " + "A" * 10000).values():
        assert "\n" not in finding.reason
        assert "\u202e" not in finding.reason
