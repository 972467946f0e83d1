"""What a part of a page calls itself, in class, id and role, or in the heading above it, in the languages of the press.

Names are cut into words ("relatedPosts__item" is related, posts, item), so that "header" holds no "ad". A name that
begins with has, no, with tells of something else ("has-sidebar") and is passed over.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from firstseen.intake.page.parsing import Element, said

__all__ = ["Mark", "file_mark", "heading_mark", "mark_of", "own_mark", "words_of"]


class Mark(StrEnum):
    """What a part of a page is, when it is not the article. The value is told to people."""

    LOGO = "logo"
    ICON = "icon"
    AVATAR = "avatar or author's picture"
    ADVERT = "advert"
    TRACKER = "tracking point"
    SHARE = "share button"
    RELATED = "link to another page"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    HEADER = "header of the site"
    FOOTER = "footer of the site"
    SIDE = "side column"
    CALL = "call to subscribe"
    OUTSIDE = "outside the article"
    NAMED = "named for other sites, not shown by the page"
    UNNAMED = "in the page's folder, not named by the page"


_WORDS = {
    Mark.ADVERT: "ad ads adv advert adverts adholder adslot adunit adbox adwrap adcontainer adsbygoogle adsense dfp gpt mpu "
    "billboard leaderboard skyscraper promoted paidcontent paidpost anzeige anzeigen werbung annonce annons mainos ilan "
    "publicite trc rbox mgid revcontent partnercontent paid",
    Mark.RELATED: "readmore readalso alsoread morefrom moreon popular mostread mostviewed mostpopular trending upnext "
    "nextarticle similar puff pufflink verwandte aehnliche correlati correlate powiazane podobne ilgili benzer onerilen "
    "populer schozhi skhozhi pohozhie chytayte chitayte chitaite liees recommandes suggestions morestories teaserlist",
    Mark.SHARE: "share sharing shares sharebar sharetools social socials socialbar addthis addtoany shareaholic teilen "
    "compartir partage partager condividi compartilhar udostepnij paylas podelitsya podilytysya followus",
    Mark.AVATAR: "avatar avatars gravatar userpic usericon mugshot headshot profilepic byline bylines author authors "
    "authorbox authorbio autor autores autoren autorenzeile auteur auteurs autore autori avtor yazar contributor "
    "contributors biography vcard redakteur redakteure columnist columnists writer person profile",
    Mark.LOGO: "logo logos brand branding sitelogo logotype wordmark emblem",
    Mark.NAVIGATION: "nav navbar navigation menu submenu meganav breadcrumb breadcrumbs toolbar topbar navlinks",
    Mark.COMMENTS: "comment comments commentlist disqus kommentare kommentar komentarze comentarios commentaires commenti "
    "yorumlar komentari kommentarii",
    Mark.FOOTER: "footer colophon impressum fusszeile piede podval stopka altbilgi copyright",
    Mark.HEADER: "header masthead kopf kopfzeile shapka cabecera encabezado testata naglowek",
    Mark.SIDE: "sidebar sidebars siderail rail rightrail leftrail rightcol leftcol rightcolumn leftcolumn marginale "
    "seitenleiste barralateral",
    Mark.CALL: "newsletter newsletters subscribe subscription subscriptions paywall abonnement suscripcion assinatura "
    "donate donation cookie cookies consent gdpr appstore",
}  # fmt: skip
_BY_WORD = {word: mark for mark, words in _WORDS.items() for word in words.split()}
_BEGINNINGS = (
    (("advert", "googlead", "taboola", "outbrain", "sponsor", "reklam", "publicid", "pubblicit", "werbe"), Mark.ADVERT),
    (("related", "recommend", "recirc", "relacionad", "mostread", "trending"), Mark.RELATED),
    (("sharedaddy", "sharebutton", "socialshare"), Mark.SHARE),
)
_OWN_WORDS = frozenset(
    "icon icons ico emoji smiley smilies sprite flag badge rating stars star btn button arrow bullet spacer spinner".split()
)
"""Words that speak of a picture when they stand on the picture itself; around one, they are of its controls."""
_NOT_OWN = frozenset({Mark.SHARE, Mark.RELATED, Mark.HEADER, Mark.SIDE})
"""Marks that a picture of the article may carry itself ("img-share", "related-image")."""
_TELLS_OF_OTHERS = frozenset({"has", "no", "not", "with", "without", "is", "non", "hide", "show"})
_CUT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_a-zA-Z]+")
_ROLES = {
    "navigation": Mark.NAVIGATION,
    "contentinfo": Mark.FOOTER,
    "complementary": Mark.SIDE,
    "banner": Mark.HEADER,
    "search": Mark.NAVIGATION,
}
_TAGS = {"nav": Mark.NAVIGATION, "footer": Mark.FOOTER, "aside": Mark.SIDE, "header": Mark.HEADER,
         "amp-ad": Mark.ADVERT, "amp-embed": Mark.ADVERT, "amp-sticky-ad": Mark.ADVERT, "amp-sidebar": Mark.NAVIGATION}  # fmt: skip
_MAX_NAME = 400

_RELATED = (
    r"related|read (?:also|more|next)|more (?:from|on|stories|in|galleries|news|like)|see also|also (?:read|on)|you m(?:ay|ight) (?:also )?like"
    r"|recommended|most (?:read|viewed|popular|watched|shared)|trending|top stories|latest (?:news|stories)|popular|keep reading"
    r"|up next|don.t miss|editor.?s (?:picks|choice)|what to read"
    r"|lesen sie auch|lies auch|mehr (?:zum thema|aus|von|zu)|auch interessant|weitere (?:artikel|themen|meldungen|nachrichten)|meistgelesen"
    r"|das könnte (?:sie|dich)|(?:à )?lire aussi|sur le même sujet|à voir aussi|les plus lus|articles liés|dans la même rubrique"
    r"|le[ea] también|te puede interesar|le puede interesar|relacionad|lo más (?:leído|visto)|más (?:noticias|sobre)"
    r"|leia (?:também|mais)|veja também|mais lidas|saiba mais|leggi anche|potrebbe interessarti|correlati|i più letti|altri articoli"
    r"|czytaj (?:też|także|również)|zobacz (?:też|także|również)|powiązane|najczęściej czytane|polecamy|przeczytaj"
    r"|i̇?lgili|bunlar da|benzer|en çok okunan|çok okunan|diğer (?:haberler|galeriler)|önerilen"
    r"|(?:також )?читайте(?: також| ще)|схожі|останні новини|популярн|дивіться також|інші новини|свіжі|новини партнерів|ще за темою|за темою"
    r"|читайте также|похожие|последние новости|смотрите также|по теме|новости партн[её]ров|другие новости"
    r"|اقرأ أيض|اقرأ المزيد|الأكثر قراءة|المزيد (?:من|عن)|مواضيع ذات|ذات صلة|شاهد أيض|مقالات ذات|قد يعجبك|بیشتر بخوانید|مطالب مرتبط|پربازدید"
    r"|lees ook|meer over|läs (?:också|mer)|les også|lue myös"
)
_ADVERT = (
    r"advertise?ment|sponsored|promoted|paid (?:content|post)|anzeige|werbung|publicité|contenu sponsorisé|publicidad|publicidade"
    r"|pubblicità|reklama|reklam|реклама|إعلان|annons|mainos|ilan"
)
_HEADING = re.compile(rf"\W*(?:(?P<related>{_RELATED})|(?P<advert>(?:{_ADVERT})\b))", re.I)
_HEADING_LENGTH = 60
_FILE_WORDS = {
    "logo": Mark.LOGO, "logos": Mark.LOGO, "logotype": Mark.LOGO, "favicon": Mark.ICON, "sprite": Mark.ICON, "icon": Mark.ICON,
    "icons": Mark.ICON, "ico": Mark.ICON, "spinner": Mark.ICON, "loading": Mark.ICON, "loader": Mark.ICON, "placeholder": Mark.ICON,
    "spacer": Mark.ICON, "blank": Mark.ICON, "transparent": Mark.ICON, "pixel": Mark.TRACKER, "avatar": Mark.AVATAR,
    "avatars": Mark.AVATAR, "gravatar": Mark.AVATAR, "userpic": Mark.AVATAR, "banner": Mark.ADVERT, "banners": Mark.ADVERT,
    "arrow": Mark.ICON, "bullet": Mark.ICON, "button": Mark.ICON, "btn": Mark.ICON, "smile": Mark.ICON, "emoji": Mark.ICON,
    "sponsor": Mark.ADVERT, "sponsors": Mark.ADVERT, "subscribe": Mark.CALL, "newsletter": Mark.CALL,
}  # fmt: skip


def words_of(name: str) -> list[str]:
    """The words of a class name, an id or a file name, in lower case."""
    return [word.lower() for word in _CUT.findall(name[:_MAX_NAME])]


@lru_cache(maxsize=20_000)
def _name_mark(name: str) -> Mark | None:
    words = words_of(name)
    if words and words[0] in _TELLS_OF_OTHERS:
        return None
    joined = ["".join(words[at : at + 2]) for at in range(len(words) - 1)]
    for word in (*words, *joined):
        mark = _BY_WORD.get(word) or next((m for begins, m in _BEGINNINGS if word.startswith(begins)), None)
        if mark is not None:
            return mark
    return None


def mark_of(element: Element) -> Mark | None:
    """What an element around a picture says that it is: by its tag, its role, its names; None when it says nothing."""
    mark = _TAGS.get(element.tag) or _ROLES.get((element.get("role") or "").lower())
    if mark is not None:
        return mark
    return next(filter(None, map(_name_mark, _names(element))), None)


def own_mark(element: Element) -> Mark | None:
    """What a picture's own element says that it is."""
    for name in _names(element):
        mark = _name_mark(name)
        if mark is not None and mark not in _NOT_OWN:
            return mark
        if not _OWN_WORDS.isdisjoint(words_of(name)):
            return Mark.ICON
    return None


def _names(element: Element) -> list[str]:
    return [*(element.get("class") or "")[:4000].split()[:40], element.get("id") or ""]


def heading_mark(element: Element) -> Mark | None:
    """What the first words in a part of a page announce: other articles, or an advert."""
    words = said(element, _HEADING_LENGTH)
    found = _HEADING.match(words) if words else None
    if found is None:
        return None
    return Mark.RELATED if found["related"] else Mark.ADVERT


def file_mark(file: str) -> Mark | None:
    """What the name of a file says ("logo-2x.png")."""
    return next((_FILE_WORDS[word] for word in words_of(file.rpartition(".")[0] or file) if word in _FILE_WORDS), None)
