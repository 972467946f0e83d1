"""The overview, and the lists that are too long for it: cards, findings, refusals, appearances without a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from firstseen.dossier.addresses import list_address
from firstseen.dossier.cards import Card, ordered
from firstseen.dossier.pages import Pages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.survey import NOT_COLLECTED, ROWS_ON_PAGE, Survey
from firstseen.dossier.wording import window_words
from firstseen.model.findings import Outcome
from firstseen.model.records import CaseReading

__all__ = ["write_overview"]

CARDS_ON_PAGE = 200
_FINDINGS_ON_TOP = 12  # findings on the overview itself: one screen
_REFUSALS_ON_TOP = 8

Thing = TypeVar("Thing")


def write_overview(case: CaseReading, survey: Survey, cards: list[Card], platforms: Platforms, pages: Pages) -> None:
    """Write index.html and all lists."""
    found = survey.findings.bundled(survey.group_numbers)
    sheets = list(_sheets(ordered(cards), CARDS_ON_PAGE)) or [[]]
    common = {"survey": survey, "last_page": len(sheets), "groups": len(cards)}
    pages.write(
        "index.html",
        "overview.html",
        page=1,
        cards=sheets[0],
        window=window_words(survey.facts.start, survey.facts.end),
        found=found[:_FINDINGS_ON_TOP],
        found_count=len(found),
        unsaid_count=len(survey.findings.with_outcome(Outcome.CANNOT_SAY)),
        compared=sum(1 for card in cards if card.versions > 1),
        once=sum(1 for card in cards if card.seen_once),
        refused=list(islice(case.refusals(), _REFUSALS_ON_TOP)),
        **common,
    )
    for page, sheet in enumerate(sheets[1:], start=2):
        pages.write(list_address("groups", page), "groups.html", page=page, cards=sheet, **common)
    _write_list(pages, "findings", survey.findings.all, len(survey.findings.all), survey=survey)
    _write_list(pages, "refused", case.refusals(), survey.refusals)
    _write_list(pages, "sources", case.sources(), survey.sources)
    bare = (appearance for appearance in case.appearances() if appearance.group is None)
    _write_list(pages, NOT_COLLECTED, bare, survey.not_collected, platforms=platforms)


def _sheets(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    remaining = iter(things)
    while sheet := list(islice(remaining, size)):
        yield sheet


def _write_list(pages: Pages, name: str, things: Iterable[Thing], count: int, **values: object) -> None:
    last = max(1, -(-count // ROWS_ON_PAGE))
    for page, rows in enumerate(_sheets(things, ROWS_ON_PAGE), start=1):
        template = name.replace("-", "_") + ".html"
        pages.write(list_address(name, page), template, page=page, last_page=last, rows=rows, count=count, **values)
