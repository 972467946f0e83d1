"""Base pictures, and what each is for, in four sets.

The sets "tuning" and "second" have half of the pictures each. The set "third" has them all, each in another role: its
references were none before, and what it leaves out or pastes were references. The set "report" has them all in an order
of its own: what is drawn of them is new, the photographs are not. Within a set, no picture has two roles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from bench.copies.edits import KINDS, TEMPLATED, VERSION, Edited, Layouts, Picture, fonts_found

__all__ = ["Corpus", "Drawn", "corpus_of", "drawn", "load", "salt_of"]

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}

_SHARES = (0.56, 0.73, 0.86, 0.93)
"""Of a half: references; distractors that carry the templates; those left out; to paste into queries; into distractors.
The third set divides those that were references among its other roles in the same proportions.
A picture pasted into a query is in no reference, so that every word of the program about it is a false alarm."""

_LEAST_SIDE = 70
"""Pixels of the shorter side of the photograph in an edit, below which the edit is drawn anew (a few times): a person
would not know it either."""

_LEAST_SHOWN = 0.35
"""Share of the photograph below which an edit that is no crop to a quarter or tenth is drawn anew."""

_TRIES = 8

_WORN = " as "

_SALTS: dict[Layouts, str] = {"tuning": "2 tuning", "second": "2 report", "third": "3 report", "report": "4 report"}
"""What chance is drawn from. The second and the third set were once reported: figures of them can be had again."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edit that is to be drawn: its kind ("" for the photograph itself), the photograph, and for what."""

    kind: str
    path: Path
    role: str

    @property
    def name(self) -> str:
        """How it is told in lists."""
        return f"{self.path.name}{_WORN}{self.kind}" if self.kind else self.path.name

    @staticmethod
    def is_templated(name: str) -> bool:
        """Whether it is the name of a photograph in some frame."""
        return _WORN in name


@dataclass(frozen=True, slots=True)
class Corpus:
    """The pictures of one set by what they are for, and the digest of them all."""

    layouts: Layouts
    references: tuple[Path, ...]
    distractors: tuple[Path, ...]
    left_out: tuple[Path, ...]
    pasted: tuple[Path, ...]
    pasted_elsewhere: tuple[Path, ...]
    digest: str

    def run_digest(self, kinds: Sequence[str], queries: int) -> str:
        """The digest of the corpus and of what is asked of it: figures of other questions cannot be compared."""
        words = f"{self.digest} {len(self.references)} {queries} {' '.join(kinds)}"
        return hashlib.sha256(words.encode()).hexdigest()

    def referred(self, each: int) -> list[Drawn]:
        """What the index holds: photographs, and other photographs that carry the templates, `each` times."""
        plain = [Drawn("", path, "reference") for path in self.references]
        kinds = [name for name in TEMPLATED if name in KINDS]
        worn = [
            Drawn(kinds[(at * each + turn) % len(kinds)], path, "distractor")
            for at, path in enumerate(self.distractors)
            for turn in range(each)
        ]
        return plain + worn

    def asked(self, kinds: Sequence[str], each: int) -> list[Drawn]:
        """Queries that have an answer: each kind on its own draw of the references."""
        out = []
        for kind in kinds:
            order = sorted(self.references, key=lambda path, kind=kind: _token(kind, path.name))  # type: ignore[misc]
            out += [Drawn(kind, path, "query") for path in order[:each]]
        return out

    def unanswered(self, kinds: Sequence[str], each: int) -> list[Drawn]:
        """Queries without an answer: photographs left out, as they are and in the templates of the others."""
        worn = ["", *(kind for kind in TEMPLATED if kind in kinds)]
        out = []
        for kind in worn:
            order = sorted(self.left_out, key=lambda path, kind=kind: _token(kind, path.name))  # type: ignore[misc]
            out += [Drawn(kind, path, "left out") for path in order[:each]]
        return out


def corpus_of(folders: Sequence[Path], layouts: Layouts, references: int) -> Corpus:
    """The corpus of a set, of the pictures in the folders.

    Raises `ValueError` when there are too few of them.
    """
    every = [path for folder in folders for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES]
    every.sort(key=lambda path: (_token("", path.name), str(path)))
    halves = [[path for path in every if _in_first_half(path) == first] for first in (True, False)]
    paths = every if layouts in {"third", "report"} else halves[layouts == "second"]
    if len(paths) < 30:
        raise ValueError(f"set {layouts} of {', '.join(map(str, folders))} has {len(paths)} pictures: 30 are needed")
    if layouts == "report":
        paths = sorted(paths, key=lambda path: (_token(_SALTS["report"], path.name), str(path)))
    roles = _new_roles(halves) if layouts == "third" else _roles(paths)
    digest = hashlib.sha256(f"{VERSION} {layouts} {fonts_found()}".encode())
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    held, distractors, left_out, pasted, elsewhere = (tuple(role) for role in roles)
    return Corpus(layouts, held[:references], distractors, left_out, pasted, elsewhere, digest.hexdigest())


def _roles(paths: list[Path]) -> list[list[Path]]:
    """Cut by the shares: references, distractors, left out, pasted into queries, pasted into distractors."""
    cuts = [0, *(round(share * len(paths)) for share in _SHARES), len(paths)]
    return [paths[low:high] for low, high in pairwise(cuts)]


def _new_roles(halves: list[list[Path]]) -> list[list[Path]]:
    """The same roles, none of them filled by a picture that had it."""
    before = [_roles(half) for half in halves]
    references = [path for roles in before for role in roles[1:] for path in role]
    others = [path for roles in before for path in roles[0]]
    for some in (references, others):
        some.sort(key=lambda path: (_token(_SALTS["third"], path.name), str(path)))
    low = _SHARES[0]
    cuts = [0, *(round((share - low) / (1 - low) * len(others)) for share in _SHARES[1:]), len(others)]
    return [references, *(others[start:end] for start, end in pairwise(cuts))]


def drawn(item: Drawn, corpus: Corpus) -> tuple[Picture, Edited | None]:
    """The picture, and the truth about it (None for a photograph as it is). The same each time."""
    photograph = load(item.path)
    if not item.kind:
        return photograph, None
    pool = corpus.pasted_elsewhere if item.role == "distractor" else corpus.pasted
    others = _Loaded(pool)
    last: Edited | None = None
    for turn in range(_TRIES):
        words = f"{_SALTS[corpus.layouts]} {item.kind} {item.path.name} {item.role} {turn}"
        chance = np.random.default_rng(int.from_bytes(hashlib.sha256(words.encode()).digest()[:8]))
        try:
            edited = KINDS[item.kind](photograph, others, chance, corpus.layouts)
        except ValueError:
            continue
        last = edited
        if _fair(edited, item.kind):
            break
    if last is not None:
        return last.picture, last
    raise ValueError(f"{item.name} shows nothing of the photograph however it is drawn")


def salt_of(layouts: Layouts) -> str:
    """What the chance of a set is drawn from, beside the name of what is drawn."""
    return _SALTS[layouts]


def load(path: Path) -> Picture:
    """The picture as it is meant to be seen, in RGB."""
    return _load(path)


@lru_cache(maxsize=160)
def _load(path: Path) -> Picture:
    with Image.open(path) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


class _Loaded(Sequence[Picture]):
    """Pictures that are read when they are wanted."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return _load(self._paths[at])


def _fair(edited: Edited, kind: str) -> bool:
    left, top, right, bottom = edited.box
    small = kind in {"crop to a quarter", "crop to a tenth"}
    return min(right - left, bottom - top) >= _LEAST_SIDE and (small or edited.shown >= _LEAST_SHOWN)


def _in_first_half(path: Path) -> bool:
    return hashlib.sha256(path.name.encode()).hexdigest()[0] in "01234567"


def _token(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind} {name}".encode()).hexdigest() if kind else hashlib.sha256(name.encode()).hexdigest()
