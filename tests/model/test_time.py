from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from firstseen.model.time import Bound, BoundKind, Side, rfc3339


def test_times_are_written_in_utc_with_four_digit_years() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert rfc3339(datetime(2022, 2, 24, 5, 7, 9, tzinfo=kyiv)) == "2022-02-24T03:07:09Z"
    assert rfc3339(datetime(998, 1, 2, tzinfo=UTC)) == "0998-01-02T00:00:00Z"
    assert rfc3339(datetime(2022, 2, 24, 5, 7, 9, 120_500, tzinfo=UTC)) == "2022-02-24T05:07:09.120Z"
    assert rfc3339(None) is None


def test_a_bound_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Bound(Side.LATEST, datetime(2022, 2, 24), BoundKind.STATED, "")
