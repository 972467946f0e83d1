from __future__ import annotations

from dataclasses import replace

import pytest
from tests.chronicle.building import at, on_x
from tests.chronicle.spread.building import cropped, post, spread

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.model.items import Link, LinkKind
from firstseen.model.spread import Edge, SignKind

WORDS = "Look what they did to our bridge this morning"


def taken(*shown: ShownEvidence) -> dict[str, Edge]:
    return {edge.target: edge for edge in spread([cropped("m", "n")], shown).taken}


def shown(name: str, day: int, medium: str = "m", text: str | None = None, *links: Link) -> ShownEvidence:
    one = on_x(name, at(day), medium=medium, name=f"{medium}.jpg", author=name)
    return replace(one, text=text, links=links)


@pytest.mark.parametrize("kind", [LinkKind.REPOST_OF, LinkKind.FORWARDED_FROM, LinkKind.QUOTES])
def test_a_declared_link_decides(kind: LinkKind) -> None:
    first = shown("a", 1)
    edge = taken(first, shown("x", 2), shown("b", 3, "m", None, Link(kind, url=first.url)))["b"]
    assert (edge.source, edge.decided) == ("a", True)
    assert edge.signs[0].kind is SignKind.PLATFORM


def test_a_link_by_identifier_alone_is_found() -> None:
    first = shown("a", 1)
    link = Link(LinkKind.REPOST_OF, platform="Twitter", post_id=first.post_id)
    assert taken(first, shown("b", 3, "m", None, link))["b"].decided


def test_a_reply_may_bring_a_picture_of_its_own() -> None:
    first = shown("a", 1)
    edge = taken(first, shown("b", 3, "m", None, Link(LinkKind.REPLY_TO, url=first.url)))["b"]
    assert (edge.source, edge.decided) == ("a", False)


def test_a_post_that_quotes_itself_and_a_circle_of_reposts_leave_no_circle() -> None:
    one, two = shown("a", 1), shown("b", 2)
    itself = replace(one, links=(Link(LinkKind.QUOTES, url=one.url),))
    assert all(edge.source != edge.target for edge in taken(itself, two).values())
    there = replace(one, links=(Link(LinkKind.REPOST_OF, url=two.url),))
    back = replace(two, links=(Link(LinkKind.REPOST_OF, url=one.url),))
    edges = taken(there, back)
    assert len(edges) == 1


def test_the_same_words_again_were_taken_from_where_they_were_first() -> None:
    edge = taken(shown("a", 1, text=WORDS), shown("x", 1), shown("b", 3, text=f"  {WORDS.upper()} "))["b"]
    assert (edge.source, edge.decided, edge.signs[0].kind) == ("a", True, SignKind.WORDS)


def test_of_several_with_the_same_words_it_is_not_told_which() -> None:
    edge = taken(shown("a", 1, text=WORDS), shown("b", 2, text=WORDS), shown("c", 3, text=WORDS))["c"]
    assert not edge.decided


def test_few_words_tell_nothing() -> None:
    edges = taken(shown("a", 1, text="wow"), shown("b", 2, text="wow"))
    assert not edges["b"].decided


def test_a_version_was_taken_from_the_only_earlier_appearance_of_its_source() -> None:
    edge = taken(post("m", at(1)), post("n", at(5)))["a-n"]
    assert (edge.source, edge.decided) == ("a-m", True)


def test_time_alone_leaves_it_undecided() -> None:
    edges = taken(shown("a", 1), shown("b", 2), shown("c", 3, "n"))
    assert (edges["b"].source, edges["b"].decided) == ("a", False)
    assert not edges["c"].decided
