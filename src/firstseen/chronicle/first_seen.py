"""First seen: the earliest known appearance of a group, chosen by when it had surely been shown. Never the original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from firstseen.chronicle.evidence import FirstSeen, ShownEvidence
from firstseen.chronicle.telling import told
from firstseen.chronicle.times.spans import Dated
from firstseen.chronicle.wording import count, instant, listed
from firstseen.model.time import UNKNOWN_SPAN, Side

__all__ = ["deciding_detail", "earliest_known", "first_seen"]

_FAR = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def earliest_known(shown: Iterable[ShownEvidence], dated: Mapping[str, Dated]) -> ShownEvidence | None:
    """The appearance that had surely been shown first; None where none has a time.

    Those with a latest bound go before those without; among the others, strong evidence before weak; then the
    narrower span, then the identifier, so that the order of the input does not matter.
    """
    timed = (one for one in shown if _has_time(dated[one.appearance]))
    return min(timed, key=lambda one: _rank(one.appearance, dated[one.appearance]), default=None)


def _has_time(dated: Dated) -> bool:
    return dated.span.earliest is not None or dated.span.latest is not None


def _rank(appearance: str, dated: Dated) -> tuple[bool, datetime, bool, datetime, str]:
    span = dated.span
    by = dated.surely_by
    if by is not None:
        # Of two shown by the same instant, the one with the later earliest bound is the more exactly known.
        return False, by, False, _flipped(span.earliest or _LONG_AGO), appearance
    return True, _LONG_AGO, dated.weak_earliest, span.earliest or _FAR, appearance


def _flipped(time: datetime) -> datetime:
    return _LONG_AGO + (_FAR - time)


def first_seen(shown: Sequence[ShownEvidence], dated: Mapping[str, Dated]) -> FirstSeen:
    """First seen of one group, with the reason and the doubt: which others could be earlier, how many have no time."""
    first = earliest_known(shown, dated)
    if first is None:
        return FirstSeen(None, UNKNOWN_SPAN, _no_time(len(shown)))
    when = dated[first.appearance]
    reason = f"{_opening(first, when)} {_doubt(first, shown, dated)}"
    return FirstSeen(first.appearance, when.span, reason)


def _no_time(number: int) -> str:
    if number == 0:
        return "No appearance of it is known."
    if number == 1:
        return "Its one known appearance has no time that can be used."
    return f"None of its {number:,} known appearances has a time that can be used."


def _opening(first: ShownEvidence, when: Dated) -> str:
    span = when.span
    what = told(first)
    if span.latest is not None:
        sure = "usually" if when.late_by else "surely"
        detail = deciding_detail(when, Side.LATEST)
        return f"Of the known appearances {what} comes first, {sure} shown by {instant(span.latest)}: {detail}."
    assert span.earliest is not None
    detail = deciding_detail(when, Side.EARLIEST)
    known = "No appearance is known to have been shown by a certain time."
    if when.weak_earliest:
        return f"{known} By weak evidence alone {what} comes first, not before {instant(span.earliest)}: {detail}."
    return f"{known} Going by when each began at the earliest, {what} comes first: {detail}."


def deciding_detail(dated: Dated, side: Side) -> str:
    """The sentence of the bound that decided one end of the span."""
    end = dated.span.earliest if side is Side.EARLIEST else dated.span.latest
    same_side = (bound for bound in dated.span.basis if bound.side is side and bound.time == end)
    chosen = next(same_side, None) or next(iter(dated.span.basis), None)
    return chosen.detail if chosen else "on no evidence"


def _doubt(first: ShownEvidence, shown: Sequence[ShownEvidence], dated: Mapping[str, Dated]) -> str:
    """Which others could be earlier, how many have no time, and what first seen does not mean."""
    when = dated[first.appearance]
    end = when.surely_by
    others = [one for one in shown if one.appearance != first.appearance]
    timeless = sum(1 for one in others if not _has_time(dated[one.appearance]))
    rivals = [one for one in others if _has_time(dated[one.appearance]) and _could_precede(dated[one.appearance], end)]
    rivals.sort(key=lambda one: _rank(one.appearance, dated[one.appearance]))
    parts = []
    if not others:
        parts.append("It is the only one known.")
    if rivals:
        names = listed([told(one) for one in rivals])
        other = count(len(rivals), "other appearance")
        parts.append(f"{other} could be earlier, as far as the times are known: {names}.")
    elif len(others) > timeless:
        parts.append("All others with a time came later.")
    if timeless:
        has = "has" if timeless == 1 else "have"
        parts.append(f"{count(timeless, 'other appearance')} {has} no time at all.")
    return " ".join(parts)


def _could_precede(other: Dated, end: datetime | None) -> bool:
    after = other.surely_after
    return end is None or after is None or after < end
