"""Headings of the press that announce other articles or adverts, in its languages."""

from __future__ import annotations

import re

from firstseen.intake.page.marks import Mark
from firstseen.intake.page.parsing import Element, said

__all__ = ["heading_mark"]

_RELATED = (
    r"related|read (?:also|more|next)|more (?:from|on|stories|in|galleries|news|like)|see also|also (?:read|on)",
    r"you m(?:ay|ight) (?:also )?like|recommended|most (?:read|viewed|popular|watched|shared)|trending|top stories",
    r"latest (?:news|stories)|popular|keep reading|up next|don.t miss|editor.?s (?:picks|choice)|what to read",
    r"lesen sie auch|lies auch|mehr (?:zum thema|aus|von|zu)|auch interessant|meistgelesen|das könnte (?:sie|dich)",
    r"weitere (?:artikel|themen|meldungen|nachrichten)",
    r"(?:à )?lire aussi|sur le même sujet|à voir aussi|les plus lus|articles liés|dans la même rubrique",
    r"le[ea] también|te puede interesar|le puede interesar|relacionad|lo más (?:leído|visto)|más (?:noticias|sobre)",
    r"leia (?:também|mais)|veja também|mais lidas|saiba mais",
    r"leggi anche|potrebbe interessarti|correlati|i più letti|altri articoli",
    r"czytaj (?:też|także|również)|zobacz (?:też|także|również)|powiązane|najczęściej czytane|polecamy|przeczytaj",
    r"i̇?lgili|bunlar da|benzer|en çok okunan|çok okunan|diğer (?:haberler|galeriler)|önerilen",
    r"(?:також )?читайте(?: також| ще)|схожі|останні новини|популярн|дивіться також|інші новини|свіжі",
    r"новини партнерів|ще за темою|за темою",
    r"читайте также|похожие|последние новости|смотрите также|по теме|новости партн[её]ров|другие новости",
    r"اقرأ أيض|اقرأ المزيد|الأكثر قراءة|المزيد (?:من|عن)|مواضيع ذات|ذات صلة|شاهد أيض|مقالات ذات|قد يعجبك",
    r"بیشتر بخوانید|مطالب مرتبط|پربازدید",
    r"lees ook|meer over|läs (?:också|mer)|les også|lue myös",
)
_ADVERT = (
    r"advertise?ment|sponsored|promoted|paid (?:content|post)|anzeige|werbung|publicité|contenu sponsorisé",
    r"publicidad|publicidade|pubblicità|reklama|reklam|реклама|إعلان|annons|mainos|ilan",
)
_HEADING = re.compile(rf"\W*(?:(?P<related>{'|'.join(_RELATED)})|(?P<advert>(?:{'|'.join(_ADVERT)})\b))", re.I)
_LONGEST = 60
"""Characters of a part's first words that are looked at."""


def heading_mark(element: Element) -> Mark | None:
    """What the first words in a part of a page announce: other articles, or an advert."""
    words = said(element, _LONGEST)
    found = _HEADING.match(words) if words else None
    if found is None:
        return None
    return Mark.RELATED if found["related"] else Mark.ADVERT
