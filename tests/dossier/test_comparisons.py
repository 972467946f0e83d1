from firstseen.dossier.comparisons import MOST_COMPARISONS, comparison_of, comparisons_of
from firstseen.model.copies import Relation
from firstseen.model.records import CaseFacts

from . import drawn
from .fake_case import FakeCase


def case_of(count: int) -> tuple[FakeCase, list[str]]:
    case = FakeCase(CaseFacts("case"))
    pixels = drawn.scene(1)
    media = sorted(case.add_medium(f"{n}.jpg", pixels) for n in range(count))
    case.add_group(media)
    return case, media


def test_each_version_stands_beside_the_first_where_it_can() -> None:
    case, media = case_of(4)
    case.add_copy(media[0], media[1], confidence=0.6)
    case.add_copy(media[0], media[2])
    case.add_copy(media[1], media[2], confidence=1.0)
    case.add_copy(media[2], media[3])
    chosen, other = comparisons_of([one.copy for one in case.the_copies], case.the_groups[0], media[0], case.the_media)
    assert [(one.left.digest, one.right.digest) for one in chosen] == [
        (media[0], media[1]), (media[0], media[2]), (media[2], media[3]),
    ]  # fmt: skip
    assert other == []


def test_what_is_no_copy_is_told_apart() -> None:
    case, media = case_of(3)
    case.add_copy(media[0], media[1], relation=Relation.SAME_SUBJECT)
    chosen, other = comparisons_of([one.copy for one in case.the_copies], case.the_groups[0], media[0], case.the_media)
    assert chosen == []
    assert [(copy.a, copy.b) for copy in other] == [(media[0], media[1])]


def test_a_page_stays_printable() -> None:
    case, media = case_of(MOST_COMPARISONS + 10)
    for digest in media[1:]:
        case.add_copy(media[0], digest)
    assert (
        len(comparisons_of([one.copy for one in case.the_copies], case.the_groups[0], media[0], case.the_media)[0])
        == MOST_COMPARISONS
    )


def test_left_and_right_keep_their_own_shapes() -> None:
    case, media = case_of(2)
    case.add_copy(media[0], media[1], box_a=(0, 0, 10, 10), box_b=(0, 0, 20, 20))
    copy = case.the_copies[0].copy
    straight, turned = (comparison_of(copy, digest, case.the_media) for digest in media)
    assert straight.left_overlay == turned.right_overlay != straight.right_overlay
    assert (straight.left_is_a, turned.left_is_a) == (True, False)
    assert straight.points == 0
