"""What a WhatsApp message says of a medium: the name of its file, or a sentence in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Attached", "attached"]

_MARK: Final = "\u200e"
_BRACKETED: Final = re.compile(r"\u200e?<[^<>:\n]{2,40}?[ \u00a0]?: ?(?P<name>[^<>\n/\\]{1,200}\.\w{2,5})>")
_BEHIND: Final = re.compile(r"(?P<mark>\u200e?)(?P<name>[^\n/\\<>]{1,200}\.\w{2,5}) \([^()\n]{3,40}\)\s*$")
_ITS_OWN: Final = re.compile(
    r"(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+\.\w+|\d+-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-\d{4}(?:-\d\d){5}\.\w+", re.I
)
_OMITTED: Final = frozenset(
    {
        "media omitted", "image omitted", "medien ausgeschlossen", "medien weggelassen", "multimedia omitido",
        "archivo omitido", "médias omis", "média omis", "fichier omis", "media omessi", "media omesso", "mídia oculta",
        "arquivo de mídia oculto", "mídia omitida", "ficheiro não revelado", "ficheiro multimédia omitido",
        "media weggelaten", "без медиафайлов", "файл пропущен", "медиафайл пропущен", "без медіафайлів",
        "медіафайл пропущено", "медіа пропущено", "medya dahil edilmedi", "medya atlanmış", "تم استبعاد الوسائط",
        "المرفق محذوف", "تم حذف الوسائط", "मीडिया के बिना", "मीडिया छोड़ा गया", "media tidak disertakan",
        "pominięto multimedia", "multimedia pominięte", "メディアは含まれていません", "省略多媒体文件", "忽略多媒體檔",
        "略過多媒體檔", "미디어 파일을 제외한 내용", "미디어 파일 생략됨", "média vynechána", "médiá vynechané",
        "médiafájl kihagyva", "hiányzó médiafájl", "fișier media omis", "media udeladt", "medier udeladt",
        "media utelatt", "media utelämnat", "media är utelämnad", "media jätettiin pois", "رسانه حذف شد",
        "پیوست نما", "המדיה לא נכללה", "מדיה הושמטה", "bỏ qua media", "dihapus media", "παραλείφθηκε το πολυμέσο",
        "пропусната мултимедия", "mediji su izostavljeni", "uključeno bez medija",
    }
)  # fmt: skip
"""What Android phones write in angle brackets for a medium that was not exported, in the languages that were found."""
_OMITTED_WORD: Final = re.compile(
    r"omitted|weggelassen|ausgelassen|omitid[oa]|omis(?:e|es)?$|omess[oa]|ocultad?[oa]|weggelaten|пропущен|опущен|"
    r"dahil edilmedi|disertakan|pominięt|omíten|vynech|udeladt|utelatt|uteläm|省略|忽略|略過|생략|含まれていません|"
    r"استبعاد|حذف|הושמט|छोड़",
    re.I,
)
_LONGEST_SENTENCE: Final = 60
_CONTACT: Final = ".vcf"


@dataclass(frozen=True, slots=True)
class Attached:
    """A medium of a message: the name of its file; None where it was not exported, `sentence` then stands in its place.

    `words`: what the message says besides. `contact`: it is somebody's card with telephone numbers.
    """

    name: str | None
    sentence: str | None
    words: str
    sure: bool = True

    @property
    def contact(self) -> bool:
        """Whether it is a contact card."""
        return self.name is not None and self.name.lower().endswith(_CONTACT)


def attached(text: str) -> Attached | None:
    """What the text of a message says of a medium; None where it has none.

    `sure` False: the words look like a file that is attached, which only the file itself can confirm.
    """
    first, _, more = text.partition("\n")
    if match := _BRACKETED.search(first):
        words = f"{first[: match.start()]}{first[match.end() :]}"
        return Attached(match["name"].strip(), None, f"{words}\n{more}".strip())
    if match := _BEHIND.match(first):
        name = match["name"].strip().lstrip(_MARK)
        sure = bool(match["mark"]) or _ITS_OWN.fullmatch(name) is not None
        return Attached(name, None, more.strip(), sure)
    return _left_out(first, more)


def _left_out(first: str, more: str) -> Attached | None:
    said = first.strip().lstrip(_MARK).strip()
    inside = said[1:-1].strip().lower() if said.startswith("<") and said.endswith(">") else None
    if inside in _OMITTED:
        return Attached(None, said, more.strip())
    by_phone = _MARK in first and len(said) <= _LONGEST_SENTENCE and inside is None
    if by_phone and _OMITTED_WORD.search(said):
        return Attached(None, said, more.strip())
    return None
