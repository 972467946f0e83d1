"""What containers say of themselves: dates with the zone that can be relied on, place, device, software."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from tests.films import film, limits, panned, sound_file, tone

from firstseen.chronicle.times.stated import read_stated
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.said import UNSURE_ZONE, moving_said
from firstseen.media.moving.stretch import limits_of
from firstseen.model.pictures import Metadata, Place
from firstseen.model.time import StatedTime, TimeRole

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def said_by(data: bytes) -> Metadata:
    found = open_film(io.BytesIO(data), limits_of(limits()))
    assert found is not None
    for _ in found.play():
        pass
    return found.facts((1, 1), ()).metadata


def test_the_movie_header_counts_in_utc_but_is_not_relied_on() -> None:
    metadata = said_by(film(panned(1, 5), "mp4", metadata={"creation_time": "2022-02-21T18:30:00Z", "title": "girl"}))
    assert (
        StatedTime(TimeRole.FILE_CREATED, "2022-02-21T18:30:00.000000", "creation time", UNSURE_ZONE) in metadata.times
    )
    span = read_stated(metadata.times[0], now=NOW)
    assert span.earliest == datetime(2022, 2, 21, 4, 30, tzinfo=UTC)
    assert not span.exact_zone and "up to 14 hours either way" in span.remarks[0]
    assert metadata.caption == "girl"
    assert metadata.software is not None and metadata.software.startswith("Lavf")


def test_matroska_states_utc() -> None:
    metadata = said_by(film(panned(1, 5), "matroska", metadata={"creation_time": "2022-02-21T18:30:00Z"}))
    assert metadata.times[0].text == "2022-02-21T18:30:00.000000Z" and metadata.times[0].zone is None
    assert read_stated(metadata.times[0], now=NOW).exact_zone


def test_a_telephone_states_zone_place_and_device() -> None:
    fields = {
        "com.apple.quicktime.creationdate": "2022-02-21T20:30:00+0200",
        "com.apple.quicktime.location.ISO6709": "+48.0159+037.8028+169.000/",
        "com.apple.quicktime.make": "Apple",
        "com.apple.quicktime.model": "iPhone 12",
        "com.apple.quicktime.software": "15.3.1",
    }
    metadata = said_by(film(panned(1, 5), "mov", metadata=fields, to_container={"movflags": "use_metadata_tags"}))
    taken = next(time for time in metadata.times if time.role is TimeRole.TAKEN)
    span = read_stated(taken, now=NOW)
    assert span.exact_zone and span.earliest == datetime(2022, 2, 21, 18, 30, tzinfo=UTC)
    assert metadata.place == Place(48.0159, 37.8028, None)
    assert metadata.device == "Apple iPhone 12"
    assert metadata.software is not None and "15.3.1" in metadata.software


def test_android() -> None:
    fields = {"com.android.version": "11", "com.android.manufacturer": "Google", "com.android.model": "Google Pixel"}
    metadata = moving_said({**fields, "location": "-33.8688+151.2093/"}, [], "MP4")
    assert (metadata.device, metadata.software) == ("Google Pixel", "Android 11")
    assert metadata.place == Place(-33.8688, 151.2093, None)


def test_impossible_places_are_left_out() -> None:
    for text in ("+0.0+0.0/", "+95.0+10.0/"):
        metadata = moving_said({"location": text}, [], "MP4")
        assert metadata.place is None and metadata.notes


def test_the_year_of_a_song_is_no_date_of_the_file() -> None:
    metadata = said_by(sound_file(tone(1, 300), "mp3", "libmp3lame", date="1987", artist="Someone", title="A song"))
    assert not metadata.times
    assert (metadata.credit, metadata.caption) == ("Someone", "A song")
    assert [time.text for time in moving_said({"date": "2022-02-21"}, [], "AVI").times] == ["2022-02-21"]


def test_hostile_words_are_made_safe() -> None:
    metadata = moving_said(
        {"title": "a\x1b[31m\u202eb" + "x" * 100_000, "artist": "\x00"}, [{"handler_name": "h"}], "MP4"
    )
    assert metadata.caption is not None and len(metadata.caption) <= 4000
    assert "\x1b" not in metadata.caption and "\u202e" not in metadata.caption
    assert metadata.credit is None


def test_what_an_opus_file_says_stands_in_its_track_and_is_told_as_of_the_file() -> None:
    tags = {"title": "Повінь", "artist": "Ana", "creation_time": "2024-05-14T10:11:12Z"}
    said = said_by(sound_file(tone(2, 440, 48000), "ogg", "libopus", 48000, **tags))
    assert (said.caption, said.credit) == ("Повінь", "Ana")
    assert [(time.text, time.zone) for time in said.times] == [("2024-05-14T10:11:12Z", None)]


def test_a_time_that_a_tag_states_is_taken_as_written() -> None:
    said = said_by(sound_file(tone(2, 440), "mp3", "libmp3lame", creation_time="2024-05-14T10:11:12Z"))
    (time,) = said.times
    assert time.text.endswith("Z") and time.zone is None
