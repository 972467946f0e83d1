from __future__ import annotations

import pytest

from firstseen.sandbox import Limits


@pytest.mark.parametrize(("memory", "seconds", "output"), [(0, 1.0, 1), (1, 0.0, 1), (1, 1.0, 0), (-5, 1.0, 1)])
def test_limits_are_above_zero(memory: int, seconds: float, output: int) -> None:
    with pytest.raises(ValueError, match="greater than zero"):
        Limits(memory, seconds, output)


def test_answers_are_bounded_by_themselves() -> None:
    assert Limits(512, 60.0).output_mib == 64
