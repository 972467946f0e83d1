"""A row of the sheet that auto-archiver works through, saved as CSV: its columns have the names of its manual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from firstseen.intake.attached import elsewhere
from firstseen.intake.auto_archiver.files import kind_of
from firstseen.intake.auto_archiver.result import Results, padded
from firstseen.intake.json_text import canonical_json
from firstseen.intake.platforms import platform_of, post_of
from firstseen.intake.source import TreeContent
from firstseen.model.items import Item, ItemKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["is_sheet", "sheet_item"]

_ADDRESS = re.compile(r"https?://[^\s\"',;)\]]+")
_PAGE = re.compile(r"\.(?:html?|wacz|txt)(?:$|[?#])", re.I)
_PICTURES = ("archive location", "screenshot")
_TAKEN = frozenset(
    {"link", "url", "archive date", "upload timestamp", "upload title", "textual content", "perceptual hashes"}
)


def is_sheet(headings: list[str]) -> bool:
    """Whether these are the headings of such a sheet."""
    small = {heading.strip().lower() for heading in headings}
    return {"archive status", "archive location"} <= small and bool(small & {"link", "url"})


def sheet_item(results: Results, cells: Mapping[str, str], locator: str) -> Iterator[Item]:
    """The item of a row; a row without an address is none."""
    by_name = {heading.strip().lower(): value for heading, value in cells.items()}
    url = (by_name.get("link") or by_name.get("url") or "").strip()
    if not url:
        results.notices.missing("address in a row of the sheet")
        return
    extra = {
        heading: value for heading, value in cells.items() if value.strip() and heading.strip().lower() not in _TAKEN
    }
    hashes = [padded(one) for one in re.findall(r"[0-9a-fA-F]{40,64}", by_name.get("perceptual hashes") or "")]
    if hashes:
        extra["pdq_hash"] = ", ".join(hashes)
    yield Item(
        key=f"auto-archiver:{url}",
        kind=ItemKind.POST if platform_of(url) else ItemKind.PAGE,
        record=canonical_json(dict(cells)),
        locator=f"{locator} of {results.source.name}",
        platform=platform_of(url),
        post_id=post_of(url),
        url=url,
        title=(by_name.get("upload title") or "").strip() or None,
        text=by_name.get("textual content") or None,
        times=tuple(_times(by_name)),
        media=tuple(_media(results, by_name)),
        extra=extra,
    )


def _times(cells: Mapping[str, str]) -> Iterator[StatedTime]:
    for column, role in (("upload timestamp", TimeRole.PUBLISHED), ("archive date", TimeRole.CAPTURED)):
        if text := (cells.get(column) or "").strip():
            yield StatedTime(role, text, f"column {column}")


def _media(results: Results, cells: Mapping[str, str]) -> Iterator[ShownMedium]:
    """What the row shows: its files where they lie beside the sheet, else their addresses."""
    if (cells.get("thumbnail") or "").strip():
        results.notices.thumbnail("thumbnail of a sheet's row")
    for column in _PICTURES:
        text = cells.get(column) or ""
        places = _ADDRESS.findall(text) or [part.strip() for part in re.split(r"[\n;]", text) if part.strip()]
        for place in dict.fromkeys(places):
            found = results.files.named([place])
            if found is not None and kind_of(results.source.tree, found) in ("picture", "video", "sound"):
                yield ShownMedium(found, TreeContent(results.source.tree, found), place if "://" in place else None)
            elif found is None and "://" in place and _PAGE.search(place) is None:
                yield elsewhere(place)
            elif found is None and "://" not in place:
                yield ShownMedium(place, None, missing=f"not in the source: {place}")
