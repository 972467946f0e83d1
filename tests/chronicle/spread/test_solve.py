from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chronicle.building import at, on_x
from tests.chronicle.spread.building import (
    FULL,
    HALF,
    cropped,
    decided,
    edge_to,
    overlapping,
    picture,
    post,
    same,
    spread,
)

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.generation import Generation
from firstseen.model.items import Link, LinkKind
from firstseen.model.pictures import ContentCredentials
from firstseen.model.spread import SignKind, Spread


def test_what_shows_less_came_from_what_shows_more() -> None:
    found = spread([cropped("a", "b")])
    edge = edge_to(found, "b")
    assert decided(found) == {("a", "b")}
    assert found.roots == ("a",)
    assert edge.confidence > 0.95
    assert "cropped" in edge.changes
    assert edge.signs[0].kind is SignKind.SHOWS_LESS
    assert "what was cut off cannot come back" in edge.reason


def test_an_earlier_post_of_a_crop_does_not_make_it_the_source() -> None:
    found = spread([cropped("a", "b")], [post("b", at(1)), on_x("a-a", at(9), medium="a", name="a.jpg")])
    assert ("b", "a") not in decided(found)


def test_symmetric_evidence_stays_undecided() -> None:
    found = spread([same("a", "b", "mirrored", mirrored=True)])
    edge = edge_to(found, found.edges[0].target)
    assert not edge.decided
    assert edge.confidence == pytest.approx(0.5)
    assert found.roots == ("a", "b")
    assert "cannot be told" in edge.reason


def test_time_alone_decides_nothing() -> None:
    found = spread([same("a", "b")], [post("a", at(1)), post("b", at(9))])
    assert len(found.edges) == 1
    assert not decided(found)


def smaller() -> Spread:
    return spread([same("a", "b", "resized", boxes=(FULL, (0, 0, 150, 100)))], facts={"b": picture((150, 100))})


def on_a_page() -> Spread:
    copy = same("a", "b", boxes=(FULL, (200, 200, 800, 600)), relation=Relation.PART)
    return spread([copy], facts={"b": picture((1000, 1600))})


def with_a_bar() -> Spread:
    copy = same("a", "b", "bordered", boxes=(FULL, (0, 100, 600, 500)))
    return spread([copy], [post("a", at(1)), post("b", at(9))], facts={"b": picture((600, 600))})


def grey() -> Spread:
    return spread([same("a", "b", "grey")], saved={"a": Generation(colour=0.2), "b": Generation(colour=0.0)})


def saved_again() -> Spread:
    return spread([same("a", "b")], saved={"a": Generation(70), "b": Generation(90, saved_before=70)})


def without_loss() -> Spread:
    return spread([], media="ab", facts={"a": picture(pixels="p"), "b": picture(pixels="p", format="PNG")})


def declared() -> Spread:
    credentials = ContentCredentials("valid", ingredients=("A.JPG",))
    shown = [post("a", at(2)), post("b", at(1))]
    return spread([same("a", "b", "filtered")], shown, facts={"b": picture(content_credentials=credentials)})


SIGNS = [smaller, on_a_page, with_a_bar, grey, saved_again, without_loss, declared]


@pytest.mark.parametrize("made", SIGNS)
def test_each_sign_gives_the_direction(made: Callable[[], Spread]) -> None:
    assert decided(made()) == {("a", "b")}


def test_what_an_invalid_manifest_declares_does_not_count() -> None:
    credentials = ContentCredentials("invalid", ingredients=("a.jpg",))
    found = spread(
        [same("a", "b")], [post("a", at(1)), post("b", at(1))], facts={"b": picture(content_credentials=credentials)}
    )
    assert SignKind.DECLARED not in {sign.kind for edge in found.edges for sign in edge.signs}


@pytest.mark.parametrize("kind", [LinkKind.REPOST_OF, LinkKind.FORWARDED_FROM, LinkKind.QUOTES])
def test_a_link_between_the_items_gives_the_direction(kind: LinkKind) -> None:
    first = post("b", at(1))
    second = replace(post("a", at(2)), links=(Link(kind, url=first.url),))
    found = spread([same("a", "b", "filtered")], [first, second])
    assert decided(found) == {("b", "a")}
    assert SignKind.PLATFORM in {sign.kind for sign in edge_to(found, "a").signs}


def test_equal_pixels_alone_tell_nothing() -> None:
    found = spread([], media="abc", facts={medium: picture(pixels="p") for medium in "abc"})
    assert len(found.edges) == 2
    assert not decided(found)


def test_of_equal_pixels_the_one_that_names_its_camera_came_first() -> None:
    found = spread([], media="ab", facts={"a": picture(pixels="p"), "b": picture(pixels="p", device="Canon EOS R5")})
    assert decided(found) == {("b", "a")}


def test_a_crop_of_a_crop_came_from_the_nearer() -> None:
    inner = (25, 25, 175, 175)
    copies = [
        cropped("a", "b"),
        same("b", "c", "cropped", boxes=(inner, (0, 0, 150, 150)), more=ShowsMore.A, shown=(1.0, 0.25)),
        same("a", "c", "cropped", boxes=((125, 75, 275, 225), (0, 0, 150, 150)), more=ShowsMore.A, shown=(1.0, 0.094)),
    ]
    assert decided(spread(copies)) == {("a", "b"), ("b", "c")}


def test_a_region_of_a_page_is_a_version_of_its_own() -> None:
    region = (10, 10, 310, 210)
    on_page = replace(post("p", at(3)), region=region)
    copy = same("a", "p", boxes=(FULL, region), relation=Relation.PART)
    found = spread([copy], [post("a", at(1)), on_page], facts={"p": picture((2000, 3000))})
    (version,) = [version for version in found.versions if version.box]
    assert (version.medium, version.box) == ("p", region)
    assert version.id != "p"
    assert decided(found) == {("a", version.id)}
    assert "the picture on" in edge_to(found, version.id).reason


WORDS = "the river has reached the second step of the mill"


def with_words(medium: str, day: int, words: str = WORDS, *links: Link) -> ShownEvidence:
    return replace(post(medium, at(day)), text=words, links=links)


def test_the_same_words_and_surely_later_decide_where_pictures_do_not() -> None:
    copies = [same("a", "b")]
    found = spread(copies, [with_words("a", 1), with_words("b", 9)])
    assert decided(found) == {("a", "b")}
    assert "has the very words of one with" in edge_to(found, "b").reason
    assert not decided(spread(copies, [with_words("a", 1), with_words("b", 9, "quite other words than those of a")]))
    assert not decided(
        spread(copies, [with_words("a", 1), replace(with_words("b", 9), times=(), post_id=None, url=None)])
    )


def test_the_same_words_say_nothing_of_the_direction() -> None:
    sign = next(sign for sign in edge_to(spread([same("a", "b")], [with_words("a", 1), with_words("b", 9)]), "b").signs
                if sign.kind is SignKind.WORDS)  # fmt: skip
    assert sign.weight == 0.0
    found = spread([cropped("a", "b")], [with_words("b", 1), with_words("a", 9)])
    assert ("b", "a") not in decided(found)


@pytest.mark.parametrize("maker", ["a", "b"])
def test_of_two_that_are_as_near_it_came_from_the_one_with_its_words(maker: str) -> None:
    copies = [same("a", "b"), cropped("a", "c"), cropped("b", "c")]
    other = {"a": "b", "b": "a"}[maker]
    shown = [with_words(maker, 1), with_words(other, 1, "other words, of somebody else"), with_words("c", 9)]
    assert decided(spread(copies, shown)) & {("a", "c"), ("b", "c")} == {(maker, "c")}


@pytest.mark.parametrize("maker", ["a", "b"])
def test_of_two_that_are_as_near_it_came_from_the_one_it_quotes(maker: str) -> None:
    copies = [same("a", "b"), cropped("a", "c"), cropped("b", "c")]
    shown = {
        medium: with_words(medium, day, f"words of {medium} and of nobody else") for day, medium in ((1, "a"), (2, "b"))
    }
    quoting = with_words("c", 9, "words of c and of nobody else", Link(LinkKind.QUOTES, url=shown[maker].url))
    assert decided(spread(copies, [*shown.values(), quoting])) & {("a", "c"), ("b", "c")} == {(maker, "c")}


def test_several_roots_where_nothing_joins_them() -> None:
    found = spread([cropped("a", "b")], media="abz")
    assert found.roots == ("a", "z")


letters = st.sampled_from("abcdef")


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[Copy], list[ShownEvidence]]:
    pairs = draw(st.lists(st.tuples(letters, letters).filter(lambda pair: pair[0] < pair[1]), unique=True, max_size=12))
    kinds = st.sampled_from([cropped, overlapping, same])
    made = [draw(kinds)(a, b) for a, b in pairs]
    mores = st.sampled_from([None, *ShowsMore])
    copies = [replace(copy, shows_more=draw(mores), mirrored=draw(st.booleans())) for copy in made]
    days = draw(st.dictionaries(letters, st.integers(1, 9)))
    shown = [post(medium, at(day)) for medium, day in sorted(days.items())]
    other = [replace(one, appearance=f"{one.appearance}2", item=f"{one.item}2", text="the words " * 5) for one in shown]
    items = st.sampled_from(shown) if shown else st.none()
    linked = [
        replace(one, links=(Link(draw(st.sampled_from(LinkKind)), url=target.url),)) if (target := draw(items)) else one
        for one in other
    ]
    return copies, [*shown, *linked]


@settings(max_examples=200)
@given(groups(), st.randoms(use_true_random=False))
def test_never_a_circle_never_two_parents_and_the_order_of_the_input_does_not_matter(
    given_: tuple[list[Copy], list[ShownEvidence]], chance: random.Random
) -> None:
    copies, shown = given_
    found = spread(copies, shown)
    for edges in (found.edges, found.taken):
        into = [edge.target for edge in edges if edge.decided]
        assert len(into) == len(set(into))
        assert no_circle({(edge.source, edge.target) for edge in edges})
    known = {version.id for version in found.versions} | {one.id for one in found.missing}
    assert known.issuperset(end for edge in found.edges for end in (edge.source, edge.target))
    assert known.issuperset(found.roots)
    copies, shown = copies[:], shown[:]
    chance.shuffle(copies)
    chance.shuffle(shown)
    assert spread(copies, shown) == found


def no_circle(edges: set[tuple[str, str]]) -> bool:
    left = set(edges)
    while left:
        targets = {target for _, target in left}
        kept = {(source, target) for source, target in left if source in targets}
        if kept == left:
            return False
        left = kept
    return True


def pieces(*, relation: Relation) -> Spread:
    """The same picture on two pages, smaller on the second."""
    on_a, on_b = (100, 100, 500, 400), (50, 50, 250, 200)
    shown = [replace(post("a", at(1)), region=on_a), replace(post("b", at(5)), region=on_b)]
    copy = same("a", "b", "resized", boxes=(on_a, on_b), relation=relation)
    return spread([copy], shown, facts={"a": picture((900, 1200)), "b": picture((900, 1200))})


def test_of_two_pages_that_hold_one_picture_neither_came_from_the_other() -> None:
    assert any(edge.decided for edge in pieces(relation=Relation.COPY).edges)
    (edge,) = pieces(relation=Relation.PART).edges
    assert not edge.decided
    assert "each may have taken it from elsewhere" in edge.reason


def test_where_the_one_that_shows_less_is_finer_the_reason_says_so() -> None:
    copy = same("a", "b", "cropped", boxes=(HALF, (0, 0, 900, 900)), more=ShowsMore.A, shown=(1.0, 0.375))
    (edge,) = spread([copy], facts={"b": picture((900, 900))}).edges
    assert not edge.decided
    assert "it came from something fuller and finer" in edge.reason
