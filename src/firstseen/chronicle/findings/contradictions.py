"""Findings of kind *time contradiction*: one for each item and group in which two times do not agree, one for each
group in which all that could be compared agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.comparisons import AGAINST_IDENTIFIER, VERSIONS, Comparison
from firstseen.chronicle.telling import told
from firstseen.chronicle.wording import margin
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id

__all__ = ["Compared", "contradictions"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison and the appearance for which it was made."""

    shown: ShownEvidence
    comparison: Comparison


def contradictions(compared: Iterable[Compared]) -> Iterator[Finding]:
    """The findings, from the comparisons of all appearances (sorted by appearance)."""
    disagree: dict[tuple[str, str, str], list[Compared]] = {}
    agree: dict[str, list[Compared]] = {}
    disputed: set[str] = set()
    for one in compared:
        method, group = one.comparison.method, one.shown.group
        if one.comparison.outcome is not Outcome.NOT_FOUND:
            # Without a group (nothing was collected) the item stands for itself.
            disagree.setdefault((group or "", one.shown.item, method), []).append(one)
            if group and method == AGAINST_IDENTIFIER:
                disputed.add(group)
        elif group:
            agree.setdefault(group, []).append(one)
    yield from chain.from_iterable(_disagreeing(*key, found) for key, found in disagree.items())
    for group, found in agree.items():
        if group not in disputed:
            yield _agreeing(group, found)


def _disagreeing(group: str, item: str, method: str, found: Sequence[Compared]) -> Iterator[Finding]:
    """One finding for an item in a group: the same times stand behind all its appearances there."""
    sure = [one for one in found if one.comparison.outcome is Outcome.FOUND]
    outcome = Outcome.FOUND if sure else Outcome.CANNOT_SAY
    appearances = tuple(dict.fromkeys(one.shown.appearance for one in sure or found))
    sentences = dict.fromkeys(one.comparison.sentence for one in sure or found)
    reason = f"In {told(found[0].shown)}: {' '.join(sentences)}"
    about = (*((group,) if group else ()), *appearances)
    yield _finding(outcome, about, reason, (*appearances, item), method)


def _agreeing(group: str, found: Sequence[Compared]) -> Finding:
    items = {one.shown.item for one in found}
    largest = max(one.comparison.apart for one in found)
    first = tuple(dict.fromkeys(one.shown.appearance for one in found))
    difference = "to the second" if largest.total_seconds() < 1 else f"the largest difference is {margin(largest)}"
    agree = "time of 1 item agrees" if len(items) == 1 else f"times of {len(items):,} items agree"
    reason = f"The stated {agree} with the identifier ({difference})."
    return _finding(Outcome.NOT_FOUND, (group,), reason, first, AGAINST_IDENTIFIER)


def _finding(outcome: Outcome, about: tuple[str, ...], reason: str, evidence: tuple[str, ...], method: str) -> Finding:
    kind = FindingKind.TIME_CONTRADICTION
    id = finding_id(kind, list(about), method)
    return Finding(id, kind, outcome, about, reason, evidence, method, VERSIONS[method])
