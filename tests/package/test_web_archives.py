"""The web archives in a package, as other programs see them: `wacz validate`, warcio, and our own reader."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from surt import surt as other_surt
from tests.drawing import jpeg, photograph
from tests.intake.web_archives import request, response, zipped
from tests.package.conftest import verify_py
from tests.small_case import done, listed
from warcio.archiveiterator import ArchiveIterator

from firstseen.custody.packaged import check_package
from firstseen.package.warc_copy import surt

PAGE = '<html><title>Flood</title><p>Words of the page.</p><img src="{}"></html>'


def _records() -> list[bytes]:
    found = []
    for number in range(3):
        page, picture = f"https://www.example.org/{number}", f"https://example.org/{number}.jpg"
        found.append(response(page, PAGE.format(picture)))
        found.append(request(page, None))
        data = jpeg(photograph(40 + number, 240, 180))
        found.append(response(picture, data, "image/jpeg"))
    return found


@pytest.fixture(scope="module")
def archived(desk: Path) -> Path:
    """A case of one web archive, packed, and one that is not."""
    folder = desk / "archived"
    sources = desk / "archives"
    sources.mkdir()
    (sources / "packed.warc.gz").write_bytes(zipped(*_records()))
    (sources / "plain.warc").write_bytes(b"".join(_records()[:3]))
    done("new", folder)
    done("add", folder, sources)
    done("trace", folder)
    return folder


@pytest.fixture(scope="module")
def whole(archived: Path, desk: Path) -> Path:
    folder = desk / "archived-package"
    done("publish", archived, folder, "--package")
    return folder


def _validate(path: Path) -> None:
    done_ = subprocess.run(
        [sys.executable, "-m", "wacz", "validate", "-f", str(path)], capture_output=True, text=True, check=False
    )
    assert done_.returncode == 0, done_.stdout + done_.stderr
    assert "is valid" in done_.stdout, done_.stdout


def _warc(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("archive/data.warc.gz")


def _captured(path: Path) -> list[tuple[str, str, bytes]]:
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(_warc(path)))
    ]


def test_each_web_archive_is_a_valid_wacz(whole: Path) -> None:
    paths = sorted((whole / "data/web-archives").iterdir())
    assert len(paths) == 2
    for path in paths:
        _validate(path)
    assert verify_py(whole).code == 0
    assert check_package(whole).wrong == []
    assert "data/web-archives/" in (whole / "README.txt").read_text(encoding="utf-8")


def test_records_are_as_they_were_captured(whole: Path, archived: Path) -> None:
    ids = {Path(source["name"]).name: source["source"] for source in listed(archived, "sources")}
    path = whole / f"data/web-archives/{ids['packed.warc.gz']}.wacz"
    expected = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(zipped(*_records())))
    ]
    assert _captured(path) == expected


def test_the_index_leads_to_each_capture(whole: Path) -> None:
    for path in (whole / "data/web-archives").iterdir():
        warc = _warc(path)
        with zipfile.ZipFile(path) as archive:
            lines = archive.read("indexes/index.cdx").decode().splitlines()
            pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
        assert lines == sorted(lines)
        for line in lines:
            key, time, said = line.split(" ", 2)
            told: dict[str, Any] = json.loads(said)
            start = int(told["offset"])
            record = gzip.decompress(warc[start : start + int(told["length"])])
            assert f"WARC-Target-URI: {told['url']}\r\n".encode() in record
            assert key == surt(told["url"])
            assert time == "20220224050709"
        assert {page["url"] for page in pages[1:]} <= {json.loads(line.split(" ", 2)[2])["url"] for line in lines}
        assert len(pages) > 1


def test_a_wacz_is_read_and_packed_again(whole: Path, desk: Path) -> None:
    again = desk / "again"
    done("new", again)
    done("add", again, *sorted((whole / "data/web-archives").iterdir()))
    assert len(listed(again, "media")) == 3
    package = desk / "again-package"
    done("publish", again, package, "--package")
    for path in (package / "data/web-archives").iterdir():
        _validate(path)
        assert any(kind == "response" for kind, _, _ in _captured(path))


def test_of_a_part_only_what_was_captured_of_it(archived: Path, desk: Path) -> None:
    group = listed(archived, "groups")[0]
    part = desk / "archived-part"
    done("publish", archived, part, "--package", "--group", group["group"])
    shown = {one["media_url"] for one in listed(archived, "appearances") if one["group"] == group["group"]}
    urls = set()
    for path in (part / "data/web-archives").iterdir():
        _validate(path)
        urls |= {url for _, url, _ in _captured(path)}
    assert shown <= urls
    assert len(urls) == 2, "one page and its picture"
    assert verify_py(part).code == 0, verify_py(part).out


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/",
        "http://Example.ORG/A/B?b=2&a=1",
        "https://www2.example.org/a/",
        "https://example.org:8080/x",
        "https://x.com/a/status/1",
    ],
)
def test_keys_are_those_of_other_programs(url: str) -> None:
    assert surt(url) == other_surt(url)
