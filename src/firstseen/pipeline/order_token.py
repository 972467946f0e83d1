"""When the order of a case has to be worked out anew."""

from __future__ import annotations

from sqlalchemy import Connection

from firstseen.catalog.evidence import input_token
from firstseen.pipeline.case import ReadCase
from firstseen.pipeline.steps import MATCH, MATCH_MOVING, ORDER
from firstseen.pipeline.trusted_time import stamps_token

__all__ = ["order_token"]


def order_token(connection: Connection, case: ReadCase) -> str:
    """A text that changes when anything changes that the order of the case rests on: the catalogue, trusted time, or
    one of the methods.
    """
    return input_token(connection, *ORDER, *MATCH, *MATCH_MOVING, *stamps_token(case.log.places))
