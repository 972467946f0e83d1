"""Whether a group is older than the event of the case, and on which evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from firstseen.chronicle.bounds.network import version_of
from firstseen.chronicle.evidence import FirstSeen, ShownEvidence
from firstseen.chronicle.first_seen import deciding_detail
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.telling import told
from firstseen.chronicle.times.spans import Dated
from firstseen.chronicle.wording import count, duration, instant
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id
from firstseen.model.time import Bound, Side

__all__ = ["METHOD", "VERSION", "older_than_event"]

METHOD = "older_than_event"
VERSION = "2"
MAX_EVIDENCE = 20
"""Appearances named where all that show one version stand behind a finding."""


def older_than_event(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for one group; None where the case has no event with a beginning.

    *Found*: the first seen appearance had surely been shown before the event began. *Cannot say*: its span reaches
    over that moment, or there is no time, or only weak evidence (a file's own dates) says that it is older.
    *Not found*: the first seen is later; that is no proof that no earlier one exists.
    """
    start = known.case.start
    if start is None:
        return None
    shown, first, dated = group.shown, group.first, known.dated
    by_id = {one.appearance: one for one in shown}
    outcome, reason = _judged(start, first, by_id, dated)
    hinted = None if outcome is Outcome.FOUND else _hint(start, shown, dated)
    evidence = [first.appearance] if first.appearance else []
    made = None if outcome is Outcome.FOUND else _made_before(start, group, known)
    if made is not None:
        when, by = made
        outcome = Outcome.FOUND
        reason = f"Made {duration(when.time, start)} before the event began ({instant(start)}): {when.detail}. {reason}"
        evidence += by
    elif hinted is not None:
        outcome = Outcome.CANNOT_SAY
        hint = dated[hinted.appearance]
        reason += (
            f" But {_hint_subject(hint)} {told(hinted)} was {_hint_detail(hint)}; "
            f"that would be {_hint_distance(start, hint)} before the event began."
        )
        evidence.append(hinted.appearance)
        if hinted.medium:
            evidence.append(hinted.medium)
    about = (group.id, *([first.appearance] if first.appearance else []))
    evidence = list(dict.fromkeys(evidence))
    return Finding(
        finding_id(FindingKind.OLDER_THAN_EVENT, [group.id], METHOD),
        FindingKind.OLDER_THAN_EVENT,
        outcome,
        about,
        reason,
        tuple(evidence),
        METHOD,
        VERSION,
    )


def _judged(
    start: datetime, first: FirstSeen, shown: Mapping[str, ShownEvidence], dated: Mapping[str, Dated]
) -> tuple[Outcome, str]:
    began = f"the event began ({instant(start)})"
    if first.appearance is None:
        return Outcome.CANNOT_SAY, f"Cannot say whether it is older than the event: {_lowered(first.reason)}"
    when = dated[first.appearance]
    what = told(shown[first.appearance])
    by, after = when.surely_by, when.surely_after
    if by is not None and by < start:
        latest = when.span.latest or by
        detail = deciding_detail(when, Side.LATEST)
        return Outcome.FOUND, f"Shown {duration(latest, start)} before {began}, by {what}: {detail}."
    if after is not None and after >= start:
        unknown = sum(1 for one in dated_of(shown, dated) if one.surely_after is None or one.surely_after < start)
        detail = deciding_detail(when, Side.EARLIEST)
        reason = f"Seen first {_since(start, after)} {began}, by {what}: {detail}."
        if unknown:
            could = count(unknown, "appearance")
            reason += f" {could} cannot be placed before or after it."
        return Outcome.NOT_FOUND, reason
    return Outcome.CANNOT_SAY, f"Cannot say whether it was shown before {began}: first seen is {what}, {_range(when)}."


def dated_of(shown: Mapping[str, ShownEvidence], dated: Mapping[str, Dated]) -> list[Dated]:
    """The dates of these appearances."""
    return [dated[appearance] for appearance in shown]


def _since(start: datetime, after: datetime) -> str:
    return "just when" if after == start else f"{duration(start, after)} after"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _range(when: Dated) -> str:
    earliest, latest = when.span.earliest, when.surely_by
    weak = " by weak evidence" if when.weak_earliest else ""
    if earliest and latest:
        return f"between {instant(earliest)}{weak} and {instant(latest)}"
    if latest:
        return f"by {instant(latest)}, and nothing says how long before"
    assert earliest is not None
    return f"not before {instant(earliest)}{weak}, and nothing says how long after"


def _hint(start: datetime, shown: Sequence[ShownEvidence], dated: Mapping[str, Dated]) -> ShownEvidence | None:
    """The appearance whose file states the earliest making before the event, if any does."""
    found: list[tuple[datetime, str, ShownEvidence]] = []
    for one in shown:
        hint = dated[one.appearance].hint
        if hint is not None and hint.ends is not None and hint.ends < start:
            found.append((hint.ends, one.appearance, one))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _made_before(start: datetime, group: GroupKnown, known: Known) -> tuple[Bound, tuple[str, ...]] | None:
    """What tells that a version of the group had surely been made before the event, the earliest, and by whom shown.

    It goes beyond the appearances: a repost shows what a post showed that was not collected itself.
    """
    versions: dict[str, list[str]] = {}
    for one in group.shown:
        if one.medium is not None:
            versions.setdefault(version_of(one, known.parts), []).append(one.appearance)
    surely = [(made.surely_by, version) for version in versions if (made := known.made.get(version)) and made.surely_by]
    by, version = min(surely, default=(start, ""))
    if by >= start:
        return None
    made = known.made[version]
    bound = next(bound for bound in made.span.basis if bound.side is Side.LATEST and bound.time == made.span.latest)
    return bound, made.shown or tuple(sorted(versions[version])[:MAX_EVIDENCE])


def _hint_subject(dated: Dated) -> str:
    return "the page shown as" if dated.hint is not None and dated.hint.of_page else "the file shown by"


def _hint_detail(dated: Dated) -> str:
    assert dated.hint is not None
    return dated.hint.detail


def _hint_distance(start: datetime, dated: Dated) -> str:
    assert dated.hint is not None
    assert dated.hint.ends is not None
    return f"at least {duration(dated.hint.ends, start)}"
