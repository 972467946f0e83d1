from __future__ import annotations

import pytest

from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.questions import Question, answers, question_of


def test_the_questions_are_in_the_order_an_editor_asks() -> None:
    assert [question.name for question in Question] == ["WHAT", "AGE", "FIRST", "MISSING", "CONTRADICTS"]


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("older_than_event", Question.AGE),
        ("missing_ancestor", Question.MISSING),
        ("cropped_context", Question.MISSING),
        ("declared_source", Question.WHAT),
        ("time_contradiction", Question.CONTRADICTS),
        ("conflicting_words", Question.CONTRADICTS),
        ("daylight", Question.CONTRADICTS),
        ("a kind of a later version", Question.CONTRADICTS),
    ],
)
def test_each_kind_answers_its_question(kind: str, question: Question) -> None:
    assert question_of(kind) is question


def test_no_finding_is_lost() -> None:
    findings = [Finding(f"f-{kind}", kind, Outcome.FOUND, ("g",), "So.", (), "m", "1") for kind in FindingKind]
    told = answers(findings)
    assert list(told) == list(Question)
    assert sorted(one.id for some in told.values() for one in some) == sorted(one.id for one in findings)
