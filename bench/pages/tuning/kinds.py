"""Tuning layouts of other kinds: AMP, tables, live blogs, galleries, scripts, lazy pictures, posts, a front page."""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

import json

from bench.pages.drawing import Drawing, Picture, Post

__all__ = ["KINDS"]


def amp(d: Drawing) -> str:
    """AMP with a lightbox gallery, stories below, a sticky advert."""
    d.says("headline", "standfirst", "author", "published")
    lead = d.photo()
    inline = [d.photo() for _ in range(2)]
    logo, cards = d.thing("logo", 200, 60), [d.thing("related", 100, 100) for _ in range(4)]
    tweet, book = d.post("x", words=False), d.post("facebook", words=False)
    d.truth.posts[0] = Post("x", tweet.post_id, None, None, None, tweet.time)

    def block(p: Picture) -> str:
        return f'<figure><amp-img lightbox src="{p.url}" width="1200" height="800" layout="responsive" alt="{p.alt}"><noscript><img src="{p.url}" alt="{p.alt}"></noscript></amp-img><figcaption>{p.caption} <span class="cr">Photo: {p.credit}</span></figcaption></figure>'

    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{d.headline}</title><meta name="description" content="{d.standfirst}"><meta property="og:title" content="{d.headline}"><meta property="og:image" content="{lead.url}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><header><a href="https://www.{d.site}"><amp-img src="{logo.url}" width="200" height="60"></amp-img></a></header><article><h1>{d.headline}</h1><h2 class="subtitle">{d.standfirst}</h2><address>By <a rel="author" href="/x">{d.author}</a></address>{block(lead)}{"".join(d.paragraphs(3))}<amp-embed type="taboola" width="400" height="300"></amp-embed>{block(inline[0])}{"".join(d.paragraphs(2))}<amp-twitter data-tweetid="{tweet.post_id}" width="375" height="472"></amp-twitter><amp-facebook data-href="https://www.facebook.com/{book.handle}/posts/{book.post_id}" width="552" height="310"></amp-facebook>{block(inline[1])}{d.paragraphs(1)[0]}</article><ul class="stories">{"".join(f'<li><a href="{d.other()}"><amp-img src="{p.url}" width="100" height="100"></amp-img>{d.teaser()}</a></li>' for p in cards)}</ul><amp-sticky-ad layout="nodisplay"><amp-ad width="320" height="50" type="doubleclick"></amp-ad></amp-sticky-ad></body></html>"""


def old_tables(d: Drawing) -> str:
    """Tables of 2002 in English: the picture is in a cell of its own, its words in the next row."""
    d.says("headline")
    photos = [
        d.photo(width=203, height=152, credit=False, folder="media/images/38") for _ in range(d.random.randrange(1, 4))
    ]
    logo, spacer = (
        d.thing("logo", 163, 34, folder="furniture", name="banner_{token}.gif"),
        d.thing("icon", 1, 1, folder="furniture", name="nothing_{token}.gif"),
    )
    side = [d.thing("related", 66, 49, folder="media/images/37") for _ in range(3)]
    bullets = [d.thing("icon", 8, 8, folder="furniture", name="arrow_{token}.gif") for _ in range(2)]

    def block(p: Picture) -> str:
        return f'<table cellspacing="0" width="203" border="0" align="left"><tr><td><img src="{p.url}" width="203" height="152" border="0" alt="{p.alt}"><br></td></tr><tr><td><div class="cap">{p.caption}</div></td></tr></table>'

    body = d.paragraphs(6)
    for at, p in enumerate(photos):
        body.insert(1 + 2 * at, block(p))
    return f"""<HTML lang="en"><HEAD><TITLE>LOWLAND NEWS | Regions | {d.headline}</TITLE></HEAD><BODY><TABLE width="629"><TR><TD><A HREF="/"><IMG SRC="{logo.url}" WIDTH="163" HEIGHT="34"></A></TD><TD><IMG src="{spacer.url}" width="1" height="1"></TD></TR></TABLE><TABLE width="629"><TR><TD width="106"><A href="/a">Front Page</A><BR><A href="/b">World</A></TD><TD width="416"><DIV class="headlinestory"><B>{d.headline}</B></DIV>{"".join(body)}</TD><TD width="107"><B>SEE ALSO:</B><BR>{"".join(f'<IMG src="{b.url}" width="8" height="8">' for b in bullets)}{"".join(f'<A href="{d.other()}"><IMG src="{p.url}" width="66" height="49" border="0"></A><BR><A href="{d.other()}">{d.teaser()}</A><BR>' for p in side)}</TD></TR></TABLE></BODY></HTML>"""


def ticker(d: Drawing) -> str:
    """A live ticker in German: entries as articles, each with its time; pictures and posts in some."""
    d.says("headline", "standfirst", "published")
    entries = []
    for number in range(d.random.randrange(5, 9)):
        moment, shown = d.published.replace(hour=number + 6), ""
        if number % 2:
            p = d.photo(width=900, height=600)
            shown = f'<figure><img src="{p.url}" alt="{p.alt}" width="900" height="600"><figcaption>{p.caption} <span>© {p.credit}</span></figcaption></figure>'
        elif number == 2:
            post = d.post("telegram", words=False)
            shown = f'<script async src="https://telegram.org/js/telegram-widget.js?21" data-telegram-post="{post.post_id}" data-width="100%"></script>'
        entries.append(
            f'<article class="ticker-event" id="e{number}"><header><time datetime="{moment.isoformat()}">{moment:%H:%M}</time><h2>{d.teaser()}</h2></header>{d.paragraphs(1)[0]}{shown}</article>'
        )
    logo, more = d.thing("logo", 100, 40), [d.thing("related", 300, 168) for _ in range(4)]
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{d.headline} | Ticker</title><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta name="date" content="{d.published.isoformat()}"></head><body><nav><img src="{logo.url}" alt=""></nav><main><h1>{d.headline}</h1><p class="lead">{d.standfirst}</p><div class="ticker">{"".join(entries)}</div><div class="teaser-list">{"".join(f'<article class="teaser"><a href="{d.other()}"><img src="{p.url}" alt=""><h3>{d.teaser()}</h3></a></article>' for p in more)}</div></main></body></html>"""


def gallery(d: Drawing) -> str:
    """A gallery whose small pictures lead to pages of the same gallery; other galleries below look the same."""
    d.says("headline", "published")
    shown = [
        d.photo(credit=False, caption=d.random.random() < 0.8, folder="gallery")
        for _ in range(d.random.randrange(5, 12))
    ]
    logo, others = d.thing("logo", 150, 40), [d.thing("related", 260, 170, folder="gallery") for _ in range(5)]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>In pictures: {d.headline}</title><meta property="og:title" content="{d.headline}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><header><a href="/"><img src="{logo.url}"></a></header><main><h1>{d.headline}</h1><p>{d.paragraph(2)}</p><ul class="gallery-grid">{"".join(f'<li><a href="{d.url}/photo/{n}"><img loading="lazy" src="{p.sized(400)}" alt="{p.alt}"></a>' + (f"<p class=photo-caption>{p.caption}</p>" if p.caption else "") + "</li>" for n, p in enumerate(shown))}</ul><h2>More galleries</h2><ul class="gallery-grid">{"".join(f'<li><a href="{d.other()}/photo/1"><img loading="lazy" src="{p.sized(260)}" alt=""></a><p>{d.teaser()}</p></li>' for p in others)}</ul></main></body></html>"""


def linked_only(d: Drawing) -> str:
    """A page of scripts: pictures and words are in JSON-LD, written as a list, with the picture as plain addresses."""
    d.says("headline", "author", "published", "modified")
    photos = [d.photo(alt=False, caption=False, credit=False) for _ in range(2)]
    logo = d.thing("logo", 300, 60)
    linked = json.dumps(
        [
            {"@context": "https://schema.org", "@type": "BreadcrumbList"},
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": d.headline,
                "datePublished": d.published.isoformat(),
                "dateModified": d.modified.isoformat(),
                "author": d.author,
                "image": [p.url for p in photos],
                "thumbnailUrl": photos[0].sized(150),
                "publisher": {"@type": "Organization", "name": "X", "logo": {"@type": "ImageObject", "url": logo.url}},
            },
        ]
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>App</title><script type="application/ld+json">{linked}</script></head><body><div id="root"></div></body></html>"""


def perezosa(d: Drawing) -> str:
    """Lazy pictures in Spanish: a spinner in src, the picture in data-lazy-src and again in noscript."""
    d.says("headline", "standfirst", "author", "published")
    photos = [d.photo(folder="fotos") for _ in range(d.random.randrange(2, 5))]
    spinner = d.thing("icon", 64, 64, folder="tema", name="cargando-{token}.gif")
    logo, more = (
        d.thing("logo", 210, 60, folder="tema"),
        [d.thing("related", 300, 200, folder="fotos") for _ in range(4)],
    )
    bg = [d.photo(caption=False, credit=False, alt=False, folder="fotos") for _ in range(2)]

    def block(p: Picture) -> str:
        return f'<div class="foto"><img src="{spinner.url}" data-lazy-src="{p.url}" data-lazy-srcset="{p.sized(400)} 400w, {p.url} 1200w" alt="{p.alt}"><noscript><img src="{p.url}" alt="{p.alt}"></noscript><div class="pie-foto"><span class="texto">{p.caption}</span> <span class="firma">{p.credit}</span></div></div>'

    body = d.paragraphs(7)
    for at, p in enumerate(photos):
        body.insert(1 + 2 * at, block(p))
    body.insert(
        5,
        f'<div class="carrusel">{"".join(f"""<div class="item" style="background-image: url({p.url})"></div>""" for p in bg)}</div>',
    )
    return f"""<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{d.headline} - La Comarca</title><meta property="og:title" content="{d.headline}"><meta property="og:description" content="{d.standfirst}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><div class="cabecera"><a href="/"><img src="{logo.url}" alt="La Comarca"></a></div><div class="noticia"><h1>{d.headline}</h1><div class="entradilla">{d.standfirst}</div><div class="firma-autor">Por <strong class="autor">{d.author}</strong></div><div class="cuerpo">{"".join(body)}</div></div><div class="tambien"><h3>Te puede interesar</h3>{"".join(f'<div class="mod"><a href="{d.other()}"><img src="{spinner.url}" data-lazy-src="{p.url}"></a><a href="{d.other()}">{d.teaser()}</a></div>' for p in more)}</div></body></html>"""


def quoted(d: Drawing) -> str:
    """Posts embedded in other ways: addresses alone, frames, places to be filled once one agrees."""
    d.says("headline", "author", "published")
    lead = d.photo()
    x, x2, tiktok, bluesky, film, mastodon, insta, facebook = (
        d.post(name, words=False)
        for name in ("x", "x", "tiktok", "bluesky", "youtube", "mastodon", "instagram", "facebook")
    )
    d.truth.posts[1] = Post("x", x2.post_id, None, None, None, x2.time)
    d.truth.posts[2] = Post("tiktok", tiktok.post_id, None, None, None, tiktok.time)
    d.truth.posts[3] = Post("bluesky", bluesky.post_id, None, None, None, bluesky.time)
    snippets = [
        f'<figure class="wp-block-embed is-type-rich is-provider-twitter wp-block-embed-twitter"><div class="wp-block-embed__wrapper">https://twitter.com/{x.handle}/status/{x.post_id}</div></figure>',
        f'<div class="opt-in" data-tweet-id="{x2.post_id}"><p>To see this post you must agree.</p></div>',
        f'<iframe src="https://www.tiktok.com/embed/v2/{tiktok.post_id}?lang=en"></iframe>',
        f'<iframe src="https://embed.bsky.app/embed/did:plc:abcdefghijklmnop/app.bsky.feed.post/{bluesky.post_id}?id=1"></iframe>',
        f'<lite-youtube videoid="{film.post_id}"><a href="https://youtube.com/watch?v={film.post_id}">Play</a></lite-youtube>',
        f'<blockquote class="mastodon-embed" data-embed-url="https://social.example/@{mastodon.handle}/{mastodon.post_id}/embed"><a href="https://social.example/@{mastodon.handle}/{mastodon.post_id}">View on Mastodon</a></blockquote>',
        f'<iframe class="instagram-media instagram-media-rendered" src="https://www.instagram.com/p/{insta.post_id}/embed/captioned/?cr=1"></iframe>',
        f'<div class="fb-post" data-href="https://www.facebook.com/{facebook.handle}/posts/{facebook.post_id}/" data-width="500"></div>',
    ]
    body = [part for snippet in snippets for part in (*d.paragraphs(1), snippet)]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline}</title><meta property="og:title" content="{d.headline}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><main><article><h1>{d.headline}</h1><p class="byline">By {d.author}</p><figure><img src="{lead.url}" alt="{lead.alt}"><figcaption>{lead.caption} (Image: {lead.credit})</figcaption></figure>{"".join(body)}</article></main></body></html>"""


def preview(d: Drawing) -> str:
    """A channel's preview with albums, a forward's name, a picture of a link."""
    name, face = "old_town_now", d.thing("avatar", 160, 160, host="cdn1.telegram-cdn.org", folder="file")
    d.truth.language = None
    messages = []
    for number in range(4):
        post = d.post("telegram")
        d.truth.posts[-1] = post = Post("telegram", f"{name}/{50 + number}", name, "Old town", post.text, post.time)
        photos = [
            d.photo(caption=False, credit=False, alt=False, host="cdn1.telegram-cdn.org", folder="file", post=post)
            for _ in range(1 + 2 * (number == 1))
        ]
        shown = "".join(
            f'<a class="tgme_widget_message_photo_wrap grouped_media_wrap" style="width:300px;background-image:url(\'{p.url}\')" href="https://t.me/{name}/{50 + number}?single"></a>'
            for p in photos
        )
        messages.append(
            f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="{name}/{50 + number}"><div class="tgme_widget_message_user"><i class="tgme_widget_message_user_photo"><img src="{face.url}"></i></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name"><span>Old town</span></a></div>{shown}<div class="tgme_widget_message_text" dir="auto">{post.text}</div><div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" href="https://t.me/{name}/{50 + number}"><time datetime="{post.time.isoformat()}">x</time></a></div></div></div></div>'
        )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Old town – Telegram</title><meta property="og:image" content="{face.url}"></head><body><header class="tgme_header"><i class="tgme_page_photo_image"><img src="{face.url}"></i></header><main>{"".join(messages)}</main></body></html>"""


def front(d: Drawing) -> str:
    """A front page: what leads to articles is what it shows; only logos, adverts and faces are furniture."""
    logo, ad = (
        d.thing("logo", 300, 80, name="logo-{token}.png"),
        d.thing("advert", 970, 250, host="tpc.googlesyndication.com", folder="simgad"),
    )
    tops = [d.photo(caption=False, credit=False, alt=False) for _ in range(12)]
    face = d.thing("avatar", 60, 60, folder="columnists")
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lowland News - Home</title></head><body><header><a href="/"><img src="{logo.url}" alt="Lowland News"></a><nav><a href="/a">World</a></nav></header><div class="ad-top"><img src="{ad.url}"></div><main>{"".join(f'<section class="card"><a href="{d.other()}"><img src="{p.url}"></a><h2><a href="{d.other()}">{d.teaser()}</a></h2></section>' for p in tops)}<section class="opinion"><a href="{d.other()}"><img class="author-avatar" src="{face.url}" width="60" height="60">{d.teaser()}</a></section></main><footer>Copyright</footer></body></html>"""


KINDS = {
    "AMP": (amp, "en", "upvalley.example"),
    "tables of 2002": (old_tables, "en", "lowlandnews.example"),
    "live ticker, German": (ticker, "de", "ticker.example"),
    "gallery of pages": (gallery, "en", "inpictures.example"),
    "JSON-LD as a list": (linked_only, "en", "app.example"),
    "spinners and noscript, Spanish": (perezosa, "es", "lacomarca.example"),
    "posts in other ways": (quoted, "en", "observer.example"),
    "a channel with albums": (preview, "en", "t.me"),
    "a front page": (front, "en", "lowland-home.example"),
}
