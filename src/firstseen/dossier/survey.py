"""A first pass over the case: what is counted for the summary, and on which page everything that is linked to lies.

Memory grows with groups and with findings, not with appearances: of those only the ones that findings name are kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from firstseen.dossier.addresses import anchor, group_address, list_address, medium_address
from firstseen.dossier.findings import Findings
from firstseen.dossier.wording import moment_words
from firstseen.model.platforms import platform_words
from firstseen.model.records import AppearanceRecord, CaseFacts, CaseReading, MediumRecord

__all__ = ["NOT_COLLECTED", "ROWS_ON_PAGE", "Link", "Survey", "appearance_words", "survey_of"]

ROWS_ON_PAGE = 200
"""Rows of a table on one page: prints on some twenty sheets."""
NOT_COLLECTED = "not-collected"


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the dossier: the address from its top folder, and what is there in words."""

    address: str
    words: str


@dataclass(slots=True)
class Survey:
    """What was counted, and where things lie."""

    facts: CaseFacts
    findings: Findings
    links: dict[str, Link] = field(default_factory=dict)
    group_numbers: dict[str, int] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    platforms: Counter[str | None] = field(default_factory=Counter)
    media: int = 0
    appearances: int = 0
    not_collected: int = 0
    undated: int = 0
    first: datetime | None = None
    last: datetime | None = None
    sources: int = 0
    refusals: int = 0

    def count(self, appearance: AppearanceRecord) -> None:
        """Count an appearance."""
        self.appearances += 1
        self.platforms[appearance.platform] += 1
        known = [time for time in (appearance.span.earliest, appearance.span.latest) if time]
        if not known:
            self.undated += 1
            return
        self.first = min(self.first, known[0]) if self.first else known[0]
        self.last = max(self.last, known[-1]) if self.last else known[-1]


def appearance_words(appearance: AppearanceRecord) -> str:
    """An appearance in a few words: "the appearance on X by @river, 14 November 2026, 06:12 UTC"."""
    words = "the appearance"
    if appearance.platform:
        words += f" on {platform_words(appearance.platform)}"
    if appearance.author:
        words += f" by {appearance.author}"
    time = appearance.span.earliest or appearance.span.latest
    return f"{words}, {moment_words(time)}" if time else words


def _medium_words(medium: MediumRecord, survey: Survey) -> str:
    words = f"the file {medium.names[0] if medium.names else medium.digest[:12]}"
    number = survey.group_numbers.get(medium.group) if medium.group else None
    return f"{words} (group {number})" if number else words


def survey_of(case: CaseReading) -> Survey:
    """Read the case once, from its facts to its last appearance."""
    survey = Survey(case.facts(), Findings(case.findings(), case.decisions()))
    mentioned = survey.findings.mentioned()
    survey.sources = sum(1 for _ in case.sources())
    survey.refusals = sum(1 for _ in case.refusals())
    for number, group in enumerate(case.groups(), start=1):
        survey.group_numbers[group.id] = number
        survey.links[group.id] = Link(group_address(group.id), f"group {number}")
    for medium in case.media():
        survey.media += 1
        survey.states[medium.state] += 1
        if medium.digest in mentioned:
            survey.links[medium.digest] = Link(medium_address(medium.digest), _medium_words(medium, survey))
    positions: Counter[str | None] = Counter()
    for appearance in case.appearances():
        survey.count(appearance)
        group_id = appearance.group
        page = positions[group_id] // ROWS_ON_PAGE + 1
        if group_id is None:
            survey.not_collected += 1
        positions[group_id] += 1
        if appearance.id in mentioned:
            address = group_address(group_id, page) if group_id else list_address(NOT_COLLECTED, page)
            survey.links[appearance.id] = Link(f"{address}#{anchor(appearance.id)}", appearance_words(appearance))
    return survey
