"""The pages of a group: how old, what does not fit, its versions side by side, its appearances on a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from firstseen.dossier.addresses import group_address
from firstseen.dossier.cards import Card, Mark, brief
from firstseen.dossier.comparisons import Comparison, altered_of, comparison_of, comparisons_of
from firstseen.dossier.pages import Pages
from firstseen.dossier.pair_page import NamedPair, PairPages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.regions import region_overlays
from firstseen.dossier.spread_chart import chart_of
from firstseen.dossier.spread_nodes import nodes_of
from firstseen.dossier.survey import ROWS_ON_PAGE, Survey
from firstseen.dossier.timeline import TimedAppearance, timeline_of
from firstseen.dossier.wording import before_words, existed_words, is_older
from firstseen.model.copies import Copy
from firstseen.model.findings import Outcome
from firstseen.model.identifiers import Digest
from firstseen.model.platforms import platform_words
from firstseen.model.questions import Question, answers
from firstseen.model.records import AppearanceRecord, CaseReading, GroupRecord, MediumRecord
from firstseen.model.spread import Spread
from firstseen.model.spread_records import shown_version

__all__ = ["write_group"]

_MOST_OTHER = 12  # pairs of one subject in different photographs that get a page; the others are listed
_MOST_WORDS = 600  # characters of the words on top of the page; all of them are in the table


def write_group(
    case: CaseReading, group: GroupRecord, survey: Survey, platforms: Platforms, pages: Pages, *, pairs: PairPages
) -> Card:
    """Write the pages of a group, and give its card; the pairs worth a page of their own are added to `pairs`."""
    media = _media(case, group)
    spread = case.spread(group.id)
    timed, first = _timed(case, group, spread)
    cover = _cover(group, first, media)
    copies = [record.copy for record in case.copies(group=group.id)]
    chosen, other = comparisons_of(copies, group, cover, media)
    altered = altered_of(copies, group, media, chosen)
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
    named = _Naming(case, group, number, media, versions)
    for comparison in (*chosen, *altered, *named.of_other(other[:_MOST_OTHER])):
        pairs.add(named.pair(comparison))
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
        cover=cover,
        comparisons=chosen,
        altered=altered,
        other=other,
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
        cover,
        group.first_seen_span,
        where,
        who,
        brief(first),
        len(group.media),
        len(timed),
        tuple(marks),
    )


class _Naming:
    """Gives the media of a group's pairs their names on a page."""

    def __init__(
        self,
        case: CaseReading,
        group: GroupRecord,
        number: int,
        media: Mapping[Digest, MediumRecord],
        versions: Mapping[Digest, int],
    ) -> None:
        self._case, self._group, self._number = case, group, number
        self._media, self._versions = media, versions

    def pair(self, one: Comparison) -> NamedPair:
        """A comparison with the names of its two."""
        left, right = (
            f"Version {self._versions[digest]}" if digest in self._versions else "The other picture"
            for digest in (one.left.digest, one.right.digest)
        )
        return NamedPair(one, left, right, self._group.id, self._number)

    def of_other(self, copies: list[Copy]) -> Iterator[Comparison]:
        """Comparisons of copies one of whose media may belong to no group or another one; the group's own is left."""
        for copy in copies:
            a, b = (self._media.get(digest) or self._case.medium(digest) for digest in (copy.a, copy.b))
            if a and b:
                left = a if a.digest in self._media else b
                yield comparison_of(copy, left.digest, {a.digest: a, b.digest: b})


def _media(case: CaseReading, group: GroupRecord) -> dict[Digest, MediumRecord]:
    found = ((digest, case.medium(digest)) for digest in group.media)
    return {digest: medium for digest, medium in found if medium is not None}


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


def _cover(group: GroupRecord, first: AppearanceRecord | None, media: dict[Digest, MediumRecord]) -> Digest:
    if first is not None and first.medium in media:
        return first.medium
    return group.media[0]


def _pages_of_rows(case: CaseReading, group: GroupRecord) -> Iterator[list[AppearanceRecord]]:
    rows = case.appearances(group=group.id)
    page = list(islice(rows, ROWS_ON_PAGE))
    yield page
    while len(page) == ROWS_ON_PAGE and (page := list(islice(rows, ROWS_ON_PAGE))):
        yield page
