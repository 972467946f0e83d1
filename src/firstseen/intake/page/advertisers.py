"""Addresses of adverts and of tracking points: their known servers, and the forms that servers of this kind share."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from firstseen.intake.page.listed import split_words
from firstseen.intake.page.marks import Mark

__all__ = ["address_mark", "is_advert_size"]

_ADVERTS = split_words(
    """doubleclick.net googlesyndication.com 2mdn.net googleadservices.com adnxs.com adsrvr.org amazon-adsystem.com
    criteo.com criteo.net taboola.com outbrain.com outbrainimg.com mgid.com revcontent.com adform.net
    rubiconproject.com pubmatic.com openx.net smartadserver.com teads.tv adriver.ru adfox.ru an.yandex.ru
    begun.ru admixer.net zedo.com adition.com casalemedia.com media.net exoclick.com popads.net adroll.com
    bidswitch.net contextweb.com sharethrough.com triplelift.com ligatus.com plista.com seedtag.com dianomi.com
    zergnet.com adocean.pl"""
)
_TRACKERS = split_words(
    """google-analytics.com scorecardresearch.com quantserve.com mc.yandex.ru counter.yadro.ru top-fwz1.mail.ru
    bigmir.net r.i.ua c.i.ua i.ua counter.rambler.ru gemius.pl hit.gemius.pl ioam.de ivwbox.de xiti.com
    chartbeat.net chartbeat.com statcounter.com hotlog.ru stats.wp.com pixel.wp.com imrworldwide.com krxd.net
    bluekai.com liveinternet.ru histats.com webtrekk.net omtrdc.net 2o7.net demdex.net hotjar.com mail.ru
    parsely.com"""
)
_AVATARS = frozenset({"gravatar.com"})
_ADVERT_LABEL = re.compile(
    r"(?:ads?|adv|adserver|adimg|adcdn|adx|banners?|pubads|adservice|advertising|reklama)\d{0,3}"
)
_TRACKER_LABEL = re.compile(r"(?:pixels?|counter|analytics|metrics|track(?:er|ing)?|beacon|telemetry)\d{0,3}")
_ADVERT_PATH = re.compile(
    r"/(?:ads?|adserver|adv|banners?|adverts?|advertising|advertisements?|sponsors?|reklam[ay]?|werbung|anzeigen|publicidad|publicidade"
    r"|publicite|pubblicita)/",
    re.I,
)
_TRACKER_PATH = re.compile(r"/(?:pixel|beacon|tracking|tracker|counter|1x1|clear)(?:\.gif|\.png)?(?:$|[/?])", re.I)
_HOSTS = ((_ADVERTS, Mark.ADVERT), (_TRACKERS, Mark.TRACKER), (_AVATARS, Mark.AVATAR))
_LABELS = ((_ADVERT_LABEL, Mark.ADVERT), (_TRACKER_LABEL, Mark.TRACKER))
_PATHS = (
    (re.compile(r"/profile_images/"), Mark.AVATAR),
    (re.compile(r"/emoji/"), Mark.ICON),
    (_ADVERT_PATH, Mark.ADVERT),
    (_TRACKER_PATH, Mark.TRACKER),
)
_TR = re.compile(r"facebook\.com/tr/?\?")
_STRIPS = frozenset({(728, 90), (468, 60), (970, 90), (970, 250), (320, 50), (320, 100), (234, 60), (160, 600),
                     (120, 600), (120, 240), (300, 600), (88, 31), (80, 15)})  # fmt: skip
_BOXES = frozenset({(300, 250), (336, 280), (250, 250), (200, 200), (180, 150), (125, 125), (300, 100)})
"""Sizes of display adverts (Interactive Advertising Bureau, 2003 to 2017), and of counters. Photographs have boxes'
sizes too: these count only where something else speaks for an advert."""


def address_mark(address: str) -> Mark | None:
    """Advert, tracking point or avatar by an http(s) address alone; None when it says nothing."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if not host:
        return None
    mark = _host_mark(host.split("."))
    if mark is not None or _TR.search(address[:200]):
        return mark or Mark.TRACKER
    path = parts.path[:2000]
    return next((one for form, one in _PATHS if form.search(path)), None)


def _host_mark(labels: list[str]) -> Mark | None:
    for at in range(len(labels) - 1):
        name = ".".join(labels[at:])
        mark = next((one for names, one in _HOSTS if name in names), None)
        if mark is not None:
            return mark
    first = (one for label in labels[:-2] for form, one in _LABELS if form.fullmatch(label))
    return next(first, None)


def is_advert_size(width: int | None, height: int | None, *, boxes: bool) -> bool:
    """Whether a stated size is that of an advert; `boxes`: also a size that photographs have, too."""
    size = (width or 0, height or 0)
    return size in _STRIPS or (boxes and size in _BOXES)
