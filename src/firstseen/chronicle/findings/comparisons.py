"""Times that cannot both be true: what is stated against the identifier, the capture, trusted time, and the file.

Only independent statements are compared. A camera's clock is weak, so a picture taken after it was posted is never
a contradiction *found*; it is something that cannot be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstseen.chronicle.times.gathering import Gathered, Weight
from firstseen.chronicle.times.identifier_rules import Maker
from firstseen.chronicle.times.identifiers import IdentifierTime
from firstseen.chronicle.times.spans import CAPTURE_TOLERANCE, Dated, after_trusted
from firstseen.chronicle.times.stated import StatedSpan
from firstseen.chronicle.wording import duration, instant, quoted
from firstseen.model.findings import Outcome
from firstseen.model.time import Bound

__all__ = [
    "AGAINST_CAPTURE",
    "AGAINST_IDENTIFIER",
    "AGAINST_POSTING",
    "AGAINST_TRUSTED_TIME",
    "VERSIONS",
    "Comparison",
    "compare",
]

AGAINST_IDENTIFIER = "stated_time_against_identifier"
AGAINST_CAPTURE = "publication_against_capture"
AGAINST_POSTING = "taken_time_against_posting"
AGAINST_TRUSTED_TIME = "time_against_trusted_time"
VERSIONS = {AGAINST_IDENTIFIER: "1", AGAINST_CAPTURE: "1", AGAINST_POSTING: "1", AGAINST_TRUSTED_TIME: "1"}

_CUT = timedelta(seconds=2)
"""Stated times are cut to the second: with this, three hours apart are not called two hours and 59 minutes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements compared by one method: outcome, sentence, and how far apart they are (0 where they agree)."""

    method: str
    outcome: Outcome
    sentence: str
    apart: timedelta = timedelta(0)


def compare(gathered: Gathered, dated: Dated) -> Iterator[Comparison]:
    """All comparisons that one appearance allows; nothing where there is nothing to compare."""
    identifier = gathered.identifier
    if identifier is not None and identifier.rule.maker is not Maker.SYSTEM:
        for stated in gathered.published:
            yield _with_identifier(stated, identifier)
    if gathered.captured is not None:
        yield from _with_capture(gathered, gathered.captured)
    if gathered.trusted is not None:
        yield from _with_trusted(gathered, gathered.trusted)
    yield from _with_file(gathered, dated)


def _with_identifier(stated: StatedSpan, identifier: IdentifierTime) -> Comparison:
    rule, time = identifier.rule, identifier.time
    assert stated.earliest is not None
    assert stated.latest is not None
    early = rule.agrees_before is not None and stated.latest < time - rule.agrees_before
    late = rule.agrees_after is not None and stated.earliest > time + rule.agrees_after
    if not early and not late:
        return Comparison(AGAINST_IDENTIFIER, Outcome.NOT_FOUND, "", _distance(stated, time))
    sentence = (
        f"{_said(stated)}, but {rule.named} {identifier.identifier} {rule.meaning} on {instant(time)}: "
        f"{_apart(stated, time)}."
    )
    apart = _distance(stated, time)
    if rule.maker is Maker.CLIENT:
        return Comparison(
            AGAINST_IDENTIFIER, Outcome.FOUND, f"{sentence} Both times come from the author's program.", apart
        )
    if early and not rule.surely_earlier:
        return Comparison(
            AGAINST_IDENTIFIER,
            Outcome.CANNOT_SAY,
            f"{sentence} The server may have received the post from another one later.",
            apart,
        )
    decides = "The platform makes the identifier, so the time span follows it."
    return Comparison(AGAINST_IDENTIFIER, Outcome.FOUND, f"{sentence} {decides}", apart)


def _said(stated: StatedSpan) -> str:
    zone = "" if stated.exact_zone else " (no zone given)"
    return f"Stated in {stated.where}: {quoted(stated.stated.text)}{zone}"


def _nearest(stated: StatedSpan, time: datetime) -> datetime:
    """The instant of the stated span nearest to `time`; a time stated to the second is its beginning."""
    assert stated.earliest is not None
    assert stated.latest is not None
    if stated.unit == "second" and stated.exact_zone:
        return stated.earliest
    return min(max(time, stated.earliest), stated.latest)


def _distance(stated: StatedSpan, time: datetime) -> timedelta:
    return abs(time - _nearest(stated, time))


def _apart(stated: StatedSpan, time: datetime) -> str:
    nearest = _nearest(stated, time)
    exact = stated.unit == "second" and stated.exact_zone
    grace = _CUT if abs(time - nearest) > timedelta(hours=1) else timedelta(0)
    first, last = sorted((nearest, time))
    words = duration(first, last + grace)
    direction = "earlier" if nearest < time else "later"
    return f"the stated time is {'' if exact else 'at least '}{words} {direction}"


def _with_capture(gathered: Gathered, captured: StatedSpan) -> Iterator[Comparison]:
    assert captured.latest is not None
    by = captured.latest
    seen = f"it was captured on {instant(by)} ({captured.where})"
    for stated in (*gathered.published, *gathered.page_dates):
        if stated.earliest and stated.earliest > by + CAPTURE_TOLERANCE:
            sentence = f"{_said(stated)}, but {seen}: {_apart(stated, by)}. What was captured had been published."
            yield Comparison(AGAINST_CAPTURE, Outcome.FOUND, sentence, _distance(stated, by))
    identifier = gathered.identifier
    if identifier is None or identifier.earliest is None or identifier.rule.maker is Maker.SYSTEM:
        return
    if identifier.earliest > by + CAPTURE_TOLERANCE:
        rule = identifier.rule
        sentence = (
            f"{rule.named} {identifier.identifier} {rule.meaning} on {instant(identifier.time)}, but {seen}: "
            f"{duration(by, identifier.time)} before that."
        )
        yield Comparison(AGAINST_CAPTURE, Outcome.FOUND, sentence, identifier.time - by)


def _with_trusted(gathered: Gathered, trusted: Bound) -> Iterator[Comparison]:
    """What is said to be later than the trusted time by which the case's log told of it."""
    by = trusted.time
    held = f"{trusted.detail} on {instant(by)}"
    for stated in (*gathered.published, *gathered.page_dates):
        if after_trusted(stated.earliest, gathered):
            sentence = f"{_said(stated)}, but {held}: {_apart(stated, by)}. What the log told of was there."
            yield Comparison(AGAINST_TRUSTED_TIME, Outcome.FOUND, sentence, _distance(stated, by))
    identifier = gathered.identifier
    if identifier is not None and after_trusted(identifier.earliest, gathered):
        rule = identifier.rule
        sentence = (
            f"{rule.named} {identifier.identifier} {rule.meaning} on {instant(identifier.time)}, but {held}, "
            f"{duration(by, identifier.time)} before that. What the log told of was there: so the identifier as it "
            "was collected is not that of this post, or the authority's clock is wrong."
        )
        yield Comparison(AGAINST_TRUSTED_TIME, Outcome.FOUND, sentence, identifier.time - by)


def _with_file(gathered: Gathered, dated: Dated) -> Iterator[Comparison]:
    by = dated.surely_by
    if by is None:
        return
    for evidence in gathered.evidence:
        if evidence.weight is Weight.WEAK and evidence.taken and evidence.earliest and evidence.earliest > by:
            sentence = (
                f"The file was {evidence.detail}, at least {duration(by, evidence.earliest)} after it had been shown "
                f"(by {instant(by)}). A wrong clock, or a file that was changed afterwards, would explain it."
            )
            yield Comparison(AGAINST_POSTING, Outcome.CANNOT_SAY, sentence, evidence.earliest - by)
