"""HTML of posts as words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.intake.post_html import words_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (None, None),
        ("  ", None),
        ("plain\n\n words", "plain\n\n words"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<p>a<br>b<br/><br>c</p>", "a\nb\n\nc"),
        ("a &amp; b", "a & b"),
        ("<div>x <script>no()</script>y<!-- no --> z</div>", "x y z"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>bad \x00\x07 sign \ud800</p>", "bad sign \\ud800"),
        ("<", "<"),
    ],
)
def test_words(markup: str | None, text: str | None) -> None:
    assert words_of(markup)[0] == text


def test_ten_thousand_nested_elements_are_read() -> None:
    text, _ = words_of("<b>" * 10_000 + "word" + "</b>" * 10_000)
    assert text is None or text == "word"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/ab& \n\"='p;#x\x00\ud800é", max_size=60))
def test_entities_lie_inside_the_words(markup: str) -> None:
    text, entities = words_of(f'<p>{markup}<a href="x">y</a>{markup}')
    assert all(0 <= one.start < one.end <= len(text or "") for one in entities)
    assert (text or "").encode() is not None
