"""Addresses of one picture in several sizes: what is left of an address when what asks for a size is taken away."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from firstseen.intake.page.listed import split_words

__all__ = ["saved_name", "variant_key"]

_SIZE_QUERIES = split_words(
    """w h width height resize size sz q quality qlt fit crop auto format fm dpr ssl s rect strip op_sharpen op_usm
    scale impolicy imwidth im downsize interpolation output blur sharp cs usm usmrad fp-x fp-y trim bg-color
    type wid hei maxwidth maxheight maxw maxh mw mh output-quality output-format preferwebp ixlib webp disable
    smart upscale enable"""
)
"""Names of query parameters by which picture servers are asked for a size, a cut or a form."""
_SUFFIX = re.compile(
    r"(?:[-_](?:\d{2,4}x\d{2,4}|scaled|\d{2,4}w|w\d{2,4}|thumb|thumbnail|small|medium|large|big|orig|original)|@\dx)+"
    r"(?=\.\w{3,5}$)",
    re.I,
)
_SEGMENT = re.compile(
    r"/(?:\d{2,4}x\d{2,4}|[wh][_=]?\d{2,4}(?:,[\w:.=-]{1,60})*"
    r"|(?:resize|fit|fill|crop|thumbnail|width|height|quality)[/=_][\dx!,:^<>-]{1,20}"
    r"|[a-z]{1,2}_[\w.:]{1,20}(?:,[a-z]{1,2}_[\w.:]{1,20})+)(?=/)",
    re.I,
)
_COLON = re.compile(r":(?:thumb|small|medium|large|orig|\d{2,4}x\d{2,4})$")
_SAVED_COPY = re.compile(r"\(\d{1,3}\)(?=\.\w{2,5}$|$)")
_LONG = 2000
"""Characters of an address from which its key is not remembered."""
_SHORTEST = 8
"""Letters of a file's name from which it can tell two pictures apart; "photo.jpg" cannot."""


def variant_key(address: str) -> str:
    """The address without its scheme and without what asks for a size."""
    return _cached_key(address) if len(address) <= _LONG else _key(address)


def _key(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    sized = _SIZE_QUERIES | {"name", "format"} if parts.netloc.endswith("twimg.com") else _SIZE_QUERIES
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if name.lower() not in sized and not name.lower().startswith(("amp;", "utm_"))
    ]
    path = _SUFFIX.sub("", _SEGMENT.sub("", _COLON.sub("", parts.path)))
    return f"{parts.netloc.lower()}{path}?{urlencode(sorted(query))}"


_cached_key = lru_cache(maxsize=1024)(_key)


def saved_name(reference: str) -> str | None:
    """The last part of an address or path, as a browser names the file that it saves; None when it says too little."""
    path = reference.partition("#")[0].partition("?")[0]
    name = _SAVED_COPY.sub("", _SUFFIX.sub("", unquote(path.rstrip("/").rpartition("/")[2])))
    stem = name.rpartition(".")[0] or name
    return stem.lower() if len(stem) >= _SHORTEST else None
