"""Against published values: NREL's Solar Position Algorithm (Reda and Andreas 2004, table A5.1) and Meeus 25.a."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from firstseen.chronicle.sun import altitude, altitudes


def test_the_worked_example_of_the_solar_position_algorithm() -> None:
    """Golden, Colorado, 17 October 2003 at 12:30:30 (UTC-7): elevation 39.872046 degrees without refraction."""
    time = datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7)))
    assert altitude(time, 39.742476, -105.1786) == pytest.approx(39.872, abs=0.02)


def test_the_declination_of_meeus_25a() -> None:
    """13 October 1992 at 0h: declination -7.78507. At the pole the altitude is the declination."""
    assert altitude(datetime(1992, 10, 13, tzinfo=UTC), 90, 0) == pytest.approx(-7.785, abs=0.01)


def test_midnight_sun_and_polar_night() -> None:
    june, december = datetime(2022, 6, 21, tzinfo=UTC), datetime(2022, 12, 21, 12, tzinfo=UTC)
    assert altitude(june, 78.2, 15.6) > 10
    assert altitude(december, 78.2, 15.6) < -10


def test_the_ends_of_a_span() -> None:
    start = datetime(2022, 3, 20, 5, tzinfo=UTC)
    low, high = altitudes(start, start + timedelta(hours=2), 0, 0)
    assert low == pytest.approx(-17, abs=1)
    assert high == pytest.approx(13, abs=1)
    assert altitudes(start, start, 0, 0)[0] == pytest.approx(altitude(start, 0, 0))
