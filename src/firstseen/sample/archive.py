"""The web archive of the sample case: two captures two years apart, written as WARC 1.1."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

__all__ = ["ARCHIVE", "OLD_CAPTURE", "write_archive"]

ARCHIVE = "from-the-archive.warc.gz"
OLD_CAPTURE = "2022-05-20T08:14:02Z"
_NEW_CAPTURE = "2024-05-14T06:31:45Z"
_SITE = "https://ilven-courier.example"

_OLD_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Rain leaves the chapel an island</title>
<meta property="article:published_time" content="2022-05-19T18:00:00+02:00"></head><body><article>
<h1>Rain leaves the chapel an island</h1>
<figure><img src="/img/aldwen-chapel.jpg" alt="A white chapel with water around it">
<figcaption>The chapel on Aldwen Knoll on Thursday. Photo: Joren Tamsel</figcaption></figure>
<p>Three days of rain have put the meadows round Aldwen Knoll under water. The chapel itself is dry.</p>
</article></body></html>"""

_NEW_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>River Ilven: what we know</title>
<meta property="article:published_time" content="2024-05-14T08:00:00+02:00"></head><body><article>
<h1>River Ilven: what we know</h1>
<figure><img src="/img/weir.jpg" alt="Water falling over a weir">
<figcaption>The weir on Tuesday morning.</figcaption></figure>
<figure><img src="/img/valley.jpg" alt="A town by a river at dawn">
<figcaption>The valley, from our files.</figcaption></figure>
<p>The lower town of Velmora is being cleared.</p></article></body></html>"""


def write_archive(path: Path, pictures: Mapping[str, bytes]) -> None:
    """Writes the archive; `pictures` are JPEG bytes by name."""
    records = [
        (f"{_SITE}/2022/05/chapel-an-island", OLD_CAPTURE, "text/html; charset=utf-8", _OLD_PAGE.encode()),
        (f"{_SITE}/img/aldwen-chapel.jpg", OLD_CAPTURE, "image/jpeg", pictures["aldwen-chapel.jpg"]),
        (f"{_SITE}/2024/05/what-we-know", _NEW_CAPTURE, "text/html; charset=utf-8", _NEW_PAGE.encode()),
        (f"{_SITE}/img/weir.jpg", _NEW_CAPTURE, "image/jpeg", pictures["weir.jpg"]),
        (f"{_SITE}/img/valley.jpg", _NEW_CAPTURE, "image/jpeg", pictures["valley.jpg"]),
    ]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        for url, captured, kind, body in records:
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
            )
            named = uuid.uuid5(uuid.NAMESPACE_URL, f"{captured} {url}")
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": captured, "WARC-Record-ID": f"<urn:uuid:{named}>"},
            )
            record.payload_length = len(body)
            writer.write_record(record)
