"""What the files of two versions say of the direction between them: earlier savings, metadata, declared sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.pairs import Pair, Side, aligned
from firstseen.chronicle.spread.pixel_signs import toward
from firstseen.model.spread import Sign, SignKind

__all__ = ["file_signs"]

_LOSSLESS = frozenset({"PNG", "BMP", "TIFF", "GIF"})

Shown = Sequence[ShownEvidence]


def file_signs(pair: Pair, shown_a: Shown, shown_b: Shown) -> Iterator[Sign]:
    """The signs of two whole media, in a fixed order; a region of a page has no file of its own."""
    if pair.a.version.box is not None or pair.b.version.box is not None:
        return
    yield from _formats(pair)
    yield from _saved(pair)
    yield from _camera(pair)
    yield from _ingredients(pair, shown_a, shown_b)


def _formats(pair: Pair) -> Iterator[Sign]:
    if not pair.exact or pair.a.facts is None or pair.b.facts is None:
        return
    lossless = [side.facts is not None and side.facts.format in _LOSSLESS for side in (pair.a, pair.b)]
    jpeg = [side.facts is not None and side.facts.format == "JPEG" for side in (pair.a, pair.b)]
    for to_b in (True, False):
        if lossless[to_b] and jpeg[not to_b]:
            text = "{it} holds, without loss, the very pixels that the JPEG {other} gives"
            yield toward(pair, to_b, SignKind.GENERATION, weights.LOSSLESS_OF_JPEG, text)


def _saved(pair: Pair) -> Iterator[Sign]:
    """A JPEG made from another without moving its blocks still shows the other's quality; where it should and does
    not, it was not made from it."""
    a, b = pair.a.generation, pair.b.generation
    if aligned(pair):
        for to_b, earlier, later in ((True, a, b), (False, b, a)):
            if earlier.quality is None or later.quality is None:
                continue
            quality, before = earlier.quality, later.saved_before
            if before is not None and abs(before - quality) <= weights.SAME_QUALITY:
                text = f"{{it}} was saved before in JPEG quality {before}, which is that of {{other}}"
                yield toward(pair, to_b, SignKind.GENERATION, weights.SAVED_AGAIN, text)
            elif quality <= later.quality - weights.TRACE_STAYS:
                text = f"{{other}} shows no earlier saving in JPEG quality {quality}, that of {{it}}"
                yield toward(pair, not to_b, SignKind.GENERATION, weights.NO_TRACE, text)
    for to_b, earlier, later in ((True, a, b), (False, b, a)):
        if later.grid is not None and later.grid != (0, 0) and earlier.grid is None:
            text = "{it} shows the blocks of an earlier JPEG at another place, {other} does not"
            yield toward(pair, to_b, SignKind.GENERATION, weights.MOVED_GRID, text)


def _camera(pair: Pair) -> Iterator[Sign]:
    a, b = _from_camera(pair.a), _from_camera(pair.b)
    if a != b:
        text = "{other} still says which camera took it, {it} no longer does"
        yield toward(pair, a, SignKind.GENERATION, weights.CAMERA_WORDS, text)


def _from_camera(side: Side) -> bool:
    return side.facts is not None and bool(side.facts.metadata.device)


def _ingredients(pair: Pair, shown_a: Shown, shown_b: Shown) -> Iterator[Sign]:
    """C2PA ingredients: a manifest that names the other's title, file or digest among what it was made from."""
    for to_b, source, target, shown in ((True, pair.a, pair.b, shown_a), (False, pair.b, pair.a, shown_b)):
        declared = _credentials(target)
        if not declared:
            continue
        names = _names(source, shown)
        named = next((title for title in declared if _plain(title) in names), None)
        if named is not None:
            text = "the Content Credentials of {it} name {other} among what it was made from"
            yield toward(pair, to_b, SignKind.DECLARED, weights.INGREDIENT, text)


def _credentials(side: Side) -> tuple[str, ...]:
    held = side.facts.metadata.content_credentials if side.facts else None
    return held.ingredients if held and held.validation == "valid" else ()


def _names(side: Side, shown: Shown) -> frozenset[str]:
    held = side.facts.metadata.content_credentials if side.facts else None
    names = [one.name.rsplit("/", 1)[-1] for one in shown if one.name]
    titles = [held.title] if held and held.title else []
    return frozenset(_plain(name) for name in [*names, *titles, side.version.medium])


def _plain(name: str) -> str:
    return name.strip().casefold()
