from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstseen.chronicle.times.file_names import file_name_time

NOW = datetime(2026, 11, 22, tzinfo=UTC)
REACH = timedelta(hours=14)


@pytest.mark.parametrize(
    ("name", "saved", "local", "length"),
    [
        ("WhatsApp/IMG-20240101-WA0001.jpg", True, datetime(2024, 1, 1), 86400),
        ("Screenshot_20240229-235959.png", True, datetime(2024, 2, 29, 23, 59, 59), 1),
        ("Screenshot_2024-02-29-23-59-59-12_abc.jpg", True, datetime(2024, 2, 29, 23, 59, 59), 1),
        ("photo_2015-11-14_00-58-52.jpg", True, datetime(2015, 11, 14, 0, 58, 52), 1),
        ("photo_2015-11-14_00-58-52 (2).jpg", True, datetime(2015, 11, 14, 0, 58, 52), 1),
        ("DCIM\\Camera\\IMG_20151114_005852.jpg", False, datetime(2015, 11, 14, 0, 58, 52), 1),
        ("IMG_20151114_005852123.jpg", False, datetime(2015, 11, 14, 0, 58, 52), 1),
        ("PXL_20221231_101112345.MP.jpg", False, datetime(2022, 12, 31, 10, 11, 12), 1),
    ],
)
def test_names_of_devices_reach_fourteen_hours(name: str, saved: bool, local: datetime, length: int) -> None:
    found = file_name_time(name, now=NOW)
    assert found is not None
    assert found.saved is saved
    time = local.replace(tzinfo=UTC)
    assert (found.earliest, found.latest) == (time - REACH, time + timedelta(seconds=length) + REACH)


def test_facebook_counts_in_utc() -> None:
    found = file_name_time("FB_IMG_1447462732961.jpg", now=NOW)
    assert found is not None
    assert found.saved
    assert found.earliest == found.latest == datetime(2015, 11, 14, 0, 58, 52, 961000, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        None, "", "IMG_1234.jpg", "IMG_20151301_005852.jpg", "IMG_20150230_005852.jpg", "IMG_20991231_000000.jpg",
        "IMG_19010101_000000.jpg", "FB_IMG_0000000000000.jpg", "FB_IMG_9999999999999.jpg", "FB_IMG_144746273296.jpg",
        "IMG_20151114_256199.jpg", "holiday IMG_20151114_005852.jpg", "IMG_٢٠١٥١١١٤_005852.jpg", "a" * 5000,
    ],
)  # fmt: skip
def test_other_names_say_nothing(name: str | None) -> None:
    assert file_name_time(name, now=NOW) is None


@given(
    st.one_of(
        st.text(), st.from_regex(r"(IMG|VID|PXL|photo|Screenshot|FB_IMG)[-_][-_0-9]{1,25}(-WA1)?", fullmatch=True)
    )
)
def test_any_name_gives_a_span_or_nothing(name: str) -> None:
    found = file_name_time(name, now=NOW)
    assert found is None or found.earliest <= found.latest
