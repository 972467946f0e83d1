"""Mirrored copies: that one is the other with left and right swapped, and which was seen first.

Never which of them is the right way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.first_seen import earliest_known
from firstseen.chronicle.spans import Dated
from firstseen.chronicle.telling import told
from firstseen.chronicle.wording import instant, one_line
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id

__all__ = ["METHOD", "VERSION", "mirrored"]

METHOD = "mirrored"
VERSION = "1"

_UNDECIDED = "Which of the two is the right way round cannot be told from this."


def mirrored(
    copy: Copy, group: str | None, shown: Mapping[Digest, Sequence[ShownEvidence]], dated: Mapping[str, Dated]
) -> Finding | None:
    """The finding for one copy; None where it is not mirrored, or not a copy (the same subject)."""
    if not copy.mirrored or copy.relation not in JOINING:
        return None
    firsts = [earliest_known(shown.get(medium, ()), dated) for medium in (copy.a, copy.b)]
    names = [_named(medium, shown.get(medium, ())) for medium in (copy.a, copy.b)]
    if names[0] == names[1]:
        names = [f"{name} ({medium[:12]}…)" for name, medium in zip(names, (copy.a, copy.b), strict=True)]
    reason = f"{names[0]} and {names[1]} show one picture with left and right swapped. {_order(firsts, names, dated)}"
    evidence = [copy.a, copy.b, *(first.appearance for first in firsts if first)]
    return Finding(
        finding_id(FindingKind.MIRRORED, [copy.a, copy.b], METHOD),
        FindingKind.MIRRORED,
        Outcome.FOUND,
        (*((group,) if group else ()), copy.a, copy.b),
        f"{reason} {_UNDECIDED}",
        tuple(evidence),
        METHOD,
        VERSION,
    )


def _named(medium: Digest, shown: Sequence[ShownEvidence]) -> str:
    names = sorted(one_line(one.name.rsplit("/", 1)[-1]) for one in shown if one.name)
    return next(filter(None, names), f"{medium[:12]}…")


def _order(firsts: list[ShownEvidence | None], names: list[str], dated: Mapping[str, Dated]) -> str:
    known = [first for first in firsts if first is not None]
    if len(known) < 2:
        return "Which was seen first cannot be told: at least one of them has no time."
    spans = [dated[first.appearance] for first in known]
    for this, other in ((0, 1), (1, 0)):
        by, after = spans[this].surely_by, spans[other].surely_after
        if by is not None and after is not None and by <= after:
            latest = spans[this].span.latest or by
            return f"{names[this]} was seen first, by {instant(latest)}, in {told(known[this])}."
    return "Which was seen first cannot be told: their times overlap or are not limited."
