"""Items from a page: the page itself, and each post in it, with the pictures that could be found.

Where the bytes of a picture are is asked of a `Finder`: a folder beside a saved page, a web archive, the page itself.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import BinaryIO

from firstseen.intake.json_text import canonical_json
from firstseen.intake.page.addresses import absolute, data_uri, is_data_uri
from firstseen.intake.page.model import Page, PageFurniture, PagePicture
from firstseen.intake.page.post_address import post_address
from firstseen.media.signatures import sniff
from firstseen.model.identifiers import sha256_hex
from firstseen.model.items import Author, Content, Item, ItemKind, Link, LinkKind, Noticed, NoticeKind, ShownMedium
from firstseen.model.time import StatedTime

__all__ = ["Finder", "Held", "Inline", "PageOrigin", "furniture_notices", "page_items"]

_FURNITURE_TOLD = 500
_REFERENCE_TOLD = 400
_WORDS_TOLD = 100
"""Lines of furniture, letters of an address and of its words that an item carries: the page itself holds the rest."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Bytes that the page carries itself (a `firstseen.model.items.Content`)."""

    data: bytes

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A binary stream over the bytes."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class Held:
    """What a finder knows of one reference: its bytes, or why they are missing. `is_picture` False: not to be shown."""

    name: str
    content: Content | None = None
    times: tuple[StatedTime, ...] = ()
    missing: str | None = None
    is_picture: bool = True


Finder = Callable[[str], Held | None]
"""Takes a reference as written in the page; None when nothing is known of it."""


@dataclass(frozen=True, slots=True)
class PageOrigin:
    """Where a page comes from: its item's key, record and locator, the address it was found at, and capture times."""

    key: str
    record: bytes
    locator: str
    url: str | None
    times: tuple[StatedTime, ...] = ()


def page_items(
    page: Page, origin: PageOrigin, find: Finder, not_held: str, more: tuple[ShownMedium, ...] = ()
) -> Iterator[Item]:
    """The page's item, then one for each of its posts.

    `not_held` says in a few words why a picture that `find` does not know is missing; `more` are pictures that
    belong to the page although it does not name them.
    """
    shown: list[tuple[int | None, ShownMedium]] = []
    for number, picture in enumerate(page.pictures, 1):
        medium = _shown(page, picture, number, find, not_held)
        if medium is not None:
            shown.append((picture.post, medium))
    address = origin.url or page.url
    own = post_address(address)
    if own is not None and any(post.post_id == own.post_id for post in page.posts):
        own = None  # the post has an item of its own; the page around it shows what others published too
    links = tuple(Link(LinkKind.EMBEDS, post.platform, post.post_id, post.url) for post in page.posts)
    yield Item(
        key=origin.key,
        kind=ItemKind.PAGE,
        record=origin.record,
        locator=origin.locator,
        platform=own.platform if own else None,
        post_id=own.post_id if own else None,
        url=address,
        author=page.author or (Author(handle=own.handle) if own and own.handle else None),
        title=page.title,
        text=page.text,
        times=(*origin.times, *page.times),
        media=(*(medium for post, medium in shown if post is None), *more),
        links=links,
        extra=_furniture_told(page),
        summary=page.standfirst,
        language=page.language,
    )
    for number, post in enumerate(page.posts):
        name = f"{post.platform}:{post.post_id or post.url}"
        yield Item(
            key=f"{origin.key}#{name}",
            kind=ItemKind.POST,
            record=canonical_json({"page": sha256_hex(origin.record), "html": post.record.decode("utf-8", "replace")}),
            locator=f"post {number + 1} of {origin.locator}",
            platform=post.platform,
            post_id=post.post_id,
            url=post.url,
            author=post.author,
            text=post.text,
            times=(*post.times, *origin.times),
            media=tuple(medium for place, medium in shown if place == number),
            extra={"on page": address} if address else {},
        )


def furniture_notices(page: Page, where: str) -> Iterator[Noticed]:
    """What the page shows that is not its article's, counted by what it is."""
    counts = Counter(one.reason for one in page.furniture)
    for reason, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        yield Noticed(NoticeKind.FURNITURE, reason, count, where)


def _furniture_told(page: Page) -> dict[str, str]:
    """Each piece of furniture on a line of its own: what it is, its address, its words; beyond a bound, how many."""
    lines = [
        f"{one.reason}: {_address_told(page, one)}" + (f" ({one.alt[:_WORDS_TOLD]})" if one.alt else "")
        for one in page.furniture[:_FURNITURE_TOLD]
    ]
    if len(page.furniture) > _FURNITURE_TOLD:
        lines.append(f"and {len(page.furniture) - _FURNITURE_TOLD} more")
    return {"furniture": "\n".join(lines)} if lines else {}


def _address_told(page: Page, one: PageFurniture) -> str:
    """The address of a piece of furniture; of one that the page carries itself, size and digest."""
    given = [*filter(None, (absolute(page.base, reference) for reference in one.references)), *one.references]
    address = next((reference for reference in given if not is_data_uri(reference)), None)
    if address is not None:
        return address[:_REFERENCE_TOLD]
    found = data_uri(one.references[0])
    data = found[1] if found else b""
    return f"in the page, {len(data)} bytes, SHA-256 {sha256_hex(data)}"


def _shown(page: Page, picture: PagePicture, number: int, find: Finder, not_held: str) -> ShownMedium | None:
    """The picture with the bytes of the first of its references that has any; None when it turns out to be none."""
    held: Held | None = None
    reference = picture.references[0]
    for candidate in picture.references:
        known = _inline(candidate, number) if is_data_uri(candidate) else find(candidate)
        if known is None:
            continue
        if held is None or known.content is not None:
            held, reference = known, candidate
        if known.content is not None:
            break
    if held is not None and not held.is_picture:
        return None
    url = absolute(page.base, reference) or next(
        filter(None, (absolute(page.base, r) for r in picture.references)), None
    )
    name = held.name if held else (url or reference)[:1000]
    medium = ShownMedium(name, None, url, picture.caption, picture.alt, picture.credit)
    if held is None or held.content is None:
        return replace(medium, missing=(held.missing if held else None) or not_held)
    return replace(medium, content=held.content, times=held.times)


def _inline(reference: str, number: int) -> Held | None:
    found = data_uri(reference)
    name = f"picture {number} in the page"
    if found is None or not found[1]:
        return Held(name, missing="its data in the page is broken")
    kind = sniff(found[1][:4096])
    if kind is not None and kind.medium not in ("picture", "video"):
        return Held(name, is_picture=False)
    ending = (kind.mime if kind else found[0]).partition("/")[2].partition("+")[0]
    return Held(f"{name}.{ending}" if ending.isalnum() else name, Inline(found[1]))
