"""What a page says about itself in JSON-LD, in the words of schema.org: its article, its dates, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firstseen.intake.json_text import load_json
from firstseen.intake.page.addresses import absolute
from firstseen.intake.page.model import PagePicture
from firstseen.intake.page.parsing import Element

__all__ = ["Article", "linked_article"]

_MAX_SCRIPT = 4_000_000
_MAX_NODES = 20_000
_MAX_AUTHORS = 20
_MAX_PICTURES = 500
_MAX_BODY = 200_000
_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Article:
    """What the page's article says. `times` are (property, text). `furniture` are the addresses of logos and faces."""

    headline: str | None
    authors: tuple[str, ...]
    times: tuple[tuple[str, str], ...]
    pictures: tuple[PagePicture, ...]
    description: str | None = None
    text: str | None = None
    language: str | None = None
    furniture: tuple[str, ...] = ()


def linked_article(root: Element, page_url: str | None) -> Article | None:
    """The article that the page is about; None when there is none, or several and none says that it is this page."""
    nodes = list(_nodes(root))
    found = [node for node in nodes if _is_article(node)]
    if len(found) > 1:
        own = [node for node in found if page_url and page_url in _own_addresses(node, page_url)]
        headlines = {_text(node.get("headline") or node.get("name")) for node in found}
        found = own or (found if len(headlines) == 1 else [])
    if not found:
        return None
    node = found[0]
    times = [(name, _text(node.get(name))) for name in ("datePublished", "uploadDate", "dateModified", "dateCreated")]
    return Article(
        headline=_text(node.get("headline") or node.get("name")),
        authors=tuple(_names(node.get("author") or node.get("creator"))),
        times=tuple((name, text) for name, text in times if text),
        pictures=tuple(_shown(node)),
        description=_text(node.get("description") or node.get("alternativeHeadline")),
        text=_text(node.get("articleBody"), _MAX_BODY),
        language=_text(node.get("inLanguage")),
        furniture=tuple(_furniture(nodes)),
    )


def _shown(node: dict[str, Any]) -> Iterator[PagePicture]:
    """The pictures of an article, each once: `image`, `associatedMedia`, `primaryImageOfPage`."""
    given: set[str] = set()
    for name in ("image", "primaryImageOfPage", "associatedMedia"):
        for picture in _pictures(node.get(name)):
            if picture.references[0] not in given:
                given.add(picture.references[0])
                yield picture


def _furniture(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """The logos of publishers and the faces of authors."""
    for node in nodes:
        for name in ("publisher", "author", "creator", "sourceOrganization", "sponsor"):
            one = node.get(name)
            for holder in (one if isinstance(one, list) else [one])[:_MAX_AUTHORS]:
                if isinstance(holder, dict):
                    yield from (p.references[0] for key in ("logo", "image") for p in _pictures(holder.get(key)))
        yield from (picture.references[0] for picture in _pictures(node.get("logo")))
        if not _is_article(node) and _kinds(node) & {"Person", "Organization", "NewsMediaOrganization"}:
            yield from (picture.references[0] for picture in _pictures(node.get("image")))


def _nodes(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of all scripts, those inside an article left out: they are other articles, updates or comments."""
    seen = 0
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _MAX_SCRIPT:
            continue
        try:
            waiting: list[Any] = [load_json(_WRAPPING.sub("", text).replace("\n", " "))]
        except ValueError:
            continue
        while waiting and seen < _MAX_NODES:
            node = waiting.pop()
            seen += 1
            if isinstance(node, dict):
                yield node
                if not _is_article(node):
                    waiting.extend(reversed(list(node.values())))
            elif isinstance(node, list):
                waiting.extend(reversed(node))


def _is_article(node: dict[str, Any]) -> bool:
    return any(
        name.endswith(("Article", "BlogPosting", "MediaPosting", "VideoObject", "Report")) for name in _kinds(node)
    )


def _kinds(node: dict[str, Any]) -> set[str]:
    stated = node.get("@type")
    return {name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str)}


def _own_addresses(node: dict[str, Any], page_url: str) -> set[str]:
    whole = node.get("mainEntityOfPage")
    stated = [node.get("url"), node.get("@id"), whole.get("@id") if isinstance(whole, dict) else whole]
    return {address for text in stated if isinstance(text, str) and (address := absolute(page_url, text))}


def _text(value: object, limit: int = 2000) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split())[:limit] or None if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    for one in (value if isinstance(value, list) else [value])[:_MAX_AUTHORS]:
        name = _text(one)
        if name and not name.startswith(("http://", "https://")):
            yield name


def _pictures(value: object) -> Iterator[PagePicture]:
    for one in (value if isinstance(value, list) else [value])[:_MAX_PICTURES]:
        if isinstance(one, str) and one.strip():
            yield PagePicture((one.strip(),))
        elif isinstance(one, dict):
            url = one.get("contentUrl") or one.get("url") or one.get("@id")
            if isinstance(url, str) and url.strip() and not _kinds(one) - {"ImageObject", "Photograph", "Barcode"}:
                credit = _text(one.get("creditText") or one.get("copyrightHolder") or one.get("creator"))
                yield PagePicture(
                    (url.strip(),), caption=_text(one.get("caption") or one.get("description")), credit=credit
                )
