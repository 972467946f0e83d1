"""Readers at work in a worker: the same is found as without, and what a file does to its worker costs that file."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.exports.pdfs import PdfPage, pdf
from tests.processes import children

from firstseen.errors import RefusedError
from firstseen.intake.apart import Apart, asking
from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.model.items import Item, Refusal, SourceRead
from firstseen.sample.case import write_sample
from firstseen.sandbox import talk
from firstseen.settings import settings

Told = tuple[Found, list[str | None]]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setenv("FIRSTSEEN_WORKER_SECONDS", "2")
    settings.cache_clear()
    with Apart("taken_over:converse") as opened:
        yield opened
    settings.cache_clear()
    assert children() == []


def told(path: Path, apart: Apart | None = None) -> list[Told]:
    """All that is found, and the digest of every content, each read before the next is asked for."""
    found = []
    for one in read_path(path, ReadOptions(), apart):
        shown: tuple[Any, ...] = ()
        plain: Found = one
        if isinstance(one, Item):
            shown = one.media
            plain = dataclasses.replace(one, media=tuple(dataclasses.replace(here, content=None) for here in shown))
        elif isinstance(one, SourceRead):
            shown, plain = (one,), dataclasses.replace(one, content=None)
        found.append((plain, [None if here.content is None else _digest(here.content) for here in shown]))
    return found


def _digest(content: Any) -> str:
    try:
        with content.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except RefusedError as refused:
        return refused.reason


def folder_with(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_the_sample_is_read_alike(tmp_path: Path) -> None:
    sample = write_sample(tmp_path / "sample")
    for source in sample.sources:
        with Apart() as apart:
            assert told(source, apart) == told(source)
    assert children() == []


@pytest.mark.slow
def test_real_archives_and_exports_are_read_alike(real_inputs: Path) -> None:
    for name in ("exports", "pages", "webarchives"):
        if (real_inputs / name).is_dir():
            with Apart() as apart:
                assert told(real_inputs / name, apart) == told(real_inputs / name)


def test_a_zip_in_a_zip_uses_a_file_that_is_handed_over(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"\xff\xd8\xff\xe0" + bytes(3 << 20))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with Apart() as apart:
        found = told(tmp_path / "outer.zip", apart)
    assert found == told(tmp_path / "outer.zip")
    assert any(isinstance(one, Item) and one.media[0].name.endswith("a.jpg") for one, _ in found)


def test_a_folder_of_pictures_alone_starts_no_worker(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with Apart() as apart:
        assert len(told(tmp_path, apart)) == 2
        assert children() == []


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("die", "reading it broke off: its process ended with status 7"),
        ("hang", "reading it showed no progress for 2 seconds and was stopped"),
        ("spin", "reading it "),
        ("grow", "reading it needs more memory than the limit of 2048 MiB"),
        ("connect", "reading it was stopped: its decoder tried to open a network connection (socket), which none may"),
        ("read_outside", "reading it was stopped: its decoder tried to open /etc/passwd, which it was not handed"),
        ("write", "reading it was stopped: its decoder tried to write or change a file (openat), which none may"),
        ("fail", "reading it failed in a way nobody foresaw (KeyError: 'a field')"),
        ("lie_kind", "what came back from reading it cannot be right: it found something of an unknown kind"),
        ("lie_type", "what came back from reading it cannot be right: Refusal.name is not what it should be"),
        ("lie_place", "what came back from reading it cannot be right: it told no place of a content"),
        ("lie_garbage", "what came back from reading it cannot be right: the answer does not start as one"),
        ("lie_want", "what came back from reading it cannot be right: it asked for a file without a name"),
    ],
)
def test_a_bad_file_costs_itself_only(tmp_path: Path, apart: Apart, deed: str, reason: str) -> None:
    good = "url,text\nhttps://x.com/a/status/1,words\n"
    folder = folder_with(tmp_path / "in", a=good, b=f"deed: {deed}", c=good)
    found = [one for one, _ in told(folder, apart)]
    assert [one.name for one in found if isinstance(one, SourceRead)] == ["a.txt", "b.txt", "c.txt"]
    keys = [one.key for one in found if isinstance(one, Item)]
    assert keys == ["x:1", "before", "x:1"]
    (refusal,) = [one for one in found if isinstance(one, Refusal)]
    assert refusal.name == "b.txt"
    assert refusal.reason.startswith(reason)


@pytest.mark.parametrize("deed", ["die", "connect"])
def test_a_file_that_brings_the_worker_down_when_it_is_only_looked_at(tmp_path: Path, apart: Apart, deed: str) -> None:
    folder = folder_with(tmp_path / "in", a=f"deed: fits_{deed}", b="url,text\nhttps://x.com/a/status/1,words\n")
    found = [one for one, _ in told(folder, apart)]
    assert [one.name for one in found if isinstance(one, Refusal)] == ["a.txt"]
    assert [one.key for one in found if isinstance(one, Item)] == ["x:1"]


def test_a_worker_is_handed_nothing_outside_the_source(tmp_path: Path, apart: Apart) -> None:
    (tmp_path / "outside.txt").write_text("somebody's notes")
    folder = folder_with(tmp_path / "in", a="deed: climb")
    found = [one for one, _ in told(folder, apart)]
    assert Refusal("../outside.txt", "the path leads out of the source") in found


def test_progress_that_never_ends_ends(tmp_path: Path, apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "STILL_SECONDS", 4.0)
    found = [one for one, _ in told(folder_with(tmp_path / "in", a="deed: alive_for_ever"), apart)]
    assert any(isinstance(one, Refusal) and "was stopped" in one.reason for one in found)


def test_large_contents_cross_in_pieces_and_can_be_left(tmp_path: Path, apart: Apart) -> None:
    digests: list[object] = []
    for one in read_path(folder_with(tmp_path / "in", a="deed: spooled"), ReadOptions(), apart):
        key = one.key if isinstance(one, Item) else ""
        for here in one.media if isinstance(one, Item) else ():
            assert here.content is not None
            with here.content.open() as stream:
                data = stream.read(10) if key == "left early" else stream.read()
            digests.append((key, len(data), hashlib.sha256(data).hexdigest()))
    whole = bytes(range(256)) * (5 << 12)
    assert digests == [
        ("large", 5 << 20, hashlib.sha256(whole).hexdigest()),
        ("left early", 10, hashlib.sha256(whole[:10]).hexdigest()),
    ]


def test_a_content_is_gone_once_the_next_was_asked_for(tmp_path: Path, apart: Apart) -> None:
    items = [
        one
        for one in read_path(folder_with(tmp_path / "in", a="deed: spooled"), ReadOptions(), apart)
        if isinstance(one, Item) and one.media
    ]
    content = items[0].media[0].content
    assert content is not None
    with pytest.raises(RefusedError, match="went on before this was opened"), content.open():
        raise AssertionError


def test_sidecars_that_bring_the_worker_down_do_not_take_the_picture_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (tmp_path / "a.jpg.json").write_text('{"title": "words"}')
    with Apart() as apart:
        assert told(tmp_path, apart) == told(tmp_path)

        def broken(*_: object) -> None:
            raise asking.GaveUpError("a.jpg", "reading it made the decoder crash (SIGSEGV)")

        monkeypatch.setattr(apart, "_reading", broken)
        found = [one for one, _ in told(tmp_path, apart)]
    assert Refusal("a.jpg.json", "reading it made the decoder crash (SIGSEGV)") in found
    assert [one.key for one in found if isinstance(one, Item)] == ["a.jpg"]


def test_workers_are_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "READINGS_PER_WORKER", 4)
    folder = folder_with(tmp_path / "in", **{f"t{n}": "url,text\nhttps://x.com/a/status/1,words\n" for n in range(9)})
    seen = set()
    with Apart() as apart:
        for _ in read_path(folder, ReadOptions(), apart):
            seen |= {process.pid for process in psutil.Process().children()}
    assert len(seen) > 2


def test_a_pdf_in_a_zip_is_read_by_the_worker_it_is_in(tmp_path: Path) -> None:
    """A reader that gives pages to workers of its own does so in the program, and does them itself in a worker."""
    pages = pdf([PdfPage(lines=[(50, 700, 12, "words")]), PdfPage(lines=[(50, 700, 12, "more")])])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.pdf", pages)
    with Apart() as apart:
        found = told(tmp_path / "a.zip", apart)
    assert found == told(tmp_path / "a.zip")
    assert any(isinstance(one, Item) and "#page=2" in one.key for one, _ in found)


def test_the_worker_reads_on_once_all_contents_were_read(tmp_path: Path, apart: Apart) -> None:
    sizes = []

    for found in read_path(folder_with(tmp_path / "in", a="deed: spooled"), ReadOptions(), apart):
        for medium in found.media if isinstance(found, Item) else ():
            assert medium.content is not None
            with medium.content.open() as stream:
                sizes.append(len(stream.read()))
            with pytest.raises(RefusedError, match="went on before"), medium.content.open():
                raise AssertionError

    assert sizes == [5 << 20, 5 << 20]
