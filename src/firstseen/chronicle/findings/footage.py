"""Pairs of videos and sounds gathered into one finding a group: shared by the findings about footage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import count
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id

__all__ = ["TOLD", "finding_of"]

TOLD = 3
"""Pairs that are told one by one; the rest are counted."""


def finding_of(
    kind: FindingKind,
    group: GroupKnown,
    known: Known,
    pairs: Sequence[Copy],
    *,
    version: str,
    tell: Callable[[Copy, str, str], str],
    method: str | None = None,
) -> Finding | None:
    """One finding about these pairs of a group, the surest told first; None where there are none.

    `tell` gives the sentence about a pair from the names of its two versions; which was seen first is added to
    it. `method`: its name where that is not the kind's.
    """
    if not pairs:
        return None
    versions = Versions(group, known)
    ordered = sorted(pairs, key=lambda pair: (-pair.confidence, pair.a, pair.b))
    sentences = [
        f"{tell(pair, *versions.names(pair.a, pair.b))} {versions.order(pair.a, pair.b)}" for pair in ordered[:TOLD]
    ]
    if len(ordered) > TOLD:
        sentences.append(f"So it is with {count(len(ordered) - TOLD, 'more pair')} of versions.")
    media = tuple(dict.fromkeys(medium for pair in ordered for medium in (pair.a, pair.b)))
    return Finding(
        finding_id(kind, [group.id], method or kind.value),
        kind,
        Outcome.FOUND,
        (group.id, *media),
        " ".join(sentences),
        (*media, *versions.appearances(*media)),
        method or kind.value,
        version,
    )
