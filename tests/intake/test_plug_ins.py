"""Readers of other packages: found by their entry points, told when broken, and checked by the conformance checks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from firstseen.errors import WrongUseError
from firstseen.intake import READERS, known_readers
from firstseen.intake.conformance import broken_promises
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Entity, Item, ItemKind, ShownMedium, SourceRead

PLUG_IN = """
from firstseen.intake.source import TreeContent
from firstseen.model.items import Item, ItemKind, ShownMedium, SourceRead

class RadioReader:
    name = "radio log"

    def fits(self, source, head):
        return head.startswith(b"RADIO LOG")

    def read(self, source, options):
        yield SourceRead(source.name, self.name, source.content())
        with source.open() as stream:
            lines = stream.read().decode("utf-8", "replace").splitlines()[1:]
        for number, text in enumerate(lines, 1):
            yield Item(f"line {number}", ItemKind.MESSAGE, text.encode(), f"line {number}", text=text)
"""


class Reader:
    """A reader of lines that keeps all promises; its children break one each."""

    name: ClassVar[str] = "lines"

    def fits(self, source: Source, head: bytes) -> bool:
        return head.startswith(b"LINES")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        yield SourceRead(source.name, self.name, source.content())
        with source.open() as stream:
            yield from self.items(stream.read().decode("utf-8", "replace").splitlines()[1:])

    def items(self, lines: list[str]) -> Iterator[Item]:
        for number, text in enumerate(lines, 1):
            yield Item(f"line {number}", ItemKind.MESSAGE, text.encode(), f"line {number}", text=text)


class Greedy(Reader):
    def fits(self, source: Source, head: bytes) -> bool:
        return True


class Silent(Reader):
    def read(self, source: Source, options: ReadOptions) -> Reading:
        yield from self.items(["a"])


class Forgetful(Reader):
    seen: ClassVar[list[int]] = []

    def items(self, lines: list[str]) -> Iterator[Item]:
        self.seen.append(1)
        yield Item(f"reading {len(self.seen)}", ItemKind.MESSAGE, b"x", "line 1")


class Twice(Reader):
    def items(self, lines: list[str]) -> Iterator[Item]:
        yield from [Item("line", ItemKind.MESSAGE, b"x", "line 1")] * 2


class Broken(Reader):
    def items(self, lines: list[str]) -> Iterator[Item]:
        yield Item("line", ItemKind.MESSAGE, lines[1].encode(), "line 1")


class NoText(Reader):
    def items(self, lines: list[str]) -> Iterator[Item]:
        yield Item("line", ItemKind.MESSAGE, b"x", "line 1", text="a\ud800")


class Beyond(Reader):
    def items(self, lines: list[str]) -> Iterator[Item]:
        yield Item("line", ItemKind.MESSAGE, b"x", "line 1", text="ab", entities=(Entity("bold", 0, 3),))


class Mute(Reader):
    def items(self, lines: list[str]) -> Iterator[Item]:
        yield Item("line", ItemKind.MESSAGE, b"x", "line 1", media=(ShownMedium("a.jpg", None),))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.txt"
    path.write_text("LINES\nперший\nдругий\n", encoding="utf-8")
    return path


def test_a_reader_that_keeps_its_promises_breaks_none(sample: Path) -> None:
    assert broken_promises(Reader(), sample) == []


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        (Greedy(), "fits of a JPEG gave True"),
        (Silent(), "is not SourceRead"),
        (Forgetful(), "gives other items"),
        (Twice(), "same key and record"),
        (Broken(), "ends it with IndexError"),
        (NoText(), "characters that are no text"),
        (Beyond(), "outside its words"),
        (Mute(), "or has neither"),
    ],
)
def test_each_broken_promise_is_named(sample: Path, reader: Reader, sentence: str) -> None:
    assert any(sentence in one for one in broken_promises(reader, sample))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a reader, as pip would lay it down."""
    place = tmp_path / "site"
    info = place / "radio_log-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "radio_log.py").write_text(PLUG_IN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: radio-log\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[firstseen.readers]\nradio = radio_log:RadioReader\n")
    monkeypatch.syspath_prepend(str(place))
    known_readers.cache_clear()
    yield place
    known_readers.cache_clear()
    sys.modules.pop("radio_log", None)


def test_a_reader_of_another_package_is_known(installed: Path) -> None:
    assert [reader.name for reader in known_readers()] == [*(reader.name for reader in READERS), "radio log"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [("radio_log:Missing", "cannot be loaded"), ("builtins:object", "cannot be loaded"), ("builtins:dict", "no")],
)
def test_one_that_does_not_work_is_named(installed: Path, entry: str, why: str) -> None:
    entries = installed / "radio_log-1.0.dist-info" / "entry_points.txt"
    entries.write_text(f"[firstseen.readers]\nradio = {entry}\n")
    with pytest.raises(WrongUseError, match=rf"the reader 'radio' \({entry}\) .*{why}"):
        known_readers()


def test_the_checks_run_from_the_command_line(installed: Path, tmp_path: Path) -> None:
    def checked(log: str) -> tuple[int, str]:
        (tmp_path / "log").write_text(log)
        command = [sys.executable, "-m", "firstseen.intake.conformance", "radio_log:RadioReader", str(tmp_path / "log")]
        environment = {"PYTHONPATH": ":".join([str(installed), *sys.path])}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert checked("RADIO LOG\n12:00 nothing\n") == (0, "all promises hold\n")
    code, told = checked("SOMETHING ELSE\n")
    assert code == 1
    assert "does not take its own sample" in told
