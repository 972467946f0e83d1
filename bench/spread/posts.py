"""The posts of a cascade: who showed which version when, how that is told, and what a careful reader can be sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from bench.copies.edits import Layouts
from bench.copies.edits.voices import Voice, voice_of
from bench.spread.cascade import Post
from bench.spread.platforms import BY_NAME, Platform, drawn, way_of_stating
from bench.spread.rendering import Rendered
from firstseen.sample.identifiers import address, post_id

__all__ = ["Numbers", "posts_of", "stated_as"]

_REPOSTS = 1.0
"""Mean of the further posts of each version's very file: as many as there are edits."""
_LINKED = 0.6
_REFERS = 0.15
_SAME_WORDS = 0.4
_CAPTURED = 0.15
_REMOTE = 0.2
_DRAFTS = 0.03
_LONGEST_WAIT = timedelta(days=400)
_ZONES = (-5, -3, 0, 1, 2, 3, 5, 8)
_ZONE_UNKNOWN = timedelta(hours=14)
_DAY = timedelta(hours=38)
"""A day somewhere on earth lasts from 14 hours before it begins in UTC to 12 hours after it ends."""


class Numbers:
    """Numbers that no two posts of a run share."""

    def __init__(self, start: int) -> None:
        self._next = start

    def take(self) -> int:
        """The next one."""
        self._next += 1
        return self._next


@dataclass(slots=True)
class _Writer:
    """Who writes the posts of one cascade."""

    chance: np.random.Generator
    voice: Voice
    numbers: Numbers

    def wait(self, hours: float, spread: float) -> timedelta:
        """A delay with a heavy tail: log-normal about a median of so many hours; at least a minute."""
        waited = timedelta(hours=float(np.exp(self.chance.normal(np.log(hours), spread))))
        return min(waited, _LONGEST_WAIT) + timedelta(minutes=1)

    def words(self) -> str:
        """What somebody writes to a picture."""
        script = self.voice.script(self.chance)
        running = self.voice.running(self.chance, int(self.chance.integers(3, 12)), script)
        return f"{self.voice.phrase(self.chance, script)}. {running}"

    def post(self, version: int, platform: Platform, when: datetime, text: str) -> Post:
        """A post as that platform makes it and as it is told; without links."""
        number = self.numbers.take()
        handle = f"{self.voice.name(self.chance).split()[0].lower()}_{number}"
        when = when.replace(microsecond=when.microsecond // 1000 * 1000)
        remote = platform.name == "mastodon" and self.chance.random() < _REMOTE
        made = self._identified(platform, when, remote=remote)
        identifier = post_id(platform.name, made, number) if platform.carries or platform.name == "telegram" else ""
        url = _address(platform, handle, identifier, number, remote=remote)
        earliest, latest = _by_identifier(platform, made, remote=remote)
        stated, ends = stated_as(way_of_stating(platform, self.chance), when, self.chance)
        if platform.name not in ("x", "mastodon") or remote:
            earliest, latest = _narrowed((earliest, latest), ends)
        captured = ""
        if self.chance.random() < _CAPTURED:
            by = when + self.wait(30, 1.2)
            captured, latest = _seconds(by), latest or by
        return Post(version, handle, platform.name, identifier, url, stated, captured, text, when, earliest, latest)

    def _identified(self, platform: Platform, when: datetime, *, remote: bool) -> datetime:
        if platform.name == "tiktok":
            return when - timedelta(seconds=float(self.chance.uniform(2, 50)))
        if platform.name == "instagram":
            hours = self.chance.uniform(2, 44) if self.chance.random() < _DRAFTS else self.chance.exponential(0.08)
            return when - timedelta(hours=min(float(hours), 44.0))
        if remote:
            return when + timedelta(seconds=float(self.chance.exponential(40)))
        return when


def posts_of(
    versions: Sequence[Rendered], begins: datetime, half: Layouts, numbers: Numbers, chance: np.random.Generator
) -> list[Post]:
    """All posts of all versions, those of withheld ones too, in the order of the versions; `begins`: the first post."""
    writer = _Writer(chance, voice_of(half), numbers)
    first: dict[int, Post] = {}
    out: list[Post] = []
    for one in versions:
        number, parent = one.made.number, one.made.parent
        taken = None if parent is None else first[parent]
        when = begins if taken is None else taken.when + writer.wait(4, 1.8)
        text = taken.text if taken and chance.random() < _SAME_WORDS else writer.words()
        post = writer.post(number, one.platform, when, text)
        if taken and taken.url and chance.random() < _REFERS:
            post = replace(post, links=(("quotes", taken.url),))
        first[number] = post
        out.append(post)
        out += _reposts(post, writer)
    return out


def _reposts(post: Post, writer: _Writer) -> list[Post]:
    """The same file shown again: passed on within the platform, or put up elsewhere as it is."""
    out: list[Post] = []
    for _ in range(int(writer.chance.poisson(_REPOSTS))):
        of = post if not out or writer.chance.random() < 0.6 else out[-1]
        inside = writer.chance.random() < 0.7
        platform = BY_NAME[of.platform] if inside else drawn(writer.chance)
        text = of.text if writer.chance.random() < 0.7 else writer.words()
        again = writer.post(of.version, platform, of.when + writer.wait(2, 2.0), text)
        if of.url and inside and writer.chance.random() < _LINKED:
            column = "repost_of" if writer.chance.random() < 0.8 else platform.passes_on
            again = replace(again, links=((column, of.url),))
        out.append(again)
    return out


def stated_as(way: str, when: datetime, chance: np.random.Generator) -> tuple[str, tuple[datetime | None, ...]]:
    """An instant as it is told in one of the ways, and the ends of what that leaves possible."""
    if way == "":
        return "", (None, None)
    whole = when.replace(microsecond=0)
    if way == "utc":
        return _seconds(when), (whole, whole + timedelta(seconds=1))
    local = whole.astimezone(timezone(timedelta(hours=_ZONES[int(chance.integers(len(_ZONES)))])))
    if way == "zone":
        return local.isoformat(), (whole, whole + timedelta(seconds=1))
    naive = local.replace(tzinfo=UTC)
    if way == "local":
        return f"{local:%Y-%m-%d %H:%M:%S}", (naive - _ZONE_UNKNOWN, naive + _ZONE_UNKNOWN)
    day = naive.replace(hour=0, minute=0, second=0)
    return f"{local:%Y-%m-%d}", (day - _ZONE_UNKNOWN, day + _DAY)


def _seconds(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _by_identifier(platform: Platform, made: datetime, *, remote: bool) -> tuple[datetime | None, datetime | None]:
    if not platform.carries:
        return None, None
    if remote:
        return None, made
    if platform.name == "tiktok":
        return made, None
    if platform.name == "instagram":
        return made - timedelta(hours=1), made + timedelta(days=7)
    return made, made


def _narrowed(
    ends: tuple[datetime | None, datetime | None], more: tuple[datetime | None, ...]
) -> tuple[datetime | None, datetime | None]:
    earliest = max((end for end in (ends[0], more[0]) if end), default=None)
    latest = min((end for end in (ends[1], more[1]) if end), default=None)
    return earliest, latest


def _address(platform: Platform, handle: str, identifier: str, number: int, *, remote: bool) -> str:
    if not platform.addressed:
        return ""
    if platform.name == "facebook":
        return f"https://www.facebook.com/{handle}/posts/{10**14 + number * 7919}"
    if remote:
        return f"https://mastodon.social/@{handle}@elsewhere.example/{identifier}"
    return address(platform.name, handle, identifier)
