"""The words under a picture: its caption, and whom it credits."""

from __future__ import annotations

import re
from itertools import islice

from firstseen.intake.page.parsing import Element, ancestors, classes, elements, said, visible

__all__ = ["caption_of", "split_credit"]

_MAX_CAPTION = 4000
_MAX_CREDIT = 300
_MAX_PARTS = 300
_HOLDER_CLASSES = frozenset({"wp-caption", "image-caption", "thumbinner", "media-with-caption"})
_CREDIT_CLASSES = re.compile(
    r"credit|copyright|photographer|photo-?by|attribution|image-?source|bildquelle|fotograf", re.I
)
_CAPTION_CLASSES = re.compile(r"^wp-caption-text$|caption|legende|bildunterschrift", re.I)
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;|(\[–—-]))"
    r"((?:photo(?:graph)?(?:\s+(?:credit|by))?|image(?:\s+(?:credit|source))?|picture|credits?|foto(?:graf)?|bild|crédits?(?:\s+photo)?"
    r"|quelle|source|fuente|фото|світлина|снимок|джерело|источник|صورة|تصوير|المصدر)\s*[:/]\s*|photo(?:graph)?\s+by\s+|©\s*|\(c\)\s*)"
    r"(?P<who>[^\n]{2,160}?)[\s)\]]*$",
    re.I,
)
"""A credit at the end of a caption, in the languages of the sample pages and of the wars of these years."""


def caption_of(element: Element) -> tuple[str | None, str | None]:
    """(caption, credit) of a picture from the figure that holds it, or from the caption beside it."""
    for holder in ancestors(element):
        caption = None
        if holder.tag == "figure":
            caption = next(holder.iter("figcaption"), None)
        elif not _HOLDER_CLASSES.isdisjoint(classes(holder)):
            parts = (part for part in islice(elements(holder), 1, _MAX_PARTS))
            caption = next((part for part in parts if _marked(part, _CAPTION_CLASSES)), None)
        elif holder.tag not in ("a", "picture", "div", "span", "noscript", "button", "p"):
            return None, element.get("data-credit") or None
        else:
            continue
        credit = _credit_in(holder)
        return _without(caption, credit, element)
    return None, element.get("data-credit") or None


def _without(caption: Element | None, credit: Element | None, picture: Element) -> tuple[str | None, str | None]:
    marked = said(credit, _MAX_CREDIT) if credit is not None else picture.get("data-credit") or None
    if caption is None:
        return None, _plain(marked)
    words = visible(caption, _MAX_CAPTION, lambda part: part is credit) if credit is not caption else ""
    text = " ".join(words.split())
    if marked:
        return text or None, _plain(marked)
    return split_credit(text)


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption without the credit at its end, and the credit."""
    found = _CREDIT.search(caption)
    if found is None:
        return caption or None, None
    return caption[: found.start()].rstrip(" .,;|([–—-\u00a0") or None, found["who"].strip()


def _plain(credit: str | None) -> str | None:
    """A credit without the word that says it is one."""
    if credit is None:
        return None
    found = _CREDIT.search(credit)
    return (found["who"].strip() if found and found.start() == 0 else credit.strip(" ()[]")) or None


def _credit_in(holder: Element) -> Element | None:
    for part in islice(elements(holder), 1, _MAX_PARTS):
        if _marked(part, _CREDIT_CLASSES) or part.get("itemprop") in ("copyrightHolder", "creditText"):
            return part
    return None


def _marked(element: Element, marks: re.Pattern[str]) -> bool:
    return any(marks.search(name) for name in classes(element))
