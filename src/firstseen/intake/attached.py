"""Files that a source names beside a post, found in its tree or told to be missing."""

from __future__ import annotations

from firstseen.intake.media_beside import NOT_COLLECTED, file_name_of
from firstseen.intake.names import resolved
from firstseen.intake.source import Source, TreeContent
from firstseen.model.items import ShownMedium

__all__ = ["attached", "elsewhere"]


def attached(
    source: Source, path: str, *, url: str | None = None, alt: str | None = None, caption: str | None = None
) -> ShownMedium:
    """The medium in the file that `path`, written in `source`, means; one outside the source is never looked at."""
    try:
        found = resolved(source.tree, source.name, path)
    except ValueError as error:
        return ShownMedium(path, None, url, caption, alt, missing=str(error))
    if found is None:
        return ShownMedium(path, None, url, caption, alt, missing=f"not in the source: {path}")
    return ShownMedium(found, TreeContent(source.tree, found), url, caption, alt)


def elsewhere(url: str, *, alt: str | None = None, caption: str | None = None) -> ShownMedium:
    """A medium of which only the address is known."""
    return ShownMedium(file_name_of(url), None, url, caption, alt, missing=NOT_COLLECTED)
