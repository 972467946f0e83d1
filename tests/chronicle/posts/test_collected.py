from __future__ import annotations

from dataclasses import replace

from tests.chronicle.building import at, show, x_id

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.posts.collected import Posts
from firstseen.model.items import ItemKind, Link, LinkKind

QUOTES = LinkKind.QUOTES
FACEBOOK = "https://www.facebook.com/ana/posts/pfbid02AbCdEfGhIjK"


def post(item: str, *links: Link, **more: str) -> ShownEvidence:
    return replace(show(item, item=item, **more), links=links, kind=ItemKind.POST)  # type: ignore[arg-type]


def linked(*shown: ShownEvidence) -> list[str]:
    """The items that the last one's links lead to."""
    return [item for _, item in Posts(shown).linked_items(shown[-1])]


def test_a_post_is_found_by_any_of_its_names() -> None:
    one = post("one", platform="facebook", post_id="10158912345678901", url=FACEBOOK)
    for link in (
        Link(QUOTES, "facebook", "10158912345678901"),
        Link(QUOTES, url=FACEBOOK),
        Link(QUOTES, url="https://m.facebook.com/story.php?story_fbid=10158912345678901&id=5"),
    ):
        assert linked(one, post("other", link)) == ["one"]
    assert linked(one, post("other", Link(QUOTES, "facebook", "10158912345678902"))) == []


def test_an_address_that_several_posts_give_leads_to_none_of_them() -> None:
    thread = "https://forum.example/thread/7"
    one = post("one", platform="forum", post_id="1000000001", url=thread)
    two = post("two", platform="forum", post_id="1000000002", url=thread)
    link = Link(QUOTES, url=thread)
    assert linked(one, post("other", link)) == ["one"]
    assert linked(one, two, post("other", link)) == []
    assert linked(one, two, post("other", Link(QUOTES, "forum", "1000000002"))) == ["two"]


def test_the_post_itself_comes_before_a_page_that_shows_it() -> None:
    number = x_id(at(5))
    page = replace(post("a-page", platform="x", post_id=number), kind=ItemKind.PAGE)
    itself = post("post", platform="x", post_id=number)
    assert linked(page, itself, post("z", Link(QUOTES, "x", number))) == ["post"]


def test_links_to_nothing_collected_and_to_itself_lead_to_no_item() -> None:
    number = x_id(at(5))
    itself = post("one", Link(QUOTES, "x", number), platform="x", post_id=number)
    again = replace(itself, appearance="again", item="again")
    assert linked(itself) == []
    assert linked(again, itself) == []
    posts = Posts([itself])
    assert posts.linked(Link(QUOTES, "x", x_id(at(6))), itself) == f"post:x:{x_id(at(6))}"
    assert posts.linked(Link(QUOTES, "telegram", "7"), itself) is None


def test_what_is_called_nothing_has_the_name_of_its_item() -> None:
    assert Posts.name(post("one", platform="whatsapp", post_id="12")) == "item:one"
