"""Numbers of people killed, injured or missing in what people write: the number, and the word it stands with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from firstseen.text.passages import passages

__all__ = ["Tally", "TallyKind", "tallies_in"]

_LONGEST: Final = 4000
_COUNTING: Final = (
    "one un une uno una ein eine один одна واحد",
    "two deux dos zwei due dois duas dwa два двоє двое",
    "three trois tres drei tre três trzy три троє трое",
    "four quatre cuatro vier quattro quatro чотири четверо четыре",
    "five cinq cinco fünf cinque п'ять пять",
    "six seis sechs sei шість шесть",
    "seven sept siete sieben sette sete сім семь",
    "eight huit ocho acht otto oito вісім восемь",
    "nine neuf nueve neun nove дев'ять девять",
    "ten dix diez zehn dieci dez десять",
    "eleven onze once elf undici",
    "twelve douze doce zwölf dodici doze",
)
_WORDS: Final[dict[str, int]] = {word: number for number, words in enumerate(_COUNTING, 1) for word in words.split()}
_WORDS.update({"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50})


class TallyKind(StrEnum):
    """What was counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"


_UNITS: Final = {
    TallyKind.KILLED: (
        r"killed|dead|deaths?|fatalities|casualties killed|die|died|lost their lives|morts?|tuée?s?|décès|muert[oa]s?|"
        r"fallecid[oa]s?|mort[oia]s?|mort[ie]|uccisi|vittime|tote|getötete?|opfer|doden|zabitych|ölü|şehit|"
        r"загинул\w+|загибл\w+|вбит\w+|убит\w+|погиб\w+|мертв\w+|قتيل\w*|قتلى|قتل|شهيد\w*|شهداء|مقتل"
    ),
    TallyKind.INJURED: (
        r"injured|wounded|hurt|injuries|blessée?s?|herid[oa]s?|ferid[oa]s?|ferit[ie]|verletzte?|gewonden?|rannych|yaralı|"
        r"поранен\w+|ранен\w+|травмован\w+|пострада\w+|постражда\w+|جريح\w*|جرحى|إصابة|اصابة"
    ),
    TallyKind.MISSING: (
        r"missing|disparus?|desaparecid[oa]s?|dispersi|vermisste?|vermist|kayıp|зникл\w+|пропавш\w+|مفقود\w*"
    ),
}
_NUMBER: Final = (
    rf"(?<![\w#@.,:/])(?P<number>\d{{1,3}}(?:[., \u00a0]\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)})(?![\w%]|[.,:/]\d)"
)
_LEAST: Final = (
    r"(?P<least>at least|more than|over|plus de|au moins|más de|al menos|mais de|pelo menos|più di|almeno|über|"
    r"mindestens|meer dan|понад|щонайменше|більше|більш як|более|не менее|свыше|أكثر من|على الأقل|لا يقل عن)?\s*"
)
_PEOPLE: Final = (
    r"(?:\s+(?:people|persons?|civilians?|children|women|men|soldiers?|others?|more|were|are|been|have|has|reported|"
    r"confirmed|feared|personnes|enfants|personas|niños|pessoas|persone|menschen|personen|людей|людини|осіб|человек|"
    r"дітей|детей|мирних|мирных|жителів|жителей|شخص\w*|مدني\w*|طفل\w*)){0,3}"
)
_AFTER: Final = {
    kind: re.compile(rf"{_LEAST}{_NUMBER}(?P<plus>\+)?{_PEOPLE}\s+(?:{unit})(?!\w)", re.I)
    for kind, unit in _UNITS.items()
}
_UNIT_FIRST: Final = {
    TallyKind.KILLED: re.compile(
        rf"(?<!\w)(?:загинул\w+|погиб\w+|убит\w+|вбит\w+|مقتل|استشهاد|kills|killing|mata a|fait)\s+{_LEAST}{_NUMBER}"
        r"(?P<plus>\+)?(?!\s*(?:years?|років|лет|hours?|blessée?s|injured|wounded))",
        re.I,
    ),
    TallyKind.INJURED: re.compile(
        rf"(?<!\w)(?:поранен\w+|ранен\w+|إصابة|اصابة|injures|injuring|wounding)\s+{_LEAST}{_NUMBER}(?P<plus>\+)?"
        r"(?!\s*(?:years?|років|лет|hours?))",
        re.I,
    ),
}
_YEARS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, of what, as written. `at_least`: the number is a lower bound."""

    kind: TallyKind
    number: int
    at_least: bool
    words: str

    def agrees(self, other: Tally) -> bool:
        """Whether both can be true of one thing at one time."""
        if self.number == other.number or self.kind is not other.kind:
            return True
        return min(self, other, key=lambda one: one.number).at_least


@lru_cache(maxsize=8192)
def tallies_in(text: str) -> tuple[Tally, ...]:
    """The tallies of a text. Any text will do; digits of every script are read. Bare years are left out."""
    plain = text[:_LONGEST]
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    found: list[Tally] = []
    for passage in passages(plain):
        for patterns in (_AFTER, _UNIT_FIRST):
            for kind, pattern in patterns.items():
                found += [tally for match in pattern.finditer(passage.words) if (tally := _tally(kind, match))]
    return tuple(dict.fromkeys(found))


def _tally(kind: TallyKind, match: re.Match[str]) -> Tally | None:
    written = match["number"]
    number = _WORDS.get(written.lower())
    if number is None:
        number = int(re.sub(r"\D", "", written))
        if number in _YEARS and written.isdecimal():
            return None
    return Tally(kind, number, bool(match["least"] or match["plus"]), match[0].strip())
