"""How well two pictures are told to be copies: `python -m bench.verification FOLDER [--half tuning|report] [...]`.

FOLDER holds photographs of which no two are copies. Its first half (SHA-256 of the file name starts with 0 to 7) sets
thresholds, the other is for the figures that are told. Each photograph is edited in every way of `bench.edits` and
verified against its edit; then the pairs of different photographs with the most matching points are
verified for false alarms.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from bench.edits import EDITS, Edited
from firstseen.match.correspond import distances, near, pair_up
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of one edit; `off` is the error of the transform as a share of the photograph's diagonal."""

    copy: Copy | None
    edited: Edited
    off: float
    milliseconds: float


def load(path: Path) -> Picture:
    with Image.open(path) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def prints_of(picture: Picture) -> PicturePrints:
    picture = np.ascontiguousarray(picture)
    return describe(picture, hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest())


def in_half(path: Path, half: str) -> bool:
    first = hashlib.sha256(path.name.encode()).hexdigest()[0] in "01234567"
    return half == "all" or first == (half == "tuning")


def transform_error(copy: Copy, edited: Edited, shape: tuple[int, ...]) -> float:
    """Mean distance between found and true place over the shared box, as a share of the edit's shared diagonal."""
    if copy.transform is None or copy.box_a is None:
        return 0.0
    left, top, right, bottom = copy.box_a
    xs, ys = np.meshgrid(np.linspace(left, right - 1, 5), np.linspace(top, bottom - 1, 5))
    points = np.column_stack([xs.ravel(), ys.ravel(), np.ones(25)])
    found = points @ np.array(copy.transform).T
    true = points @ edited.move.T
    true = true[:, :2] / true[:, 2:3]
    extent = float(np.hypot(*(true.max(axis=0) - true.min(axis=0))))
    return float(np.hypot(*(found - true).T).mean()) / max(extent, 1.0)


def more_is_right(outcome: Outcome) -> bool:
    copy = outcome.copy
    if copy is None:
        return False
    return copy.shows_more == (ShowsMore.SAME if outcome.edited.shown > 0.95 else ShowsMore.A)


def relation_is_right(outcome: Outcome) -> bool:
    copy = outcome.copy
    if copy is None:
        return False
    wanted = Relation.PART if outcome.edited.part else Relation.ALTERED if outcome.edited.altered else Relation.COPY
    return copy.relation == wanted


def run_edits(paths: list[Path], names: list[str], details: bool) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = defaultdict(list)
    for at, path in enumerate(paths):
        picture, other = load(path), load(paths[(at + 7) % len(paths)])
        a = prints_of(picture)
        for name in names:
            edited = EDITS[name](picture, other, np.random.default_rng([at, len(name)]))
            b = prints_of(edited.picture)
            start = time.thread_time()
            copy = verify("0", a, "1", b)
            spent = 1000 * (time.thread_time() - start)
            joined = copy if copy and copy.relation in JOINING else None
            off = transform_error(joined, edited, picture.shape) if joined else 1.0
            outcome = Outcome(joined, edited, off, spent)
            found[name].append(outcome)
            if details and not (joined and more_is_right(outcome) and relation_is_right(outcome)):
                print(name, path.name[:8], outcome.copy and (outcome.copy.relation.value, outcome.copy.shows_more))
    return found


def print_edits(found: dict[str, list[Outcome]]) -> None:
    heads = ("edit", "found", "relation", "more", "words", "mirror", "off %", "ms")
    print(f"{heads[0]:20}" + "".join(f"{head:>9}" for head in heads[1:]) + "  words that should not be there")
    for name, outcomes in found.items():
        joined = [o for o in outcomes if o.copy]
        n = max(len(joined), 1)
        extra = Counter(
            word for o in joined if o.copy for word in o.copy.changes if word not in (*o.edited.words, "re-encoded")
        )
        mirrored = sum(o.copy.mirrored == ("mirrored" in o.edited.words) for o in joined if o.copy)
        named = sum(set(o.edited.words) <= set(o.copy.changes) for o in joined if o.copy)
        figures = [
            len(joined) / len(outcomes),
            sum(relation_is_right(o) for o in joined) / n,
            sum(more_is_right(o) for o in joined) / n,
            named / n,
            mirrored / n,
            100 * float(np.median([o.off for o in joined])) if joined else 0.0,
            float(np.median([o.milliseconds for o in outcomes])),
        ]
        rest = ", ".join(f"{word} {count / n:.2f}" for word, count in extra.most_common(5))
        print(f"{name:20}" + "".join(f"{figure:9.3f}" for figure in figures) + "  " + rest)


def run_strangers(paths: list[Path], count: int) -> None:
    """The pairs of different photographs with the most matching points: everything said of them is a false alarm."""
    prints = [prints_of(load(path)) for path in paths]
    matches = []
    for i in range(len(prints)):
        for j in range(i + 1, len(prints)):
            straight = len(pair_up(near(distances(prints[i].descriptors, prints[j].descriptors))).rows_a)
            matches.append((-straight, i, j))
    said: Counter[str] = Counter()
    spent = []
    for _, i, j in sorted(matches)[:count]:
        start = time.thread_time()
        copy = verify("0", prints[i], "1", prints[j])
        spent.append(1000 * (time.thread_time() - start))
        if copy:
            said[copy.relation.value] += 1
            print(f"  {copy.relation.value} {copy.confidence}: {paths[i].name} {paths[j].name} {copy.reason}")
    print(
        f"{min(count, len(matches))} pairs of strangers: {dict(said) or 'nothing said of any'}; "
        f"median {np.median(spent):.2f} ms, 99th percentile {np.percentile(spent, 99):.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("tuning", "report", "all"), default="report")
    parser.add_argument("--pictures", type=int, default=60, help="photographs that are edited")
    parser.add_argument("--strangers", type=int, default=20000, help="pairs of different photographs; 0 for none")
    parser.add_argument("--edits", nargs="*", default=list(EDITS), choices=list(EDITS), metavar="EDIT")
    parser.add_argument("--details", action="store_true", help="names what went wrong")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    suffixes = {".jpg", ".jpeg", ".png", ".webp"}
    paths = sorted(p for p in chosen.folder.iterdir() if p.suffix.lower() in suffixes and in_half(p, chosen.half))
    print(f"{len(paths)} photographs in the {chosen.half} half, {min(chosen.pictures, len(paths))} of them edited")
    if chosen.edits:
        print_edits(run_edits(paths[: chosen.pictures], chosen.edits, chosen.details))
    if chosen.strangers:
        run_strangers(paths, chosen.strangers)


if __name__ == "__main__":
    main()
