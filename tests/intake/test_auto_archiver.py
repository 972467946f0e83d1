"""auto-archiver: cells that are Python, JSON, the sheet, files that moved, hashes without zeros, time-stamps."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.drawing import jpeg, photograph
from tests.exports.auto_archiver import medium, result, sheet, table, time_stamp

from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.model.items import Author, Item, ItemKind, Noticed, NoticeKind, Refusal, SourceRead
from firstseen.model.time import TimeRole

URL = "https://x.com/reporter/status/1496716168920547331"
PICTURE = jpeg(photograph(1))


def _read(folder: Path, text: str, name: str = "db.csv") -> list[Found]:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return list(read_path(folder / name, ReadOptions()))


def _items(found: list[Found]) -> list[Item]:
    return [one for one in found if isinstance(one, Item)]


def _noticed(found: list[Found]) -> dict[tuple[NoticeKind, str], int]:
    return {(one.kind, one.what): one.count for one in found if isinstance(one, Noticed)}


def _refused(found: list[Found]) -> list[Refusal]:
    return [one for one in found if isinstance(one, Refusal)]


def _stored(folder: Path, name: str, data: bytes = PICTURE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _json(one: dict[str, Any]) -> str:
    return json.dumps(one, default=lambda value: value.isoformat() if isinstance(value, datetime) else str(value))


@pytest.mark.parametrize("shape", ["table", "json"])
def test_a_result_is_read_whole(tmp_path: Path, shape: str) -> None:
    _stored(tmp_path, "local_archive/x/a1.jpg")
    shown = medium(
        "/tmp/tmpab/a1.jpg",
        ["local_archive/x/a1.jpg"],
        hash="SHA3-512:ab",
        pdq_hash="f" * 60,
        src="https://pbs.example/a1.jpg",
    )
    one = result(URL, [shown], place="Kharkiv")
    found = _read(tmp_path, table([one]) if shape == "table" else _json(one))
    (item,) = _items(found)
    assert (item.platform, item.post_id, item.url) == ("x", "1496716168920547331", URL)
    assert (item.title, item.text) == ('it\'s "here"', "Вибух\n💥 \\ end")
    assert item.author == Author("7", "reporter", "Оксана")
    assert [(time.role, time.text) for time in item.times] == [
        (TimeRole.PUBLISHED, "2022-02-24T05:07:00+00:00"),
        (TimeRole.CAPTURED, "2024-01-02T03:04:05.000678+00:00"),
    ]
    assert [(one.name, one.missing, one.url) for one in item.media] == [
        ("local_archive/x/a1.jpg", None, "https://pbs.example/a1.jpg")
    ]
    assert item.extra["pdq_hash of local_archive/x/a1.jpg"] == "0000" + "f" * 60  # the zeros that were lost
    assert item.extra["hash of local_archive/x/a1.jpg"] == "SHA3-512:ab"
    assert (item.extra["status"], item.extra["likes"], item.extra["place"]) == ("twitter: success", "5", "Kharkiv")
    assert not _refused(found)
    assert not _noticed(found)


def test_nothing_in_a_cell_is_ever_evaluated(tmp_path: Path) -> None:
    mark = tmp_path / "evaluated"
    for evil in (
        f"__import__('pathlib').Path({str(mark)!r}).touch()",
        f"{{'url': open({str(mark)!r}, 'w')}}",
        "{'url': [].__class__}",
        "{'a': 9**9**9}",
        "(" * 5000,
        "{'a': " * 200 + "1" + "}" * 200,
        "-" * 100_000 + "1",
    ):
        found = _read(
            tmp_path, "status,metadata,media\nok,\"{'url': 'https://x.com/a/status/1'}\",[]\nok,\"" + evil + '",[]\n'
        )
        assert not mark.exists()
        assert len(_items(found)) == 2
        assert not _items(found)[1].url
    assert (
        "nested more than"
        in _refused(_read(tmp_path, "status,metadata,media\nx,\"{'a': " + "[" * 99 + '","[{\'b\': 1}]"\n'))[0].reason
    )


def test_files_are_found_where_they_lie_now_and_never_outside(tmp_path: Path) -> None:
    secret = _stored(tmp_path, "secret.jpg")
    case = tmp_path / "case"
    _stored(case, "storage/deep/one.jpg")
    _stored(case, "a/two.jpg")
    _stored(case, "b/two.jpg")
    media = [
        medium("/app/local/one.jpg", ["https://cdn.example/storage/deep/one.jpg"]),
        medium("/elsewhere/two.jpg"),  # two files have this name: neither is meant surely
        medium("../secret.jpg"),
        medium(str(secret)),
        medium("b/two.jpg"),
    ]
    (item,) = _items(_read(case, table([result(URL, media)])))
    assert [one.name if one.content else None for one in item.media] == [
        "storage/deep/one.jpg",
        None,
        None,
        None,
        "b/two.jpg",
    ]
    assert all(one.missing and one.missing.startswith("not in the source: ") for one in item.media if not one.content)


def test_thumbnails_report_and_hashes_are_no_appearances(tmp_path: Path) -> None:
    video = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
    _stored(tmp_path, "arch/clip.mp4", video)
    _stored(tmp_path, "arch/thumb_0.jpg")
    _stored(tmp_path, "arch/report.html", b"<html><body><p>archived</p></body></html>")
    _stored(tmp_path, "arch/shot.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    media = [
        medium("arch/clip.mp4", mime="video/mp4", thumbnails=[medium("arch/thumb_0.jpg")]),
        medium("arch/report.html", mime="text/html", id="_final_media"),
        medium("arch/shot.png", mime="image/png", id="screenshot"),
    ]
    (tmp_path / "db.csv").write_text(table([result(URL, media)]), encoding="utf-8")
    found = list(read_path(tmp_path, ReadOptions()))
    (item,) = _items(found)
    assert [one.name for one in item.media] == ["arch/clip.mp4", "arch/shot.png"]
    assert item.extra["arch/shot.png"] == "screenshot made by auto-archiver"
    assert _noticed(found)[NoticeKind.THUMBNAIL, "frame of a video beside it"] == 1
    assert not _refused(found)


def test_a_thumbnail_is_shown_where_its_video_is_lost(tmp_path: Path) -> None:
    _stored(tmp_path, "thumb_0.jpg")
    media = [medium("clip.mp4", mime="video/mp4", thumbnails=[medium("thumb_0.jpg")])]
    (item,) = _items(_read(tmp_path, table([result(URL, media)])))
    assert [(one.name, one.content is not None) for one in item.media] == [("thumb_0.jpg", True), ("clip.mp4", False)]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the time-stamp")
def test_a_time_stamp_says_by_when_its_file_existed_if_it_is_over_it(tmp_path: Path) -> None:
    _stored(tmp_path, "a.jpg")
    hashes = _stored(tmp_path, "hashes.txt", b"SHA-256:abc\n")
    token = _stored(tmp_path, "hashes.tsr", time_stamp(tmp_path / "tsa", hashes.read_bytes()))
    inner = [medium("hashes.tsr", mime="application/timestamp-reply")]
    media = [medium("a.jpg"), medium("hashes.txt", mime="text/plain", timestamp_data=inner)]
    found = _read(tmp_path, table([result(URL, media)]))
    (item,) = _items(found)
    stamp = item.times[-1]
    assert stamp.role is TimeRole.CAPTURED
    assert stamp.where.startswith("time-stamp hashes.tsr over hashes.txt")
    assert stamp.where.endswith("; its signature is right, the authority is not checked")
    assert abs((datetime.fromisoformat(stamp.text) - datetime.now(UTC)).total_seconds()) < 600
    (kept,) = [one for one in found if isinstance(one, SourceRead) and one.name == "hashes.tsr"]
    assert kept.content is not None
    hashes.write_bytes(b"SHA-256:abd\n")
    found = _read(tmp_path, table([result(URL, media)]))
    assert [(one.name, one.reason) for one in _refused(found)] == [
        ("hashes.tsr", "a time-stamp over none of the files that are beside it")
    ]
    assert all("time-stamp" not in time.where for time in _items(found)[0].times)
    for at in range(0, len(token.read_bytes()), 97):
        damaged = bytearray(token.read_bytes())
        damaged[at] ^= 0xFF
        token.write_bytes(damaged)
        assert len(_items(_read(tmp_path, table([result(URL, media)])))) == 1


def test_the_sheet_as_csv(tmp_path: Path) -> None:
    _stored(tmp_path, "folder/a1.jpg")
    rows = [
        {
            "Link": URL,
            "Archive status": "twitter: success",
            "Archive location": "https://bucket.example/folder/a1.jpg",
            "Archive date": "2024-01-02T03:04:05+00:00",
            "Thumbnail": '=IMAGE("https://bucket.example/thumb.jpg")',
            "Upload timestamp": "2022-02-24T05:07:00+00:00",
            "Upload title": "Назва",
            "Textual content": "слова",
            "Screenshot": "https://bucket.example/shot.png",
            "Hash": "SHA-256:ab",
            "Perceptual hashes": "['" + "f" * 62 + "']",
        },
        {"Link": "https://news.example/a", "Archive location": "https://bucket.example/report.html"},
        {"Archive status": "no link here"},
    ]
    found = _read(tmp_path, sheet(rows))
    post, page = _items(found)
    assert (post.kind, page.kind) == (ItemKind.POST, ItemKind.PAGE)
    assert (post.post_id, post.title, post.text) == ("1496716168920547331", "Назва", "слова")
    assert [(time.role, time.text) for time in post.times] == [
        (TimeRole.PUBLISHED, "2022-02-24T05:07:00+00:00"),
        (TimeRole.CAPTURED, "2024-01-02T03:04:05+00:00"),
    ]
    assert [(one.name, one.content is not None) for one in post.media] == [("folder/a1.jpg", True), ("shot.png", False)]
    assert post.extra["pdq_hash"] == "00" + "f" * 62
    assert post.extra["Hash"] == "SHA-256:ab"
    assert page.media == ()
    noticed = _noticed(found)
    assert noticed[NoticeKind.THUMBNAIL, "thumbnail of a sheet's row"] == 1
    assert noticed[NoticeKind.MISSING, "address in a row of the sheet"] == 1


def test_the_record_of_a_row_is_the_row_and_unknown_fields_are_counted(tmp_path: Path) -> None:
    one = {**result(URL), "shape": 1}
    found = _read(tmp_path, _json({**one, "media": [{**medium("a.jpg"), "weight": 2}]}))
    assert _noticed(found)[NoticeKind.UNKNOWN_FIELD, "result.shape"] == 1
    assert _noticed(found)[NoticeKind.UNKNOWN_FIELD, "media.weight"] == 1
    (item,) = _items(_read(tmp_path, table([result(URL)])))
    row = next(csv.DictReader(table([result(URL)]).splitlines(keepends=True)))
    assert json.loads(item.record) == row


def test_lines_of_results_and_a_cut_one(tmp_path: Path) -> None:
    found = _read(tmp_path, _json(result(URL)) + "\n" + _json(result(URL + "2"))[:-30], "r.jsonl")
    assert [item.url for item in _items(found)] == [URL]
    assert "nothing after it was read" in _refused(found)[0].reason
