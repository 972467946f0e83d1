from __future__ import annotations

from pathlib import Path

from bench.video.chance import chance_of
from bench.video.coding import write_sound, write_video
from bench.video.edits import Piece, Plan, render
from bench.video.filming import street_of
from bench.video.program import answers_of
from bench.video.report import details, report_of
from bench.video.scenes.street import Stand
from bench.video.sounds.music import music
from bench.video.truth import File, truth_of


def test_the_program_is_run_and_its_words_are_read(tmp_path: Path) -> None:
    scene, song = street_of("place", "moment", "camera", Stand()), music(chance_of("song"), 12.0)
    source, trim = tmp_path / "source.mp4", tmp_path / "trim.mp4"
    write_video(source, (scene.frame(k / 12) for k in range(12 * 12)), 12, song, 23)
    plan = Plan([Piece("source.mp4", 3.0, 10.0)], "trim", rate=12)
    render(plan, {"source.mp4": source}, trim)
    write_sound(tmp_path / "other.m4a", music(chance_of("another song"), 8.0))
    take = frozenset({"take"})
    files = (
        File("source.mp4", "source", 12.0, take, take),
        File("trim.mp4", "trim", plan.seconds, take, take, plan.spells()),
        File("other.m4a", "source", 8.0, frozenset(), frozenset({"other"})),
    )
    work = tmp_path / "work"
    work.mkdir()
    answers = answers_of({file.name: tmp_path / file.name for file in files}, work, 1)
    truth = truth_of(files)
    report = report_of(truth, [answers], 1.0)
    assert report.program.false_alarms == 0
    assert report.program.decided == 1.0, details(truth, answers)
    assert report.program.picture.f1 > 0.8, details(truth, answers)
    assert report.program.sound.f1 > 0.8, details(truth, answers)
    assert answers.kept > 10_000
    assert "other.m4a" not in {name for one in answers.said for name in (one.a, one.b)}
