"""What an editor asks of a group, in the order in which it is asked, and which kind of finding answers which."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from firstseen.model.findings import Finding

__all__ = ["Question", "answers", "question_of"]


class Question(StrEnum):
    """A question, in words; the order is that of the answers."""

    WHAT = "What is it?"
    AGE = "How old is it at least?"
    FIRST = "Where was it first seen, and how sure is that?"
    MISSING = "What is missing?"
    CONTRADICTS = "What contradicts?"


_ANSWERS: Final = {
    "older_than_event": Question.AGE,
    "missing_ancestor": Question.MISSING,
    "cropped_context": Question.MISSING,
    "mirrored": Question.WHAT,
    "altered": Question.WHAT,
    "declared_source": Question.WHAT,
    "other_sound": Question.WHAT,
    "speed_changed": Question.WHAT,
    "still_from_video": Question.WHAT,
    "recut": Question.MISSING,
}


def question_of(kind: str) -> Question:
    """The question that a kind of finding answers; a kind that is not known here contradicts."""
    return _ANSWERS.get(kind, Question.CONTRADICTS)


def answers(findings: Iterable[Finding]) -> dict[Question, list[Finding]]:
    """The findings by question, in the order given; every question is there."""
    found: dict[Question, list[Finding]] = {question: [] for question in Question}
    for finding in findings:
        found[question_of(finding.kind.value)].append(finding)
    return found
