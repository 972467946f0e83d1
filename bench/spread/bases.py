"""Base pictures of cascades: halves of a folder that share no photograph; photographs cut where there are too few."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from bench.copies.edits import Layouts, Picture

__all__ = ["Base", "Bases", "bases_of"]

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_PASTED = 0.08
"""Share of the photographs that are no bases, and shown beside the picture on pages."""
_LEAST = 12


@dataclass(frozen=True, slots=True)
class Base:
    """A photograph, or (`piece` 0 or 1) one of its two disjoint halves, cut across its longer side."""

    path: Path
    piece: int | None = None

    @property
    def name(self) -> str:
        """How it is told in lists."""
        return self.path.stem if self.piece is None else f"{self.path.stem}-{self.piece}"

    def load(self) -> Picture:
        """The pixels, in RGB, as they are meant to be seen."""
        picture = _load(self.path)
        if self.piece is None:
            return picture
        height, width = picture.shape[:2]
        if height >= width:
            return picture[: height // 2] if self.piece == 0 else picture[height // 2 :]
        return picture[:, : width // 2] if self.piece == 0 else picture[:, width // 2 :]


@dataclass(frozen=True, slots=True)
class Bases:
    """The base pictures of one half, those pasted beside them, and the digest of them all."""

    half: Layouts
    photographs: tuple[Path, ...]
    pasted: tuple[Path, ...]
    digest: str

    def some(self, count: int, turn: int) -> list[Base]:
        """That many for one case: no two show the same; other cases (`turn`) take them in another order.

        Raises `ValueError` when there are too few even with every photograph cut in two.
        """
        order = sorted(self.photographs, key=lambda path: _token(f"{turn} {path.name}"))
        if count <= len(order):
            return [Base(path) for path in order[:count]]
        cut = count - len(order)
        if cut > len(order):
            raise ValueError(f"{count} cascades in a case need {count // 2} photographs; there are {len(order)}")
        return [Base(path, piece) for path in order[:cut] for piece in (0, 1)] + [Base(path) for path in order[cut:]]

    def others(self) -> Sequence[Picture]:
        """The photographs to paste."""
        return _Loaded(self.pasted)


def bases_of(folders: Sequence[Path], half: Layouts) -> Bases:
    """The base pictures of a half: by the first digit of the SHA-256 of the file name, as `bench.copies` halves them.

    Raises `ValueError` when there are too few.
    """
    paths = [p for folder in folders for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and _in_half(p, half)]
    paths.sort(key=lambda path: (_token(path.name), str(path)))
    if len(paths) < _LEAST:
        raise ValueError(f"the {half} half has {len(paths)} pictures: {_LEAST} are needed")
    digest = hashlib.sha256(half.encode())
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    pasted = max(round(_PASTED * len(paths)), 4)
    return Bases(half, tuple(paths[pasted:]), tuple(paths[:pasted]), digest.hexdigest())


class _Loaded(Sequence[Picture]):
    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return _load(self._paths[at])


@lru_cache(maxsize=32)
def _load(path: Path) -> Picture:
    with Image.open(path) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def _in_half(path: Path, half: str) -> bool:
    return (_token(path.name)[0] in "01234567") == (half == "tuning")


def _token(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
