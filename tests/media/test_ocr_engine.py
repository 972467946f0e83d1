from __future__ import annotations

from pathlib import Path

import pytest

from firstseen.media import ocr_engine
from firstseen.media.ocr_engine import MOST_LANGUAGES, Engine, Missing, find_engine


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Any module that is there stands for the package: only whether it is found matters here.
    monkeypatch.setattr(ocr_engine, "PACKAGE", "json")


def packs(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.traineddata").touch()
    return folder


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr_engine, "PACKAGE", "no_such_package")
    assert find_engine(packs(tmp_path, "eng")) == Missing("no_such_package is not installed")


def test_without_a_language_pack_one_is_named(installed: None, tmp_path: Path) -> None:
    assert find_engine(tmp_path) == Missing("no language pack: install tesseract-ocr-eng")
    assert find_engine(packs(tmp_path, "osd", "equ")) == Missing("no language pack: install tesseract-ocr-eng")


def test_languages_come_in_a_fixed_order_and_are_bounded(installed: None, tmp_path: Path) -> None:
    folder = packs(tmp_path, "ara", "deu", "eng", "fra", "osd", "ukr")
    assert find_engine(folder) == Engine(folder, ("eng", "ukr", "ara", "deu", "fra"))
    packs(tmp_path, "heb", "ita", "pol")
    found = find_engine(folder)
    assert isinstance(found, Engine)
    assert len(found.languages) == MOST_LANGUAGES


def test_languages_that_are_named_must_be_there(installed: None, tmp_path: Path) -> None:
    folder = packs(tmp_path, "eng", "ukr")
    assert find_engine(folder, "ukr") == Engine(folder, ("ukr",))
    assert find_engine(folder, "ukr+chi_sim") == Missing("no language pack for chi_sim: install tesseract-ocr-chi-sim")


def test_the_folder_may_be_the_one_above(installed: None, tmp_path: Path) -> None:
    folder = packs(tmp_path / "tessdata", "eng")
    assert find_engine(tmp_path) == Engine(folder, ("eng",))


def test_the_places_of_the_system_are_looked_through(
    installed: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    older, newer = packs(tmp_path / "a" / "4.00" / "tessdata", "eng"), packs(tmp_path / "a" / "5" / "tessdata", "ukr")
    monkeypatch.setattr(ocr_engine, "FOLDERS", (str(tmp_path / "none"), str(tmp_path / "a")))
    assert find_engine() == Engine(newer, ("ukr",))
    assert older.is_dir()
