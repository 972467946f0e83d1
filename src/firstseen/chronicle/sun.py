"""Where the sun stands: its altitude over the horizon, from a time and a position on Earth.

Source of the method: J. Meeus, Astronomical Algorithms (2nd ed. 1998), chapters 12, 13 and 25 (low accuracy, 0.01
degrees), as NOAA's solar calculator uses it. Refraction is left out: it lifts the sun by half a degree at the horizon.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import asin, atan2, cos, degrees, floor, radians, sin

__all__ = ["altitude", "altitudes"]

_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
_CENTURY = 36525.0
_STEP = timedelta(minutes=10)


def altitude(time: datetime, latitude: float, longitude: float) -> float:
    """The altitude of the sun's centre in degrees, negative below the horizon. `time` is aware; east is positive."""
    days = (time.astimezone(UTC) - _EPOCH) / timedelta(days=1)
    ascension, declination = _sun(days / _CENTURY)
    hour = radians(_sidereal(days) + longitude) - ascension
    place = radians(latitude)
    return degrees(asin(sin(place) * sin(declination) + cos(place) * cos(declination) * cos(hour)))


def altitudes(start: datetime, end: datetime, latitude: float, longitude: float) -> tuple[float, float]:
    """The lowest and the highest altitude in a span, looked at every ten minutes (2.5 degrees of the sun's way)."""
    steps = floor(max(timedelta(0), end - start) / _STEP)
    times = [*(start + number * _STEP for number in range(steps + 1)), max(start, end)]
    found = [altitude(time, latitude, longitude) for time in times]
    return min(found), max(found)


def _sun(centuries: float) -> tuple[float, float]:
    """Apparent right ascension and declination, in radians."""
    mean = 280.46646 + centuries * (36000.76983 + 0.0003032 * centuries)
    anomaly = radians(357.52911 + centuries * (35999.05029 - 0.0001537 * centuries))
    centre = (
        (1.914602 - centuries * (0.004817 + 0.000014 * centuries)) * sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * centuries)
    longitude = radians(mean + centre - 0.00569 - 0.00478 * sin(node))
    obliquity = radians(
        23.4392911 - centuries * (0.0130042 + centuries * (1.64e-7 - 5.04e-7 * centuries)) + 0.00256 * cos(node)
    )
    return atan2(cos(obliquity) * sin(longitude), cos(longitude)), asin(sin(obliquity) * sin(longitude))


def _sidereal(days: float) -> float:
    """Mean sidereal time at Greenwich in degrees."""
    centuries = days / _CENTURY
    return (280.46061837 + 360.98564736629 * days + centuries**2 * (0.000387933 - centuries / 38710000)) % 360
