"""The files of the bench, in two sets that share nothing: what each is, and what is true of it.

Nothing is rendered here: a file is told by its name, and `bench.video.making` makes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from bench.video.chance import chance_of
from bench.video.edits import KINDS, Plan, Source
from bench.video.edits.stills import STILLS
from bench.video.filming import Filming, host
from bench.video.real import real_files
from bench.video.sounds.speech import speaker
from bench.video.truth import File, Spell

__all__ = [
    "CLEAN",
    "EXCERPT_KINDS",
    "LONG_KINDS",
    "NEGATIVES",
    "REAL",
    "SETS",
    "UNDER_SPEECH",
    "Corpus",
    "Sets",
    "corpus_of",
]

Sets = Literal["tuning", "report"]
SETS: tuple[Sets, ...] = ("tuning", "report")

VERSION = 2
"""Of the generator: figures of another version are not compared."""

SOURCES = 12
_SALTS: dict[Sets, str] = {"tuning": "video 1 tuning", "report": "video 1 report"}

CLEAN, UNDER_SPEECH = "5 s of sound", "5 s of sound under speech"
EXCERPT_KINDS = (CLEAN, UNDER_SPEECH)
LONG_KINDS = ("3 s within 10 minutes", "3 s of 10 minutes")
NEGATIVES = ("another moment", "two cameras", "same song")
REAL = "real versions"

_LONG = "long.mp4"
_LONG_SECONDS = 620.0
_INSERTED = 3.0
_EXCERPT = 5.0
_EXCERPTS = 3
"""Of each source: of twelve in all, one more or less is a share of 0.08."""
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_SOUND_ENDS = ("m4a", "mp3", "opus")


@dataclass(frozen=True)
class Corpus:
    """One set. `each`: edits of each kind; `photographs` and `real` may be empty where the folders are absent; `again`:
    a word by which all of it is drawn anew, of the same photographs."""

    name: Sets
    each: int
    photographs: tuple[Path, ...]
    real: Path | None
    kinds: tuple[str, ...]
    again: str = ""

    @property
    def salt(self) -> str:
        """What chance is drawn from, beside the name of a file."""
        return f"{_SALTS[self.name]} {self.again}".strip()

    @cached_property
    def filming(self) -> Filming:
        """How the scenes of this set are made."""
        return Filming(self.salt, self.photographs)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The videos that the edits are made of."""
        return tuple(
            Source(f"source-{number:02}.mp4", round(float(chance_of(self.salt, "length", number).uniform(30, 48)), 1))
            for number in range(SOURCES)
        )

    @cached_property
    def digest(self) -> str:
        """Of all that decides what the files show, and of what is asked."""
        words = [VERSION, self.name, self.again, self.each, *self.kinds, "spoken" if speaker() else "babble"]
        words += [path.name for path in self.photographs]
        words += [file.name for file in real_files(self.real)]
        return hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()

    @cached_property
    def files(self) -> tuple[File, ...]:
        """All files, sources first."""
        return tuple(self._files())

    def _files(self) -> Iterator[File]:
        for number, source in enumerate(self.sources):
            yield File(
                source.name, "source", source.seconds, frozenset({f"take {number}"}), frozenset({f"take {number}"})
            )
        yield from self._negatives()
        for kind in self.kinds:
            yield from _MAKERS[kind](self, kind)
        if set(LONG_KINDS) & set(self.kinds):
            yield self._long()
        if REAL in self.kinds:
            yield from real_files(self.real)

    def plan(self, kind: str, turn: int) -> Plan:
        """The plan of one edit."""
        seed = f"{self.salt} {kind} {turn}"
        source = self._drawn(kind)[turn % SOURCES]
        others = [one for one in self.sources if one is not source]
        return KINDS[kind](chance_of(seed), seed, source, others, host)

    def still(self, kind: str, turn: int) -> tuple[Source, float]:
        """The source of a still, and the second at which it is taken."""
        source = self._drawn(kind)[turn % SOURCES]
        return source, round(float(chance_of(self.salt, kind, turn, "moment").uniform(1, source.seconds - 1)), 2)

    def excerpt(self, kind: str, turn: int) -> tuple[Source, float]:
        """The source of an excerpt of sound, and where it begins."""
        source = self._drawn(kind)[turn % SOURCES]
        start = float(chance_of(self.salt, kind, turn, "moment").uniform(0.5, source.seconds - _EXCERPT - 0.5))
        return source, round(start, 2)

    def inserts(self) -> list[tuple[float, Source, float]]:
        """What stands in the long video: where, of which source, from where."""
        chance = chance_of(self.salt, "inserted")
        sources = self._drawn(LONG_KINDS[0])[: 2 * self.each]
        step = _LONG_SECONDS / (len(sources) + 1)
        out = []
        for number, source in enumerate(sources):
            at = round((number + 1) * step + float(chance.uniform(-9, 9)), 1)
            out.append((at, source, round(float(chance.uniform(2, source.seconds - 6)), 1)))
        return out

    def _drawn(self, kind: str) -> list[Source]:
        order = chance_of(self.salt, "order", kind).permutation(SOURCES)
        return [self.sources[int(at)] for at in order]

    def _negatives(self) -> Iterator[File]:
        """Takes of their own that are near to one of the sources, and no copies of it."""
        for kind, numbers in zip(NEGATIVES, ((1, 4, 7, 10), (1, 4, 7, 10), (0, 4, 8)), strict=True):
            for number in numbers:
                seen, heard = frozenset({f"{kind} {number}"}), frozenset({f"{kind} {number}"})
                if kind != "another moment":
                    heard = frozenset({f"take {number}"})
                name = f"{kind.replace(' ', '-')}-{number:02}.mp4"
                yield File(name, kind, 24.0, seen, heard, {self.sources[number].name: ()}, joins=False)

    def _long(self) -> File:
        inserts = self.inserts() if LONG_KINDS[0] in self.kinds else []
        shares = {
            source.name: tuple(
                Spell(at, at + _INSERTED, start, start + _INSERTED, track) for track in ("picture", "sound")
            )
            for at, source, start in inserts
        }
        takes = frozenset({"long", *(f"take {self.sources.index(source)}" for _, source, _ in inserts)})
        return File(_LONG, LONG_KINDS[0], _LONG_SECONDS, takes, takes, shares)

    def takes_of(self, names: Sequence[str]) -> frozenset[str]:
        """The takes of some sources."""
        return frozenset(f"take {number}" for number, source in enumerate(self.sources) if source.name in names)


def _edits(corpus: Corpus, kind: str) -> Iterator[File]:
    for turn in range(corpus.each):
        plan = corpus.plan(kind, turn)
        takes = corpus.takes_of([piece.source for piece in plan.pieces])
        heard = takes if plan.sounds in {"kept", "voice over", "music over"} else frozenset[str]()
        name = f"{slug(kind)}-{turn:02}.mp4"
        yield File(name, kind, round(plan.seconds, 3), takes, heard, plan.spells())


def _stills(corpus: Corpus, kind: str) -> Iterator[File]:
    for turn in range(2 * corpus.each):
        source, moment = corpus.still(kind, turn)
        shares = {source.name: (Spell(0, 0, moment, moment, "picture"),)}
        yield File(f"{slug(kind)}-{turn:02}.jpg", kind, 0.0, corpus.takes_of([source.name]), frozenset(), shares)


def _excerpts(corpus: Corpus, kind: str) -> Iterator[File]:
    for turn in range(_EXCERPTS * SOURCES if corpus.each > 1 else 3):
        source, start = corpus.excerpt(kind, turn)
        shares = {source.name: (Spell(0, _EXCERPT, start, start + _EXCERPT, "sound"),)}
        # Each source in each encoding.
        name = f"{slug(kind)}-{turn:02}.{_SOUND_ENDS[(turn + turn // SOURCES) % len(_SOUND_ENDS)]}"
        yield File(name, kind, _EXCERPT, frozenset(), corpus.takes_of([source.name]), shares)


def _clips(corpus: Corpus, kind: str) -> Iterator[File]:
    """Three seconds of the long video, between two of what is inserted."""
    at = [0.0, *(where for where, _, _ in corpus.inserts())]
    for turn in range(2 * corpus.each):
        start = round(at[turn] + float(chance_of(corpus.salt, kind, turn).uniform(12, 20)), 1)
        spells = tuple(Spell(0, _INSERTED, start, start + _INSERTED, track) for track in ("picture", "sound"))
        takes = frozenset({"long"})
        yield File(f"{slug(kind)}-{turn:02}.mp4", kind, _INSERTED, takes, takes, {_LONG: spells})


def _nothing(corpus: Corpus, kind: str) -> Iterator[File]:
    return iter(())


_MAKERS: dict[str, Callable[[Corpus, str], Iterator[File]]] = {
    **dict.fromkeys(KINDS, _edits),
    LONG_KINDS[0]: _nothing,
    LONG_KINDS[1]: _clips,
    REAL: _nothing,
    **dict.fromkeys(STILLS, _stills),
    **dict.fromkeys(EXCERPT_KINDS, _excerpts),
}


def slug(kind: str) -> str:
    """A kind as part of a file's name."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in kind).split())


def corpus_of(
    name: Sets,
    each: int,
    photographs: Path | None,
    real: Path | None,
    kinds: Sequence[str] | None = None,
    *,
    again: str = "",
) -> Corpus:
    """A set of so many edits of each kind (all kinds, unless some are named); folders may be absent. `again`: a word by
    which the set is drawn anew. Raises `ValueError` for the report set, which is drawn once."""
    if again and name == "report":
        raise ValueError("the report set is drawn once")
    return Corpus(name, each, _half(photographs, name), real, tuple(kinds or _MAKERS), again)


@lru_cache(maxsize=4)
def _half(folder: Path | None, name: Sets) -> tuple[Path, ...]:
    """The photographs of a set, by the digests of their names, in an order by chance."""
    if folder is None or not folder.is_dir():
        return ()
    every = {
        hashlib.sha256(path.name.encode()).hexdigest(): path
        for path in folder.iterdir()
        if path.suffix.lower() in _SUFFIXES
    }
    return tuple(path for digest, path in sorted(every.items()) if (digest[0] in "01234567") == (name == "tuning"))
