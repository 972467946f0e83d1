"""What `trace` has left to do in a case, by step."""

from __future__ import annotations

from firstseen.pipeline.case import ReadCase
from firstseen.pipeline.measuring import unmeasured
from firstseen.pipeline.order_token import order_token
from firstseen.pipeline.reading import unread
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, MATCH, MATCH_MOVING, ORDERED

__all__ = ["left_to_do"]


def left_to_do(case: ReadCase) -> dict[str, int]:
    """How many media wait to be examined, matched, measured and read, and 1 for an order that is out of date."""
    pages = unread(case)
    examine = case.reading.unexamined()
    with case.read_engine.connect() as connection:
        stale = case.reading.state(ORDERED) != order_token(connection, case)
    match = case.reading.waiting(*MATCH, after=EXAMINE)
    match += case.reading.waiting(*MATCH_MOVING, after=EXAMINE_MOVING) + examine
    return {
        "examine": examine,
        "match": match,
        "measure": len(unmeasured(case)),
        "read": 0 if pages.missing else pages.pages,
        "order": int(stale),
    }
