"""How one thing is told to people: whatever a group is made of (for the group see `group_showing`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firstseen.cli.output import clean, duration, heading, line, moment, on_terminal, paragraph, plural, span, table
from firstseen.cli.summary import KIND_WORDS
from firstseen.model.decisions import Decision, Verdict
from firstseen.model.findings import Outcome
from firstseen.model.items import Link, LinkKind
from firstseen.model.moving import MovingFacts, TrackFacts
from firstseen.model.printed import PRINTED_WORDS
from firstseen.model.records import (
    AppearanceRecord,
    CopyRecord,
    FindingRecord,
    ItemRecord,
    MediumRecord,
)

__all__ = [
    "OUTCOMES",
    "SHORT",
    "tell_appearance",
    "tell_appearances",
    "tell_copies",
    "tell_decision",
    "tell_finding",
    "tell_gone_finding",
    "tell_item",
    "tell_medium",
]

OUTCOMES: Final = {Outcome.FOUND: "found", Outcome.NOT_FOUND: "not found", Outcome.CANNOT_SAY: "cannot say"}
_MOST_APPEARANCES: Final = 60
_MOST_WORDS: Final = 200  # of an appearance in a list
SHORT: Final = 12


def tell_copies(copies: Sequence[CopyRecord]) -> None:
    """Copies as a table, with why they are copies."""
    table(("a", "b", "relation", "sure", "why"), [_pair(record) for record in copies], wrap=("why",))
    paragraph("More on two of them, also as a picture: firstseen show CASE A B --picture why.png")


def _pair(record: CopyRecord) -> tuple[object, ...]:
    copy = record.copy
    return (copy.a[:SHORT], copy.b[:SHORT], copy.relation.value, f"{copy.confidence:.2f}", copy.reason)


def tell_appearances(shown: Sequence[AppearanceRecord]) -> None:
    """Appearances as a table, in the order of time; beyond the first ones it says where the rest is."""
    heading("Appearances, in the order of time")
    if on_terminal():
        for record in shown[:_MOST_APPEARANCES]:
            _tell_in_brief(record)
    else:
        rows = [
            (record.id, _when(record), _who(record), record.name, record.caption or record.text)
            for record in shown[:_MOST_APPEARANCES]
        ]
        table(("appearance", "when", "who", "as", "words"), rows)
    if len(shown) > _MOST_APPEARANCES:
        line(f"… and {len(shown) - _MOST_APPEARANCES:,} more: firstseen list CASE appearances")


def _tell_in_brief(record: AppearanceRecord) -> None:
    """An appearance in a few lines, which a table has no room for."""
    paragraph("  ".join(part for part in (_when(record), _who(record)) if part), hanging=2)
    paragraph("  ".join(part for part in (record.id, record.name) if part), indent=4)
    words = " ".join((record.caption or record.text or "").split())
    if words:
        paragraph(f"“{words[:_MOST_WORDS]}{'…' if len(words) > _MOST_WORDS else ''}”", indent=4)


def _when(record: AppearanceRecord) -> str:
    return span(record.span.earliest, record.span.latest)


def _who(record: AppearanceRecord) -> str | None:
    return " ".join(part for part in (record.platform, record.author) if part) or record.url


def _fields(pairs: list[tuple[str, object]]) -> None:
    for name, value in pairs:
        if value:
            words = " ".join(clean(value).split())
            line(f"  {name + ':':<21} {words}")


def tell_appearance(record: AppearanceRecord) -> None:
    """An appearance and every bound of its span, with what it rests on."""
    line(f"Appearance {record.id}")
    _fields(
        [
            ("when", span(record.span.earliest, record.span.latest)),
            ("platform", record.platform),
            ("author", record.author),
            ("url", record.url),
            ("words", record.text),
            ("caption", record.caption),
            ("alt text", record.alt),
            ("credit", record.credit),
            ("file", record.name),
            ("not collected", record.missing),
            ("medium", record.medium),
            ("group", record.group),
            ("item", record.item),
        ]
    )
    _tell_printed(record)
    heading("What its time rests on")
    for bound in record.span.basis:
        line(f"  {bound.side.value:<9} {bound.time.isoformat()}  {bound.kind.value}: {bound.detail}")
    if not record.span.basis:
        line("  Nothing says when it was.")
    if record.notes:
        heading("What was not used")
        for note in record.notes:
            line(f"  {note}")


def _tell_printed(record: AppearanceRecord) -> None:
    """The words printed on the page around what is shown. Nothing is said of a picture that is no page."""
    if record.printed is None and record.region is None:
        return
    heading("Words printed next to it, as read by a machine")
    if record.printed is None:
        line("  Cannot say: the page was not read.")
    for printed in record.printed or ():
        line(f"  {PRINTED_WORDS[printed.kind] + ':':<22}{printed.text}  (sure: {printed.confidence:.2f})")
    if record.printed == ():
        line("  None.")


_LINK_WORDS: Final = {
    LinkKind.REPOST_OF: "repost of",
    LinkKind.REPLY_TO: "answers",
    LinkKind.QUOTES: "quotes",
    LinkKind.FORWARDED_FROM: "forwarded from",
    LinkKind.EMBEDS: "embeds",
}


def _link(link: Link) -> str:
    return link.url or " ".join(part for part in (link.platform, link.post_id) if part)


def tell_item(item: ItemRecord, shown: list[AppearanceRecord]) -> None:
    """An item as it was read."""
    line(f"Item {item.id} ({item.kind.value}, {item.locator})")
    _fields(
        [
            ("platform", item.platform),
            ("identifier", item.post_id),
            ("author", item.author.shown() if item.author else None),
            ("url", item.url),
            ("title", item.title),
            ("summary", item.summary),
            ("words", item.text),
            ("language", item.language),
            ("marked sensitive", {True: "yes", False: "no", None: None}[item.sensitive]),
            ("counts", ", ".join(f"{name} {number:,}" for name, number in item.counts.items()) or None),
            ("album", item.album),
            *((_LINK_WORDS[link.kind], _link(link)) for link in item.links),
            *((time.where, f"{time.text} {time.zone or ''}") for time in item.times),
            *item.extra.items(),
        ]
    )
    tell_appearances(shown)


def tell_finding(record: FindingRecord) -> None:
    """A finding with its inputs, method and version, and what people decided about it."""
    finding = record.finding
    line(f"{KIND_WORDS[finding.kind].upper()} ({OUTCOMES[finding.outcome]})")
    line(f"  {finding.reason}")
    _fields(
        [
            ("about", ", ".join(finding.about)),
            ("rests on", ", ".join(finding.evidence)),
            ("method", f"{finding.method}, version {finding.version}"),
        ]
    )
    tell_decisions(record.decisions, finding.reason)


def tell_decision(decision: Decision) -> None:
    """What one person concluded."""
    verdict = {Verdict.AGREE: "agrees", Verdict.DISAGREE: "does not agree", None: "notes"}[decision.verdict]
    paragraph(
        f"{decision.by} {verdict}, {moment(decision.at)}{': ' + decision.note if decision.note else ''}", hanging=2
    )


def tell_decisions(decisions: Sequence[Decision], said: str | None) -> None:
    """What people concluded about a finding; `said` is what it says today, None if it is gone."""
    if not decisions:
        return
    heading("What people decided about it")
    for decision in decisions:
        tell_decision(decision)
        if said is not None and decision.said != said:
            paragraph(f"The finding said then: {decision.said}", indent=4)


def tell_gone_finding(decisions: Sequence[Decision]) -> None:
    """A finding that only decisions know of any more."""
    last = decisions[-1]
    line(f"Finding {last.finding} is no longer there: the last trace did not come to it.")
    line(f"  It said ({last.kind.replace('_', ' ')}): {last.said}")
    tell_decisions(decisions, None)


def _tell_moving(facts: MovingFacts) -> None:
    """The facts of a video, a sound or an animated picture."""
    _fields(
        [
            ("length", duration(facts.seconds)),
            ("size", f"{facts.width} x {facts.height} pixels" if facts.width else None),
            ("turned", f"{facts.rotation} degrees clockwise, as the file asks for" if facts.rotation else None),
            ("frames a second", f"{facts.rate:g}" if facts.rate else None),
            ("shots", len(facts.shots) if len(facts.shots) > 1 else None),
            *(("track", _track(track)) for track in facts.tracks),
            *(("note", note) for note in facts.notes),
        ]
    )


def _track(track: TrackFacts) -> str:
    parts = [track.kind, track.codec, track.language]
    if track.channels:
        parts.append(plural(track.channels, "channel"))
    return ", ".join(part for part in parts if part)


def tell_medium(medium: MediumRecord, copies: list[CopyRecord], shown: list[AppearanceRecord]) -> None:
    """A medium: what it is, what it says about itself, what it is a copy of, where it was shown."""
    line(f"Medium {medium.digest}")
    facts = medium.facts
    _fields(
        [
            ("collected as", ", ".join(medium.names)),
            ("state", f"{medium.state}: {medium.reason}" if medium.reason else medium.state),
            ("bytes", f"{medium.bytes:,}"),
            ("type", medium.mime),
            ("group", medium.group),
        ]
    )
    if facts:
        _fields(
            [
                ("size", f"{facts.width} x {facts.height} pixels"),
                ("frames", facts.frames if facts.frames > 1 else None),
                ("PDQ", f"{facts.pdq} (quality {facts.pdq_quality})"),
            ]
        )
    if medium.moving:
        _tell_moving(medium.moving)
    if said := medium.said:
        place = said.place
        at = f"{place.latitude}, {place.longitude}" if place and place.latitude is not None else ""
        heading("What the file says about itself (not checked against the world)")
        credentials = said.content_credentials
        _fields(
            [
                *((time.where, f"{time.text} {time.zone or 'no zone'}") for time in said.times),
                ("place", " ".join(part for part in (at, place.words if place else None) if part)),
                ("device", said.device),
                ("software", said.software),
                ("credit", said.credit),
                ("caption", said.caption),
                ("digital source type", said.digital_source_type),
                ("Content Credentials", credentials.validation if credentials else None),
                *(("", claim) for claim in (credentials.claims if credentials else ())),
                *(("note", note) for note in said.notes),
            ]
        )
    if copies:
        heading("Copies")
        tell_copies(copies)
    tell_appearances(shown)
