"""One appearance's time span, from all evidence gathered for it: strong evidence decides, weak only in its absence.

Order of deciding: the identifier the platform gave; upload identifiers; what is stated, and identifiers made by the
author's program; the page's date; what is usual for an identifier. Then captures and trusted time (latest only),
then weak evidence (earliest only, where that side is still open). Evidence that cannot be true beside what decided is
kept, and marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstseen.chronicle.times.gathering import Evidence, Gathered, Weight
from firstseen.model.time import Bound, Side, TimeSpan

__all__ = ["CAPTURE_TOLERANCE", "Dated", "after_trusted", "date"]

CAPTURE_TOLERANCE = timedelta(minutes=1)
"""How far an archive's clock and a platform's may differ before it counts: both are set by network time."""

_NO_TIME = timedelta(0)
_DECIDING = (Weight.IDENTIFIER, Weight.UPLOAD, Weight.STATED, Weight.PAGE, Weight.USUAL)

Ends = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A span, and how sure its ends are.

    `late_by`: the truth may lie this far beyond the span's latest. `weak_earliest`: the earliest rests on weak
    evidence alone. `hint`: the weak evidence that states the earliest time for the making of the file, if any.
    `decided`: the weight of what decided each end, None where it is open. `weak`: all weak evidence.
    """

    span: TimeSpan
    late_by: timedelta = _NO_TIME
    weak_earliest: bool = False
    hint: Evidence | None = None
    decided: tuple[Weight | None, Weight | None] = (None, None)
    weak: tuple[Evidence, ...] = ()

    @property
    def surely_by(self) -> datetime | None:
        """The instant by which it had surely been shown."""
        return None if self.span.latest is None else self.span.latest + self.late_by

    @property
    def surely_after(self) -> datetime | None:
        """The instant before which it surely had not been shown."""
        return None if self.weak_earliest else self.span.earliest


def date(gathered: Gathered) -> Dated:
    """Weighs the evidence. The basis holds every bound considered, the deciding kinds first."""
    tolerance = _tolerance(gathered)
    ends: Ends = (None, None)
    late_by = _NO_TIME
    for weight in _DECIDING:
        tier = [evidence for evidence in gathered.evidence if evidence.weight is weight]
        if tier and None in ends:
            before = ends
            ends = _joined(ends, _together(tier), tolerance)
            if weight is Weight.USUAL and ends[1] != before[1]:
                late_by = max(evidence.late_by for evidence in tier)
    strong = ends
    ends = _with_capture(ends, gathered)
    if gathered.trusted:
        ends = _there_by(gathered.trusted.time, ends, decided=False)
    for by in (gathered.captured.latest if gathered.captured else None, _trusted_time(gathered)):
        if by and strong[1]:
            late_by = min(late_by, max(by - strong[1], _NO_TIME))
    weak = [evidence for evidence in gathered.evidence if evidence.weight is Weight.WEAK]
    earliest = _weak_earliest(weak, ends[1]) if ends[0] is None else None
    hint = min((evidence for evidence in weak if evidence.ends), key=_end, default=None)
    basis = tuple(_bounds(gathered, ends, tolerance))
    span = TimeSpan(earliest or ends[0], ends[1], basis)
    decided = (_deciding(gathered, span.earliest), _deciding(gathered, span.latest))
    return Dated(span, late_by, earliest is not None, hint, decided, tuple(weak))


def _deciding(gathered: Gathered, end: datetime | None) -> Weight | None:
    """The weight of the strongest evidence that has this end (ends change places within the tolerance)."""
    if end is None:
        return None
    return min((one.weight for one in gathered.evidence if end in (one.earliest, one.latest)), default=None)


def _tolerance(gathered: Gathered) -> timedelta:
    rule = gathered.identifier.rule if gathered.identifier else None
    return rule.agrees_before or _NO_TIME if rule else _NO_TIME


def _end(evidence: Evidence) -> tuple[datetime, str]:
    assert evidence.ends is not None
    return evidence.ends, evidence.detail


def _together(tier: Iterable[Evidence]) -> Ends:
    """What evidence of equal weight gives: where all of it can be true, the part in common; else all of it."""
    tier = list(tier)
    earliest = [evidence.earliest for evidence in tier if evidence.earliest]
    latest = [evidence.latest for evidence in tier if evidence.latest]
    if earliest and latest and max(earliest) > min(latest):
        return min(earliest), max(latest)
    return max(earliest, default=None), min(latest, default=None)


def _joined(ends: Ends, more: Ends, tolerance: timedelta) -> Ends:
    """The ends narrowed by evidence of lesser weight; unchanged where that cannot be true beside them."""
    earliest = max((end for end in (ends[0], more[0]) if end), default=None)
    latest = min((end for end in (ends[1], more[1]) if end), default=None)
    if earliest is None or latest is None or earliest <= latest:
        return earliest, latest
    if ends[0] and more[1] and ends[1] is None and more[1] >= ends[0] - tolerance:
        return more[1], ends[0]
    return ends


def _trusted_time(gathered: Gathered) -> datetime | None:
    return gathered.trusted.time if gathered.trusted else None


def _with_capture(ends: Ends, gathered: Gathered) -> Ends:
    by = gathered.captured.latest if gathered.captured else None
    decided = any(evidence.weight in (Weight.IDENTIFIER, Weight.UPLOAD) for evidence in gathered.evidence)
    # An identifier after a capture decides: the platform made it.
    return ends if by is None else _there_by(by, ends, decided=decided)


def _there_by(by: datetime, ends: Ends, *, decided: bool) -> Ends:
    """The ends of what was there by an instant. `decided`: they are not given up for it where they begin after it."""
    earliest, latest = ends
    if latest is not None and latest <= by:
        return ends
    if earliest is None or earliest <= by:
        return earliest, by
    if by >= earliest - CAPTURE_TOLERANCE:
        return by, earliest
    # What was captured was there: a stated date after it cannot be true.
    return ends if decided else (None, by)


def _weak_earliest(weak: list[Evidence], latest: datetime | None) -> datetime | None:
    fitting = [evidence.earliest for evidence in weak if evidence.earliest]
    return max((time for time in fitting if latest is None or time <= latest), default=None)


def _bounds(gathered: Gathered, ends: Ends, tolerance: timedelta) -> Iterator[Bound]:
    by_platform = any(evidence.weight is Weight.IDENTIFIER for evidence in gathered.evidence)
    for evidence in gathered.evidence:
        detail = evidence.detail
        if not _fits(evidence, ends, tolerance):
            decided = "the identifier, which the platform made, decides" if by_platform else "stronger evidence decides"
            if after_trusted(evidence.earliest, gathered):
                decided = "the trusted time-stamp decides"
            detail = f"{detail} (does not fit: {decided})"
        if evidence.earliest:
            yield Bound(Side.EARLIEST, evidence.earliest, evidence.kind, detail)
        if evidence.latest:
            yield Bound(Side.LATEST, evidence.latest, evidence.kind, detail)


def after_trusted(time: datetime | None, gathered: Gathered) -> bool:
    """Whether a time lies after the trusted time by which it was there already, by more than clocks may differ."""
    by = _trusted_time(gathered)
    return time is not None and by is not None and time > by + CAPTURE_TOLERANCE


def _fits(evidence: Evidence, ends: Ends, tolerance: timedelta) -> bool:
    if evidence.latest and ends[0] and evidence.latest < ends[0] - tolerance:
        return False
    return not (evidence.earliest and ends[1] and evidence.earliest > ends[1] + tolerance)
