from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from firstseen.cli.summary import MOST_OF_KIND, tell_summary
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.records import CaseFacts, FindingRecord


class Reading:
    """As much of a case as the summary asks for."""

    def __init__(self, *kinds: FindingKind) -> None:
        self._kinds = kinds

    def facts(self) -> CaseFacts:
        return CaseFacts("a case")

    def counts(self) -> dict[str, int]:
        return {"media": 3, "groups": 2, "appearances": 4, "copies": 1}

    def groups(self) -> Iterator[Any]:
        return iter(())

    def findings(self) -> Iterator[FindingRecord]:
        for number, kind in enumerate(self._kinds):
            finding = Finding(f"f-{number}", kind, Outcome.FOUND, (), f"Reason {number}.", (), "m", "1")
            yield FindingRecord(finding, ())


def told(capsys: pytest.CaptureFixture[str], *kinds: FindingKind) -> list[str]:
    tell_summary(Reading(*kinds))  # type: ignore[arg-type]
    return capsys.readouterr().out.splitlines()


def test_many_findings_of_one_kind_do_not_hide_another(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, *[FindingKind.CROPPED_CONTEXT] * 20, FindingKind.OTHER_SOUND)
    assert sum("CUT OFF" in line for line in lines) == MOST_OF_KIND
    assert any(line == "  OTHER SOUND  Reason 20." for line in lines)
    assert "    … and 18 more of this kind" in lines
    assert "  All of them: firstseen list CASE findings" in lines


def test_few_findings_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, FindingKind.MIRRORED, FindingKind.OTHER_SOUND)
    assert "  OTHER SOUND  Reason 1." in lines
    assert not any("more of this kind" in line or "All of them" in line for line in lines)
