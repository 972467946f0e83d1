"""Posts in pages: embedded by a snippet, shown in a frame, or on a page of the platform itself."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import pytest

from firstseen.intake.page.items import Held, PageOrigin, page_items
from firstseen.intake.page.model import Page, PagePost
from firstseen.intake.page.post_address import PostAddress, post_address
from firstseen.intake.page.reading import read_page
from firstseen.model.items import Item, ItemKind, LinkKind
from firstseen.model.time import StatedTime, TimeRole


def page(body: str, url: str = "https://news.example/a") -> Page:
    return read_page(f"<html><body><p>Words</p>{body}</body></html>".encode(), "a", url=url)


def only(body: str) -> PagePost:
    (post,) = page(body).posts
    return post


def items(body: str, url: str = "https://news.example/a") -> list[Item]:
    origin = PageOrigin(
        "key", b"record", "a.html", url, (StatedTime(TimeRole.CAPTURED, "2022-03-01T00:00:00Z", "test"),)
    )
    return list(page_items(page(body, url), origin, lambda _: None, "not saved"))


TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">Water in the old town <a href="https://t.co/x">pic</a></p>'
    '&mdash; Olena (@olena_k) <a href="https://twitter.com/olena_k/status/1496716168920547331?ref_src=x">February 24, '
    "2022</a></blockquote><script src=https://platform.twitter.com/widgets.js></script>"
)


def test_an_embedded_tweet() -> None:
    post = only(TWEET)
    assert (post.platform, post.post_id) == ("x", "1496716168920547331")
    assert post.url == "https://twitter.com/olena_k/status/1496716168920547331?ref_src=x"
    assert post.author is not None and (post.author.handle, post.author.name) == ("olena_k", "Olena")
    assert post.text == "Water in the old town pic"
    assert [(one.role.value, one.text) for one in post.times] == [("published", "February 24, 2022")]


@pytest.mark.parametrize(
    ("html", "platform", "post_id", "handle"),
    [
        ("<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/CaW0/?utm=x'><p>t", "instagram", None, None),
        ("<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/reel/CaWabc0_-1/?utm=x'>t", "instagram", "CaWabc0_-1", None),
        ("<blockquote class=tiktok-embed cite='https://www.tiktok.com/@olena/video/7068000000000000000' data-video-id=7068000000000000000>t", "tiktok", "7068000000000000000", "olena"),
        ("<blockquote class=tiktok-embed data-video-id=7068000000000000000>t", "tiktok", "7068000000000000000", None),
        ("<blockquote class=bluesky-embed data-bluesky-uri='at://did:plc:abc/app.bsky.feed.post/3kabcdefgh2ab'><p>t", "bluesky", "3kabcdefgh2ab", None),
        ("<script async src=https://telegram.org/js/telegram-widget.js data-telegram-post='channel/123'></script>", "telegram", "channel/123", "channel"),
        ("<div class=fb-post data-href='https://www.facebook.com/page.name/posts/pfbid02abc'></div>", "facebook", "pfbid02abc", "page.name"),
        ("<div class=fb-video data-href='https://www.facebook.com/watch/?v=123456789'></div>", "facebook", "123456789", None),
        ("<iframe class=mastodon-embed src='https://mastodon.example/@olena/107850000000000000/embed'></iframe>", "mastodon", "107850000000000000", "olena"),
        ("<iframe src='https://platform.twitter.com/embed/Tweet.html?dnt=1&id=1496716168920547331'></iframe>", "x", "1496716168920547331", None),
        ("<iframe src='https://www.tiktok.com/embed/v2/7068000000000000000'></iframe>", "tiktok", "7068000000000000000", None),
        ("<iframe src='https://t.me/channel/77?embed=1'></iframe>", "telegram", "channel/77", "channel"),
        ("<iframe data-src='https://t.me/channel/77?embed=1'></iframe>", "telegram", "channel/77", "channel"),
        ("<iframe src='https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa.page%2Fposts%2F1234567890&width=500'></iframe>", "facebook", "1234567890", "a.page"),
        ("<iframe src='https://www.youtube-nocookie.com/embed/abc_DEF-123?rel=0'></iframe>", "youtube", "abc_DEF-123", None),
        ("<iframe src='https://www.youtube.com/embed/videoseries?list=PL0'></iframe>", "youtube", None, None),
        ("<lite-youtube videoid=abc_DEF-123></lite-youtube>", "youtube", "abc_DEF-123", None),
        ("<amp-youtube data-videoid=abc_DEF-123></amp-youtube>", "youtube", "abc_DEF-123", None),
        ("<amp-twitter data-tweetid=1496716168920547331></amp-twitter>", "x", "1496716168920547331", None),
        ("<amp-instagram data-shortcode=CaWabc0_-1></amp-instagram>", "instagram", "CaWabc0_-1", None),
        ("<amp-facebook data-href='https://www.facebook.com/a.page/posts/1234567890'></amp-facebook>", "facebook", "1234567890", "a.page"),
        ("<div class=consent data-tweet-id=1496716168920547331>Agree first</div>", "x", "1496716168920547331", None),
        ("<figure class=wp-block-embed><div>https://twitter.com/olena_k/status/1496716168920547331</div></figure>", "x", "1496716168920547331", "olena_k"),
        ("<figure class=wp-block-embed><div>https://twitter.com/olena_k/status/1496716168920547331 says more</div></figure>", "x", None, None),
        ("<iframe src='https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kabcdefgh2ab?id=1'></iframe>", "bluesky", "3kabcdefgh2ab", None),
        ("<blockquote class=mastodon-embed data-embed-url='https://m.example/@olena/107850000000000000/embed'><a href='https://m.example/@olena/107850000000000000'>View</a></blockquote>", "mastodon", "107850000000000000", "olena"),
    ],
)  # fmt: skip
def test_snippets_and_frames(html: str, platform: str, post_id: str | None, handle: str | None) -> None:
    found = page(html).posts
    if post_id is None:
        assert found == ()
        return
    (post,) = found
    assert (post.platform, post.post_id, post.author.handle if post.author else None) == (platform, post_id, handle)
    assert post.record.startswith(html[:7].encode())


def test_words_that_ask_for_consent_or_name_an_address_are_not_the_posts() -> None:
    assert only("<div class=consent data-tweet-id=1496716168920547331>Agree first</div>").text is None
    address = "https://twitter.com/olena_k/status/1496716168920547331"
    assert only(f"<figure class=wp-block-embed><div>{address}</div></figure>").text is None


@pytest.mark.parametrize(
    "html",
    ["<blockquote class=twitter-tweet>gone</blockquote>", "<iframe src='https://t.me/embed'></iframe>",
     "<script data-telegram-post=nothing></script>", "<blockquote class=tiktok-embed>x</blockquote>",
     "<div data-tweet-id=1>x</div>", "<article data-testid=tweet>no link</article>",
     "<div class=tgme_widget_message data-post=nothing></div>"],
)  # fmt: skip
def test_what_names_no_post_is_none(html: str) -> None:
    assert page(html).posts == ()


def test_one_post_embedded_twice_is_one() -> None:
    assert len(page(TWEET + TWEET).posts) == 1


def test_embedded_posts_are_items_without_bytes_of_the_page() -> None:
    whole, post = items("<img src=lead.jpg>" + TWEET)
    assert (whole.kind, post.kind) == (ItemKind.PAGE, ItemKind.POST)
    assert whole.links[0].kind is LinkKind.EMBEDS and whole.links[0].post_id == "1496716168920547331"
    assert (whole.platform, whole.post_id, len(whole.media), post.media) == (None, None, 1, ())
    assert post.key == "key#x:1496716168920547331"
    assert [one.role.value for one in post.times] == ["published", "captured"]
    assert post.extra == {"on page": "https://news.example/a"}


X_PAGE = (
    "<article data-testid=tweet><div data-testid=Tweet-User-Avatar><img src=avatar.jpg></div>"
    "<div data-testid=User-Name>Olena@olena_k·1h</div><a href='/olena_k/status/1496716168920547331'>"
    "<time datetime=2022-02-24T05:07:09.000Z>1h</time></a><div data-testid=tweetText>Water in town</div>"
    "<a href='/olena_k/status/1496716168920547331/photo/1'><img src=media.jpg alt=Image></a></article>"
    "<article data-testid=tweet><a href='/other/status/1496716168920547999'><time datetime=2022-02-24T06:00:00.000Z>x"
    "</time></a><img src=reply.jpg></article>"
)


def test_on_a_page_of_x_each_picture_belongs_to_the_post_that_shows_it() -> None:
    whole, post, reply = items(X_PAGE, "https://x.com/olena_k/status/1496716168920547331")
    assert (whole.platform, whole.post_id) == (None, None)
    assert whole.media == ()
    assert whole.extra["furniture"] == "avatar or author's picture: https://x.com/olena_k/status/avatar.jpg"
    assert (post.post_id, post.text) == ("1496716168920547331", "Water in town")
    assert post.author is not None and (post.author.handle, post.author.name) == ("olena_k", "Olena")
    assert [medium.alt for medium in post.media] == ["Image"]
    assert reply.url == "https://x.com/other/status/1496716168920547999"
    assert [medium.url for medium in reply.media] == ["https://x.com/olena_k/status/reply.jpg"]
    assert [one.text for one in reply.times] == ["2022-02-24T06:00:00.000Z", "2022-03-01T00:00:00Z"]


def test_a_page_that_is_a_post_says_so() -> None:
    (whole,) = items("<img src=media.jpg>", "https://x.com/olena_k/status/1496716168920547331")
    assert (whole.platform, whole.post_id) == ("x", "1496716168920547331")
    assert whole.author is not None and whole.author.handle == "olena_k"


def test_the_web_preview_of_a_telegram_channel() -> None:
    html = (
        "<div class='tgme_widget_message js-widget_message' data-post='channel/55'><i class='tgme_widget_message_user_photo'>"
        "<img src=avatar.jpg></i><a class=tgme_widget_message_owner_name>Канал</a><a class=tgme_widget_message_photo_wrap"
        " style=\"width:800px;background-image:url('https://cdn.example/p.jpg')\"></a><div class=tgme_widget_message_text>"
        "Вода в місті</div><time datetime='2022-02-24T05:07:09+00:00'>07:07</time></div>"
    )
    whole, post = items(html)
    assert (post.platform, post.post_id, post.url) == ("telegram", "channel/55", "https://t.me/channel/55")
    assert post.author is not None and (post.author.handle, post.author.name) == ("channel", "Канал")
    assert post.text == "Вода в місті"
    assert post.times[0].text == "2022-02-24T05:07:09+00:00"
    assert [medium.url for medium in post.media] == ["https://cdn.example/p.jpg"]
    assert whole.media == () and "avatar.jpg" in whole.extra["furniture"]


def test_a_finder_decides_which_reference_is_shown() -> None:
    origin = PageOrigin("k", b"r", "l", "https://news.example/a")
    known = {"m.jpg": Held("m.jpg", missing="a revisit"), "dot.gif": Held("dot.gif", is_picture=False)}
    (whole,) = page_items(page("<img srcset='l.jpg 2x, m.jpg 1x'><img src=dot.gif>"), origin, known.get, "not held")
    (medium,) = whole.media
    assert (medium.name, medium.missing, medium.url) == ("m.jpg", "a revisit", "https://news.example/m.jpg")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://x.com/a_b/status/123", PostAddress("x", "123", "a_b")),
        ("https://mobile.twitter.com/i/web/status/123", PostAddress("x", "123", None)),
        ("https://t.me/s/channel/55?embed=1", PostAddress("telegram", "channel/55", "channel")),
        ("https://bsky.app/profile/a.example/post/3kabcdefgh2ab", PostAddress("bluesky", "3kabcdefgh2ab", "a.example")),
        ("https://www.facebook.com/permalink.php?story_fbid=pfbid0&id=1", PostAddress("facebook", "pfbid0", None)),
        ("https://social.example/users/olena/statuses/107850000000000000", PostAddress("mastodon", "107850000000000000", "olena")),
        ("https://youtu.be/abc_DEF-123?t=5", PostAddress("youtube", "abc_DEF-123", None)),
        ("https://www.youtube.com/watch?app=x&v=abc_DEF-123", PostAddress("youtube", "abc_DEF-123", None)),
        ("https://www.youtube.com/shorts/abc_DEF-123", PostAddress("youtube", "abc_DEF-123", None)),
        ("https://www.youtube.com/channel/UCabcdefghijk", None),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fnews.example%2F1", None),
        ("https://medium.example/@olena/title-123", None),
        ("https://x.com/a_b", None),
        ("http://[bad", None),
        ("https://x.com/" + "a" * 5000, None),
        (None, None),
    ],
)  # fmt: skip
def test_addresses_of_posts(url: str | None, address: PostAddress | None) -> None:
    assert post_address(url) == address
