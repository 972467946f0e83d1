"""What the reader says of a page, held against the truth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bench.pages.drawing import Picture, Truth
from bench.pages.figures import Tally
from bench.pages.program import Answer, Shown, holds
from firstseen.chronicle.times.written_dates import read_written
from firstseen.model.identifiers import sha256_hex
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["judge"]


def judge(answer: Answer, truth: Truth, tally: Tally) -> list[str]:
    """Counts one page into the tally; gives a line for everything that is wrong."""
    tally.pages += 1
    return [*_pictures(answer, truth, tally), *_words(answer, truth, tally), *_posts(answer, truth, tally)]


def _pictures(answer: Answer, truth: Truth, tally: Tally) -> list[str]:
    wrong: list[str] = []
    by_token: dict[str, list[Shown]] = {}
    for shown in answer.shown:
        picture = next((one for one in truth.pictures if holds(shown.medium, one.token)), None)
        if picture is None:
            tally.shown.add(False)
            tally.slips["unknown"] += 1
            wrong.append(f"shown, and unknown: {shown.medium.url or shown.medium.name}"[:160])
        else:
            by_token.setdefault(picture.token, []).append(shown)
    for picture in truth.pictures:
        shown_as = by_token.get(picture.token, [])
        if picture.furniture:
            told = picture.token in answer.furniture or sha256_hex(picture.bytes()) in answer.furniture
            tally.kept.add(not shown_as and told)
            if not shown_as and not told:
                wrong.append(f"furniture told nowhere: {picture.furniture} {picture.url[:80]}")
        if shown_as:
            tally.shown.add(not picture.furniture)
            tally.twice += len(shown_as) - 1
            if len(shown_as) > 1:
                wrong.append(f"shown {len(shown_as)} times: {picture.url[:80]}")
        if picture.furniture and shown_as:
            tally.slips[picture.furniture] += 1
            wrong.append(f"{picture.furniture} shown: {picture.url[:80]}")
        if not picture.furniture:
            right = any(one.post == picture.post for one in shown_as)
            tally.found.add(right)
            if not right:
                wrong.append(f"not shown (as {picture.post or 'the page'}'s): {picture.url[:80]}")
            wrong += _beside(picture, shown_as, tally)
    return wrong


def _beside(picture: Picture, shown_as: list[Shown], tally: Tally) -> list[str]:
    """Caption, credit and alt text of a picture; those of one that is not shown are wrong where there are any."""
    wrong = []
    for name in ("caption", "credit", "alt"):
        told = [one for shown in shown_as if (one := getattr(shown.medium, name))]
        wanted = getattr(picture, name)
        if wanted or told:
            right = (told[:1] == [wanted]) if wanted else False
            tally.word(name).add(right)
            if not right:
                wrong.append(f"{name}: {told[:1]} for {wanted!r}")
    return wrong


def _words(answer: Answer, truth: Truth, tally: Tally) -> list[str]:
    page = answer.page
    said = {
        "headline": (page.title, truth.headline),
        "standfirst": (page.summary, truth.standfirst),
        "author": (page.author.name if page.author else None, truth.author),
        "language": ((page.language or "").partition("-")[0].lower() or None, truth.language),
    }
    wrong = []
    for name, (told, wanted) in said.items():
        if wanted is None and name != "author":
            continue
        if wanted is None and told is None:
            continue
        tally.word(name).add(told == wanted)
        if told != wanted:
            wrong.append(f"{name}: {told!r} for {wanted!r}")
    for name, role, moment in (
        ("published", TimeRole.PAGE_PUBLISHED, truth.published),
        ("modified", TimeRole.PAGE_MODIFIED, truth.modified),
    ):
        times = [time for time in answer.times if time.role is role]
        if moment is None and not times:
            continue
        right = moment is not None and bool(times) and all(_says(time, moment) for time in times)
        tally.word(name).add(right)
        if not right:
            wrong.append(f"{name}: {[(time.text, time.where) for time in times]} for {moment}")
    return wrong


def _says(time: StatedTime, moment: datetime) -> bool:
    """Whether a stated time, as the program reads it, holds the moment (a day is right for a moment in it)."""
    written = read_written(time.text)
    if written is None:
        return False
    for reading in written.readings:
        start, end = reading.start.replace(tzinfo=UTC), reading.end.replace(tzinfo=UTC)
        if start - timedelta(seconds=1) <= moment.astimezone(UTC) <= end + timedelta(seconds=1):
            return True
    return False


def _posts(answer: Answer, truth: Truth, tally: Tally) -> list[str]:
    wrong = []
    wanted = {post.key: post for post in truth.posts}
    for key, post in wanted.items():
        item = answer.posts.get(key)
        tally.word("posts found").add(item is not None and key in answer.embedded)
        if item is None or key not in answer.embedded:
            wrong.append(f"post not found: {key}")
            continue
        if post.handle:
            handle = item.author.handle if item.author else None
            tally.word("accounts of posts").add(handle == post.handle)
            if handle != post.handle:
                wrong.append(f"account: {handle!r} for {post.handle!r} of {key}")
        if post.text:
            tally.word("words of posts").add((item.text or "") == post.text)
            if item.text != post.text:
                wrong.append(f"words: {item.text!r} for {post.text!r}")
    for key in answer.posts:
        tally.word("posts that are there").add(key in wanted)
        if key not in wanted:
            wrong.append(f"post made up: {key}")
    return wrong
