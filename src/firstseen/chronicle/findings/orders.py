"""Findings of kind *time contradiction* between items: the smallest sets of statements that cannot all be true.

What is wrong within one item is told by `firstseen.chronicle.findings.contradictions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firstseen.chronicle.bounds.conflicts import Conflict, Conflicts
from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.wording import count, duration, instant
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id

__all__ = ["METHOD", "VERSION", "orders"]

METHOD = "orders"
VERSION = "1"
MAX_IN_GROUP = 5
"""More sets than this are counted: one wrong clock behind a hundred reposts gives a hundred, and tells one thing."""
MAX_ORDERS_TOLD = 5


def orders(conflicts: Conflicts, shown: Sequence[ShownEvidence]) -> Iterator[Finding]:
    """One finding for each set, up to `MAX_IN_GROUP` for a group; the last of a group counts those that are left."""
    by_id = {one.appearance: one for one in shown}
    by_group: dict[str, list[Conflict]] = {}
    for conflict in conflicts.found:
        groups = _groups(conflict, by_id)
        by_group.setdefault(groups[0] if groups else "", []).append(conflict)
    for group, found in sorted(by_group.items()):
        listed = found if not group else found[:MAX_IN_GROUP]
        left = len(found) - len(listed) + conflicts.not_searched
        for number, conflict in enumerate(listed, 1):
            yield _finding(conflict, by_id, left if number == len(listed) else 0)


def _groups(conflict: Conflict, by_id: Mapping[str, ShownEvidence]) -> list[str]:
    ends = [by_id[limit.appearance] for limit in (conflict.low, conflict.high) if limit.appearance]
    return list(dict.fromkeys(one.group for one in ends if one.group))


def _finding(conflict: Conflict, by_id: Mapping[str, ShownEvidence], left: int) -> Finding:
    low, high = conflict.low, conflict.high
    ends = [by_id[limit.appearance] for limit in (low, high) if limit.appearance]
    about = tuple(dict.fromkeys([*_groups(conflict, by_id), *(one.appearance for one in ends)]))
    evidence = tuple(dict.fromkeys([*(one.appearance for one in ends), *(one.item for one in ends)]))
    parts = [
        f"{low.about} was not before {instant(low.time)} ({low.detail})",
        *_told(conflict),
        f"{high.about} was there by {instant(high.time)} ({high.detail})",
    ]
    numbered = "; ".join(f"({number}) {part}" for number, part in enumerate(parts, 1))
    reason = f"These cannot all be true, by {duration(high.time, low.time)}: {numbered}."
    if conflict.weak:
        reason += " Part of it is the files' own word, which is weak: a wrong clock would explain it."
    if left:
        reason += f" {count(left, 'more such set is', 'more such sets are')} not listed."
    return Finding(
        finding_id(FindingKind.TIME_CONTRADICTION, [*about, low.moment, high.moment, low.detail, high.detail], METHOD),
        FindingKind.TIME_CONTRADICTION,
        Outcome.CANNOT_SAY if conflict.weak else Outcome.FOUND,
        about,
        reason,
        evidence,
        METHOD,
        VERSION,
    )


def _told(conflict: Conflict) -> Iterator[str]:
    said = [order.detail for order in conflict.path if order.detail]
    yield from said[:MAX_ORDERS_TOLD]
    if len(said) > MAX_ORDERS_TOLD:
        yield f"and {len(said) - MAX_ORDERS_TOLD:,} more such steps between them"
    if not said:
        yield "both are of one post, as each was collected"
