"""What the time inside an identifier means: each platform's own rule, and how far it agrees with stated times.

How far identifiers agree with the times platforms state was measured on posts that were really collected:
X 20,461 of 20,469 within 2 s; Mastodon 2,685 of 2,685 within 2 s; TikTok 62 of 64 published at most 60 s after;
Instagram 36 of 39 within the hour, one 45 hours later; Bluesky 394 of 395 within 2 s, one 26 s before.
`tests/chronicle/times/test_real_identifiers.py` repeats it on the inputs that tests have, no Mastodon post among them
(docs/benchmarks.md).
The address of a picture on X holds an identifier too: of 70 none was uploaded after its post, the oldest five years
before (pictures are used again), so it limits the earliest alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

__all__ = ["RULES", "Maker", "Rule"]

_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)
_AGREES_WITHIN = timedelta(seconds=3)
"""X and Mastodon agreed within 2 s; one more for seconds that were cut."""
_TIKTOK_EARLIER = timedelta(seconds=60)
"""No TikTok post of 64 was published before its identifier's time; a minute for clocks."""
_CLIENT_AGREES = timedelta(minutes=10)
"""Both times of a Bluesky post come from the author's program: within 27 s in 395 records; room for drafts."""
_DRAFT_LATE = timedelta(days=7)
"""The longest wait between upload and publication among 39 Instagram posts was 45 hours; well clear of that."""


class Maker(IntEnum):
    """Whose clock made the identifier: lower is more to be trusted."""

    PLATFORM = 0
    CLIENT = 1
    SYSTEM = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of identifier.

    - `named`: in words, for sentences ("X post identifier").
    - `meaning`: what the platform did at that instant ("was created").
    - `maker`: whose clock.
    - `begins`: before this the scheme was not in use.
    - `before`, `after`: how far before and after the instant the publication can be (None: not limited).
    - `usual_after`: publication usually follows within this, but not surely (None: nothing is known).
    - `late_by`: how much later than `usual_after` it may be, when something depends on it.
    - `agrees_before`, `agrees_after`: how much earlier or later a stated time can be and still agree (None: any).
    - `surely_earlier`: whether a stated time that is too early surely contradicts.
    """

    named: str
    meaning: str
    maker: Maker
    begins: datetime
    before: timedelta | None = timedelta(0)
    after: timedelta | None = _SECOND
    usual_after: timedelta | None = None
    late_by: timedelta = timedelta(0)
    agrees_before: timedelta | None = _AGREES_WITHIN
    agrees_after: timedelta | None = _AGREES_WITHIN
    surely_earlier: bool = True


def _day(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _made_by_a_system(named: str, begins: datetime) -> Rule:
    """An identifier of a public standard on a platform without a rule of its own: its maker's clock."""
    return Rule(
        named,
        "was made, by the clock of whoever made it",
        Maker.SYSTEM,
        begins,
        after=None,
        usual_after=_HOUR,
        late_by=_DRAFT_LATE,
        agrees_before=None,
        agrees_after=None,
    )


RULES = {
    "x": Rule("X post identifier", "was created", Maker.PLATFORM, _day(2010, 11, 4)),
    "x_media": Rule(
        "X media identifier", "was uploaded", Maker.PLATFORM, _day(2010, 11, 4), after=None, agrees_after=None
    ),
    "mastodon": Rule(
        "Mastodon status identifier",
        "was created (or received, if it came from another server)",
        Maker.PLATFORM,
        _day(2016),
        surely_earlier=False,
    ),
    "mastodon_remote": Rule(
        "Mastodon status identifier",
        "was received from another server",
        Maker.PLATFORM,
        _day(2016),
        before=None,
        agrees_before=None,
    ),
    "tiktok": Rule(
        "TikTok video identifier",
        "began to be uploaded",
        Maker.PLATFORM,
        _day(2016),
        after=None,
        agrees_before=_TIKTOK_EARLIER,
        agrees_after=None,
    ),
    # The scheme's own epoch is 24 August 2011; counted identifiers from before would fall on its first day.
    "instagram": Rule(
        "Instagram media identifier",
        "was uploaded",
        Maker.PLATFORM,
        _day(2011, 8, 26),
        before=_HOUR,
        after=None,
        usual_after=_HOUR,
        late_by=_DRAFT_LATE,
        agrees_before=_HOUR,
        agrees_after=None,
    ),
    "bluesky": Rule(
        "Bluesky record key",
        "was written by the author's program, by its own clock",
        Maker.CLIENT,
        _day(2021),
        agrees_before=_CLIENT_AGREES,
        agrees_after=_CLIENT_AGREES,
    ),
    "discord": Rule("Discord message identifier", "was created", Maker.PLATFORM, _day(2015, 1, 2)),
    "discord_media": Rule(
        "Discord attachment identifier", "was uploaded", Maker.PLATFORM, _day(2015, 1, 2), after=None, agrees_after=None
    ),
    "uuid": _made_by_a_system("UUID", _day(2006)),
    "ulid": _made_by_a_system("ULID", _day(2006)),
    "object_id": _made_by_a_system("MongoDB ObjectId", _day(2009)),
}
"""The kinds of identifier by name."""
