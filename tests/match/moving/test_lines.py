from __future__ import annotations

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.lines import Piece, joined, on_line, without_echoes


def piece(
    a: tuple[float, float],
    b: tuple[float, float],
    agreeing: float = 0.9,
    *,
    hits: int | None = None,
    mirrored: bool = False,
) -> Piece:
    speed = (a[1] - a[0]) / (b[1] - b[0])
    return Piece(Shared(a, b, speed, agreeing, hits or int(2 * (b[1] - b[0]))), mirrored, None)


def spans(pieces: list[Piece]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [(one.shared.a, one.shared.b) for one in pieces]


def test_pieces_of_one_line_that_touch_are_one_and_others_are_not() -> None:
    found = joined([piece((20, 30), (10, 20)), piece((10, 19), (0, 9)), piece((40, 50), (30, 40))])
    assert spans(found) == [((10, 30), (0, 20)), ((40, 50), (30, 40))]
    assert len(joined([piece((10, 20), (0, 10)), piece((20, 30), (15, 25))])) == 2
    assert len(joined([piece((10, 20), (0, 10)), piece((20, 30), (10, 20), mirrored=True)])) == 2


def test_a_repetition_is_kept_and_a_likeness_is_not() -> None:
    whole = piece((0, 20), (0, 20))
    assert spans(without_echoes([whole, piece((5, 15), (25, 35))])) == [((0, 20), (0, 20)), ((5, 15), (25, 35))]
    assert spans(without_echoes([whole, piece((5, 15), (25, 35), 0.5)])) == [((0, 20), (0, 20))]
    assert spans(without_echoes([whole, piece((3, 5), (0, 2), 0.95)])) == [((0, 20), (0, 20))]
    assert spans(without_echoes([whole, piece((2, 18), (1, 17), 0.95, hits=10)])) == [((0, 20), (0, 20))]


def test_moments_of_a_line() -> None:
    shared = piece((10, 20), (0, 8)).shared
    assert on_line(shared, 15.0, 4.0)
    assert not on_line(shared, 17.0, 4.0)
    assert not on_line(shared, 30.0, 16.0)
