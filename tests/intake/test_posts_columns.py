from __future__ import annotations

import pytest

from firstseen.errors import RefusedError
from firstseen.intake.posts_columns import is_posts_table, known_headings, matched


def test_our_names_come_before_synonyms_and_letter_case_never_matters() -> None:
    headings = ["Date", "PUBLISHED", "Tweet_ID", "Link", "username", "user", "about"]
    assert matched(headings, {}, "t.csv") == {
        "post_id": "Tweet_ID",
        "url": "Link",
        "author": "username",
        "published": "PUBLISHED",
    }


def test_what_was_asked_for_comes_before_all_and_is_used_once() -> None:
    asked = {"text": "published", "published": "Created At"}
    assert matched(["published", "created at", "date"], asked, "t.csv") == {
        "text": "published",
        "published": "created at",
    }


def test_a_heading_asked_for_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        RefusedError, match=r"no column 'дата' to take as published; it has the columns 'post_id', 'час'"
    ):
        matched(["post_id", "час"], {"published": "дата"}, "t.csv")


@pytest.mark.parametrize(
    ("columns", "enough"),
    [
        ({"post_id"}, True),
        ({"url"}, True),
        ({"media", "text"}, True),
        ({"media", "published"}, True),
        ({"media"}, False),
        ({"text", "published", "author", "platform"}, False),
        (set(), False),
    ],
)
def test_a_table_of_posts_needs_something_that_names_or_shows_a_post(columns: set[str], enough: bool) -> None:
    found = {column: column for column in columns}
    if enough:
        is_posts_table(found, ["a"], "t.csv")
    else:
        with pytest.raises(RefusedError, match=r"t\.csv: .*the columns 'навіщо', 'b'.*--map post_id=навіщо"):
            is_posts_table(found, ["навіщо", "b"], "t.csv")


def test_a_long_list_of_headings_is_shortened() -> None:
    with pytest.raises(RefusedError, match=r"and 70 more\."):
        is_posts_table({}, [f"c{number}" for number in range(100)], "t.csv")


def test_the_number_of_a_row_is_never_taken_for_a_post() -> None:
    assert "id" not in known_headings()
