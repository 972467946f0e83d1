"""The columns of a posts table, and which headings of a table are taken for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstseen.errors import RefusedError
from firstseen.model.items import LinkKind

__all__ = ["COLUMNS", "LINKS", "SYNONYMS", "is_posts_table", "known_headings", "matched"]

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "post_id": ("tweet_id", "status_id"),
    "platform": ("network", "social_network"),
    "url": ("link", "permalink", "post_url", "tweet_url", "webpage_url", "address"),
    "author": ("username", "user_name", "screen_name", "handle", "user", "account"),
    "published": ("published_at", "created_at", "posted_at", "post_date", "datetime", "date", "timestamp", "time"),
    "text": ("full_text", "caption", "content", "message", "description"),
    "media": ("media_path", "media_paths", "media_file", "media_files", "filename", "file", "files", "image", "images"),
    "captured": (),
    "repost_of": (),
    "reply_to": (),
    "quotes": (),
    "forwarded_from": (),
}
"""Our columns, and headings taken for them where the table has no heading of ours; the first that is there wins.

Only words that mean nothing else in a table of posts. `id` is not among them: it often is the number of the row.
"""

LINKS = tuple((kind.value, kind) for kind in LinkKind)
"""The columns that name another post, by its address or by its identifier on the same platform, and what they mean."""

COLUMNS = tuple(SYNONYMS)
"""The columns of a posts table; all others are kept by their own names."""


def known_headings() -> frozenset[str]:
    """Every heading that is understood, in lower case."""
    return frozenset(SYNONYMS) | {word for words in SYNONYMS.values() for word in words}


def matched(headings: Sequence[str], asked: Mapping[str, str], name: str) -> dict[str, str]:
    """Our column -> the table's heading: as `asked`, else by our name, else by a synonym; letter case never matters.

    Raises `RefusedError` naming the table when a heading asked for is not in it.
    """
    by_lower = {heading.strip().lower(): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for ours, theirs in asked.items():
        if (heading := by_lower.get(theirs.strip().lower())) is None:
            raise RefusedError(name, f"no column {theirs!r} to take as {ours}; it has {_listed(headings)}")
        found[ours] = heading
    for ours, words in SYNONYMS.items():
        for word in (ours, *words):
            named = by_lower.get(word)
            if ours not in found and named is not None and named not in found.values():
                found[ours] = named
    return found


def is_posts_table(columns: Mapping[str, str], headings: Sequence[str], name: str) -> None:
    """Raises `RefusedError` that lists the headings when the columns found do not make a table of posts."""
    if "post_id" in columns or "url" in columns or ("media" in columns and columns.keys() & {"published", "text"}):
        return
    raise RefusedError(
        name,
        f"a table, but not of posts as it stands: it needs post_id or url, or media with published or text; it has "
        f"{_listed(headings)}. Say which is which, for example --map post_id={headings[0] if headings else 'id'}",
    )


def _listed(headings: Sequence[str]) -> str:
    shown = ", ".join(repr(heading[:60]) for heading in headings[:30])
    return f"the columns {shown}" + (f" and {len(headings) - 30} more" if len(headings) > 30 else "")
