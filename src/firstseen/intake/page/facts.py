"""Title, author, address and dates of a page, from its meta elements, its JSON-LD and its time elements."""

from __future__ import annotations

from collections.abc import Iterator

from firstseen.intake.page.addresses import absolute
from firstseen.intake.page.body import Body
from firstseen.intake.page.byline import visible_author, visible_date, visible_standfirst
from firstseen.intake.page.linked_data import Article
from firstseen.intake.page.parsing import Element, ancestors, classes, said
from firstseen.model.items import Author
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["Meta", "address", "author", "dates", "language", "standfirst", "title"]

_PUBLISHED = frozenset(
    {"article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
     "publish-date", "publish_date", "publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
     "dcterms.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published",
     "og:pubdate", "originalpublicationdate", "uploaddate"}
)  # fmt: skip
_MODIFIED = frozenset(
    {"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified",
     "lastmod", "dcterms.modified", "article.updated", "revised"}
)  # fmt: skip
_ASIDE = frozenset({"nav", "aside", "footer"})
_OTHERS_WORDS = ("comment", "related", "recommend", "sidebar", "teaser", "widget")
_POST_ENDINGS = ("-tweet", "-media", "-embed", "-post")
_MAX_TIME = 200
_MAX_META = 5000


class Meta:
    """The meta elements of a page by name or property, in lower case; the first of a name counts."""

    def __init__(self, root: Element) -> None:
        self.values: dict[str, tuple[str, str]] = {}
        for number, element in enumerate(root.iter("meta")):
            if number >= _MAX_META:
                break
            content = " ".join((element.get("content") or "").split())
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = (element.get(attribute) or "").strip()
                if name and content:
                    self.values.setdefault(name.lower(), (name, content))

    def get(self, *names: str) -> str | None:
        """The content of the first of these names that the page has."""
        return next((self.values[name][1] for name in names if name in self.values), None)


def address(root: Element, meta: Meta, known: str | None) -> str | None:
    """The address the page gives itself."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return absolute(known, link.get("href") or "") or known
    return absolute(known, meta.get("og:url") or "") or known


def stated_title(root: Element, meta: Meta, article: Article | None) -> str | None:
    """The headline as the page's metadata or title element state it, a site's name before or behind it included."""
    stated = (article.headline if article else None) or meta.get("og:title", "twitter:title")
    return stated or title(root, None)


def title(root: Element, body: Body | None) -> str | None:
    """The headline that the body shows, else the title element, else the first heading."""
    if body is not None and body.headline_words and body.headline_sure:
        return body.headline_words
    for tag in ("title", "h1"):
        for element in root.iter(tag):
            if any(holder.tag == "svg" for holder in ancestors(element)):
                continue
            words = " ".join((element.text or "").split())[:2000] if tag == "title" else said(element, 2000)
            if words:
                return words
    return None


def standfirst(root: Element, meta: Meta, article: Article | None, body: Body) -> str | None:
    """The lines that introduce the article: those below its headline, else its description."""
    shown = visible_standfirst(body, root)
    described = article.description if article else None
    return shown or described or meta.get("og:description", "description", "twitter:description")


def language(root: Element, meta: Meta, article: Article | None) -> str | None:
    """The language as the page states it (BCP 47, mostly)."""
    stated = root.get("lang") or root.get("xml:lang") or (article.language if article else None)
    return (stated or meta.get("content-language", "og:locale") or "").strip()[:40] or None


def author(root: Element, meta: Meta, article: Article | None, body: Body) -> Author | None:
    """Who wrote it, as the page says."""
    if article and article.authors:
        return Author(name=", ".join(article.authors))
    stated = meta.get("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
    if stated and not stated.startswith(("http://", "https://")):
        return Author(name=stated[:500])
    for element in root.iter("a", "span", "address"):
        if (element.get("rel") or "").lower() == "author" or element.get("itemprop") == "author":
            name = said(element, 300)
            if name:
                return Author(name=name)
    name = visible_author(body, root)
    return Author(name=name) if name else None


def dates(root: Element, meta: Meta, article: Article | None, body: Body) -> tuple[StatedTime, ...]:
    """Every date the page states for itself, each with where it was found; the same date twice is kept once a place.

    A date in the line below the headline is read where no machine-readable one says when the page was published.
    """
    found: dict[tuple[TimeRole, str, str], StatedTime] = {}
    for time in (*_linked(article), *_meta_dates(meta), *_time_elements(root, body)):
        found.setdefault((time.role, time.text, time.where), time)
    if not any(time.role is TimeRole.PAGE_PUBLISHED for time in found.values()):
        line = visible_date(body, root)
        if line is not None:
            found[line.role, line.text, line.where] = line
    return tuple(found.values())


def _linked(article: Article | None) -> Iterator[StatedTime]:
    for name, text in article.times if article else ():
        role = TimeRole.PAGE_MODIFIED if name == "dateModified" else TimeRole.PAGE_PUBLISHED
        yield StatedTime(role, text[:_MAX_TIME], f"JSON-LD {name}")


def _meta_dates(meta: Meta) -> Iterator[StatedTime]:
    for key, (name, content) in meta.values.items():
        if len(content) > _MAX_TIME or not any(character.isdigit() for character in content):
            continue
        if key in _PUBLISHED:
            yield StatedTime(TimeRole.PAGE_PUBLISHED, content, f"meta {name}")
        elif key in _MODIFIED:
            yield StatedTime(TimeRole.PAGE_MODIFIED, content, f"meta {name}")


def _time_elements(root: Element, body: Body) -> Iterator[StatedTime]:
    """The time elements that are marked as the page's own date, else the first one in its article or heading.

    Times behind the first words of the article are of its entries (live blogs), not of the page.
    """
    unmarked: StatedTime | None = None
    for element in root.iter("time"):
        text = (element.get("datetime") or "").strip()
        if not text or len(text) > _MAX_TIME or _is_others(element):
            continue
        entry = body.headline is not None and body.part is not None and body.at(element) > body.first
        if entry or _is_entry(element, body):
            continue
        mark = (element.get("itemprop") or "").lower()
        modified = mark == "datemodified" or any(name in ("updated", "modified") for name in classes(element))
        role = TimeRole.PAGE_MODIFIED if modified else TimeRole.PAGE_PUBLISHED
        if mark in ("datepublished", "datemodified", "uploaddate"):
            yield StatedTime(role, text, f"time element {element.get('itemprop')}")
        elif modified or element.get("pubdate") is not None or "published" in classes(element):
            yield StatedTime(role, text, "time element")
        elif unmarked is None and any(holder.tag in ("article", "main", "header") for holder in ancestors(element)):
            unmarked = StatedTime(role, text, "first time element")
    if unmarked is not None:
        yield unmarked


def _is_entry(element: Element, body: Body) -> bool:
    """Whether a time stands in an entry of a live blog, or in another article, and not beside the page's headline."""
    if body.headline is None:
        return False
    marks = ("article", "blogposting", "liveblogupdate")
    for holder in ancestors(element):
        if body.within(body.headline, holder):
            return False
        kind = (
            f"{holder.tag} {holder.get('itemprop') or ''} {(holder.get('itemtype') or '').rpartition('/')[2]}".lower()
        )
        if holder.tag == "article" or any(mark in kind.split() for mark in marks):
            return True
    return False


def _is_others(element: Element) -> bool:
    """Whether a time stands among other articles, comments or embedded posts."""
    holders = list(ancestors(element))
    if sum(holder.tag == "article" for holder in holders) > 1:
        return True
    return any(
        holder.tag in _ASIDE
        or (holder.tag == "article" and holder.get("data-testid") == "tweet")
        or (holder.tag == "blockquote" and any(name.endswith(_POST_ENDINGS) for name in classes(holder)))
        or (holder.tag != "body" and any(word in name.lower() for name in classes(holder) for word in _OTHERS_WORDS))
        for holder in holders
    )
