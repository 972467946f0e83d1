"""Report layouts with posts: a channel's web preview, an article that embeds posts of eight platforms."""

# ruff: noqa: E501  markup is written as sites write it

from __future__ import annotations

from bench.pages.drawing import Drawing, Post

__all__ = ["PLATFORMS"]


def channel(d: Drawing) -> str:
    """The web preview of a channel of Telegram: pictures are backgrounds, the owner's face is beside each message."""
    d.truth.language = None
    name, face = "river_watch", d.thing("avatar", 160, 160, host="cdn4.telesco.pe", folder="file")
    messages = []
    for number in range(d.random.randrange(4, 9)):
        post = d.post("telegram")
        post = Post("telegram", f"{name}/{1000 + number}", name, "River watch", post.text, post.time)
        d.truth.posts[-1] = post
        photos = [
            d.photo(caption=False, credit=False, alt=False, host="cdn4.telesco.pe", folder="file", post=post)
            for _ in range(d.random.choice((0, 1, 1, 3)))
        ]
        emoji = d.thing("icon", 40, 40, host="telegram.org", folder="img/emoji", name="{token}.png")
        shown = "".join(
            f'<a class="tgme_widget_message_photo_wrap" href="https://t.me/{name}/{1000 + number}" style="width:800px;background-image:url(\'{p.url}\')"><div class="tgme_widget_message_photo" style="width:100%;padding-top:66%"></div></a>'
            for p in photos
        )
        messages.append(
            f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{name}/{1000 + number}"><div class="tgme_widget_message_user"><a href="https://t.me/{name}"><i class="tgme_widget_message_user_photo bgcolor2" data-content="R"><img src="{face.url}"></i></a></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/{name}"><span dir="auto">River watch</span></a></div>{shown}<div class="tgme_widget_message_text js-message_text" dir="auto">{post.text}<i class="emoji" style="background-image:url(\'{emoji.url}\')"><b>🌊</b></i></div><div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info"><span class="tgme_widget_message_views">12.1K</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/{name}/{1000 + number}"><time datetime="{post.time.isoformat()}" class="time">{post.time:%H:%M}</time></a></span></div></div></div></div></div>'
        )
        d.truth.posts[-1] = Post(post.platform, post.post_id, post.handle, post.name, f"{post.text}🌊", post.time)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>River watch – Telegram</title><meta property="og:title" content="River watch"><meta property="og:image" content="{face.url}"></head><body class="widget_frame_base tgme_webpreview"><header class="tgme_header"><div class="tgme_channel_info_header"><i class="tgme_page_photo_image bgcolor2"><img src="{face.url}"></i><div class="tgme_channel_info_header_title"><span>River watch</span></div></div></header><main class="tgme_main"><section class="tgme_channel_history js-message_history">{"".join(messages)}</section></main></body></html>"""


def embeds(d: Drawing) -> str:
    """An article that embeds posts of eight platforms, some as snippets, some as frames, some not yet loaded."""
    d.says("headline", "author", "published")
    lead = d.photo()
    logo, ad = (
        d.thing("logo", 200, 50),
        d.thing("advert", 970, 250, host="securepubads.g.doubleclick.net", folder="img"),
    )
    x, insta, telegram, facebook = (
        d.post("x"),
        d.post("instagram"),
        d.post("telegram", words=False),
        d.post("facebook", words=False),
    )
    bluesky, mastodon, film, tiktok = (
        d.post("bluesky"),
        d.post("mastodon", words=False),
        d.post("youtube", words=False),
        d.post("tiktok"),
    )
    snippets = [
        f'<figure class="embed embed-x"><blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">{x.text}</p>&mdash; {x.name} (@{x.handle}) <a href="https://twitter.com/{x.handle}/status/{x.post_id}">{x.time:%B} {x.time.day}, {x.time.year}</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script></figure>',
        f'<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="https://www.instagram.com/p/{insta.post_id}/?utm_source=ig_embed" data-instgrm-version="14"><div><p><a href="https://www.instagram.com/p/{insta.post_id}/">{insta.text}</a></p></div></blockquote>',
        f'<div class="consent-wall" data-provider="telegram"><iframe data-src="https://t.me/{telegram.post_id}?embed=1&mode=tme" width="100%"></iframe></div>',
        f'<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2F{facebook.handle}%2Fposts%2F{facebook.post_id}&width=500&show_text=true" width="500" height="600" style="border:none"></iframe>',
        f'<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abcdefghijklmnop/app.bsky.feed.post/{bluesky.post_id}" data-bluesky-cid="bafy"><p lang="en">{bluesky.text}</p>&mdash; River (<a href="https://bsky.app/profile/{bluesky.handle}?ref_src=embed">@{bluesky.handle}</a>) <a href="https://bsky.app/profile/{bluesky.handle}/post/{bluesky.post_id}?ref_src=embed">{bluesky.time:%d %B %Y}</a></blockquote>',
        f'<iframe src="https://mastodon.example/@{mastodon.handle}/{mastodon.post_id}/embed" class="mastodon-embed" style="max-width: 100%" width="400"></iframe>',
        f'<div class="embed-responsive"><iframe width="560" height="315" loading="lazy" src="https://www.youtube-nocookie.com/embed/{film.post_id}?rel=0" title="Video" allowfullscreen></iframe></div>',
        f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@{tiktok.handle}/video/{tiktok.post_id}" data-video-id="{tiktok.post_id}"><section><a target="_blank" title="@{tiktok.handle}" href="https://www.tiktok.com/@{tiktok.handle}?refer=embed">@{tiktok.handle}</a> <p>{tiktok.text}</p></section></blockquote>',
    ]
    d.random.shuffle(snippets)
    body = []
    for snippet in snippets:
        body += [*d.paragraphs(1), snippet]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{d.headline}</title><meta property="og:title" content="{d.headline}"><meta name="author" content="{d.author}"><meta property="article:published_time" content="{d.published.isoformat()}"></head><body><nav class="bar"><a href="/"><img src="{logo.url}" alt="Checkpoint"></a></nav><div class="leaderboard"><img src="{ad.url}" width="970" height="250"></div><main><article><h1>{d.headline}</h1><div class="contributors">{d.author}</div><figure><img src="{lead.url}" alt="{lead.alt}"><figcaption>{lead.caption}. Photo: {lead.credit}</figcaption></figure>{"".join(body)}{d.paragraphs(1)[0]}<aside class="pull"><h4>Follow us</h4><a href="https://twitter.com/checkpoint">@checkpoint</a> <a href="https://www.instagram.com/checkpoint/">Instagram</a></aside></article></main></body></html>"""


PLATFORMS = {
    "a channel's web preview": (channel, "uk", "t.me"),
    "posts of eight platforms": (embeds, "en", "checkpoint.example"),
}
