"""Videos and sounds in a case: examined once, told of, dated by their containers; one bad file never stops the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.drawing import jpeg, photograph
from tests.films import film, noise, panned, sound_file, tone
from tests.media.moving.test_animated import animated

from firstseen.catalog.results import result_bytes, with_result
from firstseen.cli import run
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts, MediumRecord
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case
from firstseen.pipeline.previews import CasePreviews
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING
from firstseen.pipeline.tracing import trace
from firstseen.prints.moving.packing import unpack


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    fields = {"creation_time": "2022-02-21T18:30:00Z", "location": "+48.0159+037.8028/"}
    pictures = panned(31, 50, (240, 320))
    whole = film(pictures, sound=noise(2), metadata=fields)
    (source / "street.mp4").write_bytes(whole)
    (source / "cut.mp4").write_bytes(whole[: len(whole) // 3])
    (source / "moves.gif").write_bytes(animated("GIF", [400, 400, 400]))
    (source / "voice.ogg").write_bytes(sound_file(tone(3, 500, 48000), "ogg", "libopus", 48000))
    (source / "still.jpg").write_bytes(jpeg(photograph(32)))
    (source / "midi.mid").write_bytes(b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk" + bytes(20))
    folder = tmp_path_factory.mktemp("case") / "case"
    create(folder, CaseFacts("case"))
    add(folder, [source], ReadOptions())
    trace(folder)
    return folder


def called(case: Path, name: str) -> MediumRecord:
    with reading_case(case) as opened:
        return next(medium for medium in opened.reading.media() if name in medium.names)


def test_each_is_what_its_bytes_are(case: Path) -> None:
    street = called(case, "street.mp4")
    assert street.state == "examined" and street.facts is None and street.moving is not None
    assert street.moving.seconds == pytest.approx(2.0, abs=0.1)
    assert street.size == (320, 240)
    voice = called(case, "voice.ogg")
    assert voice.moving is not None and voice.size is None
    moves = called(case, "moves.gif")
    assert moves.moving is not None and moves.moving.seconds == pytest.approx(1.2)
    still = called(case, "still.jpg")
    assert still.facts is not None and still.moving is None


def test_what_cannot_be_read_is_refused_with_its_reason(case: Path) -> None:
    with reading_case(case) as opened:
        refused = {record.name: record.reason for record in opened.reading.refusals()}
    assert "the index (moov)" in refused["cut.mp4"]
    assert refused["midi.mid"] == "files of this kind are not examined: MIDI (sound)"
    assert set(refused) == {"cut.mp4", "midi.mid"}


def test_prints_are_stored_beside_those_of_pictures(case: Path) -> None:
    street = called(case, "street.mp4")
    with reading_case(case) as opened, opened.read_engine.connect() as connection:
        assert len(with_result(connection, *EXAMINE)) == 1
        moving = with_result(connection, *EXAMINE_MOVING)
        packed = dict(result_bytes(connection, *EXAMINE_MOVING, moving))
    assert len(moving) == 3
    prints = unpack(packed[street.digest])
    assert len(prints.frames.times) >= 3 and prints.keys and (prints.width, prints.height) == (320, 240)


def test_nothing_is_done_twice(case: Path) -> None:
    report = trace(case)
    assert (report.examined, report.ordered) == (0, False)


def test_the_date_of_the_container_is_weak_evidence_of_the_appearance(case: Path) -> None:
    street = called(case, "street.mp4")
    with reading_case(case) as opened:
        [shown] = opened.reading.appearances(medium=street.digest)
    [bound] = [bound for bound in shown.span.basis if "creation time" in bound.detail]
    assert bound.kind.value == "file_metadata" and bound.side.value == "earliest"
    assert bound.time.isoformat() == "2022-02-21T04:30:00+00:00"
    assert "up to 14 hours either way" in bound.detail and "weak" in bound.detail


def _told(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    assert run([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_show_and_status(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "show", case, "street.mp4")
    assert "length:               2.0 s" in told
    assert "size:                 320 x 240 pixels" in told
    assert "track:                picture, h264" in told
    assert "48.0159, 37.8028" in told
    record: dict[str, Any] = json.loads(_told(capsys, "show", case, "street.mp4", "--json"))
    assert (record["format"], record["width"], record["height"]) == ("MP4", 320, 240)
    assert record["moving"]["seconds"] == pytest.approx(2.0, abs=0.1)
    assert [track["kind"] for track in record["moving"]["tracks"]] == ["picture", "sound"]
    assert record["place"] == {"latitude": 48.0159, "longitude": 37.8028, "words": None}
    status = json.loads(_told(capsys, "status", case, "--json"))
    assert status["moving"]["media"] == 3 and status["left"]["examine"] == 0
    assert status["media_states"] == {"examined": 4, "refused": 2}
    assert "3 videos and sounds of these, 6.2 s in all." in _told(capsys, "status", case)
    listed = _told(capsys, "list", case, "media")
    assert "320 x 240, 2.0 s" in listed


def test_a_preview_is_a_frame(case: Path) -> None:
    street, voice = called(case, "street.mp4"), called(case, "voice.ogg")
    with reading_case(case) as opened:
        made = {
            digest: (pixels, reason)
            for digest, pixels, reason in CasePreviews(opened)([street.digest, voice.digest], 160)
        }
    pixels, _ = made[street.digest]
    assert pixels is not None and pixels.shape == (120, 160, 3) and float(np.std(pixels)) > 10
    assert made[voice.digest] == (None, "it is sound alone: there is nothing to be seen")


def test_a_video_of_which_nothing_is_there_is_not_found(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sought = tmp_path / "sought.mp4"
    sought.write_bytes(film(panned(33, 10)))
    assert run(["find", str(case), str(sought)]) == 0
    assert "no copy of it was found" in capsys.readouterr().out


def test_the_dossier_tells_of_it(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    street = called(case, "street.mp4")
    _told(capsys, "publish", case, tmp_path / "dossier")
    pages = [
        page.read_text(encoding="utf-8")
        for page in (tmp_path / "dossier").rglob("*.html")
        if street.digest in page.name or street.digest[:12] in page.name
    ]
    assert pages and any("0:02.0" in page and "h264" in page for page in pages)
