"""The pages of a group: how old, what does not fit, its versions side by side, its appearances on a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from firstseen.dossier.addresses import group_address
from firstseen.dossier.cards import Card, Mark, brief
from firstseen.dossier.comparisons import Comparison
from firstseen.dossier.group_pairs import group_pairs
from firstseen.dossier.pages import Pages
from firstseen.dossier.pair_page import NamedPair, PairPages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.regions import region_overlays
from firstseen.dossier.spread_chart import chart_of
from firstseen.dossier.spread_nodes import nodes_of
from firstseen.dossier.survey import ROWS_ON_PAGE, Survey
from firstseen.dossier.timeline import TimedAppearance, timeline_of
from firstseen.dossier.wording import before_words, existed_words, is_older, noun
from firstseen.model.findings import Outcome
from firstseen.model.identifiers import Digest
from firstseen.model.platforms import platform_words
from firstseen.model.questions import Question, answers
from firstseen.model.records import AppearanceRecord, CaseReading, GroupRecord
from firstseen.model.spread import Spread
from firstseen.model.spread_records import shown_version

__all__ = ["write_group"]

_MOST_WORDS = 600  # characters of the words on top of the page; all of them are in the table


def write_group(
    case: CaseReading, group: GroupRecord, survey: Survey, platforms: Platforms, pages: Pages, *, pairs: PairPages
) -> Card:
    """Write the pages of a group, and give its card; the pairs worth a page of their own are added to `pairs`."""
    spread = case.spread(group.id)
    timed, first = _timed(case, group, spread)
    found = group_pairs(case, group, first)
    media = found.media
    findings = survey.findings.about(chain([group.id], group.media, (shown.id for shown in timed)))
    number = survey.group_numbers[group.id]
    common = {
        "group": group,
        "number": number,
        "last_page": max(1, -(-len(timed) // ROWS_ON_PAGE)),
        "platforms": platforms,
        "count": len(timed),
    }
    versions = {digest: place for place, digest in enumerate(group.media, start=1)}
    for comparison in found.closely:
        pairs.add(_named(comparison, group, number, versions))
    rows = _pages_of_rows(case, group)
    shown = next(rows)
    nodes = nodes_of(group.media, spread, timed) if spread else None
    sizes = {digest: (one.facts.width, one.facts.height) for digest, one in media.items() if one.facts}
    pages.write(
        group_address(group.id),
        "group.html",
        page=1,
        rows=shown,
        regions=region_overlays(case, shown),
        first=first,
        words=brief(first, _MOST_WORDS),
        age=before_words(group.first_seen_span, survey.facts.start, survey.facts.end),
        older=is_older(group.first_seen_span, survey.facts.start),
        existed=existed_words(group.first_seen_span),
        answers=answers(finding for finding in findings if finding.outcome is not Outcome.NOT_FOUND),
        question=Question,
        nodes=nodes,
        chart=chart_of(nodes, survey.facts, sizes, group.first_seen) if nodes else None,
        seen_on=[platform.name for platform in platforms.legend(one.platform for one in timed if one.platform)],
        findings=findings,
        media=media,
        versions=versions,
        cover=found.cover,
        comparisons=found.chosen,
        altered=found.altered,
        other=found.other,
        noun=noun(*media.values()),
        timeline=timeline_of(timed, survey.facts, platforms),
        **common,
    )
    for page, shown in enumerate(rows, start=2):
        regions = region_overlays(case, shown)
        pages.write(group_address(group.id, page), "group_rows.html", page=page, rows=shown, regions=regions, **common)
    marks = dict.fromkeys(
        Mark(finding.kind.value, finding.outcome.value)
        for finding in findings
        if finding.outcome is not Outcome.NOT_FOUND
    )
    where, who = (first.platform and platform_words(first.platform), first.author) if first else (None, None)
    return Card(
        group.id,
        number,
        found.cover,
        group.first_seen_span,
        where,
        who,
        brief(first),
        len(group.media),
        len(timed),
        tuple(marks),
    )


def _named(one: Comparison, group: GroupRecord, number: int, versions: Mapping[Digest, int]) -> NamedPair:
    """A comparison with the names of its two."""
    left, right = (
        f"Version {versions[digest]}" if digest in versions else f"The other {noun(medium)}"
        for digest, medium in ((one.left.digest, one.left), (one.right.digest, one.right))
    )
    return NamedPair(one, left, right, group.id, number)


def _timed(
    case: CaseReading, group: GroupRecord, spread: Spread | None
) -> tuple[list[TimedAppearance], AppearanceRecord | None]:
    timed, first = [], None
    version_at = shown_version(spread) if spread else {}
    for appearance in case.appearances(group=group.id):
        version = version_at.get((appearance.medium, appearance.region)) if appearance.medium else None
        timed.append(
            TimedAppearance(appearance.id, appearance.span, appearance.platform, version.id if version else None)
        )
        if appearance.id == group.first_seen:
            first = appearance
    return timed, first


def _pages_of_rows(case: CaseReading, group: GroupRecord) -> Iterator[list[AppearanceRecord]]:
    rows = case.appearances(group=group.id)
    page = list(islice(rows, ROWS_ON_PAGE))
    yield page
    while len(page) == ROWS_ON_PAGE and (page := list(islice(rows, ROWS_ON_PAGE))):
        yield page
