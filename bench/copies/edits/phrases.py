"""The words that are drawn on and around pictures, in four sets and five scripts."""

from __future__ import annotations

from typing import Literal

__all__ = ["NAMES", "PHRASES", "WORDS", "Script"]

Script = Literal["latin", "cyrillic", "arabic", "bengali", "devanagari"]
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
    ("second", "latin"): (
        "Breaking: first pictures from the scene",
        "Is anyone able to confirm where this was?",
        "No words. Just look at it",
        "What the papers left out",
        "Day three and still no help",
        "Told you so. Wake up, people",
        "Unverified: received from a reader",
    ),
    ("second", "cyrillic"): (
        "Терміново: перші кадри з місця подій",
        "Хто може підтвердити, де це знято?",
        "Третий день без воды и света",
        "Прислал подписчик, проверяем",
    ),
    ("second", "arabic"): (
        "عاجل: أول صور من المكان",
        "من يستطيع تأكيد الموقع؟",
        "اليوم الثالث بلا مساعدة",
    ),
    ("third", "latin"): (
        "Can anybody tell me which street this is",
        "Sent to me by a cousin who lives there",
        "And the cameras are nowhere to be seen",
        "Wait until the end of this one",
        "Tonight, live, from the north bank",
        "The truth they are hiding from us!!!",
        "Pray for everyone there",
        "Old picture? You decide",
    ),
    ("third", "cyrillic"): (
        "Увага! Надіслали з місця подій",
        "Такого ви ще не бачили",
        "Очевидцы сообщают о взрывах",
        "Снято сегодня в пять утра",
    ),
    ("third", "arabic"): (
        "شاهد قبل أن يمنع النشر",
        "أين الكاميرات من كل هذا؟",
        "وصلني الآن من قريب هناك",
        "ليلة صعبة على الجميع",
    ),
    ("third", "bengali"): (
        "এইমাত্র পাওয়া ছবি",
        "সবাই শেয়ার করুন",
        "কোথায় এই ঘটনা কেউ জানেন?",
        "আজ সকালে তোলা ভিডিও",
    ),
    ("report", "latin"): (
        "Anyone else seeing smoke over the harbour?",
        "This was sent to our newsroom tonight",
        "Zoom in on the second window",
        "They are deleting this everywhere",
        "For those who still doubt it",
        "Same square, same hour, no crowd",
        "Please do not use without asking",
    ),
    ("report", "cyrillic"): (
        "Фото від читачів, уточнюємо",
        "Ось що сталося насправді",
        "Смотреть до конца обязательно",
        "Ночью в центре города",
    ),
    ("report", "arabic"): (
        "صورة من قارئ لم نتحقق منها",
        "كبر الصورة وانظر إلى النافذة",
        "يحذفونها من كل مكان",
    ),
    ("report", "devanagari"): (
        "अभी मिली तस्वीर",
        "सब लोग साझा करें",
        "यह कहाँ की घटना है?",
    ),
}

NAMES: dict[_Key, tuple[str, ...]] = {
    ("tuning", "latin"): ("City Watch", "Marta K.", "Daily Truth", "Tom Reads", "Harbour News"),
    ("tuning", "cyrillic"): ("Оксана М.", "Новини району", "Сергей П."),
    ("tuning", "arabic"): ("أخبار الحي", "سمير"),
    ("second", "latin"): ("Frontline Daily", "eyewitness.uk", "Lena Oduya", "The Morning Post-Herald", "R. Almeida"),
    ("second", "cyrillic"): ("Голос міста", "Иван Д.", "Тарас"),
    ("second", "arabic"): ("شاهد عيان", "صوت الناس"),
    ("third", "latin"): ("Nordwind TV", "Portside Images", "amina.writes", "J. Castellanos", "The Evening Dispatch"),
    ("third", "cyrillic"): ("Степан Р.", "Вечірній вісник", "Мария Л."),
    ("third", "arabic"): ("ليلى", "نبض المدينة"),
    ("third", "bengali"): ("প্রভাত বার্তা", "রফিক আহমেদ", "শিউলি"),
    ("report", "latin"): ("Canal Ocho", "Lightwell", "grace_okafor", "Ines V.", "The Courier"),
    ("report", "cyrillic"): ("Петро Б.", "Ранкова газета", "Нина К."),
    ("report", "arabic"): ("قناة الميناء", "هدى"),
    ("report", "devanagari"): ("सुबह समाचार", "अनिल", "मीरा"),
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
    ("second", "latin"): _words(
        "an it this which were have had not but they their its over under during against between harbour "
        "airport coast region committee election budget storm flood engineers volunteers residents "
        "spokesman according yesterday evening weekend factory union strike border convoy supplies shelter "
        "power electricity repair emergency doctors patients teachers farmers prices inquiry judge court "
        "verdict parliament cabinet"
    ),
    ("second", "cyrillic"): _words(
        "и не но они который было над под против между порт берег область комитет выборы бюджет буря "
        "наводнение инженеры жители вчера вечер завод граница помощь свет ремонт врачи учителя цены суд "
        "решение"
    ),
    ("second", "arabic"): _words(
        "هذا التي كان لم ثم بين ضد خلال المطار الساحل المنطقة اللجنة الانتخابات العاصفة الفيضان السكان أمس "
        "المساء المصنع الحدود المساعدات الكهرباء الأطباء الأسعار المحكمة البرلمان"
    ),
    ("third", "latin"): _words(
        "he she we you who what when where will would could may into out up than then so if more most some such "
        "only also even still already mayor soldiers refugees crowd checkpoint explosion siren wounded "
        "volunteer kitchen blankets ferry tunnel valley island capital protest march banners speech talks "
        "ceasefire delegation embassy border-guard fuel bread queue harvest drought fire-brigade ambulance rubble "
        "balcony windows roof neighbours children grandmother phone video appeared shared claimed denied"
    ),
    ("third", "cyrillic"): _words(
        "але як це вже ще тут там сьогодні мер солдати біженці натовп вибух сирена поранені волонтери хліб "
        "черга пором долина острів столиця протест переговори посольство пожежники завали балкон сусіди діти "
        "відео заявили показали"
    ),
    ("third", "arabic"): _words(
        "ليس قد كما حيث أيضا اليوم هنا هناك الجنود اللاجئون الحشد الانفجار الجرحى المتطوعون الخبز الطابور "
        "العبارة الوادي الجزيرة العاصمة الاحتجاج المحادثات السفارة الإطفاء الأنقاض الشرفة الجيران الأطفال الهاتف"
    ),
    ("third", "bengali"): _words(
        "এই ও এবং থেকে জন্য পরে আগে মানুষ শহর গ্রাম নদী সেতু রাস্তা সকাল রাত হাসপাতাল স্কুল বাজার পুলিশ সরকার "
        "বন্যা ঝড় ত্রাণ পানি বিদ্যুৎ আহত শিশু পরিবার মন্ত্রী জানান বলেন ঘটনা আজ গতকাল এলাকা ট্রেন আগুন উদ্ধার"
    ),
    ("report", "latin"): _words(
        "signal tower barge glass brick garden avenue clerk nurse pilot driver captain tourist vendor "
        "statue fountain stadium chapel museum archive footage lens tripod editor desk rumour photograph "
        "poster flag helmet shield truck tractor fence gate ladder rope tent lantern candle engine wheel "
        "brake beside beyond toward despite unless whether perhaps almost rather quite never always often "
        "again soon later twice neither each every both few many much own very just how why whom whose"
    ),
    ("report", "cyrillic"): _words(
        "коли тому через біля знову вежа сад лікар водій капітан турист стадіон музей архів знімок "
        "редактор чутки прапор вантажівка паркан ворота намет ліхтар двигун колесо сигнал скло поруч майже "
        "завжди ніколи"
    ),
    ("report", "arabic"): _words(
        "البرج الحديقة السائق القبطان المتحف الملعب الصورة المحرر الراية الشاحنة البوابة الخيمة المصباح "
        "المحرك الزجاج أحيانا دائما أبدا قريبا غدا"
    ),
    ("report", "devanagari"): _words(
        "और में से को पर यह वह शहर गाँव नदी पुल सड़क सुबह रात अस्पताल स्कूल बाज़ार पुलिस सरकार बाढ़ तूफ़ान "
        "पानी बिजली घायल बच्चे परिवार मंत्री घटना आज कल रेल आग तस्वीर"
    ),
}
