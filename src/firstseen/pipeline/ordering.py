"""Groups, time spans, first seen and findings for the whole case, worked out anew when anything under them changed."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from firstseen.catalog.evidence import (
    all_copies,
    all_media,
    author_name,
    evidence_rows,
    facts_by_medium,
    links_of,
    moving_by_medium,
    stated_times,
)
from firstseen.catalog.generations import generations_by_medium
from firstseen.catalog.results import GroupRow, RegionRow, get_state, put_order, result_beginnings, set_state
from firstseen.catalog.words import words_by_medium
from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.chronicle.order import order
from firstseen.match.groups import Region, groups
from firstseen.match.places import Running
from firstseen.model.identifiers import Digest, group_id, short_id
from firstseen.model.items import ItemKind
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.model.printed import Printed
from firstseen.pipeline.case import WriteCase
from firstseen.pipeline.order_token import order_token
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.reading import pages
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, GENERATION, ORDERED, READ
from firstseen.pipeline.trusted_time import covered_entries
from firstseen.prints.packing import HEADER_BYTES, photographed_in
from firstseen.text.beside import printed_beside, printed_on_page

__all__ = ["order_case"]


def order_case(case: WriteCase, progress: Progress) -> bool:
    """Works out the order of the case and stores it in one piece; False when it is up to date already."""
    with case.read_engine.connect() as connection:
        token = order_token(connection, case)
        if get_state(connection, ORDERED) == token:
            return False
        progress("putting appearances in order", 0, None)
        with _collected_seldom():
            members, shown, regions, chronicle = _worked_out(connection, case)
        printed = _printed(connection, shown, regions)
    counts = Counter(evidence.group for evidence in shown)
    shown_at = _shown_at(shown, chronicle)
    rows = [
        GroupRow(
            id=id,
            media=tuple(sorted(media, key=lambda medium: (shown_at.get(medium, _NEVER), medium))),
            first_seen=chronicle.first_seen[id].appearance,
            span=chronicle.first_seen[id].span,
            reason=chronicle.first_seen[id].reason,
            appearances=counts[id],
        )
        for id, media in members.items()
    ]
    with case.engine.begin() as connection:
        put_order(
            connection,
            rows,
            regions=regions,
            spans=chronicle.spans,
            notes=chronicle.notes,
            printed=printed,
            group_of={evidence.appearance: evidence.group for evidence in shown if evidence.group},
            findings=chronicle.findings,
            spreads=chronicle.spreads,
        )
        set_state(connection, ORDERED, token)
    return True


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """The garbage collector looks seldom while the block runs.

    Millions of objects are made here that live to the end and hold no circle: looking at all of them again and again
    took 1.7 s of 6.2 (`python -m bench.spread_size`), and found nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MADE_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


_MADE_BETWEEN: Final = 500_000
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def _worked_out(
    connection: Connection, case: WriteCase
) -> tuple[dict[str, tuple[Digest, ...]], list[ShownEvidence], list[RegionRow], Chronicle]:
    copies = all_copies(connection)
    facts = facts_by_medium(connection, *EXAMINE)
    moving = moving_by_medium(connection, *EXAMINE_MOVING)
    known: dict[Digest, PictureFacts | MovingFacts] = {**facts, **moving}
    sizes = {digest: (one.width, one.height) for digest, one in known.items()}
    running = {digest: Running(one.seconds, one.shots) for digest, one in moving.items()}
    grouping = groups(all_media(connection), copies, sizes, running)
    members = {group_id(list(media)): media for media in grouping.groups}
    group_of = {medium: id for id, media in members.items() for medium in media}
    covered = covered_entries(case.log)
    shown = [
        ShownEvidence(
            appearance=row.id,
            item=row.item,
            medium=row.medium,
            group=group_of.get(row.medium),
            platform=row.platform,
            post_id=row.post_id,
            url=row.url,
            times=stated_times(row),
            name=row.name,
            file_metadata=known[row.medium].metadata if row.medium in known else None,
            author=author_name(row),
            media_url=row.media_url,
            kind=ItemKind(row.kind),
            title=row.title,
            text=row.text,
            caption=row.caption,
            links=links_of(row),
            covered=covered.of(row.item, row.medium),
        )
        for row in evidence_rows(connection)
    ]
    regions = []
    in_medium: dict[Digest, list[Region]] = {}
    for region in grouping.regions:
        in_medium.setdefault(region.medium, []).append(region)
    for whole in list(shown):
        for region in in_medium.get(whole.medium or "", ()):
            box = region.box or (0, 0, *sizes[region.medium])
            where = (repr(box), *([repr(region.stretches)] if region.stretches else []))
            row = RegionRow(short_id("a", whole.appearance, *where), whole.appearance, box, region.stretches)
            regions.append(row)
            shown.append(replace(whole, appearance=row.id, group=group_of[region.shows], region=box))
    saved = generations_by_medium(connection, *GENERATION)
    beginnings = result_beginnings(connection, *EXAMINE, HEADER_BYTES)
    photographed = {digest: photographed_in(data) for digest, data in beginnings if len(members[group_of[digest]]) > 1}
    chronicle = order(
        case.reading.facts(), shown, members, copies,
        facts=facts, moving=moving, generations=saved, photographed=photographed,
    )  # fmt: skip
    return members, shown, regions, chronicle


def _printed(
    connection: Connection, shown: list[ShownEvidence], regions: list[RegionRow]
) -> dict[str, tuple[Printed, ...]]:
    """The words printed next to what is shown, by appearance: those of a region, and of pages, next to any picture."""
    words = words_by_medium(connection, READ[0])
    box_of = {region.id: region.box for region in regions}
    held = {medium: boxes for medium, boxes in pages(connection).items() if medium in words}
    on_page = {medium: printed_on_page(words[medium], boxes) for medium, boxes in held.items()}
    printed = {}
    for evidence in shown:
        medium = evidence.medium
        if medium is not None and medium in on_page:
            box = box_of.get(evidence.appearance)
            printed[evidence.appearance] = printed_beside(words[medium], box) if box else on_page[medium]
    return printed


def _shown_at(shown: list[ShownEvidence], chronicle: Chronicle) -> dict[Digest, datetime]:
    """When each medium is known to have been shown at the latest, for those with any time."""
    at: dict[Digest, datetime] = {}
    for evidence in shown:
        span = chronicle.spans[evidence.appearance]
        when = span.latest or span.earliest
        if evidence.medium is not None and when is not None:
            at[evidence.medium] = min(when, at.get(evidence.medium, when))
    return at
