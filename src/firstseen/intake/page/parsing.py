"""HTML bytes in, a tree of elements out: its charset, its limits, and the questions that all readers of pages ask."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from charset_normalizer import from_bytes
from lxml import etree, html

from firstseen.errors import RefusedError

__all__ = [
    "BLOCKS",
    "HIDDEN",
    "MAX_PAGE_BYTES",
    "Element",
    "ancestors",
    "classes",
    "decode",
    "elements",
    "parse",
    "said",
    "visible",
]

Element = Any
"""An element of lxml, which states no types."""

MAX_PAGE_BYTES = 96 << 20
"""Larger pages are refused. A tree takes some four times the bytes of a page that carries its pictures itself."""
_MAX_ELEMENTS = 1_000_000
_MAX_ATTRIBUTES = 512
"""Attributes of one element. The parser compares each with all before: 100,000 took 36 s, 512 take a millisecond."""
_MAX_ROOT_TAGS = 100
"""`html` and `body` tags with attributes, which the parser adds to one element; for the same reason."""
_LONG_TAG = 2 * _MAX_ATTRIBUTES
_MAX_CLIMB = 80
"""Ancestors looked at. A picture on X lies up to 25 elements below its post."""
_META_LOOKED_AT = 16384
_GUESSED_FROM = 1 << 17
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TAG = re.compile(r"<[A-Za-z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_ROOT_TAG = re.compile(r"<(?:html|body)\s+[^>\s]", re.I)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,512}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_AS_BROWSERS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
                "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "iso-8859-9": "cp1254",
                "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "x-gbk": "gb18030", "windows-874": "cp874",
                "x-mac-cyrillic": "mac_cyrillic", "unicode": "utf-16-le"}  # fmt: skip
"""Names that browsers read as a larger charset (WHATWG Encoding), and names that Python does not know."""
HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea", "object"})
BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "td", "dd",
     "figcaption", "header", "footer", "pre", "dt", "ul", "ol", "table"}
)  # fmt: skip


def decode(data: bytes, charset: str | None = None) -> str:
    """The page as text: by its byte order mark, else as the header says, else its meta element, else by its bytes."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    meta = _META_CHARSET.search(data[:_META_LOOKED_AT])
    stated = [charset, meta[1].decode("ascii") if meta else None]
    known = next((codec for name in stated if name and (codec := _codec(name))), None)
    if known == "cp1252" and (utf8 := _as_utf8(data)) is not None:
        return utf8  # servers say Latin-1 by default; text in it is hardly ever valid UTF-8
    if known is not None:
        try:
            return data.decode(known)
        except UnicodeDecodeError:
            utf8 = _as_utf8(data)
            return utf8 if utf8 is not None else data.decode(known, "replace")
    utf8 = _as_utf8(data)
    if utf8 is not None:
        return utf8
    guess = from_bytes(data[:_GUESSED_FROM]).best()
    return data.decode(guess.encoding if guess else "cp1252", "replace")


def _codec(name: str) -> str | None:
    name = name.strip().lower()
    name = _AS_BROWSERS.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parse(data: bytes, name: str, charset: str | None = None) -> Element:
    """The root of the page; raises `RefusedError` naming `name` when it is too large or holds nothing."""
    if len(data) > MAX_PAGE_BYTES:
        raise RefusedError(name, f"the page is larger than {MAX_PAGE_BYTES >> 20} MiB")
    text = decode(data, charset).replace("\0", "\ufffd")
    _check_tags(text, name)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(name, f"holds no page ({str(error)[:120]})") from error
    return root


def _check_tags(text: str, name: str) -> None:
    """Refuses what makes the parser's time grow with the square of the page's size."""
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > _LONG_TAG and len(_QUOTED.sub(" ", tag[0]).split()) > _MAX_ATTRIBUTES:
            raise RefusedError(name, f"an element of the page has more than {_MAX_ATTRIBUTES} attributes")
    if sum(1 for _ in _ROOT_TAG.finditer(text)) > _MAX_ROOT_TAGS:
        raise RefusedError(name, f"the page has more than {_MAX_ROOT_TAGS} html and body elements")


def ancestors(element: Element) -> Iterator[Element]:
    """The elements that hold this one, nearest first, up to a bound."""
    return islice(element.iterancestors(), _MAX_CLIMB)


def elements(root: Element) -> Iterator[Element]:
    """All elements in document order, comments left out, up to a bound."""
    return islice(root.iter(etree.Element), _MAX_ELEMENTS)


def classes(element: Element) -> list[str]:
    """The class names of an element."""
    names = element.get("class")
    return names.split() if names else []


def said(element: Element, limit: int = 4000) -> str | None:
    """The visible words of an element on one line, None when there are none."""
    words = " ".join(visible(element, limit).split())
    return words[:limit] or None


def visible(
    element: Element,
    limit: int,
    left_out: Callable[[Element], bool] | None = None,
    blocks: frozenset[str] = BLOCKS,
) -> str:
    """The words of an element as a person sees them, a new line for each block; at most some `limit` characters.

    Walks without recursion: hostile pages nest deeper than any stack.
    """
    pieces: list[str] = []
    length = 0
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, node in walk:
        piece = None
        if event == "start":
            if node is not element and (node.tag in HIDDEN or (left_out is not None and left_out(node))):
                walk.skip_subtree()
                continue
            piece = ("\n" if node.tag in blocks else "") + (node.text or "")
        elif node is not element:
            block = event == "end" and node.tag in blocks and node.tag != "br"
            piece = ("\n" if block else "") + (node.tail or "")
        if piece:
            pieces.append(piece)
            length += len(piece)
            if length > limit:
                break
    return "".join(pieces)
