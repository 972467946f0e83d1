"""What `add` says of a source: dry runs, notices of readers, and which reader it takes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import Done

from firstseen.intake import PLUG_INS, known_readers

Run = Callable[..., Done]


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a diary's reader as pip lays a package down, where the workers find it too; called, installs others."""
    place = tmp_path / "site-packages"
    info = place / "diaries-1.0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("diaries.py"), place)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: diaries\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))

    def install(*names: str) -> None:
        entries = "".join(f"{name.lower()} = diaries:{name}\n" for name in names)
        (info / "entry_points.txt").write_text(f"[{PLUG_INS}]\n{entries}")
        known_readers.cache_clear()

    install("Diary")
    yield install
    known_readers.cache_clear()
    sys.modules.pop("diaries", None)


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
    firstseen: Run, case: Path, diary: Path, readers: Callable[..., None]
) -> None:
    readers("Diary", "Almanac")
    done = firstseen("add", case, diary)
    assert done.code == 1
    assert "could be 'almanac' or 'diary'; which is it? Add it again with --as 'almanac' or --as 'diary'" in done.out
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
