import errno
import json
from pathlib import Path

import pytest

from firstseen.dossier.folder import MARKER, is_dossier, replacing
from firstseen.errors import StorageFullError, WrongUseError


def write(folder: Path, words: str) -> None:
    with replacing(folder) as target:
        (target / "index.html").write_text(words)


def test_a_dossier_is_made_and_replaced(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "dossier"
    with replacing(place) as folder:
        (folder / "stale.html").write_text("stale")
    write(place, "two")
    assert is_dossier(place)
    assert (place / "index.html").read_text() == "two"
    assert not (place / "stale.html").exists()
    assert [entry.name for entry in place.parent.iterdir()] == ["dossier"]


def test_a_dossier_that_holds_anothers_file_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "dossier"
    write(place, "one")
    (place / "below").mkdir()
    (place / "below" / "notes.txt").write_text("mine")
    with pytest.raises(WrongUseError, match=r"notes\.txt"):
        write(place, "two")
    assert (place / "index.html").read_text() == "one"
    assert (place / "below" / "notes.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", "one")
    assert (tmp_path / "empty" / "index.html").exists()


def test_foreign_files_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WrongUseError) as refused:
        write(tmp_path, "one")
    assert "not a dossier" in refused.value.message and refused.value.advice
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("marker", ["{}", "not json", "[]", json.dumps({"made_by": "another"})])
def test_a_marker_of_another_program_does_not_count(tmp_path: Path, marker: str) -> None:
    (tmp_path / MARKER).write_text(marker)
    with pytest.raises(WrongUseError):
        write(tmp_path, "one")
    assert (tmp_path / MARKER).read_text() == marker


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUseError, match="is a file"):
        write(tmp_path / "file", "one")
    with pytest.raises(WrongUseError, match="cannot be written"):
        write(tmp_path / "file" / "below", "one")
    with pytest.raises(WrongUseError, match="cannot be a dossier"):
        write(Path("/"), "one")


def test_stopping_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "dossier"
    write(place, "one")
    with pytest.raises(KeyboardInterrupt), replacing(place) as target:
        (target / "index.html").write_text("half")
        raise KeyboardInterrupt
    assert (place / "index.html").read_text() == "one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["dossier"]


def test_what_a_killed_run_left_is_cleared_but_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / ".dossier.unfinished"
    left.mkdir()
    (left / MARKER).write_text(json.dumps({"made_by": "firstseen"}))
    write(tmp_path / "dossier", "one")
    assert not left.exists()
    left.mkdir()
    (left / "mine.txt").write_text("mine")
    with pytest.raises(WrongUseError, match="in the way"):
        write(tmp_path / "dossier", "two")
    assert (left / "mine.txt").read_text() == "mine"


def test_a_dossier_that_a_killed_run_had_moved_away_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "dossier"
    write(place, "one")
    place.rename(tmp_path / ".dossier.replaced")
    with pytest.raises(KeyboardInterrupt), replacing(place):
        raise KeyboardInterrupt
    assert (place / "index.html").read_text() == "one"


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(StorageFullError), replacing(tmp_path / "dossier"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_when_the_move_fails_the_old_one_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "dossier"
    write(place, "one")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".unfinished"):
            raise OSError(errno.EBUSY, "busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WrongUseError, match="busy"):
        write(place, "two")
    assert (place / "index.html").read_text() == "one"
