"""The posts of the sample case: who wrote what, where and when, and which files they showed. All of it is invented.

Times are in UTC. A post is written as (time, platform, handle, words, files).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firstseen.sample.identifiers import address, post_id

__all__ = ["CONTRADICTED_BY", "MISSING_PICTURE", "Post", "posts"]

_Row = tuple[str, str, str, str, tuple[str, ...]]

CONTRADICTED_BY = timedelta(days=1)
"""How much earlier than its identifier one post states that it was published."""

MISSING_PICTURE = "photo_2024-05-16_09-00-12.jpg"
"""A picture that a post names and that was not collected."""

_OLD: tuple[_Row, ...] = (
    (
        "2022-05-19 16:05:12",
        "x",
        "ilven_walks",
        "High water round the chapel on Aldwen Knoll after three days of rain. It should fall by Sunday.",
        ("FTPw2uYWQAEmK5a.jpg",),
    ),
)

_FIRST_DAY: tuple[_Row, ...] = (
    (
        "2024-05-14 04:20:41",
        "telegram",
        "velmora_river_gauge",
        "Gauge at the weir 612 cm and rising. All five gates are open.",
        ("photo_2024-05-14_06-20-41.jpg",),
    ),
    (
        "2024-05-14 04:52:08",
        "x",
        "velmora_watch_24",
        "The weir above Velmora, half an hour ago. Lower Quay is being cleared.",
        ("GNf3qWeXgAAx1Tz.jpg",),
    ),
    (
        "2024-05-14 05:31:17",
        "telegram",
        "velmora_ua_hromada",
        "Усі п'ять шлюзів відкрито. Якщо ви на Нижній набережній, виходьте зараз.",
        ("weir_open_share.jpg",),
    ),
    (
        "2024-05-14 06:40:02",
        "mastodon",
        "brannoch_velmora",
        "Water in the cellars of Tanners' Row. The pumps are not keeping up.",
        (),
    ),
    (
        "2024-05-14 08:57:33",
        "x",
        "velmora_watch_24",
        "Mill Street this morning. Please do not try to drive through.",
        ("GNgA2kVXoAAr7Lc.jpg",),
    ),
    (
        "2024-05-14 09:10:26",
        "x",
        "ilven_valley_news",
        "The clock tower in Velmora, from a reader.",
        ("GNgLr0pWIAA5bHe.jpg",),
    ),
    (
        "2024-05-14 09:35:50",
        "telegram",
        "velmora_ua_hromada",
        "Вулиця Млинова. Вода стоїть вище порогів, люди на других поверхах, рятувальники працюють.",
        ("IMG-20240514-WA0007.jpg",),
    ),
    (
        "2024-05-14 09:50:13",
        "x",
        "dremna_today",
        "Dremna this morning, the whole centre is flooded.",
        ("FB_IMG_1715680213000.jpg",),
    ),
    (
        "2024-05-14 10:22:41",
        "bluesky",
        "kaela-velmora",
        "My street. We carried my neighbour's mother up to the third floor. She asked for her radio.",
        ("e41c0f7a92.jpg",),
    ),
    (
        "2024-05-14 11:30:05",
        "instagram",
        "tamsin.velmora.photo",
        "Market square, 11 am. I took this from the steps of the town hall. The stalls are still tied down.",
        ("IMG_2031.jpg",),
    ),
    (
        "2024-05-14 12:14:59",
        "x",
        "nashra_ilven",
        "ساحة السوق في فيلمورا. الماء يصل إلى طاولات الباعة، ولا أخبار عن إصابات حتى الآن.",
        ("market_grey.jpg",),
    ),
    (
        "2024-05-14 13:02:30",
        "x",
        "channel6_velmora",
        "Our pictures from Mill Street. More at six.",
        ("main_street_logo.jpg",),
    ),
    (
        "2024-05-14 14:45:11",
        "mastodon",
        "brannoch_velmora",
        "The sports hall on the hill is open: beds, tea, blankets. Bring medicines and papers.",
        (),
    ),
    (
        "2024-05-14 15:20:37",
        "x",
        "cours_ilven",
        "À Velmora, les habitants montent un mur de sacs de sable sur le quai. L'eau est attendue cette nuit.",
        (),
    ),
    (
        "2024-05-14 17:02:55",
        "telegram",
        "velmora_river_gauge",
        "Market square at seven in the evening. 688 cm.",
        ("photo_2024-05-14_19-02-55.jpg",),
    ),
    (
        "2024-05-14 17:44:08",
        "instagram",
        "tamsin.velmora.photo",
        "The Old Bridge at dusk. It has stood four hundred years. We counted one metre of air under the arches.",
        ("IMG_2064.jpg",),
    ),
    ("2024-05-14 18:10:22", "tiktok", "velmora.evening", "The Old Bridge tonight", ("7312264401.jpg",)),
    (
        "2024-05-14 18:31:46",
        "x",
        "velmora_watch_24",
        "The Old Bridge is closed to everyone, also on foot.",
        ("GNhkXz1WgAAs3Pd.jpg",),
    ),
    (
        "2024-05-14 18:44:18",
        "telegram",
        "velmora_helpers",
        "Thank you to all who came to the quay. The wall is five bags high.",
        ("photo_2024-05-14_20-44-18.jpg",),
    ),
    ("2024-05-14 19:26:03", "instagram", "quay.side.velmora", "Hands hurt. Worth it.", ("sandbags_insta.jpg",)),
    (
        "2024-05-14 21:14:09",
        "mastodon",
        "oda_velmora",
        "Tanner's Lane by torchlight. The fire service is taking people off by boat, stair by stair.",
        ("IMG_20240514_231409.jpg",),
    ),
    (
        "2024-05-14 22:03:40",
        "x",
        "powiat_velmora",
        "Wał z worków na nabrzeżu trzyma. Prosimy nie wchodzić na nabrzeże w nocy.",
        ("GNiWm5oXkAAn8Yb.jpg",),
    ),
)

_SECOND_DAY: tuple[_Row, ...] = (
    (
        "2024-05-15 00:48:51",
        "x",
        "oda_at_velmora",
        "They came with a boat at two in the morning. Everyone from our stairs is safe.",
        ("GNi0Hd3XAAEw2Fk.jpg",),
    ),
    (
        "2024-05-15 03:05:20",
        "x",
        "ilven_weir_fan",
        "I filmed the weir before any warning was given. Ask them why.",
        ("GNh7vLmWsAEk9Qd.jpg",),
    ),
    ("2024-05-15 04:31:00", "x", "morning_ledger_vlm", "Today's front page.", ("the_morning_ledger_2024-05-15.jpg",)),
    (
        "2024-05-15 04:50:44",
        "instagram",
        "tamsin.velmora.photo",
        "Same bridge, from the other bank, in the mist. Still standing.",
        ("IMG_2079.jpg",),
    ),
    (
        "2024-05-15 05:22:19",
        "bluesky",
        "hillside-velmora",
        "From the vineyard at dawn. I could hear the water from up here.",
        ("panorama_dawn.jpg",),
    ),
    ("2024-05-15 06:15:58", "x", "mostovi_ilven", "Старий міст уранці. Тримається.", ("GNjQ4eVXIAAt5Rc.jpg",)),
    (
        "2024-05-15 06:25:33",
        "telegram",
        "velmora_helpers",
        "Passing this on: Mill Street is not passable by car.",
        ("Screenshot_20240515-081152.png",),
    ),
    (
        "2024-05-15 07:12:37",
        "telegram",
        "velmora_ua_hromada",
        "Вельмора, двір біля лікарні. Власника синього авто просять відгукнутися.",
        ("photo_2024-05-15_09-12-37.jpg",),
    ),
    (
        "2024-05-15 07:40:15",
        "x",
        "nashra_ilven",
        "فيلمورا من التلال عند الفجر. البلدة القديمة كلها وسط الماء.",
        ("GNjbK7sWcAAq2Zl.jpg",),
    ),
    (
        "2024-05-15 08:20:02",
        "telegram",
        "velmora_helpers",
        "Good news from last night.",
        ("Screenshot_20240515-101522.png",),
    ),
    (
        "2024-05-15 09:05:27",
        "x",
        "dremna_today",
        "Dremna, behind the station. Cars under water, nobody hurt.",
        ("GNkA5nRWMAAv8Lj.jpg",),
    ),
    (
        "2024-05-15 10:33:49",
        "mastodon",
        "brannoch_velmora",
        "The old grain warehouse. They are bringing insulin in and two families out.",
        ("DSC_0418.jpg",),
    ),
    (
        "2024-05-15 11:18:06",
        "x",
        "ilven_valley_news",
        "Boats reach the grain warehouse in Velmora.",
        ("warehouse_crop.jpg",),
    ),
    (
        "2024-05-15 12:41:54",
        "x",
        "what_is_in_it_vlm",
        "Look closely at the boat. Three people, one stretcher. Where are the others?",
        ("GNk2Rt8W0AAj6Mx.jpg",),
    ),
    (
        "2024-05-15 14:09:31",
        "x",
        "velmora_live_now",
        "Right now at Aldwen Knoll! Nobody can reach the chapel. Share this.",
        ("GNkWb9xXYAAd1Uf.jpg",),
    ),
    (
        "2024-05-15 15:48:30",
        "telegram",
        "velmora_live_now",
        "TODAY. The chapel of Aldwen Knoll.",
        ("photo_2024-05-15_17-48-30.jpg",),
    ),
    (
        "2024-05-15 16:20:12",
        "x",
        "powiat_velmora",
        "Kaplica na wzgórzu jest bezpieczna. Nie ma tam wody, sprawdziliśmy o 16.",
        (),
    ),
    (
        "2024-05-15 17:02:45",
        "x",
        "nashra_ilven",
        "كنيسة صغيرة محاصرة بالمياه اليوم قرب فيلمورا، بحسب ما يتداوله الناس.",
        ("chapel_share_small.jpg",),
    ),
    (
        "2024-05-15 18:40:39",
        "telegram",
        "velmora_helpers",
        "Does anyone know whether this is true? We have a boat.",
        ("Screenshot_20240515-203307.png",),
    ),
    (
        "2024-05-15 19:11:27",
        "bluesky",
        "kaela-velmora",
        "Someone put this on the wall of the sports hall.",
        ("GNiC8yTWQAAz4Vn.jpg",),
    ),
)

_LAST_DAYS: tuple[_Row, ...] = (
    (
        "2024-05-16 07:00:12",
        "telegram",
        "velmora_river_gauge",
        "Gauge at the weir 640 cm, falling. Picture of the staff.",
        (MISSING_PICTURE,),
    ),
    (
        "2024-05-16 08:14:21",
        "mastodon",
        "brannoch_velmora",
        "The lower town from the air, with the fire service's drone. Thursday, ten in the morning.",
        ("DJI_0093.jpg",),
    ),
    ("2024-05-16 08:52:36", "x", "velmora_watch_24", "The lower town from above.", ("GNkp0qLW4AAe9Hs.jpg",)),
    (
        "2024-05-16 10:07:44",
        "telegram",
        "velmora_helpers",
        "On the screen at the shelter. People are looking for their roofs.",
        ("IMG_20240516_120744.jpg",),
    ),
    (
        "2024-05-16 11:25:09",
        "mastodon",
        "brannoch_velmora",
        "The road to Hollin. It goes under after the third poplar.",
        ("DJI_0117.jpg",),
    ),
    (
        "2024-05-16 12:00:58",
        "x",
        "cours_ilven",
        "La route de Hollin est coupée. Contournez par le plateau.",
        ("GNmT6fYXEAAb3Kw.jpg",),
    ),
    ("2024-05-16 13:34:17", "instagram", "line.to.hollin.velmora", "End of the line.", ("railway_end.jpg",)),
    (
        "2024-05-16 14:12:50",
        "x",
        "valley_line_vlm",
        "No trains beyond Hollin Halt until further notice.",
        ("GNmJw1cXQAAo7Tg.jpg",),
    ),
    ("2024-05-16 16:40:33", "x", "ilven_tv_vlm", "Tonight: the town and its river.", ("velmora_before_us.jpg",)),
    (
        "2024-05-16 18:05:14",
        "instagram",
        "tamsin.velmora.photo",
        "The fields at Hollin. Quiet at last.",
        ("IMG_2102.jpg",),
    ),
    (
        "2024-05-16 18:59:47",
        "bluesky",
        "hillside-velmora",
        "I did not expect it to be beautiful.",
        ("fields_filter.jpg",),
    ),
    (
        "2024-05-16 20:21:30",
        "x",
        "bridge_friends_vlm",
        "Thinking of the Old Bridge. It held.",
        ("bridge_old_film.jpg",),
    ),
    ("2024-05-17 04:15:00", "x", "valley_post_vlm", "Our front page today.", ("the_valley_post_2024-05-17.jpg",)),
    (
        "2024-05-17 07:48:25",
        "instagram",
        "tamsin.velmora.photo",
        "Baker's Lane, the first dry morning. Everything is the colour of the river.",
        ("IMG_2140.jpg",),
    ),
    (
        "2024-05-17 08:30:52",
        "x",
        "nashra_ilven",
        "انحسر الماء وبقي الطين. الجيران ينظفون معا.",
        ("GNxd3hPWkAAg2Yt.jpg",),
    ),
    (
        "2024-05-17 10:12:19",
        "telegram",
        "velmora_ua_hromada",
        "Потрібні лопати, рукавиці, питна вода. Збір о 14:00 біля годинникової вежі.",
        (),
    ),
    ("2024-05-17 12:26:40", "mastodon", "brannoch_velmora", "Four days.", ("four_days_velmora.jpg",)),
    ("2024-05-17 16:03:08", "x", "velmora_watch_24", "Thank you. We will now sleep.", ()),
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post: `when` it was made (its identifier says so) and when it `states` that it was published."""

    id: str
    platform: str
    url: str
    author: str
    when: datetime
    stated: str
    text: str
    files: tuple[str, ...]


def posts() -> tuple[Post, ...]:
    """All posts in the order of time."""
    rows = (*_OLD, *_FIRST_DAY, *_SECOND_DAY, *_LAST_DAYS)
    return tuple(_post(number, *row) for number, row in enumerate(rows))


def _post(number: int, time: str, platform: str, handle: str, text: str, files: tuple[str, ...]) -> Post:
    when = datetime.strptime(time, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    made = when + timedelta(milliseconds=137 + number * 61 % 800)
    identifier = post_id(platform, made, number)
    said = when - CONTRADICTED_BY if handle == "ilven_weir_fan" else when
    return Post(
        identifier, platform, address(platform, handle, identifier), handle, when, _stated(said, platform), text, files
    )


def _stated(when: datetime, platform: str) -> str:
    """The time as that platform's exports write it: Telegram's with the town's zone, the others' in UTC."""
    if platform == "telegram":
        local = when + timedelta(hours=2)
        return local.strftime("%Y-%m-%dT%H:%M:%S+02:00")
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
