"""What `add` says of a source: dry runs, notices of readers, and which reader it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from tests.e2e.conftest import Done

from firstseen import intake
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Entity, Item, ItemKind, Link, LinkKind, SourceRead

Run = Callable[..., Done]


class Diary:
    """Reads lines that begin with a date; private ones only when they are asked for."""

    name: ClassVar[str] = "diary"

    def fits(self, source: Source, head: bytes) -> bool:
        return head.startswith(b"DIARY")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        notices = Notices()
        yield SourceRead(source.name, self.name, source.content())
        with source.open() as stream:
            lines = stream.read().decode("utf-8").splitlines()[1:]
        for number, text in enumerate(lines, 1):
            if text.startswith("private") and not options.include_private:
                notices.sealed("private line")
                continue
            if text.startswith("?"):
                notices.unknown_record(text)
                continue
            yield Item(
                f"line {number}",
                ItemKind.MESSAGE,
                text.encode(),
                f"line {number}",
                text=text,
                summary="Зведення",
                language="uk",
                entities=(Entity("hashtag", 0, 3, "#a"),),
                sensitive=True,
                counts={"views": 12, "likes": 3},
                album="album 1",
                links=(Link(LinkKind.EMBEDS, "x", "123"),),
            )
        yield from notices.told()


class Almanac(Diary):
    """A second reader that takes the same files."""

    name: ClassVar[str] = "almanac"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The readers there are, with a diary among them; the list may be added to."""
    known: list[object] = [*intake.READERS, Diary()]
    monkeypatch.setattr("firstseen.intake.folder.known_readers", lambda: tuple(known))
    yield known


@pytest.fixture
def case(tmp_path: Path, firstseen: Run) -> Path:
    assert firstseen("new", tmp_path / "case").code == 0
    return tmp_path / "case"


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary.txt"
    path.write_text("DIARY\nперший\nprivate one\nprivate two\n? weather\nдругий\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("readers")
def test_a_dry_run_says_what_would_be_read_and_writes_nothing(firstseen: Run, case: Path, diary: Path) -> None:
    def held() -> dict[Path, bytes]:
        # Reading a catalogue makes the files that readers and the writer share.
        return {path: path.read_bytes() for path in case.rglob("*") if path.is_file() and "sqlite-" not in path.name}

    before = held()
    done = firstseen("add", case, diary, "--dry-run")
    assert done.code == 0
    assert "Would read 2 items" in done.out
    assert "Nothing was written" in done.out
    assert held() == before
    (told,) = firstseen("add", case, diary, "--dry-run", "--json").lines()
    assert told["read"] == {"items": 2, "appearances": 2}
    assert told["dry_run"] is True


@pytest.mark.usefixtures("readers")
def test_what_was_sealed_and_not_understood_is_counted_by_name(firstseen: Run, case: Path, diary: Path) -> None:
    (told,) = firstseen("add", case, diary, "--json").lines()
    noticed = [
        {"kind": "sealed", "what": "private line", "count": 2},
        {"kind": "unknown_record", "what": "? weather", "count": 1},
    ]
    assert told["noticed"] == noticed
    # It is told again by status, once, however often the source is added.
    firstseen("add", case, diary)
    (status,) = firstseen("status", case, "--json").lines()
    assert status["noticed"] == noticed
    shown = firstseen("status", case).out
    assert "Private, counted and not read (--include private reads it): 2" in shown


@pytest.mark.usefixtures("readers")
def test_private_parts_are_read_when_they_are_asked_for(firstseen: Run, case: Path, diary: Path) -> None:
    (told,) = firstseen("add", case, diary, "--include", "private", "--json").lines()
    assert told["read"]["items"] == 4
    assert [entry["kind"] for entry in told["noticed"]] == ["unknown_record"]


@pytest.mark.usefixtures("readers")
def test_the_whole_of_a_post_is_kept_and_shown(firstseen: Run, case: Path, diary: Path) -> None:
    firstseen("add", case, diary)
    item = firstseen("list", case, "items", "--format", "jsonl").lines()[0]
    assert item["summary"] == "Зведення"
    assert item["language"] == "uk"
    assert item["entities"] == [{"kind": "hashtag", "start": 0, "end": 3, "target": "#a"}]
    assert item["sensitive"] is True
    assert item["counts"] == {"views": 12, "likes": 3}
    assert item["album"] == "album 1"
    assert item["links"] == [{"kind": "embeds", "platform": "x", "post_id": "123", "url": None}]
    shown = firstseen("show", case, item["item"]).out
    for words in ("Зведення", "views 12, likes 3", "album 1", "x 123", "embeds"):
        assert words in shown


def test_two_that_fit_make_a_question_and_the_answer_is_taken(
    firstseen: Run, case: Path, diary: Path, readers: list[object]
) -> None:
    readers.append(Almanac())
    done = firstseen("add", case, diary)
    assert done.code == 1
    assert "could be 'diary' or 'almanac'; which is it? Add it again with --as 'diary' or --as 'almanac'" in done.out
    (told,) = firstseen("add", case, diary, "--as", "almanac", "--json").lines()
    assert told["sources"] == [{"name": "diary.txt", "reader": "almanac"}]
    # In a folder the same answer holds wherever it fits, and the rest is read as ever.
    (diary.parent / "folder").mkdir()
    (diary.parent / "folder" / "a.txt").write_bytes(diary.read_bytes())
    (diary.parent / "folder" / "posts.csv").write_text("post_id,platform,text\n1,x,words\n")
    (told,) = firstseen("add", case, diary.parent / "folder", "--as", "almanac", "--json").lines()
    assert {source["reader"] for source in told["sources"]} == {"almanac", "posts table"}


@pytest.mark.usefixtures("readers")
def test_a_reader_can_be_forced_and_one_that_does_not_exist_is_wrong_use(
    firstseen: Run, case: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("no heading\nперший\n", encoding="utf-8")
    assert firstseen("add", case, odd).code == 1
    (told,) = firstseen("add", case, odd, "--as", "diary", "--json").lines()
    assert told["read"]["items"] == 1
    done = firstseen("add", case, odd, "--as", "dairy")
    assert done.code == 2
    assert "there is no reader 'dairy'" in done.err
    assert "'diary'" in done.err
