"""What auto-archiver writes: the CSV of its results (cells are `repr`), JSON, the sheet, files, time-stamps."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["SHEET", "medium", "result", "sheet", "table", "time_stamp"]

SHEET = (
    "Link", "Archive status", "Destination folder", "Archive location", "Archive date", "Thumbnail", "Upload timestamp",
    "Upload title", "Textual content", "Screenshot", "Hash", "Perceptual hashes", "WACZ", "ReplayWebpage",
)  # fmt: skip
"""The columns as the manual of auto-archiver names them."""


def medium(path: str, urls: Sequence[str] = (), mime: str = "image/jpeg", **properties: Any) -> dict[str, Any]:
    """A medium of a result."""
    return {"filename": path, "_key": path, "urls": list(urls), "properties": properties, "_mimetype": mime}


def result(url: str, media: Sequence[Mapping[str, Any]] = (), **metadata: Any) -> dict[str, Any]:
    """A result: archived on 2 January 2024, its times as Python's own."""
    return {
        "status": "twitter: success",
        "metadata": {
            "_processed_at": datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
            "url": url,
            "title": 'it\'s "here"',
            "content": "Вибух\n💥 \\ end",
            "timestamp": datetime(2022, 2, 24, 5, 7, tzinfo=UTC),
            "author": {"username": "reporter", "name": "Оксана", "id": 7},
            "likes": 5,
            **metadata,
        },
        "media": list(media),
    }


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """The table of results, as csv.DictWriter writes dataclasses."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["status", "metadata", "media"])
    writer.writeheader()
    for one in results:
        writer.writerow(one)
    return text.getvalue()


def sheet(rows: Sequence[Mapping[str, str]]) -> str:
    """The sheet as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, SHEET)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: row.get(name, "") for name in SHEET})
    return text.getvalue()


def time_stamp(folder: Path, data: bytes) -> bytes:
    """A response of a time-stamping authority (RFC 3161) over the data, made by openssl."""
    folder.mkdir(exist_ok=True)

    def run(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    (folder / "data").write_bytes(data)
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Example TSA\n"
        "[ext]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\nsigner_digest=sha256\n"
        "accuracy=secs:1\n"
    )
    (folder / "serial").write_text("01\n")
    new_key = ("-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "30")
    run("req", "-x509", *new_key, "-config", "tsa.cnf")
    run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q.tsq")
    signer = ("-signer", "cert.pem", "-inkey", "key.pem", "-config", "tsa.cnf", "-section", "t")
    run("ts", "-reply", "-queryfile", "q.tsq", *signer, "-out", "r.tsr")
    return (folder / "r.tsr").read_bytes()
