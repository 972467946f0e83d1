"""Identifiers of posts that were really collected, against the times their platforms state; it is printed."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.chronicle.times.records_in_car import records_in_car

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.order import order
from firstseen.chronicle.times.identifier_rules import RULES
from firstseen.chronicle.times.identifiers import media_identifier_time, post_identifier_time
from firstseen.chronicle.times.standard_ids import uuid_microseconds
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.intake.warc import WarcReader
from firstseen.model.findings import Outcome
from firstseen.model.items import Item, ItemKind
from firstseen.model.records import CaseFacts
from firstseen.model.time import BoundKind, StatedTime, TimeRole

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def zeeschuimer(real_inputs: Path, platform: str) -> Iterator[dict[str, Any]]:
    (path,) = (real_inputs / "exports" / "zeeschuimer").glob(f"*{platform}*.ndjson")
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def after_identifier(platform: str, post_id: str, stated: datetime) -> float:
    """Seconds from the identifier's time to the stated time."""
    found = post_identifier_time(platform, post_id, None, now=NOW)
    assert found is not None
    return (stated - found.time).total_seconds()


def test_every_post_of_viral64_rests_on_its_identifier(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (real_inputs / "viral64" / "posts.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    shown = [
        ShownEvidence(
            appearance=f"a{number}",
            item=f"i{number}",
            medium=None,
            group=row["about"] or "none",
            platform=row["platform"],
            post_id=row["post_id"],
            url=row["url"],
            times=(StatedTime(TimeRole.PUBLISHED, row["published"], "column published"),) if row["published"] else (),
        )
        for number, row in enumerate(rows)
    ]
    chronicle = order(CaseFacts("viral64"), shown, {}, [], now=NOW)
    assert len(chronicle.spans) == 721
    for span in chronicle.spans.values():
        deciding = {bound.kind for bound in span.basis if bound.time in (span.earliest, span.latest)}
        assert BoundKind.POST_ID in deciding
        assert span.earliest is not None
        assert span.latest == span.earliest + timedelta(seconds=1)
    apart = [
        after_identifier("x", row["post_id"], datetime.fromisoformat(row["published"]))
        for row in rows
        if row["published"]
    ]
    assert len(apart) == 711
    assert max(abs(seconds) for seconds in apart) <= 3
    assert {one.outcome for one in chronicle.findings} == {Outcome.NOT_FOUND}
    assert chronicle.notes == {}
    with capsys.disabled():
        print(f"\nX, viral64: {len(apart)} posts, stated {min(apart):+.3f} to {max(apart):+.3f} s from the identifier")


def test_identifiers_without_platform_are_read_from_the_address(real_inputs: Path) -> None:
    with (real_inputs / "viral64" / "posts.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            by_number = post_identifier_time("x", row["post_id"], None, now=NOW)
            assert by_number is not None
            assert post_identifier_time(None, None, row["url"], now=NOW) == by_number


def test_x_posts_collected_with_zeeschuimer(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart, uploads = [], []
    for line in zeeschuimer(real_inputs, "twitter"):
        legacy = line["data"]["legacy"]
        stated = parsedate_to_datetime(legacy["created_at"])
        apart.append(after_identifier("twitter.com", line["item_id"], stated))
        for medium in legacy["entities"].get("media", []):
            uploaded = media_identifier_time(medium["media_url_https"], now=NOW)
            if uploaded is not None:
                uploads.append((stated - uploaded.time).total_seconds())
    assert len(apart) == 77
    assert max(abs(seconds) for seconds in apart) <= 2
    assert len(uploads) >= 20
    assert min(uploads) > -2, "a picture is uploaded before it is posted"
    with capsys.disabled():
        print(f"\nX, Zeeschuimer: {len(apart)} posts, {min(apart):+.3f} to {max(apart):+.3f} s")
        print(f"X media addresses: {len(uploads)} uploaded {min(uploads):.0f} to {max(uploads):.0f} s before the post")


def test_tiktok_posts_begin_at_their_identifier(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart = [
        after_identifier("tiktok.com", line["item_id"], datetime.fromtimestamp(line["data"]["createTime"], UTC))
        for line in zeeschuimer(real_inputs, "tiktok")
    ]
    within = sum(1 for seconds in apart if 0 <= seconds <= 60)
    with capsys.disabled():
        print(f"\nTikTok: {within} of {len(apart)} within 60 s, none earlier than {min(apart):+.0f} s")
    assert len(apart) == 64
    assert within == 62
    assert min(apart) >= 0


def test_instagram_posts_are_within_the_hour(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart = []
    for line in zeeschuimer(real_inputs, "instagram"):
        data = line["data"]
        stated = datetime.fromtimestamp(data["taken_at"], UTC)
        by_code = after_identifier("instagram", data["code"], stated)
        assert after_identifier("instagram.com", line["item_id"], stated) == by_code
        apart.append(by_code)
    within = sum(1 for seconds in apart if abs(seconds) <= 3600)
    with capsys.disabled():
        print(f"\nInstagram: {within} of {len(apart)} within the hour, {min(apart):+.0f} to {max(apart):+.0f} s")
    assert (within, len(apart)) == (36, 39)
    assert min(apart) >= -3600
    assert max(apart) <= 7 * 86400


def records(thing: object) -> Iterator[tuple[str, str]]:
    """The address and the stated time of every Bluesky record inside a JSON document."""
    if isinstance(thing, dict):
        record = thing.get("record") or thing.get("value")
        if "uri" in thing and isinstance(record, dict) and "createdAt" in record:
            yield thing["uri"], record["createdAt"]
        for inner in thing.values():
            yield from records(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from records(inner)


def test_bluesky_record_keys(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (real_inputs / "exports" / "bluesky" / "thread_view_post_with_embed_media.json").read_text("utf-8")
    apart = [
        after_identifier("bluesky", uri, datetime.fromisoformat(stated)) for uri, stated in records(json.loads(text))
    ]
    with capsys.disabled():
        print(f"\nBluesky: {len(apart)} records, {min(apart):+.3f} to {max(apart):+.3f} s")
    assert len(apart) == 2
    assert max(abs(seconds) for seconds in apart) < 1


def test_bluesky_repositories(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every kind of record has a key that holds its time, not the posts alone."""
    apart: dict[tuple[str, str], float] = {}
    for path in sorted((real_inputs / "exports" / "bluesky").glob("*.car")):
        for name, record in records_in_car(path.read_bytes()):
            key = name.rpartition("/")[2]
            if "createdAt" in record and key != "self":
                stated = datetime.fromisoformat(record["createdAt"])
                apart[path.name, name] = after_identifier("bluesky", key, stated)
    posts = sum(name.startswith("app.bsky.feed.post/") for _, name in apart)
    within = sum(abs(seconds) <= 2 for seconds in apart.values())
    with capsys.disabled():
        print(
            f"\nBluesky, repositories: {within} of {len(apart)} records ({posts} posts) within 2 s, "
            f"{min(apart.values()):+.3f} to {max(apart.values()):+.3f} s"
        )
    assert (within, len(apart), posts) == (392, 393, 133)
    assert max(abs(seconds) for seconds in apart.values()) < 60


def test_x_posts_of_an_archive(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posts = json.loads((real_inputs / "exports" / "x" / "tests" / "tweets.json").read_text("utf-8"))
    apart = [after_identifier("x", one["id_str"], parsedate_to_datetime(one["created_at"])) for one in posts]
    with capsys.disabled():
        print(f"\nX, interface: {len(apart)} posts, {min(apart):+.3f} to {max(apart):+.3f} s")
    assert len(apart) == 3
    assert max(abs(seconds) for seconds in apart) <= 2


def archived_posts(real_inputs: Path) -> list[Item]:
    """The posts on the archived page of X, as the program reads them."""
    (path,) = (real_inputs / "webarchives").rglob("netpreserve-twitter.warc")
    source = Source(FolderTree(path.parent), path.name)
    return [one for one in WarcReader().read(source, ReadOptions()) if isinstance(one, Item)]


def test_posts_on_an_archived_page_of_x(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart, uploads = [], []
    for item in archived_posts(real_inputs):
        if item.kind is not ItemKind.POST or item.post_id is None:
            continue
        stated = [time.text for time in item.times if time.role is TimeRole.PUBLISHED]
        found = post_identifier_time(item.platform, item.post_id, item.url, now=NOW)
        assert found is not None
        apart += [(datetime.fromisoformat(text) - found.time).total_seconds() for text in stated]
        for medium in item.media:
            uploaded = media_identifier_time(medium.url, now=NOW)
            if uploaded is not None:
                uploads.append((found.time - uploaded.time).total_seconds())
    with capsys.disabled():
        print(f"\nX, archived page: {len(apart)} posts, {min(apart):+.3f} to {max(apart):+.3f} s")
        print(f"X media addresses on it: {len(uploads)} uploaded {min(uploads):.0f} to {max(uploads):.0f} s before")
    assert len(apart) >= 20
    assert max(abs(seconds) for seconds in apart) <= 2
    assert min(uploads) > 0


def test_what_an_archived_page_holds_does_not_contradict_its_capture(real_inputs: Path) -> None:
    items = archived_posts(real_inputs)
    shown = [
        ShownEvidence(
            appearance=f"a{number}",
            item=item.key,
            medium=None,
            group=None,
            platform=item.platform,
            post_id=item.post_id,
            url=item.url,
            times=item.times,
            kind=item.kind,
            links=item.links,
        )
        for number, item in enumerate(items)
    ]
    assert sum(len(one.links) for one in shown) >= 20
    assert [
        one for one in order(CaseFacts("page"), shown, {}, [], now=NOW).findings if one.outcome is Outcome.FOUND
    ] == []


def test_retweets_are_after_what_they_repeat(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The post that a retweet, quote or reply of the collected ones names was created before it, by the identifiers."""
    waits = []
    for line in zeeschuimer(real_inputs, "twitter"):
        legacy = line["data"]["legacy"]
        for field in ("in_reply_to_status_id_str", "quoted_status_id_str", "retweeted_status_id_str"):
            if other := legacy.get(field):
                before = post_identifier_time("x", other, None, now=NOW)
                this = post_identifier_time("x", line["item_id"], None, now=NOW)
                assert before is not None
                assert this is not None
                waits.append((this.time - before.time).total_seconds())
    with capsys.disabled():
        print(f"\nX, references: {len(waits)}, {min(waits):.0f} to {max(waits):.0f} s after the post they refer to")
    assert waits
    assert min(waits) > 0


_RECORD = re.compile(rb"WARC/1\.[01]\r\n(?:[\w-]+:[^\r\n]*\r\n){1,40}")
_FIELD = re.compile(rb"(WARC-Record-ID|WARC-Date): *<?([^\r\n>]+)")


def warc_records(real_inputs: Path) -> dict[str, str]:
    """Identifier and stated date of the records of all web archives, as their crawlers wrote them."""
    found: dict[str, str] = {}
    for path in sorted((real_inputs / "webarchives").rglob("*")):
        if not path.is_file() or path.suffix not in (".warc", ".gz", ".wacz"):
            continue
        for data in _unpacked(path):
            for head in _RECORD.findall(data):
                fields = {name: value.decode() for name, value in _FIELD.findall(head)}
                if len(fields) == 2:
                    found[fields[b"WARC-Record-ID"]] = fields[b"WARC-Date"]
    return found


def _unpacked(path: Path) -> Iterator[bytes]:
    with contextlib.suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile):
        if path.suffix == ".wacz":
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if ".warc" in name]
                parts = [package.read(name) for name in names]
            yield from (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in parts)
        else:
            yield gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_identifiers_of_web_archive_records(real_inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """UUIDs of version 1, which warcio's crawlers gave their records, against the date that the record states."""
    apart = []
    for identifier, stated in warc_records(real_inputs).items():
        made = uuid_microseconds(identifier)
        if made is not None:
            apart.append((datetime.fromisoformat(stated).timestamp()) - made / 1_000_000)
    apart.sort()
    within = sum(abs(seconds) <= 60 for seconds in apart)
    with capsys.disabled():
        print(f"\nUUID version 1: {within} of {len(apart)} web archive records within 60 s, "
              f"{apart[0]:+.3f} to {apart[-1]:+.3f} s")  # fmt: skip
    assert (within, len(apart)) == (71, 71)


POSTS_OF_NOBODY = {"mastodon", "mastodon_remote", "discord", "discord_media", "ulid", "object_id"}
"""Kinds of identifier of which the real inputs hold no post: their rules are tested by the standards' own examples."""


def test_every_rule_is_held_against_real_posts_where_there_are_any(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nNo real posts, rules tested by examples alone: {', '.join(sorted(POSTS_OF_NOBODY))}")
    assert set(RULES) == {"x", "x_media", "tiktok", "instagram", "bluesky", "uuid"} | POSTS_OF_NOBODY
