"""The section of docs/benchmarks.md that a run writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.pages.figures import Figures, Share, Tally
from bench.section import write_section

__all__ = ["BEGIN", "END", "write_page"]

BEGIN, END = "<!-- pages: written by make bench-pages -->", "<!-- pages: end -->"
_NAMES = ("caption", "credit", "alt", "headline", "standfirst", "author", "published", "modified", "language")
_POSTS = ("posts found", "posts that are there", "accounts of posts", "words of posts")


def write_page(figures: Figures, docs: Path, command: str, pages: str) -> list[Path]:
    """Writes the section between its markers (or adds it at the end); gives what was written."""
    return write_section(docs, (BEGIN, END), _section(figures, command, pages), {})


def _section(figures: Figures, command: str, pages: str) -> Iterator[str]:
    whole = figures.whole
    yield "## Saved pages"
    yield ""
    yield f"`{command}` wrote this section. Pages {pages[:12]}: {whole.pages} pages in {len(figures.by_family)}"
    yield "layouts, as the HTML alone, with a folder of files, or as one file that carries everything. These layouts"
    yield "were written before the rules were, which were set with others (`--set tuning`) and with the pages of"
    yield "`../shared/data`; one hand wrote both. All pages are drawn: what real sites do beyond that is not in these"
    yield "figures. One layout whose figures were looked at is a tuning one now, another took its place; that a later"
    yield "change showed the backdrop of a page was seen in the totals, and mended."
    yield ""
    yield "| | pictures shown that are the article's | of the article's pictures, shown |"
    yield "|---|---|---|"
    for name, tally in [("firstseen", whole), *figures.rivals.items()]:
        yield f"| {name} | {_share(tally.shown)} | {_share(tally.found)} |"
    yield ""
    yield "The rivals are given the true size of every picture and are asked about pictures alone."
    yield ""
    yield "| what | right |"
    yield "|---|---|"
    yield f"| furniture that is listed as furniture | {_share(whole.kept)} |"
    for name in (*_NAMES, *_POSTS):
        yield f"| {name} | {_share(whole.words.get(name, Share()))} |"
    yield f"| pictures shown twice | {whole.twice} |"
    yield ""
    yield "| layout | precision | recall | caption | credit | headline | author | published |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, tally in figures.by_family.items():
        cells = (tally.shown, tally.found, *_words(tally))
        yield f"| {name} | " + " | ".join(f"{one.share:.3f}" if one and one.of else "-" for one in cells) + " |"


def _words(tally: Tally) -> list[Share | None]:
    return [tally.words.get(name) for name in ("caption", "credit", "headline", "author", "published")]


def _share(share: Share) -> str:
    return f"{share.share:.3f} ({share.right:,} of {share.of:,})" if share.of else "-"
