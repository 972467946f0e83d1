"""A time as a source states it, turned into the span in which it must lie, or into the reason why it says nothing.

Missing parts are never invented: a day gives a day, a month a month. Without a zone the span is stretched
(`firstseen.chronicle.times.zones`). What cannot be true is kept as stated, and limits nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from firstseen.chronicle.times.identifiers import FUTURE_SLACK
from firstseen.chronicle.times.written_dates import Written, plain_digits, read_written
from firstseen.chronicle.times.zones import LocalSpan, in_utc, read_zone
from firstseen.chronicle.wording import one_line, quoted
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["StatedSpan", "read_stated"]

_WEB_BEGINS = 1990
"""Nothing was published on the web before."""
_PHOTOGRAPHS_BEGIN = 1840
"""A scanned photograph may state when it was taken, back to the first photographs."""
_NEVER_SET = frozenset(
    {datetime(1601, 1, 1), datetime(1904, 1, 1), datetime(1970, 1, 1), datetime(1980, 1, 1)},
)
"""Where clocks begin to count (Windows, Macintosh, Unix, FAT): a device whose clock was never set states these."""


@dataclass(frozen=True, slots=True)
class StatedSpan:
    """What a stated time says. `earliest` and `latest` are both in UTC or both None; then `reason` says why.

    `remarks` tell how it was understood ("no zone given: up to 14 hours either way"). `unit` is the smallest part
    given. `exact_zone`: the zone was given and understood.
    """

    stated: StatedTime
    earliest: datetime | None
    latest: datetime | None
    unit: str | None = None
    exact_zone: bool = False
    remarks: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def where(self) -> str:
        """Where it was stated, fit to be shown."""
        return one_line(self.stated.where)


def read_stated(stated: StatedTime, *, now: datetime) -> StatedSpan:
    """The span of a stated time. A zone in the text goes before one stated apart. Never raises."""
    written = read_written(stated.text)
    if written is None:
        return _nothing(stated, _why_not_read(stated.text))
    zone, remarks = _zone(written, stated.zone)
    spans: list[tuple[datetime, datetime]] = []
    reasons: list[str] = []
    for reading in written.readings:
        reason = _impossible(reading, stated.role, now)
        span = None if reason else in_utc(reading, zone)
        if span is None:
            reasons.append(reason or "the clocks went forward then: this time of day never was in the zone given")
        else:
            spans.append(span)
    if not spans:
        return _nothing(stated, reasons[0])
    if len(spans) > 1:
        remarks = (*remarks, "day and month could be either way round")
    earliest, latest = min(span[0] for span in spans), max(span[1] for span in spans)
    return StatedSpan(stated, earliest, latest, written.unit, zone is not None, remarks)


def _nothing(stated: StatedTime, reason: str) -> StatedSpan:
    return StatedSpan(stated, None, None, reason=reason)


def _why_not_read(text: str) -> str:
    digits = [sign for sign in plain_digits(text[:200]) if sign.isdecimal()]
    if not text.strip():
        return "it is empty"
    if digits and set(digits) == {"0"}:
        return "it is all zeros: the clock was never set"
    return "it is not a date and time that can be read"


def _zone(written: Written, apart: str | None) -> tuple[tzinfo | None, tuple[str, ...]]:
    text = written.zone or apart
    if not text or not text.strip():
        return None, (_stretched(written, "no zone given"),)
    zone = read_zone(plain_digits(text[:100]))
    if zone is None:
        return None, (_stretched(written, f"the zone {quoted(text)} is not known"),)
    return zone, ()


def _stretched(written: Written, why: str) -> str:
    if written.unit in ("second", "minute"):
        return f"{why}: up to 14 hours either way"
    return f"{why}: the {written.unit} somewhere on earth"


def _impossible(reading: LocalSpan, role: TimeRole, now: datetime) -> str | None:
    """Why a reading cannot be true, None where it can."""
    if not reading.whole_days and reading.start in _NEVER_SET:
        return "it is where clocks begin to count: the clock was never set"
    first = _PHOTOGRAPHS_BEGIN if role is TimeRole.TAKEN else _WEB_BEGINS
    if reading.end.year < first:
        return f"it lies before {first}"
    if reading.start.replace(tzinfo=UTC) > now + FUTURE_SLACK:
        return "it lies in the future"
    return None
