"""The pictures of a page, as it names them: each once, with its words, all the addresses that would give it, and
whether it is the article's or furniture.

Lazy images, srcset, picture elements, background images, posters of videos, amp-img, Open Graph and JSON-LD are read.
Passed over without a word: drawings (SVG), and data: URIs too short for a picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from firstseen.intake.page.addresses import absolute, is_data_uri
from firstseen.intake.page.advertisers import address_mark
from firstseen.intake.page.captions import caption_of
from firstseen.intake.page.facts import Meta
from firstseen.intake.page.furniture import Furniture
from firstseen.intake.page.linked_data import Article
from firstseen.intake.page.marks import Mark, path_mark
from firstseen.intake.page.model import PageFurniture, PagePicture
from firstseen.intake.page.parsing import Element, ancestors, classes, elements
from firstseen.intake.page.references import IMAGES, Backgrounds, image_references, is_preview, lazy_references
from firstseen.intake.page.variants import saved_name, variant_key

__all__ = ["PictureList"]

_MAX_PICTURES = 20_000
_SMALLEST_DATA = 200
"""Characters of a data: URI below which it is a point or a placeholder, not a picture."""
_REPEATED = 3
"""Places on one page from which a picture without a caption is a sign. Opening pictures stand in two: for small screens
and for large ones."""
_AVATAR_ADDRESS = "twimg.com/profile_images/"
_AVATARS = ("useravatar", "tweet-user-avatar")
_AVATAR_CLASSES = frozenset({"avatar", "tgme_widget_message_user_photo", "tgme_widget_message_user"})
_FOR_OTHERS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture and, if it is furniture, why."""

    picture: PagePicture
    reason: Mark | None


class PictureList:
    """Collects the pictures of one page. `passed_over` are the addresses that are no pictures to be shown."""

    def __init__(
        self,
        root: Element,
        base: str | None,
        posts: dict[Element, int],
        judge: Furniture,
        on_many: Collection[str] = (),
    ) -> None:
        self._base = base
        self._posts = posts
        self._judge = judge
        self._on_many = on_many
        self._backgrounds = Backgrounds(root)
        self._found: list[_Seen] = []
        self._place: dict[str, int] = {}
        self._own: set[str] = set()
        self._bare: Counter[str] = Counter()
        self._placeholders = _placeholders(root)
        self.passed_over: set[str] = set()

    def read(self, root: Element, meta: Meta, article: Article | None) -> tuple[PagePicture, ...]:
        """The article's pictures: those in the page first, then those it names only for others to show."""
        named = [*(article.pictures if article else ()), *self._shared(meta)]
        logos = {
            variant_key(url) for one in (article.furniture if article else ()) if (url := absolute(self._base, one))
        }
        named = [one for one in named if not self._is_furniture(one.references[0], logos)]
        self._own = {key for one in named for key in self._keys(one.references)}
        for element in elements(root):
            if len(self._found) >= _MAX_PICTURES:
                break
            if element.tag in IMAGES:
                self._image(element)
            elif element.tag in ("video", "amp-video"):
                self._video(element)
            elif behind := self._backgrounds.of(element):
                self._add(element, behind, element.get("aria-label"))
        self._found = [self._repeated(seen) for seen in self._found]
        alone = self._carries_its_own()
        for picture in named:
            if not self._is_known_furniture(picture):
                self._merge(_Seen(picture, Mark.NAMED if alone else None))
        for one in _furniture_of(article):
            self._merge(_Seen(PagePicture((one,)), Mark.LOGO))
        self.passed_over.update(
            key for seen in self._found if seen.reason for one in seen.picture.references for key in (self._key(one),)
        )
        return tuple(seen.picture for seen in self._found if seen.reason is None)

    def _is_known_furniture(self, picture: PagePicture) -> bool:
        places = (self._place.get(key) for key in _matched_by(self._keys(picture.references)))
        return any(place is not None and self._found[place].reason is not None for place in places)

    def _repeated(self, seen: _Seen) -> _Seen:
        """A picture without a caption that stands in many places of one page is a sign: stars, arrows, bullets."""
        bare = self._bare[seen.picture.references[0]] if seen.reason is None else 0
        return replace(seen, reason=Mark.REPEATED) if bare >= _REPEATED else seen

    def _carries_its_own(self) -> bool:
        """Whether pictures are shown, and some of the page stand in its own bytes alone: then these have no address by
        which what the page names for others could be found to be one of them."""
        shown = any(seen.reason is None for seen in self._found)
        return shown and any(all(is_data_uri(one) for one in seen.picture.references) for seen in self._found)

    def furniture(self) -> tuple[PageFurniture, ...]:
        """What else the page shows, each with the reason."""
        return tuple(
            PageFurniture(seen.picture.references, seen.reason.value, seen.picture.alt)
            for seen in self._found
            if seen.reason is not None
        )

    def _shared(self, meta: Meta) -> list[PagePicture]:
        alt = meta.get("og:image:alt", "twitter:image:alt")
        stated = dict.fromkeys(url for name in _FOR_OTHERS if (url := meta.get(name)) and self._is_picture(url))
        return [PagePicture((url,), alt=alt) for url in stated]

    def _is_furniture(self, reference: str, logos: set[str]) -> bool:
        """Whether what the page names for others is the site's mark and not the article's picture."""
        url = absolute(self._base, reference) or reference
        marked = variant_key(url) in logos or address_mark(url) or path_mark(url.partition("?")[0])
        if marked:
            reason = marked if isinstance(marked, Mark) else Mark.LOGO
            self._merge(_Seen(PagePicture((reference,)), reason))
        return bool(marked)

    def _image(self, element: Element) -> None:
        references = [one for one in image_references(element) if one.strip() not in self._placeholders]
        if is_preview(element):
            references = [one for one in references if not is_data_uri(one)]
        references += self._backgrounds.of(element)
        references += _same_as(element)
        alt = " ".join((element.get("alt") or element.get("title") or "").split())[:2000] or None
        self._add(element, references, alt)
        for placeholder in {one for one in (element.get("src") or "",) if one.strip() in self._placeholders}:
            if self._is_picture(placeholder):
                self._merge(_Seen(PagePicture((placeholder,)), Mark.ICON))

    def _video(self, element: Element) -> None:
        if element.get("poster"):
            self._add(element, [element.get("poster")], None)
        sources = [element.get("src"), *(source.get("src") for source in element.iter("source"))]
        self._add(element, [source for source in sources if source], None, kind="video")

    def _add(self, element: Element, references: Sequence[str], alt: str | None, kind: str = "picture") -> None:
        wanted = tuple(dict.fromkeys(one.strip() for one in references if self._is_picture(one)))
        if not wanted:
            return
        post = None if any(_AVATAR_ADDRESS in reference for reference in wanted) else self._post_of(element)
        caption, credit = caption_of(element) if post is None else (None, None)
        own = not self._own.isdisjoint(self._keys(wanted))
        if post is not None:
            reason = self._in_post(element)
        elif not caption and self._is_on_many(element, wanted):
            reason = Mark.REPEATED
        else:
            reason = self._judge.reason(element, wanted, captioned=bool(caption or credit), own=own)
        if reason is not None:
            caption, credit = None, None
        elif not (caption or credit or own) and post is None and kind == "picture":
            self._bare[wanted[0]] += 1
        self._merge(_Seen(PagePicture(wanted, alt, caption, credit, post, kind), reason))

    def _is_on_many(self, element: Element, references: Sequence[str]) -> bool:
        named = self._on_many and any(absolute(self._base, one) in self._on_many for one in references)
        return bool(named) and self._judge.is_outside(element)

    def _in_post(self, element: Element) -> Mark | None:
        """Signs between the words of a post are no pictures of it."""
        if any("emoji" in name.lower() for name in classes(element)):
            return Mark.ICON
        return None if element.get("width") is None else self._judge.reason(element, (), captioned=True, own=True)

    def _post_of(self, element: Element) -> int | None:
        """The post whose picture this is; an account's avatar is the page's, not what the post shows."""
        if not self._posts:
            return None
        for holder in (element, *ancestors(element)):
            mark = (holder.get("data-testid") or "").lower()
            if mark.startswith(_AVATARS) or not _AVATAR_CLASSES.isdisjoint(classes(holder)):
                return None
            if holder in self._posts:
                return self._posts[holder]
        return None

    def _is_picture(self, reference: str) -> bool:
        reference = reference.strip()
        if is_data_uri(reference):
            return len(reference) >= _SMALLEST_DATA and not reference[:40].lower().startswith("data:image/svg")
        path = reference.partition("#")[0].partition("?")[0].lower()
        drawing = path.endswith((".svg", ".svgz"))
        if not reference or drawing or path.startswith(("about:", "javascript:", "blob:", "#")):
            if drawing:
                self.passed_over.update(filter(None, (self._key(reference),)))
            return False
        return True

    def _key(self, reference: str) -> str:
        """What makes two references the same address."""
        return reference if is_data_uri(reference) else absolute(self._base, reference) or reference

    def _keys(self, references: Sequence[str]) -> list[str]:
        """What makes two references the same picture: the address, without what asks for a size; for a file beside
        the page, and for what may be the address of one, also the name that a browser gives it."""
        keys: list[str] = []
        for reference in references:
            if is_data_uri(reference):
                keys.append(reference)
                continue
            url = absolute(self._base, reference)
            keys.append(variant_key(url or reference))
            name = saved_name(reference)
            if name:
                keys.append(f"saved {name}" if _is_saved(reference) else f"known {name}")
        return keys

    def _merge(self, seen: _Seen) -> None:
        references = [one for one in seen.picture.references if self._is_picture(one)]
        keys = self._keys(references)
        if not keys:
            return
        matching = [self._place[key] for key in _matched_by(keys) if key in self._place]
        place = matching[0] if matching else len(self._found)
        if not matching:
            self._found.append(seen)
        else:
            self._found[place] = _joined(self._found[place], seen)
        for key in keys:
            self._place.setdefault(key, place)


def _furniture_of(article: Article | None) -> tuple[str, ...]:
    return article.furniture if article else ()


def _matched_by(keys: Sequence[str]) -> list[str]:
    """The keys under which the same picture may be known: a saved file is matched with addresses, and they with it."""
    turned = {"saved": "known", "known": "saved"}
    plain = [key for key in keys if not key.startswith(("saved ", "known "))]
    return plain + [f"{turned[key[:5]]} {key[6:]}" for key in keys if key.startswith(("saved ", "known "))]


def _is_saved(reference: str) -> bool:
    """Whether a reference names a file in a folder beside the page."""
    return not reference.startswith(("/", "http:", "https:")) and "/" in reference.lstrip("./")


def _joined(known: _Seen, other: _Seen) -> _Seen:
    """One picture of two that are the same: the article's if either is; its words are those of the article's place."""
    if known.reason is not None and other.reason is None:
        known, other = other, known
    a, b = known.picture, other.picture
    words = b if other.reason is None else PagePicture(())
    return _Seen(
        replace(
            a,
            references=tuple(dict.fromkeys((*a.references, *b.references))),
            alt=a.alt or words.alt,
            caption=a.caption or words.caption,
            credit=a.credit or words.credit,
            post=a.post if a.post is not None else words.post,
        ),
        known.reason,
    )


def _same_as(element: Element) -> list[str]:
    """The addresses of the element that this one stands in for: the amp-img that holds it, the lazy image whose
    noscript it is. Both are one picture, also where a program that saved the page rewrote one of the two."""
    outer = next((holder for holder in ancestors(element) if holder.tag in ("amp-img", "amp-anim")), None)
    if outer is not None:
        return list(image_references(outer))
    holder = element.getparent()
    before = holder.getprevious() if holder is not None and holder.tag == "noscript" else None
    if before is None or before.tag not in IMAGES or next(holder.iter(*IMAGES)) is not element:
        return []
    return lazy_references(before)


def _placeholders(root: Element) -> set[str]:
    """What several images show until a script puts their own picture there."""
    waiting: Counter[str] = Counter()
    for number, element in enumerate(root.iter(*IMAGES)):
        if number >= _MAX_PICTURES:
            break
        source, lazy = (element.get("src") or "").strip(), lazy_references(element)
        if source and lazy and source not in lazy:
            waiting[source] += 1
    return {source for source, count in waiting.items() if count > 1}
