"""The readable words of a page: headline, standfirst, paragraphs."""

from __future__ import annotations

from firstseen.intake.page.facts import Meta
from firstseen.intake.page.parsing import Element, visible

__all__ = ["MAX_WORDS", "readable"]

MAX_WORDS = 200_000
"""Characters kept; the longest of 319 sample pages has 96,338."""
_ENOUGH = 250
"""Characters of paragraphs from which a part of the page is taken to be its article."""
_MAX_PARTS = 200
_LEFT_OUT = frozenset({"nav", "aside", "footer", "form", "figure", "button", "dialog", "menu"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "banner", "dialog"})
_POST_MARKS = ("twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "fb-post", "mastodon-embed")


def readable(root: Element, meta: Meta, title: str | None) -> str | None:
    """Headline, standfirst and paragraphs, a line each; all visible words where no article can be told."""
    body = root.find("body")
    if body is None:
        return title
    lines = _paragraphs(_article(root, body))
    if sum(map(len, lines)) < _ENOUGH:
        whole = _lines(visible(body, 2 * MAX_WORDS, _is_left_out))
        lines = whole if sum(map(len, whole)) > sum(map(len, lines)) else lines
    standfirst = meta.get("og:description", "description", "twitter:description")
    joined = " ".join(lines)
    leading = [line for line in (title, standfirst) if line and line not in joined]
    text = "\n".join(dict.fromkeys([*leading, *lines]))[:MAX_WORDS].strip()
    return text or None


def _article(root: Element, body: Element) -> Element:
    """The article or main element with most words in paragraphs, else the body."""
    best, most = body, 0
    for number, element in enumerate(root.iter("article", "main")):
        if number >= _MAX_PARTS or element.get("data-testid") == "tweet":
            break
        length = sum(map(len, _paragraphs(element)))
        if length > max(most, _ENOUGH):
            best, most = element, length
    return best


def _paragraphs(part: Element) -> list[str]:
    """The paragraphs, headings and list items of a part, what belongs to others left out."""
    lines: list[str] = []
    length = 0
    for line in _lines(visible(part, 2 * MAX_WORDS, _is_left_out)):
        lines.append(line)
        length += len(line)
        if length > MAX_WORDS:
            break
    return lines


def _lines(text: str) -> list[str]:
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _is_left_out(element: Element) -> bool:
    if element.tag in _LEFT_OUT or (element.get("role") or "") in _ROLES or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "") == "true":
        return True
    marks = element.get("class") or ""
    return element.tag == "blockquote" and any(mark in marks for mark in _POST_MARKS)
