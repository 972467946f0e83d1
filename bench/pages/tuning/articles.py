"""Tuning layouts: articles of newspapers with many pictures."""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

import json

from bench.pages.drawing import Drawing, Picture

__all__ = ["ARTICLES"]

_SPACER = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def components(d: Drawing) -> str:
    """A broadcaster: blocks of styled components, a caption block after the image block, links to topics below."""
    d.says("headline", "author", "published", "modified")
    photos = [d.photo(width=976, height=549, folder="news/976/cpsprod") for _ in range(d.random.randrange(2, 5))]
    related = [d.thing("related", 320, 180, folder="news/320/cpsprod") for _ in range(5)]
    logo, face = d.thing("logo", 112, 32, folder="brand"), d.thing("avatar", 56, 56)

    def block(p: Picture) -> str:
        return f'<div data-component="image-block" class="ssrcss-18mjolk-ComponentWrapper"><figure class="ssrcss-wpgbih-StyledFigure"><div class="ssrcss-ab5fd8"><span class="ssrcss-11kpz0x-Placeholder"><picture><source srcset="{p.sized(240)} 240w, {p.sized(800)} 800w" type="image/webp"><img alt="{p.alt}" loading="lazy" src="{p.url}" width="976" height="549" class="ssrcss-evoj7m-Image"></picture></span><span role="text" class="ssrcss-7uxr49"><span class="visually-hidden">Image source, </span>{p.credit}</span></div><figcaption class="ssrcss-1hsk9gf"><span class="visually-hidden">Image caption, </span><div data-component="caption-block"><p>{p.caption}</p></div></figcaption></figure></div>'

    body = [
        f'<div data-component="text-block" class="ssrcss-1n7hex"><div class="ssrcss-7uxr49-RichTextContainer">{p}</div></div>'
        for p in d.paragraphs(7)
    ]
    for at, p in enumerate(photos[1:]):
        body.insert(1 + 2 * at, block(p))
    linked = json.dumps(
        {
            "@context": "http://schema.org",
            "@type": "NewsArticle",
            "url": d.url,
            "headline": d.headline,
            "datePublished": d.published.isoformat(),
            "dateModified": d.modified.isoformat(),
            "author": {"@type": "NewsMediaOrganization", "name": d.author},
            "image": {"@type": "ImageObject", "width": 976, "height": 549, "url": photos[0].url},
            "publisher": {"@type": "NewsMediaOrganization", "logo": {"@type": "ImageObject", "url": logo.url}},
        }
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{d.headline} - Lowland News</title><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{photos[0].url}"><script type="application/ld+json">{linked}</script></head><body><header role="banner"><a href="/"><img src="{logo.url}" alt="Lowland"></a></header><main id="main-content"><div class="ssrcss-1ocoo3l-Wrap"><article class="ssrcss-pv1rh6-ArticleWrapper"><header><h1 id="main-heading">{d.headline}</h1><div class="ssrcss-68pt20-Text"><img class="ssrcss-byline" src="{face.url}" width="56" height="56" alt=""><span>By {d.author}</span></div><time datetime="{d.published.isoformat()}">{d.published.day} {d.published:%B} {d.published.year}</time></header>{block(photos[0])}{"".join(body)}<section data-component="links-block"><h2>More on this story</h2><ul>{"".join(f'<li><a href="{d.other()}"><div class="promo"><img src="{p.url}" alt=""><p>{d.teaser()}</p></div></a></li>' for p in related[:2])}</ul></section></article></div></main><div class="ssrcss-right"><h2>Top stories</h2>{"".join(f'<div data-entityid="x" class="gs-c-promo"><a href="{d.other()}"><img src="{p.url}" alt=""><h3>{d.teaser()}</h3></a></div>' for p in related[2:])}</div><footer><p>Copyright</p></footer></body></html>"""


def classic_blog(d: Drawing) -> str:
    """WordPress of 2012: wp-caption, thumbnails that lead to files, a sidebar of widgets, smileys, comments."""
    d.says("headline", "author", "published")
    photos = [
        d.photo(alt=d.random.random() < 0.5, credit=d.random.random() < 0.5, folder="wp-content/uploads/2014/07")
        for _ in range(d.random.randrange(1, 5))
    ]
    plain = d.photo(caption=False, credit=False, folder="wp-content/uploads/2014/07")
    logo = d.thing("logo", 940, 198, folder="wp-content/uploads", name="header-{token}.jpg")
    faces = [d.thing("avatar", 48, 48, host="0.gravatar.com", folder="avatar", name="{token}?s=48") for _ in range(3)]
    badge = d.thing("other", 125, 125, folder="wp-content/uploads", name="join-{token}.png")
    smile = d.thing("icon", 15, 15, host="s.w.org", folder="images", name="icon_smile_{token}.gif")
    recent = [
        d.thing("related", 75, 75, folder="wp-content/uploads/2013/02", name="{token}-150x150.jpg") for _ in range(4)
    ]

    def block(p: Picture) -> str:
        words = f"{p.caption}. Фото: {p.credit}" if p.credit else p.caption
        return f'<div id="attachment_{d.random.randrange(999)}" style="width: 610px" class="wp-caption aligncenter"><a href="{p.url}"><img class="size-full" src="{p.sized(600)}" alt="{p.alt or ""}" width="600" height="400" /></a><p class="wp-caption-text">{words}</p></div>'

    body = d.paragraphs(6)
    for at, p in enumerate(photos):
        body.insert(1 + at, block(p))
    body.insert(
        4,
        f'<p><a href="{plain.url}"><img class="alignnone" src="{plain.sized(600)}" alt="{plain.alt}" width="600" height="400" /></a></p>',
    )
    return f"""<!DOCTYPE html><html lang="uk"><head><meta charset="UTF-8" /><title>{d.headline} | Нотатки</title></head><body class="single single-post"><div id="page"><div id="header"><a href="https://www.{d.site}/" rel="home"><img src="{logo.url}" width="940" height="198" alt="Нотатки" /></a></div><div id="content"><div class="post type-post hentry"><h1 class="entry-title">{d.headline}</h1><div class="entry-meta">Опубліковано <a href="{d.url}"><span class="entry-date"><time class="entry-date published" datetime="{d.published.isoformat()}">{d.published:%d.%m.%Y}</time></span></a> <span class="author vcard"><a class="url fn n" href="/author/x" rel="author">{d.author}</a></span></div><div class="entry-content">{"".join(body)}<p>До зустрічі <img src="{smile.url}" alt=":)" class="wp-smiley" /></p></div></div><div id="comments"><ol class="commentlist">{"".join(f'<li class="comment"><div class="comment-author vcard"><img alt="" src="{p.url}" class="avatar avatar-48 photo" height="48" width="48" /><cite class="fn">{d.random.choice(d.words.people)}</cite></div><p>{d.paragraph(2)}</p></li>' for p in faces)}</ol></div></div><div id="primary" class="widget-area"><ul><li class="widget"><img src="{badge.url}" width="125" height="125" /></li><li class="widget"><h3>Свіжі записи</h3>{"".join(f'<a href="{d.other()}"><img src="{p.url}" width="75" height="75" /></a><a href="{d.other()}">{d.teaser()}</a>' for p in recent)}</li></ul></div></div></body></html>"""


def redtop(d: Drawing) -> str:
    """A tabloid with more adverts than words: names of boxes say it in some, addresses in others, nothing in the rest."""
    d.says("headline", "author", "published")
    photos = [d.photo(width=634, height=422, folder="1s/2022/02/24") for _ in range(d.random.randrange(4, 9))]
    ads = [
        d.thing("advert", 300, 250, host=h, folder=f)
        for h, f in (
            ("s0.2mdn.net", "simgad"),
            ("adserver.media.example", "banners"),
            ("cdn.shopping.example", "p"),
            ("ib.adnxs.com", "it"),
        )
    ]
    puffs = [d.thing("related", 154, 115, folder="1s/2022/02/23") for _ in range(12)]
    share = [d.thing("share", 48, 48, folder="i/furniture", name="{token}.png") for _ in range(3)]
    logo = d.thing("logo", 300, 60, folder="i/furniture", name="{token}.png")
    pixel = d.thing("tracker", 1, 1, host="b.scorecardresearch.com", folder="", name="p?c1=2&c2={token}")

    def block(p: Picture) -> str:
        return f'<div class="artSplitter mol-img-group"><div class="mol-img"><div class="image-wrap"><img id="i-{p.token}" src="{p.url}" height="422" width="634" alt="{p.alt}" class="blkBorder img-share"/></div></div><p class="imageCaption">{p.caption} (© {p.credit})</p></div>'

    body = d.paragraphs(8, attributes='class="mol-para-with-font"')
    for at, p in enumerate(photos):
        body.insert(1 + 2 * at, block(p))
    body.insert(
        2, f'<div class="adHolder mpu"><a href="https://click.media.example/x"><img src="{ads[0].url}"></a></div>'
    )
    body.insert(
        6,
        f'<div class="float-r"><a href="https://www.shopping.example/deal?{d.slug}" target="_blank"><img src="{ads[2].url}" width="300" height="250"></a></div>',
    )
    body.insert(
        9,
        f'<div class="related-carousel"><h3>RELATED ARTICLES</h3><ul>{"".join(f"""<li><a href="{d.other()}"><img src="{p.url}" width="154" height="115"><span>{d.teaser()}</span></a></li>""" for p in puffs[:4])}</ul></div>',
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline} | Daily Red</title><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{photos[0].url}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><div class="page-header"><a href="/home/index.html"><img src="{logo.url}" alt="Daily Red"></a><a href="https://adserver.media.example/go"><img src="{ads[1].url}" width="728" height="90"></a></div><div id="content"><div class="alpha" id="js-article-text"><h1>{d.headline}</h1><p class="author-section byline-plain">By <a class="author" rel="nofollow" href="/x">{d.author}</a></p><div class="shareArticles">{"".join(f'<a href="#"><img src="{p.url}"></a>' for p in share)}</div><div itemprop="articleBody">{"".join(body)}</div></div><div class="beta"><div class="puff_container"><ul>{"".join(f'<li class="pufflink"><a href="{d.other()}"><img src="{p.url}" width="154" height="115"><span class="pufftext">{d.teaser()}</span></a></li>' for p in puffs[4:])}</ul></div><img src="{ads[3].url}" width="300" height="600"></div></div><img src="{pixel.url}" width="1" height="1"></body></html>"""


def jarida(d: Drawing) -> str:
    """Arabic, with figures, icons to share and a strip of what is read most."""
    d.says("headline", "standfirst", "published", "modified")
    photos = [d.photo(width=1170, height=780, folder="wp-content") for _ in range(d.random.randrange(1, 4))]
    logo = d.thing("logo", 240, 80)
    icons = [d.thing("share", 24, 24, name="{token}.png") for _ in range(4)]
    most = [d.thing("related", 270, 180, folder="wp-content") for _ in range(5)]

    def block(p: Picture) -> str:
        return f'<figure class="article-featured-image"><div class="responsive-image"><img src="{p.asked("resize=770%2C513")}" alt="{p.alt}" loading="lazy"/></div><figcaption>{p.caption} [{p.credit}]</figcaption></figure>'

    body = d.paragraphs(6)
    for at, p in enumerate(photos[1:]):
        body.insert(2 + at, block(p))
    linked = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": d.headline,
            "datePublished": d.published.isoformat(),
            "dateModified": d.modified.isoformat(),
            "mainEntityOfPage": d.url,
            "image": [photos[0].asked("resize=1200%2C630")],
        }
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{d.headline} | أخبار | الجريدة</title><meta name="description" content="{d.standfirst}"><meta property="og:title" content="{d.headline}"><script type="application/ld+json">{linked}</script></head><body><div class="site-header"><a href="/"><img src="{logo.url}" alt="الجريدة"></a></div><main id="main-content-area"><div class="breadcrumbs">أخبار</div><header class="article-header"><h1>{d.headline}</h1><p class="article__subhead"><em>{d.standfirst}</em></p></header>{block(photos[0])}<div class="article-info-block"><div class="article-dates"><span aria-hidden="true">{d.published:%d/%m/%Y}</span></div><div class="article-sharing">{"".join(f'<img src="{p.url}" width="24" height="24">' for p in icons)}</div></div><div class="wysiwyg wysiwyg--all-content">{"".join(body)}<p class="article-source">المصدر : الجزيرة</p></div><section class="more-on"><h2>المزيد من أخبار</h2><ul>{"".join(f'<li><article class="gc"><a href="{d.other()}"><img src="{p.url}" alt=""></a><h3>{d.teaser()}</h3><time datetime="2020-01-01">1/1/2020</time></article></li>' for p in most)}</ul></section></main></body></html>"""


def misto(d: Drawing) -> str:
    """A Ukrainian city site: boxes with transliterated names, an advert under a heading, another article in the text."""
    d.says("headline", "author", "published")
    photos = [
        d.photo(width=900, height=600, alt=d.random.random() < 0.7, folder="upload/news")
        for _ in range(d.random.randrange(2, 6))
    ]
    logo = d.thing("logo", 200, 60, folder="images", name="logo_{token}.png")
    also = [d.thing("related", 200, 130, folder="upload/anons") for _ in range(3)]
    ad = d.thing("advert", 700, 120, folder="upload/reklama")
    feed = [d.thing("related", 90, 60, folder="upload/anons") for _ in range(6)]

    def block(p: Picture) -> str:
        return f'<p style="text-align:center"><img src="{p.url}" alt="{p.alt or ""}" title=""></p><p style="text-align:center"><em>{p.caption}. Світлина: {p.credit}</em></p>'

    body = d.paragraphs(7)
    for at, p in enumerate(photos):
        body.insert(1 + 2 * at, block(p))
    body.insert(
        4,
        f'<div class="chytayte"><p><strong>Читайте також:</strong></p>{"".join(f"""<a href="{d.other()}"><img src="{p.url}"><br>{d.teaser()}</a>""" for p in also)}</div>',
    )
    return f"""<!DOCTYPE html><html lang="uk"><head><meta charset="windows-1251"><title>{d.headline} » Моє місто</title><meta property="og:image" content="{photos[0].url}"></head><body><div id="shapka"><a href="https://www.{d.site}/"><img src="{logo.url}"></a></div><div id="left"><div class="novyna"><h1>{d.headline}</h1><div class="data">{d.published:%d.%m.%Y %H:%M} | Автор: {d.author}</div><div class="tekst">{"".join(body)}</div><div class="reklama"><a href="https://vikna-{d.slug}.example/"><img src="{ad.url}"></a></div></div></div><div id="right"><div class="strichka">{"".join(f'<div class="row"><a href="{d.other()}"><img src="{p.url}" align="left">{d.teaser()}</a></div>' for p in feed)}</div></div></body></html>"""


def landbote(d: Drawing) -> str:
    """A German regional paper: opening picture as a background, paid content as cards that look like articles."""
    d.says("headline", "standfirst", "author", "published")
    lead = d.photo(width=1600, height=900, alt=False)
    inline = [d.photo(width=1200, height=800) for _ in range(d.random.randrange(1, 4))]
    logo = d.thing("logo", 350, 60, name="landbote-logo-{token}.png")
    paid = [d.thing("advert", 400, 225, host="images.content-ad.example") for _ in range(2)]
    cards = [d.thing("related", 400, 225) for _ in range(4)]
    face = d.thing("avatar", 160, 160, folder="redakteure")
    skin = d.thing("advert", 1900, 1000, folder="skins")

    def block(p: Picture) -> str:
        return f'<figure class="c-image" itemprop="image"><button class="zoom"><img class="c-image__img" data-srcset="{p.sized(400)} 400w, {p.sized(1200)} 1200w" data-src="{p.sized(800)}" src="data:image/svg+xml;utf8,<svg/>" alt="{p.alt}"></button><figcaption><span class="c-image__text">{p.caption}</span> <span class="c-image__copyright">Quelle: {p.credit}</span></figcaption></figure>'

    body = d.paragraphs(8)
    for at, p in enumerate(inline):
        body.insert(2 + 2 * at, block(p))
    return f"""<!DOCTYPE html><html lang="de-DE"><head><meta charset="utf-8"><title>{d.headline} - Landbote</title><meta name="description" content="{d.standfirst}"><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.sized(1200)}"><meta name="author" content="{d.author}"></head><body style="background:url({skin.url})"><div class="kopf"><a href="/" style="background-image:url({logo.url})" title="Landbote">Landbote</a></div><article class="artikel"><div class="buehne" role="img" style="background-image:url('{lead.url}')"></div><div class="bildtext">{lead.caption} <small>Foto: {lead.credit}</small></div><h1>{d.headline}</h1><p class="vorspann">{d.standfirst}</p><div class="autorenzeile"><img src="{face.url}" alt="{d.author}"> Von {d.author}</div><time class="datum" datetime="{d.published.isoformat()}">{d.published:%d.%m.%Y, %H:%M} Uhr</time><div class="text">{"".join(body)}</div></article><div class="karten">{"".join(f'<div class="karte"><span>Anzeige</span><a href="https://www.content-ad.example/{d.slug}"><img src="{p.url}" alt=""><b>{d.teaser()}</b></a></div>' for p in paid)}{"".join(f'<div class="karte"><a href="{d.other()}"><img src="{p.url}" alt=""><b>{d.teaser()}</b></a></div>' for p in cards)}</div><footer>Impressum</footer></body></html>"""


def metered(d: Drawing) -> str:
    """A magazine behind a wall: the opening picture, three lines, a wall with a picture, lists of the magazine."""
    d.says("headline", "standfirst", "author", "published")
    lead = d.photo(width=2000, height=1125)
    logo, wall = (
        d.thing("logo", 160, 30, folder="assets"),
        d.thing("other", 500, 300, folder="assets", name="subscribe-{token}.jpg"),
    )
    issue = d.thing("other", 200, 262, folder="covers")
    lists = [d.thing("related", 240, 240) for _ in range(6)]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline} | The Season</title><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta property="og:image" content="{lead.asked("w=1280&h=720&crop=1")}"><meta property="article:published_time" content="{d.published.isoformat()}"><meta name="author" content="{d.author}"></head><body><header class="SiteHeader"><a href="/"><img src="{logo.url}"></a></header><main><article class="ArticlePage"><header class="ContentHeader"><h1>{d.headline}</h1><div class="Dek">{d.standfirst}</div><div class="Byline"><span>By <a href="/c/x">{d.author}</a></span></div><figure class="LeadAsset"><img alt="{lead.alt}" src="{lead.asked("w=960")}" srcset="{lead.asked("w=960")} 960w, {lead.asked("w=1920")} 1920w"><figcaption><span class="Caption">{lead.caption}</span><cite class="Credit">Photograph by {lead.credit} / Archive</cite></figcaption></figure></header><div class="BodyText"><p class="DropCap">{d.paragraph(3)}</p></div><div class="PaywallBar"><img src="{wall.url}" alt=""><p>Subscribe for $1 a week</p></div></article><aside class="ThisIssue"><img src="{issue.url}" alt="cover"><a href="/magazine">This issue</a></aside><section class="Recirc"><h2>The most read</h2>{"".join(f'<div class="RecircItem"><a href="{d.other()}"><img src="{p.url}"></a><h3><a href="{d.other()}">{d.teaser()}</a></h3></div>' for p in lists)}</section></main></body></html>""".replace(
        f"{lead.credit} / Archive", str(lead.credit)
    )


def abonnes(d: Drawing) -> str:
    """A French daily behind a wall: one paragraph, then offers with pictures, then other articles."""
    d.says("headline", "standfirst", "author", "published", "modified")
    lead = d.photo(width=1440, height=960, folder="2022/11/01/0/0/5000/3333")
    inline = [d.photo(width=1200, height=800, folder="2022/11/02/0/0/4000/2666")] if d.random.random() < 0.5 else []
    logo, face = d.thing("logo", 250, 43, folder="dist/assets/img/logos", name="{token}.png"), d.thing("avatar", 80, 80)
    offers = [d.thing("other", 320, 200, folder="abo", name="offre-{token}.png") for _ in range(2)]
    others = [d.thing("related", 312, 208, folder="2022/10/30/0/0/3000/2000") for _ in range(4)]

    def figure(p: Picture) -> str:
        return f'<figure class="article__media"><img src="{_SPACER}" data-src="{p.url}" data-srcset="{p.asked("w=320")} 320w, {p.asked("w=1440")} 1440w" alt="{p.alt}" class="lazy"><figcaption class="article__legend" aria-hidden="true">{p.caption}. <span class="article__credit" aria-hidden="true">{p.credit.upper() if p.credit else ""}</span></figcaption></figure>'

    for at, p in enumerate(d.truth.pictures):
        if p.credit:  # shown in capitals
            d.truth.pictures[at] = type(p)(p.token, p.url, p.width, p.height, p.caption, p.credit.upper(), p.alt)
    linked = json.dumps(
        {
            "@context": "http://schema.org",
            "@type": "NewsArticle",
            "isAccessibleForFree": False,
            "headline": d.headline,
            "description": d.standfirst,
            "datePublished": d.published.isoformat(),
            "dateModified": d.modified.isoformat(),
            "author": {"@type": "Person", "name": d.author},
            "image": {"@type": "ImageObject", "url": lead.asked("w=1440"), "width": 1440, "height": 720},
            "publisher": {"@type": "Organization", "logo": {"@type": "ImageObject", "url": logo.url}},
        }
    )
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{d.headline}</title><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.asked("w=1440&h=720")}"><script type="application/ld+json">{linked}</script></head><body><header id="Header" class="header"><a href="/" class="header__logo"><img src="{logo.url}" alt="Le Quotidien"></a><nav><ul><li>International</li></ul></nav></header>
<main id="main" role="main"><section class="zone--article"><header class="article__header"><h1 class="article__title">{d.headline}</h1><p class="article__desc">{d.standfirst}</p><div class="meta__author"><img src="{face.url}" width="40" height="40" alt=""><span>Par <a class="article__author-link" href="/signataires/x">{d.author}</a></span></div><span class="meta__date">Publié le {d.published.day} {(["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"])[d.published.month - 1]} {d.published.year}</span></header>
<article class="article__content">{figure(lead)}<p class="article__paragraph">{d.paragraph(4)}</p>{"".join(map(figure, inline))}<p class="article__paragraph">{d.paragraph(3)}</p><section class="paywall"><h3>Il vous reste {d.random.randrange(50, 95)}% de cet article à lire. La suite est réservée aux abonnés.</h3>{"".join(f'<div class="paywall__offer"><img src="{p.url}" alt="Offre"><a href="/abo">Je m’abonne</a></div>' for p in offers)}</section></article></section>
<section class="friend"><h4>Le Quotidien vous recommande</h4>{"".join(f'<section class="friend__item"><a href="{d.other()}"><picture><source srcset="{p.asked("w=312")}"><img src="{p.url}" alt=""></picture><p>{d.teaser()}</p></a></section>' for p in others)}</section></main><footer class="footer"><img src="{logo.url}" alt=""></footer></body></html>"""


ARTICLES = {
    "components of a broadcaster": (components, "en", "lowland.example"),
    "WordPress of 2012, Ukrainian": (classic_blog, "uk", "notatky.example"),
    "tabloid": (redtop, "en", "dailyred.example"),
    "figures, Arabic": (jarida, "ar", "aljarida.example"),
    "city site, Ukrainian": (misto, "uk", "moje-misto.example"),
    "regional paper, German": (landbote, "de", "landbote.example"),
    "daily behind a wall, French": (abonnes, "fr", "lequotidien.example"),
    "magazine behind a wall": (metered, "en", "theseason.example"),
}
