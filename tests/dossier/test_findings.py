from firstseen.dossier.findings import Findings
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.records import FindingRecord


def finding(number: int, kind: FindingKind, outcome: Outcome, *about: str) -> FindingRecord:
    return FindingRecord(Finding(f"f-{number}", kind, outcome, about, "reason", ("e-1",), "method", "1"))


FINDINGS = Findings(
    [
        finding(1, FindingKind.MIRRORED, Outcome.FOUND, "g-1", "m-1"),
        finding(2, FindingKind.MIRRORED, Outcome.FOUND, "g-1", "m-2"),
        finding(3, FindingKind.MIRRORED, Outcome.FOUND, "g-2"),
        finding(4, FindingKind.OLDER_THAN_EVENT, Outcome.FOUND, "g-1"),
        finding(5, FindingKind.MIRRORED, Outcome.FOUND, "m-9"),
        finding(6, FindingKind.MIRRORED, Outcome.FOUND, "m-9"),
        finding(7, FindingKind.OLDER_THAN_EVENT, Outcome.NOT_FOUND, "g-2"),
    ]
)


def test_many_of_one_kind_in_one_group_are_told_once() -> None:
    told = [(one.id, more) for one, more in FINDINGS.bundled({"g-1", "g-2"})]
    assert told == [("f-1", 1), ("f-3", 0), ("f-4", 0), ("f-5", 0), ("f-6", 0)]


def test_each_finding_is_given_once_in_the_order_of_the_case() -> None:
    assert [one.id for one in FINDINGS.about(["m-2", "g-2", "g-1", "nothing"])] == ["f-1", "f-2", "f-3", "f-4", "f-7"]
    assert FINDINGS.mentioned() == {"g-1", "g-2", "m-1", "m-2", "m-9", "e-1"}
