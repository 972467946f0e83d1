"""One page being drawn, and its truth: each picture has a token of its own, which stands in all its addresses."""

from __future__ import annotations

import base64
import io
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from PIL import Image

from bench.pages.words import LANGUAGES, Words

__all__ = ["Drawing", "Picture", "Post", "Truth"]

_TID = "234567abcdefghijklmnopqrstuvwxyz"
_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page shows: its size in pixels, its words, and `furniture`: None for the article's own."""

    token: str
    url: str
    width: int
    height: int
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    furniture: str | None = None
    post: str | None = None

    @property
    def file(self) -> str:
        """The last part of the address."""
        return self.url.rpartition("/")[2]

    def sized(self, width: int) -> str:
        """The address of a smaller version, as content systems write it."""
        stem, _, ending = self.url.rpartition(".")
        return f"{stem}-{width}x{round(width * self.height / self.width)}.{ending}"

    def asked(self, query: str) -> str:
        """The address with a query that asks for a version."""
        return f"{self.url}?{query}"

    def bytes(self) -> bytes:
        """A file of this size that holds the token."""
        out = io.BytesIO()
        Image.new("RGB", (self.width, self.height), (90, 120, 140)).save(out, "JPEG", comment=self.token.encode())
        return out.getvalue()

    def inline(self) -> str:
        """The file as a data: URI."""
        return "data:image/jpeg;base64," + base64.b64encode(self.bytes()).decode()


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a page embeds. `text` None: the snippet does not hold the words."""

    platform: str
    post_id: str
    handle: str | None
    name: str | None
    text: str | None
    time: datetime

    @property
    def key(self) -> str:
        """Platform and identifier."""
        return f"{self.platform}:{self.post_id}"


@dataclass(slots=True)
class Truth:
    """What a drawn page says. None: the page does not say it, or what it says is not asked about."""

    headline: str | None = None
    standfirst: str | None = None
    author: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    pictures: list[Picture] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


class Drawing:
    """Gives a layout its words and pictures, and keeps the truth of what was given."""

    def __init__(self, family: str, number: int, language: str, site: str) -> None:
        self.random = random.Random(f"{family} {number}")
        self.words: Words = LANGUAGES[language]
        self.site = site
        r = self.random
        self.headline = r.choice(self.words.headlines)
        self.standfirst = r.choice(self.words.standfirsts)
        self.author = r.choice(self.words.people)
        self.published = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(minutes=r.randrange(60 * 24 * 365 * 6))
        self.modified = self.published + timedelta(minutes=r.randrange(30, 3000))
        self.slug = f"{r.randrange(10**6, 10**7)}"
        self.url = f"https://www.{site}/news/{self.published:%Y/%m/%d}/{self.slug}"
        self.truth = Truth(language=language)
        self._captions = list(self.words.captions)
        r.shuffle(self._captions)
        self._said = 0

    def says(self, *names: str) -> None:
        """The page says these: of headline, standfirst, author, published, modified."""
        for name in names:
            setattr(self.truth, name, getattr(self, name))

    def paragraph(self, sentences: int = 3) -> str:
        """So many sentences."""
        chosen = self.random.sample(self.words.sentences, min(sentences, len(self.words.sentences)))
        return " ".join(one.replace("{n}", str(self.random.randrange(3, 90))) for one in chosen)

    def paragraphs(self, number: int, tag: str = "p", attributes: str = "") -> list[str]:
        """So many paragraphs as elements."""
        begin = f"{tag} {attributes}".rstrip()
        return [f"<{begin}>{self.paragraph(self.random.randrange(2, 5))}</{tag}>" for _ in range(number)]

    def token(self) -> str:
        """Eight characters that stand for one picture."""
        return "".join(self.random.choice("bcdfghjkmnpqrstvwxz") for _ in range(8))

    def photo(
        self,
        *,
        caption: bool = True,
        credit: bool = True,
        alt: bool = True,
        width: int = 1200,
        height: int = 800,
        host: str | None = None,
        folder: str = "media",
        name: str = "{token}.jpg",
        post: Post | None = None,
    ) -> Picture:
        """A picture of the article (or of a post in it)."""
        token = self.token()
        words = self._captions[self._said % len(self._captions)]
        self._said += 1
        picture = Picture(
            token,
            f"https://{host or 'img.' + self.site}/{folder}/{name.format(token=token)}",
            width,
            height,
            words if caption else None,
            self.random.choice(self.words.people) if credit else None,
            words.split(",")[0] + "." if alt else None,
            post=post.key if post else None,
        )
        self.truth.pictures.append(picture)
        return picture

    def thing(
        self,
        what: str,
        width: int = 300,
        height: int = 200,
        *,
        host: str | None = None,
        folder: str = "media",
        name: str = "{token}.jpg",
    ) -> Picture:
        """A piece of furniture, named by what it is."""
        token = self.token()
        url = f"https://{host or 'img.' + self.site}/{folder}/{name.format(token=token)}"
        picture = Picture(token, url, width, height, furniture=what)
        self.truth.pictures.append(picture)
        return picture

    def other(self) -> str:
        """The address of another article of the site."""
        return f"https://www.{self.site}/news/2020/0{self.random.randrange(1, 9)}/{self.random.randrange(10**6, 10**7)}"

    def teaser(self) -> str:
        """The headline of another article."""
        return self.random.choice(self.words.headlines) + f" ({self.random.randrange(2, 99)})"

    def post(self, platform: str, *, words: bool = True) -> Post:
        """A post somewhere else, with an identifier as the platform makes them."""
        r = self.random
        time = (self.published - timedelta(minutes=r.randrange(5, 600))).replace(microsecond=0)
        milliseconds = int(time.timestamp() * 1000)
        handle = r.choice(("river_watch", "old_town_now", "floodnews24", "valley_rescue"))
        code = "".join(r.choice(_CODE) for _ in range(11))
        identifiers = {
            "x": str((milliseconds - 1288834974657) << 22 | r.randrange(1 << 22)),
            "mastodon": str(milliseconds << 16 | r.randrange(1 << 16)),
            "tiktok": str((milliseconds // 1000) << 32 | r.randrange(1 << 32)),
            "bluesky": _tid(milliseconds * 1000),
            "telegram": f"{handle}/{r.randrange(100, 90000)}",
            "facebook": str(r.randrange(10**15, 10**16)),
        }
        post = Post(
            platform,
            identifiers.get(platform, code),
            handle if platform not in ("youtube", "instagram") else None,
            r.choice(self.words.people) if platform == "x" and words else None,
            r.choice(self.words.posts) if words else None,
            time,
        )
        self.truth.posts.append(post)
        return post


def _tid(microseconds: int) -> str:
    number = microseconds << 10
    return "".join(_TID[number >> (5 * place) & 31] for place in range(12, -1, -1))
