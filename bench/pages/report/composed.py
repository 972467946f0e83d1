"""Report layouts composed by chance: how pictures are named, captioned, linked and placed is drawn anew for each page.

Some call their parts by words that the reader knows, some by nothing but numbers, some by words and headings of
languages that it does not know (Swedish, Hungarian, Greek, Vietnamese).
"""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

import json
from collections.abc import Callable

from bench.pages.drawing import Drawing, Picture

__all__ = ["COMPOSED"]

_SPACER = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_KNOWN = {
    "caption": ("photo-caption", "img__caption", "legend", "bu", "pie-de-foto"),
    "credit": ("photo-credit", "copyright", "image-source"),
    "related": ("related-posts", "recommended", "readmore", "mostRead", "relacionadas"),
    "ad": ("ad-slot", "advertisement", "sponsored-box", "werbung"),
    "author": ("author-box", "byline", "vcard"),
    "head": ("site-header", "masthead"),
    "social": ("share-bar", "social-links"),
    "side": ("sidebar", "right-rail"),
}
_UNKNOWN = {
    "caption": ("bildunder", "kepalairas", "lezanta", "chuthich"),
    "credit": ("fotografnamn", "keszitette", "fotografos", "nguonanh"),
    "related": ("lasaven", "kapcsolodo", "sxetika", "tinlienquan"),
    "ad": ("helsidesruta", "hirdetes", "diafimisi", "quangcao"),
    "author": ("skribent", "szerzo", "syntaktis", "tacgia"),
    "head": ("toppen", "fejlec", "kefalida", "dautrang"),
    "social": ("delaknappar", "megosztas", "koinopoiisi", "chiase"),
    "side": ("hogerspalt", "oldalsav", "plaini", "cotphai"),
}
_HEADINGS = {
    "known": ("Related stories", "Read also", "Most read", "You may also like"),
    "unknown": ("Fler nyheter", "Ajánlott tartalom", "Διαβάστε ακόμη", "Tin cùng chuyên mục"),
}
Namer = Callable[[str], str]


def _named(d: Drawing) -> Namer:
    return lambda what: d.random.choice(_KNOWN[what])


def _numbered(d: Drawing) -> Namer:
    return lambda what: f"c{d.random.randrange(16**6):06x}"


def _unlisted(d: Drawing) -> Namer:
    return lambda what: d.random.choice(_UNKNOWN[what])


def _image(d: Drawing, p: Picture) -> str:
    """A picture in one of seven ways."""
    alt = f' alt="{p.alt}"' if p.alt else ""
    size = f' width="{p.width}" height="{p.height}"' if d.random.random() < 0.4 else ""
    way = d.random.randrange(7)
    if way == 0:
        return f'<img src="{p.url}"{alt}{size}>'
    if way == 1:
        return f'<img src="{_SPACER}" data-src="{p.url}"{alt}>'
    if way == 2:
        return f'<img src="{_SPACER}" data-srcset="{p.asked("w=400")} 400w, {p.url} 1200w"{alt}><noscript><img src="{p.url}"{alt}></noscript>'
    if way == 3:
        return f'<picture><source srcset="{p.url}" type="image/webp"><img src="{p.sized(640)}"{alt}{size}></picture>'
    if way == 4:
        return f'<img src="{p.sized(320)}" srcset="{p.sized(320)} 320w, {p.url} 1200w"{alt}{size}>'
    if way == 5:
        return f'<img data-original="{p.url}"{alt}>'
    return f'<a href="{p.url}" data-lightbox="a"><img src="{p.sized(640)}"{alt}></a>'


def _block(d: Drawing, p: Picture, name: Namer) -> str:
    """A picture of the article with its words, in one of five ways."""
    credit = f' <span class="{name("credit")}">Photo: {p.credit}</span>' if p.credit else ""
    suffix = f". Photo: {p.credit}" if p.credit else ""
    if p.caption is None:
        return f"<figure>{_image(d, p)}</figure>" if d.random.random() < 0.5 else f"<p>{_image(d, p)}</p>"
    way = d.random.randrange(5)
    if way == 0:
        return f"<figure>{_image(d, p)}<figcaption>{p.caption}{credit}</figcaption></figure>"
    if way == 1:
        return f"<figure>{_image(d, p)}<figcaption>{p.caption}{suffix}</figcaption></figure>"
    if way == 2:
        return f'<div>{_image(d, p)}<div class="{name("caption")}">{p.caption}{suffix}</div></div>'
    if way == 3:
        return f"<p>{_image(d, p)}</p><p><em>{p.caption}{suffix}</em></p>"
    return f'<figure><div class="wrap">{_image(d, p)}</div><figcaption><p>{p.caption}</p>{credit}</figcaption></figure>'


def _teasers(d: Drawing, number: int, name: Namer, headings: str, tag: str = "div") -> str:
    """Other articles, in one of three ways."""
    things = [d.thing("related", 320, 200, folder="thumbs") for _ in range(number)]
    heading = f"<h3>{d.random.choice(_HEADINGS[headings])}</h3>" if d.random.random() < 0.7 else ""
    way = d.random.randrange(3)
    parts = []
    for p in things:
        link, words = d.other(), d.teaser()
        image = (
            f'<img src="{p.url}" alt="">' if d.random.random() < 0.6 else f'<img src="{_SPACER}" data-src="{p.url}">'
        )
        if way == 0:
            parts.append(f'<a href="{link}">{image}<span>{words}</span></a>')
        elif way == 1:
            parts.append(f'<div><a href="{link}">{image}</a><h4><a href="{link}">{words}</a></h4></div>')
        else:
            parts.append(
                f'<li><a href="{link}" style="display:block"><i style="background-image:url({p.url})"></i>{words}</a></li>'
            )
    return f'<{tag} class="{name("related")}">{heading}{"".join(parts)}</{tag}>'


def _advert(d: Drawing, name: Namer) -> str:
    """An advert, in one of four ways."""
    way = d.random.randrange(4)
    if way == 0:
        p = d.thing("advert", 300, 250, host="tpc.googlesyndication.com", folder="simgad")
        return f'<div><img src="{p.url}" width="300" height="250"></div>'
    if way == 1:
        p = d.thing("advert", 728, 90, folder="files")
        return f'<div><a href="https://shop{d.random.randrange(99)}.example/"><img src="{p.url}" width="728" height="90"></a></div>'
    p = d.thing("advert", 600, 300, folder="files")
    link = f"https://shop{d.random.randrange(99)}.example/{d.slug}"
    if way == 2:
        return f'<a href="{link}" target="_blank" rel="noopener"><img src="{p.url}"></a>'
    return f'<div class="{name("ad")}"><a href="{link}"><img src="{p.url}" alt="Offer"></a></div>'


def _gallery(d: Drawing) -> str:
    """Pictures after the text, in one of three ways."""
    photos = [d.photo(caption=False, credit=False) for _ in range(d.random.randrange(2, 5))]
    way = d.random.randrange(3)
    if way == 0:
        return f'<div class="g">{"".join(_image(d, p) for p in photos)}</div>'
    if way == 1:
        return f'<ul>{"".join(f"""<li><a href="{p.url}"><img src="{p.sized(300)}" alt="{p.alt}"></a></li>""" for p in photos)}</ul>'
    return f'<div>{"".join(f"""<div style="background-image:url({p.url})" aria-label="{p.alt}"></div>""" for p in photos)}</div>'


def _compose(d: Drawing, name: Namer, headings: str, *, landmarks: bool) -> str:
    r = d.random
    d.says("headline", "published")
    lead = (
        (d.photo(caption=r.random() < 0.8, credit=False) if r.random() < 0.5 else d.photo())
        if r.random() < 0.85
        else None
    )
    inline = [
        d.photo(caption=r.random() < 0.8, credit=False) if r.random() < 0.5 else d.photo()
        for _ in range(r.randrange(5))
    ]
    head = [f'<meta property="og:title" content="{d.headline}">'] if r.random() < 0.6 else []
    if lead and r.random() < 0.6:
        head.append(f'<meta property="og:image" content="{lead.asked("w=1200&h=630")}">')
    if r.random() < 0.5:
        head.append(f'<meta property="article:published_time" content="{d.published.isoformat()}">')
        date = ""
    elif r.random() < 0.5:
        linked = {"@type": "NewsArticle", "headline": d.headline, "datePublished": d.published.isoformat()}
        head.append(f'<script type="application/ld+json">{json.dumps(linked)}</script>')
        date = ""
    else:
        date = f'<time datetime="{d.published.isoformat()}">{d.published:%d.%m.%Y}</time>'
    logo = d.thing("logo", 200, 60, folder="theme")
    mark = f'<a href="/"><img src="{logo.url}"></a>' if r.random() < 0.7 else f'<img src="{logo.url}" alt="Logo">'
    writer = ""
    if r.random() < 0.6:
        d.says("author")
        face = f'<img src="{d.thing("avatar", 80, 80, folder="people").url}" alt="">' if r.random() < 0.6 else ""
        writer = f'<div class="{name("author")}">{face}By {d.author}</div>'
    social = (
        "".join(
            f'<a href="https://social{n}.example/share"><img src="{d.thing("share", 32, 32, folder="theme").url}" width="32" height="32"></a>'
            for n in range(3)
        )
        if r.random() < 0.5
        else ""
    )
    body = d.paragraphs(r.randrange(4, 9))
    for p in inline:
        body.insert(r.randrange(1, len(body)), _block(d, p, name))
    if r.random() < 0.6:
        body.insert(r.randrange(1, len(body)), _advert(d, name))
    if r.random() < 0.5:
        body.insert(r.randrange(1, len(body)), _teasers(d, r.randrange(1, 3), name, headings))
    opening = _block(d, lead, name) if lead else ""
    over = r.random() < 0.2
    gallery = _gallery(d) if r.random() < 0.35 else ""
    article, header, side = ("article", "header", "aside") if landmarks else ("div", "div", "div")
    after = _teasers(d, r.randrange(3, 7), name, headings, "section" if landmarks else "div")
    rail = (
        f'<{side} class="{name("side")}">{_teasers(d, r.randrange(2, 5), name, headings)}{_advert(d, name)}</{side}>'
        if r.random() < 0.7
        else ""
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline} | {d.site}</title>{"".join(head)}</head><body><{header} class="{name("head")}">{mark}<a href="/a">News</a></{header}><div class="page">
<{article}>{opening if over else ""}<h1>{d.headline}</h1>{writer}{date}{f'<div class="{name("social")}">{social}</div>' if social else ""}{"" if over else opening}<div>{"".join(body)}</div>{gallery}</{article}>{rail}</div>{after}</body></html>"""


def named(d: Drawing) -> str:
    """Parts called by words that the reader knows, with landmarks."""
    return _compose(d, _named(d), "known", landmarks=True)


def numbered(d: Drawing) -> str:
    """Parts called by numbers, without landmarks."""
    return _compose(d, _numbered(d), "known", landmarks=False)


def unlisted(d: Drawing) -> str:
    """Parts and headings in languages that the reader does not know, without landmarks."""
    return _compose(d, _unlisted(d), "unknown", landmarks=False)


COMPOSED = {
    "composed by chance, parts named": (named, "en", "chance-a.example"),
    "composed by chance, parts numbered": (numbered, "en", "chance-b.example"),
    "composed by chance, languages not known": (unlisted, "en", "chance-c.example"),
}
