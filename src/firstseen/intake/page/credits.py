"""Whom a caption credits: the words that say so, in the languages of the press, and what follows them."""

from __future__ import annotations

import re

__all__ = ["labelled_credit", "plain_credit", "split_credit", "without_edges"]

_LABELS = (
    r"photo(?:graph|graphy|s)?(?:\s+(?:credits?|by|courtesy))?|image(?:\s+(?:credit|source|by))?|pictures?(?:\s+(?:by|credit))?|credits?(?:\s+photo)?"
    r"|foto(?:s|graf(?:ie|ía|a|o|i)?)?|fot\.?|bild(?:er|quelle|rechte)?|crédits?(?:\s+photos?)?|crédito(?:s)?|copyright|quelle|source|fuente|fonte|źródło|kaynak"
    r"|fotoğraf|фото|світлина|снимок|знімок|джерело|источник|صورة|تصوير|المصدر|عکس|kuva|kuvaaja|beeld"
)
_BEFORE = r"(?:^|(?<=[\s.,;|(\[–—-]))"
_CREDIT = re.compile(
    rf"{_BEFORE}((?:{_LABELS})\s*(?:[:/]|\.\.\.|…)\s*|(?:photo(?:graph)?|image|picture)s?\s+by\s+|©\s*|\(c\)\s*|fot\.\s+|(?<=\()(?:foto|photo|bild)\s+)"
    r"(?P<who>[^\n]{2,160}?)[\s)\]]*$",
    re.I,
)
"""A credit at the end of a caption."""
_IN_BRACKETS = re.compile(r"\s*\[(?P<who>[^\[\]\d]{2,80})\]\s*$")
"""How some agencies' clients write it: "A bridge [Name/Agency]"."""
_AGENCIES = r"AFP|AP|Reuters|Getty(?: Images)?|EPA|EFE|dpa|Anadolu|ANSA|PAP|Lusa|Укрінформ|УНІАН|TASS"
_AGENCY = re.compile(
    r"(?:(?<=[.!?…])\s+|^)(?P<who>(?:[^\W\d_]\.\s?){0,3}[^.!?\n]{2,60}"
    rf"/\s?(?:{_AGENCIES})\b[^\n]{{0,40}})$"
)
_LABEL = re.compile(
    rf"(?:(?:{_LABELS})\s*(?:[:/,]|\.\.\.|…)\s*|(?:photo(?:graph)?|image|picture)s?\s+by\s+|(?:foto|photo|fot\.)\s+|©\s*|\(c\)\s*)+",
    re.I,
)
_ALONE = re.compile(rf"\W*(?:{_LABELS})\s*(?:[:,]|\.\.\.|…)\s*(?P<who>\S[^\n]{{1,160}}?)\s*$", re.I)
_EDGES = " .,;|([–—-\u00a0"


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption without the credit at its end, and the credit."""
    found = _CREDIT.search(caption) or _IN_BRACKETS.search(caption) or _AGENCY.search(caption)
    if found is None:
        return caption or None, None
    return caption[: found.start()].rstrip(_EDGES) or None, found["who"].strip()


def without_edges(caption: str) -> str:
    """A caption without the signs that part it from the credit behind it."""
    return caption.rstrip(_EDGES)


def plain_credit(credit: str | None) -> str | None:
    """A credit without the words that say it is one."""
    if credit is None:
        return None
    bare = credit.strip(" ()[]")
    label = _LABEL.match(bare)
    return (bare[label.end() :].strip(" ()[]") or bare if label else bare) or None


def labelled_credit(words: str) -> str | None:
    """The credit in words that are nothing else ("Image source, Agency"); None when they are."""
    found = _ALONE.fullmatch(words)
    return found["who"] if found else None
