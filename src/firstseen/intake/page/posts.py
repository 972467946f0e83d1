"""Posts inside a page: embedded in an article by the platform's own snippet, or shown on a page of the platform itself.

A post is known by what its platform leaves in the page. Its link names it, so that the time in its identifier can
be used; a post whose picture is not in the page is kept all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from firstseen.intake.page.addresses import absolute
from firstseen.intake.page.model import PagePost
from firstseen.intake.page.parsing import Element, ancestors, classes, elements, said
from firstseen.intake.page.post_address import PostAddress, post_address
from firstseen.model.items import Author
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["embedded_posts"]

_MAX_POSTS = 2000
_MAX_NESTED = 3
"""Snippets inside snippets that are looked at: a page of nothing else would be read once for each level."""
_MAX_RECORD = 1 << 16
_MAX_WORDS = 20_000
_MAX_PARAGRAPHS = 100
_FRAME_HOSTS = ("twitter.com/embed", "x.com/embed", "instagram.com/", "tiktok.com/embed", "tiktok.com/player", "t.me/",
                "bsky.app/", "facebook.com/plugins", "youtube.com/", "youtube-nocookie.com/", "youtu.be/",
                "/embed")  # fmt: skip
_FRAME_SOURCES = ("src", "data-src", "data-lazy-src", "data-embed-src", "data-iframe-src", "data-cookieblock-src",
                  "data-cmp-src", "data-consent-src", "data-url", "data-litespeed-src")  # fmt: skip
"""Where the address of a frame stands: pages that ask for consent first put it beside src."""
_IDENTIFIED: dict[str, tuple[str, str, str]] = {
    "data-tweet-id": ("x", r"\d{5,20}", "https://x.com/i/web/status/{}"),
    "data-tweetid": ("x", r"\d{5,20}", "https://x.com/i/web/status/{}"),
    "data-shortcode": ("instagram", r"[\w-]{5,64}", "https://www.instagram.com/p/{}/"),
    "videoid": ("youtube", r"[\w-]{11}", "https://www.youtube.com/watch?v={}"),
    "data-videoid": ("youtube", r"[\w-]{11}", "https://www.youtube.com/watch?v={}"),
    "data-youtube-id": ("youtube", r"[\w-]{11}", "https://www.youtube.com/watch?v={}"),
    "data-yt-id": ("youtube", r"[\w-]{11}", "https://www.youtube.com/watch?v={}"),
}
"""Attributes that carry an identifier, on elements whose name or class tells the platform: the platform, the form of
the identifier, the address it makes."""
_SNIPPETS = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "instagram-media": "instagram",
    "tiktok-embed": "tiktok",
    "bluesky-embed": "bluesky",
    "telegram-post": "telegram",
    "fb-post": "facebook",
    "fb-video": "facebook",
    "mastodon-embed": "mastodon",
    "text-post-media": "threads",
    "reddit-embed-bq": "reddit",
    "reddit-card": "reddit",
}
_WRAPPERS = ("wp-block-embed", "embed", "oembed", "social-embed", "embed-container", "embed__wrapper", "oembed-wrapper")
"""Classes of boxes in which content systems leave the bare address of a post for a script to fill."""
_LINK_ATTRIBUTES = (
    "data-text-post-permalink",
    "data-instgrm-permalink",
    "cite",
    "data-href",
    "data-embed-url",
    "data-url",
    "src",
)


_PostReader = Callable[[Element, str | None], PagePost | None]


def embedded_posts(root: Element, base: str | None) -> dict[Element, PagePost]:
    """The posts of a page by the element that holds each, in the order of the page; each post once."""
    found: dict[Element, PagePost] = {}
    seen: set[tuple[str, str | None]] = set()
    tried: set[Element] = set()
    for element in elements(root):
        reader = _reader(element)
        if reader is None or sum(holder in tried for holder in ancestors(element)) >= _MAX_NESTED:
            continue
        tried.add(element)
        post = reader(element, base)
        if post is None or (post.platform, post.post_id or post.url) in seen:
            continue
        seen.add((post.platform, post.post_id or post.url))
        found[element] = post
        if len(found) >= _MAX_POSTS:
            break
    return found


def _reader(element: Element) -> _PostReader | None:
    given = element.keys()
    if not given:
        return None
    names = classes(element)
    if element.tag in ("iframe", "amp-iframe"):
        return _frame_reader(element, names)
    if element.tag not in _FRAMES and _TELLING.isdisjoint(given) and not any(map(_is_of_a_post, names)):
        return None
    return next((reader for fits, reader in _KINDS if fits(element, names)), None)


def _is_of_a_post(name: str) -> bool:
    return name in _SNIPPETS or name.startswith(_WRAPPERS)


def _frame_reader(element: Element, names: list[str]) -> _PostReader | None:
    sources = [element.get(name) or "" for name in _FRAME_SOURCES]
    if any(host in source for source in sources for host in _FRAME_HOSTS):
        return _frame
    return _snippet if any(name in _SNIPPETS for name in names) else None


def _snippet(element: Element, base: str | None) -> PagePost | None:
    platform = next(_SNIPPETS[name] for name in classes(element) if name in _SNIPPETS)
    text = _snippet_words(element)
    uri = element.get("data-bluesky-uri") or ""
    if platform == "bluesky" and uri.startswith("at://"):
        account, _, rkey = uri[len("at://") :].partition("/app.bsky.feed.post/")
        url = next((link for link in _links(element, base) if "/post/" in link), None)
        linked = post_address(url)
        author = Author(id=account, handle=linked.handle if linked else None)
        dated = _snippet_date(element, base, linked) if linked else ()
        return _post(element, PostAddress(platform, rkey), url=url, author=author, text=text, times=dated)
    stated = [absolute(base, element.get(name) or "") for name in _LINK_ATTRIBUTES]
    for url in (*filter(None, stated), *reversed(list(_links(element, base)))):
        address = post_address(url)
        if address and address.platform == platform:
            dated = _snippet_date(element, base, address)
            return _post(element, address, url=url, author=_author(element, address), text=text, times=dated)
    video = element.get("data-video-id")
    if platform == "tiktok" and video:
        return _post(element, PostAddress(platform, video[:64]), url=None, text=text)
    return None


def _snippet_words(element: Element) -> str | None:
    """The words that a snippet quotes: its paragraphs, the outermost only; without any, all of a quotation's words."""
    if element.tag == "blockquote":
        parts = [part for part in element.iter("p") if not any(holder.tag == "p" for holder in ancestors(part))]
        words = " ".join(filter(None, (said(part, _MAX_WORDS) for part in parts[:_MAX_PARAGRAPHS])))
        if words or parts:
            return words or None
    return said(element, _MAX_WORDS)


def _frame(element: Element, base: str | None) -> PagePost | None:
    """A post in a frame of its platform, loaded or waiting for consent."""
    for name in (*_FRAME_SOURCES, "data-href"):
        url = absolute(base, element.get(name) or "")
        address = post_address(url)
        if address is not None:
            return _post(element, address, url=_plain_address(url), author=_author(element, address))
    return None


def _plain_address(url: str | None) -> str | None:
    """The address of the post that a frame shows, where the frame's own names it."""
    if url and "facebook.com/plugins/" in url:
        return dict(parse_qsl(urlsplit(url).query, max_num_fields=100)).get("href") or url
    return url


def _identified(element: Element, base: str | None) -> PagePost | None:
    """A post known by an attribute alone: accelerated pages, and boxes that wait for consent."""
    for name, (platform, form, address) in _IDENTIFIED.items():
        value = (element.get(name) or "").strip()
        if value and re.fullmatch(form, value) and _is_of(element, name, platform):
            return _post(element, PostAddress(platform, value), url=address.format(value))
    return None


def _is_of(element: Element, attribute: str, platform: str) -> bool:
    """Whether the element says which platform it means, where the attribute alone does not."""
    if attribute in ("data-tweet-id", "data-tweetid", "data-youtube-id", "data-yt-id"):
        return True
    mark = f"{element.tag} {element.get('class') or ''}".lower()
    return platform in mark


def _bare_address(element: Element, base: str | None) -> PagePost | None:
    """A post whose address stands alone in a box for it."""
    url = absolute(None, said(element, 500) or "")
    address = post_address(url)
    return _post(element, address, url=url, author=_author(element, address)) if address else None


def _x_article(element: Element, base: str | None) -> PagePost | None:
    """A post on x.com as of 2021 to 2026."""
    time = next(element.iter("time"), None)
    links = list(_links(element, base))
    dated = [] if time is None or time.getparent() is None else [absolute(base, time.getparent().get("href") or "")]
    for url in (*dated, *links):
        address = post_address(url)
        if address is None or address.platform != "x":
            continue
        text = _of(element, "tweetText")
        name = (_of(element, "User-Name") or "").partition("@")[0].strip()
        stated = time.get("datetime") if time is not None else None
        times = (StatedTime(TimeRole.PUBLISHED, stated[:200], "time element of the post"),) if stated else ()
        author = Author(handle=address.handle, name=name or None)
        canonical = f"https://x.com/{address.handle or 'i/web'}/status/{address.post_id}"
        return _post(element, address, url=canonical, author=author, text=text, times=times)
    return None


def _of(element: Element, mark: str) -> str | None:
    found = next((part for part in element.iter("div", "span") if part.get("data-testid") == mark), None)
    return said(found, _MAX_WORDS) if found is not None else None


def _x_of_2012(element: Element, base: str | None) -> PagePost | None:
    """A post on twitter.com as of 2012 to 2020: everything is in attributes."""
    url = absolute("https://twitter.com/", element.get("data-permalink-path") or "")
    address = PostAddress("x", element.get("data-tweet-id")[:64], element.get("data-screen-name"))
    words = next((part for part in element.iter("p") if "tweet-text" in classes(part)), None)
    author = Author(element.get("data-user-id"), element.get("data-screen-name"), element.get("data-name"))
    stamp = next((part.get("data-time-ms") for part in element.iter("span") if part.get("data-time-ms")), None)
    times = (_milliseconds(stamp),) if stamp and stamp.isdigit() and len(stamp) < 15 else ()
    text = said(words, _MAX_WORDS) if words is not None else None
    return _post(element, address, url=url, author=author, text=text, times=times)


def _milliseconds(stamp: str) -> StatedTime:
    seconds = datetime.fromtimestamp(int(stamp) / 1000, UTC)
    return StatedTime(TimeRole.PUBLISHED, seconds.isoformat().replace("+00:00", "Z"), "data-time-ms of the post")


def _telegram_preview(element: Element, base: str | None) -> PagePost | None:
    """A message in the web preview of a channel (t.me/s/CHANNEL)."""
    channel, _, number = element.get("data-post").partition("/")
    if not number:
        return None
    parts = {name: part for part in elements(element) for name in classes(part) if name.startswith("tgme_widget")}
    words = parts.get("tgme_widget_message_text")
    owner = parts.get("tgme_widget_message_owner_name")
    stated = [part.get("datetime") for part in element.iter("time") if part.get("datetime")]
    times = (StatedTime(TimeRole.PUBLISHED, stated[-1][:200], "time element of the post"),) if stated else ()
    author = Author(handle=channel, name=said(owner, 300) if owner is not None else None)
    address = PostAddress("telegram", f"{channel}/{number}", channel)
    text = said(words, _MAX_WORDS) if words is not None else None
    return _post(element, address, url=f"https://t.me/{channel}/{number}", author=author, text=text, times=times)


def _telegram_script(element: Element, base: str | None) -> PagePost | None:
    url = f"https://t.me/{element.get('data-telegram-post')}"
    address = post_address(url)
    return _post(element, address, url=url, author=_author(element, address)) if address else None


def _links(element: Element, base: str | None) -> Iterator[str]:
    for number, link in enumerate(element.iter("a")):
        url = absolute(base, link.get("href") or "")
        if url:
            yield url
        if number > 200:
            return


def _author(element: Element, address: PostAddress) -> Author | None:
    """The account in the address, with the name a snippet writes before it ("— Name (@account)")."""
    words = (said(element, _MAX_WORDS) or "") if element.tag == "blockquote" else ""
    before, mark, _ = words.rpartition(f"(@{address.handle})")
    name = before.rpartition("— ")[2].strip() if mark and "— " in before else None
    return Author(handle=address.handle, name=name or None) if address.handle or name else None


def _snippet_date(element: Element, base: str | None, address: PostAddress) -> tuple[StatedTime, ...]:
    """The words of the link to the post itself, where they carry a year: the day in the snippet's language."""
    for link in element.iter("a"):
        words = said(link, 60) or ""
        own = post_address(absolute(base, link.get("href") or ""))
        if own and own.post_id == address.post_id and any(part.isdigit() and len(part) == 4 for part in words.split()):
            return (StatedTime(TimeRole.PUBLISHED, words, "link of the embedded post"),)
    return ()


def _post(
    element: Element,
    address: PostAddress,
    *,
    url: str | None,
    author: Author | None = None,
    text: str | None = None,
    times: tuple[StatedTime, ...] = (),
) -> PagePost:
    record = etree.tostring(element, encoding="utf-8", method="html", with_tail=False)[:_MAX_RECORD]
    return PagePost(address.platform, address.post_id, url, author, text, times, record)


_FRAMES = frozenset({"amp-facebook", "amp-tiktok"})
_TELLING = frozenset({"data-testid", "data-tweet-id", "data-post", "data-telegram-post", *_IDENTIFIED})
"""Attributes without which an element holds a post only if its tag or its class says so."""
_Fits = Callable[[Element, list[str]], bool]
_KINDS: tuple[tuple[_Fits, _PostReader], ...] = (
    (lambda one, names: one.tag == "article" and one.get("data-testid") == "tweet", _x_article),
    (lambda one, names: bool(one.get("data-tweet-id") and one.get("data-permalink-path")), _x_of_2012),
    (lambda one, names: bool(one.get("data-post")) and "tgme_widget_message" in names, _telegram_preview),
    (lambda one, names: bool(one.get("data-telegram-post")), _telegram_script),
    (
        lambda one, names: one.tag in ("blockquote", "div", "figure") and any(name in _SNIPPETS for name in names),
        _snippet,
    ),
    (lambda one, names: one.tag in _FRAMES, _frame),
    (lambda one, names: any(one.get(name) for name in _IDENTIFIED), _identified),
    (
        lambda one, names: one.tag in ("figure", "div", "p") and any(name.startswith(_WRAPPERS) for name in names),
        _bare_address,
    ),
)
"""What an element must be to be read as a post in each of the forms, the surest first."""
