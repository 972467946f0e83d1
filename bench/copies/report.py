"""What a run comes to: figures over all and for each kind, for the program and the rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.copies.corpus import Drawn
from bench.copies.edits import KINDS
from bench.copies.figures import Bin, Guess, Ranking, calibration, overlap, ranking
from bench.copies.program import Found
from bench.copies.rivals import rival_named
from bench.copies.running import Answer, Kept, Trapped, Truth

__all__ = ["KindReport", "Report", "System", "details", "report_of"]

PROGRAM = "firstseen"


@dataclass(frozen=True, slots=True)
class System:
    """One way to find copies, over the whole run. `decided`: recall of its own decision, in all and by kind.

    `per_million`: false alarms of that decision per million pairs. Seconds are of the processor. `ahead`: the kinds in
    which it finds more than the program does, of the same queries.
    """

    name: str
    ranking: Ranking
    decided: float
    by_kind: dict[str, float]
    false_alarms: int
    pairs: int
    seconds_query: float
    seconds_pair: float
    bytes_each: float
    threshold: float = 0.0
    ahead: tuple[str, ...] = ()

    @property
    def per_million(self) -> float:
        return 1e6 * self.false_alarms / max(self.pairs, 1)


@dataclass(frozen=True, slots=True)
class KindReport:
    """One kind: queries, and of those found by the program the shares with the right relation, box, words and side."""

    kind: str
    queries: int
    found: float
    relation: float
    box: float
    words: float
    mirrored: float


@dataclass(frozen=True, slots=True)
class TrapReport:
    """One trap: its pairs, how many the program called copies, and how many each rival did."""

    trap: str
    pairs: int
    joined: int
    rivals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a run is told by."""

    systems: list[System]
    kinds: list[KindReport]
    bins: list[Bin]
    calibration_error: float
    queries: int
    unanswered: int
    references: int
    traps: list[TrapReport] = field(default_factory=list)

    @property
    def program(self) -> System:
        return self.systems[0]


def report_of(answers: Sequence[Answer], kept: Kept, trapped: Sequence[Trapped] = ()) -> Report:
    """The report of a run."""
    asked = [answer for answer in answers if answer.truth]
    references = len(kept.names)
    systems = [_program(answers, kept)]
    systems += [_rival(name, answers, kept) for name in kept.rivals]
    by_kind: dict[str, list[Answer]] = defaultdict(list)
    for answer in asked:
        by_kind[answer.item.kind].append(answer)
    bins, error = calibration(_program_guesses(answers))
    kinds = [_kind(name, by_kind[name]) for name in KINDS if name in by_kind]
    traps = [
        _trap(name, [one for one in trapped if one.trap == name], systems) for name in {t.trap: 0 for t in trapped}
    ]
    return Report(systems, kinds, bins, error, len(asked), len(answers) - len(asked), references, traps)


def _trap(name: str, some: Sequence[Trapped], systems: Sequence[System]) -> TrapReport:
    rivals = {
        system.name: sum(one.rivals[system.name] >= system.threshold for one in some)
        for system in systems
        if system.name != PROGRAM
    }
    return TrapReport(name, len(some), sum(one.joins for one in some), rivals)


def _program_guesses(answers: Sequence[Answer]) -> list[Guess]:
    return [
        Guess(found.confidence, bool(answer.truth and found.name == answer.truth.name))
        for answer in answers
        for found in answer.found
        if found.joins
    ]


def _by_kind(asked: Sequence[Answer], right: Callable[[Answer], bool]) -> dict[str, float]:
    sorted_out: dict[str, list[bool]] = defaultdict(list)
    for answer in asked:
        sorted_out[answer.item.kind].append(right(answer))
    return {kind: float(np.mean(some)) for kind, some in sorted_out.items()}


def _program(answers: Sequence[Answer], kept: Kept) -> System:
    asked = [answer for answer in answers if answer.truth]
    guesses = _program_guesses(answers)
    seconds = float(np.mean([answer.seconds for answer in answers]))
    return System(
        PROGRAM,
        ranking(guesses, len(asked)),
        float(np.mean([_hit(answer) for answer in asked])) if asked else 0.0,
        _by_kind(asked, _hit),
        sum(not guess.true for guess in guesses),
        len(answers) * len(kept.names) - len(asked),
        seconds,
        seconds / len(kept.names),
        kept.program / len(kept.names),
    )


def _hit(answer: Answer) -> bool:
    return any(answer.truth and found.joins and found.name == answer.truth.name for found in answer.found)


def _rival(name: str, every: Sequence[Answer], kept: Kept) -> System:
    answers = [answer for answer in every if name in answer.rivals]
    asked = [answer for answer in answers if answer.truth]
    guesses = [
        Guess(score, bool(answer.truth and reference == answer.truth.name))
        for answer in answers
        for reference, score in answer.rivals[name].ranked
    ]
    threshold = rival_named(name).threshold
    if threshold is None:
        threshold = _unmistaken_among_photographs(name, answers)

    def hit(answer: Answer) -> bool:
        truth = answer.truth
        return any(truth and one == truth.name and score >= threshold for one, score in answer.rivals[name].ranked)

    pairs = sum(answer.rivals[name].pairs for answer in answers)
    seconds = sum(answer.rivals[name].seconds for answer in answers)
    by_kind, ours = _by_kind(asked, hit), _by_kind(asked, _hit)
    return System(
        name,
        ranking(guesses, len(asked)),
        float(np.mean([hit(answer) for answer in asked])) if asked else 0.0,
        by_kind,
        sum(not guess.true and guess.score >= threshold for guess in guesses),
        pairs - len(asked),
        seconds / max(len(answers), 1),
        seconds / max(pairs, 1),
        kept.rivals[name] / len(kept.names),
        threshold,
        tuple(kind for kind, share in by_kind.items() if share > ours[kind]),
    )


def _unmistaken_among_photographs(name: str, answers: Sequence[Answer]) -> float:
    """The score above all its wrong answers about references that carry no template: no user could choose as well."""
    wrong = [
        score
        for answer in answers
        for reference, score in answer.rivals[name].ranked
        if not Drawn.is_templated(reference) and not (answer.truth and reference == answer.truth.name)
    ]
    return max(wrong, default=0.0) + 1e-9


def _kind(kind: str, answers: Sequence[Answer]) -> KindReport:
    rights: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        truth = answer.truth
        assert truth is not None
        for found in answer.found:
            if found.joins and found.name == truth.name:
                rights["relation"].append(found.relation in truth.relations)
                boxes = overlap(found.box_query, truth.box_query), overlap(found.box_reference, truth.box_reference)
                rights["box"].append(min(boxes) >= 0.5)
                rights["words"].append(truth.words <= set(found.changes))
                rights["mirrored"].append(found.mirrored == truth.mirrored)
    share = {key: float(np.mean(some)) for key, some in rights.items()}
    return KindReport(
        kind,
        len(answers),
        float(np.mean([_hit(answer) for answer in answers])),
        *(share.get(key, float("nan")) for key in ("relation", "box", "words", "mirrored")),
    )


def details(answers: Sequence[Answer], trapped: Sequence[Trapped] = ()) -> list[str]:
    """A line for every miss, false alarm and wrong word, with file names."""
    lines = [
        f"trap         {one.trap} {one.number}: {one.relation} {one.confidence:.2f}" for one in trapped if one.joins
    ]
    for answer in answers:
        truth, kind = answer.truth, answer.item.kind or "as it is"
        right = next((found for found in answer.found if truth and found.name == truth.name), None)
        if truth and not (right and right.joins):
            said = f"said {right.relation} {right.confidence:.2f}" if right else "nothing said"
            lines.append(f"missed       {kind:24} {answer.item.path.name}: {said}")
        elif truth and right:
            lines += [f"{what:12} {kind:24} {answer.item.path.name}: {words}" for what, words in _wrong(truth, right)]
        for found in answer.found:
            if found.joins and not (truth and found.name == truth.name):
                where = f"{found.relation} {found.confidence:.2f} at {found.box_query}"
                lines.append(f"false alarm  {kind:24} {answer.item.path.name}: {where} with {found.name}")
    return sorted(lines)


def _wrong(truth: Truth, right: Found) -> list[tuple[str, str]]:
    out = []
    if right.relation not in truth.relations:
        out.append(("relation", f"said {right.relation}, is {' or '.join(truth.relations)}"))
    if right.mirrored != truth.mirrored:
        out.append(("mirrored", f"said {right.mirrored}"))
    if min(overlap(right.box_query, truth.box_query), overlap(right.box_reference, truth.box_reference)) < 0.5:
        boxes = f"said {right.box_query} and {right.box_reference}, is {truth.box_query} and {truth.box_reference}"
        out.append(("box", boxes))
    if missing := truth.words - set(right.changes):
        out.append(("words", f"not said: {', '.join(sorted(missing))}"))
    return out
