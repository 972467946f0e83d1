"""The places where posts are seen: which platform a host is of, and how each platform writes a post into an address.

Only forms that hold nothing else than one post. Shortened addresses (t.co, vm.tiktok.com, fb.watch) hold no identifier.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["FORMS", "platform_at"]

_HOSTS: Final = {
    "x.com": "x",
    "twitter.com": "x",
    "twimg.com": "x",
    "fxtwitter.com": "x",
    "vxtwitter.com": "x",
    "fixupx.com": "x",
    "fixvx.com": "x",
    "twittpr.com": "x",
    "xcancel.com": "x",
    "tiktok.com": "tiktok",
    "vxtiktok.com": "tiktok",
    "tnktok.com": "tiktok",
    "instagram.com": "instagram",
    "ddinstagram.com": "instagram",
    "kkinstagram.com": "instagram",
    "bsky.app": "bluesky",
    "fxbsky.app": "bluesky",
    "bskx.app": "bluesky",
    "bskyx.app": "bluesky",
    "discord.com": "discord",
    "discordapp.com": "discord",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.watch": "facebook",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "whatsapp.com": "whatsapp",
    "youtube.com": "youtube",
    "youtube-nocookie.com": "youtube",
    "youtu.be": "youtube",
    "vk.com": "vk",
    "vk.ru": "vk",
    "vkontakte.ru": "vk",
    "reddit.com": "reddit",
    "redd.it": "reddit",
    "rxddit.com": "reddit",
    "threads.net": "threads",
    "threads.com": "threads",
}
"""Hosts by their last two labels: those of the platforms, and those that show the same posts under the same paths."""

FORMS: Final = {
    "x": re.compile(
        r"/(?:i/(?:web/)?|[A-Za-z0-9_]{1,20}/)status(?:es)?/(\d+)(?=/|$|\?)|/embed/Tweet\.html\?(?:.*&)?id=(\d+)(?=&|$)"
    ),
    "tiktok": re.compile(r"/(?:@[^/]{1,64}|v|embed|share|player)/(?:video|photo|v\d)?/?(\d+)(?=/|$|\?|\.html(?:$|\?))"),
    "instagram": re.compile(r"/(?:[A-Za-z0-9._]{1,30}/)?(?:p|reels?|tv)/([A-Za-z0-9_-]{5,64})(?=/|$|\?)"),
    "bluesky": re.compile(r"/profile/[^/]+/post/([a-z2-7]+)(?=/|$|\?)"),
    "discord": re.compile(r"/(?:channels/(?:\d+|@me)/\d+|attachments/\d+)/(\d+)(?=/|$|\?)"),
    "facebook": re.compile(
        r"/(?:groups/[\w.-]{1,64}/(?:posts|permalink)|[\w.-]{1,64}/(?:posts|videos|photos))"
        r"/(?:[^/?]{1,256}/)?(\d{6,20}|pfbid\w{5,128})(?=/|$|\?)"
        r"|/reel/(\d{6,20})(?=/|$|\?)"
        r"|/(?:permalink\.php|story\.php|photo(?:\.php)?/?|video\.php|watch/?)"
        r"\?(?:.*&)?(?:story_fbid|fbid|v)=(\d{6,20}|pfbid\w{5,128})(?=&|$)"
    ),
    "telegram": re.compile(
        r"/(?:s/)?(c/\d{1,20}|[A-Za-z]\w{3,31})(?:/\d{1,10})?/(\d{1,10})/?(?:\?(?!(?:.*&)?comment=).*)?$", re.A
    ),
    "whatsapp": re.compile(r"/channel/([A-Za-z0-9]{16,40})/(\d{1,10})(?=/|$|\?)"),
    "youtube": re.compile(
        r"/(?:shorts|live|embed|v)/(?!videoseries)([\w-]{11})(?=/|$|\?)|/watch/?\?(?:.*&)?v=([\w-]{11})(?=&|$)"
    ),
    "vk": re.compile(r"/(?:[\w.]{1,64}\?(?:.*&)?[wz]=)?((?:wall|photo|video)-?\d+_\d+)(?=/|$|\?|&|%)"),
    # Behind the title stands a comment, which is no post of its own: pictures in comments are not told apart.
    "reddit": re.compile(r"/(?:(?:r|u|user)/[^/]+/)?(?:comments|gallery)/([a-z0-9]{4,12})(?:/[^/?]*)?/?(?:\?.*)?$"),
    "threads": re.compile(r"/(?:@[\w.]{1,64}/post|t)/([\w-]{5,64})(?=/|$|\?)"),
}
"""The forms by platform, for a path with its query; the identifier is what the groups that matched hold."""

_AT_ROOT: Final = {
    "youtu.be": re.compile(r"/([\w-]{11})(?=/|$|\?)"),
    "redd.it": re.compile(r"/([a-z0-9]{4,12})(?=/|$|\?)"),
}


def platform_at(host: str) -> tuple[str | None, re.Pattern[str] | None]:
    """The platform that a host (small letters) is of, and the form of its posts; None, None where it is of none."""
    last = host.rsplit(".", 2)[-2:]
    known = _HOSTS.get(".".join(last))
    if known is None and "nitter" in host.split("."):
        # Anybody can run one; all of them write the addresses of X.
        known = "x"
    if known is None:
        return None, None
    return known, _AT_ROOT.get(host, FORMS.get(known))
