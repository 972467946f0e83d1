"""The index of pictures: candidates, whatever the order of adding, and safety on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.index.prints_drawn import copy_of, digest, random_prints

from firstseen.index import merging as merging_module
from firstseen.index import pictures as pictures_module
from firstseen.index.making import write_merged
from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.index.segment import Segment
from firstseen.model.identifiers import sha256_hex
from firstseen.prints.describe import describe
from firstseen.prints.moving.moving import FramePrints
from firstseen.prints.picture import PicturePrints, RegionPrints

BASES = {digest(n): random_prints(n) for n in range(12)}
COPIES = {digest(1000 + n): copy_of(BASES[digest(n)], 1000 + n, flips=10, mirrored=bool(n % 2)) for n in range(6)}
ALL = {**BASES, **COPIES}


def region(prints: PicturePrints) -> RegionPrints:
    return RegionPrints((0, 0, 600, 400), prints)


def filled(folder: Path, batches: list[list[str]]) -> PictureIndex:
    index = PictureIndex.open(folder)
    for batch in batches:
        index.add((name, ALL[name]) for name in batch)
    return index


def test_copies_are_candidates_straight_and_mirrored(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", [list(ALL)])
    for number in range(6):
        found = index.candidates(BASES[digest(number)], leave_out=digest(number))
        assert [candidate.digest for candidate in found] == [digest(1000 + number)]
        assert found[0].mirrored is bool(number % 2)
        assert found[0].by == "points"
        assert found[0].score > 7
    assert index.candidates(BASES[digest(9)], leave_out=digest(9)) == []
    assert index.candidates(random_prints(555)) == []


def test_the_picture_itself_is_found_by_its_hash(tmp_path: Path) -> None:
    index = filled(tmp_path, [list(ALL)])
    found = index.candidates(BASES[digest(9)])
    assert found[0] == Candidate(digest(9), found[0].score, False, "pdq", rare=found[0].rare)
    assert found[0].score == pytest.approx(40 + 4 + 31, abs=3)


def test_hashes_alone_find_a_turned_picture_without_points(tmp_path: Path) -> None:
    flat = random_prints(50, points=0)
    index = PictureIndex.open(tmp_path)
    index.add([(digest(50), flat), (digest(51), random_prints(51, points=0, quality=20))])
    turned = flat.pdq[[5, 1, 2, 3, 4, 0, 6, 7]]
    query = PicturePrints(
        600, 400, turned, 80, flat.points, flat.descriptors, flat.mirrored, flat.small, flat.pixels, 0
    )
    assert [(c.digest, c.mirrored, c.by) for c in index.candidates(query)] == [(digest(50), True, "pdq")]
    assert index.candidates(random_prints(51, points=0, quality=100)) == []
    assert index.candidates(random_prints(50, points=0, quality=20)) == []


def test_pictures_are_named_that_a_frame_of_a_video_is_near_to(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", [list(BASES)[:5], list(BASES)[5:]])
    holding = replace(random_prints(70, points=0), regions=(region(random_prints(71, points=0)),))
    index.add([(digest(70), holding), (digest(72), random_prints(72, points=0, quality=49))])
    whole, part, plain = BASES[digest(3)], random_prints(71, points=0), random_prints(72, points=0)
    pdq = np.stack([whole.pdq[[0, 5]], part.pdq[[5, 0]], plain.pdq[[0, 5]]])
    pdq[0, 0, 0] ^= 0b111
    frames = FramePrints(
        np.arange(3, dtype=np.float32), np.arange(1, 4, dtype=np.float32), pdq, np.full(3, 100, np.uint8),
        np.zeros(3, np.uint16),
    )  # fmt: skip
    assert index.shown_in(frames) == {digest(3): (3, 0), digest(70): (0, 1)}
    assert index.shown_in(frames, leave_out=digest(3)) == {digest(70): (0, 1)}
    far = pdq.copy()
    far[:, :, :8] ^= 0xFF
    assert index.shown_in(replace(frames, pdq=far)) == {}
    assert index.shown_in(replace(frames, quality=np.full(3, 49, np.uint8))) == {}
    assert PictureIndex.open(tmp_path / "none").shown_in(frames) == {}


def test_a_limit_keeps_the_best(tmp_path: Path) -> None:
    query = random_prints(70)
    index = PictureIndex.open(tmp_path)
    index.add((digest(70 + kept), copy_of(query, 70 + kept, kept=kept, flips=3)) for kept in (10, 24, 40))
    assert [c.digest for c in index.candidates(query, 2)] == [digest(110), digest(94)]
    assert len(index.candidates(query)) == 3


@settings(max_examples=8, deadline=None)
@given(st.permutations(list(ALL)), st.lists(st.integers(1, 6), min_size=6, max_size=6))
def test_the_order_and_the_batches_change_nothing(order: list[str], sizes: list[int]) -> None:
    batches: list[list[str]] = []
    rest = order
    for size in sizes:
        batches, rest = [*batches, rest[:size]], rest[size:]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        expected, index = filled(Path(one), [sorted(ALL)]), filled(Path(other), [*batches, rest])
        reopened = PictureIndex.open(Path(other))
        assert index.digests() == expected.digests() == set(ALL)
        for name, prints in COPIES.items():
            wanted = expected.candidates(prints, leave_out=name)
            assert index.candidates(prints, leave_out=name) == wanted
            assert reopened.candidates(prints, leave_out=name) == wanted


def test_what_is_left_out_counts_in_no_way(tmp_path: Path) -> None:
    with_it, without = filled(tmp_path / "a", [list(ALL)]), PictureIndex.open(tmp_path / "b")
    without.add((name, prints) for name, prints in ALL.items() if name != digest(0))
    assert with_it.candidates(ALL[digest(0)], leave_out=digest(0)) == without.candidates(ALL[digest(0)])
    assert without.candidates(ALL[digest(0)], leave_out=digest(0)) == without.candidates(ALL[digest(0)])


def test_adding_again_adds_nothing_and_few_segments_are_kept(tmp_path: Path) -> None:
    index = filled(tmp_path, [[name] for name in ALL])
    before = sorted(path.name for path in tmp_path.iterdir())
    assert len(before) <= 5
    index.add(ALL.items())
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert len(index) == len(ALL)


def test_a_small_addition_leaves_a_large_segment_alone(tmp_path: Path) -> None:
    index = filled(tmp_path, [list(BASES)])
    large = next(tmp_path.iterdir())
    touched = large.stat().st_mtime_ns
    index.add(list(COPIES.items())[:2])
    assert large.stat().st_mtime_ns == touched
    assert len(list(tmp_path.iterdir())) == 2


def test_many_pictures_are_written_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures_module, "_AT_ONCE", 4)

    def interrupted() -> object:
        for number, entry in enumerate(ALL.items()):
            if number == 9:
                raise KeyboardInterrupt
            yield entry

    with pytest.raises(KeyboardInterrupt):
        PictureIndex.open(tmp_path).add(interrupted())  # type: ignore[arg-type]
    assert PictureIndex.open(tmp_path).digests() == set(list(ALL)[:8])


def test_a_damaged_segment_is_left_out_and_its_pictures_can_be_added_again(tmp_path: Path) -> None:
    filled(tmp_path, [list(BASES), list(COPIES)[:2]])
    damaged = sorted(tmp_path.iterdir())[0]
    content = damaged.read_bytes()
    damaged.write_bytes(content[: len(content) // 2])
    index = PictureIndex.open(tmp_path)
    assert index.digests() == set(list(COPIES)[:2])
    index.add(ALL.items())
    assert PictureIndex.open(tmp_path).digests() == set(ALL)
    assert all(path.name in {item.name for item in tmp_path.glob("*.segment")} for path in tmp_path.iterdir())


def test_a_reader_keeps_what_it_opened_while_a_writer_merges(tmp_path: Path) -> None:
    writer = filled(tmp_path, [list(BASES)[:3]])
    reader = PictureIndex.open(tmp_path)
    before = reader.candidates(BASES[digest(0)])
    writer.add(ALL.items())
    assert reader.candidates(BASES[digest(0)]) == before
    assert len(reader) == 3
    assert len(PictureIndex.open(tmp_path)) == len(ALL)


def test_an_empty_index_has_no_candidates_and_opening_writes_nothing(tmp_path: Path) -> None:
    index = PictureIndex.open(tmp_path / "none")
    assert index.candidates(BASES[digest(0)]) == []
    assert index.digests() == set()
    assert not (tmp_path / "none").exists()


def test_regions_are_found_and_named(tmp_path: Path) -> None:
    page = replace(random_prints(300), regions=(region(random_prints(301)), region(BASES[digest(3)])))
    index = PictureIndex.open(tmp_path)
    index.add([(digest(300), page), (digest(3), BASES[digest(3)]), (digest(1003), COPIES[digest(1003)])])
    found = index.candidates(BASES[digest(3)], leave_out=digest(3))
    assert [(c.digest, c.views) for c in found] == [(digest(300), ((0, 2),)), (digest(1003), ((0, 0),))]
    assert found[0].by == "pdq"
    assert len(index) == 3
    back = index.candidates(page, leave_out=digest(300))
    assert [(c.digest, c.views, c.mirrored) for c in back] == [
        (digest(3), ((2, 0),), False), (digest(1003), ((2, 0),), True),
    ]  # fmt: skip


def test_the_strongest_pairs_of_views_are_told_first_and_are_few(tmp_path: Path) -> None:
    parts = [random_prints(310 + number) for number in range(4)]
    page = replace(random_prints(320), regions=tuple(region(part) for part in parts))
    other = replace(
        random_prints(321),
        regions=tuple(region(copy_of(part, 330 + n, kept=10 + 5 * n, flips=3)) for n, part in enumerate(parts)),
    )
    index = PictureIndex.open(tmp_path)
    index.add([(digest(321), other)])
    (found,) = index.candidates(page)
    assert found.views == ((4, 4), (3, 3), (2, 2))
    assert found.score > 20


def test_a_left_out_picture_is_left_out_with_its_regions(tmp_path: Path) -> None:
    page = replace(random_prints(300), regions=(region(BASES[digest(3)]),))
    index = PictureIndex.open(tmp_path)
    index.add([(digest(300), page), (digest(3), BASES[digest(3)])])
    assert [c.digest for c in index.candidates(BASES[digest(3)], leave_out=digest(300))] == [digest(3)]


def test_a_lower_floor_gives_more_candidates(tmp_path: Path) -> None:
    index = PictureIndex.open(tmp_path)
    index.add([(digest(1), copy_of(BASES[digest(0)], 400, kept=3, flips=3))])
    assert index.candidates(BASES[digest(0)]) == []
    (weak,) = index.candidates(BASES[digest(0)], floor=2.0)
    assert 2 <= weak.score <= 3


def test_five_hundred_copies_are_all_found(tmp_path: Path) -> None:
    picture = random_prints(500, 400)
    index = PictureIndex.open(tmp_path)
    index.add((digest(500 + n), copy_of(picture, 500 + n, kept=380, flips=8)) for n in range(500))
    found = index.candidates(picture, 1000)
    assert {candidate.digest for candidate in found} == {digest(500 + n) for n in range(500)}


def test_large_segments_are_merged_in_the_background(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging_module, "AT_ONCE", 4)
    monkeypatch.setattr(pictures_module, "_AT_ONCE", 2)
    index = filled(tmp_path / "a", [list(ALL)[:9], list(ALL)[9:]])
    assert index.digests() == set(ALL)
    before = index.candidates(BASES[digest(0)])
    index.settle()
    assert len(list((tmp_path / "a").iterdir())) <= 5
    assert index.digests() == PictureIndex.open(tmp_path / "a").digests() == set(ALL)
    assert (
        before == index.candidates(BASES[digest(0)]) == filled(tmp_path / "b", [list(ALL)]).candidates(BASES[digest(0)])
    )
    index.settle()


def test_adding_goes_on_while_a_merge_is_held_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging_module, "AT_ONCE", 4)
    monkeypatch.setattr(pictures_module, "_AT_ONCE", 2)
    go = threading.Event()
    real = write_merged

    def held_up(segments: list[Segment], stream: BinaryIO) -> None:
        go.wait(60)
        real(segments, stream)

    monkeypatch.setattr(merging_module, "write_merged", held_up)
    index = filled(tmp_path, [list(ALL)])
    assert PictureIndex.open(tmp_path).digests() == set(ALL)
    assert index.candidates(BASES[digest(0)])[0].digest == digest(0)
    held = {path.name for path in tmp_path.iterdir()}
    assert any(name.endswith(".unfinished") for name in held)
    go.set()
    index.settle()
    assert PictureIndex.open(tmp_path).digests() == set(ALL)
    assert not any(path.name.endswith(".unfinished") for path in tmp_path.iterdir())


def test_check_reads_what_opening_does_not(tmp_path: Path) -> None:
    index = filled(tmp_path, [list(ALL)])
    assert index.check() == []
    (segment,) = tmp_path.iterdir()
    content = bytearray(segment.read_bytes())
    content[-3] ^= 8
    segment.write_bytes(content)
    opened = PictureIndex.open(tmp_path)
    assert opened.digests() == set(ALL)
    assert opened.candidates(BASES[digest(0)])[0].digest == digest(0)
    assert opened.check() == [f"{segment.name}: its lists are damaged"]


ENDLESS = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from prints_drawn import digest, random_prints
from firstseen.index.pictures import PictureIndex
index = PictureIndex.open(Path(sys.argv[1]))
for number in range(len(index), 100000):
    index.add([(digest(number), random_prints(number, 20))])
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_reported(tmp_path: Path) -> None:
    folder, reported = tmp_path / "index", -1
    for delay in (0.0, 0.013, 0.05):
        command = [sys.executable, "-c", ENDLESS, str(folder), str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            reported = int(writer.stdout.readline())
            time.sleep(delay)
            os.kill(writer.pid, signal.SIGKILL)
            reported = max([reported, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        index = PictureIndex.open(folder)
        held = index.digests()
        assert {digest(number) for number in range(reported + 1)} <= held
        assert held <= {digest(number) for number in range(reported + 2)}
        assert index.candidates(random_prints(reported, 20))[0].digest == digest(reported)


TRUE_PAIRS = 16
SHARED_NAMES = (
    "bush_book", "burst_kfc", "five_headed_snake", "mc_donalds_fee", "north_korea", "rio", "fuji_lenticular",
    "bowie_david", "john_guevara", "gandhi_dancing",
)  # fmt: skip


def test_the_true_pairs_among_real_pictures_stand_out(tmp_path: Path, real_inputs: Path) -> None:
    prints = {}
    for file in sorted((real_inputs / "viral64" / "pictures").iterdir()):
        with Image.open(file) as opened:
            rgb = np.asarray(opened.convert("RGB"))
        prints[sha256_hex(file.name.encode())] = (file.name, describe(rgb, "0" * 64))
    index = PictureIndex.open(tmp_path)
    index.add((name, item[1]) for name, item in prints.items())
    clear, weak = set(), 0
    for name, (title, own) in prints.items():
        for candidate in index.candidates(own, leave_out=name):
            if candidate.score >= 12:
                clear.add(tuple(sorted((title, prints[candidate.digest][0]))))
            else:
                weak += 1
    assert len(clear) == TRUE_PAIRS
    assert all(any(a.startswith(name) and b.startswith(name) for name in SHARED_NAMES) for a, b in clear)
    assert ("fuji_lenticular_1.jpg", "fuji_lenticular_2.jpg") in clear
    assert weak <= 3 * len(prints)


def test_what_shares_more_than_a_template_comes_first_by_the_views_that_show_it(tmp_path: Path) -> None:
    template = random_prints(700, 400)
    photograph = random_prints(701, 60)

    def post(seed: int, shown: PicturePrints) -> PicturePrints:
        whole = copy_of(template, seed, kept=300, flips=6, scale=1.0)
        return replace(whole, regions=(region(shown),))

    index = PictureIndex.open(tmp_path)
    others = [(digest(800 + n), post(800 + n, random_prints(2000 + n, 60))) for n in range(60)]
    true = (digest(900), post(900, copy_of(photograph, 901, kept=8, flips=6)))
    index.add([*others, true])
    found = index.candidates(post(950, photograph), 100)
    assert len(found) == 61
    assert found[0].digest == digest(900)
    assert found[0].views[0] == (1, 1)
    assert found[0].is_own
    assert sum(candidate.is_own for candidate in found) <= 5
    # By their scores alone the others would be as good: the template gives all of them more.
    assert max(candidate.score for candidate in found[1:]) > found[0].score


def test_one_search_for_several_floors_gives_what_a_search_for_each_gives(tmp_path: Path) -> None:
    faint = copy_of(BASES[digest(9)], 77, flips=10)
    weak = replace(faint, points=faint.points[:5], descriptors=faint.descriptors[:5], mirrored=faint.mirrored[:5])
    index = filled(tmp_path, [list(ALL)])
    index.add([(digest(77), replace(weak, pdq_quality=0))])
    each = [index.candidates(BASES[digest(9)], floor=floor) for floor in (8.0, 1.0)]
    assert index.by_floor(BASES[digest(9)], (8.0, 1.0)) == each
    assert digest(77) in {one.digest for one in each[1]} - {one.digest for one in each[0]}
