"""An appearance in words: what it is, by whom, where."""

from __future__ import annotations

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.wording import one_line, quoted
from firstseen.model.platforms import platform_words
from firstseen.model.posts.addresses import platform_named

__all__ = ["told"]


def told(shown: ShownEvidence) -> str:
    """One appearance for a sentence: "a post by Ana on X (https://…)", "a page (https://…)", 'the file "a.jpg"'."""
    platform = platform_named(shown.platform)
    where = f" on {one_line(platform_words(platform))}" if platform else ""
    by = f" by {one_line(shown.author)}" if shown.author else ""
    address = f" ({one_line(shown.url)})" if shown.url else ""
    if shown.post_id or platform:
        number = f" {one_line(shown.post_id)}" if shown.post_id and not shown.url else ""
        return f"a post{number}{by}{where}{address}"
    if shown.url:
        return f"a page{by}{address}"
    name = (shown.name or "").rsplit("/", 1)[-1]
    return f"the file {quoted(name)}{by}" if name else f"an item without a name{by}"
