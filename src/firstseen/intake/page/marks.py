"""What a part of a page calls itself, in tag, class, id and role, in the languages of the press.

Names are cut into words ("relatedPosts__item" is related, posts, item), so that "header" holds no "ad". A name that
begins with has, no, with tells of something else ("has-sidebar") and is passed over. File names are read alike.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from firstseen.intake.page.listed import split_words
from firstseen.intake.page.parsing import Element

__all__ = ["MAX_NAME", "Mark", "file_mark", "mark_of", "own_mark", "path_mark", "words_mark", "words_of"]


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
    BACKDROP = "behind the text of the page"
    NAMED = "named for other sites, not shown by the page"
    REPEATED = "on many pages of the site, or many times on this one"
    UNNAMED = "in the page's folder, not named by the page"


_WORDS = {
    Mark.ADVERT: """
        ad ads adv advert adverts adholder adslot adunit adbox adwrap adcontainer adsbygoogle adsense dfp gpt
        mpu billboard leaderboard skyscraper promoted paidcontent paidpost anzeige anzeigen werbung annonce
        annons mainos ilan publicite trc rbox mgid revcontent partnercontent paid""",
    Mark.RELATED: """
        readmore readalso alsoread morefrom moreon popular mostread mostviewed mostpopular trending upnext
        nextarticle similar puff pufflink verwandte aehnliche correlati correlate powiazane podobne ilgili
        benzer onerilen populer schozhi skhozhi pohozhie chytayte chitayte chitaite liees recommandes
        suggestions morestories teaserlist""",
    Mark.SHARE: """
        share sharing shares sharebar sharetools social socials socialbar addthis addtoany shareaholic teilen
        compartir partage partager condividi compartilhar udostepnij paylas podelitsya podilytysya followus""",
    Mark.AVATAR: """
        avatar avatars gravatar userpic usericon mugshot headshot profilepic byline bylines author authors
        authorbox authorbio autor autores autoren autorenzeile auteur auteurs autore autori avtor yazar
        contributor contributors biography vcard redakteur redakteure columnist columnists writer person profile""",
    Mark.LOGO: """
        logo logos brand branding sitelogo logotype wordmark emblem""",
    Mark.NAVIGATION: """
        nav navbar navigation menu submenu meganav breadcrumb breadcrumbs toolbar topbar navlinks""",
    Mark.COMMENTS: """
        comment comments commentlist disqus kommentare kommentar komentarze comentarios commentaires commenti
        yorumlar komentari kommentarii""",
    Mark.FOOTER: """
        footer colophon impressum fusszeile piede podval stopka altbilgi copyright""",
    Mark.HEADER: """
        header masthead kopf kopfzeile shapka cabecera encabezado testata naglowek""",
    Mark.SIDE: """
        sidebar sidebars siderail rail rightrail leftrail rightcol leftcol rightcolumn leftcolumn marginale
        seitenleiste barralateral""",
    Mark.CALL: """
        newsletter newsletters subscribe subscription subscriptions paywall abonnement suscripcion assinatura
        donate donation cookie cookies consent gdpr appstore""",
}  # fmt: skip
_BY_WORD = {word: mark for mark, words in _WORDS.items() for word in words.split()}
_BEGINNINGS = (
    (("advert", "googlead", "taboola", "outbrain", "sponsor", "reklam", "publicid", "pubblicit", "werbe"), Mark.ADVERT),
    (("related", "recommend", "recirc", "relacionad", "mostread", "trending"), Mark.RELATED),
    (("sharedaddy", "sharebutton", "socialshare"), Mark.SHARE),
)
_OWN_WORDS = split_words(
    """icon icons ico emoji smiley smilies sprite flag badge rating stars star btn button arrow bullet spacer
    spinner"""
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
         "amp-ad": Mark.ADVERT, "amp-embed": Mark.ADVERT, "amp-sticky-ad": Mark.ADVERT,
         "amp-sidebar": Mark.NAVIGATION}  # fmt: skip
MAX_NAME = 400
"""Characters of a name that are read."""

_FOLDERS = 8
_SHORT_WORDS = 30
_FILE_WORDS = {
    word: mark
    for mark, words in {
        Mark.LOGO: "logo logos logotype",
        Mark.ICON: "favicon sprite sprites icon icons ico spinner spinners loading loader placeholder spacer blank "
        "transparent arrow bullet button btn smile emoji",
        Mark.TRACKER: "pixel",
        Mark.AVATAR: "avatar avatars gravatar userpic",
        Mark.ADVERT: "banner banners sponsor sponsors",
        Mark.CALL: "subscribe newsletter",
        Mark.NAVIGATION: "navigation",
    }.items()
    for word in words.split()
}


def words_of(name: str) -> list[str]:
    """The words of a class name, an id or a file name, in lower case."""
    return [word.lower() for word in _CUT.findall(name[:MAX_NAME])]


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
    return [
        *(element.get("class") or "")[:4000].split()[:40],
        element.get("id") or "",
        element.get("data-testid") or "",
    ]


def file_mark(file: str) -> Mark | None:
    """What the name of a file, or of a folder, says ("logo-2x.png")."""
    return next((_FILE_WORDS[word] for word in words_of(file.rpartition(".")[0] or file) if word in _FILE_WORDS), None)


def path_mark(path: str) -> Mark | None:
    """What an address's path says: its file, or a folder that is called by one such word alone ("/icons/")."""
    *folders, file = path.rstrip("/").split("/")[-_FOLDERS:]
    return file_mark(file) or next((_FILE_WORDS[one.lower()] for one in folders if one.lower() in _FILE_WORDS), None)


def words_mark(words: str | None) -> Mark | None:
    """What short words in place of a picture say ("site logo"); long ones describe what it shows."""
    return file_mark(words) if words and len(words) <= _SHORT_WORDS else None
