"""The words under a picture: its caption, and whom it credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from firstseen.intake.page.addresses import is_data_uri
from firstseen.intake.page.credits import labelled_credit, plain_credit, split_credit, without_edges
from firstseen.intake.page.listed import split_words
from firstseen.intake.page.marks import MAX_NAME, words_of
from firstseen.intake.page.parsing import BLOCKS, Element, ancestors, classes, elements, said, visible
from firstseen.intake.page.references import IMAGES, image_references, is_preview
from firstseen.intake.page.variants import variant_key

__all__ = ["caption_of", "is_caption", "split_credit"]

_MAX_CAPTION = 4000
_MAX_CREDIT = 300
_MAX_PARTS = 120
_CLIMB = 7
"""Parts around a picture in which its caption is looked for."""
_SMALLEST_DATA = 200
"""Characters of a data: URI below which it only holds a place."""
_SIGN = 32
_CELL = 300
"""Characters that a table with one picture holds beside it at most, to be its caption."""
_APART = BLOCKS | {"span", "small", "cite"}
_CAPTION_WORDS = split_words(
    """caption captions cap figcaption legend legende legenda leyenda bildunterschrift bildtext bildbeschreibung bu
    didascalia didascalie pie epigrafe aciklama resimalti podpis opis pidpys pidpis desc description
    imagecaption photocaption wpcaptiontext kuvateksti bildtexter onderschrift"""
)
_CAPTION_ENDS = ("caption", "bildtext", "bildunterschrift", "didascalia", "captions")
_CREDIT_WORDS = split_words(
    """credit credits credito creditos crediti copyright photographer photoby attribution source sources bildquelle
    quelle fotograf fotografo fotografin firma fuente fonte imagesource imagecredit photocredit urheber rights"""
)
_HIDDEN_WORDS = ("visually-hidden", "visuallyhidden", "sr-only", "screen-reader", "screenreader", "u-hidden-text")
_SMALL_PRINT = frozenset({"em", "i", "small", "figcaption"})


def caption_of(element: Element) -> tuple[str | None, str | None]:
    """(caption, credit) of a picture: from the figure that holds it, or from the caption beside it."""
    stated = element.get("data-credit") or None
    own = _names(element)
    below: Element = element
    for holder in islice(ancestors(element), _CLIMB):
        if holder.tag in ("body", "html", "main", "article"):
            return _read_beside(below, element, stated)
        if holder.tag == "figure":
            caption = next(holder.iter("figcaption"), None)
            if caption is None:
                caption = _marked(holder, _CAPTION_WORDS)
            return _told(holder, caption, element, stated)
        if holder.tag == "tr":
            cell = _cell_below(holder, below)
            if cell is not None:
                return _told(cell, cell, element, stated)
        if _others(holder, element, own) or _has_heading(holder):
            return _read_beside(below, element, stated)
        caption = _marked(holder, _CAPTION_WORDS)
        if caption is not None:
            return _told(holder, caption, element, stated)
        if holder.tag == "table":
            words = said(holder, 2 * _CELL)
            if words and len(words) <= _CELL and next(holder.iter("a"), None) is None:
                return _apart(*split_credit(words), stated)
        below = holder
    return _read_beside(below, element, stated)


def _has_heading(holder: Element) -> bool:
    """Whether a holder is more than a picture with its words: an introduction stands below a heading, no caption."""
    return any(part.tag in ("h1", "h2", "h3") for part in islice(elements(holder), 1, _MAX_PARTS))


def _cell_below(row: Element, cell: Element) -> Element | None:
    """The cell below a picture's, where that holds nothing but the picture: rows of pictures over rows of words."""
    below = next(row.itersiblings("tr"), None)
    if below is None or said(cell, 1):
        return None
    place = [part for part in row if part.tag in ("td", "th")].index(cell) if cell.tag in ("td", "th") else -1
    cells = [part for part in below if part.tag in ("td", "th")]
    found = cells[place] if 0 <= place < len(cells) else None
    if found is None or _holds_pictures(found):
        return None
    words = said(found, _CELL + 1)
    return found if words and len(words) <= _CELL else None


def _read_beside(below: Element, element: Element, stated: str | None) -> tuple[str | None, str | None]:
    """The caption in the part that follows the picture's own, if that is one."""
    follows = next(below.itersiblings("*"), None)
    if follows is None or _holds_pictures(follows):
        return None, plain_credit(stated)
    if is_caption(follows):
        return _told(follows, follows, element, stated)
    words = said(follows, _CELL + 1)
    if words and len(words) <= _CELL and _is_small_print(follows, words):
        return _apart(*split_credit(words), stated)
    return None, plain_credit(stated)


def _is_small_print(part: Element, words: str) -> bool:
    """Whether all words of a paragraph stand in small or slanted letters, as captions do where nothing marks them."""
    if part.tag not in ("p", "div", "center"):
        return part.tag in _SMALL_PRINT
    inner = [child for child in part if isinstance(child.tag, str) and child.tag != "br"]
    return len(inner) == 1 and inner[0].tag in _SMALL_PRINT and said(inner[0], _CELL + 1) == words


def _told(
    holder: Element, caption: Element | None, picture: Element, stated: str | None
) -> tuple[str | None, str | None]:
    credit = _marked(holder, _CREDIT_WORDS)
    if credit is None:
        credit = next(
            (
                part
                for part in islice(elements(holder), 1, _MAX_PARTS)
                if part.get("itemprop") in ("copyrightHolder", "creditText", "author")
            ),
            None,
        )
    marked = plain_credit(said(credit, _MAX_CREDIT)) if credit is not None else None
    marked = marked or plain_credit(stated)
    if caption is None:
        return None, marked or _beside_caption(holder, None)
    words = _words(caption, credit) if credit is not caption else ""
    if marked:
        text, again = split_credit(words)
        behind = credit is not None and any(part is caption for part in ancestors(credit))
        return (text if again == marked else without_edges(words) if behind else words) or None, marked
    text, named = split_credit(words)
    return text, named or _beside_caption(holder, caption)


def _beside_caption(holder: Element, caption: Element | None) -> str | None:
    """A credit in a figure that is labelled as one, and stands outside of its caption."""
    for part in islice(elements(holder), 1, _MAX_PARTS):
        if part.tag in ("span", "div", "p", "small", "cite") and not any(
            held is caption for held in (part, *ancestors(part), *part.iter("figcaption"))
        ):
            words = said(part, _MAX_CREDIT)
            found = labelled_credit(words) if words else None
            if found:
                return found
    return None


def _apart(caption: str | None, credit: str | None, stated: str | None) -> tuple[str | None, str | None]:
    return caption, credit or plain_credit(stated)


def _words(caption: Element, credit: Element | None) -> str:
    """The words of a caption on one line, without the credit and what only screen readers say."""

    def left_out(part: Element) -> bool:
        return part is credit or any(mark in (part.get("class") or "") for mark in _HIDDEN_WORDS)

    text = " ".join(visible(caption, _MAX_CAPTION, left_out, _APART).split())
    return re.sub(r" ([.,)])", r"\1", text).strip()


def is_caption(element: Element) -> bool:
    """Whether an element calls itself a caption."""
    return element.tag == "figcaption" or _is_named(element, _CAPTION_WORDS)


def _is_named(element: Element, wanted: frozenset[str]) -> bool:
    names = classes(element)
    return bool(names) and any(_says(name[:MAX_NAME], wanted) for name in names[:20])


@lru_cache(maxsize=20_000)
def _says(name: str, wanted: frozenset[str]) -> bool:
    """Whether a class name is, or ends with, one of the wanted words. Pages give the same names again and again."""
    words = words_of(name)
    joined = ("".join(words[at : at + 2]) for at in range(len(words) - 1))
    if not wanted.isdisjoint(words) or not wanted.isdisjoint(joined):
        return True
    return wanted is _CAPTION_WORDS and any(word.endswith(_CAPTION_ENDS) for word in words)


def _marked(holder: Element, wanted: frozenset[str]) -> Element | None:
    """The first part in a holder with such a name and words in it, that holds no picture."""
    for part in islice(elements(holder), 1, _MAX_PARTS):
        if _is_named(part, wanted) and part.tag not in IMAGES and not _holds_pictures(part) and said(part, 10):
            return part
    return None


def _holds_pictures(part: Element) -> bool:
    return any(not _is_sign(image) for image in part.iter(*IMAGES))


def _is_sign(image: Element) -> bool:
    """Whether a picture is stated to be a sign between words ("enlarge")."""
    stated = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", image.get("width") or "")
    return stated is not None and int(stated[1]) <= _SIGN


def _others(holder: Element, element: Element, own: frozenset[str]) -> bool:
    """Whether a holder shows other pictures than this one (the same in another size or for other screens is none)."""
    for part in _pictures_in(holder):
        if part is not element and not _is_sign(part):
            names = _names(part)
            if names and own and own.isdisjoint(names):
                return True
    return False


def _pictures_in(holder: Element) -> Iterator[Element]:
    for part in islice(elements(holder), 1, _MAX_PARTS):
        if part.tag in IMAGES or "url(" in (part.get("style") or "") or part.get("data-bg"):
            yield part


def _names(element: Element) -> frozenset[str]:
    """What an element's picture is called, without sizes; what only holds its place left out."""
    references = [
        *image_references(element),
        *([element.get("style")] if "url(" in (element.get("style") or "") else []),
    ]
    preview = is_preview(element)
    return frozenset(
        one if is_data_uri(one) else variant_key(one)
        for one in references
        if not is_data_uri(one) or (len(one) >= _SMALLEST_DATA and not preview)
    )
