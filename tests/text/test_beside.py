"""Boxes in, words out: what is told of the words around a picture, by place and size alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from firstseen.model.pictures import Box
from firstseen.model.printed import PageWords, Printed, PrintKind, ReadLine
from firstseen.text.beside import printed_beside, printed_on_page

PICTURE: Box = (60, 310, 780, 790)


def row(text: str, left: int, top: int, right: int, size: int = 20) -> ReadLine:
    return ReadLine(text, (left, top, right, top + size), float(size), 0.9)


COLUMN = [row("a line of the article about it", 820, 310 + 30 * n, 1140) for n in range(26)]
HEADLINE = row("A bridge is gone", 60, 220, 900, 66)
CAPTION = row("People in a boat on Sunday", 60, 800, 500, 18)


def told(*lines: ReadLine, picture: Box = PICTURE, width: int = 1200, height: int = 1600) -> dict[str, PrintKind]:
    return {printed.text: printed.kind for printed in printed_beside(PageWords(width, height, lines), picture)}


def test_a_front_page_has_a_headline_and_a_caption_and_no_article() -> None:
    title = row("THE DAILY LEDGER", 60, 30, 1140, 90)
    below = [row("the article goes on here and on", 60, 870 + 30 * n, 400) for n in range(12)]
    assert told(title, HEADLINE, CAPTION, *COLUMN, *below) == {
        "A bridge is gone": PrintKind.HEADLINE,
        "People in a boat on Sunday": PrintKind.CAPTION,
    }


def test_a_deck_between_headline_and_picture_is_near() -> None:
    deck = row("Forty families had to leave before sunrise", 60, 284, 760, 22)
    headline = row("A bridge is gone", 60, 190, 900, 66)
    found = told(headline, deck, *COLUMN)
    assert found == {headline.text: PrintKind.HEADLINE, deck.text: PrintKind.NEAR}


def test_a_headline_may_stand_below() -> None:
    assert told(row("A bridge is gone", 60, 810, 700, 60), *COLUMN) == {"A bridge is gone": PrintKind.HEADLINE}


def test_a_headline_of_another_column_is_not_told() -> None:
    assert told(row("Elsewhere", 820, 230, 1140, 60), *COLUMN) == {}


def test_small_type_beside_is_a_caption_and_a_column_is_not() -> None:
    beside = [row("A boat on Mill Street", 800, 600 + 22 * n, 960, 15) for n in range(3)]
    page = [row("an article far below the picture", 60, 1200 + 30 * n, 500) for n in range(9)]
    assert told(*beside, *page) == {" ".join(["A boat on Mill Street"] * 3): PrintKind.CAPTION}
    assert told(*COLUMN[:6], *page) == {COLUMN[0].text + (" " + COLUMN[0].text) * 5: PrintKind.NEAR}
    assert told(*COLUMN, *page) == {}


def test_a_block_wider_than_the_picture_is_no_caption() -> None:
    assert told(row("across the page and more", 60, 800, 1140), *COLUMN[:12]) == {
        "across the page and more": PrintKind.NEAR
    }


def test_words_inside_the_box_are_over_the_picture() -> None:
    over = row("never forget", 200, 330, 600, 50)
    assert told(over) == {"never forget": PrintKind.OVER}
    assert told(over, *COLUMN) == {"never forget": PrintKind.OVER}


def test_a_post_in_a_screenshot() -> None:
    picture = (40, 362, 1040, 1022)
    name, handle = row("Anna Reporter", 150, 103, 419, 36), row("@anna_reports", 152, 146, 366, 30)
    text = [row("Residents carry a boat through", 41, 233, 935, 42), row("Mill Street.", 41, 294, 340, 42)]
    counts = row("12 Reposts 48 Likes", 42, 1061, 313, 31)
    found = told(name, handle, *text, counts, picture=picture, width=1080, height=1400)
    assert found == {
        "Anna Reporter @anna_reports": PrintKind.NEAR,
        "Residents carry a boat through Mill Street.": PrintKind.POST_TEXT,
        "12 Reposts 48 Likes": PrintKind.NEAR,
    }


def test_without_a_name_above_it_is_near() -> None:
    line = row("Residents carry a boat through Mill Street.", 41, 305, 935, 42)
    assert told(line, picture=(40, 362, 1040, 1022), width=1080) == {line.text: PrintKind.NEAR}


def test_a_page_without_words_says_nothing() -> None:
    assert told() == {}
    assert printed_on_page(PageWords(100, 100, ()), [(0, 0, 50, 50)]) == ()


def test_words_next_to_two_pictures_are_told_once_by_what_they_are_to_the_nearer() -> None:
    lower: Box = (60, 850, 780, 1200)
    found = printed_on_page(PageWords(1200, 1600, (HEADLINE, CAPTION, *COLUMN)), [lower, PICTURE, PICTURE])
    assert [(printed.kind, printed.text) for printed in found] == [
        (PrintKind.HEADLINE, HEADLINE.text),
        (PrintKind.CAPTION, CAPTION.text),
    ]


boxes = some.tuples(*[some.integers(0, 900)] * 2, *[some.integers(1, 400)] * 2).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)
lines = some.builds(ReadLine, some.text("ab @", min_size=1), boxes, some.floats(4, 200), some.floats(0, 1))


@given(some.lists(lines, max_size=12), boxes)
def test_whatever_was_read_each_line_is_told_at_most_once_and_in_any_order(read: list[ReadLine], picture: Box) -> None:
    found = printed_beside(PageWords(1300, 1300, tuple(read)), picture)
    assert sum(len(printed.text) for printed in found) <= sum(len(line.text) + 1 for line in read)
    assert all(isinstance(printed, Printed) and 0 <= printed.confidence <= 1 for printed in found)
