"""A front page with a photograph that was also posted alone: the words printed next to it are told with it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import FIRSTSEEN, Done
from tests.pages_drawn import LATIN, front_page

from firstseen.catalog.engine import migrate
from firstseen.media.ocr_engine import Missing, find_engine

Run = Callable[..., Done]

HIDDEN = "raise ImportError('it is hidden')\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with a photograph and a front page that carries it, not traced yet."""
    source = tmp_path / "source"
    source.mkdir()
    # As large on the page as whole pages are searched for by themselves, without their regions.
    picture = photograph(5, 1080, 720)
    (source / "alone.jpg").write_bytes(jpeg(picture))
    (source / "page.jpg").write_bytes(jpeg(front_page(picture, LATIN, wide=True).rgb))
    folder = tmp_path / "case"
    for arguments in (("new", folder), ("add", folder, source)):
        assert program(*arguments).returncode == 0
    return folder


def program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a user runs it, with these variables in its environment."""
    command = [*FIRSTSEEN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def listed(case: Path, name: str) -> dict[str, Any]:
    out = program("list", case, "appearances", "--json").stdout
    (record,) = [record for record in map(json.loads, out.splitlines()) if record["name"] == name]
    return dict(record)


def needs_english() -> None:
    engine = find_engine()
    if isinstance(engine, Missing) or "eng" not in engine.languages:
        pytest.skip("no words can be read here: install tesserocr and tesseract-ocr-eng")


def test_caption_and_headline_are_told_with_the_page(case: Path, firstseen: Run) -> None:
    needs_english()
    traced = firstseen("trace", case, "--json")
    assert traced.code == 0
    assert (traced.lines()[0]["read"], traced.lines()[0]["unread"]) == (1, {"pages": 0, "reason": None})

    page = listed(case, "page.jpg")
    assert [(one["kind"], one["text"]) for one in page["printed"]] == [
        ("headline", LATIN.headline),
        ("caption", LATIN.caption),
    ]
    assert all(one["confidence"] > 0.9 and len(one["box"]) == 4 for one in page["printed"])
    assert listed(case, "alone.jpg")["printed"] is None, "a picture that holds no other is not read"

    shown = firstseen("show", case, page["appearance"]).out
    assert "Words printed next to it" in shown
    assert LATIN.caption in shown
    again = firstseen("trace", case, "--json").lines()[0]
    assert (again["read"], again["ordered"]) == (0, False)


def test_the_dossier_shows_them(case: Path, tmp_path: Path, firstseen: Run) -> None:
    needs_english()
    firstseen("trace", case)
    assert firstseen("publish", case, tmp_path / "out").code == 0
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html"))
    assert "Printed on the page, caption" in pages
    assert LATIN.caption in pages


def test_without_language_packs_it_cannot_be_said_until_they_are_there(case: Path, tmp_path: Path) -> None:
    pytest.importorskip("tesserocr")
    empty = tmp_path / "no packs"
    empty.mkdir()
    traced = program("trace", case, FIRSTSEEN_TESSDATA=str(empty))
    assert traced.returncode == 0
    note = "The words printed on 1 page cannot be said: no language pack: install tesseract-ocr-eng."
    assert note in traced.stdout
    status = program("status", case, FIRSTSEEN_TESSDATA=str(empty))
    assert note in status.stdout
    assert "nothing: everything is up to date" in status.stdout
    assert listed(case, "page.jpg")["printed"] is None

    needs_english()
    assert "1 to read" in program("status", case).stdout
    assert json.loads(program("trace", case, "--json").stdout)["read"] == 1
    assert len(listed(case, "page.jpg")["printed"]) == 2
    # What was read stays, where nobody can read it any more.
    without = json.loads(program("trace", case, "--json", FIRSTSEEN_TESSDATA=str(empty)).stdout)
    assert (without["read"], without["unread"]["pages"]) == (0, 0)
    assert len(listed(case, "page.jpg")["printed"]) == 2


def test_a_package_that_does_not_load_is_told_once(case: Path, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "eng.traineddata").touch()
    hidden = tmp_path / "site-packages"
    hidden.mkdir()
    (hidden / "tesserocr.py").write_text(HIDDEN, encoding="utf-8")
    path = os.pathsep.join(part for part in (str(hidden), os.environ.get("PYTHONPATH")) if part)
    traced = program("trace", case, "--json", PYTHONPATH=path, FIRSTSEEN_TESSDATA=str(packs))
    assert traced.returncode == 0, traced.stderr
    told = json.loads(traced.stdout)
    assert told["unread"] == {"pages": 1, "reason": "tesserocr does not work (it is hidden)"}
    assert told["refused"] == []
    assert listed(case, "page.jpg")["printed"] is None


def test_other_language_packs_read_anew(case: Path) -> None:
    engine = find_engine()
    if isinstance(engine, Missing) or not {"eng", "ukr"} <= set(engine.languages):
        pytest.skip("needs tesseract-ocr-eng and tesseract-ocr-ukr")
    traced = [program("trace", case, "--json", FIRSTSEEN_OCR_LANGUAGES=language) for language in ("ukr", "eng")]
    one, two = (json.loads(done.stdout) for done in traced)
    assert (one["read"], two["read"]) == (1, 1)
    assert two["ordered"] is True
    assert [printed["text"] for printed in listed(case, "page.jpg")["printed"]] == [LATIN.headline, LATIN.caption]


def test_a_page_that_takes_too_long_is_named_with_the_limit(case: Path) -> None:
    needs_english()
    traced = program("trace", case, FIRSTSEEN_READ_SECONDS="0.05")
    assert traced.returncode == 1
    assert "page.jpg: its words could not be read" in traced.stdout
    assert "0.05 seconds" in traced.stdout
    assert listed(case, "page.jpg")["printed"] is None
    assert listed(case, "page.jpg")["group"] is not None


def test_a_case_of_an_older_version_is_brought_up_to_date(case: Path) -> None:
    _made_old(case / "case.sqlite", "0001")
    assert program("status", case).returncode == 2
    assert program("trace", case).returncode == 0
    assert program("status", case).returncode == 0


def _made_old(path: Path, revision: str) -> None:
    """Puts in the place of a catalogue one of an older revision that holds the same, as far as it has room for it."""
    new = path.rename(path.with_name("new.sqlite"))
    old = create_engine(f"sqlite:///{path}")
    with old.connect() as connection:
        connection.execute(text("ATTACH :file AS new"), {"file": str(new)})
        migrate(connection, revision)
        for table in inspect(old).get_table_names():
            if table == "alembic_version":
                continue
            columns = ", ".join(f'"{column["name"]}"' for column in inspect(old).get_columns(table))
            connection.execute(text(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM new."{table}"'))
        connection.commit()
    old.dispose()
    new.unlink()
