"""What many pages of one site show is its mark; what a few do is not."""

from __future__ import annotations

from tests.intake.web_archives import png, read_archive, response

from firstseen.intake.webarchive.repeated import Repeated

WORDS = "The water came shortly after midnight, when most people in the lower streets were asleep. " * 3


def test_a_picture_on_a_third_of_the_pages_is_on_many() -> None:
    site = Repeated()
    for number in range(6):
        often = "<img src='/bar.jpg'>" if number < 3 else ""
        html = f"{often}<td background=/tile.gif><div style='background:url(/sky.jpg)'><img src=/{number}.jpg>"
        site.note(f"https://www.a.example/{number}", html.encode())
        site.note(f"https://www.a.example/{number}", b"<img src=/0.jpg>")  # captured again
    assert site.on_many_pages("https://a.example/x") == {
        f"https://www.a.example/{name}" for name in ("bar.jpg", "tile.gif", "sky.jpg")
    }
    assert site.on_many_pages("https://b.example/") == frozenset()


def test_of_few_pages_nothing_is_said() -> None:
    site = Repeated()
    for number in range(4):
        site.note(f"https://a.example/{number}", b"<img src=/bar.jpg>")
    assert site.on_many_pages("https://a.example/1") == frozenset()


def test_the_bar_of_a_site_is_furniture_and_the_article_keeps_its_picture() -> None:
    records = [response("https://a.example/bar.jpg", png(1), "image/png")]
    for number in range(5):
        headline = f"Story number {number} of five"
        page = (
            f"<title>{headline}</title><body><img src=/bar.jpg><div><h1>{headline}</h1>"
            f"<p>{WORDS}</p><img src=/{number}.jpg><p>{WORDS}</p></div></body>"
        )
        records.append(response(f"https://a.example/{number}", page.encode(), "text/html"))
    items, _ = read_archive(b"".join(records))
    assert [[medium.url for medium in item.media] for item in items] == [
        [f"https://a.example/{number}.jpg"] for number in range(5)
    ]
    reason = "on many pages of the site, or many times on this one: https://a.example/bar.jpg"
    assert {item.extra["furniture"] for item in items} == {reason}
