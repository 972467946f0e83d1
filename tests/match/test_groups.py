from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firstseen.match.groups import groups
from firstseen.model.copies import Copy, Relation

NAMES = [letter * 64 for letter in "abcdefgh"]


def link(a: str, b: str, relation: Relation = Relation.COPY) -> Copy:
    low, high = sorted((a, b))
    return Copy(low, high, relation, 0.9, False, None, None, None, None, (), "")


def test_joining_relations_join_and_the_same_subject_does_not() -> None:
    a, b, c, d, e = NAMES[:5]
    copies = [link(b, c, Relation.PART), link(c, d, Relation.ALTERED), link(a, e, Relation.SAME_SUBJECT)]
    assert groups([e, d, c, b, a], copies) == [(a,), (b, c, d), (e,)]


def test_copies_of_media_that_are_not_there_are_left_out() -> None:
    a, b, c = NAMES[:3]
    assert groups([a, b], [link(a, c), link(c, b)]) == [(a,), (b,)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1])), st.randoms())
def test_order_does_not_matter_and_every_medium_is_in_one_group(
    pairs: list[tuple[int, int]], order: object
) -> None:
    copies = [link(NAMES[i], NAMES[j]) for i, j in pairs]
    found = groups(NAMES, copies)
    assert sorted(name for group in found for name in group) == NAMES
    shuffled = list(reversed(copies))
    assert groups(reversed(NAMES), shuffled) == found
    home = {name: group for group in found for name in group}
    assert all(home[copy.a] == home[copy.b] for copy in copies)
