"""Report layouts of other kinds: accelerated pages, tables of 2004, a live blog, a gallery, a page made by scripts."""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

import json

from bench.pages.drawing import Drawing, Picture

__all__ = ["KINDS"]


def acelerada(d: Drawing) -> str:
    """AMP, in Portuguese: amp-img with a fallback, a carousel, adverts, a pixel, embedded posts as elements."""
    d.says("headline", "author", "published", "modified")
    lead = d.photo()
    inline = [d.photo(credit=False) for _ in range(d.random.randrange(1, 3))]
    carousel = [d.photo(caption=False, credit=False) for _ in range(d.random.randrange(2, 5))]
    logo = d.thing("logo", 190, 60, folder="amp")
    related = [d.thing("related", 340, 190) for _ in range(4)]
    tweet, insta, film = d.post("x", words=False), d.post("instagram", words=False), d.post("youtube", words=False)
    d.truth.posts[0] = type(tweet)(tweet.platform, tweet.post_id, None, None, None, tweet.time)

    def image(p: Picture, layout: str = "responsive") -> str:
        return f'<amp-img src="{p.url}" srcset="{p.sized(640)} 640w, {p.url} 1200w" width="1200" height="800" layout="{layout}" alt="{p.alt}"><noscript><img src="{p.url}" width="1200" height="800" alt="{p.alt}"></noscript></amp-img>'

    linked = json.dumps(
        {
            "@context": "http://schema.org",
            "@graph": [
                {"@type": "Organization", "name": "Vale", "logo": logo.url},
                {
                    "@type": "ReportageNewsArticle",
                    "headline": d.headline,
                    "image": [lead.url],
                    "datePublished": d.published.isoformat(),
                    "dateModified": d.modified.isoformat(),
                    "author": {"@type": "Person", "name": d.author},
                    "mainEntityOfPage": d.url,
                },
            ],
        }
    )
    return f"""<!doctype html><html ⚡ lang="pt"><head><meta charset="utf-8"><title>{d.headline}</title><link rel="canonical" href="{d.url}"><script type="application/ld+json">{linked}</script><script async src="https://cdn.ampproject.org/v0.js"></script></head><body><amp-analytics type="x"></amp-analytics><amp-pixel src="https://stats.example/p?{d.slug}"></amp-pixel>
<header class="top"><a href="/"><amp-img src="{logo.url}" width="190" height="60"></amp-img></a></header><amp-sidebar id="s"><ul><li>Início</li></ul></amp-sidebar><main><article><h1>{d.headline}</h1><p class="by">{d.author}</p><amp-ad width="300" height="250" type="doubleclick" data-slot="/1/x"></amp-ad><figure>{image(lead)}<figcaption>{lead.caption}. Foto: {lead.credit}</figcaption></figure>
{"".join(d.paragraphs(2))}{"".join(f"<figure>{image(p)}<figcaption>{p.caption}</figcaption></figure>{d.paragraphs(1)[0]}" for p in inline)}<amp-twitter width="375" height="472" layout="responsive" data-tweetid="{tweet.post_id}"></amp-twitter>{d.paragraphs(1)[0]}<amp-instagram data-shortcode="{insta.post_id}" width="400" height="400"></amp-instagram><amp-youtube data-videoid="{film.post_id}" width="480" height="270"></amp-youtube>
<amp-carousel width="400" height="300" type="slides">{"".join(image(p, "fill") for p in carousel)}</amp-carousel>{d.paragraphs(1)[0]}</article><section class="mais"><h3>Leia também</h3>{"".join(f'<a href="{d.other()}"><amp-img src="{p.url}" width="340" height="190"></amp-img><span>{d.teaser()}</span></a>' for p in related)}</section></main></body></html>"""


def tabele(d: Drawing) -> str:
    """A page of 2004 laid out with tables, in Latin-2: nothing says what is what."""
    d.says("headline", "author", "published")
    photos = [d.photo(width=300, height=200, alt=False, folder="foto") for _ in range(d.random.randrange(1, 4))]
    banner = d.thing("advert", 468, 60, folder="reklama", name="{token}.gif")
    logo = d.thing("logo", 250, 70, folder="gfx")
    buttons = [d.thing("other", 100, 20, folder="gfx", name="menu_{token}.gif") for _ in range(5)]
    corners = [d.thing("other", 10, 10, folder="gfx", name="rog_{token}.gif") for _ in range(4)]
    recent = [d.thing("related", 80, 60, folder="mini") for _ in range(3)]

    def photo(p: Picture) -> str:
        return f'<table width="300" align="right" cellpadding="4"><tr><td><img src="{p.url}" width="300" height="200" border="1"></td></tr><tr><td><font size="1" face="Verdana">{p.caption}. Fot. {p.credit}</font></td></tr></table>'

    body = [f"{d.paragraph(4)}<br><br>" for _ in range(6)]
    for at, p in enumerate(photos):
        body.insert(2 * at, photo(p))
    return f"""<html lang="pl"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><title>{d.headline}</title></head><body bgcolor="#ffffff"><center><table width="780" cellspacing="0"><tr><td><a href="index.php"><img src="{logo.url}" border="0"></a></td><td><a href="http://sklep-{d.slug}.example/"><img src="{banner.url}" width="468" height="60" border="0"></a></td></tr></table>
<table width="780" cellspacing="0" cellpadding="3"><tr><td width="120" valign="top" bgcolor="#dddddd">{"".join(f'<a href="dzial{n}.php"><img src="{p.url}" width="100" height="20" border="0"></a><br>' for n, p in enumerate(buttons))}</td>
<td width="500" valign="top"><font face="Arial" size="5"><b>{d.headline}</b></font><br><font size="1">{d.published:%d.%m.%Y}, autor: {d.author}</font><br><br><font face="Arial" size="2">{"".join(body)}</font></td>
<td width="160" valign="top"><table bgcolor="#eeeeee"><tr><td><img src="{corners[0].url}" width="10" height="10"></td><td><b>Ostatnio</b></td><td><img src="{corners[1].url}" width="10" height="10"></td></tr>{"".join(f'<tr><td colspan="3"><a href="art.php?id={d.random.randrange(9999)}"><img src="{p.url}" width="80" height="60" border="0"><br>{d.teaser()}</a></td></tr>' for p in recent)}<tr><td><img src="{corners[2].url}" width="10" height="10"></td><td></td><td><img src="{corners[3].url}" width="10" height="10"></td></tr></table></td></tr></table></center></body></html>"""


def minute_by_minute(d: Drawing) -> str:
    """A live blog: entries with a time each, pictures and posts in some; key events beside, partners below."""
    d.says("headline", "standfirst", "published", "modified")
    lead = d.photo(width=1300, height=780)
    entries, linked = [], []
    for number in range(d.random.randrange(6, 11)):
        shown = ""
        if d.random.random() < 0.5:
            p = d.photo(width=1000, height=667)
            shown = f'<figure class="block-image" itemprop="associatedMedia image" itemscope itemtype="http://schema.org/ImageObject"><meta itemprop="url" content="{p.asked("width=1200")}"><div class="u-responsive-ratio"><picture><source media="(min-width: 660px)" srcset="{p.asked("width=620&dpr=2")} 1240w"><img class="gu-image" itemprop="contentUrl" src="{p.asked("width=300")}" alt="{p.alt}"></picture></div><figcaption class="caption caption--img" itemprop="description">{p.caption} <span class="caption__credit">Photograph: {p.credit}</span></figcaption></figure>'
        elif d.random.random() < 0.5:
            post = d.post("x")
            shown = f'<div class="element-tweet"><blockquote class="twitter-tweet" data-dnt="true"><p lang="en" dir="ltr">{post.text}</p>&mdash; {post.name} (@{post.handle}) <a href="https://twitter.com/{post.handle}/status/{post.post_id}?ref_src=twsrc%5Etfw">{post.time:%B} {post.time.day}, {post.time.year}</a></blockquote></div>'
        moment = d.published.replace(hour=number + 5)
        entries.append(
            f'<div id="block-{number}" class="block" itemprop="liveBlogUpdate" itemscope itemtype="http://schema.org/BlogPosting"><p class="block-time published-time"><time datetime="{moment.isoformat()}" class="js-timestamp">{moment:%H.%M}</time></p><h2 itemprop="headline" class="block-title">{d.teaser()}</h2><div class="block-elements" itemprop="articleBody">{"".join(d.paragraphs(2))}{shown}</div></div>'
        )
        linked.append({"@type": "BlogPosting", "headline": "x", "datePublished": moment.isoformat()})
    logo, sponsor = d.thing("logo", 295, 99), d.thing("advert", 140, 90, folder="commercial/sponsor")
    keys = [d.thing("related", 300, 180) for _ in range(4)]
    face = d.thing("avatar", 180, 180, folder="uploads/contributor")
    graph = json.dumps(
        {
            "@context": "http://schema.org",
            "@type": "LiveBlogPosting",
            "headline": d.headline,
            "datePublished": d.published.isoformat(),
            "dateModified": d.modified.isoformat(),
            "image": lead.asked("width=1200"),
            "liveBlogUpdate": linked,
            "mainEntityOfPage": d.url,
        }
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline} - as it happened</title><link rel="canonical" href="{d.url}"><meta name="description" content="{d.standfirst}"><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.asked("width=1200&height=630")}"><script type="application/ld+json">{graph}</script></head><body>
<header class="new-header" role="banner"><a class="new-header__logo" href="/"><img src="{logo.url}" alt=""></a></header><div class="l-side-margins"><article class="content tonal--tone-live" role="main"><div class="content__header"><h1 itemprop="headline">{d.headline}</h1></div><div class="content__standfirst"><p>{d.standfirst}</p></div><div class="content__meta"><div class="byline-img"><img src="{face.url}" alt=""></div><p class="byline">By our reporters</p></div>
<div class="badge-slot"><span>Supported by</span><a href="https://foundation.example"><img src="{sponsor.url}" alt="foundation"></a></div><figure class="media-primary"><img src="{lead.asked("width=700")}" alt="{lead.alt}"><figcaption>{lead.caption} <span class="caption__credit">Photograph: {lead.credit}</span></figcaption></figure><div class="live-blog js-liveblog-body">{"".join(entries)}</div></article>
<section class="fc-container"><h2>Most viewed</h2><ul>{"".join(f'<li class="fc-slice__item"><div class="fc-item"><a href="{d.other()}"><picture><img src="{p.url}" alt=""></picture></a><h3>{d.teaser()}</h3></div></li>' for p in keys)}</ul></section></div></body></html>"""


def galeri(d: Drawing) -> str:
    """A gallery of pictures in Turkish: slides with words below, adverts between, other galleries after."""
    d.says("headline", "standfirst", "published")
    slides = []
    for number in range(d.random.randrange(6, 14)):
        p = d.photo(credit=False, width=1200, height=800, folder="galeri/buyuk")
        slides.append(
            f'<li class="slide" id="foto-{number + 1}"><div class="resim"><img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-original="{p.url}" alt="{p.alt}"></div><div class="sayac">{number + 1} / 14</div><div class="aciklama">{p.caption}</div></li>'
        )
    ads = [d.thing("advert", 300, 250, host="adserver.reklamci.example", folder="www/images") for _ in range(2)]
    for p in ads:
        slides.insert(
            d.random.randrange(1, len(slides)),
            f'<li class="slide reklam"><a href="https://adserver.reklamci.example/www/delivery/ck.php?b={d.slug}"><img src="{p.url}" width="300" height="250"></a></li>',
        )
    more = [d.thing("related", 280, 180, folder="galeri/kucuk") for _ in range(6)]
    logo = d.thing("logo", 180, 50, folder="tema", name="logo-{token}.png")
    return f"""<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title>{d.headline} - Foto Galeri</title><meta property="og:title" content="{d.headline}"><meta name="description" content="{d.standfirst}"><meta name="datePublished" content="{d.published.isoformat()}"></head><body><div id="ust"><a href="/"><img src="{logo.url}"></a></div><div id="orta"><div class="galeri"><h1>{d.headline}</h1><h2 class="spot">{d.standfirst}</h2><ul class="slides">{"".join(slides)}</ul></div>
<div class="diger"><div class="baslik">İlgili galeriler</div><ul>{"".join(f'<li><a href="/foto-galeri/{d.random.randrange(9999)}" title="{d.teaser()}"><img src="{p.url}" alt=""><span>{d.teaser()}</span></a></li>' for p in more)}</ul></div></div></body></html>"""


def scripted(d: Drawing) -> str:
    """A page that scripts make: the saved HTML has an empty frame, and everything else in JSON-LD."""
    d.says("headline", "standfirst", "author", "published", "modified")
    photos = [d.photo(alt=False) for _ in range(d.random.randrange(1, 4))]
    logo = d.thing("logo", 600, 60, name="logo_{token}.png")
    face = d.thing("avatar", 200, 200)
    linked = json.dumps(
        {"@context": "https://schema.org", "@graph": [
            {"@type": "NewsMediaOrganization", "@id": "#org", "name": "Valley Wire", "logo": {"@type": "ImageObject", "url": logo.url, "width": 600, "height": 60}},
            {"@type": "NewsArticle", "headline": d.headline, "description": d.standfirst, "articleBody": " ".join(d.paragraph(3) for _ in range(5)), "datePublished": d.published.isoformat(), "dateModified": d.modified.isoformat(),
             "author": [{"@type": "Person", "name": d.author, "image": face.url}], "publisher": {"@id": "#org"}, "mainEntityOfPage": {"@type": "WebPage", "@id": d.url},
             "image": [{"@type": "ImageObject", "contentUrl": p.url, "caption": p.caption, "creditText": p.credit, "width": p.width, "height": p.height} for p in photos]}]}
    )  # fmt: skip
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Valley Wire</title><link rel="canonical" href="{d.url}"><script type="application/ld+json">{linked}</script></head><body><div id="__next"><div class="shell"><img src="{logo.url}" width="300" height="30" alt="Valley Wire"><div class="skeleton"></div></div></div><script>window.__DATA__={{}}</script></body></html>"""


def mixed_lazy(d: Drawing) -> str:
    """Pictures with a noscript beside each, blurred previews as data, and a slider whose pictures are backgrounds."""
    d.says("headline", "standfirst", "author", "published")
    lead = d.photo(width=1600, height=900, host="images.ctfassets.example", folder="space1")
    inline = [
        d.photo(
            width=1400, height=933, credit=d.random.random() < 0.5, host="images.ctfassets.example", folder="space1"
        )
        for _ in range(d.random.randrange(2, 5))
    ]
    slides = [
        d.photo(caption=False, credit=False, alt=False, host="images.ctfassets.example", folder="space1")
        for _ in range(3)
    ]
    logo = d.thing("logo", 120, 40, host="images.ctfassets.example", folder="brand")
    cards = [d.thing("related", 480, 270, host="images.ctfassets.example", folder="space1") for _ in range(3)]
    face = d.thing("avatar", 64, 64, host="images.ctfassets.example", folder="people")
    blur = "data:image/jpeg;base64," + "/9j/4AAQSkZJRgABAQAAAQABAAD/" + "A" * 420

    def image(p: Picture) -> str:
        words = f'<p class="Caption_text__x1">{p.caption}</p>' + (
            f'<p class="Caption_source__x2">Image: {p.credit}</p>' if p.credit else ""
        )
        return f'<div class="Media_root__ab1"><div class="next-wrap"><img alt="{p.alt}" src="{blur}" aria-hidden="true" style="filter:blur(20px)"/><img alt="{p.alt}" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" decoding="async" data-nimg="responsive"/><noscript><img alt="{p.alt}" srcset="{p.asked("w=640&q=75")} 640w, {p.asked("w=1920&q=75")} 1920w" src="{p.asked("w=1920&q=75")}" loading="lazy"/></noscript></div><div class="Caption_root__x0">{words}</div></div>'

    body = d.paragraphs(8)
    for at, p in enumerate(inline):
        body.insert(1 + at * 2, image(p))
    body.insert(
        6,
        f'<div class="Slider_root__q1" role="group" aria-label="Slider">{"".join(f"""<div class="Slider_item__q2" data-bg="{p.url}"></div>""" for p in slides)}</div>',
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{d.headline} · Upstream</title><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta property="og:image" content="{lead.asked("w=1200&h=630&fit=fill")}"><meta name="author" content="{d.author}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><div class="Header_root__k1"><a href="/"><img class="Header_mark__k2" src="{logo.url}" alt="Upstream"/></a></div>
<div class="Article_root__m1"><div class="Article_top__m2"><h1>{d.headline}</h1><div class="Article_intro__m3">{d.standfirst}</div><div class="Person_root__p1"><img class="Person_face__p2" src="{face.url}" alt="{d.author}"/><span>{d.author}</span></div></div>{image(lead)}<div class="Article_body__m4">{"".join(body)}</div></div>
<div class="Cards_root__c1"><h2>Keep reading</h2><div>{"".join(f'<div class="Card_root__c2"><a href="{d.other()}"><img src="{p.asked("w=480")}" alt=""/></a><div><a href="{d.other()}">{d.teaser()}</a></div></div>' for p in cards)}</div></div></body></html>"""


KINDS = {
    "accelerated (AMP), Portuguese": (acelerada, "pt", "valeonline.example"),
    "tables of 2004, Polish": (tabele, "pl", "kurier-doliny.example"),
    "live blog": (minute_by_minute, "en", "thewatch.example"),
    "gallery, Turkish": (galeri, "tr", "vadihaber.example"),
    "nothing but JSON-LD": (scripted, "en", "valleywire.example"),
    "noscript, previews and backgrounds": (mixed_lazy, "en", "upstream.example"),
}
