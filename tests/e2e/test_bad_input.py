from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.drawing import Picture, jpeg, photograph
from tests.e2e.conftest import FIRSTSEEN, Done
from tests.layouts_drawn import checkerboard, columns_of_text, login_screen, noise

Run = Callable[..., Done]


@pytest.fixture
def case(tmp_path: Path, firstseen: Run) -> Path:
    assert firstseen("new", tmp_path / "case").code == 0
    return tmp_path / "case"


def _refused(done: Done) -> dict[str, str]:
    return {entry["name"]: entry["reason"] for entry in done.lines()[0]["refused"]}


def _bomb(side: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path, case: Path, firstseen: Run) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "good.jpg").write_bytes(jpeg(photograph(1)))
    (source / "empty.jpg").write_bytes(b"")
    (source / "cut.jpg").write_bytes(jpeg(photograph(2))[:400])
    (source / "bomb.png").write_bytes(_bomb(60_000))
    (source / "notes.xyz").write_bytes(b"\x01\x02 nothing we know")
    (source / "below").mkdir()
    (source / "below" / "good.jpg").write_bytes(jpeg(photograph(3)))
    with open(os.fsencode(source) + b"/caf\xe9.jpg", "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write(jpeg(photograph(4)))
    (source / "posts.csv").write_text("post_id,platform,media\n1,x,gone.jpg\n", encoding="utf-8")

    added = firstseen("add", case, source, "--json")
    assert added.code == 1
    refused = _refused(added)
    assert set(refused) == {"empty.jpg", "notes.xyz"}
    assert "0 bytes" in refused["empty.jpg"]
    assert added.lines()[0]["new"] == {"items": 6, "media": 5, "appearances": 6}

    traced = firstseen("trace", case, "--json")
    assert traced.code == 1
    reasons = _refused(traced)
    assert set(reasons) == {"bomb.png", "cut.jpg"}
    assert "60,000" in reasons["bomb.png"] or "60000" in reasons["bomb.png"]
    states = {tuple(record["names"]): record["state"] for record in firstseen("list", case, "media", "--json").lines()}
    assert states[("good.jpg",)] == "examined"
    assert states[("caf\\xe9.jpg",)] == "examined"
    shown = firstseen("list", case, "appearances", "--json").lines()
    assert {record["name"] for record in shown if record["medium"] is None} == {"gone.jpg"}
    assert {"good.jpg", "below/good.jpg"} <= {record["name"] for record in shown}
    status = firstseen("status", case)
    assert "empty.jpg" in status.out
    assert "cut.jpg" in status.out
    assert firstseen("verify", case).code == 0


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (b"", "0 bytes"),
        (b"post_id,platform,text\n", "no row"),
        (b"colour,shape,size\nred,round,3\nblue,flat,4\n", "--map"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    tmp_path: Path, case: Path, firstseen: Run, content: bytes, sign: str
) -> None:
    table = tmp_path / "posts.csv"
    table.write_bytes(content)
    done = firstseen("add", case, table, "--json")
    assert done.code == 1
    (reason,) = _refused(done).values()
    assert sign in reason
    assert firstseen("list", case, "items", "--json").lines() == []


def test_a_missing_source_is_named_and_the_next_is_read(tmp_path: Path, case: Path, firstseen: Run) -> None:
    good = tmp_path / "good.jpg"
    good.write_bytes(jpeg(photograph(1)))
    done = firstseen("add", case, tmp_path / "none", good, "--json")
    assert done.code == 1
    assert list(_refused(done)) == [str(tmp_path / "none")]
    assert done.lines()[0]["new"]["media"] == 1


def test_wrong_use_is_told_in_a_sentence(tmp_path: Path, case: Path, firstseen: Run) -> None:
    wrong: list[tuple[object, ...]] = [
        ("add", tmp_path / "none", tmp_path),
        ("trace", tmp_path),
        ("new", case),
        ("new", case / "case.sqlite"),
        ("new", tmp_path),
        ("new", tmp_path / "backwards", "--from", "2024-05-12", "--to", "2024-05-11"),
        ("new", tmp_path / "nonsense", "--from", "yesterday"),
        ("set", case),
        ("add", case, tmp_path, "--map", "published"),
        ("add", case, tmp_path, "--map", "colour=red"),
        ("list", case, "colours"),
        ("find", case, tmp_path / "none.jpg"),
        ("frobnicate",),
        ("list",),
    ]
    for arguments in wrong:
        done = firstseen(*arguments)
        assert done.code == 2, arguments
        assert len(done.err.strip()) > 20, arguments
        assert "Traceback" not in done.err + done.out
    machine = firstseen("trace", tmp_path / "none", "--json")
    assert machine.code == 2
    assert machine.lines()[0]["exit_code"] == 2
    assert "firstseen new" in machine.lines()[0]["advice"]


def test_find_refuses_what_is_no_picture_and_says_why(tmp_path: Path, case: Path, firstseen: Run) -> None:
    words = tmp_path / "words.jpg"
    words.write_text("not a picture")
    done = firstseen("find", case, words)
    assert done.code == 1
    assert "words.jpg" in done.err


def test_a_damaged_catalogue_is_exit_code_three(case: Path, firstseen: Run) -> None:
    (case / "case.sqlite").write_bytes(b"\0" * 5000)
    for name in ("case.sqlite-wal", "case.sqlite-shm"):
        (case / name).unlink(missing_ok=True)
    assert firstseen("status", case).code == 3
    assert firstseen("trace", case).code == 3


def test_missing_bytes_are_exit_code_three_and_named(tmp_path: Path, case: Path, firstseen: Run) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(jpeg(photograph(1)))
    firstseen("add", case, picture)
    (blob,) = (path for path in (case / "blobs").rglob("*") if path.is_file() and path.read_bytes()[:2] == b"\xff\xd8")
    blob.unlink()
    done = firstseen("trace", case)
    assert done.code == 3
    assert blob.name in done.err
    firstseen("add", case, picture)
    assert firstseen("trace", case).code == 0, "adding the source again mends it"


def test_the_second_writer_is_told_and_readers_go_on(case: Path, firstseen: Run) -> None:
    from firstseen.pipeline.case import writing_case

    with writing_case(case, "add"):
        done = subprocess.run([*FIRSTSEEN, "trace", str(case)], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "is being written to by process" in done.stderr
        assert firstseen("status", case).code == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account for a while")
def test_without_permission_to_write_reading_still_works(tmp_path: Path, collected: Path, firstseen: Run) -> None:
    folder = tmp_path / "elsewhere"
    assert firstseen("new", folder).code == 0
    firstseen("add", folder, collected)
    firstseen("trace", folder)
    closed = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", *FIRSTSEEN, "status", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Permission denied" in closed.stderr and "setpriv" in closed.stderr:
        pytest.skip("another account cannot start this interpreter")
    assert closed.returncode == 2, closed.stderr
    assert "Traceback" not in closed.stderr
    assert "permission" in closed.stderr.lower()
    for path in (tmp_path, *tmp_path.parents):
        if path == Path(tempfile.gettempdir()):
            break
        path.chmod(0o755)
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", *FIRSTSEEN, "trace", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "no permission" in done.stderr or "cannot be opened" in done.stderr
    listed = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", *FIRSTSEEN, "list", str(folder), "media", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stderr
    assert len(listed.stdout.splitlines()) == 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_without_loss_and_goes_on_when_there_is_room(
    tmp_path: Path, small_disk: Path, firstseen: Run
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for seed in range(12):
        (source / f"{seed:02}.jpg").write_bytes(jpeg(photograph(seed), 92))
    case = small_disk / "case"
    assert firstseen("new", case).code == 0
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 2_450_000)
    stopped = firstseen("add", case, source)
    assert stopped.code == 4, stopped.err + stopped.out
    assert "full" in stopped.err
    ballast.unlink()
    assert firstseen("verify", case).code == 0
    assert firstseen("add", case, source).code == 0
    assert len(firstseen("list", case, "media", "--json").lines()) == 12
    shutil.rmtree(case)


def test_a_case_and_a_dossier_are_not_sources(tmp_path: Path, case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("add", case, collected)
    firstseen("trace", case)
    assert firstseen("publish", case, tmp_path / "dossier").code == 0
    for folder, sign in ((case, "a firstseen case"), (tmp_path / "dossier", "a dossier of firstseen")):
        done = firstseen("add", case, folder, "--json")
        assert done.code == 1
        assert sign in _refused(done)[folder.name]
    assert len(firstseen("list", case, "items", "--json").lines()) == 5


def test_a_setting_that_cannot_be_is_named(case: Path) -> None:
    for value in ("0", "many"):
        done = subprocess.run(
            [*FIRSTSEEN, "trace", str(case), "--json"],
            env={**os.environ, "FIRSTSEEN_WORKERS": value},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "FIRSTSEEN_WORKERS" in done.stdout


def test_a_reader_who_leaves_early_is_no_error(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("add", case, collected)
    command = " ".join([*FIRSTSEEN, "list", str(case), "items", "--json"])
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_publishing_never_removes_what_it_did_not_write(
    tmp_path: Path, case: Path, collected: Path, firstseen: Run
) -> None:
    firstseen("add", case, collected)
    firstseen("trace", case)
    dossier = tmp_path / "dossier"
    assert firstseen("publish", case, dossier).code == 0
    assert firstseen("publish", case, dossier).code == 0, "a dossier is replaced"
    (dossier / "notes.txt").write_text("precious")
    done = firstseen("publish", case, dossier)
    assert done.code == 2
    assert "notes.txt" in done.err
    assert (dossier / "notes.txt").read_text() == "precious"
    assert firstseen("publish", case, case / "dossier").code == 2


def test_a_case_with_links_in_it_is_not_written_to(tmp_path: Path, case: Path, firstseen: Run) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "precious").write_text("x")
    incoming = case / "blobs" / ".incoming"
    incoming.rmdir()
    incoming.symlink_to(mine)
    done = firstseen("set", case, "--event", "Flood")
    assert done.code == 3
    assert ".incoming" in done.err
    assert (mine / "precious").exists()


def test_a_case_without_its_catalogue_is_not_begun_anew(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("add", case, collected)
    for path in case.glob("case.sqlite*"):
        path.unlink()
    assert firstseen("new", case).code == 3
    assert firstseen("status", case).code == 3


def test_what_is_gone_from_catalogue_and_disk_is_missed_by_the_log(case: Path, collected: Path, firstseen: Run) -> None:
    firstseen("add", case, collected)
    catalogue = sqlite3.connect(case / "case.sqlite")
    (digest,) = catalogue.execute("SELECT digest FROM media LIMIT 1").fetchone()
    catalogue.execute("DELETE FROM appearances WHERE medium = ?", [digest])
    catalogue.execute("DELETE FROM media WHERE digest = ?", [digest])
    catalogue.commit()
    catalogue.close()
    (case / "blobs" / digest[:2] / digest).unlink()
    done = firstseen("verify", case, "--json")
    assert done.code == 3
    assert any(digest in sentence for sentence in done.lines()[0]["wrong"])


def test_names_that_are_no_text_and_times_beyond_the_years(tmp_path: Path, firstseen: Run) -> None:
    assert firstseen("new", tmp_path / "y", "--to", "9999-12-31T23:00-12:00").code == 2
    assert "\x1b" not in firstseen("list", "x\x1b[31m", "groups").err
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/no\xff")
    machine = firstseen("status", odd, "--json")
    assert machine.code == 2
    assert "no\\udcff" in machine.out
    assert machine.out.isascii()


def _saved(folder: Path, name: str, picture: Picture, quality: int = 88, side: int = 0) -> None:
    image = Image.fromarray(picture)
    if side:
        image.thumbnail((side, side))
    image.save(folder / f"{name}.jpg", quality=quality)


@pytest.mark.slow
def test_pictures_that_invite_false_alarms_join_nothing_but_true_copies(
    tmp_path: Path, case: Path, firstseen: Run
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    strange = {
        "uniform": np.full((480, 640, 3), 90, np.uint8),
        "uniform-too": np.full((300, 400, 3), 92, np.uint8),
        "pixel": np.zeros((1, 1, 3), np.uint8),
        "noise": noise(1, 640, 480),
        "noise-too": noise(2, 640, 480),
        "text": columns_of_text(1),
        "text-too": columns_of_text(2),
        "checkerboard": checkerboard(40),
        "checkerboard-too": checkerboard(25),
        "panorama": photograph(40, 12_000, 600),
    }
    for name, picture in strange.items():
        _saved(source, name, picture)
    shown = photograph(41)
    for number in range(60):
        _saved(source, f"copy-{number:02}", shown, 40 + number % 56, 640 - 4 * number)
    for number in range(24):
        _saved(source, f"login-{number:02}", login_screen(number))
    assert firstseen("add", case, source).code == 0
    traced = firstseen("trace", case, "--json")
    assert traced.code == 0, traced.out + traced.err

    copies = firstseen("list", case, "copies", "--json").lines()
    joined = [c for c in copies if c["relation"] != "same_subject"]
    kinds = {name.split("-")[0] for c in joined for name in (*c["a_names"], *c["b_names"])}
    assert kinds == {"copy"}
    groups = [g for g in firstseen("list", case, "groups", "--json").lines() if len(g["media"]) > 1]
    (group,) = groups
    assert len(group["media"]) == 60
