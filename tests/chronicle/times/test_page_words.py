from __future__ import annotations

from dataclasses import replace

import pytest
from tests.chronicle.building import START, ordered, published, says, show

from firstseen.chronicle.times.page_words import address_date, text_dates
from firstseen.model.findings import FindingKind, Outcome
from firstseen.model.items import ItemKind
from firstseen.model.time import BoundKind, TimeRole


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2015/11/14/story.html", "2015-11-14"),
        ("https://a.example/news/2015-11-14-story", "2015-11-14"),
        ("https://a.example/world/2015/nov/4/story", "2015-11-04"),
        ("https://a.example/story-20151114", "2015-11-14"),
        ("https://a.example/2015/13/14/story", None),
        ("https://a.example/2015/11/story", None),
        ("https://a.example/story?d=/2015/11/14/", None),
        ("https://a.example/12015/11/14/", None),
        ("https://a.example/id/2015111455", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_in_the_path_of_an_address(url: str | None, day: str | None) -> None:
    found = address_date(url)
    assert (found.text if found else None) == day


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("A headline\nPublished on 14 November 2015\nWords", ["14 November 2015"]),
        ("First published: Nov 14, 2015 by Ana", ["Nov 14, 2015"]),
        ("Published 2015-11-14 10:00 UTC | updated 2016-01-01", ["2015-11-14 10:00 UTC"]),
        ("PARIS, November 14, 2015 (Agency) — Words", ["November 14, 2015"]),
        ("NEW YORK, 14 November 2015 - Words", ["14 November 2015"]),
        ("On 14 November 2015 it began.", []),
        ("In Paris, 14 November 2015 was a Saturday.", []),
        ("a\n" * 30 + "Published on 14 November 2015", []),
        ("", []),
        (None, []),
    ],
)
def test_what_the_first_lines_say_of_publication(text: str | None, dates: list[str]) -> None:
    assert [one.text for one in text_dates(text)] == dates


def test_such_a_date_is_weak_and_a_stated_one_decides() -> None:
    page = replace(
        show("a", url="https://a.example/2015/11/14/story"), kind=ItemKind.PAGE, text="Published 20 May 2022"
    )
    chronicle = ordered([page])
    assert {(bound.kind, "weak" in bound.detail) for bound in chronicle.spans["a"].basis} == {
        (BoundKind.PAGE_DATE, True)
    }
    assert chronicle.spans["a"].latest is None
    (finding,) = [one for one in chronicle.findings if one.kind is FindingKind.OLDER_THAN_EVENT]
    assert finding.outcome is Outcome.CANNOT_SAY
    assert "the page shown as a page (https://a.example/2015/11/14/story) was dated, as it says in" in finding.reason
    stated = replace(page, times=(says(TimeRole.PAGE_PUBLISHED, "2015-11-20T10:00:00Z"),))
    span = ordered([stated]).spans["a"]
    assert span.earliest is not None
    assert span.earliest.day == 20
    assert span.earliest < START


def test_posts_and_files_are_not_read_as_pages() -> None:
    file = replace(show("a", url="https://a.example/2015/11/14/a.jpg"), text="Published 20 May 2022")
    assert ordered([file]).spans["a"].basis == ()
    post = replace(file, kind=ItemKind.POST, times=(published("2022-06-05"),))
    assert all(bound.kind is BoundKind.STATED for bound in ordered([post]).spans["a"].basis)
