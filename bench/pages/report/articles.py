"""Report layouts: articles of newspapers with many pictures, in seven manners."""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

import json

from bench.pages.drawing import Drawing, Picture

__all__ = ["ARTICLES"]

_SPACER = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def broadsheet(d: Drawing) -> str:
    """Hashed class names, figures with a span for the credit, a hero in the header of the article."""
    d.says("headline", "standfirst", "author", "published", "modified")
    hero = d.photo(width=2048, height=1365)
    inline = [d.photo(width=1536, height=1024) for _ in range(d.random.randrange(1, 4))]
    logo, face = (
        d.thing("logo", 184, 25, name="t_logo_{token}.png", host=f"static.{d.site}"),
        d.thing("avatar", 120, 120),
    )
    related = [d.thing("related", 600, 400) for _ in range(4)]
    rail = [d.thing("related", 150, 150) for _ in range(3)]

    def figure(p: Picture, extra: str = "") -> str:
        return (
            f'<div class="css-79elbk" data-testid="imageblock-wrapper"><figure class="img-sz-medium css-hxpw2c {extra}" aria-label="media" role="group">'
            f'<div class="css-1xb94ky" data-testid="imageContainer-children-Image"><picture class="css-1j5kxti">'
            f'<source media="(max-width: 599px)" srcset="{p.asked("quality=75&width=600")}"><source media="(min-width: 600px)" srcset="{p.asked("quality=75&width=1024")}">'
            f'<img alt="{p.alt}" class="css-rq4mmj" src="{p.url}?quality=75&amp;auto=webp" srcset="{p.asked("width=600")} 600w, {p.asked("width=1024")} 1024w, {p.asked("width=2048")} 2048w" sizes="50vw" decoding="async" width="600" height="400"></picture></div>'
            f'<figcaption class="css-jbwepj"><span aria-hidden="false" class="css-jevhma e13ogyst0">{p.caption}</span>'
            f'<span class="css-14fe1uy e1z0qqy90"><span class="css-1ly73wi e1tej78p0">Credit...</span><span><span aria-hidden="false">{p.credit}</span></span></span></figcaption></figure></div>'
        )

    body = [
        f'<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{"".join(d.paragraphs(2, attributes="class=css-at9mc1"))}</div></div>'
        for _ in range(5)
    ]
    for at, p in enumerate(inline):
        body.insert(1 + 2 * at, figure(p))
    linked = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": d.headline, "datePublished": d.published.isoformat(), "dateModified": d.modified.isoformat(),
         "author": [{"@type": "Person", "name": d.author, "url": f"https://www.{d.site}/by/x"}], "mainEntityOfPage": d.url,
         "image": [{"@type": "ImageObject", "url": hero.asked("quality=75&width=1600&crop=16:9"), "height": 900, "width": 1600, "caption": hero.caption, "creditText": hero.credit}],
         "publisher": {"@type": "Organization", "name": "The Valley", "logo": {"@type": "ImageObject", "url": logo.url, "width": 184, "height": 25}}}
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en" class="story nytapp-vi-article"><head><meta charset="utf-8"><title>{d.headline} - The Valley</title>
<link rel="canonical" href="{d.url}"><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta property="og:image" content="{hero.asked("width=1050&height=550")}">
<script type="application/ld+json">{linked}</script></head><body><div id="app"><div><div class="css-v89234" role="navigation"><a href="/"><img src="{logo.url}" alt="The Valley"></a></div>
<div class="ad css-rfqw0c"><div id="top-wrapper"></div></div><main id="site-content"><article id="story" class="css-1vxca1d e1qksbhf0"><div id="top-slug"></div>
<header class="css-iqfqf9 euiyums1"><div class="css-1vkm6nb"><h1 id="link-{d.slug}" class="css-1l8buln e1h9rw200">{d.headline}</h1></div><p id="article-summary" class="css-1n0orw4 e1wiw3jv0">{d.standfirst}</p>{figure(hero, "hero")}
<div class="css-103l8m3"><div class="css-18e8msd"><div class="css-233int epjyd6m1"><div class="css-2sdi7x"><img alt="" class="css-1bfqq7u" src="{face.url}"></div><p class="css-aknsld e1jsehar1">By <a class="css-n8ff4n" href="/by/x">{d.author}</a></p></div>
<time class="css-1z1nqv" datetime="{d.published.isoformat()}">{d.published:%B} {d.published.day}, {d.published.year}</time></div></div></header>
<section name="articleBody" class="meteredContent css-1r7ky0e">{"".join(body)}</section><div class="bottom-of-article"><section class="css-recirc"><h2>More to Discover</h2><ol>
{"".join(f'<li class="css-112uytv"><a href="{d.other()}"><div class="css-10wtrbd"><img src="{p.url}" alt=""></div><h3>{d.teaser()}</h3></a></li>' for p in related)}</ol></section></div></article>
<aside><div class="css-sidebar"><h4>Trending</h4>{"".join(f'<a href="{d.other()}"><img src="{p.url}" width="75" height="75"><span>{d.teaser()}</span></a>' for p in rail)}</div></aside></main>
<footer role="contentinfo"><a href="/"><img src="{logo.url}" alt="logo"></a></footer></div></div></body></html>"""


def bloques(d: Drawing) -> str:
    """A theme of WordPress made of blocks, with a gallery, a biography, related posts and a counting point."""
    d.says("headline", "author", "published", "modified")
    lead = d.photo(credit=False, caption=False, folder="wp-content/uploads/2022/02")
    inline = [
        d.photo(credit=d.random.random() < 0.6, folder="wp-content/uploads/2022/02")
        for _ in range(d.random.randrange(1, 4))
    ]
    gallery = [
        d.photo(credit=False, caption=d.random.random() < 0.5, folder="wp-content/uploads/2022/02")
        for _ in range(d.random.randrange(2, 6))
    ]
    mark, face = (
        d.thing("logo", 220, 60, folder="wp-content/uploads/2019/05", name="cropped-{token}-1.png"),
        d.thing("avatar", 96, 96, host="secure.gravatar.com", folder="avatar", name="{token}?s=96&d=mm&r=g"),
    )
    related = [d.thing("related", 350, 200, host="i0.wp.com", folder="wp-content/uploads/2021/11") for _ in range(3)]
    popular = [d.thing("related", 150, 150, folder="wp-content/uploads/2020/01") for _ in range(4)]
    point = d.thing("tracker", 6, 5, host="pixel.wp.com", folder="", name="g.gif?v=ext&blog={token}")
    ad = d.thing("advert", 300, 250, folder="wp-content/uploads/2021/01", name="banner-{token}.gif")

    def block(p: Picture) -> str:
        caption = (
            f'<figcaption class="wp-element-caption">{p.caption}. Foto: {p.credit}</figcaption>'
            if p.credit
            else f'<figcaption class="wp-element-caption">{p.caption}</figcaption>'
        )
        return f'<figure class="wp-block-image size-large"><img decoding="async" loading="lazy" width="1024" height="683" src="{p.sized(1024)}" alt="{p.alt}" class="wp-image-{d.random.randrange(9999)}" srcset="{p.sized(1024)} 1024w, {p.sized(300)} 300w, {p.url} 1200w" sizes="(max-width: 1024px) 100vw, 1024px" />{caption}</figure>'

    def tile(p: Picture) -> str:
        caption = f'<figcaption class="wp-element-caption">{p.caption}</figcaption>' if p.caption else ""
        return f'<figure class="wp-block-image size-large"><a href="{p.url}"><img loading="lazy" width="768" height="512" data-id="77" src="{p.sized(768)}" alt="{p.alt}"/></a>{caption}</figure>'

    paragraphs = d.paragraphs(7)
    for at, p in enumerate(inline):
        paragraphs.insert(1 + 2 * at, block(p))
    return f"""<!DOCTYPE html><html lang="es"><head><meta charset="UTF-8"/><title>{d.headline} | Valle Diario</title><meta property="og:title" content="{d.headline}"/><meta property="og:image" content="{lead.url}"/>
<meta property="article:published_time" content="{d.published.isoformat()}"/><meta property="article:modified_time" content="{d.modified.isoformat()}"/><meta name="author" content="{d.author}"/></head>
<body class="post-template-default single single-post wp-custom-logo"><div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-site-logo"><a href="https://www.{d.site}/" class="custom-logo-link" rel="home"><img width="220" height="60" src="{mark.url}" class="custom-logo" alt="Valle Diario"/></a></div></header>
<main class="wp-block-group" id="wp--skip-link--target"><h1 class="wp-block-post-title">{d.headline}</h1><figure class="wp-block-post-featured-image"><img width="1200" height="800" src="{lead.url}" class="attachment-post-thumbnail size-post-thumbnail wp-post-image" alt="{lead.alt}"/></figure>
<div class="wp-block-post-author-name">{d.author}</div><div class="wp-block-post-date"><time datetime="{d.published.isoformat()}">{d.published:%d/%m/%Y}</time></div>
<div class="entry-content wp-block-post-content is-layout-constrained">{"".join(paragraphs)}<figure class="wp-block-gallery has-nested-images columns-3">{"".join(map(tile, gallery))}</figure>
<div class="sharedaddy sd-sharing-enabled"><ul><li><a href="https://twitter.com/share">Twitter</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Relacionado</h3>{"".join(f'<div class="jp-relatedposts-post"><a href="{d.other()}"><img class="jp-relatedposts-post-img" src="{p.url}?resize=350%2C200&ssl=1" width="350" height="200" alt="{d.teaser()}"/></a><h4><a href="{d.other()}">{d.teaser()}</a></h4></div>' for p in related)}</div></div>
<div class="wp-block-post-author"><div class="wp-block-post-author__avatar"><img alt="" src="{face.url}" class="avatar avatar-96 photo" height="96" width="96"/></div><p class="wp-block-post-author__bio">Periodista en el valle desde hace {d.random.randrange(3, 30)} años, escribe sobre agua, puentes y ayuntamientos.</p></div></main>
<div class="wp-block-column sidebar"><div class="widget_text"><a href="https://muebles-{d.random.randrange(99)}.example/oferta"><img src="{ad.url}" width="300" height="250"/></a></div><h2>Lo más leído</h2><ul>{"".join(f'<li><a href="{d.other()}"><img src="{p.url}" width="150" height="150" alt=""/>{d.teaser()}</a></li>' for p in popular)}</ul></div></div>
<img src="{point.url}" alt="" width="6" height="5" id="wpstats"/></body></html>"""


def fluesse(d: Drawing) -> str:
    """A tabloid: paid pictures between paragraphs, in boxes whose names say nothing; clips with a poster."""
    d.says("headline", "author", "published")
    lead = d.photo(width=990, height=557)
    inline = [d.photo(width=764, height=510) for _ in range(d.random.randrange(2, 5))]
    ads = [
        d.thing("advert", 300, 250, host=h, folder=f, name=n)
        for h, f, n in (
            ("tpc.googlesyndication.com", "simgad", "{token}"),
            ("ads.nordnetz.example", "creatives", "{token}.jpg"),
            ("cdn.taboola.com", "libtrc/static/thumbnails", "{token}.jpg"),
            ("images.outbrainimg.com", "transform", "{token}.jpg"),
        )
    ]
    shop = [d.thing("advert", 200, 200, host="cdn.kaufladen.example", folder="p") for _ in range(4)]
    teasers = [d.thing("related", 230, 130) for _ in range(6)]
    logo = d.thing("logo", 98, 98, name="blatt-{token}.png")
    pixel = d.thing("tracker", 1, 1, host="de.ioam.de", folder="tx.io", name="{token}?st=blatt&cp=regional")

    def shot(p: Picture) -> str:
        return f'<figure class="fig fig--large"><div class="fig__inner"><img class="fig__image" loading="lazy" src="{p.asked("w=764")}" srcset="{p.asked("w=382")} 382w, {p.asked("w=1280")} 1280w" alt="{p.alt}"></div><figcaption class="fig__caption"><span class="fig__caption__text">{p.caption}</span><span class="fig__caption__copyright">Foto: {p.credit}</span></figcaption></figure>'

    between = [
        f'<div class="x7 y2"><a href="https://klick.nordnetz.example/c?{d.slug}" target="_blank" rel="nofollow"><img src="{a.url}" width="300" height="250"></a></div>'
        for a in ads[:2]
    ]
    between.append(
        f'<div class="pr-box"><p>Anzeige</p><div class="grid">{"".join(f"""<a href="https://www.kaufladen.example/a/{n}" rel="sponsored"><img src="{p.url}" alt="Schuh"><span>Jetzt {n},99 €</span></a>""" for n, p in enumerate(shop))}</div></div>'
    )
    between.append(
        f'<div class="stage-small"><strong>Lesen Sie auch</strong><a href="{d.other()}"><img src="{teasers[0].url}" width="230"><em>{d.teaser()}</em></a></div>'
    )
    body = []
    for paragraph in d.paragraphs(9, attributes="class=txt"):
        body.append(paragraph)
        if between and d.random.random() < 0.7:
            body.append(between.pop(0))
        if inline and d.random.random() < 0.6:
            body.append(shot(inline.pop(0)))
    body += [*map(shot, inline), d.paragraph(2), *between]
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{d.headline} | Regional | BLATT.de</title><meta name="date" content="{d.published.isoformat()}"><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.asked("w=1200")}"></head>
<body><header class="page-header"><a href="https://www.{d.site}/" title="Zur Startseite"><img src="{logo.url}" width="98" height="98" alt="BLATT"></a></header><div class="wrap"><main><article class="art"><div class="art__head"><span class="kicker">Hochwasser</span><h1>{d.headline}</h1></div>{shot(lead)}
<div class="authors"><span>Von: </span><span class="author__name">{d.author}</span></div><div class="date">{d.published:%d.%m.%Y} - {d.published:%H:%M} Uhr</div><div class="art__body">{"".join(body)}</div></article>
<div id="taboola-below"><div class="trc_rbox">{"".join(f'<div class="videoCube"><a href="https://trc.example/{n}"><img src="{p.url}"><span>Dieser Trick spart Strom</span></a></div>' for n, p in enumerate(ads[2:]))}</div></div>
<section class="tl"><h2>Mehr aus der Region</h2>{"".join(f'<div class="tl__i"><a href="{d.other()}"><img src="{p.url}" alt="{d.teaser()}" width="230" height="130"></a><a href="{d.other()}">{d.teaser()}</a></div>' for p in teasers[1:])}</section></main></div><img src="{pixel.url}" alt=""></body></html>"""


def sahifa(d: Drawing) -> str:
    """A page in Arabic, from right to left, in plain boxes; other articles under a heading inside the text."""
    d.says("headline", "author", "published")
    lead = d.photo(width=1000, height=600, folder="uploads/images")
    inline = [
        d.photo(width=800, height=500, credit=d.random.random() < 0.7, folder="uploads/images")
        for _ in range(d.random.randrange(1, 4))
    ]
    logo = d.thing("logo", 200, 80, folder="assets", name="header-{token}.png")
    also = [d.thing("related", 120, 80, folder="uploads/thumbs") for _ in range(2)]
    more = [d.thing("related", 280, 180, folder="uploads/thumbs") for _ in range(4)]
    social = [d.thing("share", 40, 40, folder="assets/social", name="{token}.png") for _ in range(4)]
    ad = d.thing("advert", 728, 90, folder="uploads/ilan", name="{token}.gif")

    def box(p: Picture) -> str:
        words = f"{p.caption} (تصوير: {p.credit})" if p.credit else p.caption
        return f'<div class="img-box"><img src="{p.url}" alt="{p.alt}" style="width:100%"/><div class="img-caption">{words}</div></div>'

    body = [f"<p>{d.paragraph(3)}</p>" for _ in range(6)]
    for at, p in enumerate(inline):
        body.insert(1 + at * 2, box(p))
    body.insert(
        3,
        f'<div class="inner-links"><h4>اقرأ أيضا</h4><ul>{"".join(f"""<li><a href="{d.other()}"><img src="{p.url}" width="120" height="80"/>{d.teaser()}</a></li>""" for p in also)}</ul></div>',
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8"/><title>{d.headline} - صحيفة الوادي</title><meta property="og:image" content="{lead.url}"/><meta property="article:published_time" content="{d.published.isoformat()}"/></head>
<body><div id="top"><a href="/"><img src="{logo.url}" alt="صحيفة الوادي" width="200" height="80"/></a><div class="ilan"><a href="https://bank.example/qard" target="_blank"><img src="{ad.url}" width="728" height="90"/></a></div></div><div id="menu"><a href="/a">أخبار</a> <a href="/b">رياضة</a></div>
<div class="container"><div class="col-8"><h1 class="title">{d.headline}</h1><div class="meta"><span class="writer">بقلم: {d.author}</span> <span class="time">{d.published:%Y-%m-%d %H:%M}</span></div><div class="social-icons">{"".join(f'<a href="#"><img src="{p.url}" width="40" height="40"/></a>' for p in social)}</div>
{box(lead)}<div class="text">{"".join(body)}</div></div><div class="col-4"><h3>الأكثر قراءة</h3>{"".join(f'<div class="item"><a href="{d.other()}"><img src="{p.url}"/><h5>{d.teaser()}</h5></a></div>' for p in more)}</div></div><div id="bottom">جميع الحقوق محفوظة</div></body></html>"""


def visti(d: Drawing) -> str:
    """A Ukrainian site with counters of visitors, a call to subscribe, and another article in the middle of the text."""
    d.says("headline", "standfirst", "author", "published")
    lead = d.photo(width=1100, height=733, folder="img/article")
    inline = [d.photo(width=900, height=600, folder="img/article") for _ in range(d.random.randrange(1, 5))]
    logo = d.thing("logo", 160, 40, folder="static/i", name="{token}.png")
    call = d.thing("other", 640, 160, folder="static/i", name="tg-{token}.png")
    also = d.thing("related", 180, 120, folder="img/preview")
    news = [d.thing("related", 330, 220, folder="img/preview") for _ in range(5)]
    counters = [
        d.thing("tracker", 88, 31, host="c.bigmir.net", folder="", name="?v{token}&s1"),
        d.thing("tracker", 80, 15, host="r.i.ua", folder="", name="s?u{token}&p1"),
    ]

    def photo(p: Picture) -> str:
        return f'<div class="article__photo"><img class="lazyload" data-src="{p.url}" src="{_SPACER}" alt="{p.alt}"><div class="article__photo-desc">{p.caption}<br><i>Фото: {p.credit}</i></div></div>'

    body = d.paragraphs(7)
    for at, p in enumerate(inline):
        body.insert(2 + 2 * at, photo(p))
    body.insert(
        2,
        f'<div class="readmore"><a href="{d.other()}"><img src="{also.url}" alt=""><b>Читайте також:</b> {d.teaser()}</a></div>',
    )
    body.insert(
        5, f'<p><a href="https://t.me/visti_doliny"><img src="{call.url}" alt="Підписуйтесь на наш Telegram"></a></p>'
    )
    return f"""<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>{d.headline} — Вісті долини</title><meta name="description" content="{d.standfirst}"><meta property="og:image" content="{lead.url}"></head><body>
<div class="header"><div class="wrap"><a class="header__logo" href="/"><img src="{logo.url}" alt="Вісті долини"></a></div></div><div class="wrap"><div class="article" itemscope itemtype="http://schema.org/NewsArticle"><h1 class="article__title" itemprop="headline">{d.headline}</h1>
<div class="article__info"><span itemprop="author">{d.author}</span>, <time itemprop="datePublished" datetime="{d.published.isoformat()}">{d.published:%d.%m.%Y, %H:%M}</time></div><div class="article__lead">{d.standfirst}</div><div class="article__main"><img itemprop="image" src="{lead.url}" alt="{lead.alt}"><div class="article__photo-desc">{lead.caption}<br><i>Фото: {lead.credit}</i></div></div>
<div class="article__text" itemprop="articleBody">{"".join(body)}</div></div><div class="news-feed"><div class="news-feed__head">Останні новини</div>{"".join(f'<a class="news-feed__item" href="{d.other()}"><img data-src="{p.url}" src="{_SPACER}"><span>{d.teaser()}</span></a>' for p in news)}</div></div>
<div class="footer"><a href="https://www.bigmir.net/"><img src="{counters[0].url}" width="88" height="31"></a><img src="{counters[1].url}" width="80" height="15"></div></body></html>"""


def provincia(d: Drawing) -> str:
    """A regional paper of Italy whose pictures are backgrounds of boxes, with captions as attributes or beside."""
    d.says("headline", "standfirst", "published")
    lead = d.photo(width=1280, height=720, alt=False, folder="image")
    strip = [
        d.photo(width=900, height=600, alt=False, caption=True, credit=False, folder="image")
        for _ in range(d.random.randrange(2, 5))
    ]
    logo, sponsor = (
        d.thing("logo", 300, 70, folder="tpl"),
        d.thing("advert", 300, 600, folder="skin", name="adv-{token}.jpg"),
    )
    others = [d.thing("related", 400, 225, folder="image") for _ in range(5)]
    return f"""<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{d.headline}</title><meta name="description" content="{d.standfirst}"><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.url}"><meta itemprop="datePublished" content="{d.published.isoformat()}"></head>
<body style="background: #eee url({sponsor.url}) no-repeat center top"><div class="testata" style="background-image:url('{logo.url}')"><a href="/">La Provincia della Valle</a></div><div class="contenitore"><div class="articolo"><h1>{d.headline}</h1><h2 class="sommario">{d.standfirst}</h2>
<div class="apertura"><div class="foto-apertura" style="background-image: url(&quot;{lead.url}&quot;); height: 420px"></div><p class="didascalia">{lead.caption} <span class="crediti">(foto {lead.credit})</span></p></div>
<div class="testo">{"".join(d.paragraphs(6))}</div><div class="fotogallery"><div class="slides">{"".join(f'<div class="slide"><div class="slide-img" style="background-image:url({p.url});background-size:cover"></div><div class="slide-didascalia">{p.caption}</div></div>' for p in strip)}</div></div></div>
<div class="colonna"><h4>Leggi anche</h4>{"".join(f'<div class="box"><a href="{d.other()}"><span class="thumb" style="background-image:url({p.url})"></span>{d.teaser()}</a></div>' for p in others)}</div></div><div class="piede">P.IVA 0123456789</div></body></html>"""


def derriere(d: Drawing) -> str:
    """A regional daily of France behind a wall: a sign for subscribers, an opening picture, offers inside the text."""
    d.says("headline", "standfirst", "author", "published", "modified")
    lead = d.photo(width=1600, height=1067, folder="images/2023/03/14")
    inline = [d.photo(width=1280, height=853, folder="images/2023/03/14") for _ in range(d.random.randrange(0, 3))]
    logo, sign = d.thing("logo", 210, 48, folder="ui"), d.thing("icon", 28, 28, folder="ui", name="premium-{token}.png")
    face, offer = (
        d.thing("avatar", 96, 96, folder="signatures"),
        d.thing("other", 640, 240, folder="ui", name="{token}.jpg"),
    )
    others = [d.thing("related", 480, 320, folder="images/2023/03/13") for _ in range(5)]

    def figure(p: Picture) -> str:
        return f'<figure class="visuel visuel--large"><div class="visuel__cadre"><img class="visuel__img" loading="lazy" src="{p.sized(640)}" srcset="{p.sized(640)} 640w, {p.sized(1280)} 1280w" alt="{p.alt}"></div><figcaption class="visuel__legende"><span class="visuel__texte">{p.caption}</span> <span class="visuel__credit">Photo : {p.credit}</span></figcaption></figure>'

    body = d.paragraphs(3, attributes="class=texte")
    for p in inline:
        body.insert(1, figure(p))
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>Crue. {d.headline}</title><link rel="canonical" href="{d.url}"><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta property="og:image" content="{lead.url}"><meta property="article:published_time" content="{d.published.isoformat()}"><meta property="article:modified_time" content="{d.modified.isoformat()}"></head><body><div class="bandeau"><a href="https://www.{d.site}"><img src="{logo.url}" alt="Le Courrier du Val"></a></div><div class="page page--premium"><div class="entete"><h1 class="entete__titre">{d.headline}</h1><img src="{sign.url}" width="28" height="28" alt="Réservé aux abonnés"><p class="chapo">{d.standfirst}</p><div class="signataires"><img src="{face.url}" alt="Portrait"><div>Par <strong>{d.author}</strong></div></div></div>{figure(lead)}<div class="corps">{"".join(body)}<div class="mur abonnement"><img src="{offer.url}" alt=""><p>Pour lire la suite, abonnez-vous dès 1 € par mois.</p></div></div></div><section class="bloc-suggestions"><h2>À lire aussi</h2><div class="glissiere">{"".join(f'<article class="vignette"><a href="{d.other()}"><img src="{p.sized(480)}" alt=""></a><a class="vignette__titre" href="{d.other()}">{d.teaser()}</a></article>' for p in others)}</div></section></body></html>"""


ARTICLES = {
    "broadsheet with figures": (broadsheet, "en", "valley-times.example"),
    "WordPress of blocks, Spanish": (bloques, "es", "vallediario.example"),
    "tabloid full of adverts, German": (fluesse, "de", "blatt.example"),
    "right to left, Arabic": (sahifa, "ar", "sahifat-alwadi.example"),
    "lazy pictures, Ukrainian": (visti, "uk", "visti-dolyny.example"),
    "regional with backgrounds, Italian": (provincia, "it", "laprovinciavalle.example"),
    "behind a wall, French": (derriere, "fr", "courrierduval.example"),
}
