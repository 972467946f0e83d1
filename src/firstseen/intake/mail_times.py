"""When a mail was sent and received, as its head says: by the sender's clock, and by that of each server it passed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstseen.intake.mime.headers import Head
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["mail_times"]

_MOST_HOPS = 30
_BY = re.compile(r"\bby\s+([A-Za-z0-9._:\[\]-]{1,200})")
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")
_LONGEST = 200


def mail_times(head: Head) -> Iterator[StatedTime]:
    """`Date` is the sender's word. Each `Received` says by when the mail existed; the first was added last.

    Only the servers of the one who received it can be trusted: the lower lines can be made up by the sender.
    """
    if date := head.one("Date"):
        yield StatedTime(TimeRole.PUBLISHED, _plain(date), "Date, by the sender's clock")
    received = head.all("Received")
    for number, line in enumerate(received[:_MOST_HOPS], 1):
        stated, sign, when = line.rpartition(";")
        if sign and when.strip():
            by = _BY.search(stated)
            server = f" by {by[1]}" if by else ""
            yield StatedTime(TimeRole.CAPTURED, _plain(when), f"Received {number} of {len(received)}{server}")


def _plain(text: str) -> str:
    return _COMMENT.sub("", text.strip()[:_LONGEST]).strip()
