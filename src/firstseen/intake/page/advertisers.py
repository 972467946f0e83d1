"""Addresses of adverts and of tracking points: their known servers, and the forms that servers of this kind share."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from firstseen.intake.page.marks import Mark

__all__ = ["address_mark", "is_advert_size"]

_ADVERTS = frozenset(
    """doubleclick.net googlesyndication.com 2mdn.net googleadservices.com adnxs.com adsrvr.org amazon-adsystem.com criteo.com
    criteo.net taboola.com outbrain.com outbrainimg.com mgid.com revcontent.com adform.net rubiconproject.com pubmatic.com
    openx.net smartadserver.com teads.tv adriver.ru adfox.ru an.yandex.ru begun.ru admixer.net zedo.com adition.com
    casalemedia.com media.net exoclick.com popads.net adroll.com bidswitch.net contextweb.com sharethrough.com triplelift.com
    ligatus.com plista.com seedtag.com dianomi.com zergnet.com adocean.pl""".split()
)
_TRACKERS = frozenset(
    """google-analytics.com scorecardresearch.com quantserve.com mc.yandex.ru counter.yadro.ru top-fwz1.mail.ru bigmir.net
    r.i.ua c.i.ua i.ua counter.rambler.ru gemius.pl hit.gemius.pl ioam.de ivwbox.de xiti.com chartbeat.net chartbeat.com
    statcounter.com hotlog.ru stats.wp.com pixel.wp.com imrworldwide.com krxd.net bluekai.com liveinternet.ru histats.com
    webtrekk.net omtrdc.net 2o7.net demdex.net hotjar.com mail.ru parsely.com""".split()
)
_AVATARS = frozenset({"gravatar.com"})
_ADVERT_LABEL = re.compile(r"(?:ads?|adv|adserver|adimg|adcdn|adx|banners?|pubads|adservice|advertising|reklama)\d{0,3}")
_TRACKER_LABEL = re.compile(r"(?:pixels?|counter|analytics|metrics|track(?:er|ing)?|beacon|telemetry)\d{0,3}")
_ADVERT_PATH = re.compile(
    r"/(?:ads?|adserver|adv|banners?|adverts?|advertising|advertisements?|sponsors?|reklam[ay]?|werbung|anzeigen|publicidad|publicidade"
    r"|publicite|pubblicita)/",
    re.I,
)
_TRACKER_PATH = re.compile(r"/(?:pixel|beacon|tracking|tracker|counter|1x1|clear)(?:\.gif|\.png)?(?:$|[/?])", re.I)
_TR = re.compile(r"facebook\.com/tr/?\?")
_STRIPS = frozenset({(728, 90), (468, 60), (970, 90), (970, 250), (320, 50), (320, 100), (234, 60), (160, 600), (120, 600),
                     (120, 240), (300, 600), (88, 31), (80, 15)})  # fmt: skip
_BOXES = frozenset({(300, 250), (336, 280), (250, 250), (200, 200), (180, 150), (125, 125), (300, 100)})
"""Sizes of display adverts (Interactive Advertising Bureau, 2003 to 2017), and of counters. Photographs have boxes' sizes
too: these count only where something else speaks for an advert."""


def address_mark(address: str) -> Mark | None:
    """Advert, tracking point or avatar by an http(s) address alone; None when it says nothing."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if not host:
        return None
    labels = host.split(".")
    for at in range(len(labels) - 1):
        name = ".".join(labels[at:])
        if name in _ADVERTS:
            return Mark.ADVERT
        if name in _TRACKERS:
            return Mark.TRACKER
        if name in _AVATARS:
            return Mark.AVATAR
    for label in labels[:-2]:
        if _ADVERT_LABEL.fullmatch(label):
            return Mark.ADVERT
        if _TRACKER_LABEL.fullmatch(label):
            return Mark.TRACKER
    if _TR.search(address[:200]):
        return Mark.TRACKER
    path = parts.path[:2000]
    return Mark.ADVERT if _ADVERT_PATH.search(path) else Mark.TRACKER if _TRACKER_PATH.search(path) else None


def is_advert_size(width: int | None, height: int | None, *, boxes: bool) -> bool:
    """Whether a stated size is that of an advert; `boxes`: also a size that photographs have, too."""
    size = (width or 0, height or 0)
    return size in _STRIPS or (boxes and size in _BOXES)
