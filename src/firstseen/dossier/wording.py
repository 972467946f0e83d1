"""Times, durations, counts and sizes in plain words. All times are in UTC and say so."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firstseen.match.moving.wording import clock
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.decisions import Decision, Verdict
from firstseen.model.findings import Outcome
from firstseen.model.printed import PRINTED_WORDS, PrintKind
from firstseen.model.records import MediumRecord
from firstseen.model.time import BoundKind, Side, TimeSpan

__all__ = [
    "BasisLine",
    "basis_lines",
    "basis_words",
    "before_words",
    "between",
    "confidence_words",
    "counted",
    "cut",
    "day_words",
    "duration_words",
    "existed_words",
    "is_older",
    "kind_words",
    "lower_first",
    "moment_words",
    "moving_clock",
    "noun",
    "number_words",
    "outcome_words",
    "printed_words",
    "recording_words",
    "relation_words",
    "reveal_controls",
    "shows_more_words",
    "size_words",
    "span_words",
    "sureness_words",
    "upper_first",
    "verdict_words",
    "window_words",
]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # the language of the page, not that of the machine it was made on

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_MONTH, _YEAR = 2_629_746, 31_556_952  # mean Gregorian month and year, in seconds

_RELATIONS = {
    Relation.EXACT: "Exact copy",
    Relation.COPY: "Copy",
    Relation.PART: "Part",
    Relation.ALTERED: "Altered copy",
    Relation.SAME_SUBJECT: "Same subject, not a copy",
}
_OUTCOMES = {Outcome.FOUND: "found", Outcome.NOT_FOUND: "looked for, not found", Outcome.CANNOT_SAY: "cannot say"}
_KINDS = {
    "older_than_event": "Older than the event",
    "time_contradiction": "Times contradict each other",
    "mirrored": "Mirrored",
    "missing_ancestor": "Missing ancestor",
    "conflicting_words": "Words conflict",
    "altered": "Altered",
    "cropped_context": "Something was cut off",
    "declared_source": "What the file says of its making",
    "daylight": "Light and the hour of the day",
    "other_sound": "Another sound",
    "recut": "Cut or reordered",
    "speed_changed": "Another speed",
    "still_from_video": "A frame of a video",
}
_BASES = {
    BoundKind.POST_ID: "post identifier",
    BoundKind.STATED: "stated",
    BoundKind.CAPTURED: "captured",
    BoundKind.PAGE_DATE: "date of the page",
    BoundKind.FILE_METADATA: "file metadata",
    BoundKind.TRUSTED_TIMESTAMP: "trusted timestamp",
    BoundKind.EVENT: "the event",
    BoundKind.COPY_OF: "a copy of it",
}
_CONFIDENCES = ((0.95, "very sure"), (0.8, "sure"), (0.5, "likely"), (0.0, "unsure"))

# Characters that change the direction of what follows, or cannot be seen: shown by their code in names and addresses,
# where "gpj.exe" may otherwise be read as "exe.jpg".
_HIDDEN = frozenset(
    itertools.chain(
        (0xAD, 0x61C, 0xFEFF),
        range(0x00, 0x20),
        range(0x7F, 0xA0),
        range(0x200B, 0x2010),
        range(0x2028, 0x202F),
        range(0x2060, 0x2070),
        range(0xFFF9, 0xFFFC),
        range(0xE0000, 0xE0080),
    )
)


def number_words(number: int) -> str:
    """A count with commas: 12,345."""
    return f"{number:,}"


def counted(number: int, one: str, many: str) -> str:
    """The number with the right word: "1 medium", "3 media"."""
    return f"{number_words(number)} {one if number == 1 else many}"


def cut(words: str, most: int) -> str:
    """The words on one line with characters that cannot be seen shown by their code, cut where they are long."""
    line = reveal_controls(" ".join(words[: most * 4].split()))
    return line if len(line) <= most else line[: most - 1].rstrip(" ,") + "…"


def day_words(time: datetime) -> str:
    """The day in UTC: "14 November 2026"."""
    utc = time.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"


def _clock(time: datetime, seconds: bool = False) -> str:
    utc = time.astimezone(UTC)
    return f"{utc.hour:02d}:{utc.minute:02d}" + (f":{utc.second:02d}" if seconds else "")


def moment_words(time: datetime, *, seconds: bool = False) -> str:
    """The instant: "14 November 2026, 06:12 UTC"."""
    return f"{day_words(time)}, {_clock(time, seconds)} UTC"


def span_words(span: TimeSpan) -> str:
    """A span in words; a bound that is not known is said to be not known."""
    first, last = span.earliest, span.latest
    if first is None and last is None:
        return "no time known"
    if first is None or last is None:
        return (
            f"by {moment_words(last)}, no earliest time known" if last else f"not before {moment_words(_known(first))}"
        )
    if abs((last - first).total_seconds()) < _MINUTE:
        return moment_words(first)
    if day_words(first) == day_words(last):
        return f"{day_words(first)}, between {_clock(first)} and {_clock(last)} UTC"
    return f"between {moment_words(first)} and {moment_words(last)}"


def _known(time: datetime | None) -> datetime:
    if time is None:
        raise ValueError("neither bound is known")
    return time


def existed_words(span: TimeSpan) -> str:
    """How old something is at least, from the span in which it was first seen: since when it has surely existed."""
    if span.latest:
        return f"It existed by {moment_words(span.latest, seconds=True)}"
    return "Cannot say: no appearance is known to have been shown by a certain time"


def window_words(start: datetime | None, end: datetime | None) -> str | None:
    """The time window of an event; None when nothing of it is known."""
    if start and end:
        if day_words(start) == day_words(end):
            return f"{day_words(start)}, {_clock(start)} to {_clock(end)} UTC"
        return f"{moment_words(start)} to {moment_words(end)}"
    if start:
        return f"from {moment_words(start)}"
    return f"until {moment_words(end)}" if end else None


def duration_words(duration: timedelta) -> str:
    """How long, rounded down to two units at most: "2 years and 3 months", "4 hours and 10 minutes"."""
    seconds = int(abs(duration.total_seconds()))
    if seconds < _MINUTE:
        return counted(seconds, "second", "seconds")
    if seconds < _HOUR:
        return counted(seconds // _MINUTE, "minute", "minutes")
    if seconds < 2 * _DAY:
        return _two(seconds // _HOUR, "hour", seconds % _HOUR // _MINUTE, "minute")
    if seconds < 10 * _DAY:
        return _two(seconds // _DAY, "day", seconds % _DAY // _HOUR, "hour")
    if seconds < 2 * _MONTH:
        return counted(seconds // _DAY, "day", "days")
    if seconds < _YEAR:
        return counted(seconds // _MONTH, "month", "months")
    return _two(seconds // _YEAR, "year", seconds % _YEAR // _MONTH, "month")


def _two(large: int, large_word: str, small: int, small_word: str) -> str:
    words = counted(large, large_word, large_word + "s")
    return f"{words} and {counted(small, small_word, small_word + 's')}" if small else words


def sureness_words(span: TimeSpan) -> str:
    """How exactly a span is known."""
    if span.earliest is None and span.latest is None:
        return "nothing limits its time"
    if span.earliest is None or span.latest is None:
        return "known at one end only"
    width = span.latest - span.earliest
    return "known to the second" if width.total_seconds() < 2 else f"known to within {duration_words(width)}"


def is_older(span: TimeSpan, start: datetime | None) -> bool:
    """Whether a span lies wholly before the event began."""
    return start is not None and span.latest is not None and span.latest < start


def before_words(span: TimeSpan, start: datetime | None, end: datetime | None) -> str | None:
    """Where a span lies against the event's window, in a sentence; None when there is no window or no time."""
    if start and span.latest and span.latest < start:
        return f"At least {duration_words(start - span.latest)} before the event began."
    if end and span.earliest and span.earliest > end:
        return f"At least {duration_words(span.earliest - end)} after the event ended."
    if start and span.earliest and span.earliest >= start:
        if end and span.latest and span.latest <= end:
            return "Inside the time of the event."
        return "Not before the event began."
    if start and (span.earliest or span.latest):
        return "It cannot be said whether this was before the event began."
    return None


def size_words(size: int) -> str:
    """A number of bytes: "1.2 MB" (decimal units)."""
    if size < 1000:
        return counted(size, "byte", "bytes")
    value = size / 1000
    for unit in ("kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"
        value /= 1000
    return ""


def confidence_words(confidence: float) -> str:
    """A confidence in words with its number: "very sure (0.98)"."""
    words = next((text for floor, text in _CONFIDENCES if confidence >= floor), _CONFIDENCES[-1][1])
    return f"{words} ({confidence:.2f})"


def relation_words(relation: Relation) -> str:
    """A relation as a heading."""
    return _RELATIONS[relation]


def shows_more_words(shows_more: ShowsMore | None, a: str, b: str, what: str = "photograph") -> str:
    """Which of `a` and `b` (their names on the page) has more of what they share."""
    if what != "photograph":
        if shows_more is None:
            return f"Each has something of the {what} that the other lacks, or it cannot be said which has more."
        if shows_more is ShowsMore.SAME:
            return f"Both have as much of the {what}."
        return f"{a if shows_more is ShowsMore.A else b} has more of the {what}."
    if shows_more is None:
        return "Which of the two shows more of the photograph: cannot say."
    if shows_more is ShowsMore.SAME:
        return "Both show the same extent of the photograph."
    return f"{a if shows_more is ShowsMore.A else b} shows more of the photograph."


def recording_words(copy: Copy) -> str:
    """What two copies share more or less of."""
    return "recording" if copy.segments else "photograph"


def noun(*media: MediumRecord) -> str:
    """What these are, in one word: a video where any of them is one, a sound where all are, else a picture."""
    if any(medium.moving and medium.size for medium in media):
        return "video"
    return "sound" if media and all(medium.moving for medium in media) else "picture"


def moving_clock(seconds: float) -> str:
    """A moment of a video as players show it, with tenths."""
    return clock(seconds)


def outcome_words(outcome: Outcome) -> str:
    """The outcome of a finding."""
    return _OUTCOMES[outcome]


def kind_words(kind: str) -> str:
    """The kind of a finding as a heading; a kind not known here is shown by its own name."""
    return _KINDS.get(kind, kind.replace("_", " ").capitalize())


def lower_first(words: str) -> str:
    """Our own words, as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """Our own words, as they begin a sentence."""
    return words[:1].upper() + words[1:]


def printed_words(kind: PrintKind) -> str:
    """What printed words are to the picture, as a label."""
    return f"Printed on the page, {PRINTED_WORDS[kind]}"


@dataclass(frozen=True, slots=True)
class BasisLine:
    """Bounds that rest on the same evidence, in words, and that evidence."""

    bounds: str
    detail: str
    kind: BoundKind


def basis_lines(span: TimeSpan) -> list[BasisLine]:
    """What a span rests on, with the bounds that share one piece of evidence told together."""
    shared: dict[tuple[str, BoundKind], dict[Side, list[datetime]]] = {}
    for bound in span.basis:
        shared.setdefault((bound.detail, bound.kind), {}).setdefault(bound.side, []).append(bound.time)
    lines = []
    for (detail, kind), sides in shared.items():
        first, last = max(sides.get(Side.EARLIEST, []), default=None), min(sides.get(Side.LATEST, []), default=None)
        if first and last:
            words = span_words(TimeSpan(first, last))
        else:
            words = f"not before {moment_words(first)}" if first else f"not after {moment_words(_known(last))}"
        lines.append(BasisLine(words[0].upper() + words[1:], detail, kind))
    return lines


def basis_words(kind: BoundKind) -> str:
    """What a bound rests on."""
    return _BASES[kind]


def reveal_controls(text: str) -> str:
    """The text with characters that cannot be seen, or that turn the direction of reading, shown by their code."""
    return "".join(f"‹U+{ord(char):04X}›" if ord(char) in _HIDDEN else char for char in text)


_A_OR_B = re.compile(r"(?<=in )([ab])(?= is |[;.,])|\b([ab])(?= shows\b| is what )")


def between(reason: str, left_name: str, right_name: str, left_is_a: bool) -> str:
    """The reason of a copy, which speaks of a and b, with the names that the page gives the two."""
    names = {"a": left_name, "b": right_name} if left_is_a else {"a": right_name, "b": left_name}
    return _A_OR_B.sub(lambda found: _inside(names[found[1] or found[2]]), reason)


def _inside(name: str) -> str:
    """A name inside a sentence; those of files keep their capitals."""
    return lower_first(name) if name.startswith(("Version ", "This ", "The ")) else name


def verdict_words(decision: Decision) -> str:
    """What a person did with a finding, after their name."""
    return {Verdict.AGREE: "agrees", Verdict.DISAGREE: "does not agree", None: "notes"}[decision.verdict]
