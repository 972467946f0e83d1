"""Appearances of one group whose words name different places, dates or numbers of victims.

By the words alone, with a gazetteer: what each says is quoted, and which of them is right, or whether both speak of the
picture, is left to a person. A text that also names what the other names is never set against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final, Generic, TypeVar

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.telling import told
from firstseen.chronicle.wording import count, instant, quoted
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import finding_id
from firstseen.text.dates import NamedDate, agree, dates_in
from firstseen.text.gazetteer import compatible
from firstseen.text.places import NamedPlace, places_in
from firstseen.text.tallies import Tally, tallies_in

__all__ = ["DATES", "NUMBERS", "PLACES", "VERSIONS", "conflicting_words"]

PLACES, DATES, NUMBERS = "conflicting_places", "conflicting_dates", "conflicting_numbers"
VERSIONS: Final = {PLACES: "2", DATES: "2", NUMBERS: "1"}

MOST_NAMED: Final = 3
"""A text that names more different things of one kind than this does not say which is the picture's."""
MOST_SAYINGS: Final = 200
"""Different sayings of one group that are compared with each other: 200 make 19,900 pairs. Of a group that has more,
texts are read, those seen first ahead, until there are as many."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Saying(Generic[_T]):
    """What one text names; `first` is the appearance that had it first, `others` count those that repeat it."""

    named: tuple[_T, ...]
    strong: tuple[_T, ...]
    first: ShownEvidence
    others: int


@dataclass(frozen=True, slots=True)
class _Compared(Generic[_T]):
    """How one kind of thing is compared: its method and noun, whether two can be one, whether they surely differ."""

    method: str
    noun: str
    agree: Callable[[_T, _T], bool]
    surely: Callable[[_T, _T], bool]


def conflicting_words(group: GroupKnown, known: Known) -> Iterator[Finding]:
    """Up to three findings for a group: on places, on dates, on numbers. None where fewer than two texts name any.

    *Found*: two texts say that something is in different places, or give different dates for a picture or for what is
    in a stated place, or different numbers of victims. *Cannot say*: the places are towns of one country and not both
    said of a picture, or the dates stand with neither picture nor place. *Not found*: all that is named can be one.
    """
    texts = _texts(group, known)
    places = _sayings(texts, places_in, lambda place: place.stated)
    yield from _judged(group, known, _Compared(PLACES, "place", _places_agree, _places_surely), places)
    dates = _sayings(texts, dates_in, lambda _: True)
    yield from _judged(group, known, _Compared(DATES, "date", _dates_agree, _dates_surely), dates)
    tallies = _sayings(texts, tallies_in, lambda _: True)
    yield from _judged(
        group, known, _Compared(NUMBERS, "number of victims", Tally.agrees, lambda a, b: not a.agrees(b)), tallies
    )


def _texts(group: GroupKnown, known: Known) -> list[tuple[str, list[ShownEvidence]]]:
    """The different texts with those that have them, the one seen first ahead."""
    by_text: dict[str, list[ShownEvidence]] = {}
    for one in sorted(group.shown, key=lambda one: (_when(one, known) or _LATE, one.appearance)):
        text = "\n".join(part for part in (one.title, one.text, one.caption) if part)
        if text:
            by_text.setdefault(text, []).append(one)
    return list(by_text.items())


_LATE: Final = datetime.max


def _when(one: ShownEvidence, known: Known) -> datetime | None:
    """By when it had been shown, without its zone (all are in UTC), for sorting."""
    span = known.dated[one.appearance].span
    time = span.latest or span.earliest
    return time.replace(tzinfo=None) if time else None


def _sayings(
    texts: Sequence[tuple[str, list[ShownEvidence]]],
    read: Callable[[str], tuple[_T, ...]],
    strong: Callable[[_T], bool],
) -> list[_Saying[_T]]:
    """What the texts name, once for each different set; only texts that name something strongly, and not too much."""
    sayings: dict[tuple[_T, ...], _Saying[_T]] = {}
    for text, shown in texts:
        if len(sayings) == MOST_SAYINGS:
            break
        named = read(text)
        stated = tuple(one for one in named if strong(one))
        if not stated or len(stated) > MOST_NAMED:
            continue
        earlier = sayings.get(named)
        if earlier is None:
            sayings[named] = _Saying(named, stated, shown[0], len(shown) - 1)
        else:
            sayings[named] = _Saying(named, stated, earlier.first, earlier.others + len(shown))
    return list(sayings.values())


def _judged(group: GroupKnown, known: Known, how: _Compared[_T], sayings: Sequence[_Saying[_T]]) -> Iterator[Finding]:
    texts = sum(1 + saying.others for saying in sayings)
    if texts < 2:
        return
    unsure: tuple[_Saying[_T], _Saying[_T]] | None = None
    for a, b in combinations(sayings, 2):
        if any(how.agree(x, y) for x in a.named for y in b.named) or a.first.item == b.first.item:
            continue
        if any(how.surely(x, y) for x in a.strong for y in b.strong):
            yield _finding(group, known, (a, b), method=how.method, outcome=Outcome.FOUND)
            return
        unsure = unsure or (a, b)
    if unsure is not None:
        yield _finding(group, known, unsure, method=how.method, outcome=Outcome.CANNOT_SAY)
        return
    evidence = tuple(dict.fromkeys(saying.first.appearance for saying in sayings))
    can_be = (
        f"Of {count(texts, 'appearance')} whose words name a {how.noun}, none names one that could not be the others'."
    )
    yield _made(group, how.method, Outcome.NOT_FOUND, can_be, about=(group.id,), evidence=evidence)


_PLURALS: Final = {PLACES: "places", DATES: "dates", NUMBERS: "numbers of victims"}
_ENDS: Final = {
    (PLACES, Outcome.FOUND): "Both can be so only if they speak of different things.",
    (PLACES, Outcome.CANNOT_SAY): "Cannot say whether both mean where the picture was taken.",
    (DATES, Outcome.FOUND): "Both can be so only if they speak of different things.",
    (DATES, Outcome.CANNOT_SAY): "Cannot say whether either is the date of the picture.",
    (NUMBERS, Outcome.FOUND): "Numbers of victims change as news comes in: both may have been right when written.",
    (NUMBERS, Outcome.CANNOT_SAY): "",
}


def _finding(
    group: GroupKnown, known: Known, pair: tuple[_Saying[_T], _Saying[_T]], *, method: str, outcome: Outcome
) -> Finding:
    opening = f"The words shown with this picture name different {_PLURALS[method]}:"
    said = " but ".join(_said(saying, known) for saying in pair)
    reason = f"{opening} {said}. {_ENDS[method, outcome]}"
    shown = tuple(saying.first.appearance for saying in pair)
    items = tuple(saying.first.item for saying in pair)
    return _made(group, method, outcome, reason, about=(group.id, *shown), evidence=(*shown, *items))


def _said(saying: _Saying[_T], known: Known) -> str:
    words = ", ".join(dict.fromkeys(quoted(_words(one)) for one in saying.strong))
    time = known.dated[saying.first.appearance].span.latest
    when = f" by {instant(time)}" if time else ""
    more = f" (and {count(saying.others, 'other appearance')})" if saying.others else ""
    return f"{words} in {told(saying.first)}{when}{more}"


def _words(one: object) -> str:
    assert isinstance(one, NamedPlace | NamedDate | Tally)
    return one.words


def _made(
    group: GroupKnown, method: str, outcome: Outcome, reason: str, *, about: tuple[str, ...], evidence: tuple[str, ...]
) -> Finding:
    kind = FindingKind.CONFLICTING_WORDS
    id = finding_id(kind, [group.id], method)
    return Finding(id, kind, outcome, about, reason, evidence, method, VERSIONS[method])


def _places_agree(a: NamedPlace, b: NamedPlace) -> bool:
    return compatible(a.places, b.places)


def _places_surely(a: NamedPlace, b: NamedPlace) -> bool:
    if a.of_picture and b.of_picture:
        return True
    return not {place.country for place in a.places} & {place.country for place in b.places}


def _dates_agree(a: NamedDate, b: NamedDate) -> bool:
    return agree(a.readings, b.readings)


def _dates_surely(a: NamedDate, b: NamedDate) -> bool:
    return a.of_picture and b.of_picture
