"""How a group is told to people, in the order an editor asks: what is it, how old is it at least, where was it first
seen and how sure, what is missing, what contradicts; then its versions, its spread and its appearances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.catalog.reading import CatalogReading
from firstseen.cli.output import heading, line, paragraph, plural, span, table
from firstseen.cli.showing import OUTCOMES, SHORT, tell_appearances, tell_copies
from firstseen.cli.summary import KIND_WORDS
from firstseen.dossier.spread_nodes import Node, Nodes, nodes_of
from firstseen.dossier.timeline import TimedAppearance
from firstseen.dossier.wording import before_words, confidence_words, existed_words, lower_first, moment_words
from firstseen.model.findings import Finding, Outcome
from firstseen.model.platforms import platform_words
from firstseen.model.questions import Question, answers
from firstseen.model.records import (
    AppearanceRecord,
    CaseFacts,
    CopyRecord,
    FindingRecord,
    GroupRecord,
    Json,
    MediumRecord,
)
from firstseen.model.spread import Spread
from firstseen.model.spread_records import shown_version, spread_json

__all__ = ["WholeGroup", "tell_group", "whole_group"]

_MOST_DRAWN: Final = 60  # versions of the spread in a terminal: more than a screen holds
_MOST_TAKEN: Final = 20
_MOST_PLATFORMS: Final = 5
_MOST_FINDINGS: Final = 8  # of one question
_STEP: Final = "   "
_NOTHING: Final = "Nothing that was looked for was found. That is not evidence that all is well."


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """A group with its versions, their copies, its appearances, its spread and what was found about it."""

    group: GroupRecord
    media: tuple[MediumRecord, ...]
    copies: tuple[CopyRecord, ...]
    appearances: tuple[AppearanceRecord, ...]
    findings: tuple[FindingRecord, ...]
    spread: Spread | None

    def as_json(self) -> Json:
        """The machine format of the group, with all its parts."""
        return {
            **self.group.as_json(),
            "versions": [medium.as_json() for medium in self.media],
            "copies": [copy.as_json() for copy in self.copies],
            "shown": [appearance.as_json() for appearance in self.appearances],
            "findings": [finding.as_json() for finding in self.findings],
            "spread": spread_json(self.spread) if self.spread else None,
        }


def whole_group(reading: CatalogReading, group: GroupRecord) -> WholeGroup:
    """Everything of a group. Findings are those about the group, its media or its appearances."""
    members = set(group.media)
    media = (reading.medium(digest) for digest in group.media)
    shown = tuple(reading.appearances(group=group.id))
    concerned = {group.id, *members, *(one.id for one in shown)}
    return WholeGroup(
        group,
        tuple(medium for medium in media if medium is not None),
        tuple(one for one in reading.copies(group=group.id) if members.issuperset((one.copy.a, one.copy.b))),
        shown,
        tuple(record for record in reading.findings() if not concerned.isdisjoint(record.finding.about)),
        reading.spread(group.id),
    )


def tell_group(whole: WholeGroup, facts: CaseFacts) -> None:
    """A group for people; readable at 80 columns."""
    nodes = _nodes(whole)
    line(f"Group {whole.group.id}")
    _tell_answers(whole, facts, nodes)
    heading("Versions, in the order they were shown")
    table(("", "medium", "size", "shown", "name"), [_version(*one) for one in enumerate(whole.media, start=1)])
    if nodes and len(nodes.by_id) > 1:
        heading("Spread: which version came from which")
        _tell_spread(nodes)
    if whole.spread and whole.spread.taken:
        heading("Which appearance took it from which")
        _tell_taken(whole)
    if whole.copies:
        heading("Why they are one group")
        tell_copies(whole.copies)
    tell_appearances(whole.appearances)


def _nodes(whole: WholeGroup) -> Nodes | None:
    if whole.spread is None:
        return None
    version_at = shown_version(whole.spread)
    timed = []
    for one in whole.appearances:
        version = version_at.get((one.medium, one.region)) if one.medium else None
        timed.append(TimedAppearance(one.id, one.span, one.platform, version.id if version else None))
    return nodes_of(whole.group.media, whole.spread, timed)


def _tell_answers(whole: WholeGroup, facts: CaseFacts, nodes: Nodes | None) -> None:
    group = whole.group
    told = answers(one.finding for one in whole.findings if one.finding.outcome is not Outcome.NOT_FOUND)
    heading(Question.WHAT.value)
    paragraph(_what(whole))
    _tell_findings(told[Question.WHAT])
    heading(Question.AGE.value)
    paragraph(f"{existed_words(group.first_seen_span)}.")
    age = before_words(group.first_seen_span, facts.start, facts.end)
    if age:
        paragraph(age)
    _tell_findings(told[Question.AGE])
    heading(Question.FIRST.value)
    _tell_first(whole)
    heading(Question.MISSING.value)
    missing = nodes.missing if nodes else []
    for node in missing:
        _tell_missing(node, nodes)
    rest = [one for one in told[Question.MISSING] if not (missing and one.kind.value == "missing_ancestor")]
    _tell_findings(rest)
    if nodes is None:
        paragraph("Cannot say: how the versions came from one another was not worked out.")
    elif not missing and not rest:
        paragraph("No version is known to be missing. That is not evidence that none is.")
    heading(Question.CONTRADICTS.value)
    _tell_findings(told[Question.CONTRADICTS])
    if not told[Question.CONTRADICTS]:
        paragraph(_NOTHING)


def _what(whole: WholeGroup) -> str:
    platforms = list(dict.fromkeys(platform_words(one.platform) for one in whole.appearances if one.platform))
    where = ", ".join(platforms[:_MOST_PLATFORMS])
    if len(platforms) > _MOST_PLATFORMS:
        where += f" and {plural(len(platforms) - _MOST_PLATFORMS, 'other platform')}"
    shown = plural(whole.group.appearances, "appearance")
    versions = plural(len(whole.group.media), "version")
    return f"One picture in {versions}, shown in {shown}{f' on {where}' if where else ''}."


def _tell_first(whole: WholeGroup) -> None:
    group = whole.group
    paragraph(span(group.first_seen_span.earliest, group.first_seen_span.latest))
    first = next((one for one in whole.appearances if one.id == group.first_seen), None)
    if first:
        paragraph("  ".join(part for part in (first.platform, first.author, first.url, first.name) if part))
        if first.text:
            paragraph(f"“{' '.join(first.text.split())[:300]}”")
    paragraph(group.first_seen_reason)
    paragraph("First seen is the earliest appearance known here, not the source.")


def _tell_findings(findings: Sequence[Finding]) -> None:
    for finding in findings[:_MOST_FINDINGS]:
        paragraph(f"{KIND_WORDS[finding.kind].upper()} ({OUTCOMES[finding.outcome]})  {finding.reason}")
    if len(findings) > _MOST_FINDINGS:
        paragraph(f"… and {len(findings) - _MOST_FINDINGS:,} more: firstseen list CASE findings")


def _tell_missing(node: Node, nodes: Nodes | None) -> None:
    assert node.missing is not None and nodes is not None
    by = f", made by {moment_words(node.missing.before)}" if node.missing.before else ""
    came = _some([nodes.name(id) for id in node.missing.versions])
    paragraph(f"{node.name.upper()}{by}: {node.missing.reason} Told by {came}.")
    for id, box in node.missing.outlines[:3]:
        paragraph(f"It showed at least {box[2] - box[0]} x {box[3] - box[1]} pixels, at the scale of {nodes.name(id)}, "
                  f"from {box[0]}, {box[1]} of it.", indent=4)  # fmt: skip


def _some(names: Sequence[str], most: int = 4) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def _version(number: int, medium: MediumRecord) -> tuple[object, ...]:
    size = f"{medium.size[0]} x {medium.size[1]}" if medium.size else (medium.reason or medium.state)
    return (number, medium.digest[:SHORT], size, medium.appearances, ", ".join(medium.names))


def _tell_spread(nodes: Nodes) -> None:
    """The forest, one node a line, what came from it under it."""
    for id in nodes.tree.order[:_MOST_DRAWN]:
        node, edge = nodes.by_id[id], nodes.tree.parent.get(id)
        indent = 2 + len(_STEP) * min(nodes.tree.depth[id], 8)
        when = f", {span(None, node.missing.before) if node.missing else span(node.span.earliest, node.span.latest)}"
        if edge is None:
            beside = [nodes.name(other) for other, _ in nodes.beside(id)]
            came = f"; undecided: next to {_some(beside, 2)}" if beside else ""
        else:
            changes = f"{', '.join(edge.changes)}; " if edge.changes else ""
            came = f"  <- {changes}{confidence_words(edge.confidence)}"
        paragraph(f"{'?' if node.missing else '*'} {_called(node)}{when}{came}", indent=indent, hanging=2)
    if len(nodes.tree.order) > _MOST_DRAWN:
        paragraph(f"… and {len(nodes.tree.order) - _MOST_DRAWN:,} more: firstseen list CASE spread")
    paragraph("Each came from the one it stands under (<- what was done; how sure). ?: was not collected.")


def _called(node: Node) -> str:
    return node.name if node.medium is None else f"{node.name} ({node.medium[:SHORT]})"


def _tell_taken(whole: WholeGroup) -> None:
    assert whole.spread is not None
    who: dict[str, str] = {one.id: _who(one) for one in whole.appearances}
    place = {id: at for at, id in enumerate(who)}
    # What is sure first, then in the order of time.
    ordered = sorted(whole.spread.taken, key=lambda edge: (not edge.decided, place.get(edge.target, len(place))))
    for edge in ordered[:_MOST_TAKEN]:
        source = who.get(edge.source, edge.source)
        target = f"{who[edge.target]} ({edge.target})" if edge.target in who else edge.target
        sure = lower_first(confidence_words(edge.confidence))
        if edge.decided:
            paragraph(f"{target} took it from {source} ({sure}): {edge.reason}")
        else:
            paragraph(f"{target} and {source}, undecided: {edge.reason}")
    if len(whole.spread.taken) > _MOST_TAKEN:
        paragraph(f"… and {len(whole.spread.taken) - _MOST_TAKEN:,} more: firstseen list CASE spread")


def _who(one: AppearanceRecord) -> str:
    parts: Iterable[str | None] = (one.author, one.platform and f"on {platform_words(one.platform)}")
    return " ".join(part for part in parts if part) or one.name or one.id
