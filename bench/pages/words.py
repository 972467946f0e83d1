"""Words of drawn pages in ten languages: a flood in a town, told in sentences that no newspaper printed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LANGUAGES", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """What a page can be made of. `{n}` in a sentence stands for a number."""

    language: str
    headlines: tuple[str, ...]
    standfirsts: tuple[str, ...]
    sentences: tuple[str, ...]
    captions: tuple[str, ...]
    people: tuple[str, ...]
    posts: tuple[str, ...]


LANGUAGES = {
    words.language: words
    for words in (
        Words(
            "en",
            (
                "River breaks its banks and cuts the old town in two",
                "Bridge closed after night of heavy rain",
                "Hundreds leave their homes as water rises",
                "School hall opens for families without a roof",
            ),
            (
                "Boats went from door to door until morning, and nobody was reported missing.",
                "The council says the road will stay shut for at least a week.",
                "Water stood two metres high in the market square.",
            ),
            (
                "The water came shortly after {n} at night, when most people in the lower streets were asleep.",
                "Firefighters counted {n} calls within the first hour and asked neighbouring towns for boats.",
                "By morning the market square was a lake, and only the tops of the stalls could be seen.",
                "The mayor told reporters that {n} households had been without power since the evening.",
                "A nurse who lives by the station walked three kilometres through mud to reach the ward.",
                "Engineers will look at the bridge on Thursday, but they do not expect it to open soon.",
                "Insurance companies spoke of damage of {n} million, a figure that the region disputes.",
                "Children slept on mats in the gymnasium while their parents carried furniture upstairs.",
                "Nobody could say when trains would run again on the line along the valley, the operator wrote.",
            ),
            (
                "The market square on Tuesday morning, seen from the tower",
                "Firefighters carry a woman out of a flooded house",
                "What is left of the footbridge near the mill",
                "Volunteers fill sandbags beside the school",
                "A bus stands in water up to its windows",
                "Residents wait for boats at the town hall",
                "The river at the weir, hours before the peak",
            ),
            ("Maria Lindqvist", "Tom Harrowgate", "Anne Keswick", "J. P. Dunmore", "Olga Fenn", "Samuel Oduya"),
            (
                "Water in our street now up to the second step, please drive slowly",
                "The bridge is closed. Do not go there to take pictures",
                "Boats needed at the church, call the fire station",
            ),
        ),
        Words(
            "de",
            (
                "Fluss tritt über die Ufer und teilt die Altstadt",
                "Brücke nach Regennacht gesperrt",
                "Hunderte verlassen ihre Häuser",
                "Turnhalle öffnet für Familien ohne Dach",
            ),
            (
                "Bis zum Morgen fuhren Boote von Tür zu Tür, vermisst wird niemand.",
                "Die Straße bleibt mindestens eine Woche gesperrt, teilt die Stadt mit.",
                "Auf dem Marktplatz stand das Wasser zwei Meter hoch.",
            ),
            (
                "Das Wasser kam kurz nach {n} Uhr in der Nacht, als die meisten in den unteren Straßen schliefen.",
                "Die Feuerwehr zählte {n} Einsätze in der ersten Stunde und bat Nachbarorte um Boote.",
                "Am Morgen war der Marktplatz ein See, nur die Dächer der Stände ragten heraus.",
                "Der Bürgermeister sagte, dass {n} Haushalte seit dem Abend ohne Strom seien.",
                "Fachleute wollen die Brücke am Donnerstag prüfen, rechnen aber nicht mit einer schnellen Öffnung.",
                "Versicherer sprachen von {n} Millionen Schaden, eine Zahl, der das Land widerspricht.",
                "Kinder schliefen auf Matten in der Turnhalle, während Eltern Möbel nach oben trugen.",
            ),
            (
                "Der Marktplatz am Dienstagmorgen, vom Turm aus gesehen",
                "Feuerwehrleute tragen eine Frau aus dem Haus",
                "Was vom Steg an der Mühle blieb",
                "Freiwillige füllen Sandsäcke neben der Schule",
                "Ein Bus steht bis zu den Fenstern im Wasser",
            ),
            ("Katrin Vogelsang", "Jörg Amstätter", "Lena Brückner", "Uwe Harms", "Silke Oetjen"),
            (
                "Wasser steht jetzt an der zweiten Stufe, bitte langsam fahren",
                "Die Brücke ist zu, kommt nicht zum Fotografieren",
            ),
        ),
        Words(
            "fr",
            (
                "La rivière déborde et coupe la vieille ville en deux",
                "Le pont fermé après une nuit de pluie",
                "Des centaines d’habitants quittent leur maison",
                "Le gymnase ouvert aux familles sans toit",
            ),
            (
                "Des barques sont passées de porte en porte jusqu’au matin.",
                "La route restera fermée au moins une semaine, selon la mairie.",
                "L’eau atteignait deux mètres sur la place du marché.",
            ),
            (
                "L’eau est arrivée peu après {n} heures, quand la plupart des riverains dormaient.",
                "Les pompiers ont reçu {n} appels dans la première heure et demandé des barques aux communes voisines.",
                "Au matin, la place du marché était un lac, et seul le haut des étals dépassait.",
                "Le maire a déclaré que {n} foyers étaient privés d’électricité depuis la veille au soir.",
                "Les ingénieurs examineront le pont jeudi, sans espoir de le rouvrir bientôt.",
                "Les assureurs parlent de {n} millions de dégâts, un chiffre que la région conteste.",
                "Les enfants ont dormi sur des tapis dans le gymnase pendant que les parents montaient les meubles.",
            ),
            (
                "La place du marché mardi matin, vue du clocher",
                "Des pompiers portent une femme hors de sa maison",
                "Ce qui reste de la passerelle près du moulin",
                "Des volontaires remplissent des sacs de sable",
                "Un car dans l’eau jusqu’aux vitres",
            ),
            ("Claire Dubreuil", "Antoine Lescure", "Mireille Castan", "Hugo Perrault", "Nadia Belhaj"),
            ("L’eau monte dans notre rue, roulez doucement", "Le pont est fermé, n’y allez pas"),
        ),
        Words(
            "es",
            (
                "El río se desborda y parte en dos el casco antiguo",
                "Cierran el puente tras una noche de lluvia",
                "Cientos de vecinos dejan sus casas",
                "El gimnasio acoge a familias sin techo",
            ),
            (
                "Las barcas fueron de puerta en puerta hasta la mañana.",
                "La carretera seguirá cortada al menos una semana, según el ayuntamiento.",
                "El agua llegó a dos metros en la plaza del mercado.",
            ),
            (
                "El agua llegó poco después de las {n}, cuando la mayoría de los vecinos dormía.",
                "Los bomberos recibieron {n} llamadas en la primera hora y pidieron barcas a los pueblos vecinos.",
                "Por la mañana la plaza del mercado era un lago y solo se veía el techo de los puestos.",
                "El alcalde explicó que {n} hogares seguían sin luz desde la noche anterior.",
                "Los ingenieros revisarán el puente el jueves, aunque no esperan abrirlo pronto.",
                "Las aseguradoras hablan de {n} millones en daños, una cifra que la región discute.",
                "Los niños durmieron en colchonetas mientras sus padres subían los muebles al piso de arriba.",
            ),
            (
                "La plaza del mercado el martes por la mañana",
                "Bomberos sacan a una mujer de su casa",
                "Lo que queda de la pasarela junto al molino",
                "Voluntarios llenan sacos de arena",
                "Un autobús con el agua hasta las ventanas",
            ),
            ("Lucía Barrientos", "Diego Santamarta", "Rosa Villanúa", "Iñaki Etxarte", "Carmen Olvera"),
            ("El agua sube en nuestra calle, circulen despacio", "El puente está cerrado, no vayan"),
        ),
        Words(
            "pt",
            (
                "Rio transborda e divide a cidade velha",
                "Ponte fechada depois de noite de chuva",
                "Centenas deixam as suas casas",
                "Ginásio recebe famílias sem teto",
            ),
            (
                "Barcos foram de porta em porta até de manhã.",
                "A estrada ficará cortada pelo menos uma semana, diz a câmara.",
                "A água chegou a dois metros na praça do mercado.",
            ),
            (
                "A água chegou pouco depois das {n}, quando a maioria dos moradores dormia.",
                "Os bombeiros contaram {n} chamadas na primeira hora e pediram barcos às cidades vizinhas.",
                "De manhã a praça do mercado era um lago e só se via o topo das bancas.",
                "O presidente da câmara disse que {n} casas estavam sem luz desde a noite.",
                "Os engenheiros vão ver a ponte na quinta-feira, mas não esperam abri-la em breve.",
                "As seguradoras falam em {n} milhões de prejuízo, número que a região contesta.",
                "As crianças dormiram em colchões no ginásio enquanto os pais subiam os móveis.",
            ),
            (
                "A praça do mercado na manhã de terça-feira",
                "Bombeiros retiram uma mulher de casa",
                "O que resta da passagem junto ao moinho",
                "Voluntários enchem sacos de areia",
                "Um autocarro com água até às janelas",
            ),
            ("Inês Carvalhal", "Rui Figueira", "Marta Sobral", "Tiago Leiria", "Helena Prado"),
            ("A água sobe na nossa rua, conduzam devagar", "A ponte está fechada, não vão lá"),
        ),
        Words(
            "it",
            (
                "Il fiume esonda e divide il centro storico",
                "Ponte chiuso dopo una notte di pioggia",
                "In centinaia lasciano le case",
                "La palestra accoglie le famiglie senza tetto",
            ),
            (
                "Le barche sono andate di porta in porta fino al mattino.",
                "La strada resterà chiusa almeno una settimana, dice il comune.",
                "L’acqua ha raggiunto i due metri in piazza del mercato.",
            ),
            (
                "L’acqua è arrivata poco dopo le {n}, quando quasi tutti dormivano nelle vie basse.",
                "I vigili del fuoco hanno ricevuto {n} chiamate nella prima ora e chiesto barche ai comuni vicini.",
                "Al mattino la piazza era un lago e si vedevano solo i tetti delle bancarelle.",
                "Il sindaco ha detto che {n} famiglie sono senza corrente dalla sera prima.",
                "I tecnici esamineranno il ponte giovedì, ma non prevedono di riaprirlo presto.",
                "Le assicurazioni parlano di {n} milioni di danni, cifra che la regione contesta.",
                "I bambini hanno dormito sui materassi mentre i genitori portavano i mobili di sopra.",
            ),
            (
                "La piazza del mercato martedì mattina",
                "I vigili del fuoco portano in salvo una donna",
                "Quel che resta della passerella al mulino",
                "Volontari riempiono sacchi di sabbia",
                "Un autobus con l’acqua ai finestrini",
            ),
            ("Giulia Ferraris", "Marco Bellandi", "Paola Gritti", "Sandro Moioli", "Elisa Tonon"),
            ("L’acqua sale nella nostra via, andate piano", "Il ponte è chiuso, non andateci"),
        ),
        Words(
            "pl",
            (
                "Rzeka wystąpiła z brzegów i przecięła stare miasto",
                "Most zamknięty po nocy ulewnego deszczu",
                "Setki osób opuszczają domy",
                "Sala gimnastyczna dla rodzin bez dachu",
            ),
            (
                "Łodzie pływały od drzwi do drzwi aż do rana.",
                "Droga pozostanie zamknięta co najmniej tydzień, podaje urząd.",
                "Na rynku woda sięgała dwóch metrów.",
            ),
            (
                "Woda przyszła krótko po godzinie {n}, gdy większość mieszkańców dolnych ulic spała.",
                "Strażacy odebrali {n} zgłoszeń w pierwszej godzinie i poprosili sąsiednie gminy o łodzie.",
                "Rano rynek był jeziorem, a widać było tylko dachy straganów.",
                "Burmistrz powiedział, że {n} domów nie ma prądu od wieczora.",
                "Inżynierowie obejrzą most w czwartek, ale nie spodziewają się szybkiego otwarcia.",
                "Ubezpieczyciele mówią o {n} milionach strat, czemu region zaprzecza.",
                "Dzieci spały na materacach, a rodzice wynosili meble na piętro.",
            ),
            (
                "Rynek we wtorek rano, widok z wieży",
                "Strażacy wynoszą kobietę z zalanego domu",
                "Resztki kładki przy młynie",
                "Ochotnicy napełniają worki piaskiem",
                "Autobus stoi w wodzie po okna",
            ),
            ("Agnieszka Sowa", "Piotr Walczyk", "Ewa Grzelak", "Marek Bielik", "Joanna Turek"),
            ("Woda na naszej ulicy, jedźcie powoli", "Most zamknięty, nie przyjeżdżajcie"),
        ),
        Words(
            "tr",
            (
                "Nehir taştı, eski kenti ikiye böldü",
                "Yağmurlu geceden sonra köprü kapatıldı",
                "Yüzlerce kişi evini terk etti",
                "Spor salonu evsiz kalan ailelere açıldı",
            ),
            (
                "Tekneler sabaha kadar kapı kapı dolaştı.",
                "Belediyeye göre yol en az bir hafta kapalı kalacak.",
                "Pazar meydanında su iki metreye ulaştı.",
            ),
            (
                "Su gece saat {n} sularında, aşağı sokaklarda herkes uyurken geldi.",
                "İtfaiye ilk bir saatte {n} çağrı aldı ve komşu ilçelerden tekne istedi.",
                "Sabah olduğunda pazar meydanı bir göle dönmüştü, yalnız tezgâhların tepesi görünüyordu.",
                "Belediye başkanı {n} hanenin akşamdan beri elektriksiz olduğunu söyledi.",
                "Mühendisler köprüyü perşembe günü inceleyecek, yakında açılması beklenmiyor.",
                "Sigortacılar {n} milyonluk zarardan söz ediyor, bölge bu rakama itiraz ediyor.",
                "Çocuklar salondaki minderlerde uyurken anne babalar eşyaları üst kata taşıdı.",
            ),
            (
                "Salı sabahı pazar meydanı, kuleden görünüm",
                "İtfaiyeciler bir kadını evinden çıkarıyor",
                "Değirmenin yanındaki köprüden kalanlar",
                "Gönüllüler kum torbası dolduruyor",
                "Pencerelerine kadar suya gömülen otobüs",
            ),
            ("Elif Karasu", "Murat Demirel", "Zeynep Ateş", "Cem Yücel", "Derya Ünal"),
            ("Sokağımızda su yükseliyor, yavaş gidin", "Köprü kapalı, oraya gitmeyin"),
        ),
        Words(
            "uk",
            (
                "Річка вийшла з берегів і розділила старе місто",
                "Міст закрили після ночі сильного дощу",
                "Сотні людей залишають домівки",
                "Спортзал відкрили для родин без даху",
            ),
            (
                "Човни ходили від дверей до дверей до самого ранку.",
                "Дорога буде закрита щонайменше тиждень, кажуть у міськраді.",
                "На ринковій площі вода стояла на два метри.",
            ),
            (
                "Вода прийшла незабаром після {n} години ночі, коли більшість мешканців спала.",
                "Рятувальники отримали {n} викликів за першу годину і попросили човни у сусідніх громад.",
                "На ранок ринкова площа стала озером, видно було лише дахи яток.",
                "Мер повідомив, що {n} родин від вечора залишаються без світла.",
                "Інженери оглянуть міст у четвер, але скорого відкриття не чекають.",
                "Страховики говорять про {n} мільйонів збитків, область цю цифру заперечує.",
                "Діти спали на матах у спортзалі, а батьки переносили меблі нагору.",
            ),
            (
                "Ринкова площа у вівторок вранці, вид з вежі",
                "Рятувальники виносять жінку з будинку",
                "Що лишилося від містка біля млина",
                "Добровольці наповнюють мішки піском",
                "Автобус у воді до вікон",
            ),
            ("Олена Кравчук", "Тарас Левченко", "Ірина Сидорук", "Богдан Мельник", "Наталя Гончар"),
            ("Вода на нашій вулиці, їдьте повільно", "Міст закрито, не їдьте туди"),
        ),
        Words(
            "ar",
            (
                "النهر يفيض ويقسم المدينة القديمة",
                "إغلاق الجسر بعد ليلة من الأمطار",
                "مئات السكان يغادرون منازلهم",
                "فتح صالة المدرسة للعائلات بلا مأوى",
            ),
            (
                "جابت القوارب الشوارع من باب إلى باب حتى الصباح.",
                "يبقى الطريق مغلقا أسبوعا على الأقل بحسب البلدية.",
                "بلغ ارتفاع المياه مترين في ساحة السوق.",
            ),
            (
                "وصلت المياه بعد الساعة {n} ليلا بقليل عندما كان معظم سكان الشوارع السفلى نائمين.",
                "تلقى رجال الإطفاء {n} نداء في الساعة الأولى وطلبوا قوارب من البلدات المجاورة.",
                "في الصباح صارت ساحة السوق بحيرة ولم تظهر سوى أسطح الأكشاك.",
                "قال رئيس البلدية إن {n} منزلا بلا كهرباء منذ مساء أمس.",
                "يفحص المهندسون الجسر يوم الخميس لكنهم لا يتوقعون فتحه قريبا.",
                "تحدثت شركات التأمين عن أضرار بقيمة {n} مليونا وهو رقم تعترض عليه المحافظة.",
                "نام الأطفال على فرش في صالة الرياضة بينما نقل الآباء الأثاث إلى الطابق العلوي.",
            ),
            (
                "ساحة السوق صباح الثلاثاء كما تبدو من البرج",
                "رجال الإطفاء يخرجون امرأة من منزلها",
                "ما تبقى من الجسر الصغير قرب الطاحونة",
                "متطوعون يملأون أكياس الرمل",
                "حافلة غارقة حتى نوافذها",
            ),
            ("أحمد الشامي", "ليلى حداد", "سامر قاسم", "نور العلي", "هدى منصور"),
            ("المياه ترتفع في شارعنا، قودوا ببطء", "الجسر مغلق، لا تذهبوا إلى هناك"),
        ),
    )
}
