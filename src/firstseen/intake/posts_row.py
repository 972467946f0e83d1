"""One row of a posts table as an item: who, where, when, with which words and which media."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from firstseen.intake.json_text import canonical_json
from firstseen.intake.names import resolved
from firstseen.intake.platforms import platform_name, platform_of, post_of
from firstseen.intake.posts_columns import LINKS
from firstseen.intake.source import Source, TreeContent
from firstseen.intake.table_rows import Row
from firstseen.model.items import Author, Item, ItemKind, Link, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["post_item"]

_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_HANDLE = ("username", "handle", "screen_name", "unique_id", "acct")
_NAME = ("name", "display_name", "nickname", "full_name")
_PATH = ("path", "file", "filename", "local_path", "name")


def post_item(source: Source, row: Row, columns: Mapping[str, str]) -> Item:
    """The item of a row. `columns` says which heading is which of our columns; all others go to `extra`.

    Its record is the row under the table's own headings, so the same row gives the same item again.
    """
    cell = {ours: row.cells.get(heading) for ours, heading in columns.items()}
    url = _text(cell.get("url"))
    stated = _text(cell.get("platform"))
    platform = platform_name(stated) if stated else platform_of(url)
    post_id = _post_id(_text(cell.get("post_id")), post_of(url))
    words = _text(cell.get("text"), strip=False)
    return Item(
        key=_key(source, row, platform, post_id, url),
        kind=ItemKind.POST,
        record=canonical_json(row.cells),
        locator=row.locator,
        platform=platform,
        post_id=post_id,
        url=url,
        author=_author(cell.get("author")),
        text=words,
        times=tuple(_times(cell, columns)),
        media=tuple(_media(source, cell.get("media"))),
        links=tuple(_links(cell, platform)),
        extra=dict(_extra(row, columns, post_id)),
    )


def _key(source: Source, row: Row, platform: str | None, post_id: str | None, url: str | None) -> str:
    if post_id and platform:
        return f"{platform}:{post_id}"
    return url or f"{row.locator} of {source.name}"


def _post_id(stated: str | None, addressed: str | None) -> str | None:
    """The identifier of the post. One that a spreadsheet rounded is taken from the address, or is not known."""
    if stated is None or stated == addressed:
        return addressed
    if _ROUNDED.fullmatch(stated):
        return addressed
    if addressed and len(stated) == len(addressed) > 15 and stated[:15] == addressed[:15] and stated.endswith("00"):
        return addressed
    return stated


def _times(cell: Mapping[str, Any], columns: Mapping[str, str]) -> Iterator[StatedTime]:
    for ours, role in (("published", TimeRole.PUBLISHED), ("captured", TimeRole.CAPTURED)):
        if (text := _text(cell.get(ours))) is not None:
            yield StatedTime(role, text, f"column {columns[ours]}")


def _links(cell: Mapping[str, Any], platform: str | None) -> Iterator[Link]:
    """The posts that the row refers to: an identifier is one of its own platform."""
    for column, kind in LINKS:
        text = _text(cell.get(column))
        if text is None:
            continue
        if text.lower().startswith(("https://", "http://")):
            yield Link(kind, platform_of(text), post_of(text), text)
        else:
            yield Link(kind, platform, text)


def _text(value: Any, *, strip: bool = True) -> str | None:
    if value is None or value == "":
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if not text.strip():
        return None
    return text.strip() if strip else text


def _author(value: Any) -> Author | None:
    if isinstance(value, dict):
        handle = next((text for name in _HANDLE if (text := _text(value.get(name)))), None)
        shown = next((text for name in _NAME if (text := _text(value.get(name)))), None)
        author = Author(id=_text(value.get("id")), handle=handle, name=shown)
        return author if author.shown() else None
    text = _text(value)
    if text is None:
        return None
    if any(character.isspace() for character in text):
        return Author(name=text)
    return Author(handle=text.removeprefix("@") or text)


def _extra(row: Row, columns: Mapping[str, str], post_id: str | None) -> Iterator[tuple[str, str]]:
    taken = set(columns.values())
    stated = columns.get("post_id")
    if stated is not None and (raw := _text(row.cells.get(stated))) is not None and raw != post_id:
        yield stated, raw
    for heading, value in row.cells.items():
        if heading not in taken and (text := _text(value)) is not None:
            yield heading, text


def _media(source: Source, value: Any) -> Iterator[ShownMedium]:
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                yield _described(source, entry)
            elif (text := _text(entry)) is not None:
                yield _medium(source, text)
        return
    text = _text(value)
    if text is None:
        return
    whole = _medium(source, text)
    if whole.content is not None or ";" not in text:
        yield whole
        return
    for part in text.split(";"):
        if part.strip():
            yield _medium(source, part.strip())


def _described(source: Source, entry: Mapping[str, Any]) -> ShownMedium:
    path = next((text for name in _PATH if (text := _text(entry.get(name)))), None)
    url = _text(entry.get("url"))
    shown = _medium(source, path or url or "(a medium without a name)")
    caption, alt = _text(entry.get("caption")), _text(entry.get("alt")) or _text(entry.get("alt_text"))
    return ShownMedium(shown.name, shown.content, url or shown.url, caption, alt, None, shown.missing)


def _medium(source: Source, path: str) -> ShownMedium:
    """The file that `path` means, seen from the table; one outside the source is never looked at."""
    if path.lower().startswith(("https://", "http://")):
        name = unquote(_path_of(path).rpartition("/")[2]) or path
        return ShownMedium(name, None, url=path, missing="not collected: only its address is given")
    try:
        found = resolved(source.tree, source.name, path)
    except ValueError as error:
        return ShownMedium(path, None, missing=str(error))
    if found is None:
        return ShownMedium(path, None, missing=f"not in the source: {path}")
    return ShownMedium(found, TreeContent(source.tree, found))


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
