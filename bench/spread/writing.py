"""Cascades as a newsroom collects them: a folder with the files, and a table of posts that names them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

from bench.spread.cascade import Cascade, Post

__all__ = ["COLUMNS", "write_cascades"]

COLUMNS = ("post_id", "platform", "url", "author", "published", "captured", "text", "media")
_LINKS = ("repost_of", "forwarded_from", "quotes")


def write_cascades(cascades: Iterable[Cascade], folder: Path) -> list[Cascade]:
    """Writes files and table into `folder`; gives the cascades. Rows of all cascades are mixed."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    kept: list[Cascade] = []
    rows: list[list[str]] = []
    for cascade in cascades:
        kept.append(cascade)
        for one in cascade.collected:
            (folder / "pictures" / one.name).write_bytes(one.data)
        rows += [_row(post, cascade.by_number[post.version].name) for post in cascade.posts]
    rows.sort(key=lambda row: hashlib.sha256(row[3].encode()).digest())
    with (folder / "posts.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([*COLUMNS, *_LINKS])
        table.writerows(rows)
    return kept


def _row(post: Post, name: str) -> list[str]:
    links = dict(post.links)
    cells = [post.post_id, post.platform, post.url, post.author, post.stated, post.captured, post.text]
    return [*cells, f"pictures/{name}", *(links.get(column, "") for column in _LINKS)]
