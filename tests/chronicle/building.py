"""Appearances made by hand for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.chronicle.order import order
from firstseen.model.copies import Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts, TrackFacts
from firstseen.model.pictures import Metadata
from firstseen.model.records import CaseFacts
from firstseen.model.time import StatedTime, TimeRole

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = datetime(2022, 6, 1, tzinfo=UTC)


def at(day: int, hour: int = 12, *, month: int = 6, year: int = 2022) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def x_id(time: datetime) -> str:
    return str((round(time.timestamp() * 1000) - 1288834974657) << 22)


def tiktok_id(time: datetime) -> str:
    return str(int(time.timestamp()) << 32)


def instagram_id(time: datetime) -> str:
    return str((round(time.timestamp() * 1000) - 1314220021721) << 23)


def mastodon_id(time: datetime) -> str:
    return str(round(time.timestamp() * 1000) << 16)


def bluesky_id(time: datetime) -> str:
    value, signs = round(time.timestamp() * 1_000_000) << 10, ""
    for _ in range(13):
        value, digit = divmod(value, 32)
        signs = "234567abcdefghijklmnopqrstuvwxyz"[digit] + signs
    return signs


def says(role: TimeRole, text: str | datetime, where: str | None = None, zone: str | None = None) -> StatedTime:
    return StatedTime(role, text if isinstance(text, str) else text.isoformat(), where or f"column {role.value}", zone)


def published(text: str | datetime) -> StatedTime:
    return says(TimeRole.PUBLISHED, text)


def captured(text: str | datetime) -> StatedTime:
    return says(TimeRole.CAPTURED, text, "WARC-Date")


def taken(text: str, zone: str | None = None) -> Metadata:
    return Metadata(times=(says(TimeRole.TAKEN, text, "EXIF DateTimeOriginal", zone),))


def show(
    appearance: str,
    *times: StatedTime,
    medium: str | None = "m",
    group: str | None = "g",
    platform: str | None = None,
    post_id: str | None = None,
    url: str | None = None,
    name: str | None = "a/picture.jpg",
    metadata: Metadata | None = None,
    author: str | None = None,
    media_url: str | None = None,
    item: str | None = None,
) -> ShownEvidence:
    return ShownEvidence(
        appearance, item or f"i-{appearance}", medium, group, platform, post_id, url, times, name, metadata, author,
        media_url,
    )  # fmt: skip


def on_x(appearance: str, time: datetime, *times: StatedTime, author: str = "ana", **more: str | None) -> ShownEvidence:
    number = x_id(time)
    url = f"https://x.com/{author}/status/{number}"
    return show(appearance, *times, platform="x", post_id=number, url=url, author=author, **more)  # type: ignore[arg-type]


def ordered(
    shown: Sequence[ShownEvidence],
    copies: Iterable[Copy] = (),
    *,
    start: datetime | None = START,
    moving: Mapping[Digest, MovingFacts] | None = None,
) -> Chronicle:
    groups: dict[str, set[str]] = {}
    for one in shown:
        if one.group and one.medium:
            groups.setdefault(one.group, set()).add(one.medium)
    members = {group: tuple(sorted(media)) for group, media in groups.items()}
    return order(CaseFacts("case", start=start), shown, members, list(copies), moving=moving, now=NOW)


def running(seconds: float, *shots: float, heard: bool = True, seen: bool = True) -> MovingFacts:
    """What is known of a video or a sound; `shots`: where they begin, after the first."""
    tracks = [TrackFacts(kind, None, seconds) for kind, is_there in (("picture", seen), ("sound", heard)) if is_there]
    size = (640, 360) if seen else (0, 0)
    return MovingFacts(
        "MP4", "video/mp4", seconds, *size, 0, 25.0, tuple(tracks), (0.0, *shots) if seen else (), Metadata(), ()
    )


def copy_of(a: str, b: str, *, mirrored: bool = True, relation: Relation = Relation.COPY) -> Copy:
    return Copy(a, b, relation, 0.9, mirrored, None, None, None, None, (), "they match")


SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
