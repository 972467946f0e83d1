"""A video or slideshow of TikTok as its web pages receive it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, int_of, list_of, shown, text_of
from firstseen.intake.media_beside import Addressed
from firstseen.intake.notices import Notices
from firstseen.intake.zeeschuimer.collected import Post
from firstseen.model.items import Author, Entity, Link, LinkKind
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["tiktok_post"]

_READ: Final = frozenset(
    {"id", "desc", "createTime", "author", "stats", "statsV2", "video", "imagePost", "music", "textExtra",
     "textLanguage", "poi", "stickersOnItem", "isAd", "duetInfo", "challenges", "contents", "AIGCDescription",
     "aigcLabelType", "locationCreated", "suggestedWords", "anchors", "effectStickers", "playlistId", "warnInfo",
     "contentLocation", "isPinnedItem", "authorName", "authorId", "nickname", "BAInfo", "adAuthorization", "maskType"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"CategoryType", "IsHDBitrate", "authorStats", "authorStatsV2", "backendSourceEventTracking", "collected",
     "digged", "duetDisplay", "duetEnabled", "forFriend", "isReviewing", "itemCommentStatus", "item_control",
     "itemControl", "officalItem", "originalItem", "privateItem", "secret", "shareEnabled", "stitchDisplay",
     "stitchEnabled", "textTranslatable", "diversificationId", "diversificationLabels", "videoSuggestWordsList",
     "indexEnabled", "showNotPass", "vl1", "takeDown", "itemMute", "brandOrganicType", "IsAigc", "event",
     "channelTags", "keywordTags", "isECVideo", "creatorAIComment", "moderationAicStatus", "scheduleTime",
     "HasPromoteEntry"}
)  # fmt: skip
_COUNTS: Final = (
    ("diggCount", "likes"),
    ("playCount", "views"),
    ("commentCount", "replies"),
    ("shareCount", "shares"),
    ("repostCount", "reposts"),
    ("collectCount", "bookmarks"),
)


def tiktok_post(data: Mapping[str, Any], notices: Notices) -> Post | None:
    """The post; None where it has no identifier."""
    post_id = text_of(data, "id")
    if post_id is None:
        return None
    notices.unknown_fields(data, _READ | _SAYS_NOTHING, "data.")
    author = _author(data)
    slides = list(dicts_of(dict_of(data, "imagePost"), "images"))
    stated = text_of(data, "createTime")
    text = text_of(data, "desc")
    form = "photo" if slides else "video"
    language = text_of(data, "textLanguage")
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=f"https://www.tiktok.com/@{author.handle if author and author.handle else ''}/{form}/{post_id}",
        author=author,
        title=text_of(dict_of(data, "imagePost"), "title"),
        text=text,
        entities=tuple(_entities(text or "", data)),
        times=(StatedTime(TimeRole.PUBLISHED, stated, "createTime of the post"),) if stated else (),
        media=tuple(_slides(slides, post_id) if slides else _video(data, post_id)),
        links=tuple(_links(data)),
        language=None if language in (None, "un") else language,
        sensitive=True if dict_of(data, "warnInfo") or list_of(data, "warnInfo") else None,
        counts=_counts(data),
        extra=dict(_extra(data)),
    )


def _author(data: Mapping[str, Any]) -> Author | None:
    user = dict_of(data, "author")
    author = Author(
        id=text_of(user, "id") or text_of(data, "authorId"),
        handle=text_of(user, "uniqueId") or text_of(data, "author"),
        name=text_of(user, "nickname") or text_of(data, "nickname"),
    )
    return author if author.shown() else None


def _entities(text: str, data: Mapping[str, Any]) -> Iterator[Entity]:
    """Hashtags and mentions; TikTok counts in units of UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    for mark in dicts_of(data, "textExtra"):
        start, end = int_of(mark, "start"), int_of(mark, "end")
        if start is None or end is None or not 0 <= start < end <= len(units) // 2:
            continue
        first = len(units[: start * 2].decode("utf-16-le", "ignore"))
        last = len(units[: end * 2].decode("utf-16-le", "ignore"))
        tag, user = text_of(mark, "hashtagName"), text_of(mark, "userUniqueId")
        if tag is not None or user is not None:
            yield Entity("hashtag" if tag else "mention", first, last, tag or user)


def _video(data: Mapping[str, Any], post_id: str) -> Iterator[Addressed]:
    video = dict_of(data, "video")
    if not video:
        return
    yield Addressed(
        address=text_of(video, "downloadAddr", "playAddr") or _first(dict_of(video, "PlayAddrStruct"), "UrlList"),
        names=(f"{post_id}.mp4", f"{text_of(video, 'id') or post_id}.mp4"),
        identifiers=(post_id,),
        film=True,
        still=text_of(video, "originCover", "cover"),
    )


def _slides(slides: list[dict[str, Any]], post_id: str) -> Iterator[Addressed]:
    for position, slide in enumerate(slides):
        yield Addressed(
            address=_first(dict_of(slide, "imageURL"), "urlList"),
            names=(f"{post_id}_{position + 1}.jpg",),
            identifiers=(post_id,),
            position=position,
            alone=len(slides) == 1,
        )


def _first(holder: Mapping[str, Any], name: str) -> str | None:
    return next((one for one in list_of(holder, name) if isinstance(one, str)), None)


def _links(data: Mapping[str, Any]) -> Iterator[Link]:
    beside = text_of(dict_of(data, "duetInfo"), "duetFromId")
    if beside is not None and beside != "0":
        yield Link(LinkKind.EMBEDS, "tiktok", beside)


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    """The figures; `statsV2` has them as text, exact where `stats` is rounded or cut to 32 bits."""
    exact, rounded = dict_of(data, "statsV2"), dict_of(data, "stats")
    counts = {}
    for name, ours in _COUNTS:
        count = int_of(exact, name)
        count = int_of(rounded, name) if count is None else count
        if count is not None:
            counts[ours] = count
    return counts


def _extra(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    said = [
        line
        for sticker in dicts_of(data, "stickersOnItem")
        for line in list_of(sticker, "stickerText")
        if isinstance(line, str)
    ]
    if said:
        yield "written on the video", "\n".join(said)
    music = dict_of(data, "music")
    if title := text_of(music, "title"):
        by = text_of(music, "authorName")
        yield "sound", f"{title}, {by}" if by else title
    place = dict_of(data, "poi")
    if place:
        named = (text_of(place, name) for name in ("name", "address", "city", "country"))
        yield "place", ", ".join(dict.fromkeys(one for one in named if one))
    if data.get("isAd") is True:
        yield "promoted", "true"
    for name, ours in (
        ("locationCreated", "country where it was made, as TikTok says"),
        ("AIGCDescription", "made with AI, as TikTok says"),
        ("aigcLabelType", "label of AI, as TikTok says"),
        ("duetInfo", "duet"),
        ("warnInfo", "warning"),
    ):
        text = shown(data.get(name))
        if text is not None and text != "0" and '"duetFromId":"0"' not in text:
            yield ours, text
