"""Saved pages: HTML with a folder of files, and SingleFile; what lies outside is never opened."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from tests.intake.web_archives import media_bytes, png

from firstseen.errors import RefusedError
from firstseen.intake.saved_page import SavedPageReader
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Item, ItemKind, Noticed, NoticeKind, SourceRead
from firstseen.model.time import StatedTime, TimeRole

WORDS = "<p>Мешканців міста вивозили човнами до самого ранку.</p>"


def save(folder: Path, name: str, html: str | bytes) -> Source:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(html.encode() if isinstance(html, str) else html)
    return Source(FolderTree(folder), name)


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read(source: Source) -> tuple[SourceRead, list[Item]]:
    reader = SavedPageReader()
    assert reader.fits(source, source.head())
    first, *rest = reader.read(source, ReadOptions())
    assert isinstance(first, SourceRead)
    assert all(isinstance(one, Item | Noticed | SourceRead) for one in rest)
    return first, [one for one in rest if isinstance(one, Item)]


@pytest.mark.parametrize("folder", ["page_files", "page.files", "page-Dateien", "page_fichiers", "page_archivos"])
def test_a_page_with_its_folder_of_files(tmp_path: Path, folder: str) -> None:
    html = (
        "<!DOCTYPE html>\n<!-- saved from url=(0035)https://news.example/2022/02/flood -->\n<html><head>"
        f"<title>Повінь</title><link rel=stylesheet href='./{folder}/style.css'></head><body>{WORDS}"
        f"<figure><img src='./{folder}/m%C3%ADst%201.png' alt='Міст' srcset='https://cdn.example/big.png 2000w'>"
        "<figcaption>Міст через ріку. Фото: Олена Коваль</figcaption></figure></body></html>"
    )
    files = {
        f"{folder}/míst 1.png": png(1),
        f"{folder}/background.png": png(2),
        f"{folder}/style.css": b"body{}",
        f"{folder}/inner/frame.html": b"<html></html>",
        f"{folder}/dot.png": png(3)[:100],
        "other/evidence.png": png(4),
    }
    put(tmp_path, files)
    first, (item,) = read(save(tmp_path, "page.html", html))
    assert first.companions == tuple(sorted(name for name in files if name.startswith(folder)))
    assert (item.kind, item.url, item.title, item.key) == (
        ItemKind.PAGE,
        "https://news.example/2022/02/flood",
        "Повінь",
        "page.html",
    )
    (shown,) = item.media
    assert media_bytes(item) == {f"{folder}/míst 1.png": png(1)}
    assert (shown.caption, shown.credit, shown.alt) == ("Міст через ріку", "Олена Коваль", "Міст")
    assert item.extra["furniture"].startswith("in the page's folder, not named by the page: ")


def test_the_files_of_furniture_are_kept_and_shown_by_no_item(tmp_path: Path) -> None:
    html = (
        "<html><body><header><img src='page_files/logo.png' alt=Logo></header><h1>Повінь у старому місті</h1>"
        f"{WORDS * 4}<img src='page_files/bridge.png'><aside><img src='page_files/other.png'></aside></body></html>"
    )
    put(tmp_path, {f"page_files/{name}.png": png(n) for n, name in enumerate(("logo", "bridge", "other", "sprite"))})
    source = save(tmp_path, "page.html", html)
    found = list(SavedPageReader().read(source, ReadOptions()))
    (item,) = (one for one in found if isinstance(one, Item))
    assert media_bytes(item) == {"page_files/bridge.png": png(1)}
    kept = {one.name: one.content for one in found if isinstance(one, SourceRead) and one.reader != "saved page"}
    assert sorted(kept) == [f"page_files/{name}.png" for name in ("logo", "other", "sprite")]
    for name, content in kept.items():
        assert content is not None
        with content.open() as stream:
            assert stream.read() == (tmp_path / name).read_bytes()
    noticed = {one.what: one.count for one in found if isinstance(one, Noticed)}
    assert noticed == {"header of the site": 1, "side column": 1, "in the page's folder, not named by the page": 1}
    assert all(
        one.kind is NoticeKind.FURNITURE and one.where == "page.html" for one in found if isinstance(one, Noticed)
    )
    assert len(item.extra["furniture"].splitlines()) == 3


def test_where_a_page_names_no_picture_those_of_its_folder_are_shown(tmp_path: Path) -> None:
    put(tmp_path, {"page_files/a.png": png(1), "page_files/s.css": b"x"})
    html = f"<html><head><link rel=stylesheet href='page_files/s.css'></head><body>{WORDS}</body></html>"
    _, (item,) = read(save(tmp_path, "page.html", html))
    assert media_bytes(item) == {"page_files/a.png": png(1)}


def test_a_folder_that_is_not_the_pages_own_keeps_its_other_files(tmp_path: Path) -> None:
    put(tmp_path, {"photos/a.png": png(1), "photos/b.png": png(2)})
    first, (item,) = read(save(tmp_path, "page.html", f"<html><body>{WORDS}<img src=photos/a.png></body></html>"))
    assert first.companions == ("photos/a.png",)
    assert media_bytes(item) == {"photos/a.png": png(1)}


@pytest.mark.parametrize(
    "reference",
    ["../secret.png", "x/../../secret.png", "%2e%2e/secret.png", "..\\secret.png", "/etc/secret.png", "file:///etc/a.png",
     "C:\\a.png", "c:/a.png", "\\\\host\\a.png"],
)  # fmt: skip
def test_references_that_lead_out_are_not_followed(tmp_path: Path, reference: str) -> None:
    put(tmp_path, {"secret.png": png(9)})
    inside = tmp_path / "case"
    _, (item,) = read(save(inside, "page.html", f"<html><body>{WORDS}<img src='{reference}'></body></html>"))
    (medium,) = item.media
    assert (medium.content, medium.missing) == (None, "outside the source")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"secret.png": png(9)})
    inside = tmp_path / "case"
    inside.mkdir()
    (inside / "a.png").symlink_to(tmp_path / "secret.png")
    _, (item,) = read(save(inside, "page.html", f"<html><body>{WORDS}<img src='a.png'></body></html>"))
    assert item.media[0].content is None


def test_pictures_that_were_not_saved_are_kept_with_their_address(tmp_path: Path) -> None:
    html = (
        "<html><head><link rel=canonical href='https://news.example/a/b'></head><body>"
        f"{WORDS}<img src='/i/a.png'><img src='//cdn.example/b.png'><img src='c.png?w=1'></body></html>"
    )
    _, (item,) = read(save(tmp_path, "page.html", html))
    assert [(medium.url, medium.missing) for medium in item.media] == [
        ("https://news.example/i/a.png", "not saved with the page"),
        ("https://cdn.example/b.png", "not saved with the page"),
        ("https://news.example/a/c.png?w=1", "not saved with the page"),
    ]
    assert item.url == "https://news.example/a/b"


def test_names_that_keep_the_query_and_pages_in_folders_are_found(tmp_path: Path) -> None:
    put(tmp_path, {"site/i/a.png?w=3": png(1), "site/b.png": png(2)})
    html = f"<html><body>{WORDS}<img src='i/a.png?w=3'><img src='sub/../b.png#x'></body></html>"
    _, (item,) = read(save(tmp_path, "site/page.html", html))
    assert media_bytes(item) == {"site/i/a.png?w=3": png(1), "site/b.png": png(2)}


def test_what_a_page_calls_a_picture_and_is_none_is_not_shown(tmp_path: Path) -> None:
    put(tmp_path, {"a.png": b"<!doctype html><html><body>Not found</body></html>"})
    _, (item,) = read(save(tmp_path, "page.html", f"<html><body>{WORDS}<img src='a.png'></body></html>"))
    assert item.media == ()


SINGLE = """<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile\x20
 url: https://news.example/flood?id=1\x20
 saved date: Thu Feb 24 2022 07:09:11 GMT+0200 (за східноєвропейським стандартним часом)
--><meta charset=utf-8><title>Flood</title><style>:root{{--sf-img-1: url("{variable}")}}</style><body>{words}
<img alt=River src="{base64}"><img src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"></svg>'
 style="background-image:var(--sf-img-1)!important"><div style='background:#fff url({percent}) 0 0'></div>
<img src="{base64}"><img src="data:image/png;base64,iVBORw0KGgo="><img src="{broken}"></body></html>"""


def test_single_file_pages_carry_their_pictures_address_and_time(tmp_path: Path) -> None:
    def uri(data: bytes) -> str:
        return "data:image/png;base64," + base64.b64encode(data).decode()

    percent = "data:image/png," + "".join(f"%{byte:02X}" for byte in png(3))
    html = SINGLE.format(
        variable=uri(png(2)), base64=uri(png(1)), percent=percent, words=WORDS, broken="data:image/png" + "x" * 300
    )
    first, (item,) = read(save(tmp_path, "single.html", html))
    assert first.companions == ()
    assert item.url == "https://news.example/flood?id=1"
    assert item.times == (
        StatedTime(
            TimeRole.CAPTURED,
            "Thu Feb 24 2022 07:09:11 GMT+0200 (за східноєвропейським стандартним часом)",
            "SingleFile saved date",
            "+02:00",
        ),
    )
    assert list(media_bytes(item).values()) == [png(1), png(2), png(3), None]
    assert item.media[0].alt == "River"
    assert item.media[0].name == "picture 1 in the page.png"
    assert item.media[3].missing == "its data in the page is broken"


def test_the_real_single_file_page_is_read_well(real_inputs: Path) -> None:
    source = Source(FolderTree(real_inputs / "pages"), "singlefile.html")
    _, (page, *posts) = read(source)
    assert page.url == "https://x.com/afpfr/status/2049404235469537332"
    assert (page.platform, page.post_id) == (None, None)
    saved = "Wed Apr 29 2026 11:44:45 GMT+0200 (heure d’été d’Europe centrale)"
    assert page.times == (StatedTime(TimeRole.CAPTURED, saved, "SingleFile saved date", "+02:00"),)
    assert page.title is not None and page.title.startswith("(1) Agence France-Presse on X:")
    assert [(post.post_id, post.author.handle if post.author else None, len(post.media)) for post in posts] == [
        ("2049404235469537332", "afpfr", 1),
        ("2049414663817855076", "ulhgard", 0),
        ("2049407347781509157", "tlacroix", 0),
        ("2049408164806729732", "PierreLema34489", 0),
        ("2049409948128358409", "_PHILIPPE_RUIZ_", 1),
        ("2049420146175795366", "evemadebymen", 0),
    ]
    assert [time.text for time in posts[0].times] == ["2026-04-29T08:23:40.000Z", saved]
    assert posts[0].text is not None and posts[0].text.startswith("Le roi Charles III")
    # Seven avatars, each twice or more in the page, and a sign of X that Open Graph names and nobody saved.
    assert page.media == ()
    furniture = page.extra["furniture"].splitlines()
    assert [line.partition(":")[0] for line in furniture] == ["avatar or author's picture"] * 7 + [
        "named for other sites, not shown by the page"
    ]
    assert all("SHA-256" in line for line in furniture[:7])
    sizes = [len(data or b"") for item in posts for data in media_bytes(item).values()]
    assert sizes == [85_941, 134_879]


@pytest.mark.parametrize(
    "head",
    [b"<!doctype HTML>", b"\xef\xbb\xbf  <html>", "<!DOCTYPE html>".encode("utf-16"), b"<!-- a --> <!-- b -->\n<html lang=uk>",
     b"<?xml version='1.0'?><!DOCTYPE html PUBLIC>", b"<head><meta charset=utf-8>", b"\n\n<title>x</title>"],
)  # fmt: skip
def test_pages_are_told_by_their_beginning(tmp_path: Path, head: bytes) -> None:
    assert SavedPageReader().fits(Source(FolderTree(tmp_path), "a"), head)


@pytest.mark.parametrize(
    "head", [b"", b"text", b"<svg>", b"{}", b"<?xml version='1.0'?><rss>", b"<!--" * 5000, b"<htmlx>"]
)
def test_other_files_are_not_taken(tmp_path: Path, head: bytes) -> None:
    assert not SavedPageReader().fits(Source(FolderTree(tmp_path), "a"), head)


def test_a_page_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstseen.intake.saved_page.MAX_PAGE_BYTES", 100)
    source = save(tmp_path, "page.html", "<html>" + "x" * 200)
    with pytest.raises(RefusedError, match=r"page\.html: the page is larger than"):
        list(SavedPageReader().read(source, ReadOptions()))
