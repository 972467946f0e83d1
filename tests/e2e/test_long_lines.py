"""A line of 2 GB in each kind of source that is read by lines: passed over in bounded memory, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import Done
from tests.exports import zeeschuimer

from firstseen.settings import settings

Run = Callable[..., Done]
MEMORY_MIB = 512
"""What a worker may take here."""
LINE, LINE_OF_TEXT = 2 << 30, 640 << 20
"""Bytes of the line, and where it is decoded as text from start to end, which takes its time: more than the memory."""

# What a source is, is told by its first 64 KiB: those of the table hold whole rows.
_POST = zeeschuimer.lines(
    zeeschuimer.x_line(zeeschuimer.x_post(zeeschuimer.snowflake(datetime(2026, 11, 14, 5, tzinfo=UTC)), "water", []))
)
_ROWS = b"".join(b"%d,x,%s\n" % (number, b"water " * 150) for number in range(80))
_MAIL = (
    b"From desk@news.example Sat Nov 14 05:00:00 2026\nFrom: a@news.example\nDate: Sat, 14 Nov 2026 05:00:00 +0000\n"
    b"Message-ID: <%s@news.example>\nSubject: x\n\n%s"
)
_SOURCES = {
    "posts.ndjson": (_POST + b'{"item_id": "', b'"}\n' + _POST.replace(b"water", b"later"), 2),
    "posts.csv": (b"post_id,platform,text\n" + _ROWS + b"80,x,", b"\n81,x,later\n", 81),
    "mails.mbox": (_MAIL % (b"water", b"It rises.\n"), b"\n\n" + _MAIL % (b"later", b"It fell.\n"), 2),
    "WhatsApp Chat with Olena.txt": (
        b"14/11/2026, 05:00 - Olena: IMG-20261114-WA0001.jpg (file attached)\n14/11/2026, 05:01 - Olena: ",
        b"\n14/11/2026, 05:02 - Olena: later\n",
        3,
    ),
    "page.html": (b"<!doctype html><html><title>Water</title><body><p>It rises.</p><p>", b"</p></body></html>\n", 0),
}


@pytest.fixture(autouse=True)
def _little_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FIRSTSEEN_WORKER_MEMORY_MIB", str(MEMORY_MIB))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize("name", _SOURCES)
def test_a_line_of_2_gb_is_refused_and_the_rest_goes_on(name: str, tmp_path: Path, firstseen: Run) -> None:
    before, after, items = _SOURCES[name]
    with (tmp_path / name).open("wb") as file:
        file.write(before)
        # A hole: zeros that take no room on the disk.
        file.seek(LINE_OF_TEXT if name.endswith((".csv", ".txt")) else LINE, 1)
        file.write(after)
    assert firstseen("new", tmp_path / "case").code == 0

    looked = firstseen("add", tmp_path / "case", tmp_path / name, "--dry-run", "--json")

    told = looked.lines()[-1]
    assert told["read"]["items"] == items
    if name == "mails.mbox":
        # The mail is kept, with the beginning of its words.
        assert [one["what"] for one in told["noticed"]] == ["words beyond the limit of one part"]
        return
    (refused,) = told["refused"]
    assert refused["name"].startswith(name)
    assert "larger than" in refused["reason"] or "longer than" in refused["reason"]
    assert looked.code == 1
