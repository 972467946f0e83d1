from firstseen.dossier.figures import changed, figures_of, remaining
from firstseen.model.copies import Copy, Relation


def copy(*changes: str, **figures: float) -> Copy:
    return Copy("a" * 64, "b" * 64, Relation.COPY, 0.9, False, None, None, None, None, changes, "", figures=figures)


def words(one: Copy) -> list[str]:
    return [figure.words for figure in figures_of(one, "version 1", "version 2")]


def test_figures_are_told_with_units_from_a_to_b() -> None:
    assert words(copy(scale=0.5, rotation=-3.25, shown_a=1.0, shown_b=0.064)) == [
        "version 2 shows the photograph at 50 % of its size in version 1",
        "version 2 is turned by 3.2° anticlockwise against version 1",
        "version 1 shows 100 % of what is known of the photograph",
        "version 2 shows 6.4 % of what is known of the photograph",
    ]
    assert words(copy(brightness=-14.2, contrast=1.3, sharpness=0.55)) == [
        "version 2 has 130 % of the contrast of version 1",
        "version 2 is 14 of 255 grey levels darker than version 1",
        "version 2 has 55 % of the fine detail of version 1",
    ]


def test_what_is_as_good_as_nothing_is_said_so() -> None:
    assert words(copy(rotation=0.02, brightness=0.3)) == [
        "version 2 is not turned against version 1",
        "version 2 is as bright as version 1",
    ]


def test_unknown_names_are_passed_over_and_absent_ones_do_no_harm() -> None:
    assert words(copy(mystery=4.0, points=31.0)) == ["31 agree on one transform"]
    assert words(copy()) == []


def test_each_change_has_its_figures_once_and_the_rest_is_told_apart() -> None:
    one = copy("re-encoded", "resized", "bordered", "inside another picture", scale=2.0, area_a=1.0, agreement=0.97)
    assert changed(one, "a", "b") == [
        ("re-encoded", ""),
        ("resized", "b shows the photograph at 200 % of its size in a"),
        ("bordered", "the shared part takes 100 % of the frame of a"),
        ("inside another picture", ""),
    ]
    assert [figure.name for figure in remaining(one, "a", "b")] == ["agreement"]
