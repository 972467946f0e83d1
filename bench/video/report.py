"""What a run comes to: for the program and each rival, what was found, made up, and how well it lies in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import nan

from bench.copies.figures import Guess, Ranking, ranking
from bench.video.answers import Answers, Said
from bench.video.corpus import EXCERPT_KINDS, NEGATIVES
from bench.video.edits.stills import STILLS
from bench.video.figures import Tally, tally
from bench.video.truth import Expected, Track, Truth

__all__ = ["KindReport", "Report", "System", "details", "report_of"]

TRACKS: tuple[Track, ...] = ("picture", "sound")

IN_TIME = 1.0
"""Seconds within which a still's moment is right."""
SPEED_RIGHT = 0.03

WELL = 0.8
"""F1 from which the stretches of a pair are not named among the details."""


@dataclass(frozen=True, slots=True)
class KindReport:
    """One kind for one way. Shares are of all its pairs; `mirrored` and `speed` of those found (NaN where none is).

    `in_time`: of stills and excerpts, told within a second of where they are from.
    """

    kind: str
    pairs: int
    found: float
    picture: Tally
    sound: Tally
    in_time: float
    mirrored: float
    speed: float


@dataclass(frozen=True, slots=True)
class System:
    """One way over the whole run. `ranking` is over the pairs of videos (stills and excerpts are told by kind).

    `joined`: of each kind of near misses, how many pairs it joined, of how many. `seconds_minute`: processor seconds a
    minute of video; `kept_hour`: bytes kept an hour.
    """

    name: str
    rule: str
    ranking: Ranking
    decided: float
    false_alarms: int
    apart: int
    kinds: Mapping[str, KindReport]
    joined: Mapping[str, tuple[int, int]]
    picture: Tally
    sound: Tally
    seconds_minute: float
    kept_hour: float
    notes: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    @property
    def both(self) -> Tally:
        """Picture and sound together."""
        return self.picture + self.sound


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a run is told by; the program is the first of the systems."""

    systems: list[System]
    files: int
    minutes: float
    decoding_minute: float
    asked: int
    missing: list[str] = field(default_factory=list)

    @property
    def program(self) -> System:
        """The program's figures."""
        return self.systems[0]

    @property
    def kinds(self) -> list[str]:
        """The kinds that were asked, in order."""
        return list(self.program.kinds)


def report_of(truth: Truth, answers: Sequence[Answers], decoding: float, missing: Sequence[str] = ()) -> Report:
    """The report of a run; `decoding` is in processor seconds, `missing` what the run had to do without."""
    minutes = sum(file.seconds for file in truth.files) / 60
    systems = [_system(truth, one, minutes) for one in answers]
    ours = systems[0].kinds
    compared = [
        _with_ahead(one, tuple(kind for kind, theirs in one.kinds.items() if theirs.found > ours[kind].found))
        for one in systems[1:]
    ]
    asked = len(truth.asked())
    return Report([systems[0], *compared], len(truth.files), minutes, decoding / minutes, asked, list(missing))


def _with_ahead(one: System, ahead: tuple[str, ...]) -> System:
    return System(
        one.name,
        one.rule,
        one.ranking,
        one.decided,
        one.false_alarms,
        one.apart,
        one.kinds,
        one.joined,
        one.picture,
        one.sound,
        one.seconds_minute,
        one.kept_hour,
        one.notes,
        ahead,
    )


def _system(truth: Truth, answers: Answers, minutes: float) -> System:
    said = {frozenset((one.a, one.b)): one for one in answers.said}
    asked = truth.asked()
    moving = [pair for pair in asked if pair.kind not in {*STILLS, *EXCERPT_KINDS}]
    mistaken = [one for one in answers.said if _is_wrong(truth, one, only_heard=answers.only_hears)]
    wrong = [one for one in mistaken if one.joins]
    guesses = [Guess(one.score, False) for one in mistaken if one.joins or _ranks(answers)]
    for pair in moving:
        one = said.get(frozenset((pair.a, pair.b)))
        if one is not None and (one.joins or _ranks(answers)):
            guesses.append(Guess(one.score, True))
    kinds: dict[str, list[Expected]] = {}
    for pair in asked:
        kinds.setdefault(pair.kind, []).append(pair)
    reports = {kind: _kind(kind, pairs, said) for kind, pairs in kinds.items()}
    made_up = [tally([spell for spell in one.spells if spell.track == "picture"], ()) for one in wrong]
    picture = sum((one.picture for one in reports.values()), sum(made_up, Tally()))
    sound = sum((one.sound for one in reports.values()), Tally())
    return System(
        answers.name,
        answers.rule,
        ranking(guesses, len(moving)),
        _share([_found(said, pair) for pair in moving]),
        len(wrong),
        truth.apart,
        reports,
        _near_misses(truth, said),
        picture,
        sound,
        answers.seconds / minutes,
        answers.kept / (minutes / 60),
        tuple(answers.notes),
    )


def _ranks(answers: Answers) -> bool:
    """Whether what it does not join is ranked too: a rival's threshold is only one way to use its score."""
    return answers.name != "firstseen"


def _is_wrong(truth: Truth, one: Said, *, only_heard: bool = False) -> bool:
    pair = frozenset((one.a, one.b))
    expected = truth.expected.get(pair)
    if pair in truth.neutral or (expected is not None and expected.joins):
        return False
    return not (only_heard and truth.heard[one.a] & truth.heard[one.b])


def _near_misses(truth: Truth, said: Mapping[frozenset[str], Said]) -> dict[str, tuple[int, int]]:
    out = {}
    for kind in NEGATIVES:
        pairs = [pair for pair in truth.expected.values() if pair.kind == kind]
        out[kind] = (sum(_found(said, pair) for pair in pairs), len(pairs))
    return out


def _found(said: Mapping[frozenset[str], Said], pair: Expected) -> bool:
    one = said.get(frozenset((pair.a, pair.b)))
    return one is not None and one.joins


def _kind(kind: str, pairs: Sequence[Expected], said: Mapping[frozenset[str], Said]) -> KindReport:
    tallies = {track: Tally() for track in TRACKS}
    in_time, mirrored, speed = [], [], []
    for pair in pairs:
        one = said.get(frozenset((pair.a, pair.b)))
        told = one.seen_from(pair.a) if one is not None and one.joins else ()
        for track in TRACKS:
            mine, true = ([spell for spell in some if spell.track == track] for some in (told, pair.spells))
            tallies[track] += tally(mine, true)
        if kind in {*STILLS, *EXCERPT_KINDS}:
            true_spell = pair.spells[0]
            in_time.append(
                any(
                    spell.track == true_spell.track
                    and abs((spell.b_from - spell.a_from) - (true_spell.b_from - true_spell.a_from)) <= IN_TIME
                    for spell in told
                )
            )
        longest = max(told, key=lambda spell: (spell.track == "picture", spell.a_to - spell.a_from), default=None)
        if longest is not None:
            mirrored.append(longest.mirrored == any(spell.mirrored for spell in pair.spells))
            speed.append(abs(longest.speed / pair.spells[0].speed - 1) <= SPEED_RIGHT)
    found = _share([_found(said, pair) for pair in pairs])
    return KindReport(
        kind, len(pairs), found, tallies["picture"], tallies["sound"], _share(in_time), _share(mirrored), _share(speed)
    )


def _share(some: Sequence[bool]) -> float:
    return sum(some) / len(some) if some else nan


def details(truth: Truth, answers: Answers) -> list[str]:
    """A line for every pair that was missed or made up, and for every stretch told badly."""
    said = {frozenset((one.a, one.b)): one for one in answers.said}
    lines = []
    for pair in truth.asked():
        one = said.get(frozenset((pair.a, pair.b)))
        if one is None or not one.joins:
            heard = "nothing said" if one is None else f"not joined, {one.score:.2f}"
            lines.append(f"missed      {pair.kind:26} {pair.a} of {pair.b}: {heard}")
            continue
        for track in TRACKS:
            told = [spell for spell in one.seen_from(pair.a) if spell.track == track]
            true = [spell for spell in pair.spells if spell.track == track]
            measured = tally(told, true)
            if any((*measured.true, *measured.told)) and not measured.f1 >= WELL:
                lines.append(f"{track:11} {pair.kind:26} {pair.a} of {pair.b}: F1 {measured.f1:.2f}")
                lines.append(f"            told {_told(told)}; true {_told(true)}")
    for one in answers.said:
        if one.joins and _is_wrong(truth, one):
            expected = truth.expected.get(frozenset((one.a, one.b)))
            kind = expected.kind if expected else ""
            lines.append(f"false alarm {kind:26} {one.a} and {one.b}: {one.score:.2f} {_told(one.spells)}")
    return sorted(lines)


def _told(spells: Sequence[object]) -> str:
    return (
        ", ".join(
            f"{spell.a_from:.1f}-{spell.a_to:.1f}={spell.b_from:.1f}-{spell.b_to:.1f}"  # type: ignore[attr-defined]
            for spell in spells
        )
        or "none"
    )
