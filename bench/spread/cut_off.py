"""What was told as cut off, held against what each version truly shows of its base photograph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.spread.cascade import Cascade, Made, area, common
from bench.spread.truth import LEGIBLE
from firstseen.model.findings import Finding

__all__ = ["Claim", "claims_of", "lacks", "to_be_found"]

NEAR = 0.05
"""How far a share that is told may be from the truth."""
PLAIN = 0.08
"""Share of what another version shows from which a version plainly lacks it."""

_FULLER = re.compile(r"Of the photograph that (\S+) shows, ")
_LACKS = re.compile(r"(\S+) lacks (\d+) %")


@dataclass(frozen=True, slots=True)
class Claim:
    """That the file `less` lacks a share of what the file `fuller` shows; files by name."""

    less: str
    fuller: str
    share: float

    def is_right(self, named: dict[str, tuple[Cascade, Made]]) -> bool:
        """Whether both are versions of one photograph, and the share is near the truth."""
        if self.less not in named or self.fuller not in named:
            return False
        (one, less), (other, fuller) = named[self.less], named[self.fuller]
        return one is other and abs(lacks(less, fuller) - self.share) <= NEAR


def claims_of(findings: Iterable[Finding]) -> Iterator[Claim]:
    """All that the sentences of these findings say."""
    for finding in findings:
        _, *parts = _FULLER.split(finding.reason)
        for fuller, said in zip(parts[::2], parts[1::2], strict=True):
            yield from (Claim(less, fuller, int(share) / 100) for less, share in _LACKS.findall(said))


def lacks(less: Made, fuller: Made) -> float:
    """The share of what the one shows that the other does not."""
    return 1 - common(less.outline, fuller.outline) / max(area(fuller.outline), 1e-9)


def to_be_found(cascade: Cascade) -> Iterator[Made]:
    """The collected versions, pages left out, that plainly lack something that another one shows."""
    plain = [one for one in cascade.collected if not one.page and one.side >= LEGIBLE]
    for one in plain:
        if any(lacks(one, other) >= PLAIN for other in plain if other is not one):
            yield one
