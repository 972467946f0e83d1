"""The page of a medium: the picture, its digest and names, what the file says of itself, copies, appearances."""

from __future__ import annotations

from itertools import islice

from firstseen.dossier.addresses import medium_address
from firstseen.dossier.comparisons import Comparison, comparison_of
from firstseen.dossier.pages import Pages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.regions import region_boxes
from firstseen.dossier.survey import ROWS_ON_PAGE, Survey
from firstseen.model.copies import Copy
from firstseen.model.records import CaseReading, MediumRecord

__all__ = ["write_medium"]

_MOST_DRAWN = 12  # copies drawn side by side on the page of a medium; all others are listed
_MOST_LISTED = 500  # copies listed: more are in data/copies.jsonl


def write_medium(case: CaseReading, medium: MediumRecord, survey: Survey, platforms: Platforms, pages: Pages) -> None:
    """Write the page of a medium."""
    copies = [record.copy for record in islice(case.copies(medium=medium.digest), _MOST_LISTED)]
    copies.sort(key=lambda copy: (-copy.confidence, copy.a, copy.b))
    drawn = [comparison for copy in copies[:_MOST_DRAWN] if (comparison := _comparison(case, copy, medium))]
    rows = list(islice(case.appearances(medium=medium.digest), ROWS_ON_PAGE))
    pages.write(
        medium_address(medium.digest),
        "medium.html",
        medium=medium,
        number=survey.group_numbers.get(medium.group) if medium.group else None,
        findings=survey.findings.about([medium.digest]),
        comparisons=drawn,
        listed=copies[_MOST_DRAWN:],
        rows=rows,
        region_boxes=region_boxes(medium, rows),
        platforms=platforms,
    )


def _comparison(case: CaseReading, copy: Copy, medium: MediumRecord) -> Comparison | None:
    other = case.medium(copy.b if copy.a == medium.digest else copy.a)
    if other is None:
        return None
    return comparison_of(copy, medium.digest, {medium.digest: medium, other.digest: other})
