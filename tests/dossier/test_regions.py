from dataclasses import replace

from firstseen.dossier.regions import region_boxes, region_overlays
from firstseen.model.records import CaseFacts

from . import drawn
from .fake_case import START, FakeCase, exact_span


def case_with_regions() -> tuple[FakeCase, str]:
    case = FakeCase(CaseFacts("case"))
    page = case.add_medium("page.jpg", drawn.in_screen(drawn.scene(1)))
    for number in (3, 20, 21):  # the first two name the same part of the page
        case.add_appearance(number, page, exact_span(START))
    case.add_appearance(37, None, exact_span(START))
    return case, page


def test_each_appearance_with_a_region_has_its_box() -> None:
    case, _ = case_with_regions()
    found = region_overlays(case, case.the_appearances)
    assert set(found) == {case.the_appearances[0].id, case.the_appearances[1].id}
    one = found[case.the_appearances[0].id]
    assert (one.width, one.height, one.box, one.frame) == (540, 1080, (10, 20, 290, 180), ())


def test_a_medium_shows_each_of_its_regions_once() -> None:
    case, page = case_with_regions()
    medium = case.the_media[page]
    assert [one.box for one in region_boxes(medium, case.the_appearances)] == [(10, 20, 290, 180)]
    assert region_boxes(replace(medium, facts=None), case.the_appearances) == []
