"""The words that are drawn on and around pictures, in two sets and three scripts."""

from __future__ import annotations

from typing import Literal

__all__ = ["NAMES", "PHRASES", "WORDS", "Script"]

Script = Literal["latin", "cyrillic", "arabic"]
_Key = tuple[str, Script]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PHRASES: dict[_Key, tuple[str, ...]] = {
    ("tuning", "latin"): (
        "This is happening right now in the city",
        "They never told you about this",
        "Share before it is deleted",
        "When they say it did not happen",
        "Nobody on television will show you this",
        "Look closely at the background",
        "My neighbour took this an hour ago",
    ),
    ("tuning", "cyrillic"): (
        "Це сталося сьогодні вранці біля мосту",
        "Поширте, поки не видалили",
        "Смотрите внимательно на задний план",
        "Об этом не расскажут по телевизору",
    ),
    ("tuning", "arabic"): (
        "هذا يحدث الآن في المدينة",
        "شارك قبل الحذف",
        "لن ترى هذا في التلفاز",
    ),
    ("report", "latin"): (
        "Breaking: first pictures from the scene",
        "Is anyone able to confirm where this was?",
        "No words. Just look at it",
        "What the papers left out",
        "Day three and still no help",
        "Told you so. Wake up, people",
        "Unverified: received from a reader",
    ),
    ("report", "cyrillic"): (
        "Терміново: перші кадри з місця подій",
        "Хто може підтвердити, де це знято?",
        "Третий день без воды и света",
        "Прислал подписчик, проверяем",
    ),
    ("report", "arabic"): (
        "عاجل: أول صور من المكان",
        "من يستطيع تأكيد الموقع؟",
        "اليوم الثالث بلا مساعدة",
    ),
}

NAMES: dict[_Key, tuple[str, ...]] = {
    ("tuning", "latin"): ("City Watch", "Marta K.", "Daily Truth", "Tom Reads", "Harbour News"),
    ("tuning", "cyrillic"): ("Оксана М.", "Новини району", "Сергей П."),
    ("tuning", "arabic"): ("أخبار الحي", "سمير"),
    ("report", "latin"): ("Frontline Daily", "eyewitness.uk", "Lena Oduya", "The Morning Post-Herald", "R. Almeida"),
    ("report", "cyrillic"): ("Голос міста", "Иван Д.", "Тарас"),
    ("report", "arabic"): ("شاهد عيان", "صوت الناس"),
}

WORDS: dict[_Key, tuple[str, ...]] = {
    ("tuning", "latin"): _words(
        "the a of and to in that was for on with as by from at council bridge water street people morning "
        "after before police hospital road minister market school report witness houses river night "
        "officials damage families workers statement government nearby several hundred smoke train village "
        "north southern early found left closed opened said told asked waited returned carried building "
        "square"
    ),
    ("tuning", "cyrillic"): _words(
        "і в на що з до після мосту міста люди ранок вода вулиця лікарня дорога школа ринок річка ніч "
        "сказали повідомили знайшли закрили відкрили будинок площа поїзд село північ родини робітники дим"
    ),
    ("tuning", "arabic"): _words(
        "في من على إلى عن بعد قبل المدينة الجسر الماء الشارع الناس الصباح المستشفى الطريق المدرسة السوق "
        "النهر الليل قال وجد أغلق فتح البيت الساحة القطار القرية الشمال"
    ),
    ("report", "latin"): _words(
        "an it this which were have had not but they their its over under during against between harbour "
        "airport coast region committee election budget storm flood engineers volunteers residents "
        "spokesman according yesterday evening weekend factory union strike border convoy supplies shelter "
        "power electricity repair emergency doctors patients teachers farmers prices inquiry judge court "
        "verdict parliament cabinet"
    ),
    ("report", "cyrillic"): _words(
        "и не но они который было над под против между порт берег область комитет выборы бюджет буря "
        "наводнение инженеры жители вчера вечер завод граница помощь свет ремонт врачи учителя цены суд "
        "решение"
    ),
    ("report", "arabic"): _words(
        "هذا التي كان لم ثم بين ضد خلال المطار الساحل المنطقة اللجنة الانتخابات العاصفة الفيضان السكان أمس "
        "المساء المصنع الحدود المساعدات الكهرباء الأطباء الأسعار المحكمة البرلمان"
    ),
}
