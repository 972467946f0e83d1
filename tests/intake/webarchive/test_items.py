"""Items from web archives: which pictures belong to which page, with which capture time, and what damage costs."""

from __future__ import annotations

import gzip
import random
import zlib

import brotli
import pytest
from tests.intake.web_archives import DAY, http, media_bytes, png, read_archive, record, request, response, zipped

from firstseen.intake.webarchive.captures import same_address
from firstseen.intake.webarchive.items import ListedPage
from firstseen.model.items import ItemKind
from firstseen.model.time import StatedTime, TimeRole

PAGE = "http://news.example/flood"
WORDS = "<p>Вода зайшла в місто вночі, мешканців вивозили човнами до ранку.</p>"


def page(inside: str, title: str = "Flood") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{WORDS}{inside}</body></html>"


def captured(date: str) -> tuple[StatedTime, ...]:
    return (StatedTime(TimeRole.CAPTURED, date, "WARC-Date"),)


def test_a_page_shows_the_pictures_its_html_names_each_with_its_own_capture_time() -> None:
    data = zipped(
        response(PAGE, page("<img src='/a.png' alt='Bridge'><img src='http://cdn.example/b.png#x'><img src=gone.png>")),
        response("http://news.example/a.png", png(1), "image/png", "2022-02-24T05:07:11Z"),
        response("https://cdn.example/b.png", png(2), "image/png", "2022-02-24T05:07:12Z"),
    )
    items, reasons = read_archive(data)
    assert not reasons
    (item,) = items
    assert (item.kind, item.url, item.title) == (ItemKind.PAGE, PAGE, "Flood")
    assert item.text is not None and "мешканців вивозили" in item.text
    assert item.times == captured(DAY)
    assert media_bytes(item) == {"a.png": png(1), "b.png": png(2), "http://news.example/gone.png": None}
    first, second, gone = item.media
    assert (first.url, first.alt, first.times) == (
        "http://news.example/a.png",
        "Bridge",
        captured("2022-02-24T05:07:11Z"),
    )
    assert second.times == captured("2022-02-24T05:07:12Z")
    assert (gone.missing, gone.times) == ("not in the web archive", ())
    assert item.record.startswith(b"WARC/1.1\r\n") and item.record.endswith(b"charset=utf-8\r\n\r\n")


def test_redirects_lead_to_the_picture_and_are_no_items() -> None:
    data = (
        response(PAGE, page("<img src='/old.png'>"))
        + response("http://news.example/old.png", b"", "", status="301 Moved", Location="/mid.png")
        + response("http://news.example/mid.png", b"", "", status="302 Found", Location="http://cdn.example/new.png")
        + response("http://cdn.example/new.png", png(3), "image/png", "2022-02-24T06:00:00Z")
    )
    items, reasons = read_archive(data)
    assert (len(items), reasons) == (1, [])
    assert media_bytes(items[0]) == {"new.png": png(3)}
    assert items[0].media[0].times == captured("2022-02-24T06:00:00Z")


def test_redirects_in_a_ring_end() -> None:
    data = response(PAGE, page("<img src='/a.png'>"))
    for here, there in (("a", "b"), ("b", "a")):
        data += response(f"http://news.example/{here}.png", b"", "", status="302 Found", Location=f"/{there}.png")
    items, _ = read_archive(data)
    assert items[0].media[0].missing == "not in the web archive"


REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@pytest.mark.parametrize(
    "refers",
    [
        {"WARC_Refers_To": "<urn:uuid:1>"},
        {"WARC_Payload_Digest": "sha1:ABC"},
        {"WARC_Refers_To_Target_URI": "http://news.example/a.png", "WARC_Refers_To_Date": "2022-02-24T05:00:00Z"},
    ],
)
def test_a_revisit_gives_the_bytes_of_the_original_and_its_own_time(refers: dict[str, str]) -> None:
    original = record(
        "response",
        "http://news.example/a.png",
        http(png(4), "image/png"),
        "2022-02-24T05:00:00Z",
        WARC_Record_ID="<urn:uuid:1>",
        WARC_Payload_Digest="sha1:ABC",
    )
    again = record(
        "revisit",
        "http://news.example/a.png",
        http(b"", "image/png"),
        "2022-03-01T00:00:00Z",
        WARC_Record_ID="<urn:uuid:2>",
        WARC_Profile=REVISIT,
        **refers,
    )
    later = response(PAGE, page("<img src='a.png'>"), date="2022-03-01T00:00:01Z")
    items, _ = read_archive(zipped(original, again, later))
    (item,) = items
    assert media_bytes(item) == {"a.png": png(4)}
    assert item.media[0].times == captured("2022-03-01T00:00:00Z")


def test_revisits_of_what_another_archive_holds_are_told() -> None:
    lost = record("revisit", "http://news.example/a.png", http(b"", "image/png"), WARC_Payload_Digest="sha1:X")
    lost_page = record("revisit", "http://news.example/b", http(b""), WARC_Payload_Digest="sha1:Y")
    items, reasons = read_archive(response(PAGE, page("<img src='a.png'>")) + lost + lost_page)
    assert items[0].media[0].missing == "a revisit record whose bytes are in another archive"
    assert reasons == [
        "1 capture is a revisit record whose bytes are in another archive; join the two (`cat A B > BOTH`) and add "
        "that (http://news.example/b)"
    ]
    assert read_archive(lost_page) == ([], reasons)


def test_a_request_ties_a_picture_to_the_page_that_scripts_made() -> None:
    post = "https://x.com/reporter/status/1496716168920547331"
    data = zipped(
        response(post, "<!doctype html><html><head><title>X</title></head><body><div id=root></div></body></html>"),
        request(post, None),
        response("https://pbs.twimg.com/media/F.jpg", png(5), "image/jpeg", "2022-02-24T05:07:20Z"),
        request("https://pbs.twimg.com/media/F.jpg", post, "2022-02-24T05:07:20Z"),
        response("https://abs.twimg.com/s.css", "a{}", "text/css"),
        request("https://abs.twimg.com/s.css", post),
        response("https://abs.twimg.com/bg.png", png(6), "image/png"),
        request("https://abs.twimg.com/bg.png", "https://abs.twimg.com/s.css"),
        response("https://t.example/dot.gif", b"GIF89a" + bytes(30), "image/gif"),
        request("https://t.example/dot.gif", post),
    )
    items, reasons = read_archive(data)
    assert not reasons
    (item,) = items
    assert (item.platform, item.post_id) == ("x", "1496716168920547331")
    assert item.author is not None and item.author.handle == "reporter"
    assert media_bytes(item) == {"F.jpg": png(5), "bg.png": png(6)}
    assert item.media[0].times == captured("2022-02-24T05:07:20Z")


def test_a_referer_written_by_a_recorder_is_understood() -> None:
    recorder = f"https://recorder.example/temp/record/mp_/{PAGE}"
    data = response(PAGE, page("")) + response("http://c.example/a.png", png(7), "image/png")
    items, _ = read_archive(data + request("http://c.example/a.png", recorder))
    assert media_bytes(items[0]) == {"a.png": png(7)}


def test_a_crawler_that_notes_where_it_came_from_is_understood() -> None:
    noted = record("metadata", "http://c.example/a.png", f"via: {PAGE}\r\nhopsFromSeed: LE\r\n".encode())
    data = response(PAGE, page("")) + response("http://c.example/a.png", png(7), "image/png") + noted
    items, _ = read_archive(data)
    assert media_bytes(items[0]) == {"a.png": png(7)}


def test_a_picture_that_no_page_names_is_an_item_of_its_own() -> None:
    data = response("http://c.example/a.png?w=1", png(8), "image/png") + request(
        "http://c.example/a.png?w=1", "http://b.example/"
    )
    items, reasons = read_archive(data + response(PAGE, page("")))
    assert not reasons
    assert [item.kind for item in items] == [ItemKind.PAGE, ItemKind.FILE]
    lone = items[1]
    assert (lone.url, lone.times) == ("http://c.example/a.png?w=1", captured(DAY))
    assert media_bytes(lone) == {"a.png": png(8)}
    assert lone.extra == {"asked for by": "http://b.example/"}


def test_two_captures_of_one_page_are_two_items_and_each_shows_the_nearest_capture_of_its_picture() -> None:
    data = b""
    for seed, day in ((1, "2022-02-24"), (2, "2022-03-24")):
        data += response(PAGE, page("<img src=a.png>"), date=f"{day}T10:00:00Z")
        data += response("http://news.example/a.png", png(seed), "image/png", f"{day}T10:00:01Z")
    first, second = read_archive(zipped(data))[0]
    assert first.key != second.key
    assert media_bytes(first) == {"a.png": png(1)}
    assert media_bytes(second) == {"a.png": png(2)}


def test_of_a_srcset_the_largest_collected_candidate_is_shown_and_the_others_are_no_items() -> None:
    html = page("<img src=s.png srcset='s.png 300w, m.png 600w, l.png 1200w' alt=River>")
    data = response(PAGE, html)
    for seed, name in ((1, "s"), (2, "m")):
        data += response(f"http://news.example/{name}.png", png(seed), "image/png")
    items, _ = read_archive(data)
    assert len(items) == 1
    assert media_bytes(items[0]) == {"m.png": png(2)}


def chunked(body: bytes, size: int) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def coded(name: str) -> tuple[bytes, dict[str, str]]:
    plain = png(9) * 50
    packed = gzip.compress(plain, mtime=0)
    raw = zlib.compressobj(wbits=-15)
    return {
        "gzip": (packed, {"Content_Encoding": "gzip"}),
        "brotli": (brotli.compress(plain), {"Content_Encoding": "br"}),
        "deflate": (zlib.compress(plain), {"Content_Encoding": "deflate"}),
        "raw deflate": (raw.compress(plain) + raw.flush(), {"Content_Encoding": "deflate"}),
        "chunked": (chunked(plain, 1000), {"Transfer_Encoding": "chunked"}),
        "chunked gzip": (chunked(packed, 7), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        "twice": (gzip.compress(packed, mtime=0), {"Content_Encoding": "gzip, gzip"}),
        "says gzip, is not": (plain, {"Content_Encoding": "gzip"}),
        "says brotli, is not": (plain, {"Content_Encoding": "br"}),
        "says deflate, is not": (plain, {"Content_Encoding": "deflate"}),
        "says chunked, is not": (plain, {"Transfer_Encoding": "chunked"}),
        "identity": (plain, {"Content_Encoding": "identity"}),
    }[name]


@pytest.mark.parametrize(
    "name",
    ["gzip", "brotli", "deflate", "raw deflate", "chunked", "chunked gzip", "twice", "says gzip, is not",
     "says brotli, is not", "says deflate, is not", "says chunked, is not", "identity"],
)  # fmt: skip
def test_bodies_are_given_without_their_codings(name: str) -> None:
    body, fields = coded(name)
    items, reasons = read_archive(response("http://c.example/a.png", body, "image/png", **fields))
    assert not reasons
    assert media_bytes(items[0]) == {"a.png": png(9) * 50}


def test_bad_chunks_are_given_as_they_are_from_where_they_go_wrong() -> None:
    body = b"134\r\n" + png(1) + b"\r\nnot a length\r\n"
    items, _ = read_archive(response("http://c.example/a.png", body, "image/png", Transfer_Encoding="chunked"))
    assert media_bytes(items[0])["a.png"] == png(1) + b"\r\nnot a length\r\n"


def test_what_is_packed_in_a_way_that_is_not_read_is_refused() -> None:
    zstandard = b"\x28\xb5\x2f\xfd" + bytes(300)
    data = response(PAGE, zstandard, Content_Encoding="zstd") + response("http://news.example/b", page(""))
    items, reasons = read_archive(data)
    assert [item.url for item in items] == ["http://news.example/b"]
    assert reasons == ["its body is packed with Zstandard, which is not read"]


def test_a_list_of_pages_beside_the_archive_gives_words_that_scripts_made() -> None:
    bare = "<!doctype html><html><body><div id=app>Loading</div></body></html>"
    listed = {same_address(PAGE): ListedPage("Flood in the town", "All words as a browser showed them")}
    (item,) = read_archive(response(PAGE, bare), listed)[0]
    assert (item.title, item.text) == ("Flood in the town", "All words as a browser showed them")


def test_pages_that_show_nothing_are_no_items() -> None:
    beacon = "<!doctype html><html><head><script>go()</script></head><body></body></html>"
    onward = "<html><head><title>http://b.example/x</title></head><body></body></html>"
    items, _ = read_archive(
        response(PAGE, page("")) + response("http://t.example/", beacon) + response("http://t.co/1", onward)
    )
    assert [item.url for item in items] == [PAGE]


def test_an_archive_of_other_things_says_what_it_holds() -> None:
    data = response("http://a.example/robots.txt", "User-agent: *", "text/plain") * 2 + record(
        "warcinfo", None, b"x: y"
    )
    assert read_archive(data) == ([], ["holds no page and no picture: 3 records: response text/plain (2), warcinfo"])


def test_resources_and_dates_without_a_zone_are_read() -> None:
    data = record("resource", "file:///a b.png", png(2), "2019-08-15T01:02", Content_Type="image/png")
    (item,) = read_archive(data)[0]
    assert item.url == "file:///a%20b.png"
    assert item.times == (StatedTime(TimeRole.CAPTURED, "2019-08-15T01:02", "WARC-Date", "+00:00"),)


def arc(url: str, body: bytes, kind: str, date: str = "20080430204825") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    return f"{url} 192.0.2.1 {date} {kind} {len(block)}\n".encode() + block + b"\n"


def arc_start() -> bytes:
    about = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n"
    return f"filedesc://a.arc 0.0.0.0 20080430204825 text/plain {len(about)}\n".encode() + about + b"\n"


@pytest.mark.parametrize("packed", [False, True])
def test_arc_files_are_read(packed: bool) -> None:
    parts = [
        arc_start(),
        arc(PAGE, page("<img src='/a picture.png'>").encode(), "text/html"),
        arc("http://news.example/a picture.png", png(3), "image/png"),
    ]
    items, reasons = read_archive(zipped(*parts) if packed else b"".join(parts))
    assert (len(items), reasons) == (1, [])
    assert media_bytes(items[0]) == {"a%20picture.png": png(3)}
    assert items[0].times == captured("2008-04-30T20:48:25Z")


def whole() -> list[bytes]:
    return [
        response(PAGE, page("<img src=a.png>")),
        response("http://news.example/a.png", png(1), "image/png"),
        response("http://news.example/b.png", png(2) * 400, "image/png"),
    ]


def test_an_archive_compressed_as_a_whole_is_read() -> None:
    items, reasons = read_archive(gzip.compress(b"".join(whole()), mtime=0))
    assert not reasons
    assert [media_bytes(item) for item in items] == [{"a.png": png(1)}, {"b.png": png(2) * 400}]


def test_the_rest_of_a_large_archive_compressed_as_a_whole_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("firstseen.intake.webarchive.records._MAX_SHARED_MEMBER", 700)
    items, reasons = read_archive(gzip.compress(b"".join(whole()), mtime=0))
    assert len(items) == 1
    assert len(reasons) == 1
    assert "warcio recompress OLD NEW" in reasons[0]


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_at_any_place_gives_what_is_there_and_says_so(packed: bool) -> None:
    parts = whole()
    data = zipped(*parts) if packed else b"".join(parts)
    first = len(zipped(parts[0]) if packed else parts[0])
    chosen = random.Random(11)
    for at in chosen.sample(range(first, len(data) - 4), 40):
        items, reasons = read_archive(data[:at])
        assert items and items[0].url == PAGE
        clean = at in (first, first + len(zipped(parts[1]) if packed else parts[1]))
        assert bool(reasons) is not clean or not packed, at
        for item in items:
            for medium in item.media:
                if medium.content is not None:
                    with medium.content.open() as stream:
                        assert (png(1) + png(2) * 400).find(stream.read()[:308]) >= 0


def test_a_cut_names_the_place_and_the_record() -> None:
    parts = whole()
    data = b"".join(parts)
    items, reasons = read_archive(data[:-1000])
    assert len(items) == 2
    offset = len(parts[0]) + len(parts[1])
    assert reasons == [
        f"at byte {offset}: the file ends inside this record (http://news.example/b.png); the rest is missing"
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_damage_costs_the_damaged_record_alone(packed: bool) -> None:
    parts = whole()
    broken = bytearray(zipped(parts[1]) if packed else parts[1])
    broken[4:40] = b"\xff" * 36
    pieces = [zipped(part) if packed else part for part in parts]
    items, reasons = read_archive(pieces[0] + bytes(broken) + pieces[2])
    assert [item.url for item in items] == [PAGE, "http://news.example/b.png"]
    assert items[0].media[0].missing == "not in the web archive"
    assert len(reasons) == 1
    assert f"at byte {len(pieces[0])}" in reasons[0] and "reading went on" in reasons[0]


@pytest.mark.parametrize("length", ["-1", "abc", "", "9" * 30])
def test_a_length_that_is_no_number_is_told(length: str) -> None:
    bad = response(PAGE, page("")).replace(b"Content-Length: ", f"Content-Length: {length} ".encode(), 1)
    bad = bad.replace(f"Content-Length: {length} ".encode(), f"Content-Length: {length}\r\nX: ".encode(), 1)
    items, reasons = read_archive(bad)
    assert not items
    assert "states no length" in reasons[0] or "is not a number of bytes" in reasons[0]


def test_header_lines_without_end_are_refused_in_bounded_memory() -> None:
    items, reasons = read_archive(b"WARC/1.0\r\nWARC-Type: " + b"a" * 1_000_000)
    assert not items
    assert "a line of a record header is longer than" in reasons[0]
    many = b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000
    assert "a record header is longer than" in read_archive(many)[1][0]
    assert "ends inside a record header" in read_archive(b"WARC/1.0\r\nWARC-Type: response\r\n")[1][0]


def test_a_gzip_bomb_is_read_in_bounded_memory() -> None:
    body = gzip.compress(bytes(50_000_000), mtime=0)
    bomb = response("http://a.example/a.png", body, "image/png", Content_Encoding="gzip")
    assert read_archive(bomb + response(PAGE, page("")))[0][0].url == PAGE


def test_many_damaged_places_end_the_reading() -> None:
    data = response(PAGE, page("")) + b"WARC/1.0\r\nX: y\r\n\r\n" * 500
    items, reasons = read_archive(data)
    assert len(items) == 1
    assert len(reasons) == 100
    assert reasons[-1].endswith("what follows was not read")
