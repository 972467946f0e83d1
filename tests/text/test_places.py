from __future__ import annotations

import pytest

from firstseen.text.gazetteer import compatible, kilometres, places_named
from firstseen.text.places import places_in


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.words, one.places[0].name) for one in places_in(text) if one.stated]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Supermoon In Rio de Janeiro", "Rio de Janeiro", "Rio de Janeiro"),
        ("обстріл у Києві", "Києві", "Kyiv"),
        ("удар в Ірпені", "Ірпені", "Irpin"),
        ("у Бучі", "Бучі", "Bucha"),
        ("взрыв в Одессе", "Одессе", "Odesa"),
        ("бои в Сирии", "Сирии", "Syria"),
        ("قصف في حلب", "حلب", "Aleppo"),
        ("قصف بدمشق", "بدمشق", "Damascus"),
        ("en París esta noche", "París", "Paris"),
        ("Ankara'da patlama", "Ankara'da", "Ankara"),
        ("floods in the city of Lahore", "Lahore", "Lahore"),
        ("Amman, Jordan", "Amman, Jordan", "Amman"),
        ("in Mobile, Alabama", "Mobile, Alabama", "Mobile"),
        ("storm in Texas", "Texas", "Texas"),
        ("in US", "US", "United States"),
    ],
)
def test_stated(text: str, words: str, name: str) -> None:
    assert stated(text) == [(words, name)]


@pytest.mark.parametrize(
    "text",
    [
        "A Nice day", "in Reading between", "in us", "Pray for Paris", "from Amman, Jordan", "in nice", "في الباب",
        "Lit In Pakistan Flag Colours", "#PrayForLahore #PrayForPakistan", "صور من دمشق", "в общем",
    ],
)  # fmt: skip
def test_not_stated(text: str) -> None:
    assert stated(text) == []


def test_all_places_of_a_name_are_kept() -> None:
    (paris,) = places_in("in Paris")
    assert {place.country for place in paris.places} >= {"FR", "US"}
    (texas,) = places_in("in Paris, Texas")
    assert {place.country for place in texas.places} == {"US"}


def test_of_a_picture() -> None:
    assert places_in("Photo taken in Kharkiv")[0].of_picture
    assert not places_in("Shelling in Kharkiv")[0].of_picture
    assert not places_in("A photo. Shelling in Kharkiv")[0].of_picture


def test_distance_and_containment() -> None:
    paris, denis, london = (places_named(name)[:1] for name in ("Paris", "Saint-Denis", "London"))
    assert kilometres(paris[0], london[0]) == pytest.approx(344, abs=3)
    assert compatible(paris, places_named("France"))
    assert not compatible(paris, london)
    assert not compatible(paris, places_named("Germany"))
    assert denis


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A girl who sells gum in the cold streets of Amman.", "Amman"),
        ("Selling gum in the streets of Jordan", "Jordan"),
        ("Tanks on the northern outskirts of Kharkiv", "Kharkiv"),
        ("Smoke over the centre of Aleppo tonight", "Aleppo"),
        ("Des tirs dans les rues de Marseille", "Marseille"),
        ("Disparos en las calles de Caracas", "Caracas"),
        ("Schüsse in den Straßen von Homs", "Homs"),
        ("Snake spotted on Kalyani highway", "Kalyani"),
        ("Fire @ Kharkiv now", "Kharkiv"),
        ("📍 Astana", "Astana"),
        ("Sunset in the port of #Odesa", "Odesa"),
    ],
)
def test_a_part_of_a_place_a_road_and_the_sign_for_at_state_it(text: str, name: str) -> None:
    assert [place.words for place in places_in(text) if place.stated] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The streets of Amman are dear to me",
        "In other news. The streets of Amman",
        "In pain, from the heart of Marseille",
        "The mayor of Kharkiv",
        "In honour of Kharkiv",
        "Thoughts on Kharkiv today",
        "Thanks @Kharkiv",
        "Kalyani highway is long",
        "From the streets of Jordan with love",
    ],
)
def test_what_only_sounds_like_it_states_none(text: str) -> None:
    found = places_in(text)
    assert not any(place.stated for place in found)
