"""The figures of a run as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bench.pages.figures import Figures, Share, Tally

__all__ = ["NAMES", "lines_of"]

NAMES = ("caption", "credit", "alt", "headline", "standfirst", "author", "published", "modified", "language")
_POSTS = ("posts found", "posts that are there", "accounts of posts", "words of posts")


def lines_of(figures: Figures) -> Iterator[str]:
    """A line for each layout and rival, then what was shown that should not be."""
    yield f"{'':44}{'precision':>10}{'recall':>8}{'kept':>7}" + "".join(f"{name[:9]:>10}" for name in NAMES)
    whole = figures.whole
    for name, tally in [*figures.by_family.items(), ("all", whole), *figures.rivals.items()]:
        yield f"{name[:43]:44}{tally.shown.share:10.3f}{tally.found.share:8.3f}{_told(tally.kept):>7}" + "".join(
            f"{_told(tally.words.get(one)):>10}" for one in NAMES
        )
    yield f"{whole.pages} pages; shown twice: {whole.twice}; shown though furniture: {dict(whole.slips.most_common())}"
    yield "; ".join(f"{name} {_of(whole, name)}" for name in (*_POSTS, *NAMES))


def _told(share: Share | None) -> str:
    return f"{share.share:.3f}" if share and share.of else "-"


def _of(tally: Tally, name: str) -> str:
    share = tally.words.get(name, Share())
    return f"{share.right} of {share.of}"
