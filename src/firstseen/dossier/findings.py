"""Findings by what they are about, so that each page shows those that touch what it shows."""

from __future__ import annotations

from collections.abc import Container, Iterable

from firstseen.model.decisions import Decision
from firstseen.model.findings import Finding, Outcome
from firstseen.model.records import FindingRecord

__all__ = ["Findings"]


class Findings:
    """The findings of a case, in the case's order (found, cannot say, not found)."""

    def __init__(self, records: Iterable[FindingRecord], decisions: Iterable[Decision] = ()) -> None:
        """`decisions`: all of the case, of which some may be about findings that are gone."""
        self.all: list[Finding] = [record.finding for record in records]
        self.decisions: dict[str, list[Decision]] = {}
        for decision in decisions:
            self.decisions.setdefault(decision.finding, []).append(decision)
        there = {finding.id for finding in self.all}
        self.gone: list[list[Decision]] = [made for id, made in self.decisions.items() if id not in there]
        self._about: dict[str, list[int]] = {}
        for number, finding in enumerate(self.all):
            for identifier in dict.fromkeys(finding.about):
                self._about.setdefault(identifier, []).append(number)

    def about(self, identifiers: Iterable[str]) -> list[Finding]:
        """The findings about any of the identifiers, each once, in the case's order."""
        numbers = {number for identifier in identifiers for number in self._about.get(identifier, ())}
        return [self.all[number] for number in sorted(numbers)]

    def with_outcome(self, outcome: Outcome) -> list[Finding]:
        """The findings with one outcome."""
        return [finding for finding in self.all if finding.outcome is outcome]

    def bundled(self, groups: Container[str]) -> list[tuple[Finding, int]]:
        """What was found, once for each kind and group: the first such finding, and how many more there are."""
        bundles: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.with_outcome(Outcome.FOUND):
            group = next((identifier for identifier in finding.about if identifier in groups), finding.id)
            bundles.setdefault((finding.kind.value, group), []).append(finding)
        return [(bundle[0], len(bundle) - 1) for bundle in bundles.values()]

    def mentioned(self) -> set[str]:
        """Every identifier that a finding is about or rests on."""
        return {identifier for finding in self.all for identifier in (*finding.about, *finding.evidence)}
